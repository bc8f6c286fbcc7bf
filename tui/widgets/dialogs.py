"""Small windows that ask one thing: a line of text, one of several, or whether a dangerous step is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from ..width import clean

_CSS = """
{0} {{ align: center middle; background: $background 60%; }}
{0} > Vertical {{ width: 64; max-width: 90%; height: auto; max-height: 80%; padding: 1 2; background: $panel; }}
{0} Static {{ height: auto; margin-bottom: 1; }}
{0} Input {{ background: $background; }}
{0} OptionList {{ height: auto; max-height: 14; background: $panel; border: none; }}
{0} OptionList:focus {{ border: none; background-tint: $panel 0%; }}
"""


class AskLine(ModalScreen[str | None]):
    """Ask for a line of text; None if the person goes back.

    Args:
        question: What is asked.
        value: What stands there at first.
        placeholder: What stands there while it is empty.
        wrong: Says what is wrong with a text; "" if nothing is.
    """

    DEFAULT_CSS = _CSS.format("AskLine")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "back")]

    def __init__(
        self, question: str, value: str = "", *, placeholder: str = "", wrong: Callable[[str], str] = lambda _: ""
    ) -> None:
        super().__init__()
        self._question = question
        self._value = value
        self._placeholder = placeholder
        self._wrong = wrong

    def compose(self) -> ComposeResult:
        """Make the window."""
        with Vertical():
            yield Static(clean(self._question), markup=False)
            yield Input(self._value, placeholder=self._placeholder)
            yield Static("enter does it, esc goes back", id="told", markup=False)

    @on(Input.Submitted)
    def done(self, event: Input.Submitted) -> None:
        """Close with the text, if nothing is wrong with it."""
        if wrong := self._wrong(event.value):
            self.query_one("#told", Static).update(clean(wrong))
        else:
            self.dismiss(event.value)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)


class Sure(AskLine):
    """Ask whether a dangerous step is meant: its word is to be typed; None if the person goes back.

    Args:
        what: What is going to happen, and what depends on it.
        word: What is to be typed: the id of what is lost.
    """

    DEFAULT_CSS = _CSS.format("Sure")

    def __init__(self, what: str, word: str) -> None:
        super().__init__(
            f"{what}\nType {word} to do it.", wrong=lambda text: "" if text == word else f"That is not {word}."
        )


class Choose(ModalScreen[str | None]):
    """Offer several things; None if the person goes back.

    Args:
        question: What is asked.
        choices: Pairs of what is answered and what is shown.
    """

    DEFAULT_CSS = _CSS.format("Choose")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "back")]

    def __init__(self, question: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._question = question
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Make the window."""
        with Vertical():
            yield Static(clean(self._question), markup=False)
            yield OptionList(*(Option(clean(told)) for _, told in self._choices), markup=False)

    @on(OptionList.OptionSelected)
    def done(self, event: OptionList.OptionSelected) -> None:
        """Close with what was chosen."""
        self.dismiss(self._choices[event.option_index][0])

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)
