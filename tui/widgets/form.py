"""A form: the lines of a record under headings, and where one is in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.widgets import Static

from ..typed import app_of
from .inputs import FieldLine
from .more import More

if TYPE_CHECKING:
    from ...catalogue.forms import Line

WIDE = 120
"""From so many columns on, labels have more room."""

_HEADINGS = {"optional": "more"}


class Form(VerticalScroll, can_focus=False):
    """The lines of a record."""

    DEFAULT_CSS = """
    Form { scrollbar-size-vertical: 1; }
    Form > .group { height: 1; color: $faint; text-style: bold; padding: 0 1; }
    Form > .part { height: 1; color: $faint; padding: 0 3; }
    """

    _edition = 0

    @property
    def lines(self) -> list[FieldLine]:
        """The lines that are there, from above."""
        return list(self.query(FieldLine))

    @property
    def current(self) -> FieldLine | None:
        """The line that has the focus."""
        return next((one for one in self.lines if one.has_focus), None)

    def line(self, key: str) -> FieldLine | None:
        """Return the line with a key."""
        return next((one for one in self.lines if one.line.key == key), None)

    async def show(
        self, lines: Sequence[Line], text: Callable[[str], str], more: str, focus: str, then: Callable[[], object]
    ) -> None:
        """Show other lines: first what fits on the screen, then the rest.

        Args:
            lines: The lines, those of one obligation together.
            text: Gives what stands on a line, by its key.
            more: Tells of the lines that are left out until they are asked for; "" if there are none.
            focus: The key of the line to begin with; the first if there is none.
            then: Is called whenever lines have come.
        """
        widest = 24 if app_of(self).size.width >= WIDE else 18
        width = min(widest, max((len(one.label) + 2 * (one.path != one.top) for one in lines), default=8))
        widgets = list(_with_headings(lines, text, width))
        if more:
            widgets.append(More(more, markup=False))
        first = app_of(self).size.height
        place = next((at for at, one in enumerate(widgets) if isinstance(one, FieldLine) and one.line.key == focus), 0)
        if place >= first:
            first = len(widgets)
        self._edition += 1
        edition = self._edition
        with app_of(self).batch_update():
            await self.remove_children()
            await self.mount(*widgets[:first])
        if line := self.line(focus) or next(iter(self.lines), None):
            line.focus()
        then()
        if widgets[first:]:
            self.call_after_refresh(self._mount_rest, widgets[first:], edition, then)

    async def _mount_rest(
        self, widgets: Sequence[Static | FieldLine], edition: int, then: Callable[[], object]
    ) -> None:
        if self.is_attached and edition == self._edition:  # else other lines are asked for by now
            await self.mount(*widgets)
            then()

    def insert(self, after: FieldLine, lines: Iterable[Line], text: Callable[[str], str]) -> None:
        """Add lines behind one, and go to the first of them."""
        found = [FieldLine(one, text(one.key), after.label_width) for one in lines]
        self.mount(*found, after=after)
        self.call_after_refresh(found[0].focus)

    def next_problem(self) -> bool:
        """Go to the next line that something is wrong with; tell whether there is one."""
        lines = self.lines
        here = next((place for place, one in enumerate(lines) if one.has_focus), -1)
        for one in [*lines[here + 1 :], *lines[: here + 1]]:
            if one.problem or one.hint:
                one.focus()
                return True
        return False


def _with_headings(lines: Iterable[Line], text: Callable[[str], str], width: int) -> Iterable[Static | FieldLine]:
    group = part = ""
    for line in lines:
        if line.need not in (group, ""):
            group = line.need
            yield Static(_HEADINGS.get(group, group), classes="group", markup=False)
        if "." in line.path and line.top != part:
            yield Static(line.top.replace("_", " "), classes="part", markup=False)
        part = line.top
        yield FieldLine(line, text(line.key), width)
