"""A catalogue as a graph of rdflib: the same triples as our N-Triples, in a graph like any other."""

from __future__ import annotations

import gc
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
import rdflib
from hypothesis import given, settings
from orodha.catalogue import Catalogue, OrodhaError
from orodha.catalogue.exporting import export
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF
from strategies import collections


@pytest.fixture(autouse=True)
def literals_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let rdflib keep what it parses: it would make 1 of 01."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def parsed(catalogue: Catalogue, folder: Path, **options: Any) -> Graph:
    export(catalogue.reader, folder / "all.nt", **options)
    return Graph().parse(folder / "all.nt", format="nt")


def triples(graph: Graph) -> set[tuple[str, ...]]:
    return {tuple(term.n3() for term in triple) for triple in graph}


def test_a_graph_has_the_triples_of_an_export(small: Catalogue, tmp_path: Path):
    assert triples(small.to_graph()) == triples(parsed(small, tmp_path))


def test_a_graph_for_an_audience_and_with_evidence(small: Catalogue, tmp_path: Path):
    graph = small.to_graph(audience="public", evidence=True)
    assert triples(graph) == triples(parsed(small, tmp_path, audience="public", evidence=True))
    assert len(graph) > len(small.to_graph(audience="public"))


def test_the_graph_of_the_starter_catalogue_is_its_export(tmp_path: Path):
    from orodha.inventory.starter import create

    with create(tmp_path / "kenya.db") as kenya:
        assert triples(kenya.to_graph()) == triples(parsed(kenya, tmp_path))


@settings(max_examples=8)
@given(collections())
def test_any_catalogue_becomes_the_graph_of_its_export(documents: list[dict[str, Any]]):
    with tempfile.TemporaryDirectory() as folder, Catalogue.create(Path(folder) / "t.db") as catalogue:
        catalogue.put_all((document, None) for document in documents)
        assert triples(catalogue.to_graph()) == triples(parsed(catalogue, Path(folder)))


def test_the_graph_is_like_any_other(small: Catalogue):
    graph = small.to_graph()
    base = small.reader.meta["base"]
    permits = URIRef(base + "source/ke-permits")
    before = len(graph)
    assert (permits, DCTERMS.publisher, URIRef(base + "agency/ke-dis")) in graph
    assert [row.s for row in graph.query("SELECT ?s { ?s a dcat:Dataset ; dct:publisher agency:ke-dis }")] == [permits]
    graph.add((permits, DCTERMS.issued, Literal("2022")))
    graph.update("INSERT DATA { source:ke-permits dct:issued '2023' }")
    assert len(graph) == before + 2
    graph.remove((permits, None, None))
    assert (permits, RDF.type, None) not in graph
    assert (None, None, permits) in graph
    assert Graph().parse(data=graph.serialize(format="nt"), format="nt").isomorphic(graph)
    assert len(graph + Graph()) == len(graph)


def test_prefixes_are_bound(small: Catalogue):
    turtle = small.to_graph().serialize(format="turtle")
    assert "source:ke-permits a dcat:Dataset" in turtle
    assert "dct:publisher agency:ke-dis" in turtle


def test_languages_and_lexical_forms_are_kept(empty: Catalogue):
    title = {"zh-Hant": "移民", "en": 'A "quoted"\n\\ text'}
    empty.put_all([({"id": "document/d", "title": title, "date": "2022"}, None)])
    said = set(empty.to_graph().objects(URIRef(empty.reader.meta["base"] + "document/d"), None))
    assert {Literal("移民", "zh-Hant"), Literal('A "quoted"\n\\ text', "en")} <= said
    assert any(isinstance(one, Literal) and str(one) == "2022" and one.datatype for one in said)


def test_changes_to_a_graph_do_not_reach_the_catalogue(small: Catalogue):
    small.to_graph().remove((None, None, None))
    assert len(small.to_graph()) > 100


def test_the_garbage_collector_is_left_as_it_was(small: Catalogue):
    small.to_graph()
    assert gc.isenabled()
    gc.disable()
    try:
        small.to_graph()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_without_rdflib_the_error_says_what_to_install(small: Catalogue, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "rdflib", None)
    with pytest.raises(OrodhaError, match=r"pip install orodha\[rdflib\]"):
        small.to_graph()


def test_a_graph_comes_back_as_it_went(small: Catalogue, tmp_path: Path):
    graph = small.to_graph(evidence=True)
    assert small.plan_graph(graph).planned == {}
    with Catalogue.create(tmp_path / "other.db") as other:
        other.plan_graph(graph).apply(other)
        assert triples(other.to_graph(evidence=True)) == triples(graph)


def test_what_was_added_to_a_graph_comes_in(small: Catalogue):
    graph = small.to_graph()
    source = URIRef(small.reader.get("source/ke-census")["iri"])
    graph.add((source, DCTERMS.title, Literal("Recensement", lang="fr")))
    plan = small.plan_graph(graph)
    assert plan.updated == ["source/ke-census"]
    plan.apply(small)
    assert small.reader.get("source/ke-census")["title"]["fr"] == "Recensement"


def test_a_graph_of_others_comes_in_with_what_it_does_not_say(small: Catalogue):
    graph = Graph().parse(
        data="@prefix dct: <http://purl.org/dc/terms/> . @prefix dcat: <http://www.w3.org/ns/dcat#> ."
        '<https://portal.example/d> a dcat:Dataset ; dct:title "Permits"@en ; dct:publisher [ dct:title "Office" ] .'
    )
    assert small.plan_graph(graph).problems
    plan = small.plan_graph(graph, unstated={"country": "area/ke"}, allow_missing=True)
    assert sorted(plan.created) == ["agency/office", "source/permits"]
