"""What there is for objectives and for what others ask for, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ...catalogue.errors import NotFound
from ...catalogue.reader import Reader
from . import completing
from .command import Form, command
from .due import day_of
from .files import SCREEN, check_free, format_of, write_to
from .fitting import fitted_lines
from .output import Column, as_json, line_width, styled, table_lines, wrapped, write_long
from .session import open_reader
from .tabling import FORMATS, show, tabling

if TYPE_CHECKING:
    from ...inventory.coverage import Coverage, Objective
    from ...inventory.readiness import Readiness
    from ...inventory.tables import Table


_SHORT = {"data": "data", "statistics": "stat.", "indicator": "indic.", "disaggregation": "split"}
"""What an objective lacks, as the columns of the screen are headed."""


class _Wish(NamedTuple):
    """Where an answer is to go and how, as a person has written it, and what that comes to: one of ``FORMATS``."""

    output: str
    force: bool
    form: Form
    chosen: str

    @property
    def on_screen(self) -> bool:
        """Whether it goes to the screen as text."""
        return self.chosen == "text" and self.output == SCREEN

    @property
    def whole(self) -> bool:
        """Whether it has room for all that the answer rests on."""
        return self.chosen not in ("text", "csv")


def _wish(output: str, force: bool, form: Form) -> _Wish:
    chosen = format_of(output, form, FORMATS, "table")
    check_free(output, force)
    return _Wish(output, force, form, chosen)


@command(
    examples=[
        "orodha coverage",
        "orodha coverage --country KE",
        "orodha coverage --evidence",
        "orodha coverage comesa --country KE",
        "orodha coverage -o coverage.xlsx",
    ]
)
@click.argument("what", default="gcm", shell_complete=completing.ids)
@click.option("--country", metavar="COUNTRY", help="Only what is of this country or region.")
@click.option("--evidence", is_flag=True, help="Under each row, every record with the document that says so.")
@tabling
def coverage_command(what: str, country: str | None, evidence: bool, output: str, force: bool, form: Form) -> None:
    """Show what there is of what others ask for, and what is missing.

    Of the Global Compact: sources, indicators, actions and laws by objective. Pages, spreadsheets and JSON have the
    evidence always. WHAT else is a scheme of terms, or an agency or agreement that demands indicators: of them, in
    percent, those that there are data on.
    """
    from ...inventory.counting import OBJECTIVES  # the help does without it

    wish = _wish(output, force, form)
    with open_reader() as reader:
        scheme, asker = (OBJECTIVES, "") if what in ("gcm", OBJECTIVES) else _asked(reader, what)
        home = reader.resolve(country, ("area",)) if country else ""
        if scheme == OBJECTIVES:
            _objectives(reader, home, evidence, wish)
        else:
            _requirements(reader, (scheme, asker, home), evidence, wish)


def _asked(reader: Reader, what: str) -> tuple[str, str]:
    """Return the scheme and the agency or agreement that a word names; a name can be that of both."""
    found = [_or_none(reader, what, kinds) for kinds in (("scheme",), ("agency", "agreement"))]
    if not any(found):
        raise NotFound(f"There is no scheme, agency or agreement {what!r}.", "See: orodha list scheme")
    return found[0], found[1]


def _or_none(reader: Reader, text: str, kinds: tuple[str, ...]) -> str:
    try:
        return reader.resolve(text, kinds)
    except NotFound:
        return ""


def _objectives(reader: Reader, country: str, evidence: bool, wish: _Wish) -> None:
    from ...inventory.coverage import coverage, coverage_table  # the help does without it

    found = coverage(reader, country, evidence=evidence or wish.whole)
    if wish.on_screen:
        write_long(_lines(found, evidence))
    else:
        _give(found.as_json, coverage_table(found), wish)


def _requirements(reader: Reader, asked: tuple[str, str, str], evidence: bool, wish: _Wish) -> None:
    from ...inventory.requirement_evidence import evidence_table  # objectives do without these
    from ...inventory.requirements import requirements, requirements_table

    found = requirements(reader, *asked)
    behind = evidence_table(reader, found) if evidence or wish.whole else None
    told = {"evidence": behind.as_json()["rows"]} if behind else {}
    _give(lambda: found.as_json() | told, requirements_table(found, behind), wish)


def _give(told: Callable[[], dict[str, Any]], found: Table, wish: _Wish) -> None:
    """Write an answer as it was asked for: as JSON all that is known of it, on screen within its width."""
    if wish.chosen == "json":
        write_to(wish.output, as_json(told()), wish.force)
    elif wish.on_screen:
        write_long([*fitted_lines(found), *_behind(found.more)])
    else:
        show(found, wish.output, wish.force, wish.form)


def _behind(more: Iterable[Table]) -> Iterator[str]:
    """Yield what a table rests on: of each row what answers it, and below that the document that says so."""
    for found in more:
        yield styled(found.title, "bold")
        for asked, cell, label, record, told, *where in found.rows:
            name = record if label == record else f"{record}  {label}"
            yield from wrapped(f"{asked}: {cell} {name} ({told})", 2, 2)
            yield from _where(*where)


def _where(document: str, place: str, certainty: str, on: str) -> Iterator[str]:
    """Yield the document that says something, and where in it; or that tells of the record only."""
    told = ", ".join(word for word in (document, place) if word)
    how = f" ({certainty}{', of the record' if on == 'record' else ''})" if certainty else ""
    yield from (styled(line, "dim") for line in wrapped(told + how, 8))


def _lines(found: Coverage, evidence: bool) -> Iterator[str]:
    from ...inventory.coverage import counts

    keys = ("objective", "data", "stat.", "indic.", "done", "open", "laws", "missing")
    told = [(one.concept.label, *counts(one), ", ".join(_SHORT[gap] for gap in one.gaps)) for one in found.rows]
    rows: list[dict[str, str]] = [dict(zip(keys, row, strict=True)) for row in told]
    if not rows:
        yield "The catalogue has no objectives of the Global Compact."
        return
    head, *lines = table_lines(rows, [Column(key) for key in keys], line_width())
    yield head
    for one, line in zip(found.rows, lines, strict=True):
        yield styled(line, "bold") if evidence else line
        if evidence:
            yield from _evidence(one)
    yield from wrapped(
        "stat.: data collected for statistics; indic.: indicators; done, open: actions; laws: with agreements;"
        " split: by sex, age or anything."
    )
    if evidence:
        yield from wrapped("of the record: the document tells of the record; none is named for its link.")
    for remark in found.remarks():
        yield from wrapped(remark)


def _evidence(row: Objective) -> Iterator[str]:
    """Yield every record of a row under the name of its cell, each with what says so."""
    from ...inventory.cited import evidence_rows
    from ...inventory.coverage import PARTS

    for part, called in PARTS.items():
        if those := row.of(part):
            yield f"  {called}:"
        for one in those:
            yield from wrapped(f"{one.record.id}  {one.record.label} ({one.told})", 4, 2)
            for where in evidence_rows((), one.cites):
                yield from _where(*where)


@command(
    examples=[
        "orodha readiness --on 2026-11-22",
        "orodha readiness --region EAC",
        "orodha readiness -o readiness.html",
    ]
)
@click.option("--region", default="IGAD", show_default=True, metavar="REGION", help="Whose member states to look at.")
@click.option("--on", "day", metavar="DATE", help="As if it were that day; else today.")
@tabling
def readiness_command(region: str, day: str | None, output: str, force: bool, form: Form) -> None:
    """Show how far the countries of a region are with its priority indicators, and what is missing.

    Where no indicator is marked as a priority, all are shown.
    """
    from ...inventory.readiness import readiness, readiness_table  # the help does without it

    on, wish = day_of(day), _wish(output, force, form)
    with open_reader() as reader:
        found = readiness(reader, reader.resolve(region, ("area",)), on)
    if wish.on_screen:
        write_long(_matrix(found))
    else:
        _give(found.as_json, readiness_table(found), wish)


def _matrix(found: Readiness) -> Iterator[str]:
    """Yield the marks, what they mean, and what is missing where there is something."""
    from ...inventory.readiness import LEGEND, MARKS

    codes = {one.id: one.id.rpartition("/")[2].upper() for one in found.countries}
    rows: list[dict[str, str]] = [
        {"indicator": one.label} | {code: MARKS[found.answers[one.id, country].mark] for country, code in codes.items()}
        for one in found.indicators
    ]
    yield from table_lines(rows, [Column(key) for key in ("indicator", *codes.values())], line_width())
    for line in (*LEGEND, *found.remarks()):
        yield from wrapped(line)
    for one in found.indicators:
        for country, code in codes.items():
            answer = found.answers[one.id, country]
            if answer.lacks:
                yield from wrapped(f"{code}  {one.label}: {answer.mark}: {'; '.join(answer.lacks)}", further=4)
