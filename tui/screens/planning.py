"""Planning a source that closes a gap, from any screen: for which country where that is open, and by what name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...catalogue.names import kind_of
from ...inventory.named import every
from ..typed import app_of
from ..widgets.dialogs import AskLine
from ..widgets.pick import Choice, Pick
from ..width import cut

if TYPE_CHECKING:
    from ...catalogue.catalogue import Catalogue
    from ...catalogue.changes import Applied
    from ...catalogue.reader import Reader
    from .page import Page


def plan_source(page: Page, subject: str, label: str, country: str = "") -> None:
    """Ask what is needed, and write a planned source; the command is ``orodha gaps plan``.

    Args:
        page: The screen that asks, and tells what came of it.
        subject: Id of what the gap is about.
        label: What that is called.
        country: Id of the country whose data it will be; "" for that of the gap, or to be asked for.
    """

    def asked(reader: Reader) -> tuple[str, list[Choice]]:
        from ...inventory.planned import SUBJECTS, whose  # it needs what writing needs

        if kind_of(subject) not in SUBJECTS:
            return "nothing", []
        known = country or whose(reader, subject)
        return known, [] if known else [Choice(one.id, one.label, one.id) for one in every(reader, "area")]

    def go_on(answer: tuple[str, list[Choice]]) -> None:
        known, areas = answer
        if known == "nothing":
            page.tell("No source closes this gap: e changes the record.")
        elif known:
            ask_title(known)
        else:
            app_of(page).push_screen(Pick("Whose data will it be?", areas), ask_title)

    def ask_title(whose: str | None) -> None:
        if not whose:
            return

        def named(title: str | None) -> None:
            if title:
                _write(page, subject, title, whose)

        question = f"A source on {label.rstrip('.')} is planned. What is it to be called?"
        app_of(page).push_screen(AskLine(question, cut(f"Data on {label.rstrip('.')}", 80)), named)

    page.ask(asked, go_on, group="plan")


def _write(page: Page, subject: str, title: str, country: str) -> None:
    def work(catalogue: Catalogue) -> Applied:
        from ...inventory.planned import planned  # as above

        return catalogue.apply(planned(catalogue.reader, subject, title, country=country))

    def done(_: Applied) -> None:
        page.tell(f"Planned: {title}. Until it is live, the gap stays. {page.key_of('undo')} takes it back.")

    page.change(work, done, refused=page.tell_error)
