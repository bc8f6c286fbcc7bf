"""Definitions beside each other: facet by facet, with the verdict and the mapping that it suggests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from ...catalogue.errors import OrodhaError
from ...catalogue.logbook import user
from ...catalogue.reader import Reader
from ...catalogue.texts import fold
from ...catalogue.wording import counted
from ...vocab.side_by_side import defined
from ..typed import app_of
from ..widgets.comparison_lines import answer, beneath, columns, rows
from ..widgets.dialogs import Choose
from ..widgets.pick import Choice, Pick
from ..widgets.virtual_table import FixedRows, VirtualTable
from .page import Page, bindings

if TYPE_CHECKING:
    from ...catalogue.catalogue import Catalogue
    from ...vocab.comparing import Compared
    from ...vocab.side_by_side import Defined

MOST = 5
"""So many definitions stand beside each other at most."""

Search = Callable[[str, Callable[[Sequence[Choice]], None]], None]
"""Looks for what has the words of a text, and gives it to a function."""


class PickConcept(Pick):
    """Offer concepts: some at first, then what is found for what one types.

    Args:
        question: What is asked.
        near: What is offered at first.
        search: Finds more.
    """

    def __init__(self, question: str, near: Sequence[Choice], search: Search) -> None:
        super().__init__(question, near, ("concept", "of"))
        self._search = search

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Look for concepts in the whole catalogue."""
        event.prevent_default()  # Pick looks only through what it offers
        if event.value.strip():
            self.wait()
            self._search(event.value, partial(self._take, event.value))
        else:
            self._show(self._choices)

    def _take(self, text: str, choices: Sequence[Choice]) -> None:
        if self.is_current and text == self.query_one(Input).value:
            words = fold(text).split()
            near = [one for one in self._choices if _begins(words, fold(f"{one.label} {one.told}").split())]
            self._show(list(dict.fromkeys([*near, *choices])))


def _begins(words: Sequence[str], parts: Sequence[str]) -> bool:
    return all(any(part.startswith(word) for part in parts) for word in words)


class ComparePage(Page):
    """What several concepts say, facet by facet.

    Args:
        first: Id of a concept; asked for if empty.
        second: Id of another.
    """

    PLACE = "compare"
    BINDINGS = bindings("compare")
    DEFAULT_CSS = """
    ComparePage #answer { height: auto; max-height: 9; padding: 0 1; background: $panel; }
    ComparePage #facets { height: 1fr; }
    ComparePage #beneath { height: 30%; min-height: 7; padding: 0 1; background: $panel; scrollbar-size-vertical: 1; }
    """

    def __init__(self, first: str = "", second: str = "") -> None:
        super().__init__()
        self.ids = [one for one in dict.fromkeys((first, second)) if one]
        self._compared: Compared | None = None

    def body(self) -> ComposeResult:
        """Make the parts."""
        yield Static(id="answer", markup=False)
        yield VirtualTable(id="facets", empty="Nothing to compare yet: + takes a term.")
        with VerticalScroll(id="beneath"):
            yield Static(id="texts", markup=False)

    def on_mount(self) -> None:
        """Show the comparison, or ask for terms."""
        self.query_one(VirtualTable).focus()
        self.look_again()
        if len(self.ids) < 2:
            self.action_add_term()

    def look_again(self) -> None:
        """Compare anew, without what is gone by now."""
        self.ids = [one for one in self.ids if self.reader.has(one)]
        if len(self.ids) < 2:
            self._show_too_few()
            return

        def work(reader: Reader) -> Compared:
            from ...vocab.comparing import compared  # how facets compare: not before it is asked for

            return compared(reader, ids)

        ids = list(self.ids)
        self.ask(work, self._show, group="compare")

    def _show_too_few(self) -> None:
        self._compared = None
        name = self._first_name()
        self.query_one("#answer", Static).update("")
        self.query_one("#texts", Static).update("")
        empty = "Nothing beside it yet: + takes another term." if name else "Nothing to compare yet: + takes a term."
        self.query_one(VirtualTable).show(FixedRows(), empty=empty)
        self.show_place("Compare", *filter(None, [name]))

    def _first_name(self) -> str:
        """Return what the first term is called, and whose it is: "Immigrant (Kenya)"; "" if there is none."""
        return next(
            (f"{one.label} ({one.whose})" for one in defined(self.reader, list(self.reader.some(self.ids[:1])))), ""
        )

    def _show(self, compared: Compared) -> None:
        self._compared = compared
        found, colours = compared.found, app_of(self).theme_variables
        self.ids = [one.id for one in found.concepts]
        self.query_one("#answer", Static).update(answer(compared, colours))
        self.query_one(VirtualTable).show(
            FixedRows(rows(found, colours)),
            columns=columns(found),
            empty="Neither definition is on record facet by facet: enter opens a concept, e changes it there.",
            stay=True,
        )
        self.show_place("Compare", found.title, told=counted(len(found.facets), "facet"))

    @on(VirtualTable.Moved, "#facets")
    def tell_facet(self) -> None:
        """Say the facet of the cursor in words, above the definitions."""
        if self._compared:
            row = self.query_one(VirtualTable).current
            told = beneath(self._compared, row.id if row else "", app_of(self).theme_variables)
            self.query_one("#texts", Static).update(told)

    # Choosing terms.

    def action_add_term(self) -> None:
        """Ask for one more term."""
        if len(self.ids) >= MOST:
            self.tell(f"More than {MOST} do not fit beside each other: - takes one out.")
            return
        taken = list(self.ids)
        self.ask(lambda reader: offered(reader, taken), self._pick, group="near")

    def _pick(self, near: Sequence[Choice]) -> None:
        name = self._first_name()
        question = f"Compare {name} with which term?" if name else "Which term do you want to compare?"
        app_of(self).push_screen(PickConcept(question, near, self._search), self._picked)

    def _search(self, text: str, then: Callable[[Sequence[Choice]], None]) -> None:
        taken = list(self.ids)
        self.ask(lambda reader: searched(reader, text, taken), then, group="pick")

    def _picked(self, concept: str | None) -> None:
        if not concept or concept in self.ids:
            return
        self.ids.append(concept)
        self.look_again()
        if len(self.ids) < 2:
            self.action_add_term()

    def action_drop_term(self) -> None:
        """Ask which term to take out."""

        def chosen(concept: str | None) -> None:
            if concept:
                self.ids = [one for one in self.ids if one != concept]
                self.look_again()

        self._choose("Take out which?", chosen)

    def _choose(self, question: str, then: Callable[[str | None], None], among: Sequence[int] | None = None) -> None:
        """Ask for one of the concepts that are compared."""
        if not self._compared:
            return
        concepts = self._compared.found.concepts
        wanted = [concepts[place] for place in (range(len(concepts)) if among is None else among)]
        choices = [(one.id, f"{one.whose}: {one.label}  {one.id}") for one in wanted]
        app_of(self).push_screen(Choose(question, choices), then)

    # What can be done.

    @on(VirtualTable.Chosen, "#facets")
    def open(self) -> None:
        """Open one of the concepts."""

        def chosen(concept: str | None) -> None:
            if concept:
                self.application.open_record(concept)

        self._choose("Open which?", chosen)

    def action_open(self) -> None:
        """Open one of the concepts, where no facet is on record."""
        self.open()

    def action_copy_command(self) -> None:
        """Copy the command."""
        command = " ".join(("orodha compare", *self.ids))
        app_of(self).copy_to_clipboard(command)
        self.tell(f"Copied: {command}")

    def action_accept_compared(self) -> None:
        """Accept the mapping that the facets suggest; ask of which pair if there are several."""
        if not self._compared:
            return
        answers, concepts = self._compared.found.answers, self._compared.found.concepts
        places = [place for place in range(1, len(concepts)) if answers[0, place].predicate]
        if not places:
            self.tell("The definitions suggest no mapping. The mapping workbench takes any: g m.")
        elif len(concepts) == 2:
            self._accept(concepts[1].id)
        else:
            self._choose(f"{concepts[0].whose} ({concepts[0].label}) with which?", self._accept, places)

    def _accept(self, other: str | None) -> None:
        places = {one.id: place for place, one in enumerate(self._compared.found.concepts)} if self._compared else {}
        place = places.get(other or "")
        if not self._compared or not place or not other:
            return
        record = self._compared.mapped[place - 1]
        if record is None or record.status != "rejected":
            self._write(self._compared, place)
            return
        compared, by = self._compared, record.document.get("reviewer", "somebody")
        question = f"{by} rejected this pair: {record.document.get('reason', 'no reason is on record')}"
        choices = [("", "Leave it rejected"), (other, "Accept it all the same")]
        app_of(self).push_screen(Choose(question, choices), lambda yes: self._write(compared, place) if yes else None)

    def _write(self, compared: Compared, place: int) -> None:
        first, other = compared.found.concepts[0].id, compared.found.concepts[place].id
        predicate, record = compared.found.answers[0, place].predicate, compared.mapped[place - 1]
        date = self.session.today.isoformat()

        def work(catalogue: Catalogue) -> str:
            from ...vocab.deciding import Ruling, Seen, rule  # with pydantic

            seen = Seen(record.status, record.predicate) if record else Seen()
            made, _ = rule(catalogue, Ruling(first, other, "accept", user(), date, predicate, seen=seen))
            return str(made.document["id"])

        self.change(work, self._accepted, refused=self._refused)

    def _accepted(self, mapping: str) -> None:
        self.tell(f"Accepted {mapping}. {self.key_of('undo')} takes it back.")
        self.look_again()

    def _refused(self, error: OrodhaError) -> None:
        self.tell_error(error)
        self.look_again()


def offered(reader: Reader, taken: Sequence[str]) -> list[Choice]:
    """Return what is offered before anything is typed: the first term elsewhere, or terms that have facets."""
    from ...vocab.comparing import elsewhere, looked_for  # as above

    found = elsewhere(reader, taken[0]) if taken else looked_for(reader, "")
    return _choices(found or looked_for(reader, ""), taken)


def searched(reader: Reader, text: str, taken: Sequence[str]) -> list[Choice]:
    """Return what is found for a text."""
    from ...vocab.comparing import looked_for  # as above

    return _choices(looked_for(reader, text), taken)


def _choices(found: Sequence[Defined], taken: Sequence[str]) -> list[Choice]:
    return [Choice(one.id, one.label, _told(one)) for one in found if one.id not in taken]


def _told(one: Defined) -> str:
    return f"{one.whose} · {counted(len(one.facets), 'facet') if one.facets else 'no facets'}"
