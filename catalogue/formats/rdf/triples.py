"""Triples that were asked for, as Turtle, N-Triples or JSON-LD.

They are sorted: the same triples give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import pyoxigraph

from .describe import Node, merged
from .terms import Prefixed, Spelling
from .write import ntriples, turtle

Syntax = Literal["turtle", "nt", "jsonld"]

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def written(triples: Iterable[pyoxigraph.Triple], syntax: Syntax, prefixes: Mapping[str, str]) -> str:
    """Return triples as a text.

    Args:
        triples: In any order, perhaps some of them twice. Blank nodes are named after what is said of them.
        syntax: How to write them.
        prefixes: Namespaces by prefix; those that are used are declared.
    """
    every = _named(triples)
    if syntax == "turtle":
        spelling = _Noted(prefixes)
        said = "".join(turtle(_nodes(every, spelling)))
        head = "".join(f"@prefix {one}: <{prefixes[one]}> .\n" for one in sorted(spelling.used))
        return f"{head}\n{said}" if head else said
    nodes = _nodes(every, Spelling())
    said = "".join(ntriples(nodes))
    if syntax == "nt":
        return said
    again = pyoxigraph.parse(said, format=pyoxigraph.RdfFormat.N_TRIPLES, lenient=True)
    document = pyoxigraph.serialize((one.triple for one in again), format=pyoxigraph.RdfFormat.JSON_LD)
    assert document is not None
    return document.decode() + "\n"


class _Noted(Prefixed):
    """Terms as Turtle writes them, with a note of the prefixes that were used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__(prefixes)
        self.used = set[str]()

    def iri(self, iri: str) -> str:
        """Return an IRI, shortened if its namespace has a prefix."""
        short = super().iri(iri)
        if not short.startswith("<"):
            self.used.add(short.partition(":")[0])
        return short


def _named(triples: Iterable[pyoxigraph.Triple]) -> set[pyoxigraph.Triple]:
    """Return each triple once, with the names of blank nodes made of what is said (RDF Dataset Canonicalization)."""
    every = set(triples)
    if not any(isinstance(end, pyoxigraph.BlankNode) for one in every for end in (one.subject, one.object)):
        return every
    dataset = pyoxigraph.Dataset(pyoxigraph.Quad(*one) for one in every)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return {one.triple for one in dataset}


def _nodes(triples: Iterable[pyoxigraph.Triple], spelling: Spelling) -> list[Node]:
    """Return triples by subject, all sorted, the classes first."""
    found: dict[str, dict[str, list[str]]] = {}
    for one in triples:
        predicate = spelling.type if one.predicate.value == _TYPE else spelling.iri(one.predicate.value)
        pairs = found.setdefault(_spelled(one.subject, spelling), {})
        pairs.setdefault(predicate, []).append(_spelled(one.object, spelling))
    return [
        (subject, merged([(predicate, sorted(objects)) for predicate, objects in pairs.items()]))
        for subject, pairs in sorted(found.items())
    ]


def _spelled(term: object, spelling: Spelling) -> str:
    match term:
        case pyoxigraph.NamedNode():
            return spelling.iri(term.value)
        case pyoxigraph.Literal(language=str() as language):
            return spelling.lang(term.value, language)
        case pyoxigraph.Literal() if term.datatype.value == _STRING:
            return spelling.text(term.value)
        case pyoxigraph.Literal():
            return spelling.typed(term.value, term.datatype.value)
        case _:
            return str(term)
