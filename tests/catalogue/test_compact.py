"""Compact JSON-LD; that it says what N-Triples say of any records stands in ``test_describe``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from linked import saved, triples, written
from orodha.catalogue import Catalogue
from orodha.catalogue.formats.rdf.compact import Compacted
from orodha.catalogue.names import PREFIXES
from orodha.catalogue.reader import Reader

AGENCY: dict[str, Any] = {"id": "agency/x", "name": {"en": "X"}, "type": "NGO"}


def document(entries: list[dict[str, Any]]) -> dict[str, Any]:
    """A compact export of records, which says what N-Triples say."""
    with saved([(one, None) for one in entries]) as reader:
        data = written(reader, "jsonld")
        assert triples(data, "jsonld") == triples(written(reader, "ntriples"), "ntriples")
    return json.loads(data, object_pairs_hook=once)


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len(pairs) == len({key for key, _ in pairs}), pairs
    return dict(pairs)


def node(entries: list[dict[str, Any]], node_id: str) -> dict[str, Any]:
    (found,) = (one for one in document(entries)["@graph"] if one["id"] == node_id)
    return found


def test_a_record_reads_as_a_developer_would_write_it():
    record = AGENCY | {"aliases": {"en": ["A", "B"], "sw": ["C"]}, "parent": "agency/y", "acronym": "XY"}
    assert node([record], "agency:x") == {
        "id": "agency:x",
        "type": ["foaf:Agent", "org:FormalOrganization"],
        "adms_status": "orodha:record-registration-recorded",
        "identifier": "agency/x",
        "name": {"en": "X"},
        "classification": "orodha:agency-type-ngo",
        "subOrganizationOf": "agency:y",
        "acronym": "XY",
        "visibility": "orodha:record-visibility-public",
        "altLabel": {"en": ["A", "B"], "sw": "C"},
    }


def test_a_node_stands_on_a_line_of_its_own(kenya: Reader):
    lines = written(kenya, "jsonld").decode().splitlines()
    start = lines.index('"@graph": [')
    for line in lines[start + 1 : -1]:
        assert json.loads(line.removesuffix(","))["id"]


def test_no_key_stands_twice_in_an_object(kenya: Reader):
    json.loads(written(kenya, "jsonld", evidence=True), object_pairs_hook=once)


def test_what_a_term_cannot_say_stands_under_its_curie():
    extra = {
        "foaf:name": "plain",
        "org:classification": "word",
        "orodha:inEditions": {"@value": "1", "@type": "xsd:boolean"},
    }
    found = node([AGENCY | {"extra": extra}], "agency:x")
    assert (found["name"], found["foaf:name"]) == ({"en": "X"}, "plain")
    assert (found["classification"], found["org:classification"]) == ("orodha:agency-type-ngo", "word")
    assert found["inEditions"] == "1"  # not a JSON true: it would come back as another text


def test_a_class_that_is_no_iri_is_no_type():
    found = node([{"id": "resource/x", "types": ["a word", "foaf:Project"]}], "resource:x")
    assert (found["type"], found["rdf:type"]) == ("foaf:Project", "a word")


ODD = [
    "dct:title",
    "source:x",
    "schema:a//b",
    "title:x",
    "acronym:x",
    "id:x",
    "type:x",
    "urn:x",
    "https:x",
    "agency:%20",
]


@pytest.mark.parametrize("iri", ODD)
def test_an_iri_that_looks_abbreviated_stays_as_it_is(iri: str):
    extra = {"schema:x": {"@id": iri}, "rdf:type": {"@id": iri}, "schema:y": {"@id": iri, "schema:z": "a"}}
    extra["schema:v"] = {"@value": "a", "@type": iri}
    parent = AGENCY | {"parent": iri, "homepage": iri, "extra": extra}
    document([parent, AGENCY | {"id": "agency/y", "iri": iri}, AGENCY | {"id": "agency/z", "extra": {iri: "a"}}])


def test_only_what_looks_abbreviated_is_written_so_that_it_stands_apart():
    spelling = Compacted(PREFIXES)
    assert spelling.iri(PREFIXES["dct"] + "title") == '{"@id":"dct:title"}'
    assert spelling.iri("https://example.org/a") == '{"@id":"https://example.org/a"}'
    assert json.loads(spelling.iri("dct:title")) == {"@id": "dct:title"} != spelling.iri("dct:title")


@pytest.mark.parametrize(
    "text", ['"', "\\", "a\nb", "\x7f", "a\u2028b", "dct:title", "@id", "{", "\x01", '{"@id":"x"}', "👩‍👩‍👧"]
)
def test_texts_are_what_they_were(text: str):
    document([AGENCY | {"name": {"en": text}, "acronym": text, "extra": {"schema:x": text, "y": text}}])


@pytest.mark.parametrize("base", ["https://example.org/cat#", "https://example.org/", "urn:x:y/"])
def test_any_base_will_do(base: str, tmp_path: Path):
    with Catalogue.create(tmp_path / "a.db", base=base) as catalogue:
        catalogue.put_all([(AGENCY, None)])
        reader = catalogue.reader
        assert triples(written(reader, "jsonld"), "jsonld") == triples(written(reader, "ntriples"), "ntriples")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # which rdflib itself uses
def test_another_reader_finds_the_same(kenya: Reader):
    chosen = {"chosen": ["mapping", "agreement", "dataset", "indicator"], "evidence": True}
    one = rdflib.Graph().parse(data=written(kenya, "jsonld", **chosen), format="json-ld")
    other = rdflib.Graph().parse(data=written(kenya, "ntriples", **chosen), format="nt")
    assert len(one) == len(other) and set(one) == set(other)


def test_it_is_read_without_a_network(kenya: Reader):
    assert list(pyoxigraph.parse(written(kenya, "jsonld", chosen=["law"]), format=pyoxigraph.RdfFormat.JSON_LD))
