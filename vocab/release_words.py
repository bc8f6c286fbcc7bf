"""The words for a difference between two releases, which screen, page and table share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from ..catalogue.texts import DEFAULT_LANGUAGE, in_language
from .comparability_words import title_of, value_in_words
from .release_changes import Change, Detail, Difference, Name, Value, What

Mark = Literal["+", "-", "~"]


class Heading(NamedTuple):
    """What stands above the changes of one sort, and before each of them."""

    title: str
    mark: Mark


HEADINGS: dict[What, Heading] = {
    "added": Heading("Added", "+"),
    "removed": Heading("Removed", "-"),
    "deprecated": Heading("Deprecated", "-"),
    "redirected": Heading("Deprecated before, and now pointing elsewhere", "~"),
    "restored": Heading("Brought back", "+"),
    "merged": Heading("Merged", "~"),
    "split": Heading("Split", "~"),
    "relabelled": Heading("Relabelled", "~"),
    "redefined": Heading("Redefined", "~"),
    "moved": Heading("Moved", "~"),
    "renumbered": Heading("Given another code", "~"),
    "annotated": Heading("Other changes", "~"),
}
"""The headings, in the order of ``WHATS``."""

_FIELDS = {
    "label": "",
    "definition": "",
    "alternative_labels": "also",
    "hidden_labels": "hidden",
    "broader": "under",
    "notation": "code",
    "replaced_by": "use instead",
    "leads_to": "in the end",
    "registration": "status",
    "scope_note": "scope note",
    "definition_source": "source of the definition",
    "definition_verified": "definition verified",
    "valid_from": "valid from",
    "valid_to": "valid to",
}

_PLAIN = ("leads_to", "into", "from")


def head_of(detail: Detail) -> str:
    """Return what a field is called before its values: "sv", "also fr", "shortest stay"; "" if nothing need be said."""
    facet = detail.field.removeprefix("facets.")
    name = title_of(facet) if facet != detail.field else _FIELDS.get(detail.field, detail.field)
    return " ".join(filter(None, (name, detail.language)))


def tail_of(detail: Detail) -> str:
    """Return what stands behind the values: how the new facet stands to the old one, in brackets; else ""."""
    return f"({detail.relation})" if detail.relation else ""


def called(name: Name) -> str:
    """Return a concept's label, in English if possible."""
    return in_language(name.label, DEFAULT_LANGUAGE) or name.id


def code_of(name: Name) -> str:
    """Return what a concept is told from others by: its code, else its IRI, or its id if the IRI is made of that."""
    if name.notation or not name.label:
        return name.notation
    return name.id if name.iri.endswith(name.id) else name.iri


def value_text(value: Value, field: str = "") -> str:
    """Return a value as one line; of a facet, in words."""
    if isinstance(value, str):
        return value_in_words(field.removeprefix("facets."), value) if field.startswith("facets.") else value
    return "; ".join(called(one) if isinstance(one, Name) else one for one in value or ())


def title(found: Difference) -> str:
    """Return what was compared: the title of the scheme and the two versions, as far as they are known."""
    names = [in_language(side.title, DEFAULT_LANGUAGE) for side in (found.old, found.new)]
    versions = [side.version for side in (found.old, found.new)]
    if names[0] == names[1]:
        return f"{names[1] or 'Two releases'} {_arrow(*versions)}".rstrip()
    return _arrow(*(f"{name or 'unnamed'} {version}".rstrip() for name, version in zip(names, versions, strict=True)))


def _arrow(old: str, new: str) -> str:
    return f"{old or '?'} → {new or '?'}" if old != new else old


def summary(found: Difference) -> list[str]:
    """Return how large both releases are, and by what their concepts were found in both; a sentence each."""
    lines = [f"{found.old.concepts:,} → {found.new.concepts:,} concepts, {found.unchanged:,} of them unchanged."]
    by = found.matched_by
    if len(by) == 1:
        lines.append(f"{len(found.pairs):,} in both, found by {next(iter(by))}.")
    elif by:
        counts = ", ".join(f"{count:,} by {name}" for name, count in by.items())
        lines.append(f"{len(found.pairs):,} in both, found {counts}.")
    elif found.old.concepts and found.new.concepts:
        lines.append("No concept is in both. Are these two releases of one scheme?")
    return lines


def languages(found: Difference) -> list[tuple[Mark, str]]:
    """Return which languages have gone and come, with the number of concepts that have texts in each."""
    sides: list[tuple[Mark, Mapping[str, int]]] = [("-", found.languages_gone), ("+", found.languages_come)]
    return [(mark, ", ".join(f"{tag} ({count:,})" for tag, count in tags.items())) for mark, tags in sides if tags]


Piece = tuple[Literal["=", "-", "+"], list[str]]
"""Words that two texts share, that only the old one has, or only the new one."""

_ALIKE = 0.35
_LONGEST = 2000


def pieces(old: str, new: str) -> list[Piece]:
    """Return two texts as the words that stay, go and come, in their order; nothing if they have too little in common.

    Args:
        old: The earlier text.
        new: The later text.
    """
    before, after = old.split(), new.split()
    if max(len(before), len(after)) > _LONGEST:
        return []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return []
    found: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found.append(("=", before[a:b]))
        else:
            both: list[Piece] = [("-", before[a:b]), ("+", after[c:d])]
            found += [piece for piece in both if piece[1]]
    return found


TEXTS = ("label", "title", "description", "definition", "scope_note", "definition_source")
"""Fields that are compared word by word."""


def shown(detail: Detail) -> list[Piece]:
    """Return what differs in a field: the words that stay, go and come, or else the old value and the new one."""
    old, new = (value_text(value, detail.field) for value in (detail.old, detail.new))
    if detail.field in _PLAIN or (detail.field == "replaced_by" and not old):
        return [("=", (old or new).split())]
    if detail.field in TEXTS and old and new and (found := pieces(old, new)):
        return found
    whole: list[Piece] = [("-", old.split()), ("+", new.split())]
    return [piece for piece in whole if piece[1]]


CONTEXT = 6
"""So many words are shown on either side of those that differ."""


def shortened(found: list[Piece]) -> list[Piece]:
    """Return pieces with an ellipsis in place of the words that are far from what differs."""
    short: list[Piece] = []
    for number, (mark, words) in enumerate(found):
        first, last = number == 0, number == len(found) - 1
        if mark != "=" or len(words) <= CONTEXT * (1 if first or last else 2) + 1:
            short.append((mark, words))
        else:
            head = [] if first else words[:CONTEXT]
            tail = [] if last else words[-CONTEXT:]
            short.append((mark, [*head, "…", *tail]))
    return short


COLUMNS: tuple[str, ...] = (
    "change",
    "id",
    "iri",
    "notation",
    "label",
    "by",
    "field",
    "language",
    "old",
    "new",
    "relation",
)
"""The columns of a difference as a table."""


def rows(found: Difference) -> Iterator[dict[str, str]]:
    """Yield a difference as rows, one a field; a concept that was only added or removed has one as well."""
    for detail in found.scheme:
        yield {"change": "scheme", "iri": found.new.iri, **_cells(detail)}
    for mark, tags in (("language gone", found.languages_gone), ("language come", found.languages_come)):
        for tag, count in tags.items():
            yield {"change": mark, "language": tag, "old" if mark.endswith("gone") else "new": f"{count} concepts"}
    for change in found.changes:
        yield from _rows(change)


def _rows(change: Change) -> Iterator[dict[str, str]]:
    one = change.concept
    head = {"change": change.what, "id": one.id, "iri": one.iri, "notation": one.notation, "label": called(one)}
    head["by"] = change.by
    if not change.details:
        yield head
    for detail in change.details:
        yield head | _cells(detail)


def _cells(detail: Detail) -> dict[str, str]:
    old, new = (value_text(value) for value in (detail.old, detail.new))
    told = {"field": detail.field, "language": detail.language, "relation": detail.relation}
    return told | {"old": old, "new": new}
