"""A tree as a virtual table: an array of the lines that are unfolded, and no widget or object for any of them.

Textual's own Tree holds a node with its label for each line; with tens of thousands of them it takes seconds to open.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Container, Sequence, Set
from typing import NamedTuple, Protocol, overload

from textual import events

from .virtual_table import Column, Row, Rows, VirtualTable

SHOWN = 2000
"""So many lines at most unfold at one stroke."""

FEW = 32
"""So many lines are told at once."""

DEEP = 10
"""Lines are indented up to so many levels; deeper ones say how deep they are."""

CLOSED, OPEN, LEAF, AGAIN = "▸", "▾", " ", "↻"
"""What stands before a line: it can be unfolded, is unfolded, has nothing below, or stands above itself already."""


class Branches(Protocol):
    """What is below what, by whole numbers."""

    @property
    def tops(self) -> Sequence[int]:
        """What nothing is above."""
        ...

    @property
    def narrower(self) -> Container[int]:
        """What has anything below it."""
        ...

    @property
    def circular(self) -> Container[int]:
        """What stands below itself."""
        ...

    def below(self, key: int) -> Sequence[int]:
        """Return what is right below one."""
        ...


class Line(NamedTuple):
    """A line that is seen: what it stands for, how many stand above it, and its mark."""

    key: int
    depth: int
    mark: str


class Outline:
    """The lines of a tree that are unfolded.

    Args:
        branches: The tree.
        kept: Only these are shown, all of them unfolded, up to ``SHOWN`` lines; all if None.
    """

    def __init__(self, branches: Branches, kept: Set[int] | None = None) -> None:
        self.branches = branches
        self._keys: array[int] = array("q")
        self._depths: array[int] = array("i")
        self._open = bytearray()
        if kept is None:
            self._insert(0, branches.tops, 0)
        else:
            self._unfold_all(kept)

    def __len__(self) -> int:
        return len(self._keys)

    def line(self, index: int) -> Line:
        """Return a line."""
        key = self._keys[index]
        if self._stands_above(index):
            mark = AGAIN
        elif key not in self.branches.narrower:
            mark = LEAF
        else:
            mark = OPEN if self._open[index] else CLOSED
        return Line(key, self._depths[index], mark)

    def path(self, index: int) -> list[int]:
        """Return what stands above a line, from the top, and the line's own at the end."""
        keys: list[int] = []
        at: int | None = index
        while at is not None:
            keys.append(self._keys[at])
            at = self.parent(at)
        return keys[::-1]

    def parent(self, index: int) -> int | None:
        """Return the line that a line is below; None if there is none."""
        depth = self._depths[index]
        return next((at for at in range(index - 1, -1, -1) if self._depths[at] < depth), None) if depth else None

    def first(self, keys: Set[int]) -> int:
        """Return the first line of any of some; 0 if there is none."""
        return next((at for at, key in enumerate(self._keys) if key in keys), 0)

    def unfold(self, index: int) -> bool:
        """Show what is below a line; False if it is shown, or there is nothing."""
        if self.line(index).mark != CLOSED:
            return False
        self._open[index] = 1
        self._insert(index + 1, self.branches.below(self._keys[index]), self._depths[index] + 1)
        return True

    def fold(self, index: int) -> bool:
        """Hide what is below a line; False if nothing of it is shown."""
        if not self._open[index]:
            return False
        depth, end = self._depths[index], index + 1
        while end < len(self) and self._depths[end] > depth:
            end += 1
        self._open[index] = 0
        for lines in (self._keys, self._depths, self._open):
            del lines[index + 1 : end]
        return True

    def reach(self, way: Sequence[int]) -> int:
        """Unfold what leads to a place, and return its line, or that of what is nearest above it.

        Args:
            way: What stands above it, from the top, and its own at the end.
        """
        at, start = 0, 0
        for depth, key in enumerate(way):
            found = self._among(start, depth, key)
            if found is None:
                return at
            at = found
            if depth + 1 < len(way):
                self.unfold(at)
            start = at + 1
        return at

    def unfolded(self) -> list[tuple[int, ...]]:
        """Return the places that are unfolded, each as the way to it; parents before children."""
        found: list[tuple[int, ...]] = []
        way: list[int] = []
        for key, depth, is_open in zip(self._keys, self._depths, self._open, strict=True):
            if is_open:
                del way[depth:]
                way.append(key)
                found.append(tuple(way))
        return found

    def unfold_again(self, places: Sequence[tuple[int, ...]]) -> None:
        """Unfold places that were unfolded before, those that are there still."""
        for way in places:
            at = self.reach(way)
            if self._keys[at : at + 1] == array("q", way[-1:]):
                self.unfold(at)

    def _among(self, start: int, depth: int, key: int) -> int | None:
        """Return the line of one of a certain depth, from a line on, before the branch ends."""
        for at in range(start, len(self)):
            if self._depths[at] < depth:
                return None
            if self._depths[at] == depth and self._keys[at] == key:
                return at
        return None

    def _insert(self, at: int, keys: Sequence[int], depth: int) -> None:
        self._keys[at:at] = array("q", keys)
        self._depths[at:at] = array("i", [depth]) * len(keys)
        self._open[at:at] = bytes(len(keys))

    def _unfold_all(self, kept: Set[int]) -> None:
        keys: list[int] = []
        depths: list[int] = []
        way: list[int] = []
        branches, circular, narrower = self.branches, self.branches.circular, self.branches.narrower
        waiting = [(key, 0) for key in reversed(branches.tops) if key in kept]
        while waiting and len(keys) < SHOWN:
            key, depth = waiting.pop()
            again = key in circular and key in way[:depth]
            del way[depth:]
            way.append(key)
            keys.append(key)
            depths.append(depth)
            below = [] if again or key not in narrower else [one for one in branches.below(key) if one in kept]
            self._open.append(bool(below))
            below.reverse()
            waiting += [(one, depth + 1) for one in below]
        self._keys.extend(keys)
        self._depths.extend(depths)

    def _stands_above(self, index: int) -> bool:
        key = self._keys[index]
        return key in self.branches.circular and key in self.path(index)[:-1]


class _Lines:
    """The lines as rows of a table."""

    def __init__(self, outline: Outline, told: Callable[[Sequence[Line]], Sequence[Row]]) -> None:
        self._outline = outline
        self._told = told

    def __len__(self) -> int:
        return len(self._outline)

    def page(self, first: int, count: int) -> Sequence[Row]:
        """Return so many rows."""
        return _Leaf(self._outline, self._told, range(first, min(first + count, len(self))))


class _Leaf(Sequence[Row]):
    """The rows of some lines, told a few at a time: while one types, only those that are seen matter."""

    def __init__(self, outline: Outline, told: Callable[[Sequence[Line]], Sequence[Row]], places: range) -> None:
        self._outline = outline
        self._told = told
        self._places = places
        self._rows: dict[int, Sequence[Row]] = {}

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        number, within = divmod(index, FEW)
        if number not in self._rows:
            places = self._places[number * FEW : (number + 1) * FEW]
            self._rows[number] = self._told([self._outline.line(at) for at in places])
        return self._rows[number][within]


def indented(line: Line, label: str) -> str:
    """Return what stands in a line: its indent, its mark and its label."""
    deep = f"{line.depth} " if line.depth > DEEP else ""
    return f"{'  ' * min(line.depth, DEEP)}{deep}{line.mark} {label}"


class LazyTree(VirtualTable, inherit_bindings=False):
    """A tree with a cursor; its screen binds the keys that fold and unfold."""

    BINDINGS = VirtualTable.BINDINGS  # without those of Textual for scrolling sideways

    outline: Outline
    told: Callable[[Sequence[Line]], Sequence[Row]]

    def show_tree(
        self,
        outline: Outline,
        told: Callable[[Sequence[Line]], Sequence[Row]],
        *,
        columns: Sequence[Column] = (),
        empty: str = "",
        at: int = 0,
    ) -> None:
        """Show a tree.

        Args:
            outline: Its lines.
            told: Gives a row for each of some lines.
            columns: The columns; as before if none.
            empty: What stands there if there is no line.
            at: The line of the cursor.
        """
        self.outline, self.told = outline, told
        self.show(self._rows_of(), columns=columns, empty=empty, at=at)

    def unfold(self) -> None:
        """Show what is below the line of the cursor; go to the first of it if it is shown already."""
        if not len(self):
            return
        if self.outline.unfold(self.cursor):
            self.show(self._rows_of(), at=self.cursor)
        elif self.outline.line(self.cursor).mark == OPEN:
            self.cursor += 1

    def fold(self) -> None:
        """Hide what is below the line of the cursor; go to what it is below if nothing of it is shown."""
        if not len(self):
            return
        if self.outline.fold(self.cursor):
            self.show(self._rows_of(), at=self.cursor)
        elif (above := self.outline.parent(self.cursor)) is not None:
            self.cursor = above

    def on_click(self, event: events.Click) -> None:
        """Fold or unfold where a mark was clicked; else as in every table."""
        index = self.scroll_offset.y + event.y - 1
        if event.y == 0 or index >= len(self):
            return
        line = self.outline.line(index)
        if line.mark in (OPEN, CLOSED) and event.x <= 2 * min(line.depth, DEEP) + 2:
            event.prevent_default()
            self.cursor = index
            self.unfold() if line.mark == CLOSED else self.fold()

    def _rows_of(self) -> Rows:
        return _Lines(self.outline, self.told)
