"""What is missing, and what is planned: by rule, by topic and country, by objective of the Global Compact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from ...catalogue.names import kind_of
from ...catalogue.reader import Reader
from ...catalogue.texts import fold
from ...catalogue.wording import counted
from ...inventory.named import every
from ..typed import app_of
from ..widgets.gap_lines import (
    GAPS,
    NEW,
    OBJECTIVE,
    OBJECTIVES,
    TOPICS,
    Found,
    GapRows,
    gap_told,
    is_closed_by_source,
    objective_rows,
    objective_told,
    view_rows,
)
from ..widgets.matrix import MatrixTable
from ..widgets.pick import Choice, Pick
from ..widgets.virtual_table import Column, FixedRows, VirtualTable
from ..width import clean
from .page import Page, bindings
from .planning import plan_source

if TYPE_CHECKING:
    from ...inventory.coverage import Coverage
    from ...inventory.gaps import Gap
    from ...inventory.matrix import Matrix

VIEWS = (Column("sort of gap", 1, 20), Column("", 0, 6, right=True))


_EMPTY = "Nothing of that is missing: / changes the words."


_BARE = "No topics or countries yet: g i takes files in."


class GapsPage(Page):
    """What is missing."""

    PLACE = "gaps"
    BINDINGS = bindings("gaps")
    DEFAULT_CSS = """
    GapsPage #views { width: 32; }
    GapsPage #right { width: 1fr; }
    GapsPage #topics { display: none; padding: 0 1; }
    GapsPage #told { height: 5; padding: 0 1; background: $panel; color: $faint; }
    GapsPage.-wide #views { width: 44; }
    """
    CSS = """
    GapsPage VirtualTable:blur > .table--cursor { background: $panel; text-style: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
        self.view = ""
        self.country = ""
        self._found: Found | None = None
        self._coverage: Coverage | None = None
        self._matrix: Matrix | None = None
        self._shown: Sequence[Gap] = ()

    def body(self) -> ComposeResult:
        """Make the views, what is in the chosen one, and what there is to say of its row."""
        yield Input(placeholder="type to narrow the list", id="filter")
        with Horizontal():
            yield VirtualTable(VIEWS, id="views", empty="")
            with Vertical(id="right"):
                yield VirtualTable(GAPS, id="rows", empty="")
                yield MatrixTable(id="topics")
        yield Static(id="told", markup=False)

    @property
    def _views(self) -> VirtualTable:
        return self.query_one("#views", VirtualTable)

    @property
    def _rows(self) -> VirtualTable:
        return self.query_one("#rows", VirtualTable)

    @property
    def _topics(self) -> MatrixTable:
        return self.query_one(MatrixTable)

    def on_mount(self) -> None:
        """Show all."""
        self._views.focus()
        self.show_place("Gaps", told="looking ...")
        self.look_again()

    def look_again(self) -> None:
        """Ask anew; the cursors stay."""
        on, country = self.session.today, self.country

        def asked(reader: Reader) -> Found:
            from ...inventory.gaps import gaps  # the application starts without it

            return Found.of(gaps(reader, on, country=country))

        self._coverage = self._matrix = None
        self.ask(asked, self._answered)

    def _answered(self, found: Found) -> None:
        self._found = found
        self._views.show(FixedRows(list(view_rows(found, app_of(self).theme_variables))), stay=True)

    def _ask_view(self) -> None:
        """Ask for what the chosen view shows that is no rule, if that is not known yet."""
        country = self.country

        def covered(reader: Reader) -> Coverage:
            from ...inventory.coverage import coverage  # only where it is looked at

            return coverage(reader, country, evidence=False)

        def by_country(reader: Reader) -> Matrix:
            from ...inventory.matrix import matrix  # only where it is looked at

            return matrix(reader, "topics", "country").by_weight()

        if self.view == OBJECTIVES and self._coverage is None:
            self.ask(covered, self._take_coverage, group="view")
        if self.view == TOPICS and self._matrix is None:
            self.ask(by_country, self._take_matrix, group="view")

    def _take_coverage(self, found: Coverage) -> None:
        self._coverage = found
        self._show()

    def _take_matrix(self, found: Matrix) -> None:
        self._matrix = found
        self._show()

    @on(VirtualTable.Moved, "#views")
    def choose(self, event: VirtualTable.Moved) -> None:
        """Show what is in the view."""
        if event.row:
            same = event.row.id == self.view
            self.view = event.row.id
            self._ask_view()
            self._show(stay=same)

    @on(Input.Changed, "#filter")
    def narrow(self) -> None:
        """Keep what has the words."""
        self._show()

    def _show(self, *, stay: bool = True) -> None:
        found = self._found
        if found is None:
            return
        words = fold(self.query_one("#filter", Input).value).split()
        self._shown = ()
        self._topics.display, self._rows.display = self.view == TOPICS, self.view != TOPICS
        if self.view == TOPICS:
            self._show_topics(words)
        elif self.view == OBJECTIVES:
            self._show_objectives(words)
        else:
            self._show_gaps(found, words, stay=stay)
        where = found.gaps.country.label if found.gaps.country else ""
        self.show_place("Gaps", *filter(None, [where]), told=self._sentence(found, narrowed=bool(words)))

    def _show_topics(self, words: Sequence[str]) -> None:
        if self._matrix:
            kept = [one for one in self._matrix.rows if all(map(fold(one.label).__contains__, words))]
            self._topics.show(replace(self._matrix, rows=tuple(kept)))

    def _show_objectives(self, words: Sequence[str]) -> None:
        told = objective_rows(self._coverage, app_of(self).theme_variables) if self._coverage else []
        rows = [row for row in told if all(map(fold(str(row.cells[0])).__contains__, words))]
        self._rows.show(
            FixedRows(rows), columns=OBJECTIVE, empty=_EMPTY if self._coverage else "looking ...", stay=True
        )

    def _show_gaps(self, found: Found, words: Sequence[str], *, stay: bool) -> None:
        self._shown = [
            one
            for one, text in zip(found.every, found.texts, strict=True)
            if self.view in ("", one.kind, one.rule) and all(map(text.__contains__, words))
        ]
        rows = GapRows(self._shown, app_of(self).theme_variables)
        begun = found.every or (self.reader.count("concept") and self.reader.count("area"))
        empty = _EMPTY if words else "Nothing is missing here." if begun else _BARE
        self._rows.show(rows, columns=rows.columns, empty=empty, stay=stay)

    def _sentence(self, found: Found, *, narrowed: bool) -> str:
        """Return what is missing in the view: "10 of 42 topics without data"."""
        if narrowed and self.view not in (TOPICS, OBJECTIVES):
            return f"{len(self._shown):,} of {counted(len(found.every), 'gap')}"
        for one in found.gaps.rules:
            if one.rule.name == self.view:
                return one.sentence()
        if self.view == OBJECTIVES and self._coverage:
            without = sum("data" in one.gaps for one in self._coverage.rows)
            return f"{without} of {counted(len(self._coverage.rows), 'objective')} without data"
        return counted(len(self._shown) or len(found.every), "gap")

    @on(VirtualTable.Moved, "#rows")
    @on(MatrixTable.Moved)
    def tell_more(self) -> None:
        """Say what is missing in a sentence, who says so, and what to do next."""
        found, colours, at = self._found, app_of(self).theme_variables, self._rows.cursor
        if found is None:
            return
        told = Text()
        if self.view == TOPICS:
            told = self._cell_told()
        elif at < len(self._shown):
            told = gap_told(self._shown[at], self.reader.labels, colours)
        elif self.view == OBJECTIVES and self._coverage and (row := self._rows.current):
            one = next(one for one in self._coverage.rows if one.concept.id == row.id)
            told = objective_told(one, self._coverage, colours)
        if found.gaps.remark:
            told.append("\n").append(clean(found.gaps.remark), colours["warning"])
        self.query_one("#told", Static).update(told)
        self.refresh_bindings()

    def _cell_told(self) -> Text:
        """Return what a country has on a topic."""
        place = self._topics.place
        if place is None:
            return Text()
        named = " in ".join(one.label for one in place if one)
        held = "; ".join(self.reader.labels(self._topics.sources()).values())
        told = Text(clean(f"{named}: {held or 'no source'}."), app_of(self).theme_variables["foreground"])
        return told.append("\n● held and open  ◐ held, restricted  ○ planned  · gap: n plans a source")

    @on(VirtualTable.Chosen, "#views")
    def go_in(self) -> None:
        """Go from the view to what is in it."""
        (self._topics if self.view == TOPICS else self._rows).focus()

    @on(VirtualTable.Chosen, "#rows")
    def open(self, event: VirtualTable.Chosen) -> None:
        """Open what is missing something."""
        if event.row:
            self.application.open_record(event.row.id)

    @on(MatrixTable.Chosen)
    def action_open(self) -> None:
        """Open the sources of a country on a topic, or the topic."""
        if self._matrix and (place := self._topics.place) and self.view == TOPICS:
            row, column = place
            if column and (row.id, column.id) in self._matrix.cells:
                self.application.show("list", "source", self._matrix.conditions(row.id, column.id))
            elif row.id:
                self.application.open_record(row.id)

    @on(Input.Submitted)
    def done(self) -> None:
        """Go from the words to the rows."""
        self.go_in()

    def action_filter(self) -> None:
        """Go to the words."""
        self.query_one("#filter", Input).focus()

    @property
    def _subject(self) -> str:
        """Id of what the cursor is on; "" if it is on nothing."""
        if self.view == TOPICS:
            return self._topics.place.row.id if self._topics.place else ""
        return self._rows.current.id if self._rows.current else ""

    def action_edit(self) -> None:
        """Change the record that something is missing of."""
        if subject := self._subject:
            self.application.show("edit", kind_of(subject), subject)

    def action_copy(self) -> None:
        """Copy the id."""
        if subject := self._subject:
            app_of(self).copy_to_clipboard(subject)
            self.tell(f"Copied: {subject}")

    def action_country(self) -> None:
        """Ask for the country to look at."""

        def countries(reader: Reader) -> list[Choice]:
            return [Choice("", "all countries"), *(Choice(one.id, one.label, one.id) for one in every(reader, "area"))]

        def done(answer: str | None) -> None:
            if answer is not None:
                self.country = answer
                self.look_again()

        self.ask(
            countries, lambda found: app_of(self).push_screen(Pick("Of which country?", found), done), group="country"
        )

    @property
    def _gap(self) -> Gap | None:
        """The gap that the cursor is on; None of topics by country, and of objectives."""
        at = self._rows.cursor
        return self._shown[at] if self.view not in (TOPICS, OBJECTIVES) and at < len(self._shown) else None

    @property
    def titles(self) -> dict[str, str]:
        """What n makes here, where it is no source."""
        gap = self._gap
        return {"plan": f"new {NEW[gap.rule][0]}"} if gap and gap.rule in NEW else {}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether a new record would close the gap."""
        if action == "plan" and (gap := self._gap):
            return is_closed_by_source(gap) or gap.rule in NEW
        return super().check_action(action, parameters)

    def action_plan(self) -> None:
        """Make what closes the gap: mostly a planned source, after a question for its name, and country if need be."""
        subject, country, gap = self._subject, self.country, self._gap
        if not subject:
            return
        if gap and gap.rule in NEW:
            kind, field, values, _ = NEW[gap.rule]
            self.application.show("edit", kind, given={**values, field: [subject] if field == "covers" else subject})
            return
        if self.view == TOPICS and (place := self._topics.place) and place.column:
            country = place.column.id
        elif gap and gap.country:
            country = gap.country.id
        plan_source(self, subject, self.reader.labels([subject]).get(subject, subject), country)
