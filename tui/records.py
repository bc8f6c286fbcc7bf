"""How a record is told, wherever it is shown: what it is called, what to use instead, what a document is called."""

from __future__ import annotations

from collections.abc import Sequence

from ..catalogue.reader import Document, Reader
from ..vocab.naming import mapping_names
from ..vocab.successors import deprecated_among, is_deprecated, successor
from .clock import local
from .values import plain, shown
from .width import clean


def name_of(reader: Reader, document: Document, language: str | None = None) -> str:
    """Return what a record is called; "" of one that has only its id, as a mapping.

    Args:
        reader: The catalogue.
        document: The record.
        language: The language of the name, or the nearest there is; English if none is given.
    """
    kind = reader.kinds[document["kind"]]
    field = kind["label"]
    if field not in kind["fields"] or field not in document:
        return ""
    return shown(document[field], kind["fields"][field][0], {}, language)[0]


def title_of(reader: Reader, document: Document, language: str | None = None) -> str:
    """Return what a record is called: a mapping by what it says of its terms, one without any name by its id.

    Args:
        reader: The catalogue.
        document: The record.
        language: As for ``name_of``.
    """
    if document["kind"] == "mapping":
        return clean(mapping_names(reader, [document])[document["id"]])
    return name_of(reader, document, language) or document["id"]


def instead(reader: Reader, document: Document) -> str:
    """Say what to use instead of a record that is not to be used any more; "" of one that is.

    It is the last in the chain of successors, and the way there is told.
    """
    after = successor(reader, document["id"]) if "replaced_by" in document else []
    status = document["registration"] if is_deprecated(document) else "replaced"
    if not after:
        return f"{status}, and nothing stands in for it" if is_deprecated(document) else ""
    *way, last = after
    over = f", by way of {', '.join(way)}" if way else ""
    dead = f", which is {gone[last]['registration']}" if (gone := deprecated_among(reader, [last])) else ""
    name = "  ".join(clean(one) for one in (reader.labels([last]).get(last, ""), last) if one)
    return f"{status}: use {name}{over}{dead}"


def settled_told(by: str, time: str) -> str:
    """Say who settled what documents disagree about, and when: "settled by amina on 2026-11-22"."""
    return f"settled by {clean(by)} on {local(time).partition(' ')[0]}"


def cited(reader: Reader, documents: Sequence[str]) -> dict[str, str]:
    """Return how some documents are called in short, by id; one that is not there is called by its id."""
    found = {name: clean(name) for name in documents}
    for document in reader.some(documents):
        found[document["id"]] = clean(plain(document.get("short_title")) or name_of(reader, document))
    return found
