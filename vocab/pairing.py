"""Which concept of one release is which of the next: by IRI, else by code, and so on down to the label.

Each way pairs only what the ones before left over, and only where one concept on either side has the key, so that the
two releases can change places and the pairs are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, cast

from ..catalogue.reader import Document
from ..catalogue.texts import DEFAULT_LANGUAGE, fold

By = Literal["IRI", "notation", "IRI without version", "label"]
"""What two concepts have in common."""


class Pair(NamedTuple):
    """One concept in two releases."""

    old: Document
    new: Document
    by: By


def iri_of(document: Document) -> str:
    """Return what identifies a document everywhere: its IRI, or its short id where that is not known."""
    return document.get("iri") or document["id"]


def iris_kept(document: Document, predicate: str) -> list[str]:
    """Return the IRIs that a partner's file names by a predicate, a CURIE, for which there is no field here."""
    kept: Any = document.get("extra", {}).get(predicate, ())
    values = cast("list[Any]", kept) if isinstance(kept, list | tuple) else [kept]
    return [one["@id"] for one in values if isinstance(one, dict) and "@id" in one]


def pairs(old: Iterable[Document], new: Iterable[Document]) -> list[Pair]:
    """Pair the concepts of two releases; each stands in one pair at most.

    Args:
        old: Concepts of the earlier release, each id once.
        new: Those of the later one.

    Returns:
        The pairs in the order of the earlier release.
    """
    left, right = list(old), list(new)
    place = {document["id"]: number for number, document in enumerate(left)}
    found: list[Pair] = []
    for by, key in _keys(left, right):
        if not (left and right):
            break
        theirs = _unique(right, key)
        same = [Pair(one, theirs[k], by) for k, one in _unique(left, key).items() if k in theirs]
        if same:
            found += same
            left = _without(left, {pair.old["id"] for pair in same})
            right = _without(right, {pair.new["id"] for pair in same})
    return sorted(found, key=lambda pair: place[pair.old["id"]])


Key = Callable[[Document], Hashable]
"""Gives what a concept is paired by; None or "" if it has no such thing."""


def _keys(old: list[Document], new: list[Document]) -> Iterator[tuple[By, Key]]:
    """Yield the ways of pairing; labels, last, in one language after the other."""
    yield "IRI", iri_of
    yield "notation", lambda one: one.get("notation")
    yield "IRI without version", lambda one: versionless(iri_of(one))
    for language in sorted(_languages(old) & _languages(new), key=lambda tag: (tag != DEFAULT_LANGUAGE, tag)):
        yield "label", _name_in(language)


def _languages(documents: list[Document]) -> set[str]:
    return {language for one in documents for language in one.get("label", ())}


def _name_in(language: str) -> Key:
    def name(document: Document) -> str:
        labels: Mapping[str, str] = document.get("label", {})
        return fold(labels.get(language, "")).strip()

    return name


def _unique(documents: list[Document], key: Key) -> dict[Hashable, Document]:
    """Return the documents that are the only one with their key, by it."""
    found: dict[Hashable, Document | None] = {}
    for one in documents:
        if value := key(one):
            found[value] = None if value in found else one
    return {value: one for value, one in found.items() if one is not None}


def _without(documents: list[Document], ids: set[str]) -> list[Document]:
    return [one for one in documents if one["id"] not in ids]


_NUMBER = re.compile(r"(?<![A-Za-z0-9])[vV]?[0-9]+(?:[.-][0-9]+)*(?![A-Za-z0-9])|(?<=[A-Za-z])[0-9]+(?:\.[0-9]+)+")
_IN_BRACKETS = re.compile(r"\([0-9]+(?:\.[0-9]+)*\)")
_LOCAL = re.compile(r"[^/#:]*[/#]*\Z")


def versionless(iri: str) -> str:
    """Return an IRI without what looks like a version in it: a number, date or "v2" before the last part, or "(2.0)".

    The last part, which tells one concept from the next, keeps its numbers. The result is no IRI, only a key.
    """
    local = _LOCAL.search(iri)
    start = local.start() if local else len(iri)
    return _IN_BRACKETS.sub("", _NUMBER.sub("", iri[:start]) + iri[start:].rstrip("/#"))
