"""A triple store that is in trouble, or that wants to know who writes."""

from __future__ import annotations

import threading

import pytest
import stores
from orodha.catalogue.errors import StoreError, StoreUnreachable, UsageError
from orodha.catalogue.graph_store import PASSWORD, TOKEN, USER, GraphStore, Patience
from orodha.catalogue.pushing import push
from pushed import INDEX, KE, QUICK, failure, sent
from stores import Answer, Request, Store

pytestmark = pytest.mark.usefixtures("nothing_around")

SECRET = "s3cret pass"


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
