"""Concepts and schemes at a glance: what stands beside them in a list or a tree."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from ..catalogue.reader import Document, Reader
from ..catalogue.texts import DEFAULT_LANGUAGE, in_language
from .reach import Reach, neighbours


class SchemeGlance(NamedTuple):
    """A scheme.

    Attributes:
        document: Its document.
        concepts: How many concepts it has.
        owner: The authority that decides on it, by its acronym or name; "" if none is named.
        country: The country that it is of, or "".
    """

    document: Document
    concepts: int
    owner: str
    country: str


def schemes(reader: Reader) -> list[SchemeGlance]:
    """Return the schemes of a catalogue by title."""
    found = list(reader.records("scheme"))
    counts = dict(reader.database.rows(_COUNTS))
    named = {one[field] for one in found for field in ("authority", "country") if field in one}
    names = {one["id"]: _name(one) for one in reader.some(sorted(named))}
    return [
        SchemeGlance(
            one,
            counts.get(one["id"], 0),
            names.get(one.get("authority", ""), ""),
            names.get(one.get("country", ""), ""),
        )
        for one in found
    ]


_COUNTS = (
    "SELECT id, (SELECT count(*) FROM link WHERE object = record.id AND field = 'scheme')"
    " FROM record WHERE kind = 'scheme'"
)


def _name(document: Document) -> str:
    return document.get("acronym") or in_language(document["name"], DEFAULT_LANGUAGE)


def languages_of(reader: Reader) -> dict[str, dict[str, int]]:
    """Return in which languages the concepts of each scheme have labels, and how many of them each.

    Raises:
        DatabaseError: It was interrupted: every concept is read.
    """
    found: dict[str, dict[str, int]] = {}
    for scheme, language, count in reader.database.stream(
        "SELECT json_extract(document, '$.scheme'), label.key, count(*) FROM record,"
        " json_each(document, '$.label') AS label WHERE kind = 'concept' GROUP BY 1, 2"
    ):
        found.setdefault(scheme, {})[language] = count
    return found


def by_key(reader: Reader, keys: Sequence[int]) -> dict[int, Document]:
    """Return the documents with some keys, by key, without those that are gone."""
    rows = reader.database.rows(_IDS, (json.dumps(list(keys)),))
    documents = {one["id"]: one for one in reader.some([name for _, name in rows])}
    return {key: documents[name] for key, name in rows}


def key_of(reader: Reader, concept: str) -> int | None:
    """Return the key of a concept; None if it is not there."""
    return reader.database.value("SELECT key FROM record WHERE id = ?", (concept,))


_IDS = "SELECT key, id FROM record WHERE key IN (SELECT value FROM json_each(?))"


class Tied(NamedTuple):
    """A concept that another one is mapped to.

    Attributes:
        way: The mapping: what the other is to it, and whether that was accepted.
        label: What the other is called.
        scheme: What its scheme is called; "" if it is not of this catalogue.
    """

    way: Reach
    label: str
    scheme: str


def mapped(reader: Reader, ids: Sequence[str]) -> dict[str, bool]:
    """Return which of some concepts are mapped to others, and whether any of these mappings was accepted."""
    return {one: any(way.settled for way in ways) for one, ways in neighbours(reader, ids).items()}


def tied(reader: Reader, concept: str) -> list[Tied]:
    """Return what a concept is mapped to, what was accepted first."""
    ways = neighbours(reader, [concept]).get(concept, [])
    others = {one["id"]: one for one in reader.some([way.term for way in ways])}
    titles = reader.labels(sorted({one["scheme"] for one in others.values() if "scheme" in one}))
    found = [
        Tied(
            way,
            in_language(other.get("label", {}), DEFAULT_LANGUAGE) or way.term,
            titles.get(other.get("scheme", ""), ""),
        )
        for way in ways
        for other in (others.get(way.term, {}),)
    ]
    return sorted(found, key=lambda one: (not one.way.settled, one.scheme, one.label, one.way.term))
