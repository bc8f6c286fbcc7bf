"""What names in SDMX are made of: the ids, URNs, notations and versions of records that everybody may see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import orjson

from ...catalogue.formats.sdmx.urn import Urn
from ...catalogue.kinds import Document
from ...catalogue.reader import Reader
from .foreign import parsed

ID = re.compile("[A-Za-z0-9_@$-]+")
"""What codes and categories may be called."""

NAME = re.compile("[A-Za-z][A-Za-z0-9_-]*")
"""What artefacts, agencies and concepts may be called."""

VERSION = re.compile(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){0,2}")
"""A version that every syntax can write."""

_NEEDED = ("scheme", "source", "role")
_NAMING = (*_NEEDED, "notation", "broader", "part_of", "version")
_MARKED = '"field_visibility"'
_DRAFT = re.compile(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}-[A-Za-z0-9.-]+")


def version_of(document: Document) -> str:
    """Return the version of a scheme or release as SDMX has it: 1.0 if it cannot have it."""
    given = document.get("version", "")
    shown = document.get("field_visibility", {}).get("version", "public") == "public"
    return given if shown and VERSION.fullmatch(given) else "1.0"


def ids_of(reader: Reader, kind: str) -> list[str]:
    """Return the ids of the records of a kind, in their order."""
    return [one for (one,) in reader.database.rows("SELECT id FROM record WHERE kind = ? ORDER BY id", (kind,))]


def documents_of(reader: Reader, kind: str) -> Iterator[Document]:
    """Yield, of records of a kind, the fields that names are made of and everybody may see, with their ids."""
    rows = reader.database.stream("SELECT id, document FROM record WHERE kind = ? ORDER BY id", (kind,))
    for record_id, text in rows:
        document: dict[str, Any] = orjson.loads(text)
        marks: Mapping[str, str] = document.get("field_visibility", {})
        found = {
            name: document[name]
            for name in _NAMING
            if name in document and (name in _NEEDED or marks.get(name, "public") == "public")
        }
        found["id"] = record_id
        yield found


def urns_of(reader: Reader) -> Iterator[tuple[str, Urn]]:
    """Yield the records that came with a URN that everybody may see and can be written."""
    rows = reader.database.stream("SELECT id, iri, document FROM record WHERE iri LIKE 'urn:sdmx:%' ORDER BY id")
    for record_id, iri, text in rows:
        marks: Mapping[str, str] = orjson.loads(text).get("field_visibility", {}) if _MARKED in text else {}
        place = keepable(iri) if marks.get("iri", "public") == "public" else None
        if place:
            yield record_id, place


def keepable(text: str) -> Urn | None:
    """Return the parts of a URN, None if every syntax could not write it just so."""
    scheme, _, item = text.rpartition(".")
    if scheme.endswith(")") and ID.fullmatch(item):  # a list has many items: its name is looked at once
        place = _keepable(f"{scheme}.X")
        return place and Urn(place.kind, place.agency, place.id, place.version, item, place.package)
    return _keepable(text)


@lru_cache(1 << 10)
def _keepable(text: str) -> Urn | None:
    place = parsed(text)
    if place is None:
        return None
    written = VERSION.fullmatch(place.version) or _DRAFT.fullmatch(place.version)
    whole = str(place) == text and written and NAME.fullmatch(place.id)
    return place if whole else None
