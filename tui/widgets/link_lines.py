"""What refers to a record and what it refers to, as lines by relation; of many, only those that are seen are read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import accumulate, islice
from typing import NamedTuple

from rich.text import Text

from ...catalogue.linking import End, Relation
from ...catalogue.reader import Reader
from ...catalogue.wording import counted
from ...vocab.naming import names
from ..width import clean, cut, isolate, pad
from .lines import Line
from .record_lines import column_of

FEW = 10
"""So many records of a relation are shown until the rest is asked for."""

MORE = "more "
"""What the target of the line begins with that asks for the rest."""


class _Block(NamedTuple):
    """Some lines: those before the records of a relation, one for each of these, and those behind."""

    head: Sequence[Line]
    relation: Relation | None = None
    shown: int = 0
    foot: Sequence[Line] = ()

    @property
    def length(self) -> int:
        return len(self.head) + self.shown + len(self.foot)


class LinkLines:
    """The lines of relations: what refers to the record, under the field and kind; then what the record refers to.

    Args:
        reader: Gives the reader of the thread that asks.
        relations: What is shown.
        colours: ``app.theme_variables``.
        unfolded: The relations of which all records are shown; of others with many, the first ``FEW``.
    """

    def __init__(
        self,
        reader: Callable[[], Reader],
        relations: Sequence[Relation],
        colours: Mapping[str, str],
        unfolded: Collection[int] = (),
    ) -> None:
        self._reader = reader
        self._colours = colours
        self._unfolded = unfolded
        numbered = list(enumerate(relations))
        outgoing = [(number, one) for number, one in numbered if not one.incoming]
        self._column = column_of([_name(one) for _, one in outgoing])
        self._blocks = [*self._incoming([one for one in numbered if one[1].incoming]), *self._outgoing(outgoing)]
        self._ends = list(accumulate(one.length for one in self._blocks))

    def _incoming(self, relations: Sequence[tuple[int, Relation]]) -> Iterator[_Block]:
        accent, faint = self._colours["accent"], self._colours["faint"]
        for number, one in relations:
            told = (
                Text().append("← ", accent).append(counted(len(one), one.kind), "bold").append(f"  {_name(one)}", faint)
            )
            block = self._block(number, one, "  ")
            yield block._replace(head=[Line(told)], foot=[*block.foot, Line(Text())])

    def _outgoing(self, relations: Sequence[tuple[int, Relation]]) -> Iterator[_Block]:
        if relations:
            told = Text().append("→ ", self._colours["accent"]).append("refers to", "bold")
            number = sum(len(one) for _, one in relations)
            yield _Block([Line(told.append(f"  {number:,}", self._colours["faint"]))])
        yield from (self._block(number, one, " " * (self._column + 4)) for number, one in relations)

    def _block(self, number: int, relation: Relation, indent: str) -> _Block:
        rest = 0 if number in self._unfolded or len(relation) <= FEW + 2 else len(relation) - FEW
        more = Text().append(f"{indent}and {rest:,} more", self._colours["accent"])
        return _Block([], relation, len(relation) - rest, [Line(more, f"{MORE}{number}")] if rest else [])

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
            start = max(0, within - len(block.head))
            if block.relation and start < block.shown:
                yield from self._entries(block.relation, start, min(count, block.shown - start))
            yield from block.foot[max(0, start - block.shown) :]
            within = 0

    def _entries(self, relation: Relation, first: int, count: int) -> Iterator[Line]:
        reader = self._reader()
        ends = relation.page(reader, first, count)
        if relation.kind == "mapping":  # they have no label of their own
            said = names(reader, [one.id for one in ends])
            ends = [one._replace(label=said.get(one.id, one.label)) for one in ends]
        for place, one in enumerate(ends, first):
            name = "" if relation.incoming or place else cut(_name(relation), self._column)
            yield self._entry(one, "  " if relation.incoming else f"  {pad(name, self._column)}  ")

    def _entry(self, one: End, lead: str) -> Line:
        faint = self._colours["faint"]
        told = Text().append(lead, faint)
        if not one.label:
            return Line(told.append(f"{clean(one.id)}  not in this catalogue" if one.id else "gone by now", faint))
        told.append(isolate(clean(one.label)), self._colours["foreground"])
        return Line(told.append(f"  {clean(one.id)}" if not one.id.startswith("mapping/") else "", faint), one.id)


def _name(relation: Relation) -> str:
    return clean(relation.field.replace("_", " ").replace(".", ": "))
