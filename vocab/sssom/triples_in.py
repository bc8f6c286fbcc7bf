"""Triples of SKOS (<a> skos:exactMatch <b>) read as accepted mappings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph

from ...catalogue.drafts import Draft
from ...catalogue.errors import FormatError, Problem
from ...catalogue.names import expand
from ...catalogue.reconcile import Kept
from ...catalogue.resolving import Resolver
from ...catalogue.wording import counted
from ..mappings import PREDICATES
from ..relations import ACCEPTED
from ..review import mapping_id
from .exchange import write_rejected as write_rejected_slots
from .intake import Intake, Item
from .mapping_set import MappingSet
from .reading import RowReader, Told
from .slots import UNSPECIFIED

CHUNK = 1000
_SYNTAXES = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
_CODES = {expand(code): code for code in PREDICATES}
_TYPE = expand("rdf:type")
_MAPPING = expand("sssom:Mapping")


def drafts(
    source: Path | bytes, file: str, index: int, resolver: Resolver, overwrite: bool, syntax: str
) -> Iterator[list[Draft] | Kept | str]:
    """Yield the match triples of a file as drafts, with notes and what was not taken over; see ``Format.drafts``."""
    intake = Intake(file, index, resolver, overwrite, bare=True)
    reader = RowReader(MappingSet(file, {}, (), lambda: iter(())), resolver.base)
    described = False
    other = 0
    found = _triples(source, file, syntax)
    number = 0
    while chunk := list(islice(found, CHUNK)):
        items: list[Item] = []
        for subject, predicate, target in chunk:
            described = described or (predicate == _TYPE and target == _MAPPING)
            if predicate in _CODES:
                number += 1
                items.append(_item(number, reader, subject, _CODES[predicate], target))
            else:
                other += 1
        yield intake.drafts(items)
        yield from intake.kept
        intake.kept.clear()
    if described:
        yield f"{file} describes its mappings; only their triples were read. All of it is read by: orodha import {file}"
    elif other:
        yield f"{file}: {counted(other, 'triple')} of another sort left aside. All is read by: orodha import {file}"
    yield from (f"{file}: {note}" for note in intake.notes())


def _item(number: int, reader: RowReader, subject: str, predicate: str, target: str) -> Item:
    raw = {"subject_id": subject, "predicate_id": predicate, "object_id": target, "mapping_justification": UNSPECIFIED}
    if not subject or not target:
        return Item(number, Told({}, {}, [Problem("", "has an end without an IRI")], False), raw)
    ends = (reader.local(subject), reader.local(target))
    if ends[0] == ends[1]:
        return Item(number, Told({}, {}, [Problem("", "maps a concept to itself")], False), raw)
    fields = {"subject": ends[0], "predicate": predicate, "object": ends[1], "justification": UNSPECIFIED}
    return Item(number, Told({"id": mapping_id(*ends), **fields, "status": ACCEPTED}, {}, [], False), raw, wiped=())


def _triples(source: Path | bytes, file: str, syntax: str) -> Iterator[tuple[str, str, str]]:
    """Yield triples by their IRIs, "" for what has none.

    Raises:
        FormatError: The file is broken.
    """
    content = source if isinstance(source, bytes) else source.read_bytes()
    try:
        for quad in pyoxigraph.parse(content, format=_SYNTAXES[syntax], base_iri="urn:file:", lenient=True):
            ends = [one.value if isinstance(one, pyoxigraph.NamedNode) else "" for one in (quad.subject, quad.object)]
            yield ends[0], quad.predicate.value, ends[1]
    except (SyntaxError, ValueError, OSError) as error:
        raise FormatError(
            f"{file} cannot be read: {error}.", "It may have been cut off; ask for the file again."
        ) from None


write_rejected = write_rejected_slots
