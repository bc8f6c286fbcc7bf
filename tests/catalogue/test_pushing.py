"""What is sent to a triple store, what is left alone, and what a plan says of it."""

from __future__ import annotations

import pytest
import stores
from orodha.catalogue.errors import UsageError
from orodha.catalogue.exporting import Selection
from orodha.catalogue.named_graphs import divide
from orodha.catalogue.pushing import plan
from pushed import INDEX, KE, SHARED, failure, rename, sent, states
from stores import Answer

pytestmark = pytest.mark.usefixtures("nothing_around")

# --- what is sent


def test_a_store_gets_each_graph_and_an_index(small, store, tmp_path):
    done = sent(small, store)
    assert states(done) == {KE: ("new", "send"), SHARED: ("new", "send")}
    graphs = divide(Selection(small.reader, audience="public"), "country", folder=tmp_path)
    assert {one.iri: one.path.read_bytes() for one in graphs} == {
        iri: content for iri, content in store.graphs.items() if not iri.endswith(INDEX)
    }
    assert {(one.iri, one.records, one.triples, one.digest) for one in done.graphs} == {
        (one.iri, one.records, one.triples, one.digest) for one in graphs
    }


def test_an_unchanged_catalogue_sends_nothing(small, store):
    sent(small, store)
    store.requests.clear()
    assert states(sent(small, store)) == {KE: ("unchanged", ""), SHARED: ("unchanged", "")}
    assert [one.method for one in store.requests] == ["GET"]


def test_only_what_has_changed_is_sent(small, store):
    small.put_all([({"id": "agency/ug-dcic", "name": "DCIC", "type": "department", "country": "area/ke"}, None)])
    sent(small, store)
    small.put_all([({"id": "agency/ug-dcic", "name": "Directorate", "type": "department", "country": "area/ke"}, None)])
    store.requests.clear()
    assert states(sent(small, store)) == {KE: ("changed", "send"), SHARED: ("unchanged", "")}
    assert store.asked("PUT") == [INDEX, KE]
    assert store.asked("POST") == [INDEX]


def test_force_sends_all_again(small, store):
    sent(small, store)
    assert states(sent(small, store, force=True)) == {KE: ("unchanged", "send"), SHARED: ("unchanged", "send")}
    assert store.asked("PUT").count(KE) == 2
    assert states(sent(small, store)) == {KE: ("unchanged", ""), SHARED: ("unchanged", "")}


def test_the_single_graph_can_be_named(small, store):
    sent(small, store, by="none", graph="https://example.org/kenya")
    assert sorted(store.graphs) == ["https://example.org/kenya", f"{small.reader.meta['base']}.graph/index"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"by": "country", "graph": "https://e.org/x"}, "One graph cannot be named where there are several"),
        ({"by": "none", "graph": "kenya"}, "'kenya' cannot be the name of a graph"),
        ({"by": "none", "graph": "https://w3id.org/orodha/id/.graph/index"}, "cannot be the name of a graph"),
        ({"by": "county"}, "Did you mean country"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_asked(small, store, options, said):
    with pytest.raises(UsageError, match=said):
        sent(small, store, **options)
    assert store.requests == []


def test_the_audience_does_not_get_what_is_not_for_it(small, store):
    sent(small, store)
    public = b"".join(store.graphs.values())
    sent(small, store, audience="partner", evidence=True)
    assert b"stat@example.org" not in public
    assert b"stat@example.org" in b"".join(store.graphs.values())
    assert b"page 12" in b"".join(store.graphs.values())


def test_progress_is_told(small, store):
    told = list[tuple[int, int, str]]()
    sent(small, store, progress=lambda *one: told.append(one))
    assert [(number, count, iri.rpartition(".graph/")[2]) for number, count, iri in told] == [
        (0, 2, KE),
        (1, 2, SHARED),
    ]


# --- going on, and tidying up


def test_an_interrupted_push_goes_on_where_it_stopped(small, store):
    store.answers = lambda request: Answer(500, b"out of memory") if request.graph.endswith(SHARED) else ""
    said = failure(small, store)
    assert "500 Internal Server Error to PUT of the graph" in said and ".graph/shared: out of memory." in said
    assert "1 of 2 graphs were sent; the same command goes on from there." in said
    store.answers = lambda request: ""
    store.requests.clear()
    assert states(sent(small, store)) == {KE: ("unchanged", ""), SHARED: ("changed", "send")}
    assert store.asked("PUT") == [INDEX, SHARED]


def test_a_graph_that_was_half_sent_is_sent_again_though_the_catalogue_is_as_before(small, store):
    sent(small, store)
    rename(small, "agency/ke-dis", name="DIS")
    store.answers = lambda request: Answer(500) if (request.method, request.graph[-2:]) == ("PUT", "ke") else ""
    failure(small, store)
    store.answers = lambda request: ""
    rename(small, "agency/ke-dis")
    assert states(sent(small, store))[KE] == ("changed", "send")


def test_graphs_that_are_gone_are_told_and_left(small, store):
    sent(small, store)
    before = dict(store.graphs)
    done = sent(small, store, by="none")
    assert states(done) == {"all": ("new", "send"), KE: ("gone", ""), SHARED: ("gone", "")}
    assert before.keys() < store.graphs.keys()
    assert states(sent(small, store))[KE] == ("unchanged", "")


def test_prune_deletes_what_was_pushed_and_is_gone_and_nothing_else(small, store):
    store.graphs["https://example.org/of-others"] = b"<a:a> <a:b> <a:c> .\n"
    sent(small, store)
    done = sent(small, store, by="none", prune=True)
    assert states(done) == {"all": ("new", "send"), KE: ("gone", "delete"), SHARED: ("gone", "delete")}
    assert store.asked("DELETE") == [KE, SHARED]
    assert {one.rpartition("/")[2] for one in store.graphs} == {"all", "index", "of-others"}
    assert states(sent(small, store, by="none", prune=True)) == {"all": ("unchanged", "")}


def test_a_graph_that_somebody_else_deleted_can_be_pruned(small, store):
    sent(small, store)
    store.graphs = {iri: content for iri, content in store.graphs.items() if iri.endswith(INDEX)}
    sent(small, store, by="none", prune=True)
    assert states(sent(small, store, by="none")) == {"all": ("unchanged", "")}


# --- planning


def test_a_plan_sends_nothing(small, store):
    planned = plan(small.reader, store.url, by="country")
    assert [one.method for one in store.requests] == ["GET"]
    assert planned.graphs == sent(small, store).graphs
    assert states(plan(small.reader, store.url, by="country")) == {KE: ("unchanged", ""), SHARED: ("unchanged", "")}


def test_a_plan_needs_no_store(small):
    planned = plan(small.reader, f"http://127.0.0.1:{stores.free_port()}/store", by="country")
    assert states(planned) == {KE: ("unknown", "send"), SHARED: ("unknown", "send")}
    assert "Connection refused" in planned.unreachable
    assert all(one.triples and one.digest for one in planned.graphs)
