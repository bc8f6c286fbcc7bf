"""What stands in for a superseded record, and what files say of deprecated ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import NotFound
from orodha.catalogue.importing import plan
from orodha.vocab.successors import chain, deprecated_among, successor

PREFIXES = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix : <http://example.org/> .
:s a skos:ConceptScheme ; dct:title "Terms"@en .
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.create(tmp_path / "orodha.db") as made:
        yield made


def put(catalogue: Catalogue, **replaced_by: str) -> None:
    scheme = {"id": "scheme/s", "title": "Terms", "role": "glossary"}
    concepts = [
        {"id": f"concept/{name}", "label": name, "scheme": "scheme/s", "registration": "superseded"}
        | ({"replaced_by": after} if after else {})
        for name, after in replaced_by.items()
    ]
    catalogue.put_all([(document, None) for document in (scheme, *concepts)])


def read(catalogue: Catalogue, text: str) -> dict[str, dict[str, object]]:
    path = catalogue.database.path.parent / "terms.ttl"
    path.write_text(PREFIXES + text, encoding="utf-8")
    plan(catalogue.reader, [path], allow_missing=True).apply(catalogue)
    return {one["iri"].rpartition("/")[2]: one for one in catalogue.reader.documents()}


def test_a_chain_leads_to_the_last(catalogue: Catalogue):
    put(catalogue, a="concept/b", b="concept/c", c="")
    assert successor(catalogue.reader, "concept/a") == ["concept/b", "concept/c"]


def test_nothing_stands_in_for_the_last(catalogue: Catalogue):
    put(catalogue, a="")
    assert successor(catalogue.reader, "concept/a") == []


def test_a_chain_that_comes_back_ends_before_it_does(catalogue: Catalogue):
    put(catalogue, a="concept/b", b="concept/c", c="concept/b")
    assert successor(catalogue.reader, "concept/a") == ["concept/b", "concept/c"]


def test_a_record_that_replaces_itself_has_no_successor(catalogue: Catalogue):
    put(catalogue, a="concept/a")
    assert successor(catalogue.reader, "concept/a") == []


def test_a_chain_goes_on_by_iri_and_ends_outside(catalogue: Catalogue):
    base = catalogue.reader.meta["base"]
    put(catalogue, a=f"{base}concept/b", b="https://example.org/z")
    assert successor(catalogue.reader, f"{base}concept/a") == ["concept/b", "https://example.org/z"]


def test_the_successor_of_nothing_is_not_found(catalogue: Catalogue):
    with pytest.raises(NotFound):
        successor(catalogue.reader, "concept/none")


def test_a_chain_does_not_tell_its_start():
    assert chain("a", {"a": "b", "b": "a"}.get) == ["b"]


def test_deprecated_records_are_told_from_others(catalogue: Catalogue):
    put(catalogue, a="concept/b", b="")
    found = deprecated_among(catalogue.reader, ["concept/a", "scheme/s", "concept/none"])
    assert found == {"concept/a": {"registration": "superseded", "replaced_by": "concept/b"}}


@pytest.mark.parametrize("value", ["true", '"true"', '"1"', '"1"^^<http://www.w3.org/2001/XMLSchema#boolean>'])
def test_what_a_file_calls_deprecated_is_retired(catalogue: Catalogue, value: str):
    found = read(catalogue, f':a a skos:Concept ; skos:inScheme :s ; skos:prefLabel "A"@en ; owl:deprecated {value} .')
    assert found["a"]["registration"] == "retired"


def test_what_a_file_calls_deprecated_and_replaced_is_superseded(catalogue: Catalogue):
    found = read(
        catalogue,
        ':b a skos:Concept ; skos:inScheme :s ; skos:prefLabel "B"@en .'
        ':a a skos:Concept ; skos:inScheme :s ; skos:prefLabel "A"@en ; owl:deprecated true ; dct:isReplacedBy :b .',
    )
    assert (found["a"]["registration"], found["a"]["replaced_by"]) == ("superseded", found["b"]["id"])


def test_deprecated_false_is_none(catalogue: Catalogue):
    found = read(catalogue, ':a a skos:Concept ; skos:inScheme :s ; skos:prefLabel "A"@en ; owl:deprecated false .')
    assert found["a"]["registration"] == "recorded"


def test_a_deprecated_concept_is_the_same_when_it_is_read_again(catalogue: Catalogue):
    text = ':a a skos:Concept ; skos:inScheme :s ; skos:prefLabel "A"@en ; owl:deprecated true .'
    assert read(catalogue, text) == read(catalogue, text)
