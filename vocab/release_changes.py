"""What a comparison of two releases finds: changes, each of one concept, with the fields in question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from .pairing import By

What = Literal[
    "added",
    "removed",
    "deprecated",
    "redirected",
    "restored",
    "merged",
    "split",
    "relabelled",
    "redefined",
    "moved",
    "renumbered",
    "annotated",
]
"""What can happen to a concept between two releases."""

WHATS: tuple[What, ...] = get_args(What)


@dataclass(frozen=True, slots=True)
class Name:
    """What a concept is called.

    Attributes:
        id: Its short id in its release; an IRI if it is in neither.
        iri: Its IRI.
        notation: Its code, or "".
        label: Its preferred labels by language.
    """

    id: str
    iri: str
    notation: str = ""
    label: Mapping[str, str] = field(default_factory=dict[str, str])

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON data."""
        return {"id": self.id, "iri": self.iri, "notation": self.notation, "label": dict(self.label)}


Value = str | tuple[str, ...] | tuple[Name, ...] | None
"""A text; what was taken out or put in, of a list; None where there is nothing."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One field that differs.

    Attributes:
        field: The field; "facets.min_duration" of a facet; "leads_to" of the last of several successors.
        old: What it was; of a list, what went.
        new: What it is; of a list, what came.
        language: The language of a text, or "".
        relation: How the new facet stands to the old one: "narrower", "wider" and so on; else "".
    """

    field: str
    old: Value
    new: Value
    language: str = ""
    relation: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON data."""
        told = {"field": self.field, "language": self.language, "relation": self.relation}
        return told | {"old": _plain(self.old), "new": _plain(self.new)}


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one concept.

    Attributes:
        what: What.
        concept: The concept as the later release has it; as the earlier one does, if it was removed, merged or split.
        by: By what it was found in both; "" if it is in one of them only.
        details: The fields in question.
    """

    what: What
    concept: Name
    by: By | Literal[""] = ""
    details: tuple[Detail, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON data."""
        return {**self.concept.as_json(), "by": self.by, "details": [one.as_json() for one in self.details]}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two releases.

    Attributes:
        title: What the scheme is called, by language.
        version: Its version, as its authority counts, or "".
        iri: Its IRI, or "".
        concepts: How many concepts it has, the deprecated ones among them.
    """

    title: Mapping[str, str]
    version: str
    iri: str
    concepts: int

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON data."""
        return {"title": dict(self.title), "version": self.version, "iri": self.iri, "concepts": self.concepts}


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two releases.

    Attributes:
        old: The earlier one.
        new: The later one.
        scheme: What differs in the title, description and version of the scheme.
        languages_gone: How many concepts had texts in each language that is in no text any more.
        languages_come: The same of languages that no text was in.
        changes: What happened to concepts, in the order of ``WHATS``.
        pairs: The concepts that are in both: ids in the earlier and the later release, and by what they were paired.
    """

    old: Side
    new: Side
    scheme: tuple[Detail, ...]
    languages_gone: Mapping[str, int]
    languages_come: Mapping[str, int]
    changes: tuple[Change, ...]
    pairs: tuple[tuple[str, str, By], ...]

    def __bool__(self) -> bool:
        """Tell whether anything differs."""
        return bool(self.changes or self.scheme or self.languages_gone or self.languages_come)

    def of(self, what: What) -> list[Change]:
        """Return the changes of one sort."""
        return [one for one in self.changes if one.what == what]

    @property
    def counts(self) -> dict[What, int]:
        """How many changes there are of each sort; a concept can be in several."""
        found = Counter(one.what for one in self.changes)
        return {what: found[what] for what in WHATS}

    @property
    def unchanged(self) -> int:
        """How many concepts are in both releases, and the same."""
        touched = {one.concept.id for one in self.changes if one.by}
        return sum(new not in touched for _, new, _ in self.pairs)

    @property
    def matched_by(self) -> dict[By, int]:
        """How many concepts were found in both releases by what."""
        found = Counter(by for _, _, by in self.pairs)
        return {by: found[by] for by in get_args(By) if found[by]}

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON data: the changes by sort, every sort there."""
        return {
            "differs": bool(self),
            "old": self.old.as_json(),
            "new": self.new.as_json(),
            "counts": self.counts,
            "unchanged": self.unchanged,
            "matched_by": self.matched_by,
            "languages": {"gone": dict(self.languages_gone), "come": dict(self.languages_come)},
            "scheme": [one.as_json() for one in self.scheme],
            **{what: [one.as_json() for one in self.of(what)] for what in WHATS},
            "pairs": [{"old": old, "new": new, "by": by} for old, new, by in self.pairs],
        }


def _plain(value: Value) -> Any:
    if isinstance(value, tuple):
        return [one.as_json() if isinstance(one, Name) else one for one in value]
    return value
