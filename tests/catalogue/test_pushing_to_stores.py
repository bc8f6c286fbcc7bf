"""Real triple stores: they answer as the catalogue does."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import stores
from orodha.catalogue import Catalogue
from orodha.catalogue.exporting import Selection
from orodha.catalogue.graph_store import PASSWORD, USER
from orodha.catalogue.named_graphs import divide
from orodha.catalogue.pushing import push
from pushed import KE, QUICK, SHARED, failure, rename, states
from stores import Store

pytestmark = pytest.mark.usefixtures("nothing_around")

QUERIES = {
    "all": "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } FILTER(!STRENDS(STR(?g), '/.graph/index')) }",
    "titles": "SELECT ?s ?t WHERE { GRAPH ?g { ?s <http://purl.org/dc/terms/title> ?t } }",
    "across graphs": (
        "SELECT ?source ?name WHERE { GRAPH ?a { ?source <http://purl.org/dc/terms/publisher> ?agency }"
        " GRAPH ?b { ?agency <http://xmlns.com/foaf/0.1/name> ?name } }"
    ),
    "counts": (
        "SELECT ?type (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s a ?type }"
        " FILTER(!STRENDS(STR(?g), '/.graph/index')) } GROUP BY ?type"
    ),
}


def local(catalogue: Catalogue, folder: Path) -> pyoxigraph.Store:
    """The same graphs in a store of this process."""
    folder.mkdir()
    store = pyoxigraph.Store()
    for one in divide(Selection(catalogue.reader, audience="public"), "country", folder=folder):
        assert one.path
        store.load(path=one.path, format=pyoxigraph.RdfFormat.N_TRIPLES, to_graph=pyoxigraph.NamedNode(one.iri))
    return store


def rows(answer: Any) -> list[list[str]]:
    return sorted([str(value) for value in one] for one in answer)


def test_oxigraph_answers_as_the_catalogue_does(small, tmp_path):
    with stores.oxigraph(tmp_path) as url:
        for name in ("before", "after"):
            done = push(small.reader, f"{url}/store", by="country", patience=QUICK)
            expected = local(small, tmp_path / name)
            for query in QUERIES.values():
                answer = pyoxigraph.parse_query_results(
                    stores.select(f"{url}/query", query), format=pyoxigraph.QueryResultsFormat.JSON
                )
                assert isinstance(answer, pyoxigraph.QuerySolutions)
                wanted = expected.query(query)
                assert rows(answer) == rows(wanted) != []
            assert sum(one.triples for one in done.graphs) == len(expected)
            rename(small, "source/ke-permits", acronym="NEW")
        again = push(small.reader, f"{url}/store", by="none", prune=True, patience=QUICK)
        assert [one.state for one in again.graphs] == ["new", "gone", "gone"]
        assert b".graph/country" not in stores.select(f"{url}/query", QUERIES["all"])


@pytest.mark.slow
@pytest.mark.skipif(not stores.VIRTUOSO, reason="virtuoso-t is not installed (Debian: virtuoso-opensource)")
def test_virtuoso_takes_the_catalogue_with_digest_authentication(small, tmp_path, monkeypatch):
    monkeypatch.setenv(USER, "dba")
    monkeypatch.setenv(PASSWORD, "dba")
    with stores.virtuoso(tmp_path) as url:
        store = f"{url}/sparql-graph-crud-auth"
        done = push(small.reader, store, by="country", patience=QUICK)
        assert states(done) == {KE: ("new", "send"), SHARED: ("new", "send")}
        assert states(push(small.reader, store, by="country", patience=QUICK)) == {
            KE: ("unchanged", ""),
            SHARED: ("unchanged", ""),
        }
        expected = local(small, tmp_path / "local")
        for name in ("titles", "across graphs"):
            answer = pyoxigraph.parse_query_results(
                stores.select(f"{url}/sparql", f"{QUERIES[name]} # {os.getpid()}").replace(
                    b"typed-literal", b"literal"
                ),
                format=pyoxigraph.QueryResultsFormat.JSON,
            )
            wanted = rows(expected.query(QUERIES[name]))
            assert wanted
            got = rows(answer)
            assert [one for one in wanted if one not in got] == []
        assert states(push(small.reader, store, by="none", prune=True, patience=QUICK))[KE] == ("gone", "delete")
        monkeypatch.setenv(PASSWORD, "wrong")
        assert "does not accept" in failure(small, Store(store))
