"""The JSON-LD context that we publish."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph
import pytest
from linked import triples, written
from orodha.catalogue.formats.rdf.context import KEYWORDS, context, definitions, terms
from orodha.catalogue.formats.rdf.predicates import beside, uses, values
from orodha.catalogue.kinds import kinds
from orodha.catalogue.names import PREFIXES, expand
from orodha.catalogue.reader import Reader
from pyoxigraph import Literal, NamedNode

XSD = PREFIXES["xsd"]


def expanded(node: dict[str, Any]) -> set[tuple[str, object]]:
    """The predicates and objects of a node that uses the published context."""
    text = json.dumps(context() | {"id": "https://example.org/x"} | node)
    found = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)
    return {(quad.predicate.value, quad.object) for quad in found}


def test_a_term_is_one_predicate_and_no_prefix_kind_or_keyword():
    found = list(terms().values())
    assert len(found) == len(set(found))
    assert not set(found) & {*KEYWORDS, *PREFIXES, *kinds()}


def test_every_declared_predicate_has_a_term():
    assert {use.predicate for use in uses()} | {one.predicate for one in beside()} == {*terms(), "rdf:type"}


def test_every_predicate_of_an_export_has_a_term(kenya: Reader):
    said = {one.predicate.value for one in triples(written(kenya, "ntriples", evidence=True), "ntriples")}
    assert said <= {expand(predicate) for predicate in (*terms(), "rdf:type")}


@pytest.mark.parametrize(
    ("predicate", "term"),
    [
        ("dct:title", "title"),
        ("dct:publisher", "publisher"),
        ("skos:prefLabel", "prefLabel"),
        ("orodha:purpose", "orodha_purpose"),
        ("dct:source", "dct_source"),  # source: is the prefix of IRIs of sources
        ("dct:type", "dct_type"),
    ],
)
def test_terms_are_readable(predicate: str, term: str):
    assert terms()[predicate] == term


def test_terms_stand_for_their_predicates():
    for predicate, term in terms().items():
        definition = definitions()[term]
        assert (definition["@id"] if isinstance(definition, dict) else definition) == predicate


def test_values_are_read_as_the_context_says():
    node = {
        "type": "dcat:Dataset",
        "publisher": "https://example.org/p",
        "title": {"en": "A", "sw": ["B", "C"]},
        "byteSize": "12",
        "inEditions": True,
        "acronym": "ABC",
    }
    assert expanded(node) == {
        (expand("rdf:type"), NamedNode(expand("dcat:Dataset"))),
        (expand("dct:publisher"), NamedNode("https://example.org/p")),
        (expand("dct:title"), Literal("A", language="en")),
        (expand("dct:title"), Literal("B", language="sw")),
        (expand("dct:title"), Literal("C", language="sw")),
        (expand("dcat:byteSize"), Literal("12", datatype=NamedNode(XSD + "nonNegativeInteger"))),
        (expand("orodha:inEditions"), Literal("true", datatype=NamedNode(XSD + "boolean"))),
        (expand("orodha:acronym"), Literal("ABC")),
    }


def test_a_predicate_of_different_values_is_not_made_one_of_them():
    assert values()["rdfs:comment"] == values()["rdf:object"] == ""


def test_the_base_is_left_to_who_uses_the_context():
    assert "@base" not in context()["@context"]
