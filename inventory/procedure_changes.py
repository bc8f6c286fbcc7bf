"""What changed between two versions of a procedure: its own fields, and its steps one by one.

Steps are brought together by their numbers, then by task and source, then by how alike their words are; so a step that
was only moved, or reworded, is not told as one taken out and one put in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from rapidfuzz import fuzz

from ..catalogue.reader import Document, Reader
from ..catalogue.texts import DEFAULT_LANGUAGE, in_language
from ..catalogue.wording import listed
from .named import named
from .tables import Table

FIELDS = ("title", "version", "owner", "endorsement", "review_cycle", "first_review", "description")
"""Fields of a procedure that are compared; dates of reviews and endorsements are its history."""

STEP_FIELDS = (
    *("number", "task", "text", "responsible", "accountable", "consulted", "informed", "source"),
    *("deadline", "due", "recurrence"),
)

ALIKE = 80.0
"""How alike the words of two steps must be to be the same step, of 100."""


class Step(NamedTuple):
    """A step with its number: the one it has, else its place counted from 1."""

    number: str
    fields: Mapping[str, Any]

    @property
    def label(self) -> str:
        """The step in a word or two: "3 validate"."""
        return f"{self.number} {self.fields['task']}"


class Change(NamedTuple):
    """One difference.

    Attributes:
        where: The step ("3 validate"), or "" for the procedure itself.
        field: The field; "" for a whole step.
        before: What was there; None for nothing.
        after: What is there now, likewise.
    """

    where: str
    field: str
    before: Any
    after: Any


def compare(old: Document, new: Document) -> tuple[Change, ...]:
    """Return what differs between two versions of a procedure, in the order of the new one; steps taken out last."""
    fields = [
        Change("", one, old.get(one) or None, new.get(one) or None)
        for one in FIELDS
        if (old.get(one) or None) != (new.get(one) or None)
    ]
    before, after = _steps(old), _steps(new)
    pairs = _paired(before, after)
    steps: list[Change] = []
    for place, step in enumerate(after):
        match = pairs.get(place)
        steps += _within(before[match], step) if match is not None else [Change(step.label, "", None, _words(step))]
    gone = [step for place, step in enumerate(before) if place not in pairs.values()]
    return (*fields, *steps, *(Change(step.label, "", _words(step), None) for step in gone))


def _steps(procedure: Document) -> list[Step]:
    steps: Sequence[Mapping[str, Any]] = procedure.get("steps", ())
    return [Step(one.get("number") or str(place), one) for place, one in enumerate(steps, 1)]


def _paired(before: Sequence[Step], after: Sequence[Step]) -> dict[int, int]:
    """Return which step before each step after is, by their places; each is used once."""
    pairs: dict[int, int] = {}
    same: tuple[Callable[[Step, Step], bool], ...] = (
        lambda one, other: one.fields == other.fields,
        lambda one, other: bool(one.fields.get("number")) and one.fields.get("number") == other.fields.get("number"),
        lambda one, other: _task(one) == _task(other) and _alike(one, other) >= ALIKE,
        lambda one, other: _task(one) == _task(other) and not _numbered(one, other),
        lambda one, other: _alike(one, other) >= ALIKE,
    )
    for agree in same:
        for place, step in enumerate(after):
            free = (at for at, one in enumerate(before) if at not in pairs.values() and agree(one, step))
            if place not in pairs and (found := next(free, None)) is not None:
                pairs[place] = found
    return pairs


def _numbered(one: Step, other: Step) -> bool:
    """Tell whether both steps have numbers of their own; different ones then mean different steps."""
    return bool(one.fields.get("number") and other.fields.get("number"))


def _task(step: Step) -> tuple[str, str]:
    return step.fields["task"], step.fields.get("source") or ""


def _words(step: Step) -> str:
    return in_language(step.fields.get("text", {}), DEFAULT_LANGUAGE) or step.fields["task"]


def _alike(one: Step, other: Step) -> float:
    return fuzz.ratio(_words(one), _words(other))


def _within(old: Step, new: Step) -> Iterator[Change]:
    for field in STEP_FIELDS:
        before, after = old.fields.get(field) or None, new.fields.get(field) or None
        if before != after:
            yield Change(new.label, field, before, after)


def versions(reader: Reader, old: str, new: str = "") -> tuple[Document, Document]:
    """Return two versions of a procedure.

    Args:
        reader: The catalogue.
        old: A procedure.
        new: The later one. If left out, ``old`` is the later one, and is held against the procedure that it replaces,
            or else against itself before its last change; against itself if it was never changed.

    Raises:
        NotFound: There is no such procedure.
    """
    first = reader.get(reader.resolve(old, ("procedure",)))
    if new:
        return first, reader.get(reader.resolve(new, ("procedure",)))
    if first.get("replaces") and reader.has(first["replaces"]):
        return reader.get(first["replaces"]), first
    changed = next(reader.history(first["id"]), None)
    return (changed.before if changed and changed.before else first), first


def changes_table(reader: Reader, old: Document, new: Document) -> Table:
    """Return what differs between two versions of a procedure as a table; agencies and sources by their labels."""
    found = compare(old, new)
    told = [(one, *(_named_in(value) for value in (one.before, one.after))) for one in found]
    labels = named(reader, [name for _, *sides in told for side in sides for name in side])
    called = {name: one.label for name, one in labels.items()}
    rows = [
        (
            one.where or "procedure",
            one.field.replace("_", " ") or "step",
            _told(one.before, called),
            _told(one.after, called),
        )
        for one in found
    ]
    foot = () if rows else ("Nothing differs.",)
    return Table(f"Changes of {new['id']}", ("where", "what", "before", "after"), tuple(rows), foot)


def _named_in(value: Any) -> list[str]:
    values = cast("list[Any]", value if isinstance(value, list) else [value])
    return [one for one in values if isinstance(one, str) and one.startswith(("agency/", "source/"))]


def _told(value: Any, labels: Mapping[str, str]) -> str:
    if value is None:
        return "–"
    if isinstance(value, dict):
        return in_language(cast("dict[str, str]", value), DEFAULT_LANGUAGE)
    values = cast("list[str]", value if isinstance(value, list) else [value])
    return listed([labels.get(one, one) for one in values])
