"""The workbench: every term of a scheme beside what it may be in another; each key decides, and goes on to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from ...vocab.decisions import Recorded, recorded
from ...vocab.relations import BROAD, CLOSE, EXACT, NARROW, REJECTED, RELATED, short
from ...vocab.scheme_pairs import pair_names
from ...vocab.workbench import WHICH, Candidate, Which, Workbench, as_decided
from ..theme import SIGNS
from ..typed import app_of
from ..widgets.dialogs import AskLine, Choose
from ..widgets.pick import Choice, Pick
from ..widgets.virtual_table import Column, FixedRows, VirtualTable
from .mapping_deciding import Decider, keys
from .mapping_questions import contradictions, suggestions
from .mapping_words import MANY, TermRows, candidate_rows, next_waiting, nothing_near, terms_of, told, why
from .page import Page

if TYPE_CHECKING:
    from ...vocab.deciding import Did
    from ...vocab.mappings import MatchPredicate
    from ...vocab.matching.suggestions import Suggestion

WIDE = 120
"""From so many columns on, why a pair is suggested stands beside the terms, and not below."""


class PairPage(Page):
    """Two schemes side by side, and why the pair under the cursor may belong together.

    Args:
        left: Id of the scheme whose terms are mapped.
        right: Id of the other.
        at: Id of the term that the cursor stands on at first; the first that waits if empty.
    """

    PLACE = "map pair"
    BINDINGS: ClassVar[list[BindingType]] = keys("map pair")
    DEFAULT_CSS = """
    PairPage #desk { layout: grid; grid-size: 2 2; grid-columns: 11fr 9fr; grid-rows: 1fr 8; height: 1fr; }
    PairPage #why { column-span: 2; background: $panel; padding: 0 1; scrollbar-size-vertical: 1; }
    PairPage #why Static { height: auto; }
    PairPage #offers { padding-left: 1; }
    PairPage #offers > VirtualTable { height: 1fr; }
    PairPage #says { height: 1; padding: 0 1; color: $faint; }
    PairPage VirtualTable > .table--cursor { background: $panel; }
    PairPage VirtualTable:focus > .table--cursor { background: $chosen; }
    PairPage.-low #desk { grid-size: 2 1; grid-rows: 1fr; }
    PairPage.-low #why { display: none; }
    PairPage.-large #desk { grid-columns: 1fr 1fr; grid-rows: 12 1fr; }
    PairPage.-large #terms { row-span: 2; }
    PairPage.-large #why { column-span: 1; margin-left: 1; padding: 1; }
    """

    def __init__(self, left: str, right: str, at: str = "") -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-small"), (WIDE, "-large")]
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # where lines are few, why goes first
        self._at = at
        self._names = pair_names(self.reader, left, right)
        self.bench = Workbench(left, right, {}, {})
        self._shown: Sequence[str] = ()
        self._which: Which = "all"
        self._candidates: list[Candidate] = []
        self._term = ""
        self._comparing = False
        self._decider = Decider(self.application, self._all_written)

    def body(self) -> ComposeResult:
        """Make the two lists, and the pane below or beside them."""
        with Container(id="desk"):
            yield VirtualTable(
                (Column(self._names[0], 4, 16), Column("partner", 3, 12)), empty="Looking ...", id="terms"
            )
            heads = (Column("candidates", 1, 14), Column("relation", 0, 8), Column("sure", 0, 4, right=True))
            with Container(id="offers"):
                yield VirtualTable(heads, id="candidates")
                yield Static("1 exact 2 close 3 broad 4 narrow", id="says", markup=False)
            with VerticalScroll(id="why"):
                yield Static(markup=False)

    @property
    def _terms(self) -> VirtualTable:
        return self.query_one("#terms", VirtualTable)

    @property
    def _offers(self) -> VirtualTable:
        return self.query_one("#candidates", VirtualTable)

    def on_mount(self) -> None:
        """Show what is on record at once, and what is suggested when it is found."""
        self._terms.focus()
        self.watch(app_of(self), "theme", self._other_colours, init=False)
        self._count()
        self.look_again()

    def _begin(self, bench: Workbench) -> None:
        self.bench = bench
        self._comparing = 0 < len(bench.terms) <= MANY and 0 < len(bench.partners) <= MANY
        self._list(self._at)
        self._at = ""
        self._look_for_contradictions()
        if self._comparing:
            self.ask(suggestions(bench.left, bench.right), self._take_suggestions, group="suggestions")

    def _take_suggestions(self, suggestions: list[Suggestion]) -> None:
        self._comparing = False
        self.bench.suggest(suggestions)
        moved = self._term and self._terms.cursor > 0
        self._list(self._term if moved or self.bench.waits(self._term) else "")

    def _list(self, at: str) -> None:
        """Show the terms that are wanted, with the cursor on one of them: the first that waits if none is named."""
        self._shown = self.bench.shown(self._which)
        first = next_waiting(self._shown, -1, self.bench.waits) or 0
        self._repaint(self._shown.index(at) if at in self._shown else first)

    def _repaint(self, place: int) -> None:
        """Show all anew, with the cursor on a term by its place."""
        rows = TermRows(self.bench, self._shown, app_of(self).theme_variables)
        self._terms.show(rows, at=place, empty=self._nothing())
        self._show_term()
        self._count()

    def _other_colours(self) -> None:
        self.call_after_refresh(lambda: self._repaint(self._terms.cursor))

    def _nothing(self) -> str:
        if not self.bench.terms:
            return "It has no terms in use: g i takes some in."
        return f"None of that sort ({self._which}): f shows others." if self._which != "all" else ""

    def _count(self) -> None:
        names = [" → ".join(self._names), *([] if self._which == "all" else [self._which])]
        self.show_place("Map", *names, told=told(self.bench, self._comparing))

    @on(VirtualTable.Moved, "#terms")
    def moved_term(self, event: VirtualTable.Moved) -> None:
        """Show what the term may be."""
        if event.row and event.row.id != self._term:
            self._show_term()

    @on(VirtualTable.Moved, "#candidates")
    def moved_candidate(self) -> None:
        """Show why."""
        self._show_why()

    def _show_term(self) -> None:
        """Show the candidates of the term under the cursor: now, for the next key may decide on them."""
        before, row = self.candidate, self._terms.current
        self._term = row.id if row else ""
        self._candidates = self.bench.candidates(self._term)
        rows = candidate_rows(self.bench, self._candidates, app_of(self).theme_variables)
        empty = "Comparing ..." if self._comparing else "Nothing near: / finds one."
        at = next((at for at, one in enumerate(self._candidates) if before and one.pair == before.pair), 0)
        self._offers.show(FixedRows(rows), empty=empty, at=at)
        self._show_why()

    @property
    def candidate(self) -> Candidate | None:
        """The candidate that a key decides on."""
        return next(iter(self._candidates[max(0, self._offers.cursor) :]), None)

    def _show_why(self) -> None:
        pane = self.query_one("#why Static", Static)
        one = self.candidate
        if one is None:
            far = self._term and not self._comparing
            pane.update(nothing_near(self.bench, self._term, self._names[1]) if far else "")
            return
        documents = {document["id"]: document for document in self.reader.some([one.left, one.right])}
        pane.update(
            why(self.bench, one, self._names, documents, app_of(self).theme_variables, spaced=self.size.width >= WIDE)
        )

    def action_accept(self) -> None:
        """Accept the candidate with the relation that is shown."""
        if one := self._to_decide():
            if one.predicate is None:
                self.tell("How do the two relate? 1 exact, 2 close, 3 broad, 4 narrow, 5 related.")
            else:
                self._accept(one, one.predicate)

    def action_say_exact(self) -> None:
        """Accept: they mean the same."""
        self._say(EXACT)

    def action_say_close(self) -> None:
        """Accept: they mean nearly the same."""
        self._say(CLOSE)

    def action_say_broad(self) -> None:
        """Accept: the right one is wider."""
        self._say(BROAD)

    def action_say_narrow(self) -> None:
        """Accept: the right one is narrower."""
        self._say(NARROW)

    def action_say_related(self) -> None:
        """Accept: they belong beside each other."""
        self._say(RELATED)

    def _say(self, predicate: MatchPredicate) -> None:
        if one := self._to_decide():
            self._accept(one, predicate)

    def _to_decide(self) -> Candidate | None:
        if self.candidate is None:
            self.tell("Still comparing: a moment." if self._comparing else "There is no candidate: / finds one.")
        return self.candidate

    def _accept(self, one: Candidate, predicate: MatchPredicate) -> None:
        if one.status != REJECTED:
            self._decide(one, "accept", predicate)
            return
        by, why_not = one.told("reviewer") or "somebody", one.told("reason") or "without a reason"
        choices = [("yes", f"Accept it as {short(predicate)} all the same"), ("", "Leave it rejected")]

        def answered(answer: str | None) -> None:
            if answer:
                self._decide(one, "accept", predicate)

        self.application.push_screen(Choose(f"It was rejected by {by}: {why_not}", choices), answered)

    def action_reject(self) -> None:
        """Ask why, and reject the candidate."""
        if one := self._to_decide():
            term, other = terms_of(self.bench, one, self._names)
            question = f"Why is {term} not {other}? It is kept with the decision."
            self._ask_line(
                question, "Say why; colleagues will ask.", lambda text: self._decide(one, "reject", None, text)
            )

    def action_note(self) -> None:
        """Ask for a remark, and keep it with the candidate."""
        if one := self._to_decide():
            term, other = terms_of(self.bench, one, self._names)
            question = f"A remark on {term} and {other}, for colleagues:"
            self._ask_line(
                question, "Write what colleagues should know.", lambda text: self._write(one, "note on", None, text)
            )

    def _ask_line(self, question: str, empty: str, then: Callable[[str], None]) -> None:
        def answered(text: str | None) -> None:
            if text is not None:
                then(text.strip())

        self.application.push_screen(AskLine(question, wrong=lambda text: "" if text.strip() else empty), answered)

    def _decide(self, one: Candidate, did: Did, predicate: MatchPredicate | None, reason: str = "") -> None:
        """Show a decision at once, have it written, and go on to the next term that waits."""
        status = "accepted" if did == "accept" else "rejected"
        self._write(one, did, predicate, reason)
        self.bench.put(as_decided(one, status, predicate, *self._decider.who, reason))
        self._go_on(rejected=did == "reject")

    def _write(self, one: Candidate, did: Did, predicate: MatchPredicate | None, text: str) -> None:
        def written(record: Recorded) -> None:
            self.bench.put(record)
            if did == "note on":
                self.tell(f"Noted. {self.key_of('undo')} takes it back.")

        self._decider.write(one, did, predicate, text, written, self.tell_error)

    def _go_on(self, *, rejected: bool = False) -> None:
        """Go to the next term that waits: this one, if it has other candidates; stay where none does."""
        here = self._terms.cursor
        stay = rejected and self.bench.waits(self._term)
        place = here if stay else next_waiting(self._shown, here, self.bench.waits)
        self._repaint(here if place is None else place)
        if place is None and not self._comparing:
            self.tell("Nothing waits any more. f shows others.")

    def action_skip(self) -> None:
        """Go to the next term that waits, and leave this one."""
        self._go_on()

    def action_undo(self) -> None:
        """Take the last decision back; the last change of all as everywhere else, if none was made here."""

        def undone(term: str) -> None:
            self._at = term

        self._decider.undo(undone, self.tell_error)

    def action_redo(self) -> None:
        """Make again what was taken back last."""
        self._decider.redo(self.tell_error)

    def _all_written(self) -> None:
        """Let every screen look at what is there now."""
        self.application.look_for_changes()
        if self.is_open:
            self.look_again()

    def look_again(self) -> None:
        """Read what is on record between the two, when nothing waits to be written; at first the terms too."""
        left, right, edits = self.bench.left, self.bench.right, self._decider.edits

        def take(records: list[Recorded]) -> None:
            if edits == self._decider.edits:
                self._take_records(records)

        if not self.bench.terms:
            self.ask(lambda reader: Workbench.of(reader, left, right), self._begin, group="records")
        elif not self._decider.pending:
            self.ask(lambda reader: recorded(reader, left, right), take, group="records")

    def _take_records(self, records: list[Recorded]) -> None:
        self.bench.take(records)
        self._repaint(self._shown.index(self._at) if self._at in self._shown else self._terms.cursor)
        self._at = ""
        self._look_for_contradictions()

    def _look_for_contradictions(self) -> None:
        """Hold what was decided to the rules, in the background."""
        if not (self.bench.against or self.bench.decided):
            return

        def show(found: dict[str, list[str]]) -> None:
            new = [name for name in found if name not in self.bench.against]
            if found != self.bench.against:
                self.bench.against = found
                self._repaint(self._terms.cursor)
            if new and self._decider.edits:
                self.tell(f"{SIGNS['contradicts']} {found[new[0]][0]}")

        self.ask(contradictions(self.bench.left, self.bench.right), show, group="against")

    def action_partner(self) -> None:
        """Choose any term of the other scheme."""
        if not self._term:
            return
        left, names = self._term, self._names
        choices = [Choice(id, label, id.removeprefix("concept/")) for id, label in self.bench.partners.items()]

        def chosen(right: str | None) -> None:
            if right:
                self.bench.pick(left, right)
                self._candidates = []
                self._show_term()

        window = Pick(f"What is {self.bench.terms[left]} ({names[0]}) in {names[1]}?", choices, (names[1], ""))
        self.application.push_screen(window, chosen)

    def action_which(self) -> None:
        """Show other terms."""
        self._which = WHICH[(WHICH.index(self._which) + 1) % len(WHICH)]
        self._list(self._term)

    def action_other_side(self) -> None:
        """Go from one list to the other."""
        (self._offers if self._terms.has_focus else self._terms).focus()

    def action_map_export(self) -> None:
        """Go to where these mappings are given out."""
        slugs = [one.removeprefix("scheme/") for one in (self.bench.left, self.bench.right)]
        where = tuple(f"{end}~concept/{slug}-" for end, slug in zip(("subject", "object"), slugs, strict=True))

        def go() -> None:
            on_record = sum(map(len, self.bench.records.values()))
            if not on_record:
                self.tell("Nothing is on record between the two yet.")
            elif self.reader.count("mapping", where) == on_record:
                self.application.show("export", "mapping", where)
            else:  # no condition on the ids finds them all
                self.tell(f"Give them out with: orodha map export FILE.sssom.tsv {' '.join(slugs)}")

        self._leave(go)

    @on(VirtualTable.Chosen)
    def open(self, event: VirtualTable.Chosen) -> None:
        """Open the record of a term."""
        if event.row:
            self.application.open_record(event.row.id)

    def action_back(self) -> None:
        """Go back when all is written."""
        self._leave(lambda: self.application.call_later(self.application.action_back))

    def action_quit(self) -> None:
        """Leave when all is written."""
        self._leave(lambda: self.application.call_later(self.application.action_quit))

    def _leave(self, then: Callable[[], object]) -> None:
        if self._decider.pending:
            self.tell("Saving what was decided ...")
        self._decider.afterwards(then)
