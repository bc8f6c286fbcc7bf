"""Expanded JSON-LD; that it says what N-Triples say of any records stands in ``test_describe``."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rdflib
from linked import saved, triples, written
from orodha.catalogue.formats.rdf.expanded import expanded
from orodha.catalogue.names import expand
from orodha.catalogue.reader import Reader

AGENCY: dict[str, Any] = {"id": "agency/x", "name": {"en": "X"}, "type": "NGO"}
BASE = "https://w3id.org/orodha/id/"


def node(extra: dict[str, Any]) -> dict[str, Any]:
    """The only record of an export, which says what N-Triples say."""
    with saved([(AGENCY | {"extra": extra}, None)]) as reader:
        data = written(reader, "jsonld-expanded")
        assert triples(data, "jsonld-expanded") == triples(written(reader, "ntriples"), "ntriples")
    (found,) = (one for one in json.loads(data) if one["@id"] == f"{BASE}agency/x")
    return found


def test_a_record_reads_as_the_standard_has_it():
    found = node({"dct:license": {"@id": "https://example.org/l"}, "schema:x": {"@value": "1", "@type": "xsd:integer"}})
    assert found["@type"] == [expand("org:FormalOrganization"), expand("foaf:Agent")]
    assert found[expand("foaf:name")] == [{"@language": "en", "@value": "X"}]
    assert found[expand("dct:identifier")] == [{"@value": "agency/x"}]
    assert found[expand("dct:license")] == [{"@id": "https://example.org/l"}]
    assert found[expand("schema:x")] == [{"@type": expand("xsd:integer"), "@value": "1"}]


def test_a_node_stands_on_a_line_of_its_own(kenya: Reader):
    first, *lines, last = written(kenya, "jsonld-expanded").decode().splitlines()
    assert (first, last) == ("[", "]")
    for line in lines:
        assert json.loads(line.removesuffix(","))["@id"]


def test_a_class_that_is_no_iri_is_no_type():
    found = node({"rdf:type": ["a word", {"@id": "foaf:Project"}]})
    assert "foaf:Project" in found["@type"]
    assert found[expand("rdf:type")] == [{"@value": "a word"}]


@pytest.mark.parametrize("iri", ["dct:title", "source:x", "schema:a//b", "urn:x", "https:x", "x:%20"])
def test_nothing_is_taken_for_abbreviated(iri: str):
    node({iri: "a", "schema:x": {"@id": iri}, "rdf:type": {"@id": iri}, "schema:y": {"@value": "a", "@type": iri}})


def test_nothing_is_an_empty_array():
    assert json.loads("".join(expanded([]))) == []


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # which rdflib itself uses
def test_another_reader_finds_the_same(kenya: Reader):
    chosen = {"chosen": ["mapping", "agreement", "dataset", "indicator"], "evidence": True}
    one = rdflib.Graph().parse(data=written(kenya, "jsonld-expanded", **chosen), format="json-ld")
    other = rdflib.Graph().parse(data=written(kenya, "ntriples", **chosen), format="nt")
    assert len(one) == len(other) and set(one) == set(other)
