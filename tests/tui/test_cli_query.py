from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat

SOURCES = "SELECT ?source ?title ?unit { ?source dct:publisher agency:ke-dis ; a dcat:Dataset ; dct:title ?title"
SOURCES += " OPTIONAL { ?source orodha:unit ?unit } } ORDER BY ?source"
GRAPH = (
    "CONSTRUCT { ?s dct:title ?t ; dct:relation [ rdfs:label ?t ] } { ?s dct:publisher agency:ke-dis ; dct:title ?t }"
)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"

Bindings = list[dict[str, dict[str, str]]]


@pytest.fixture
def bindings(run: Callable[..., object]) -> Bindings:
    return json.loads(run("query", SOURCES, "--json").stdout)["results"]["bindings"]


def test_a_table_has_short_ids_and_plain_texts(run):
    result = run("query", SOURCES)
    head, *lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert head.split() == ["SOURCE", "TITLE", "UNIT"]
    assert any(line.startswith("source/ke-efns ") and " Electronic Foreign" in line for line in lines)


def test_a_table_has_curies_of_vocabularies(run):
    assert run("query", "SELECT DISTINCT ?c { source:ke-efns a ?c } ORDER BY ?c").stdout.split() == [
        "C",
        "dcat:Dataset",
        "dcat:Resource",
    ]


def test_json_is_that_of_sparql(run):
    text = run("query", SOURCES, "--json").stdout
    solutions = pyoxigraph.parse_query_results(text, format=QueryResultsFormat.JSON)
    assert isinstance(solutions, QuerySolutions)
    assert [one.value for one in solutions.variables] == ["source", "title", "unit"]
    titles = {one["source"].value: one["title"] for one in solutions}
    efns = titles["https://w3id.org/orodha/id/source/ke-efns"]
    assert efns == pyoxigraph.Literal("Electronic Foreign Nationals Service System", language="en")


def test_csv_and_json_and_table_have_the_same_rows(run, bindings: Bindings):
    rows = list(csv.DictReader(io.StringIO(run("query", SOURCES, "--csv").stdout)))
    names = ("source", "title", "unit")
    assert rows == [{name: one[name]["value"] if name in one else "" for name in names} for one in bindings]
    lines = run("query", SOURCES).stdout.splitlines()[1:]
    assert [line.split()[0] for line in lines] == [row["source"].split("/id/")[1] for row in rows]


def test_json_tells_datatypes_and_what_has_no_value(run):
    asked = "SELECT ?flag ?text ?none ?node { BIND(true AS ?flag) BIND('x' AS ?text) BIND(BNODE() AS ?node) }"
    (row,) = json.loads(run("query", asked, "--json").stdout)["results"]["bindings"]
    assert row.pop("node")["type"] == "bnode"
    assert row == {
        "flag": {"type": "literal", "value": "true", "datatype": "http://www.w3.org/2001/XMLSchema#boolean"},
        "text": {"type": "literal", "value": "x"},
    }


def test_a_graph_is_turtle_and_the_same_in_every_format(run):
    texts = {name: run("query", GRAPH, "--format", name).stdout for name in ("turtle", "nt", "jsonld")}
    formats = {"turtle": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD}
    graphs = [{str(one.triple) for one in pyoxigraph.parse(texts[name], format=formats[name])} for name in formats]
    assert "source:ke-efns dct:relation _:c14n" in texts["turtle"]
    assert run("query", GRAPH).stdout == texts["turtle"]
    counts = {len(graph) for graph in graphs}
    assert len(counts) == 1 and counts.pop() >= 15
    assert sorted(texts["nt"].splitlines()) == sorted(f"{one} ." for one in graphs[1])


def test_the_same_graph_is_the_same_text(run):
    assert run("query", GRAPH).stdout == run("query", GRAPH).stdout


def test_describe_says_what_an_export_says(run, own, tmp_path: Path):
    run("export", str(tmp_path / "one.nt"), "--no-evidence", db=own)
    subject = "<https://w3id.org/orodha/id/source/ke-efns> "
    lines = (tmp_path / "one.nt").read_text(encoding="utf-8").splitlines()
    described = run("query", "DESCRIBE source:ke-efns", "--format", "nt").stdout.splitlines()
    assert sorted(described) == sorted(line for line in lines if line.startswith(subject))


@pytest.mark.parametrize(("term", "code", "word"), [("source:ke-efns", 0, "yes"), ("source:nothing", 1, "no")])
def test_ask_says_yes_or_no_and_exits_so(run, term: str, code: int, word: str):
    result = run("query", f"ASK {{ {term} a dcat:Dataset }}")
    assert (result.exit_code, result.stdout) == (code, f"{word}\n")
    as_json = run("query", f"ASK {{ {term} a dcat:Dataset }}", "--json")
    assert json.loads(as_json.stdout) == {"head": {}, "boolean": not code}


def test_a_query_comes_from_a_file_or_from_stdin(run, tmp_path: Path):
    path = tmp_path / "q.rq"
    path.write_text("\ufeff" + SOURCES, encoding="utf-8")
    expected = run("query", SOURCES).stdout
    assert run("query", "--file", str(path)).stdout == expected
    assert run("query", "-", input=SOURCES).stdout == expected


def test_a_query_is_given_once(run, tmp_path: Path):
    path = tmp_path / "q.rq"
    path.write_text(SOURCES)
    for arguments in ((), (SOURCES, "--file", str(path))):
        result = run("query", *arguments)
        assert result.exit_code == 2
        assert "--file" in result.stderr


def test_a_file_that_is_no_text_is_refused(run, tmp_path: Path):
    path = tmp_path / "q.rq"
    path.write_bytes(b"\xff\xfe\x00")
    result = run("query", "--file", str(path))
    assert result.exit_code == 2
    assert "UTF-8" in result.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "cannot change the catalogue"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("ASK { ?s a dcatt:Dataset }", "dcatt:, in line 1, column 12"),
        ("SELECT ?s {", "This { is not closed"),
    ],
)
def test_what_cannot_be_asked_is_wrong_usage(run, text: str, told: str):
    result = run("query", text)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((GRAPH, "--json"), "--format jsonld"),
        ((GRAPH, "--csv"), "--format jsonld"),
        ((SOURCES, "--format", "nt"), "CONSTRUCT and DESCRIBE"),
        ((SOURCES, "--timeout", "0"), "--timeout"),
    ],
)
def test_an_answer_is_written_as_what_it_is(run, arguments: tuple[str, ...], told: str):
    result = run("query", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_nothing_found_is_said_on_stderr(run):
    result = run("query", "SELECT ?s { ?s a orodha:Nothing }", "--json")
    assert json.loads(result.stdout) == {"head": {"vars": ["s"]}, "results": {"bindings": []}}
    assert result.stderr == "Nothing found.\n"
    assert "FROM and GRAPH" in run("query", "SELECT ?s FROM <http://127.0.0.1:9/> { ?s ?p ?o }").stderr


def test_an_audience_asks_what_it_may_see(run, own):
    assert run("edit", "source/ke-efns", "visibility=internal", db=own).exit_code == 0
    asked = "ASK { source:ke-efns ?p ?o }"
    assert run("query", asked, db=own).exit_code == 0
    assert run("query", asked, "--audience", "public", db=own).exit_code == 1


def test_evidence_is_there_when_asked_for(run):
    asked = "ASK { ?claim a rdf:Statement }"
    assert [run("query", asked, *more).exit_code for more in ((), ("--evidence",))] == [1, 0]


def test_a_query_that_never_ends_is_stopped_and_the_process_ends(kenya: Path):
    command = [sys.executable, "-m", "orodha.tui", "--db", str(kenya), "query", ENDLESS, "--timeout", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "longer than 1 second" in done.stderr


def test_rows_of_json_stand_on_lines_of_their_own_at_a_terminal(run, screen):
    text = run("query", SOURCES, "--json").stdout
    assert len(text.splitlines()) > 10
    assert json.loads(text)["head"] == {"vars": ["source", "title", "unit"]}
