"""A field for a path: it goes on by itself as one types, and the right arrow takes that."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.suggester import Suggester
from textual.widgets import Input

from ..paths import completed
from ..width import clean


class _Paths(Suggester):
    """Suggests the first path that goes on from what is typed."""

    def __init__(self, fits: Callable[[str], bool]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._fits = fits

    async def get_suggestion(self, value: str) -> str | None:
        """Return how a path goes on."""
        return completed(value, self._fits)


class PathInput(Input):
    """A field for a path.

    Args:
        value: What stands there at first.
        placeholder: What stands there while it is empty.
        fits: Tells by its name whether a file is wanted.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "take it"),
        Binding("right", "cursor_right", "complete"),
        Binding("down", "app.focus_next", "list"),
    ]

    def __init__(self, value: str = "", *, placeholder: str, fits: Callable[[str], bool], id: str) -> None:
        super().__init__(clean(value), placeholder=placeholder, suggester=_Paths(fits), id=id, select_on_focus=False)
