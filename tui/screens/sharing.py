"""May a source be shared with an agency: the answer, every reason with what it rests on, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult

from ...catalogue.reader import Reader
from ..typed import app_of
from ..widgets.answer_lines import answer_lines
from ..widgets.lines import FixedLines, Lines
from .page import Page, bindings

if TYPE_CHECKING:
    from ...inventory.sharing import Answer


class SharingPage(Page):
    """The answer for one source and one agency.

    Args:
        source: Id of the source.
        recipient: Id of the agency.
        purpose: Id of the purpose; "" for whatever it is.
    """

    PLACE = "may share"
    BINDINGS = bindings("may share")

    def __init__(self, source: str, recipient: str, purpose: str = "") -> None:
        super().__init__()
        self.source = source
        self.recipient = recipient
        self.purpose = purpose
        self._answer: Answer | None = None

    def body(self) -> ComposeResult:
        """Make the lines."""
        yield Lines(id="answer")

    def on_mount(self) -> None:
        """Ask."""
        self.query_one(Lines).focus()
        self.show_place("Agreements", "May it be shared?", told="looking ...")
        self.look_again()

    def look_again(self) -> None:
        """Ask anew."""
        source, recipient, purpose, on = self.source, self.recipient, self.purpose, self.session.today

        def asked(reader: Reader) -> Answer:
            from ...inventory.sharing import may_share  # rules are read with TOML and pydantic

            return may_share(reader, source, recipient, purpose, on=on)

        self.ask(asked, self._show)

    def _show(self, answer: Answer) -> None:
        self._answer = answer
        self.show_place("Agreements", "May it be shared?", told="for legal review")
        lines = self.query_one(Lines)
        columns = lines.scrollable_content_region.width - 2  # a bar to scroll by may yet come
        lines.show_again(FixedLines(list(answer_lines(answer, columns, app_of(self).theme_variables))))

    @on(events.Resize)
    def _fit(self) -> None:
        if answer := self._answer:
            self.call_after_refresh(self._show, answer)

    @on(Lines.Chosen)
    def open(self, event: Lines.Chosen) -> None:
        """Open the record that a line rests on."""
        self.application.open_record(event.target)

    def action_may_share(self) -> None:
        """Ask for another source, agency or purpose."""
        from .agreements import ask_what_to_share  # the two open each other

        ask_what_to_share(self)
