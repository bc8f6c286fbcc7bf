"""Artefacts of other agencies that are no records here: kept with a data flow that they are about, and given with it.

    source["extra"]["sdmx"] = {"data_structure": {...}, "categorisations": [{...}], ...}

A data structure that several data flows share is kept with one of them. ``kept.plain`` says what it looks like.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, cast

import orjson

from ...catalogue.formats import Content
from ...catalogue.formats.sdmx import model
from ...catalogue.kinds import Document, kinds
from ...catalogue.reader import Reader
from ...catalogue.record import AUDIENCES
from .identities import Names
from .kept import kept_of, plain, sound

STRUCTURE = "data_structure"
CATEGORISATIONS = "categorisations"


def beside(content: Content, names: Names, given: Container[str] = frozenset[str]()) -> Iterator[model.Maintainable]:
    """Yield the data structures and categorisations that came with the data flows that are written, each once.

    Args:
        content: What is written.
        names: What its records are called in SDMX.
        given: URNs of artefacts that the file has already.
    """
    done = set[str]()
    wanted = dict[str, None]()
    for source in content.documents(("source",)):
        if names.came(names.place(source["id"])):
            wanted[str(kept_of(source).get("structure", ""))] = None
            for one in artefacts(source):
                if one.urn not in done and one.urn not in given:
                    done.add(one.urn)
                    yield one
    if missing := wanted.keys() - done - {""}:
        for source in _visible(content):
            for one in artefacts(source):
                if one.urn in missing and one.urn not in given:
                    missing.remove(one.urn)
                    yield one


def artefacts(source: Mapping[str, Any]) -> list[model.Maintainable]:
    """Return what is kept with a source, without what is damaged."""
    kept = kept_of(source)
    links = kept.get(CATEGORISATIONS)
    data: list[tuple[type[model.Maintainable], Any]] = [(model.DataStructure, kept.get(STRUCTURE))]
    data += [(model.Categorisation, one) for one in (cast("list[Any]", links) if isinstance(links, list) else ())]
    made = (sound(cls, one) for cls, one in data)
    return [one for one in made if one is not None]


def said_beside(source: Mapping[str, Any]) -> Document:
    """Return what of ``extra["sdmx"]`` of a source the artefacts beside it say."""
    made = artefacts(source)
    structures = [plain(one) for one in made if isinstance(one, model.DataStructure)]
    links = [plain(one) for one in made if isinstance(one, model.Categorisation)]
    said: Document = {STRUCTURE: structures[0]} if structures else {}
    return said | ({CATEGORISATIONS: links} if links else {})


class Keepers:
    """Which source each data structure of a file is kept with: the same, however often it is taken in.

    Args:
        reader: The catalogue.
    """

    def __init__(self, reader: Reader) -> None:
        self._there: dict[str, dict[str, Document]] = {}
        for record, text in reader.database.rows(
            "SELECT id, json_extract(document, '$.extra.sdmx.data_structure') FROM record"
            " WHERE kind = 'source' AND iri LIKE 'urn:sdmx:%'"
        ):
            data: Document | None = orjson.loads(text) if isinstance(text, str) and text.startswith("{") else None
            if data and (made := sound(model.DataStructure, data)):
                self._there.setdefault(made.urn, {})[record] = data

    def of(self, structure: model.DataStructure, sources: Iterable[str]) -> str:
        """Return which of some sources keeps a structure; "" if another of the catalogue has just that already."""
        there = self._there.get(structure.urn, {})
        ours = sorted(sources)
        known = [one for one in ours if one in there]
        if known or plain(structure) not in there.values():
            return (known or ours)[0]
        return ""


def _visible(content: Content) -> Iterator[Document]:
    """Yield the sources of the catalogue that came from elsewhere, if the audience may see what is kept with them."""
    rows = content.reader.database.stream(
        "SELECT id, document FROM record WHERE kind = 'source' AND iri LIKE 'urn:sdmx:%' ORDER BY id"
    )
    audience = AUDIENCES.index(content.audience)
    for record, text in rows:
        document: Document = orjson.loads(text)
        if (
            record not in content.hidden
            and AUDIENCES.index(kinds()["source"].visibility(document, "extra")) >= audience
        ):
            yield document
