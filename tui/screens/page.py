"""What all screens have: where one is, the line of keys, and keys from the registry of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from ..actions import ACTIONS, EVERYWHERE
from ..typed import app_of
from ..widgets.keys import Keys

if TYPE_CHECKING:
    from ...catalogue.reader import Reader
    from ..app import Application


def bindings(place: str) -> list[BindingType]:
    """Return the keys of a screen, or of the application for ``EVERYWHERE``."""
    return [
        Binding(one.keys, one.id, one.title, show=one.shown, tooltip=one.told, id=one.id, priority=False)
        for one in ACTIONS.values()
        if place in one.where
    ]


class Page(Screen[None]):
    """A screen: a line that says where one is, what it shows, and the line of keys."""

    PLACE: ClassVar[str] = EVERYWHERE
    """By what name the registry of actions knows it."""

    def compose(self) -> ComposeResult:
        """Make the parts."""
        yield Static(id="crumbs", markup=False)
        yield from self.body()
        yield Keys()

    def body(self) -> ComposeResult:
        """Make what stands between the two lines."""
        raise NotImplementedError

    @property
    def application(self) -> Application:
        """The application."""
        return cast("Application", app_of(self))

    @property
    def reader(self) -> Reader:
        """The catalogue, for reading by this thread."""
        return self.application.session.reader

    def show_place(self, *names: str, told: str = "") -> None:
        """Say where one is, and at the right what there is."""
        title = str(self.reader.meta["title"]) or "Orodha"
        left = " ▸ ".join(("Orodha", title, *names))
        room = max(1, app_of(self).size.width - 2 - len(left) - len(told))
        self.query_one("#crumbs", Static).update(f" {left}{' ' * room}{told}")

    def look_again(self) -> None:
        """Show what is there now: after a change, by whomever."""
