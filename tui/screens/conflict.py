"""Two people have changed the same thing: what there was, what they made of it, what I made of it, to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from ...catalogue.reader import Document
from ...catalogue.wording import counted
from ..clock import local
from ..theme import SIGNS
from ..typed import app_of
from ..values import labels_in, shown
from ..width import clean, cut, pad, wrap
from .page import Page, bindings

if TYPE_CHECKING:
    from ...catalogue.threeway import Clash

BESIDE = 100
"""From so many columns on, the versions stand beside each other; else one under another."""

_NAMES = ("before", "1 theirs", "2 mine")


class ClashLine(Static, can_focus=True):
    """One thing that both changed.

    Args:
        name: What it is called.
        versions: The lines of what there was, of theirs and of mine.
    """

    DEFAULT_CSS = """
    ClashLine { height: auto; padding: 0 1 1 1; }
    ClashLine:focus { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "screen.focus_next", "down", show=False),
        Binding("up,k", "screen.focus_previous", "up", show=False),
    ]

    class Decided(Message):
        """Another version was chosen."""

    def __init__(self, name: str, versions: Sequence[Sequence[str]]) -> None:
        super().__init__(markup=False)
        self.called = name
        self.versions = versions
        self.mine: bool | None = None

    def choose(self, *, mine: bool) -> None:
        """Choose a version."""
        self.mine = mine
        self.refresh(layout=True)
        self.post_message(self.Decided())

    def render(self) -> Text:
        """Return the three versions, beside each other where there is room."""
        colours = app_of(self).theme_variables
        sign, colour = (SIGNS["suggested"], "warning") if self.mine is None else (SIGNS["accepted"], "success")
        told = Text().append(f"{sign} ", colours[colour])
        told.append(self.called, f"bold {colours['accent']}" if self.has_focus else "bold")
        width = self.size.width or app_of(self).size.width - 2
        told.append("\n")
        told.append(self._beside(width // 3) if width >= BESIDE - 2 else self._under(width))
        told.rstrip()
        return told

    def _styles(self) -> list[str]:
        colours = app_of(self).theme_variables
        chosen = f"bold {colours['foreground']} on {colours['chosen']}"
        return [
            colours["faint"],
            chosen if self.mine is False else colours["foreground"],
            chosen if self.mine is True else colours["foreground"],
        ]

    def _head(self, place: int) -> str:
        sign = SIGNS["chosen"] if place and self.mine == (place == 2) else " "
        return f"{sign} {_NAMES[place]}"

    def _under(self, width: int) -> Text:
        told = Text()
        for place, style in enumerate(self._styles()):
            lines = [piece for line in self.versions[place] or ["(nothing)"] for piece in wrap(line, width - 14)]
            for number, line in enumerate(lines):
                told.append(f"  {pad('' if number else self._head(place), 11)} ", style)
                told.append(f"{line}\n", style)
        return told

    def _beside(self, column: int) -> Text:
        cells = [
            [self._head(place), *(piece for line in version or ["(nothing)"] for piece in wrap(line, column - 3))]
            for place, version in enumerate(self.versions)
        ]
        told = Text()
        for number in range(max(map(len, cells))):
            for lines, style in zip(cells, self._styles(), strict=True):
                line = lines[number] if number < len(lines) else ""
                told.append(pad(cut(f"{'' if number == 0 else '  '}{line}", column - 1), column), style)
            told.append("\n")
        return told

    def on_click(self, event: events.Click) -> None:
        """Choose the version that was clicked, where they stand beside each other."""
        offset = event.get_content_offset(self)
        column = offset.x // (self.size.width // 3) if offset and self.size.width >= BESIDE - 2 else 0
        if self.has_focus and column:  # not what there was before
            self.choose(mine=column >= 2)


class ConflictPage(Page):
    """The clashes of two changes.

    Args:
        theirs: The record as it stands in the catalogue.
        mine: The record with both changes; with theirs where they clash.
        then: Is given theirs, and the record as it was decided.
        clashes: Where they clash.
    """

    PLACE = "conflict"
    BINDINGS = bindings("conflict")
    DEFAULT_CSS = """
    ConflictPage #told { height: auto; padding: 0 1 1 1; }
    """

    def __init__(
        self,
        theirs: Document,
        mine: Document,
        then: Callable[[Document, Document], object],
        clashes: Sequence[Clash],
    ) -> None:
        super().__init__()
        self._theirs = theirs
        self._mine = mine
        self._then = then
        self._clashes = tuple(clashes)

    def body(self) -> ComposeResult:
        """Make a line for each clash."""
        count = counted(len(self._clashes), "field")
        newest = next(iter(self.reader.history(self._theirs["id"])), None)
        who = f"{clean(newest.author) or 'Somebody else'} ({local(newest.time)})" if newest else "Somebody else"
        yield Static(
            f"{who} changed {count} of {self._theirs['id']} that you changed too. Choose what stands; the"
            " rest of both changes is put together.",
            id="told",
            markup=False,
        )
        with VerticalScroll(can_focus=False):
            fields = self.reader.kinds[self._theirs["kind"]]["fields"]
            for one in self._clashes:
                shape = fields[one.path[0]][0]
                yield ClashLine(" ".join(one.path).replace("_", " "), self._versions(one, shape))

    def _versions(self, clash: Clash, shape: str) -> list[list[str]]:
        values: list[Any] = [clash.base, clash.theirs, clash.mine]
        labels = labels_in(self.reader, [(one, shape) for one in values])
        return [[] if one is None else shown(one, shape, labels) for one in values]

    def on_mount(self) -> None:
        """Begin with the first."""
        self._lines()[0].focus()
        self._count()

    def _lines(self) -> list[ClashLine]:
        return list(self.query(ClashLine))

    def _count(self) -> None:
        left = sum(one.mine is None for one in self._lines())
        told = f"{left} left" if left else f"all chosen: {self.key_of('save')} saves"
        self.show_place(self._theirs["id"], "Conflict", told=told)

    def on_clash_line_decided(self) -> None:
        """Count what is left."""
        self._count()

    def _choose(self, *, mine: bool) -> None:
        for line in self._lines():
            if line.has_focus:
                line.choose(mine=mine)
                if any(one.mine is None for one in self._lines()):
                    self.focus_next()

    def action_take_theirs(self) -> None:
        """Let theirs stand here."""
        self._choose(mine=False)

    def action_take_mine(self) -> None:
        """Let mine stand here."""
        self._choose(mine=True)

    def action_turn_choice(self) -> None:
        """Choose the other version."""
        for line in self._lines():
            if line.has_focus:
                line.choose(mine=not line.mine)

    def action_all_theirs(self) -> None:
        """Let theirs stand everywhere."""
        for line in self._lines():
            line.choose(mine=False)

    def action_all_mine(self) -> None:
        """Let mine stand everywhere."""
        for line in self._lines():
            line.choose(mine=True)

    def action_save(self) -> None:
        """Save what was decided."""
        from ...catalogue.threeway import settle  # with pydantic, which is there by now

        undecided = [one for one in self._lines() if one.mine is None]
        if undecided:
            undecided[0].focus()
            self.tell("Choose first: 1 theirs, 2 mine.")
            return
        document = self._mine
        for clash, line in zip(self._clashes, self._lines(), strict=True):
            document = settle(document, clash, clash.mine if line.mine else clash.theirs)
        self.application.pop_screen()
        self._then(self._theirs, document)

    def action_leave(self) -> None:
        """Go back to the form; nothing is lost."""
        self.tell("Not saved: your form is as it was.")
        self.application.pop_screen()
