"""What there is for objectives and for what others ask for, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

import click

from ...catalogue.reader import Reader
from .command import Form, command
from .files import check_free, format_of, write_to
from .output import Column, as_json, screen_width, styled, table_lines, write_long
from .session import open_reader
from .tabling import FORMATS, show, tabling
from .width import clean, wrap

if TYPE_CHECKING:
    from ...inventory.coverage import Coverage, Objective
    from ...inventory.tables import Table


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
        "orodha coverage -o coverage.xlsx",
    ]
)
@click.option("--country", metavar="COUNTRY", help="Only what is of this country.")
@click.option("--evidence", is_flag=True, help="Under each row, every record with the document that says so.")
@tabling
def coverage_command(country: str | None, evidence: bool, output: str, force: bool, form: Form) -> None:
    """Show what there is for each objective of the Global Compact: sources, indicators, actions, laws, and gaps.

    Pages, spreadsheets and JSON have the evidence always.
    """
    from ...inventory.coverage import coverage, coverage_table  # the help does without it

    chosen = format_of(output, form, FORMATS, "table")
    with open_reader() as reader:
        found = coverage(reader, _country(reader, country), evidence=evidence or chosen not in ("text", "csv"))
    if _on_screen(chosen, output):
        write_long(_lines(found, evidence))
    else:
        _give(found, coverage_table(found), output, force, form)


def _country(reader: Reader, text: str | None) -> str:
    return reader.resolve(text, ("area",)) if text else ""


def _on_screen(chosen: str, output: str) -> bool:
    return chosen == "text" and output == "-"


def _give(answer: _Answer, found: Table, output: str, force: bool, form: Form) -> None:
    """Write an answer as it was asked for; as JSON, all that is known of it."""
    if format_of(output, form, FORMATS, "table") == "json":
        check_free(output, force)
        write_to(output, as_json(answer.as_json()), force)
    else:
        show(found, output, force, form)


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
        " split: by sex or age, say."
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
