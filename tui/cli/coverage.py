"""What there is for objectives and for what others ask for, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

import click

from ...catalogue.errors import NotFound
from ...catalogue.reader import Reader
from . import completing
from .command import Form, command
from .due import day_of
from .files import SCREEN, check_free, format_of, write_to
from .output import Column, as_json, screen_width, styled, table_lines, write_long
from .session import open_reader
from .tabling import FORMATS, show, tabling
from .width import clean, wrap

if TYPE_CHECKING:
    from ...inventory.coverage import Coverage, Objective
    from ...inventory.readiness import Readiness
    from ...inventory.tables import Table


OBJECTIVES = "scheme/gcm"
"""The scheme of the objectives of the Global Compact."""

_SHORT = {"data": "data", "statistics": "stat.", "indicator": "indic.", "disaggregation": "split"}
"""What an objective lacks, as the columns of the screen are headed."""


class _Answer(Protocol):
    """An answer that has more to say as JSON than its table has."""

    def as_json(self) -> dict[str, Any]: ...


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
    with open_reader() as reader:
        scheme, asker = _asked(reader, what)
        home = reader.resolve(country, ("area",)) if country else ""
        if scheme == OBJECTIVES:
            _objectives(reader, home, evidence, output, force, form)
        else:
            _requirements(reader, (scheme, asker, home), evidence, output, force, form)


def _asked(reader: Reader, what: str) -> tuple[str, str]:
    """Return the scheme and the agency or agreement that a word names; a name can be that of both."""
    if what in ("gcm", OBJECTIVES):
        return OBJECTIVES, ""
    found = [_or_none(reader, what, kinds) for kinds in (("scheme",), ("agency", "agreement"))]
    if not any(found):
        raise NotFound(f"There is no scheme, agency or agreement {what!r}.", "See: orodha list scheme")
    return found[0], found[1]


def _or_none(reader: Reader, text: str, kinds: tuple[str, ...]) -> str:
    try:
        return reader.resolve(text, kinds)
    except NotFound:
        return ""


def _objectives(reader: Reader, country: str, evidence: bool, output: str, force: bool, form: Form) -> None:
    from ...inventory.coverage import coverage, coverage_table  # the help does without it

    chosen = format_of(output, form, FORMATS, "table")
    found = coverage(reader, country, evidence=evidence or chosen not in ("text", "csv"))
    if chosen == "text" and output == SCREEN:
        write_long(_lines(found, evidence))
    else:
        _give(found, coverage_table(found), output, force, form)


def _requirements(
    reader: Reader, asked: tuple[str, str, str], evidence: bool, output: str, force: bool, form: Form
) -> None:
    from ...inventory.requirement_evidence import evidence_table  # objectives do without these
    from ...inventory.requirements import requirements, requirements_table

    found = requirements(reader, *asked)
    chosen = format_of(output, form, FORMATS, "table")
    behind = evidence_table(reader, found) if evidence or chosen not in ("text", "csv") else None
    if chosen == "json":
        check_free(output, force)
        told = {"evidence": behind.as_json()["rows"]} if behind else {}
        write_to(output, as_json(found.as_json() | told), force)
    else:
        _give(found, requirements_table(found, behind), output, force, form)


def _give(answer: _Answer, found: Table, output: str, force: bool, form: Form) -> None:
    """Write an answer as it was asked for: as JSON all that is known of it, on screen within its width."""
    chosen = format_of(output, form, FORMATS, "table")
    if chosen == "json":
        check_free(output, force)
        write_to(output, as_json(answer.as_json()), force)
    elif chosen == "text" and output == SCREEN:
        rows: list[dict[str, str]] = [dict(zip(found.head, row, strict=True)) for row in found.rows]
        remarks = [line for one in found.foot for line in wrapped(one)]
        write_long([*table_lines(rows, [Column(one) for one in found.head]), *remarks, *_behind(found.more)])
    else:
        show(found, output, force, form)


def _behind(more: Iterable[Table]) -> Iterator[str]:
    """Yield what a table rests on: of each row what answers it, and below that the document that says so."""
    for found in more:
        yield styled(found.title, "bold")
        for asked, cell, label, record, told, document, place, certainty in found.rows:
            name = record if label == record else f"{record}  {label}"
            yield from wrapped(f"{asked}: {cell} {name} ({told})", 2)
            where = ", ".join(word for word in (document, place) if word)
            yield from (styled(line, "dim") for line in wrapped(f"{where} ({certainty})" if certainty else where, 8))


def _lines(found: Coverage, evidence: bool) -> Iterator[str]:
    from ...inventory.coverage import counts

    keys = ("objective", "data", "stat.", "indic.", "done", "open", "laws", "missing")
    told = [(one.concept.label, *counts(one), ", ".join(_SHORT[gap] for gap in one.gaps)) for one in found.rows]
    rows: list[dict[str, str]] = [dict(zip(keys, row, strict=True)) for row in told]
    head, *lines = table_lines(rows, [Column(key) for key in keys]) if rows else [""]
    yield head
    for one, line in zip(found.rows, lines, strict=True):
        yield styled(line, "bold") if evidence else line
        if evidence:
            yield from _evidence(one)
    yield from wrapped(
        "stat.: data collected for statistics; indic.: indicators; done, open: actions; laws: with agreements;"
        " split: by sex, age or anything."
    )
    for remark in found.remarks():
        yield from wrapped(remark)


def _evidence(row: Objective) -> Iterator[str]:
    """Yield every record of a row under the name of its cell, each with what says so."""
    from ...inventory.coverage import PARTS, evidence_of

    for part, called in PARTS.items():
        if those := row.of(part):
            yield f"  {called}:"
        for one in those:
            yield from wrapped(f"{one.record.id}  {one.record.label} ({one.told})", 4)
            for document, place, certainty in evidence_of(one):
                where = ", ".join(word for word in (document, place) if word)
                yield from (
                    styled(line, "dim") for line in wrapped(f"{where} ({certainty})" if certainty else where, 8)
                )


def wrapped(text: str, indent: int = 0) -> Iterable[str]:
    """Yield a text in lines that fit the screen, each behind some spaces."""
    room = screen_width() or 10_000
    return [" " * indent + line for line in wrap(clean(text), room - indent)]


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

    on = day_of(day)
    with open_reader() as reader:
        found = readiness(reader, reader.resolve(region, ("area",)), on)
    if format_of(output, form, FORMATS, "table") == "text" and output == SCREEN:
        write_long(_matrix(found))
    else:
        _give(found, readiness_table(found), output, force, form)


def _matrix(found: Readiness) -> Iterator[str]:
    """Yield the marks, what they mean, and what is missing where there is something."""
    from ...inventory.readiness import LEGEND, MARKS

    codes = {one.id: one.id.rpartition("/")[2].upper() for one in found.countries}
    rows: list[dict[str, str]] = [
        {"indicator": one.label} | {code: MARKS[found.answers[one.id, country].mark] for country, code in codes.items()}
        for one in found.indicators
    ]
    yield from table_lines(rows, [Column(key) for key in ("indicator", *codes.values())])
    for line in (*LEGEND, *found.remarks()):
        yield from wrapped(line)
    for one in found.indicators:
        for country, code in codes.items():
            answer = found.answers[one.id, country]
            if answer.lacks:
                first, *rest = wrapped(f"{code}  {one.label}: {answer.mark}: {', '.join(answer.lacks)}")
                yield first
                yield from (line for part in rest for line in wrapped(part, 4))
