"""What an import would do, as rows of a table: what is rejected first, then what changes, what stays, what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from ..catalogue.wording import counted
from .theme import SIGNS
from .values import entries, plain
from .widgets.virtual_table import Column, Row
from .width import clean

if TYPE_CHECKING:
    from ..catalogue.drafts import CellProblem
    from ..catalogue.importing import ImportPlan
    from ..catalogue.reconcile import FieldChange, Kept, Planned

NARROW = (
    *(Column("", 0, 10), Column("record or row", 1, 20), Column("field", 0, 14)),
    Column("before > after, or problem", 3, 20),
)
WIDE = (*NARROW[:3], Column("before", 2, 20), Column("after, or problem", 3, 30))

_LOOKS = {
    "rejected": (SIGNS["rejected"], "error"),
    "changed": ("~", "warning"),
    "kept": (SIGNS["open"], "faint"),
    "new": ("+", "success"),
    "note": ("·", "faint"),
}
"""Sign and colour by what becomes of a record."""


class _Line(NamedTuple):
    what: str
    problem: CellProblem | None = None
    planned: Planned | None = None
    change: FieldChange | None = None
    kept: Kept | None = None
    note: str = ""


class PlanRows:
    """The rows of a plan.

    Args:
        plan: What the import would do.
        labels: The field that is the label, by kind.
        colours: The colours of the theme.
        wide: Whether what is there before and after has a column each.
    """

    def __init__(self, plan: ImportPlan, labels: Mapping[str, str], colours: Mapping[str, str], *, wide: bool) -> None:
        self._lines = list(_lines(plan))
        self._labels = labels
        self._colours = colours
        self._wide = wide

    def __len__(self) -> int:
        return len(self._lines)

    def page(self, first: int, count: int) -> Sequence[Row]:
        """Return so many rows."""
        return [self._row(place) for place in range(first, min(first + count, len(self)))]

    def _row(self, place: int) -> Row:
        line = self._lines[place]
        sign, colour = _LOOKS[line.what]
        head = Text(f"{sign} {line.what}", self._colours[colour])
        where, field, before, after = self._cells(line)
        told = (before, after) if self._wide else (f"{before} > {after}" if before else after,)
        return Row(str(place), (head, where, field, *told))

    def _cells(self, line: _Line) -> tuple[str, str, str, str]:
        if line.problem:
            return (
                _place(line.problem),
                line.problem.column.removeprefix("$").removeprefix("."),
                "",
                _wrong(line.problem),
            )
        if line.planned and line.change:
            return line.planned.id, line.change.field, _short(line.change.before), _short(line.change.after)
        if line.planned:
            document = line.planned.put.document
            return (
                line.planned.id,
                "",
                "",
                _short(document.get(self._labels.get(line.planned.id.partition("/")[0], ""))),
            )
        if line.kept:
            return (
                line.kept.id,
                line.kept.field,
                _short(line.kept.kept),
                f"stays; the file says {plain(line.kept.offered)}",
            )
        return "", "", "", line.note

    def record(self, place: int) -> str:
        """Return the id of the record that a row tells of; "" if it is not in the catalogue yet."""
        line = self._lines[place]
        return line.kept.id if line.kept else line.planned.id if line.planned and line.change else ""

    def told(self, place: int) -> str:
        """Return all of a row, in lines."""
        line = self._lines[place]
        if line.problem:
            return str(line.problem.in_words())
        if line.planned and line.change:
            before, after = (" | ".join(entries(one)) or "nothing" for one in line.change[1:])
            return f"{line.planned.id}, {line.change.field}\nbefore: {before}\nafter:  {after}"
        if line.planned:
            fields = line.planned.put.document.items()
            return f"{line.planned.id}, new\n" + "; ".join(f"{name}: {plain(value)}" for name, value in fields)
        if line.kept:
            return (
                f"{line.kept.id}, {line.kept.field}: {line.kept.reason}.\nIt stays {plain(line.kept.kept)!r}; the file"
                f" says {plain(line.kept.offered)!r}. Under options, the file can be let replace it."
            )
        return line.note


def _lines(plan: ImportPlan) -> Iterator[_Line]:
    yield from (_Line("rejected", problem=one) for one in plan.problems)
    for one in plan.planned.values():
        if not one.new:
            yield from (_Line("changed", planned=one, change=change) for change in one.changes)
    yield from (_Line("kept", kept=one) for one in plan.kept)
    yield from (_Line("new", planned=one) for one in plan.planned.values() if one.new)
    yield from (_Line("note", note=one) for one in plan.notes)


def _place(problem: CellProblem) -> str:
    parts = (problem.sheet, f"row {problem.row}" if problem.row else "")
    return ", ".join(filter(None, parts)) or problem.file


def _wrong(problem: CellProblem) -> str:
    found = f" (found {problem.value!r})" if problem.value else ""
    return f"{problem.reason}{found}{'. ' + problem.fix if problem.fix else ''}"


def _short(value: object) -> str:
    return clean(plain(value)) or "nothing"


def summary(plan: ImportPlan) -> str:
    """Return what an import would do in a line: "3 new, 2 changed, 40 same, 1 rejected: 4 sources, 1 agency"."""
    kinds: dict[str, int] = {}
    for one in plan.planned.values():
        name = one.id.partition("/")[0]
        kinds[name] = kinds.get(name, 0) + 1
    counts = ", ".join(f"{count:,} {'same' if word == 'unchanged' else word}" for word, count in plan.counts().items())
    most = sorted(kinds.items(), key=lambda pair: -pair[1])
    told = [counted(count, name) for name, count in most[:4]]
    others = sum(count for _, count in most[4:])
    told += [counted(others, "other")] if others else []
    return counts + (f": {', '.join(told)}" if told else "")
