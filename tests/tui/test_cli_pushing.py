from __future__ import annotations

import json

import pytest
import stores
from stores import Answer

pytestmark = pytest.mark.usefixtures("nothing_around")


def test_push_tells_what_it_sent_and_the_second_time_that_all_is_there(run, store):
    first = run("push", store.url, "--graphs", "country")
    assert first.exit_code == 0
    heads, *rows = first.stdout.splitlines()
    assert heads.split() == ["GRAPH", "RECORDS", "TRIPLES", "STATE"]
    assert {row.split()[0] for row in rows} == {one for one in store.graphs if not one.endswith("/index")}
    assert f"Sent {len(rows)} graphs to {store.url}: " in first.stderr
    second = run("push", store.url, "--graphs", "country")
    assert (second.exit_code, second.stdout) == (0, "")
    assert second.stderr == f"{len(rows)} graphs are there already.\n"


def test_a_dry_run_sends_nothing(run, store):
    result = run("push", store.url, "--dry-run")
    assert result.exit_code == 0
    assert "Would send 1 graph to " in result.stderr and result.stdout.rstrip().endswith("new")
    assert store.graphs == {}


def test_a_dry_run_without_a_store_says_what_it_does_not_know(run):
    result = run("push", f"http://127.0.0.1:{stores.free_port()}/store", "--dry-run")
    assert result.exit_code == 0
    assert "cannot be reached" in result.stderr and "not known what the store has already" in result.stderr
    assert result.stdout.rstrip().endswith("unknown")


def test_json_has_every_graph(run, store):
    run("push", store.url, "--graph", "https://example.org/ke")
    done = json.loads(run("push", store.url, "--graphs", "agency", "--dry-run", "--json").stdout)
    assert done["store"] == store.url and done["dry_run"] is True
    states = {one["iri"]: (one["state"], one["action"]) for one in done["graphs"]}
    assert states["https://example.org/ke"] == ("gone", "")
    assert states["https://w3id.org/orodha/id/.graph/agency/ke-dis"] == ("new", "send")
    assert all(one["digest"].startswith("sha256:") for one in done["graphs"])


def test_what_is_gone_is_told_and_pruned_on_request(run, store):
    run("push", store.url, "--graph", "https://example.org/ke")
    assert "1 graph in the store is gone from here; delete with --prune." in run("push", store.url).stderr
    result = run("push", store.url, "--prune")
    assert "Deleted 1 graph." in result.stderr and "https://example.org/ke" not in store.graphs


def test_force_and_audience_and_evidence_are_heeded(run, store):
    run("push", store.url)
    public = len(store.graphs["https://w3id.org/orodha/id/.graph/all"])
    assert "Sent 1 graph" in run("push", store.url, "--force").stderr
    run("push", store.url, "--audience", "internal", "--evidence")
    assert len(store.graphs["https://w3id.org/orodha/id/.graph/all"]) > public


def test_an_error_says_what_and_where_and_what_to_do(run, store):
    store.answers = lambda request: Answer(401, b"Login first\nsecond line")
    result = run("push", store.url)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"error: {store.url} answered 401 Unauthorized to GET of the graph https://")
    assert ".graph/index: Login first.\n  Set ORODHA_PUSH_USER and ORODHA_PUSH_PASSWORD" in result.stderr


def test_a_password_in_the_url_is_refused_and_not_repeated(run):
    result = run("push", "https://amina:s3cret@example.org/store")
    assert result.exit_code == 2 and "s3cret" not in result.stdout + result.stderr


def test_credentials_are_never_shown(run, store):
    store.answers = lambda request: Answer(403, str(request.headers).encode())
    result = run("push", store.url, ORODHA_PUSH_TOKEN="s3cret")
    assert result.exit_code == 1 and "s3cret" not in result.stdout + result.stderr
    assert "Bearer ***" in result.stderr
