"""What is missing: gaps by rule, one by one, and by agency; and planning a source that closes one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

import click

from ...catalogue.errors import UsageError
from ...catalogue.wording import counted
from . import completing
from .applying import apply_or_show
from .command import DRY_RUN, Form, as_document, command, writing
from .due import day_of
from .files import SCREEN, check_free, format_of, write_to
from .output import as_json, styled, wrapped, write
from .session import invocation, open_catalogue, open_reader, talk
from .tabling import FORMATS, show, tabling

if TYPE_CHECKING:
    from ...inventory.gaps import Gap, RuleFound, Shortfalls
    from ...inventory.named import Named

MOST_STATED = 3
"""So many gaps that documents state are told of each kind in the summary."""


def _offer_rules(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    from ...inventory.gaps.rules import GAP_RULES  # the help does without it

    return [name for name in GAP_RULES if name.startswith(begun)]


@command(
    examples=[
        "orodha gaps",
        "orodha gaps --kind data,reporting --country ke",
        "orodha gaps --rule source-without-disaggregation --list",
        "orodha gaps --by agency",
        "orodha gaps -o gaps.xlsx",
    ]
)
@click.option("--kind", "kinds", default="", metavar="KINDS", help="data, reporting, financial, geographic, capacity.")
@click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="NAME",
    help="What this rule finds; may be repeated.",
    shell_complete=_offer_rules,
)
@click.option("--agency", metavar="AGENCY", help="What this agency keeps, produces or is in charge of.")
@click.option("--country", metavar="COUNTRY", help="Of this country or region: its code or name.")
@click.option("--list", "listed", is_flag=True, help="Each gap, with what to do next.")
@click.option("--by", type=click.Choice(["agency", "country"]), help="Count them by what they are of.")
@click.option("--on", "day", metavar="DATE", help="As if it were that day; else today.")
@tabling
def gaps_command(
    kinds: str,
    rules: tuple[str, ...],
    agency: str | None,
    country: str | None,
    listed: bool,
    by: Literal["agency", "country"] | None,
    day: str | None,
    output: str,
    force: bool,
    form: Form,
) -> None:
    """Show what is missing: data, breakdowns, definitions, validations, agreements; and what documents say is.

    Reports, directories, planned and retired sources do not count as data.
    """
    from ...inventory.gaps import counts_by, gaps, table_of  # the help does without it

    if by and listed:
        raise UsageError("Gaps are listed one by one, or counted.", "Leave out --list or --by.")
    on = day_of(day)
    chosen = format_of(output, form, FORMATS, "table")
    check_free(output, force)
    with open_reader() as reader:
        area = reader.resolve(country, ("area",)) if country else ""
        whose = reader.resolve(agency, ("agency",)) if agency else ""
        asked = [one.strip() for one in kinds.split(",") if one.strip()]
        found = gaps(reader, on, country=area, agency=whose, kinds=asked, rules=rules)
    if by:
        show(counts_by(found, by), output, force, form)
    elif chosen == "json":
        write_to(output, as_json(found.as_json()), force)
    elif chosen == "text" and output == SCREEN:
        _write_list(found) if listed else _write_summary(found)
    else:
        show(table_of(found), output, force, form)


def _write_summary(found: Shortfalls) -> None:
    """Write what each rule found in a sentence, under the kinds of gap."""
    _write_remark(found)
    alone: dict[str, list[Gap]] = {}
    for gap in found.gaps:
        alone.setdefault(gap.kind, []).extend([gap] if gap.rule == "stated" else [])
    for kind, those in alone.items():
        write(styled(kind.upper(), "bold"))
        told: set[Named] = set()
        for one in found.rules:
            if one.gaps and one.rule.kinds == (kind,):
                _write_wrapped(f"{one.sentence()}: {_names(one.gaps)}", 2)
                stated = {each: gap for gap in one.gaps for each in gap.stated if each not in told}
                _write_stated(list(stated.items())[:MOST_STATED], "Documents say of these", 4)
                told |= {*stated}
        others = [(gap.subject, gap) for gap in those if gap.subject not in told]
        _write_stated(others[:MOST_STATED], "Documents say", 2)
        if len(others) > MOST_STATED:
            _write_wrapped(f"Documents tell of {len(others) - MOST_STATED:,} more.", 2)
    write(f"{counted(len(found.gaps), 'gap')} on {found.on.isoformat()}.")
    if found.gaps:
        talk(f"See each, and what to do next: {invocation()} gaps --list")


def _write_remark(found: Shortfalls) -> None:
    if found.remark:
        _write_wrapped(found.remark, 0)


def _write_stated(stated: Sequence[tuple[Named, Gap]], before: str, indent: int) -> None:
    """Write what documents say, and where."""
    for action, gap in stated:
        places = dict.fromkeys(str(one) for one in gap.evidence if one.record == action.id)
        where = f" ({'; '.join(places)})" if places else ""
        _write_wrapped(f"{before}: {action.label}{where}", indent)


def _names(gaps: Sequence[Gap], most: int = 3) -> str:
    """Return the first names; these have commas of their own."""
    told = "; ".join(one.subject.label for one in gaps[:most])
    return told if len(gaps) <= most else f"{told}; {len(gaps) - most:,} more"


def _write_list(found: Shortfalls) -> None:
    """Write each gap, under what its rule says, with what to do next."""
    _write_remark(found)
    for one in found.rules:
        if one.gaps:
            kind = f"{one.rule.kinds[0]}: " if len(one.rule.kinds) == 1 else ""
            _write_wrapped(kind + one.sentence(), 0, "bold")
            for line in _lines(one):
                _write_wrapped(line, 2)
            _write_wrapped(f"next: {_called(one.rule.next.format(id='ID'))}", 2, "dim")
    write(f"{counted(len(found.gaps), 'gap')} on {found.on.isoformat()}.")


def _lines(found: RuleFound) -> Iterator[str]:
    """Yield a sentence a gap: the record, what is missing where that differs, and who says so."""
    same = len({gap.text for gap in found.gaps}) == 1
    for gap in found.gaps:
        kind = gap.kind if len(found.rule.kinds) > 1 else ""
        who = [str(one) for one in gap.evidence[-1:] if one.document]
        told = [kind, gap.subject.label, "" if same else gap.text, *who]
        yield f"{gap.subject.id}  {'; '.join(one for one in told if one)}"


def _called(example: str) -> str:
    return example.replace("orodha", invocation(), 1)


def _write_wrapped(text: str, indent: int, style: str = "") -> None:
    """Write a text within the screen, its further lines indented."""
    first, *rest = wrapped(text, indent, further=2)
    for line in (styled(first, style) if style else first, *rest):
        write(line)


@command(
    examples=[
        'orodha gaps plan concept/topics-climate --title "Survey of people displaced by climate"',
        'orodha gaps plan indicator/ke-i-fund --title "Accounts of the victims\' fund" --holder KNBS --dry-run',
    ]
)
@click.argument("subject", metavar="GAP", shell_complete=completing.ids)
@click.option("--title", required=True, metavar="TEXT", help="What the source is to be called.")
@click.option("--holder", default="", metavar="AGENCY", help="The agency that is to keep it.")
@click.option("--country", default="", metavar="COUNTRY", help="Whose data it will be, where the gap does not say.")
@click.option(
    "--type", "type_", default="other", show_default=True, metavar="KIND", help="census, survey, register ..."
)
@DRY_RUN
@writing
@as_document
def plan_command(
    subject: str,
    title: str,
    holder: str,
    country: str,
    type_: str,
    dry_run: bool,
    note: str,
    author: str,
    form: Form,
) -> None:
    """Plan a source that closes a gap, and print its id; one batch, which undo takes back.

    GAP is what the gap is about: a topic, an objective, an indicator, a county, a source or a challenge. The planned
    source is about the same. An indicator or challenge comes to name it. Until its status is "live", the gap stays.
    """
    from ...inventory.planned import planned  # the list does without it

    with open_catalogue() as catalogue:
        reader = catalogue.reader
        asked = planned(
            reader,
            reader.resolve(subject),
            title,
            holder=reader.resolve(holder, ("agency",)) if holder else "",
            country=reader.resolve(country, ("area",)) if country else "",
            type=reader.resolve(type_, ("concept",), "source-kinds"),
        )
        apply_or_show(catalogue, asked, dry_run=dry_run, note=note, author=author, form=form, print_new=True)
