"""What refers to a record and what it refers to, as lines by relation; of many, only those that are seen are read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, islice
from typing import NamedTuple

from rich.text import Text

from ...catalogue.linking import End, Relation
from ...catalogue.reader import Reader
from ...catalogue.wording import counted
from ..width import clean, cut, isolate, pad
from .lines import Line
from .record_lines import column_of


class _Block(NamedTuple):
    """Some lines: those before the records of a relation, and a line for each of these."""

    head: Sequence[Line]
    relation: Relation | None = None

    @property
    def length(self) -> int:
        return len(self.head) + (len(self.relation) if self.relation else 0)


class LinkLines:
    """The lines of relations: what refers to the record, under the field and kind; then what the record refers to.

    Args:
        reader: Gives the reader of the thread that asks.
        relations: What is shown.
        colours: ``app.theme_variables``.
    """

    def __init__(self, reader: Callable[[], Reader], relations: Sequence[Relation], colours: Mapping[str, str]) -> None:
        self._reader = reader
        self._colours = colours
        outgoing = [one for one in relations if not one.incoming]
        self._column = column_of([_name(one) for one in outgoing])
        self._blocks = [*self._incoming([one for one in relations if one.incoming]), *self._outgoing(outgoing)]
        self._ends = list(accumulate(one.length for one in self._blocks))

    def _incoming(self, relations: Sequence[Relation]) -> Iterator[_Block]:
        accent, faint = self._colours["accent"], self._colours["faint"]
        for one in relations:
            told = (
                Text().append("← ", accent).append(counted(len(one), one.kind), "bold").append(f"  {_name(one)}", faint)
            )
            yield _Block([Line(told)], one)
            yield _Block([Line(Text())])

    def _outgoing(self, relations: Sequence[Relation]) -> Iterator[_Block]:
        if relations:
            told = Text().append("→ ", self._colours["accent"]).append("refers to", "bold")
            yield _Block([Line(told.append(f"  {sum(map(len, relations)):,}", self._colours["faint"]))])
        yield from (_Block([], one) for one in relations)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def page(self, first: int, count: int) -> Sequence[Line]:
        """Return so many lines."""
        return list(islice(self._lines(first, count), count))

    def _lines(self, first: int, count: int) -> Iterator[Line]:
        begin = bisect_right(self._ends, first)
        within = first - (self._ends[begin - 1] if begin else 0)
        for block in self._blocks[begin:]:
            yield from block.head[within:]
            if block.relation:
                yield from self._entries(block.relation, max(0, within - len(block.head)), count)
            within = 0

    def _entries(self, relation: Relation, first: int, count: int) -> Iterator[Line]:
        for place, one in enumerate(relation.page(self._reader(), first, count), first):
            name = "" if relation.incoming or place else cut(_name(relation), self._column)
            yield self._entry(one, "  " if relation.incoming else f"  {pad(name, self._column)}  ")

    def _entry(self, one: End, lead: str) -> Line:
        faint = self._colours["faint"]
        told = Text().append(lead, faint)
        if not one.label:
            return Line(told.append(f"{clean(one.id)}  not in this catalogue" if one.id else "gone by now", faint))
        told.append(isolate(clean(one.label)), self._colours["foreground"])
        return Line(told.append(f"  {clean(one.id)}", faint), one.id)


def _name(relation: Relation) -> str:
    return clean(relation.field.replace("_", " ").replace(".", ": "))
