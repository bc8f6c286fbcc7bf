"""What is missing, and what is planned: by rule, by topic and country, by objective of the Global Compact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from ...catalogue.names import kind_of
from ...catalogue.reader import Reader
from ...catalogue.texts import fold
from ...catalogue.wording import counted, listed
from ...inventory.named import every
from ..theme import SIGNS
from ..typed import app_of
from ..widgets.pick import Choice, Pick
from ..widgets.virtual_table import Column, FixedRows, Row, VirtualTable
from ..width import clean, cut
from .page import Page, bindings
from .planning import plan_source

if TYPE_CHECKING:
    from ...inventory.coverage import Coverage
    from ...inventory.gaps import Gap, Shortfalls
    from ...inventory.matrix import Matrix

TOPICS, OBJECTIVES = "topics", "objectives"
"""The views that are no rules."""

VIEWS = (Column("what is missing", 1, 20), Column("", 0, 6, right=True))
GAPS = (Column("of what", 3, 24), Column("what is missing", 2, 16), Column("country", 0, 14), Column("agency", 1, 24))

MOST_NOTE = 240
"""Letters of what documents say that are shown below the list."""


class Found(NamedTuple):
    """The gaps, as the screen shows them.

    Attributes:
        gaps: The gaps by rule.
        every: All of them, by kind and rule.
        texts: Of each of them, what filtering looks at.
        counts: How many there are of each kind, and of each rule.
    """

    gaps: Shortfalls
    every: tuple[Gap, ...]
    texts: tuple[str, ...]
    counts: Counter[str]

    @classmethod
    def of(cls, found: Shortfalls) -> Found:
        """Take what was found apart."""
        every_gap = found.gaps
        counts = Counter(one.kind for one in every_gap) + Counter(one.rule for one in every_gap)
        return cls(found, every_gap, tuple(map(_text, every_gap)), counts)


class GapsPage(Page):
    """What is missing."""

    PLACE = "gaps"
    BINDINGS = bindings("gaps")
    DEFAULT_CSS = """
    GapsPage #views { width: 34; }
    GapsPage #right { width: 1fr; }
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
        yield Input(placeholder="words of what is missing, or where", id="filter")
        with Horizontal():
            yield VirtualTable(VIEWS, id="views", empty="")
            with Vertical(id="right"):
                yield VirtualTable(GAPS, id="rows", empty="")
        yield Static(id="told", markup=False)

    @property
    def _views(self) -> VirtualTable:
        return self.query_one("#views", VirtualTable)

    @property
    def _rows(self) -> VirtualTable:
        return self.query_one("#rows", VirtualTable)

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
        self._views.show(FixedRows(list(_view_rows(found, app_of(self).theme_variables))), stay=True)

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
        colours = app_of(self).theme_variables
        self._shown = ()
        if self.view in (TOPICS, OBJECTIVES):
            topics = self.view == TOPICS
            columns, told = _topic_rows(self._matrix, colours) if topics else _objective_rows(self._coverage, colours)
            rows = FixedRows([row for row in told if all(map(fold(str(row.cells[0])).__contains__, words))])
        else:
            every_gap = zip(found.every, found.texts, strict=True)
            self._shown = [
                one
                for one, text in every_gap
                if self.view in ("", one.kind, one.rule) and all(map(text.__contains__, words))
            ]
            rows = GapRows(self._shown, colours)
            columns = rows.columns
        empty = "Nothing of that is missing: / changes the words." if words else "Nothing is missing here."
        self._rows.show(rows, columns=columns, empty=empty, stay=stay, at=0)
        where = found.gaps.country.label if found.gaps.country else ""
        self.show_place("Gaps", *filter(None, [where]), told=self._sentence(found, len(rows), narrowed=bool(words)))

    def _sentence(self, found: Found, rows: int, *, narrowed: bool) -> str:
        """Return what is missing in the view: "10 of 42 topics without data"."""
        if narrowed:
            return f"{rows:,} of {counted(len(found.every), 'gap')}"
        for one in found.gaps.rules:
            if one.rule.name == self.view:
                return one.sentence()
        return counted(rows if self._shown else len(found.every), "gap")

    @on(VirtualTable.Moved, "#rows")
    def tell_more(self) -> None:
        """Say what is missing in a sentence, who says so, and what to do next."""
        found = self._found
        if found is None:
            return
        told = Text()
        if self._rows.cursor < len(self._shown):
            told = _told(self._shown[self._rows.cursor], app_of(self).theme_variables)
        elif self.view == OBJECTIVES and self._coverage:
            told.append(clean(" ".join(self._coverage.remarks())))
        elif self.view == TOPICS:
            told.append("● held and open  ◐ held, restricted  ○ planned  · gap: no source of it. n plans one.")
        if found.gaps.remark:
            told.append("\n").append(clean(found.gaps.remark), app_of(self).theme_variables["warning"])
        self.query_one("#told", Static).update(told)

    @on(VirtualTable.Chosen, "#views")
    def go_in(self) -> None:
        """Go from the view to what is in it."""
        self._rows.focus()

    @on(VirtualTable.Chosen, "#rows")
    def open(self, event: VirtualTable.Chosen) -> None:
        """Open what is missing something."""
        if event.row:
            self.application.open_record(event.row.id)

    @on(Input.Submitted)
    def done(self) -> None:
        """Go from the words to the rows."""
        self._rows.focus()

    def action_filter(self) -> None:
        """Go to the words."""
        self.query_one("#filter", Input).focus()

    def action_edit(self) -> None:
        """Change the record that something is missing of."""
        if row := self._rows.current:
            self.application.show("edit", kind_of(row.id), row.id)

    def action_copy(self) -> None:
        """Copy the id."""
        if row := self._rows.current:
            app_of(self).copy_to_clipboard(row.id)
            self.tell(f"Copied: {row.id}")

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

    def action_plan(self) -> None:
        """Plan a source that closes the gap: ask what it is to be called, and for which country where that is open."""
        row, country = self._rows.current, self.country
        if row is None:
            return
        if self._rows.cursor < len(self._shown):
            gap = self._shown[self._rows.cursor]
            country = gap.country.id if gap.country else country
        plan_source(self, row.id, str(row.cells[0])[2:], country)


def _view_rows(found: Found, colours: Mapping[str, str]) -> Iterator[Row]:
    """Yield the views: all, each kind of gap with its rules below it, topics by country, objectives."""
    yield Row("", ("all gaps", f"{len(found.every):,}"))
    for kind in dict.fromkeys(one.kind for one in found.every):
        yield Row(kind, (Text(kind, "bold"), f"{found.counts[kind]:,}"))
        for one in found.gaps.rules:
            if one.gaps and one.rule.kinds == (kind,):
                yield Row(one.rule.name, (f"  {one.rule.name.replace('-', ' ')}", f"{len(one.gaps):,}"))
    if stated := found.counts["stated"]:
        yield Row("stated", (Text("stated in documents", "bold"), f"{stated:,}"))
    yield Row(TOPICS, (Text("topics by country", f"bold {colours['accent']}"), ""))
    yield Row(OBJECTIVES, (Text("objectives of the GCM", f"bold {colours['accent']}"), ""))


def _text(gap: Gap) -> str:
    names = (one.label for one in (gap.country, gap.agency) if one)
    return fold(" ".join([gap.subject.label, gap.subject.id, gap.text, gap.rule.replace("-", " "), *names]))


def _lack(gap: Gap) -> str:
    from ...inventory.gaps import GAP_RULES

    return gap.text or GAP_RULES[gap.rule].lack


class GapRows:
    """Gaps, a page at a time; what is missing has no column of its own where it is the same of all."""

    def __init__(self, gaps: Sequence[Gap], colours: Mapping[str, str]) -> None:
        self.gaps = gaps
        self.colours = colours
        self.same = len({_lack(one) for one in gaps}) == 1

    @property
    def columns(self) -> Sequence[Column]:
        """The columns."""
        of_what, _, country, agency = GAPS
        return (of_what, country, agency) if self.same else GAPS

    def __len__(self) -> int:
        return len(self.gaps)

    def page(self, first: int, count: int) -> list[Row]:
        """Return so many rows."""
        return [self._row(gap) for gap in self.gaps[first : first + count]]

    def _row(self, gap: Gap) -> Row:
        sign, colour = ("planned", self.colours["warning"]) if gap.planned else ("gap", self.colours["faint"])
        name = Text(f"{SIGNS[sign]} ", colour).append(clean(gap.subject.label), self.colours["foreground"])
        country, agency = (one.label if one else "" for one in (gap.country, gap.agency))
        return Row(gap.subject.id, (name, *(() if self.same else (_lack(gap),)), country, agency))


def _told(gap: Gap, colours: Mapping[str, str]) -> Text:
    """Return a gap in a sentence, what is planned, what documents say, and the command that would close it."""
    told = Text(clean(f"{gap.subject.label}: {_lack(gap)}."), colours["foreground"])
    if gap.planned:
        told.append(clean(f" Planned: {listed([one.id for one in gap.planned])}."))
    said = [one.label for one in gap.stated]
    places = dict.fromkeys(str(one) for one in gap.evidence if one.document)
    if said or places:
        words = f" Documents say: {'; '.join(said)}" if said else " Documents"
        told.append(clean(cut(f"{words} ({'; '.join(places)}).", MOST_NOTE)))
    told.append("\nn plans a source for it: " if " gaps plan " in gap.fix else "\nnext: ")
    return told.append(clean(gap.fix), colours["accent"])


def _topic_rows(found: Matrix | None, colours: Mapping[str, str]) -> tuple[list[Column], list[Row]]:
    """Return topics as rows, with a mark for each country that has a source."""
    if found is None:
        return [Column("topic")], []
    looks = {"open": colours["success"], "restricted": colours["warning"], "planned": colours["accent"]}
    columns = [Column("topic", 1, 24), *(Column(found.short.get(one.id, one.label), 0, 5) for one in found.columns)]
    rows: list[Row] = []
    for topic in found.rows:
        cells: list[str | Text] = []
        for country in found.columns:
            state, number = found.state(topic.id, country.id), len(found.cells.get((topic.id, country.id), ()))
            told = f"{SIGNS[state]} {number}" if number else SIGNS["gap"]
            cells.append(Text(told, looks.get(state, colours["faint"])))
        rows.append(Row(topic.id, (f"  {topic.label}", *cells)))
    return columns, rows


def _objective_rows(found: Coverage | None, colours: Mapping[str, str]) -> tuple[list[Column], list[Row]]:
    """Return the objectives as rows, with what there is for each and what is missing."""
    if found is None:
        return [Column("objective")], []
    from ...inventory.coverage import counts

    heads = (("data", 8), ("statistics", 10), ("indicators", 10), ("done", 5), ("open", 5), ("laws", 5))
    missing = Column("missing", 1, 18)
    columns = [Column("objective", 2, 24), *(Column(head, 0, wide, right=True) for head, wide in heads[:1]), missing]
    columns += [Column(head, 0, wide, right=True) for head, wide in heads[1:]]
    rows: list[Row] = []
    for one in found.rows:
        data, *others = counts(one)
        lacks = Text(listed(one.gaps), colours["warning"] if one.gaps else "")
        sign = SIGNS["gap"] if "data" in one.gaps else SIGNS["open"]
        rows.append(Row(one.concept.id, (f"{sign} {one.concept.label}", data, lacks, *others)))
    return columns, rows
