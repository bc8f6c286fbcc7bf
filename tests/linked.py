"""Exports as RDF, as bytes and as triples, read by a strict parser."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph
from orodha.catalogue import Catalogue
from orodha.catalogue.exporting import Selection
from orodha.catalogue.formats.rdf.write import write
from orodha.catalogue.reader import Reader

PARSED = {
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "jsonld-expanded": pyoxigraph.RdfFormat.JSON_LD,
}
"""Every syntax that is written, and what reads it."""


def written(reader: Reader, syntax: str, **selection: Any) -> bytes:
    """What an export holds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        write(path, Selection(reader, **selection).content(), syntax)
        return path.read_bytes()


def triples(data: bytes, syntax: str) -> set[pyoxigraph.Triple]:
    """What a strict parser finds in an export."""
    return {quad.triple for quad in pyoxigraph.parse(data, format=PARSED[syntax])}


@contextmanager
def saved(entries: Iterable[Any]) -> Iterator[Reader]:
    """A new catalogue with records, to read."""
    with tempfile.TemporaryDirectory() as folder, Catalogue.create(Path(folder) / "test.db") as catalogue:
        catalogue.put_all(entries)
        yield catalogue.reader
