"""Our own SHACL shapes: one of every declaration, and kept by everything that is written."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

import pyoxigraph as ox
import pytest
import shacl
from hypothesis import given, settings
from hypothesis import strategies as st
from linked import saved
from orodha.catalogue.checks import Finding
from orodha.catalogue.conformance import check
from orodha.catalogue.formats.rdf.shapes import ONCE, SHAPES, field_of_shape, turtle
from orodha.catalogue.formats.rdf.shapes_by_hand import ORDERED
from orodha.catalogue.kinds import fields_of, kinds
from orodha.catalogue.names import PREFIXES, expand
from orodha.catalogue.record import Record
from strategies import collections, documents
from tries import tries

SH = "http://www.w3.org/ns/shacl#"
PREFIX = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
BASE = "https://example.org/id/"
NUMBERS = count()


@pytest.fixture(scope="module")
def shapes() -> ox.Store:
    """Our shapes, to be asked."""
    store = ox.Store()
    store.load(turtle().encode(), format=ox.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def compiled() -> shacl.Shapes:
    """Our shapes, to be held to."""
    return shacl.Shapes.from_turtle(turtle())


def results(compiled: shacl.Shapes, data: str) -> set[tuple[str, str]]:
    """What our shapes find: the name of the shape, and the node."""
    found = compiled.validate_turtle(f"{PREFIX}@prefix : <{BASE}> .\n{data}").results
    return {((one.source_shape or one.root_shape or "")[1:-1].removeprefix(SHAPES), one.focus_node) for one in found}


def found_in(given_documents: list[dict[str, Any]]) -> list[Finding]:
    """What our shapes find in a catalogue of some documents; dates out of order apart, which are valid."""
    with saved((with_own_iris(document), None) for document in given_documents) as reader:
        found = check(reader, ["orodha"], engine="shacl")
    return [one for one in found if not one.rule.startswith("order-")]


def with_own_iris(value: Any) -> Any:
    """A document in which no two things have one IRI: nothing then refers to a record of a wrong kind."""
    if isinstance(value, dict):
        own = {"iri": f"https://example.net/{next(NUMBERS)}"} if ":" in str(value.get("iri")) else {}
        return {name: with_own_iris(one) for name, one in value.items()} | own
    return [with_own_iris(one) for one in value] if isinstance(value, list) else value


def values(shapes: ox.Store, shape: str, predicate: str) -> list[Any]:
    quads = shapes.quads_for_pattern(ox.NamedNode(SHAPES + shape), ox.NamedNode(SH + predicate), None)
    return [quad.object.value for quad in quads]


def test_every_field_of_every_kind_has_a_shape(shapes: ox.Store):
    for name, kind in kinds().items():
        for field in kind.fields:
            if not field.means.rdf or field.means.rdf == "rdf:type":
                continue
            owner = "record" if field.name in Record.model_fields else name
            ends = ["", ONCE] if not field.many else [""]
            said = [values(shapes, f"{owner}.{field.name}{end}", "name") for end in ends]
            assert [field.name] in said, f"{name}.{field.name}"


def test_every_field_of_every_part_has_a_shape(shapes: ox.Store):
    for part in {field.part for kind in kinds().values() for field in kind.fields if field.part}:
        for field in fields_of(part):
            if field.means.rdf:
                said = [values(shapes, f"{part.__name__}.{field.name}{end}", "name") for end in ("", ONCE)]
                assert [field.name] in said, f"{part.__name__}.{field.name}"


def test_every_shape_of_a_field_says_what_to_do(shapes: ox.Store):
    for quad in shapes.quads_for_pattern(None, ox.NamedNode(SH + "name"), None):
        (message,) = values(shapes, quad.subject.value.removeprefix(SHAPES), "message")
        assert message.startswith(("Give ", "Leave "))


def test_a_second_value_is_no_more_than_a_warning(shapes: ox.Store):
    for constraint in ("maxCount", "uniqueLang"):
        for quad in shapes.quads_for_pattern(None, ox.NamedNode(SH + constraint), None):
            if isinstance(quad.subject, ox.NamedNode) and not quad.subject.value.startswith(f"{SHAPES}record."):
                name = quad.subject.value.removeprefix(SHAPES)
                assert values(shapes, name, "severity") == [f"{SH}Warning"], name


def test_the_shapes_are_the_same_each_time():
    assert turtle() == turtle()


def test_a_shape_tells_its_kind_and_field():
    assert field_of_shape(f"{SHAPES}source.title") == ("source", "title")
    assert field_of_shape(f"{SHAPES}quality-report.text{ONCE}") == ("quality-report", "text")
    assert field_of_shape("https://example.org/shapes#source.title") == ("", "")


def test_a_kind_of_another_package_gets_its_shape(probe: type[Record]):
    assert "shapes:probe a sh:NodeShape ;\n    sh:targetClass orodha:Probe" in turtle()


@pytest.mark.parametrize("name", sorted(kinds()))
@tries(2, 8)
def test_what_is_written_of_a_kind_keeps_the_shapes(name: str, examples: int):
    @settings(max_examples=examples)
    @given(data=st.data())
    def hold(data: st.DataObject):
        many = data.draw(st.lists(documents(name), min_size=1, max_size=6, unique_by=(_id, _iri)))
        assert found_in(many) == []

    hold()


@tries(4, 20)
def test_what_is_written_of_several_kinds_keeps_the_shapes(examples: int):
    @settings(max_examples=examples)
    @given(many=collections(10))
    def hold(many: list[dict[str, Any]]):
        assert found_in(many) == []

    hold()


def _id(document: dict[str, Any]) -> str:
    return document["id"]


def _iri(document: dict[str, Any]) -> str:
    return document.get("iri", document["id"])


MAPPING = """<https://example.org/id/mapping/a> a sssom:Mapping, owl:Axiom ; dct:identifier "mapping/a" ;
    sssom:subject_id :x ; sssom:object_id :y ; sssom:predicate_id skos:exactMatch ;
    sssom:mapping_justification semapv:ManualMappingCuration"""
THING = "<https://example.org/id/mapping/a>"


@pytest.mark.parametrize(
    ("data", "shape"),
    [
        (f"{MAPPING} .", ""),
        (f"{MAPPING} ; sssom:confidence 1.5e0 .", "mapping.confidence"),
        (f"{MAPPING} ; sssom:confidence 1 .", "mapping.confidence"),
        (f"{MAPPING} ; sssom:mapping_date '2019-13-45'^^xsd:date .", "mapping.date"),
        (f"{MAPPING} ; sssom:mapping_date '2019'^^xsd:gYear, '2020'^^xsd:gYear .", "mapping.date-once"),
        (MAPPING.replace("skos:exactMatch", "skos:broader"), "mapping.predicate"),
        (MAPPING.replace("sssom:subject_id :x ;", ""), "mapping.subject"),
        (MAPPING.replace("sssom:subject_id :x ;", "sssom:subject_id 'x' ;"), "mapping.subject"),
        (MAPPING.replace("a sssom:Mapping, owl:Axiom", "a skos:Concept"), "classes"),
        (f"{MAPPING} . :y a foaf:Agent ; dct:identifier 'agency/y' .", "mapping.object"),
    ],
)
def test_what_is_wrong_is_found(compiled: shacl.Shapes, data: str, shape: str):
    found = results(compiled, data if data.rstrip().endswith(".") else f"{data} .")
    assert (shape, THING) in found if shape else found == set()


@pytest.mark.parametrize(
    ("date", "kept"),
    [
        ("'2019'^^xsd:gYear", True),
        ("'2019-08'^^xsd:gYearMonth", True),
        ("'2020-02-29'^^xsd:date", True),
        ("'2020-02-29T12:00:00Z'^^xsd:dateTime", True),
        ("'2019-02-29'^^xsd:date", False),
        ("'2019-13-01'^^xsd:date", False),
        ("'2019-13'^^xsd:gYearMonth", False),
        ("'2019-02-30T12:00:00Z'^^xsd:dateTime", False),
        ("'2019'", False),
        ("'last year'@en", False),
        ("'2019-08'^^xsd:date", False),
    ],
)
def test_a_date_is_held_to_exist(compiled: shacl.Shapes, date: str, kept: bool):
    assert (results(compiled, f":a dct:issued {date} .") == set()) is kept


@pytest.mark.parametrize(("first", "last"), ORDERED)
def test_an_end_before_its_start_is_found(compiled: shacl.Shapes, first: str, last: str):
    shape = f"order-{last.replace(':', '-')}"

    def found(start: str, end: str) -> bool:
        return (shape, f"<{BASE}a>") in results(compiled, f":a {first} {_typed(start)} ; {last} {_typed(end)} .")

    assert found("2020", "2019")
    assert found("2020-05", "2020-04-30")
    assert not found("2020-05", "2020")
    assert not found("2020", "2020-05-01")
    assert not found("2020-05-01", "2020-05-01")


def _typed(date: str) -> str:
    return f"'{date}'^^xsd:{ {4: 'gYear', 7: 'gYearMonth', 10: 'date'}[len(date)] }"


def test_predicates_of_dates_are_known_ones():
    assert all(re.match("http", expand(one)) for pair in ORDERED for one in pair)
