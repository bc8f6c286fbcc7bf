"""SPARQL over a catalogue: what is answered, what is refused, and what is stopped."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from pathlib import Path

import pyoxigraph
import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import OrodhaError, TimeLimit, UsageError
from orodha.catalogue.querying import Answer, query, shortener
from orodha.catalogue.sparql import check

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o . ?p ?q ?r }"
MANY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def values(answer: Answer) -> list[tuple[str | None, ...]]:
    return [tuple(term and getattr(term, "value", None) for term in row) for row in answer.rows()]


def test_prefixes_of_vocabularies_and_kinds_are_known(small: Catalogue):
    answer = query(small.reader, "SELECT ?s WHERE { ?s a dcat:Dataset ; dct:publisher agency:ke-dis }")
    assert (answer.kind, answer.variables) == ("select", ("s",))
    assert values(answer) == [(small.reader.meta["base"] + "source/ke-permits",)]


def test_a_relative_iri_is_a_record(small: Catalogue):
    assert query(small.reader, "ASK { <source/ke-permits> a dcat:Dataset }").yes
    assert not query(small.reader, "ASK { <source/nothing> a dcat:Dataset }").yes


def test_a_prefix_may_be_declared_otherwise(small: Catalogue):
    assert query(small.reader, "PREFIX source: <http://www.w3.org/ns/dcat#> ASK { ?s a source:Dataset }").yes


def test_a_variable_without_a_value_is_none(small: Catalogue):
    answer = query(small.reader, "SELECT ?x ?s { ?s dct:publisher agency:ke-dis OPTIONAL { ?s dct:nothing ?x } }")
    assert next(answer.rows())[0] is None


def test_describe_and_construct_give_triples(small: Catalogue):
    described = list(query(small.reader, "DESCRIBE source:ke-permits").triples())
    made = query(small.reader, "CONSTRUCT { source:ke-permits ?p ?o } WHERE { source:ke-permits ?p ?o }")
    assert len(described) > 10
    assert made.kind == "graph"
    assert set(made.triples()) == set(described)


def test_what_an_audience_may_not_see_is_not_there(small: Catalogue):
    source = small.get("source/ke-permits")
    source.visibility = "internal"  # type: ignore[attr-defined]
    small.save(source)
    asked = "ASK { source:ke-permits ?p ?o }"
    assert query(small.reader, asked).yes
    assert not query(small.reader, asked, audience="public").yes


def test_evidence_is_there_when_asked_for(small: Catalogue):
    asked = "ASK { ?claim a rdf:Statement ; rdf:subject source:ke-permits ; rdf:object agency:ke-knbs }"
    assert query(small.reader, asked, evidence=True).yes
    assert not query(small.reader, asked).yes


def test_rows_come_once_and_an_answer_says_of_what_kind_it_is(small: Catalogue):
    answer = query(small.reader, "SELECT * { ?s a dcat:Dataset }")
    assert len(list(answer.rows())) == 2
    assert list(answer.rows()) == []
    with pytest.raises(UsageError, match="'select', not 'graph'"):
        answer.triples()


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "PREFIX x: <http://example.org/> # a comment\nWITH x:g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "base <http://example.org/> load <file:///etc/passwd>",
        "CLEAR ALL",
        "drop graph <http://example.org/>",
    ],
)
def test_updates_are_refused(small: Catalogue, text: str):
    with pytest.raises(UsageError, match="cannot change the catalogue"):
        query(small.reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "ASK { FILTER NOT EXISTS { ?s ?p 1SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } } }",
        "PREFIX : <http://127.0.0.1:9/> PREFIX service: <a:a> ASK { SERVICE:x { ?s ?p ?o } }",
        "ASK { ?a ?b ?c FILTER(?a<'#>') SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } FILTER('a' = 'a') }",
        "ASK { ?a ?b ?c FILTER(1<1#>\n) # '''\nSERVICE <http://127.0.0.1:9/> { ?s ?p ?o } # '''\n}",
        "ASK { # '\n SERVICE <http://127.0.0.1:9/#> { ?s ?p ?o } # '\n}",
    ],
)
def test_other_servers_are_not_asked(text: str):
    with pytest.raises(UsageError, match="cannot ask other servers"):
        check(text)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s ?p 'SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }' }",
        'ASK { ?service <http://example.org/SERVICE> "it\'s a \\" SERVICE"@service }',
        "ASK { ?s ?p ?o } # SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }",
        "PREFIX service: <http://example.org/service#> ASK { service:service a service:Service }",
        "PREFIX ex: <http://example.org/> ASK { ex:service ?insert _:service }",
    ],
)
def test_the_word_service_elsewhere_is_no_request(small: Catalogue, text: str):
    assert query(small.reader, text).kind == "ask"


def test_a_graph_elsewhere_is_not_fetched(small: Catalogue):
    assert values(query(small.reader, "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }")) == []


@pytest.mark.parametrize(
    ("text", "what", "advice"),
    [
        ("  # nothing\n", "There is no query", "SELECT"),
        ("<<<", "begins with '<'", "SELECT"),
        ("SELEC ?s { ?s ?p ?o }", "begins with 'SELEC'", "Did you mean SELECT?"),
        ("SELECT ?s {\n  ?s a dcta:Dataset }", "not known, dcta:, in line 2, column 8", "Did you mean dct"),
        ("ASK { ?s a zzzz:Dataset }", "not known, zzzz:, in line 1, column 12", "Begin the query with: PREFIX zzzz:"),
        ("ASK { ?s a dcat:Dataset", "in line 1, column 5, at '{ ?s", "This { is not closed."),
        ("ASK { ?s a dcat:Dataset ) }", "in line 1, column 25, at ') }'", "This ) closes nothing."),
        ("ASK {\n ?s dct:title 'Census }", "in line 2, column 15", "begins with ' does not end"),
        ("ASK { ?s title ?t }", "in line 1, column 10, at 'title", "'title' is no word of SPARQL"),
        ("ASK { ?s ?p ?o FILTER ?o > 1 }", "cannot be read", "stands in brackets"),
        ("SELECT ?a (COUNT(?b) AS ?n) { ?a ?p ?b }", "cannot be read", "GROUP BY"),
        ("SELECT ?s { ?s a dcat:Dataset, }", "cannot be read", "The mistake is there or before"),
    ],
)
def test_a_query_that_cannot_be_read_is_explained(small: Catalogue, text: str, what: str, advice: str):
    with pytest.raises(UsageError) as caught:
        query(small.reader, text)
    assert what in caught.value.what
    assert advice in caught.value.advice


@pytest.mark.parametrize("text", ["ASK {" + "{" * 5000 + "}" * 5001, "ASK { FILTER(" + "1 || " * 60_000 + "1) }"])
def test_a_query_that_is_too_large_is_refused(text: str):
    with pytest.raises(UsageError, match="too large"):
        check(text)


def test_a_large_query_does_not_bring_the_process_down(small: Catalogue):
    assert query(small.reader, "ASK { FILTER(" + "!" * 20_000 + "1) }").yes


def test_an_endless_query_is_stopped(closed: Path):
    """In a process of its own: the thread that works on it would take a processor from all tests that come after."""
    lines = (
        "import sys; from orodha.catalogue.reader import Reader; from orodha.catalogue.querying import query",
        "answer = query(Reader.open(sys.argv[1]), sys.argv[2], timeout=0.5)",
        "list(answer.rows())",
    )
    command = [sys.executable, "-c", "\n".join(lines), str(closed), ENDLESS]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert "TimeLimit: The query was stopped: it took longer than 0.5 seconds." in done.stderr


def test_an_answer_without_end_is_stopped_on_its_way(small: Catalogue):
    answer = query(small.reader, MANY, timeout=0.5)
    with pytest.raises(TimeLimit):
        for _ in answer.rows():
            pass
    assert list(answer.rows()) == []


def test_work_ends_when_nobody_reads_on(small: Catalogue):
    before = {one for one in threading.enumerate() if one.name == "orodha query"}
    answers = [query(small.reader, MANY) for _ in range(3)]
    next(answers[0].rows())
    with answers[1]:
        pass
    del answers
    gc.collect()
    for one in set(threading.enumerate()) - before:
        if one.name == "orodha query":
            one.join(20)
            assert not one.is_alive()


def test_what_goes_wrong_on_the_way_is_an_error_of_ours(small: Catalogue, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> None:
        raise OSError("no memory")

    monkeypatch.setattr("orodha.catalogue.querying._Evaluation._answer", broken)
    with pytest.raises(OrodhaError, match="cannot be answered: no memory"):
        query(small.reader, "ASK { ?s ?p ?o }")


def test_iris_are_said_as_people_do(small: Catalogue):
    short = shortener(small.reader)
    base = small.reader.meta["base"]
    said = [base + "source/ke-permits", "https://example.org/census", "http://purl.org/dc/terms/title", "urn:x:y", base]
    assert list(map(short, said)) == ["source/ke-permits", "source/ke-census", "dct:title", "urn:x:y", base]


def test_terms_are_those_of_pyoxigraph(small: Catalogue):
    ((title,),) = query(small.reader, "SELECT ?t { agency:ke-dis foaf:name ?t FILTER(lang(?t) = 'sw') }").rows()
    assert title == pyoxigraph.Literal("Idara ya Huduma za Uhamiaji", language="sw")
