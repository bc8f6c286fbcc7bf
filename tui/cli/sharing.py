"""May a source be shared with an agency: the answer, the reasons, and what would change it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...catalogue.errors import NotFound
from ...catalogue.reader import Reader
from ..width import clean, pad, wrap
from . import completing
from .command import Form, as_document, command
from .due import day_of
from .output import prose_width, styled, write, write_json
from .session import open_reader

if TYPE_CHECKING:
    from ...inventory.sharing import Answer, Reason

_INDENT = 30
"""Columns that the state and the rule take."""

_QUOTED = re.compile(r'"[^"]*"')

_PURPOSES = "scheme/sharing-purposes"


@command(
    examples=[
        "orodha may-share MUSANED --with IGAD --purpose statistics",
        "orodha may-share source/ke-remittance-flows --with IGAD --json",
    ]
)
@click.argument("source", shell_complete=completing.ids)
@click.option("--with", "recipient", required=True, metavar="AGENCY", help="Who is to have it: id, acronym or name.")
@click.option("--purpose", default="", metavar="P", help="For what: statistics, research, border-control ...")
@click.option("--on", "day", metavar="DATE", help="As if it were that day; else today.")
@click.option(
    "--rules",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What the law asks, in place of the rules that come with Orodha.",
)
@as_document
def may_share_command(
    source: str, recipient: str, purpose: str, day: str | None, rules: Path | None, form: Form
) -> None:
    """Say whether a source may be shared with an agency: yes, no or not yet, and why; for legal review.

    It is yes only if every rule is met, and no only if something forbids it. What nobody has recorded counts as not
    met. SOURCE is an id, an acronym, or a name that only one source has.
    """
    from ...inventory.sharing import check_words, load_rules, may_share  # help and completion do without it

    on = day_of(day)
    law = load_rules(rules) if rules else None
    with open_reader() as reader:
        wanted = reader.resolve(source, ("source",))
        to = _recipient(reader, recipient)
        if law:
            check_words(reader, law, str(rules))
        answer = may_share(reader, wanted, to, _purpose(reader, purpose), on=on, law=law)
    if form == "json":
        write_json(answer.as_json())
        return
    for line in _lines(answer):
        write(line)


def _recipient(reader: Reader, text: str) -> str:
    """Return the id of an agency.

    Raises:
        NotFound: It is none; where it is a country, the advice is where its agencies are listed.
    """
    try:
        return reader.resolve(text, ("agency",))
    except NotFound as error:
        try:
            area = reader.resolve(text, ("area",))
        except NotFound:
            raise error from None
        advice = f"See its agencies with: orodha list agency --where country={area}"
        raise NotFound(f"{text} is no agency, but an area: {area}.", advice) from None


def _purpose(reader: Reader, text: str) -> str:
    """Return the id of a purpose; what was written, in a catalogue that has no list of purposes."""
    if not text or not reader.has(_PURPOSES):
        return text
    return reader.resolve(text, ("concept",), "sharing-purposes")


def _lines(answer: Answer) -> Iterator[str]:
    from ...inventory.sharing.reasons import REMARK

    yield from _wrapped(f"{answer.sentence} {REMARK}", 0)
    yield ""
    for reason in answer.decisive:
        yield from _reason_lines(reason)
    for state, names in answer.others.items():
        yield from _wrapped(", ".join(names), _INDENT, f"  {pad(state, _INDENT - 2)}")
    yield from _changes(answer)
    if answer.verdict == "yes":
        yield ""
        yield styled("What it rests on", "bold")
        for one in answer.rests_on:
            yield from _wrapped(one, 4, "  ")
    yield ""
    yield from _wrapped(f"Day: {answer.on}. Law: {answer.law}.", 0)


def _reason_lines(reason: Reason) -> Iterator[str]:
    cites = f" {'; '.join(map(str, reason.cites))}." if reason.cites else ""
    head = f"  {pad(reason.state, 10)} {pad(reason.rule, _INDENT - 14)} "
    yield from _wrapped(clean(reason.text + cites), _INDENT, head)
    for step in reason.path[1:]:
        stands = f", {step.standing}" if step.standing else ""
        yield from _wrapped(f"{step.relation} {step.label}  {step.id}{stands}", _INDENT + 2, " " * _INDENT + "→ ")


def _changes(answer: Answer) -> Iterator[str]:
    if not answer.changes:
        return
    yield ""
    yield styled("What would change the answer", "bold")
    for number, reason in enumerate(answer.changes, 1):
        told, commands = reason.advice()
        yield from _wrapped(f"{reason.rule}: {told}{':' if commands else ''}", 5, f"{number:3}. ")
        for one in commands:
            yield from _command_lines(one)
    if answer.nearest_told:
        yield from _wrapped(f"Nearest agreements: {answer.nearest_told}", 5)
    if answer.counts_instead:
        from ...inventory.sharing.reasons import COUNTS

        yield from _wrapped(COUNTS, 2)


def _command_lines(command: str) -> Iterator[str]:
    """Yield a command in lines that a shell takes as one; what is quoted stays together."""
    whole = _QUOTED.sub(lambda quoted: quoted[0].replace(" ", "\N{NO-BREAK SPACE}"), clean(command))
    first, *rest = wrap(whole, max(prose_width() - 9, 20))
    lines = [f"     {first}", *(f"       {one}" for one in rest)]
    for number, line in enumerate(lines, 1):
        yield line.replace("\N{NO-BREAK SPACE}", " ") + (" \\" if number < len(lines) else "")


def _wrapped(text: str, indent: int, head: str = "") -> Iterator[str]:
    """Yield a text in lines that fit, indented, with something else at the beginning of the first."""
    lines = wrap(clean(text), max(prose_width() - indent, 20))
    for number, line in enumerate(lines):
        yield (head if head and not number else " " * indent) + line
