"""The last few pages of something long, of which only what is seen is asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from ...catalogue.errors import OrodhaError

T = TypeVar("T")
S = TypeVar("S", covariant=True)

PAGE = 128
"""What is asked for at once."""

PAGES = 16
"""Pages that are kept."""


class Paged(Protocol[S]):
    """Something long."""

    def __len__(self) -> int:
        """Return how much there is."""
        ...

    def page(self, first: int, count: int) -> Sequence[S]:
        """Return so many from one on; fewer at the end."""
        ...


class Pages(Generic[T]):
    """What is seen of something long.

    Args:
        source: The whole.
    """

    def __init__(self, source: Paged[T]) -> None:
        self.source = source
        self._kept: OrderedDict[int, Sequence[T]] = OrderedDict()

    def __len__(self) -> int:
        return len(self.source)

    def at(self, index: int) -> T | None:
        """Return one; None outside, and for one that is gone by now."""
        if not 0 <= index < len(self.source):
            return None
        number, within = divmod(index, PAGE)
        page = self.page(number)
        return page[within] if within < len(page) else None

    def page(self, number: int) -> Sequence[T]:
        """Return a page, the first of which is 0; nothing while somebody holds the catalogue: it is asked for again."""
        if number not in self._kept:
            try:
                self._kept[number] = self.source.page(number * PAGE, PAGE)
            except OrodhaError:
                return ()
            if len(self._kept) > PAGES:
                self._kept.popitem(last=False)
        self._kept.move_to_end(number)
        return self._kept[number]
