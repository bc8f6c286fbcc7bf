"""Who holds what: the answers one by one, and the overview matrix."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from ...catalogue.wording import counted
from ...inventory.access import agreement_told
from ...inventory.holdings import Holding, holds
from ..width import clean, wrap
from . import completing
from .command import Form, command, listing
from .files import SCREEN, check_free, format_of, whole_file, write_to
from .output import Column, as_json, screen_width, styled, table_lines, write, write_json, write_rows
from .session import invocation, open_reader, talk

if TYPE_CHECKING:
    from ...inventory.matrix import Matrix

FORMATS = ("text", "csv", "html", "xlsx", "json", "md")


@command(examples=['orodha holds "work permits"', "orodha holds asylum --country KE --json"])
@click.argument("text", nargs=-1, required=True, shell_complete=completing.ids)
@click.option("--country", metavar="CODE", help="Only sources of this country: KE, or the id of an area.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="At most so many.")
@listing
def holds_command(text: tuple[str, ...], country: str | None, limit: int, form: Form) -> None:
    """Show who holds data on something: agency, source, variable, access, and the agreement in the way.

    The line below each answer is the path that explains it. What nobody is known to hold is shown as a gap. TEXT is
    words, or the id of a term, variable, source, indicator or agency.
    """
    with open_reader() as reader:
        found = holds(reader, " ".join(text), country, limit, on=dt.date.today())
    if form == "json":
        write_json([one.as_json() for one in found])
    elif form == "csv":
        write_rows([_row(one) | {"path": " > ".join(step.id for step in one.path)} for one in found], _CSV, form)
    else:
        _write_holdings(found)
    gaps = [one for one in found if one.source is None]
    if not found:
        talk(f"Nothing is known about {' '.join(text)!r}. Try other words, or: orodha find")
    elif gaps:
        talk(_told(gaps))


_TABLE = (Column("agency"), Column("source"), Column("variable"), Column("access"), Column("agreement"))
_ALWAYS = ("agency", "source", "access")
_CSV = (*_TABLE, Column("path"), Column("score"))


def _told(gaps: Sequence[Holding]) -> str:
    """Say how many terms are gaps, and how to see what is known of the first."""
    verb = "is" if len(gaps) == 1 else "are"
    return f"{counted(len(gaps), 'term')} {verb} in no source. See: {invocation()} show {gaps[0].path[0].id}"


def _row(holding: Holding) -> dict[str, str]:
    return {
        "agency": holding.agency.label if holding.agency else "nobody known",
        "source": holding.source.label if holding.source else "no source",
        "variable": holding.variable.label if holding.variable else "",
        "access": holding.access,
        "agreement": agreement_told(holding.access, holding.agreement) if holding.source else "",
        "score": str(holding.score),
    }


def _write_holdings(found: Sequence[Holding]) -> None:
    rows = [_row(one) for one in found]
    columns = [column for column in _TABLE if column.key in _ALWAYS or any(row[column.key] for row in rows)]
    lines = list(table_lines(rows, columns))
    for line, holding in zip(lines[1:], found, strict=True):
        if holding is found[0]:
            write(lines[0])
        write(line)
        for under in _path_lines(holding):
            write(styled(under, "dim"))


def _path_lines(holding: Holding) -> Iterator[str]:
    """Yield the path of an answer, broken before an arrow where the screen ends; of a gap, what was asked for."""
    ids = [step.id for step in holding.path]
    if holding.source is None:
        ids[0] = f"{holding.path[0].label}  {ids[0]}"
    if not screen_width():
        yield "  " + clean(" → ".join(ids))
        return
    together = clean(" → ".join(ids)).replace("→ ", "→\N{NO-BREAK SPACE}")
    for number, line in enumerate(wrap(together, screen_width() - 4)):
        yield ("    " if number else "  ") + line.replace("\N{NO-BREAK SPACE}", " ")


@command(
    examples=[
        "orodha matrix",
        "orodha matrix --rows agency --columns objectives --format csv",
        "orodha matrix -o matrix.xlsx",
    ]
)
@click.option("--rows", default="agency", show_default=True, help="agency, source, country, objectives, topics, kinds.")
@click.option("--columns", default="topics", show_default=True, help="Another one of these.")
@click.option("--format", "wanted", type=click.Choice(FORMATS), help="Else from the suffix of FILE, else text.")
@click.option("-o", "--output", metavar="FILE", default=SCREEN, help="Where to write it; - is stdout.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@listing
def matrix_command(rows: str, columns: str, wanted: str | None, output: str, force: bool, form: Form) -> None:
    """Show which agency has sources on which topic, what is in the way, and what nobody has."""
    from ...inventory.matrix import matrix  # holds does without it

    chosen = format_of(output, form, FORMATS, "matrix", wanted)
    check_free(output, force)
    with open_reader() as reader:
        table = matrix(reader, rows=rows, columns=columns)
    if chosen == "xlsx":
        with whole_file(output, force) as path:
            table.table().xlsx(path)
    else:
        write_to(output, _as_text(table, chosen), force)
    if output != SCREEN:
        talk(f"Wrote {output}: {len(table.rows)} rows, {len(table.columns)} columns.")


def _as_text(table: Matrix, chosen: str) -> str:
    match chosen:
        case "json":
            return as_json(table.as_json())
        case "csv":
            return table.table("; ").csv()
        case "html":
            return table.table().html()
        case "md":
            return table.table().markdown()
        case _:
            return table.text(screen_width())
