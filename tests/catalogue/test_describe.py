"""Records in triples: what every syntax says of them, and what none says."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linked import PARSED, saved, triples, written
from orodha.catalogue.formats.rdf.predicates import uses
from orodha.catalogue.kinds import kinds
from orodha.catalogue.names import PREFIXES, expand
from orodha.catalogue.reader import Reader
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from strategies import collections, evidence
from tries import tries

AGENCY = {"id": "agency/x", "name": {"en": "X"}, "type": "NGO"}
SOURCE: dict[str, Any] = {
    "id": "source/x",
    "title": {"en": "Permits", "sw": "Vibali", "ar": "تصاريح", "pt-BR": "Licenças"},
    "type": "concept/source-kinds-survey",
    "country": "area/ke",
    "topics": ["concept/topics-visas", "concept/topics-labour"],
    "access": "concept/access-open",
    "personal_data": "none",
    "status": "live",
    "holder": "agency/x",
}
BASE = "https://w3id.org/orodha/id/"


OTHERS = [
    pytest.param(one, marks=() if one in ("turtle", "jsonld") else pytest.mark.slow)
    for one in sorted(set(PARSED) - {"ntriples"})
]
"""The starter is tried in two syntaxes quickly, and in the others slowly."""


@pytest.mark.parametrize("syntax", OTHERS)
def test_every_syntax_says_the_same_of_kenya(kenya: Reader, syntax: str):
    assert triples(written(kenya, syntax, evidence=True), syntax) == triples(
        written(kenya, "ntriples", evidence=True), "ntriples"
    )


@tries(6, 25)
def test_every_syntax_says_the_same_of_any_records(examples: int):
    @settings(max_examples=examples)
    @given(collections().filter(bool), st.data())
    def hold(records: list[dict[str, Any]], data: st.DataObject):
        entries = [(one, data.draw(evidence(one["id"].partition("/")[0]))) for one in records]
        with saved(entries) as reader:
            plain = triples(written(reader, "ntriples", evidence=True), "ntriples")
            for syntax in PARSED:
                assert triples(written(reader, syntax, evidence=True), syntax) == plain, syntax

    hold()


@settings(max_examples=10)
@given(collections().filter(bool), st.data())
def test_the_order_of_saving_makes_no_difference(records: list[dict[str, Any]], data: st.DataObject):
    entries = [(one, ()) for one in records]
    with saved(entries) as one, saved(data.draw(st.permutations(entries))) as other:
        for syntax in PARSED:
            assert written(one, syntax) == written(other, syntax), syntax


def test_nothing_is_said_twice(kenya: Reader):
    lines = written(kenya, "ntriples", evidence=True).splitlines()
    assert len(lines) == len(set(lines))


def test_there_are_no_blank_nodes(kenya: Reader):
    for one in triples(written(kenya, "ntriples", evidence=True), "ntriples"):
        assert not isinstance(one.subject, BlankNode) and not isinstance(one.object, BlankNode)


def test_the_catalogue_counts_its_triples_and_records(kenya: Reader):
    said = triples(written(kenya, "ntriples"), "ntriples")
    counted = {one.predicate.value: one.object.value for one in said if one.subject.value == BASE}
    assert int(counted[expand("void:triples")]) == len(said)
    assert int(counted[expand("void:entities")]) == sum(kenya.counts().values())


def test_within_a_kind_or_part_a_predicate_means_one_field():
    found = Counter((use.owner, use.predicate) for use in uses())
    assert [pair for pair, count in found.items() if count > 1] == []


def test_every_field_has_a_predicate_or_a_reason_to_have_none():
    without = {field.name for one in kinds().values() for field in one.fields if not field.means.rdf}
    assert without == {"iri", "extra", "field_visibility"}


@pytest.mark.parametrize("syntax", sorted(PARSED))
def test_every_language_is_kept(syntax: str):
    with saved([(SOURCE, None), (AGENCY, None)]) as reader:
        said = triples(written(reader, syntax), syntax)
    titles = {
        (one.object.value, one.object.language)
        for one in said
        if one.subject.value == f"{BASE}source/x"
        and one.predicate.value == expand("dct:title")
        and isinstance(one.object, Literal)
    }
    assert titles == {(text, tag.lower()) for tag, text in SOURCE["title"].items()}  # the parser lowers them


def test_parts_have_iris_of_their_own_with_a_dot():
    source = SOURCE | {"coverage": {"first_period": "2010"}}
    with saved([(source, None), (AGENCY, None)]) as reader:
        said = triples(written(reader, "ntriples"), "ntriples")
    part = NamedNode(f"{BASE}source.coverage/x")
    assert Triple(NamedNode(f"{BASE}source/x"), NamedNode(expand("orodha:coverage")), part) in said
    year = Literal("2010", datatype=NamedNode(PREFIXES["xsd"] + "gYear"))
    assert Triple(part, NamedNode(expand("dcat:startDate")), year) in said


def test_the_order_of_values_is_told_where_it_is_not_the_alphabetical_one():
    with saved([(SOURCE, None), (AGENCY, None)]) as reader:
        said = triples(written(reader, "ntriples"), "ntriples")
    orders = [one.object.value for one in said if one.predicate.value == expand("orodha:order")]
    assert orders == ["topics 1 0"]


def test_what_a_partner_said_besides_is_said_again():
    extra = {"dct:license": {"@id": "https://example.org/l"}, "schema:x": ["a", {"@language": "sw", "@value": "b"}]}
    with saved([(AGENCY | {"extra": extra}, None)]) as reader:
        said = triples(written(reader, "ntriples"), "ntriples")
    agency = NamedNode(f"{BASE}agency/x")
    assert Triple(agency, NamedNode(expand("dct:license")), NamedNode("https://example.org/l")) in said
    assert Triple(agency, NamedNode(expand("schema:x")), Literal("b", language="sw")) in said


@pytest.mark.parametrize("syntax", sorted(PARSED))
@pytest.mark.parametrize("audience", ["public", "partner"])
def test_an_audience_is_told_nothing_that_is_not_for_it(syntax: str, audience: str):
    secret = {
        "notes": {"en": "Secret"},
        "extra": {"dct:license": "Secret", "x": "Secret"},
        "functions": {"en": "Secret"},
        "field_visibility": {"functions": "internal"},
    }
    hidden = SOURCE | {"id": "source/secret", "title": {"en": "Secret"}, "visibility": "internal"}
    linked = SOURCE | {"part_of": ["source/secret"]}
    entries = [(AGENCY | secret, None), (hidden, None), (linked, None)]
    with saved(entries) as reader:
        assert b"ecret" in written(reader, syntax)
        assert b"ecret" not in written(reader, syntax, audience=audience, evidence=True)


def test_a_field_that_is_not_seen_gives_no_class_to_what_it_leads_to():
    monthly = {"id": "concept/frequency-monthly", "label": {"en": "Monthly"}, "scheme": "scheme/frequency"}
    source = SOURCE | {"frequency": monthly["id"], "field_visibility": {"frequency": "internal"}}
    with saved([(AGENCY, None), (source, None), (monthly, None)]) as reader:
        assert "a dct:Frequency, skos:Concept" in written(reader, "turtle").decode()
        assert "dct:Frequency" not in written(reader, "turtle", audience="partner").decode()


def test_partners_see_contacts_and_the_public_does_not():
    with saved([(AGENCY | {"contacts": [{"post": {"en": "Head"}, "email": "head@example.org"}]}, None)]) as reader:
        assert b"head@" in written(reader, "turtle", audience="partner")
        assert b"head@" not in written(reader, "turtle", audience="public")


def test_a_part_of_a_catalogue_names_what_it_refers_to():
    with saved([(SOURCE, None), (AGENCY | {"acronym": "XYZ"}, None)]) as reader:
        text = written(reader, "turtle", chosen=["source"]).decode()
    assert 'foaf:name "X"@en' in text and "XYZ" not in text
