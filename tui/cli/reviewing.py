"""Reviewing suggestions one after another at a terminal; every decision is saved at once, as a batch of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import click

from ...catalogue.catalogue import Catalogue
from ...catalogue.errors import Conflict, UsageError
from ...catalogue.reader import Document, Reader
from ...catalogue.texts import DEFAULT_LANGUAGE, in_language
from ...catalogue.wording import counted, listed
from ...vocab import review
from ...vocab.comparability import compared
from ...vocab.decisions import between
from ...vocab.mappings import Mapping, MatchPredicate
from ...vocab.matching.suggestions import Suggestion
from ...vocab.relations import BY_SHORT, EXACT, INVERSE, SAYS, short
from ...vocab.scheme_pairs import side_name
from .. import __version__
from ..width import clean, isolate, width, wrap
from .command import command
from .deciding import reviewer_or_user, reviewing, today
from .mapping import candidates, embedder, meant, two_schemes
from .output import at_terminal, screen_width, styled, write
from .session import can_ask, invocation, open_catalogue

KEYS = "[a]ccept  [r]eject  [c]hange  [n]ote  [s]kip  [u]ndo  [q]uit"
RELATION_KEYS = "[e]xact  [c]lose  [b]road: the second is wider  [n]arrow  [r]elated"
RELATIONS: dict[str, MatchPredicate] = {name[0]: predicate for name, predicate in BY_SHORT.items()}
"""The predicates by the key that stands for each."""


@command(examples=["orodha map review ke ug", "orodha map review ke ug --top 1 --min 0.5 --reviewer 'A. Juma'"])
@two_schemes
@candidates
@reviewing
def review_command(left: str, right: str, top: int, least: float, no_embeddings: bool, reviewer: str) -> None:
    """Decide on suggestions for two schemes, one after another, at a terminal.

    Each shows both definitions and why it is suggested. Every decision is saved at once, as a batch that undo takes
    back; leave with q at any time. Without a terminal, use map accept and map reject, or a spreadsheet.
    """
    if not (can_ask() and at_terminal()):
        raise UsageError(
            "A review needs a terminal, and there is none.",
            "Decide with orodha map accept and map reject, or fill in what orodha map suggest -o FILE.xlsx writes.",
        )
    from ...vocab.proposing import propose, waiting  # other commands do without numpy and scipy

    with open_catalogue() as catalogue:
        left, right = meant(catalogue.reader, left), meant(catalogue.reader, right)
        by_meaning = embedder(no_embeddings)
        proposals = propose(catalogue.reader, left, right, top=top, least=least, embedder=by_meaning)
        found = waiting(catalogue.reader, proposals)
        Review(catalogue, found, (left, right), reviewer_or_user(reviewer)).run()


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done.

    Attributes:
        place: The suggestion that it was done to.
        batch: Its batch in the log.
        settled: The concepts that got an exact match by it.
        did: "accepted", "rejected", or "" for what decides nothing.
    """

    place: int
    batch: int
    settled: tuple[str, ...] = ()
    did: str = ""


@dataclass
class Review:
    """One sitting: what waits, where it stands, and what was done.

    Attributes:
        catalogue: The catalogue, open for writing.
        waiting: What is to be decided, in order.
        schemes: Ids of both schemes.
        reviewer: Who decides.
        place: The suggestion at hand.
        done: What was done, in order.
    """

    catalogue: Catalogue
    waiting: Sequence[Suggestion]
    schemes: tuple[str, str]
    reviewer: str
    place: int = 0
    done: list[Done] = field(default_factory=list[Done])

    def run(self) -> None:
        """Ask about one suggestion after another, until all are done or the person leaves.

        Raises:
            Abort: It was interrupted; what was decided until then is saved.
        """
        names = (side_name(self.catalogue.reader, self.schemes[0]), side_name(self.catalogue.reader, self.schemes[1]))
        try:
            while self._go_on():
                one = self.waiting[self.place]
                mapping, turned = self._load(one)
                if mapping.status != "proposed":
                    write(f"{mapping.id} was {mapping.status} in the meantime.")
                    self.place += 1
                    continue
                head = f"{self.place + 1} of {len(self.waiting)}"
                now = replace(one, predicate=_read(mapping, turned))
                for line in shown(self.catalogue.reader, now, names, head, mapping.notes.get("en", "").splitlines()):
                    write(line)
                if not self._ask(mapping, turned):
                    break
        except EOFError:
            write()
        except (KeyboardInterrupt, click.Abort):
            write()
            self._sum_up()
            raise click.Abort from None
        self._sum_up()

    def _go_on(self) -> bool:
        """Go on to the next suggestion that is not over; tell whether there is one."""
        self.place = next((place for place in self._left() if place >= self.place), len(self.waiting))
        return self.place < len(self.waiting)

    def _left(self) -> list[int]:
        """Return the places of the suggestions that are not decided, and whose concepts have no exact match by now."""
        settled = {end for one in self.done for end in one.settled}
        decided = {one.place for one in self.done if one.did}
        return [
            place
            for place, one in enumerate(self.waiting)
            if place not in decided and settled.isdisjoint((one.subject, one.object))
        ]

    def _load(self, one: Suggestion) -> tuple[Mapping, bool]:
        """Return the mapping as it is on record now, or else as it is proposed, and whether it reads backwards."""
        if found := between(self.catalogue.reader, one.subject, one.object):
            return self.catalogue.get(found, Mapping), False
        if found := between(self.catalogue.reader, one.object, one.subject):
            return self.catalogue.get(found, Mapping), True
        return review.proposed(one, version=__version__), False

    def _ask(self, mapping: Mapping, turned: bool) -> bool:
        """Ask what to do with a mapping, and do it; False if the person leaves."""
        write(styled(KEYS, "dim"))
        while (key := _key()) not in "arcnsuq":
            write("Press a, r, c, n, s, u or q.")
        match key:
            case "a":
                self._accept(mapping)
            case "r":
                self._reject(mapping)
            case "c":
                self._change(mapping, turned)
            case "n":
                self._note(mapping)
            case "s":
                self.place += 1
            case "u":
                self._undo()
            case _:
                return False
        return True

    def _accept(self, mapping: Mapping) -> None:
        settled = (mapping.subject, mapping.object) if mapping.predicate == EXACT else ()
        made = review.accept(mapping, reviewer=self.reviewer, date=today())
        if self._save(made, "accept", Done(self.place, 0, settled, "accepted")):
            write(styled(f"Accepted {mapping.id}", "green"))
            self.place += 1

    def _reject(self, mapping: Mapping) -> None:
        reason = _line("Why not? (Enter alone: back)")
        if not reason:
            return
        made = review.reject(mapping, reviewer=self.reviewer, date=today(), reason=reason)
        if self._save(made, "reject", Done(self.place, 0, (), "rejected")):
            write(styled(f"Rejected {mapping.id}", "red"))
            self.place += 1

    def _change(self, mapping: Mapping, turned: bool) -> None:
        write(RELATION_KEYS)
        if not (predicate := RELATIONS.get(_key())):
            write("Nothing was changed.")
            return
        made = review.change(mapping, INVERSE[predicate] if turned else predicate)
        self._save(made, "change", Done(self.place, 0))

    def _note(self, mapping: Mapping) -> None:
        if text := _line("Note (Enter alone: back)"):
            self._save(review.note(mapping, text), "note on", Done(self.place, 0))

    def _save(self, mapping: Mapping, did: str, done: Done) -> bool:
        """Save what was decided; say so and return False if somebody else was faster."""
        try:
            applied = self.catalogue.save(mapping, note=f"{did} {mapping.id}", author=self.reviewer)
        except Conflict as error:
            write(styled(f"{error.what} Here it is again.", "yellow"))
            return False
        if applied.batch is not None:
            self.done.append(replace(done, batch=applied.batch))
        return True

    def _undo(self) -> None:
        """Take back what was done last, and go back to where it was done."""
        if not self.done:
            write("Nothing was decided yet.")
            return
        last = self.done[-1]
        try:
            self.catalogue.undo(last.batch, author=self.reviewer)
        except Conflict as error:
            write(styled(f"{error.what} {error.advice}", "yellow"))
            return
        self.done.pop()
        write(styled(f"Took batch {last.batch} back.", "yellow"))
        self.place = last.place

    def _sum_up(self) -> None:
        counts = [(sum(one.did == did for one in self.done), did) for did in ("accepted", "rejected")]
        told = listed([f"{counted(number, 'mapping')} {did}" for number, did in counts if number])
        left = len(self._left())
        write(f"{told or 'Nothing decided'}; {counted(left, 'suggestion') if left else 'nothing'} left.")
        if self.done:
            write(f"Take the last one back with: {invocation()} undo {self.done[-1].batch}")


def shown(
    reader: Reader, one: Suggestion, names: tuple[str, str], head: str, notes: Sequence[str] = ()
) -> Iterator[str]:
    """Yield the lines that show one suggestion: both concepts, what it says, why, and what the definitions say.

    Args:
        reader: The catalogue.
        one: The suggestion.
        names: What both sides are called.
        head: Where in the review it stands.
        notes: What colleagues have remarked.
    """
    room = screen_width() or 80
    documents = {document["id"]: document for document in reader.some([one.subject, one.object])}
    yield ""
    told = f"{short(one.predicate)} match, {one.confidence:.2f}"
    yield styled(head + " " * max(2, room - width(head) - width(told)) + told, "bold")
    for name, end, label in ((names[0], one.subject, one.subject_label), (names[1], one.object, one.object_label)):
        yield from _concept_lines(documents.get(end, {"id": end}), label, name, room)
    yield ""
    says = f"{names[0]}: {one.subject_label} {SAYS[one.predicate]} {names[1]}: {one.object_label}."
    for title, sentences in (
        ("Says", [says]),
        ("Why", one.reasons),
        ("Facets", compared(documents.get(one.subject, {}), documents.get(one.object, {}), names)),
        ("Notes", notes),
    ):
        for number, sentence in enumerate(sentences):
            yield from _titled("" if number else title, clean(sentence), room)


def _concept_lines(document: Document, label: str, side: str, room: int) -> Iterator[str]:
    """Yield a concept: what it is called in every language, and its definition."""
    yield ""
    yield styled(f"{clean(side)}: {isolate(clean(label))}", "bold")
    others = {language: text for language, text in document.get("label", {}).items() if text != label}
    for line in wrap(clean("  ".join(f"{language}: {text}" for language, text in others.items())), room - 2):
        if line:
            yield f"  {line}"
    none = f"No definition{' in words' if document.get('facets') else ''} is on record."
    for line in wrap(clean(in_language(document.get("definition", {}), DEFAULT_LANGUAGE) or none), room - 2):
        yield f"  {line}"
    yield styled(f"  {document['id']}", "dim")


def _titled(title: str, text: str, room: int) -> Iterator[str]:
    """Yield a text in lines, with its title before the first."""
    for number, line in enumerate(wrap(text, room - _MARGIN)):
        yield styled(f"{'' if number else title:{_MARGIN}}", "dim") + isolate(line)


_MARGIN = 8


def _read(mapping: Mapping, turned: bool) -> MatchPredicate:
    return INVERSE[mapping.predicate] if turned else mapping.predicate


def _key() -> str:
    """Wait for a key and return it in lower case; arrows and the like, which send several letters, are passed over.

    Of what was typed faster than it could be read, the first key counts: the rest would decide on what nobody has seen.

    Raises:
        EOFError: There is nobody to type any more.
        KeyboardInterrupt: The person breaks off.
    """
    while len(typed := click.getchar()) > 1 and typed.startswith(_ESCAPES):
        pass
    if not typed:
        raise EOFError
    return typed[0].lower()


_ESCAPES = ("\x1b", "\x00", "\xe0")
"""What the keys begin with that are no letters: of terminals, and of Windows."""


def _line(question: str) -> str:
    return click.prompt(question, default="", show_default=False).strip()
