from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import stores
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import StoreError, StoreUnreachable, UsageError
from orodha.catalogue.exporting import Selection
from orodha.catalogue.graph_store import PASSWORD, TOKEN, USER, GraphStore, Patience
from orodha.catalogue.named_graphs import divide
from orodha.catalogue.pushing import Push, plan, push
from samples import SMALL
from stores import Answer, Request, Store

QUICK = Patience(retries=3, backoff=0.001, connect=5, answer=20)
SECRET = "s3cret pass"
KE, SHARED, INDEX = "country/ke", "shared", "index"


@pytest.fixture(autouse=True)
def nothing_around(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in stores.no_surroundings():
        monkeypatch.delenv(name)


@pytest.fixture
def store() -> Iterator[Store]:
    with stores.serving(Store()) as one:
        yield one


def sent(catalogue: Catalogue, store: Store, **options: Any) -> Push:
    return push(catalogue.reader, store.url, **{"by": "country", "patience": QUICK, **options})


def failure(catalogue: Catalogue, store: Store, **options: Any) -> str:
    with pytest.raises(StoreError) as caught:
        sent(catalogue, store, **options)
    return str(caught.value)


def rename(catalogue: Catalogue, record: str, **fields: object) -> None:
    catalogue.put_all([({**next(one for one in SMALL if one["id"] == record), **fields}, None)])


def states(done: Push) -> dict[str, tuple[str, str]]:
    return {one.iri.rpartition(".graph/")[2]: (one.state, one.action) for one in done.graphs}


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


# --- a store that is in trouble


def test_a_busy_store_is_asked_again(small, store):
    busy = iter([Answer(503, headers={"Retry-After": "0"}), Answer(429), None, Answer(502)])
    store.answers = lambda request: next(busy, "") if request.graph.endswith(KE) else ""
    patience = Patience(retries=5, backoff=0.001)
    sent(small, store, patience=patience)
    bodies = [one.body for one in store.requests if one.method == "PUT" and one.graph.endswith(KE)]
    assert len(bodies) == 5 and len(set(bodies)) == 1 and bodies[0]


def test_a_store_that_stays_busy_is_left_alone(small, store):
    store.answers = lambda request: Answer(503, b"starting")
    assert "answered 503 Service Unavailable" in failure(small, store)
    assert len(store.requests) == QUICK.retries + 1


def test_a_store_that_asks_to_wait_for_an_hour_is_not_waited_for(small, store):
    store.answers = lambda request: Answer(429, headers={"Retry-After": "3600"})
    assert "asks to come back after 3600" in failure(small, store)
    assert len(store.requests) == 1


def test_a_refused_connection_says_where_and_what_to_do(small):
    url = f"http://127.0.0.1:{stores.free_port()}/store"
    with pytest.raises(StoreUnreachable) as caught:
        push(small.reader, url, patience=QUICK)
    assert caught.value.what.startswith(f"{url} cannot be reached (Connection refused): GET of the graph ")
    assert caught.value.advice == "Check the address, and that the store is running."


def test_a_store_that_does_not_answer_in_time_is_an_error(small, store):
    end = threading.Event()
    store.answers = lambda request: None if end.wait(20) else Answer(500)
    try:
        said = failure(small, store, patience=Patience(retries=0, answer=0.05))
    finally:
        end.set()
    assert "has not answered GET of the graph" in said and "for 0.05 seconds" in said


def test_a_store_that_hangs_up_is_an_error(small, store):
    store.answers = lambda request: None
    assert f"{store.url} cannot be reached (" in failure(small, store)


def test_a_store_without_a_certificate_is_not_trusted(small, store):
    said = failure(small, Store(store.url.replace("http:", "https:")))
    assert "does not prove who it is" in said and "REQUESTS_CA_BUNDLE" in said
    assert store.requests == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(403, b"no"), "let you write"),
        (Answer(405), "URL of its Graph Store Protocol"),
        (Answer(413), "--graphs"),
        (Answer(500), "log of the store"),
        (Answer(301, headers={"Location": "https://e.org/store?graph=x"}), "points to: https://e.org/store"),
    ],
)
def test_an_error_of_the_store_says_what_to_do(small, store, answer, said):
    store.answers = lambda request: answer
    text = failure(small, store)
    assert f"{store.url} answered {answer.status} " in text and ".graph/index" in text and said in text


def test_a_redirected_request_is_not_followed(small, store):
    store.answers = lambda request: Answer(302, headers={"Location": store.url}) if request.method == "PUT" else ""
    assert "answered 302 Found to PUT" in failure(small, store)
    assert [one.method for one in store.requests] == ["GET", "PUT"]


@pytest.mark.parametrize("kind", ["text/html", "application/n-triples", ""])
def test_something_else_than_a_store_is_found_out(small, store, kind):
    store.answers = lambda request: Answer(200, b"<html>Welcome</html>", {"Content-Type": kind})
    assert "no graph" in failure(small, store)


def test_the_answer_is_told_without_its_html(small, store):
    page = b"<!DOCTYPE html><html><head><title>x</title></head>\n<body><h1>Virtuoso 42000 Error</h1><p>more</body>"
    store.answers = lambda request: Answer(500, page, {"Content-Type": "text/html"})
    assert ".graph/index: Virtuoso 42000 Error. See" in failure(small, store)


def test_a_proxy_is_taken_from_the_environment(small, store, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", store.url.removesuffix("/store"))
    sent(small, Store("http://store.invalid/data"))
    assert {one.target.partition("?")[0] for one in store.requests} == {"http://store.invalid/data"}


# --- who may write


def test_no_credentials_are_sent_where_there_are_none(small, store, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    sent(small, store)
    assert all("Authorization" not in one.headers for one in store.requests)


def test_without_credentials_a_refusal_says_how_to_give_them(small, store):
    store.answers = stores.wants_basic("amina", SECRET)
    said = failure(small, store)
    assert "answered 401 Unauthorized to GET of the graph" in said and ".graph/index: who are you?" in said
    assert f"Set {USER} and {PASSWORD}, or {TOKEN}, in the environment." in said


@pytest.mark.parametrize("asking", [stores.wants_basic, stores.wants_digest])
def test_name_and_password_are_given_as_the_store_asks(small, store, monkeypatch, asking):
    monkeypatch.setenv(USER, "amina")
    monkeypatch.setenv(PASSWORD, SECRET)
    store.answers = asking("amina", SECRET)
    sent(small, store)
    assert {one.rpartition("/")[2] for one in store.graphs} == {"ke", "shared", "index"}
    assert sum("Authorization" not in one.headers for one in store.requests) <= 2, "asked for once"


def test_a_password_may_have_letters_of_any_script(small, store, monkeypatch):
    monkeypatch.setenv(USER, "amina")
    monkeypatch.setenv(PASSWORD, "ሰላም é")
    store.answers = stores.wants_basic("amina", "ሰላም é")
    sent(small, store)
    assert len(store.graphs) == 3


def test_a_store_that_only_lets_all_read_gets_the_password_with_the_first_small_write(small, store, monkeypatch):
    monkeypatch.setenv(USER, "amina")
    monkeypatch.setenv(PASSWORD, SECRET)
    wants = stores.wants_basic("amina", SECRET)
    store.answers = lambda request: "" if request.method == "GET" else wants(request)
    sent(small, store)
    refused = [one for one in store.requests if one.method != "GET" and "Authorization" not in one.headers]
    assert [one.graph.rpartition("/")[2] for one in refused] == [INDEX]


def test_a_token_is_given_at_once(small, store, monkeypatch):
    monkeypatch.setenv(TOKEN, "t0ken\n")
    sent(small, store)
    assert {one.headers["Authorization"] for one in store.requests} == {"Bearer t0ken"}


@pytest.mark.parametrize("asking", [stores.wants_basic, stores.wants_digest])
def test_a_wrong_password_is_told_and_not_shown(small, store, monkeypatch, asking):
    monkeypatch.setenv(USER, "amina")
    monkeypatch.setenv(PASSWORD, "wrong")
    store.answers = asking("amina", SECRET)
    said = failure(small, store)
    assert f"It does not accept what {USER} and {PASSWORD} say" in said and "wrong" not in said


@pytest.mark.parametrize("name", [PASSWORD, TOKEN])
def test_a_store_that_repeats_what_it_was_told_does_not_make_us_show_it(small, store, monkeypatch, caplog, name):
    caplog.set_level(0)
    if name == PASSWORD:
        monkeypatch.setenv(USER, "amina")
    monkeypatch.setenv(name, "s3cret")

    def repeats(request: Request) -> Answer:
        given = request.headers.get("Authorization", "")
        told = f"s3cret {given}"
        return Answer(403 if given else 401, told.encode(), {"Content-Type": "text/plain"})

    store.answers = repeats
    with pytest.raises(StoreError) as caught:
        sent(small, store)
    shown = f"{caught.value!r} {caught.value} {caught.value.__cause__!r} {caplog.text}"
    assert "***" in shown and "s3cret" not in shown
    assert store.requests[-1].headers["Authorization"].split()[1] not in shown


@pytest.mark.parametrize(
    "url", ["https://amina:s3cret@example.org/store", "amina:s3cret@example.org/store", "https://s3cret@example.org:x/"]
)
def test_a_url_with_a_password_is_refused_and_not_repeated(small, url):
    with pytest.raises(UsageError, match=PASSWORD) as caught:
        push(small.reader, url)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["example.org/store", "ftp://example.org", "https://", "http://e.org:99999/", "http://a b/"]
)
def test_what_is_no_url_of_a_store_is_refused(small, url):
    with pytest.raises(UsageError, match="is not the URL of a triple store"):
        push(small.reader, url)


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({USER: "amina"}, "Set both"),
        ({PASSWORD: SECRET}, "Set both"),
        ({USER: "amina", PASSWORD: SECRET, TOKEN: "t"}, "Unset one"),
        ({TOKEN: "two words"}, "HTTP cannot carry"),
        ({TOKEN: "two\nlines"}, "HTTP cannot carry"),
    ],
)
def test_credentials_that_cannot_be_used_are_told_and_not_shown(environ, said):
    with pytest.raises(UsageError, match=said) as caught:
        GraphStore("http://localhost/store", environ=environ)
    assert not any(value in str(caught.value) for value in (SECRET, "two"))


@pytest.mark.parametrize(
    ("url", "exposed"),
    [("http://example.org/s", True), ("https://example.org/s", False), ("http://localhost:7878/s", False)],
)
def test_credentials_in_clear_are_noticed(url, exposed):
    assert GraphStore(url, environ={TOKEN: "t"}).exposed is exposed
    assert GraphStore(url, environ={}).exposed is False


# --- real stores

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
