"""What the workbench of two schemes shows: the rows of both lists, and why a pair is suggested."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.text import Text

from ...catalogue.reader import Document
from ...catalogue.texts import DEFAULT_LANGUAGE, in_language
from ...vocab.comparability import compared
from ...vocab.relations import ACCEPTED, PROPOSED, REJECTED, SAYS, short
from ...vocab.workbench import Candidate, State, Workbench
from ..theme import SIGNS
from ..widgets.virtual_table import Row
from ..width import clean

Colours = Mapping[str, str]

_COLOURS: Mapping[State, str] = {
    "contradicts": "error",
    "accepted": "success",
    "suggested": "warning",
    "rejected": "error",
    "": "faint",
}
STATES: Mapping[str, State] = {ACCEPTED: "accepted", PROPOSED: "suggested", REJECTED: "rejected"}
"""The states of what is on record, by what the review decided."""


def sign(state: State, colours: Colours) -> Text:
    """Return the sign of a state, in its colour, and a space."""
    return Text().append(f"{SIGNS.get(state, ' ')} ", colours[_COLOURS[state]])


class TermRows:
    """The left list: each term with its sign, and what it is mapped to or may be."""

    def __init__(self, bench: Workbench, ids: Sequence[str], colours: Colours) -> None:
        self.bench = bench
        self.ids = ids
        self.colours = colours

    def __len__(self) -> int:
        return len(self.ids)

    def page(self, first: int, count: int) -> list[Row]:
        """Return so many rows."""
        return [self._row(one) for one in self.ids[first : first + count]]

    def _row(self, term: str) -> Row:
        name = clean(self.bench.terms.get(term, term))
        label = sign(self.bench.state(term), self.colours).append(name)
        best = next((one for one in self.bench.candidates(term) if one.status != REJECTED), None)
        settled = best is not None and best.status == ACCEPTED
        partner = Text(clean(best.label) if best else "", "" if settled else self.colours["faint"])
        return Row(term, (label, partner))


def candidate_rows(bench: Workbench, candidates: Sequence[Candidate], colours: Colours) -> list[Row]:
    """Return the right list: what a term may be, how it relates, and how sure that is."""
    return [_candidate_row(bench, one, colours) for one in candidates]


def _candidate_row(bench: Workbench, one: Candidate, colours: Colours) -> Row:
    label = sign(_state(bench, one), colours).append(clean(one.label))
    sure = "" if one.confidence is None else f"{one.confidence:.2f}"
    return Row(one.right, (label, short(one.predicate) if one.predicate else "", sure))


def _state(bench: Workbench, one: Candidate) -> State:
    """Return how it stands with one candidate; "" of what a person has named."""
    if bench.reasons_against(one):
        return "contradicts"
    return STATES.get(one.status, "suggested" if one.suggestion else "")


def told(bench: Workbench, comparing: bool) -> str:
    """Return what the first line says of how far two schemes are mapped."""
    counts = bench.counts()
    parts = [f"{counts.mapped:,}/{counts.terms:,} mapped"]
    parts += [f"{counts.suggested:,} suggested"] if counts.suggested or not counts.found else []
    parts += [f"{counts.found:,} {'more ' if counts.suggested else ''}found"] if counts.found else []
    parts += [f"{counts.rejected:,} rejected"] if counts.rejected else []
    parts += [f"{SIGNS['contradicts']} {counts.against:,}"] if counts.against else []
    return " · ".join(parts) + (" · comparing ..." if comparing else "")


def why(
    bench: Workbench,
    one: Candidate,
    names: tuple[str, str],
    documents: Mapping[str, Document],
    colours: Colours,
    *,
    spaced: bool = False,
) -> Text:
    """Return why two terms may mean the same, or not: what contradicts it, the features, the facets, the words.

    Args:
        bench: The workbench.
        one: The candidate.
        names: What both sides are called.
        documents: Both concepts by id.
        colours: The colours of the theme.
        spaced: Whether there is room for a line between two things.
    """
    found, faint = sign(_state(bench, one), colours), colours["faint"]
    found.append(clean(f"{_statement(bench, one, names)}."), "bold")
    names = (_whose(names[0], "the term"), _whose(names[1], "the candidate"))
    if decided := _decision(one):
        found.append(f"  {clean(decided)}", faint)
    for line in bench.reasons_against(one):
        found.append(f"\n{SIGNS['contradicts']} {clean(line)}", colours["error"])
    ours, theirs = documents.get(one.left, {}), documents.get(one.right, {})
    for title, lines in (
        ("why", [" · ".join(one.suggestion.reasons)] if one.suggestion else []),
        ("facets", [f"{one[:1].upper()}{one[1:]}" for one in compared(ours, theirs, names)]),
        ("reason", [one.told("reason")]),
        ("notes", _notes(one)),
        (names[0], [_definition(ours)]),
        (names[1], [_definition(theirs)]),
    ):
        for number, line in enumerate(filter(None, lines)):
            found.append("\n" if number or not spaced else "\n\n").append("" if number else f"{clean(title)}  ", faint)
            found.append(clean(line))
    return found


_SHORT = 24
"""A side with a longer name is not named in sentences."""


def _whose(name: str, otherwise: str) -> str:
    return name if len(name) <= _SHORT else otherwise


def terms_of(bench: Workbench, one: Candidate, names: tuple[str, str]) -> tuple[str, str]:
    """Return what the two terms of a candidate are called, and whose they are: "Immigrant (Kenya)".

    Args:
        bench: The workbench.
        one: The candidate.
        names: What both sides are called; one that is long is left out.
    """
    labels = (bench.terms.get(one.left, one.left), one.label)
    left, right = (
        f"{label} ({name})" if len(name) <= _SHORT else label for label, name in zip(labels, names, strict=True)
    )
    return left, right


def _statement(bench: Workbench, one: Candidate, names: tuple[str, str]) -> str:
    """Return what the candidate says of the two terms."""
    left, right = terms_of(bench, one, names)
    return f"{left} {SAYS[one.predicate] if one.predicate else '…'} {right}"


MANY = 20_000
"""A scheme of more terms is not compared as it is opened: that takes a minute and a gigabyte."""


def nothing_near(bench: Workbench, term: str, right: str) -> str:
    """Return what stands there for a term that has no candidate: why, and what to press."""
    label, partners = clean(bench.terms.get(term, term)), len(bench.partners)
    if not partners:
        return f"{clean(right)} has no terms in use: g i takes some in."
    if max(len(bench.terms), partners) > MANY:
        return f"So many terms are not compared as one opens them: orodha map suggest. / finds a partner of {label}."
    return f"Nothing in {clean(right)} is near {label}. / finds a partner among its {partners:,} terms."


def _decision(one: Candidate) -> str:
    """Return what was decided, by whom and when."""
    if not one.record:
        return ""
    by, on = one.told("reviewer"), one.told("date")
    return " ".join(filter(None, [STATES[one.status], f"by {by}" if by else "", f"on {on}" if on else ""]))


def _notes(one: Candidate) -> list[str]:
    notes: Mapping[str, str] = one.record.document.get("notes", {}) if one.record else {}
    return [line for text in notes.values() for line in text.splitlines()]


def _definition(document: Document) -> str:
    return in_language(document.get("definition", {}), DEFAULT_LANGUAGE)


Waits = Callable[[str], bool]
"""Tells whether a term waits for a decision."""


def next_waiting(ids: Sequence[str], place: int, waits: Waits) -> int | None:
    """Return the place of the next term that waits, from one on and around; None if none does."""
    around = [*range(place + 1, len(ids)), *range(min(place + 1, len(ids)))]
    return next((one for one in around if waits(ids[one])), None)
