"""Whether two countries mean the same: compare."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterable, Iterator, Sequence

import click

from ...catalogue.errors import NotFound, UsageError
from ...catalogue.names import kind_of
from ...catalogue.pages import RIGHT_TO_LEFT
from ...catalogue.reader import Reader
from ...catalogue.sheets import write_sheet
from ...catalogue.wording import counted, listed
from ...vocab.grid import LEGEND as GRID_LEGEND
from ...vocab.grid import Grid, grid
from ...vocab.side_by_side import LEGEND, PROVISIONAL, SIGNS, SideBySide, side_by_side
from ..width import clean, isolate, width, wrap
from . import completing
from .command import Form, command, listing
from .files import SCREEN, check_free, format_of, whole_file, write_to
from .output import Column, as_json, screen_width, styled, table_lines, write
from .session import open_reader, talk

FORMATS = ("text", "csv", "html", "xlsx", "json")

COLUMN = 20
"""So many columns of a screen let one read what a definition says of a facet."""

BETWEEN = 2
"""So many spaces stand between two columns."""

GRID_COLUMNS = 5
"""So many columns of a grid stand beside each other on a screen; the rest is below each row."""


@command(
    examples=[
        "orodha compare concept/ke-immigrant concept/ug-immigrant",
        "orodha compare concept/ke-immigrant concept/ug-immigrant --why",
        "orodha compare --grid concept/migration-immigrant",
        "orodha compare concept/ke-immigrant concept/ug-immigrant -o immigrant.html",
    ]
)
@click.argument("concepts", nargs=-1, required=True, shell_complete=completing.ids)
@click.option("--grid", "as_grid", is_flag=True, help="Compare one shared term with that of every country.")
@click.option("--why", is_flag=True, help="Tell every facet in words, not only those that decided.")
@click.option("-o", "--output", metavar="FILE", default=SCREEN, help="Write .html, .json, .csv, .xlsx, .txt.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@listing
def compare_command(concepts: tuple[str, ...], as_grid: bool, why: bool, output: str, force: bool, form: Form) -> None:
    """Compare what countries mean by a word: facet by facet, with a verdict and what decided it.

    Of more than two concepts, each is compared with the first, then each with each. Comparable: figures mean the same.
    Convertible: one definition includes the other. A verdict is provisional while what matters most is not known.
    """
    chosen = format_of(output, form, FORMATS, "comparison")
    check_free(output, force)
    with open_reader() as reader:
        found = _asked(reader, concepts, as_grid)
    if output == SCREEN and chosen == "text":
        _show(found, why)
    elif chosen == "xlsx":
        with whole_file(output, force) as path:
            write_sheet(path, "comparison", found.table(), _foot(found, why))
    else:
        write_to(output, _as_text(found, chosen, why), force)
    if output != SCREEN:
        talk(f"Wrote {output}.")


def _asked(reader: Reader, names: Sequence[str], as_grid: bool) -> SideBySide | Grid:
    ids = [_concept(reader, name) for name in names]
    if not as_grid:
        return side_by_side(reader, ids)
    if len(ids) > 1:
        raise UsageError("A grid is of one shared term.", "Name one, or leave --grid out.")
    return grid(reader, ids[0])


def _concept(reader: Reader, name: str) -> str:
    """Return the id of the concept that a person means; of another record, say what it is."""
    try:
        return reader.resolve(name, ["concept"])
    except NotFound as missing:
        try:
            other = reader.resolve(name)
        except NotFound:
            raise missing from None
    what = f"{other} is no concept but of the kind {kind_of(other)!r}."
    if kind_of(other) == "scheme":
        listed_by = f"orodha list concept --where scheme={other.partition('/')[2]}"
        raise UsageError(what, f"Compare concepts of it; it has these: {listed_by}")
    raise UsageError(what, "See the concepts with: orodha list concept")


def _as_text(found: SideBySide | Grid, chosen: str, why: bool) -> str:
    match chosen:
        case "json":
            return as_json(found.as_json(every=why))
        case "html":
            return found.html(every=why)
        case "csv":
            return _csv(found.flat())
        case _:
            with contextlib.redirect_stdout(io.StringIO()) as out:  # no terminal: no colours, and nothing is cut
                _show(found, why)
            return out.getvalue()


def _csv(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _foot(found: SideBySide | Grid, why: bool) -> list[str]:
    """Return what stands below the table of a file: what the glyphs mean, and the answers in words."""
    if isinstance(found, Grid):
        told = [sentence for row in found.rows for sentence in row.told(every=why)]
        return [GRID_LEGEND, PROVISIONAL, *told, found.remark()]
    others = range(1, len(found.concepts))
    told = [sentence for place in others for sentence in found.told(0, place, every=why)]
    return [LEGEND, *told, found.remark()]


def _show(found: SideBySide | Grid, why: bool) -> None:
    _show_grid(found, why) if isinstance(found, Grid) else _show_side_by_side(found, why)


def _show_side_by_side(found: SideBySide, why: bool) -> None:
    """Show concepts side by side at the terminal, then the answers."""
    first, *others = found.concepts
    cut = screen_width() > 0 and any(width(one.whose) > COLUMN - BETWEEN for one in found.concepts)
    marks = [f"{number} " if cut else "" for number in range(1, len(found.concepts) + 1)]  # what is cut is ambiguous
    for mark, one in zip(marks, found.concepts, strict=True):
        _write_wrapped(f"{mark}{one.whose}: {one.label} ({one.id})")
    write()
    if found.facets:
        (corner, *heads), *rows = found.table()
        marked = [mark + head for mark, head in zip(marks, heads, strict=True)]
        for block in _blocks([[corner, *marked], *rows], 2, 2 * COLUMN, COLUMN):
            _write_table(block)
            write()
        write(styled(LEGEND, "dim"))
    if found.unknown:
        write(styled(f"{counted(found.unknown, 'facet')} more: not known of any.", "dim"))
    for place, other in enumerate(others, 1):
        write()
        _write_answer(listed([first.whose, other.whose]), found.told(0, place, every=why))
    if len(found.concepts) > 2:
        write()
        _write_verdicts(found)
    _write_remark(found.remark())


def _write_verdicts(found: SideBySide) -> None:
    """Write what each is to each other: in words, or where there is no room for these, in signs."""
    words, screen = found.verdicts(), screen_width()
    if not screen or sum(max(map(width, column)) + BETWEEN for column in zip(*words, strict=True)) <= screen:
        _write_table(words)
    else:
        signs = found.signs()
        names = min(max(width(row[0]) for row in signs), screen // 2) + BETWEEN
        each = max(width(cell) for row in signs for cell in row[1:]) + BETWEEN
        for number, block in enumerate(_blocks(signs, 1, names, each)):
            if number:
                write()
            _write_table(block)
        write(styled(SIGNS, "dim"))
    if any(answer.provisional for answer in found.answers.values()):
        write(styled(PROVISIONAL, "dim"))


def _show_grid(found: Grid, why: bool) -> None:
    """Show a shared term beside every country's at the terminal."""
    _write_wrapped(f"{found.term.label} ({found.term.id}), of {found.term.whose}")
    write()
    head, *rows = found.table()
    lines = iter(_table_lines([head[:GRID_COLUMNS], *(row[:GRID_COLUMNS] for row in rows)]))
    write(next(lines))
    for line, row in zip(lines, rows, strict=True):
        write(line)
        concept, deciding = row[GRID_COLUMNS:]
        for under in _wrapped(concept + (f": {deciding}" if deciding else ""), "  ") if concept else ():
            write(styled(under, "dim"))
    write(styled(GRID_LEGEND, "dim"))
    write(styled(PROVISIONAL, "dim"))
    for row in found.rows if why else ():
        write()
        _write_answer(f"{row.concept.whose} ({row.concept.id})", row.told(every=True))
    _write_remark(found.remark())


def _write_answer(names: str, sentences: Sequence[str]) -> None:
    for line in _wrapped(names):
        write(styled(line, "bold"))
    for sentence in sentences:
        _write_wrapped(sentence, "  ")


def _write_remark(text: str) -> None:
    if text:
        write()
        _write_wrapped(text)


def _blocks(table: Sequence[Sequence[str]], kept: int, taken: int, each: int) -> Iterator[list[list[str]]]:
    """Yield a table in as many as the screen needs, the first columns in each.

    Args:
        table: Headings and rows.
        kept: How many columns stand in each.
        taken: How wide these are together.
        each: How wide one of the others is.
    """
    columns = len(table[0])
    share = max((screen_width() - taken) // each, 1) if screen_width() else columns
    for start in range(kept, columns, share):
        yield [[*row[:kept], *row[start : start + share]] for row in table]


def _write_table(table: Sequence[Sequence[str]]) -> None:
    for line in _table_lines(table):
        write(line)


def _table_lines(table: Sequence[Sequence[str]]) -> Iterable[str]:
    head, *rows = table
    columns = [Column(str(place), title or " ") for place, title in enumerate(head)]
    return table_lines([{str(place): cell for place, cell in enumerate(row)} for row in rows], columns)


def _write_wrapped(text: str, before: str = "") -> None:
    for line in _wrapped(text, before):
        write(line)


def _wrapped(text: str, before: str = "") -> list[str]:
    """Return a text in lines that fit a terminal; on one line elsewhere."""
    room = screen_width() - len(before)
    if room <= 0:
        return [before + clean(text)]
    return [before + RIGHT_TO_LEFT.sub(lambda words: isolate(words[0]), line) for line in wrap(clean(text), room)]
