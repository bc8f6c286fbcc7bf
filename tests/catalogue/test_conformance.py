"""What shapes find, told of records and fields; and that two validators find the same."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.checks import Finding
from orodha.catalogue.conformance import check
from orodha.catalogue.errors import FormatError, NotFound, UsageError
from orodha.catalogue.exporting import export
from orodha.catalogue.formats.rdf import engines
from orodha.catalogue.formats.rdf.engines import Result, validate
from orodha.catalogue.formats.rdf.shapes_read import read
from orodha.catalogue.reader import Reader
from samples import SAMPLES, SMALL

DCAT_AP = SAMPLES / "dcat-ap"
OFFICIAL = ("shapes.ttl", "range.ttl", "shapes_recommended.ttl")
official = pytest.mark.skipif(not DCAT_AP.is_dir(), reason="DCAT-AP's shapes are not beside this checkout")

BROKEN = """
@prefix : <https://example.org/id/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix orodha: <https://w3id.org/orodha/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://example.org/id/dataset/date> a dcat:Dataset ; dct:identifier "dataset/date" ; dct:title "A"@en ;
    dct:description "A"@en ; dcat:inSeries :s ; dct:temporal :t ; dct:issued "2019-13-45"^^xsd:date .
<https://example.org/id/dataset/month> a dcat:Dataset ; dct:title "A"@en ; dct:issued "2019-13"^^xsd:gYearMonth .
<https://example.org/id/dataset/title> a dcat:Dataset ; dct:identifier "dataset/title" ; dct:description "A"@en ;
    dcat:inSeries :s .
<https://example.org/id/source/literal> a dcat:Dataset, dcat:Resource ; dct:identifier "source/literal" ;
    dct:title "B"@en, "C"@en ; dct:description "B"@en ; dct:publisher "The bureau" ; dcat:landingPage "https://x.org" .
<https://example.org/id/source/class> a skos:Concept ; dct:identifier "source/class" ; dct:spatial :none .
:t a dct:PeriodOfTime ; dcat:startDate "2020"^^xsd:gYear ; dcat:endDate "2019-05"^^xsd:gYearMonth .
<https://example.org/id/agency/a> a org:FormalOrganization, foaf:Agent ; dct:identifier "agency/a" ; foaf:name "plain" ;
    org:classification "ministry" .
<https://example.org/id/action/a> a <http://www.w3.org/ns/prov#Activity> ; dct:identifier "action/a" .
"""


def shapes_of(name: str) -> str | Path:
    return name if name == "orodha" else DCAT_AP / name


def both(data: Path, shapes: str | Path) -> tuple[list[Result], list[Result]]:
    """What each validator finds."""
    graph = read(shapes)
    return validate(data, graph, "shacl"), validate(data, graph, "pyshacl")


def essence(results: Sequence[Result]) -> list[tuple[str, str, str, str, str]]:
    return sorted((one.focus, one.path, one.shape, one.constraint, one.severity) for one in results)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Data with every sort of mistake."""
    path = tmp_path / "broken.nt"
    triples = (quad.triple for quad in ox.parse(BROKEN, format=ox.RdfFormat.TURTLE))
    ox.serialize(triples, path, format=ox.RdfFormat.N_TRIPLES)
    return path


def written(reader: Reader, path: Path) -> Path:
    export(reader, path)
    return path


KENYA = [pytest.param(one, marks=() if one == "shapes_recommended.ttl" else pytest.mark.slow) for one in OFFICIAL]
"""The starter is held to one file quickly, and to the others slowly."""


@official
@pytest.mark.parametrize("name", KENYA)
def test_the_validators_agree_on_kenya(kenya: Reader, tmp_path: Path, name: str):
    fast, slow = both(written(kenya, tmp_path / "kenya.nt"), shapes_of(name))
    assert essence(fast) == essence(slow)
    assert [one.message for one in fast] == [one.message for one in slow]


def test_the_validators_agree_on_our_shapes(small: Catalogue, tmp_path: Path):
    fast, slow = both(written(small.reader, tmp_path / "small.nt"), "orodha")
    assert fast == slow == []


@pytest.mark.slow
def test_the_validators_agree_that_kenya_keeps_our_shapes(kenya: Reader, tmp_path: Path):
    fast, slow = both(written(kenya, tmp_path / "kenya.nt"), "orodha")
    assert fast == slow == []


@pytest.mark.parametrize("name", ["orodha", *(pytest.param(one, marks=official) for one in OFFICIAL)])
def test_the_validators_agree_on_broken_data(broken: Path, name: str):
    fast, slow = both(broken, shapes_of(name))
    assert fast
    assert essence(fast) == essence(slow)
    assert sorted(one.message for one in fast) == sorted(one.message for one in slow)


def test_our_shapes_find_what_is_broken(broken: Path):
    found = {(one.focus.rpartition("id/")[2][:-1], one.shape.rpartition("#")[2]) for one in both(broken, "orodha")[0]}
    assert found >= {
        ("dataset/date", "date-dct-issued"),
        ("dataset/month", "date-dct-issued"),
        ("dataset/title", "dataset.title"),
        ("dataset/title", "dataset.period"),
        ("source/literal", "source.holder"),
        ("source/literal", "source.link"),
        ("source/literal", "source.title-once"),
        ("source/literal", "source.status"),
        ("source/class", "classes"),
        ("t", "order-dcat-endDate"),
        ("agency/a", "agency.name"),
        ("agency/a", "agency.type"),
        ("action/a", "action.text"),
    }


@official
@pytest.mark.parametrize("name", ["shapes.ttl", "range.ttl"])
def test_kenya_conforms_to_dcat_ap(kenya: Reader, name: str):
    assert [one for one in check(kenya, [shapes_of(name)]) if one.level == "error"] == []


@official
@pytest.mark.parametrize("audience", ["partner", "public"])
def test_what_others_get_of_kenya_conforms_to_dcat_ap(kenya: Reader, audience: Any):
    found = check(kenya, [shapes_of("shapes.ttl"), shapes_of("range.ttl")], audience=audience)
    assert [one for one in found if one.level == "error"] == []


def test_kenya_keeps_our_shapes(kenya: Reader):
    assert check(kenya, ["orodha"]) == []


# --- what is told of records


def shapes_file(path: Path, target: str, *properties: str) -> Path:
    """A file of one shape."""
    prefixes = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix ex: <https://example.org/shapes#> .
@prefix org: <http://www.w3.org/ns/org#> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix orodha: <https://w3id.org/orodha/ns#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
    said = "".join(f" ; sh:property [ {one} ]" for one in properties)
    path.write_text(f"{prefixes}ex:Shape a sh:NodeShape ; {target}{said} .\n")
    return path


def told(reader: Reader, *shapes: str | Path) -> list[Finding]:
    return check(reader, shapes, engine="shacl")


def test_a_finding_names_record_field_and_what_to_do(small: Catalogue, tmp_path: Path):
    shapes = shapes_file(tmp_path / "s.ttl", "sh:targetClass dcat:Resource", "sh:path dct:description ; sh:minCount 1")
    assert told(small.reader, shapes) == [
        Finding(
            "Shape",
            "error",
            "source/ke-census",
            "description",
            "dct:description is missing",
            "orodha edit source/ke-census description=...",
        )
    ]


@pytest.mark.parametrize("engine", ["shacl", "pyshacl"])
def test_a_shape_speaks_for_itself_in_english(small: Catalogue, tmp_path: Path, engine: Any):
    texts = 'sh:message "Bitte beschreiben."@de, "Describe it."@en, "Décrivez."@fr'
    constraint = f"sh:path dct:description ; sh:minCount 1 ; sh:severity sh:Info ; {texts}"
    shapes = shapes_file(tmp_path / "s.ttl", "sh:targetClass dcat:Resource", constraint)
    (one,) = check(small.reader, [shapes], engine=engine)
    assert (one.level, one.message) == ("info", "dct:description: Describe it")


def test_a_part_is_told_as_a_field_of_its_record(small: Catalogue, tmp_path: Path):
    shapes = shapes_file(tmp_path / "s.ttl", "sh:targetClass vcard:Kind", "sh:path vcard:hasURL ; sh:minCount 1")
    (one,) = told(small.reader, shapes)
    assert (one.id, one.field) == ("agency/ke-knbs", "contacts.0.url")
    assert one.fix == "orodha edit agency/ke-knbs contacts.0.url=..."


def test_a_part_with_an_iri_of_its_own_is_told_as_a_field(small: Catalogue, tmp_path: Path):
    parts = [{"post": "A", "iri": "https://example.net/a", "url": "https://example.net"}, {"post": "B"}]
    small.put_all([({"id": "agency/x", "name": "X", "type": "NGO", "contacts": parts}, None)])
    parts[0].pop("url")
    small.put_all([({"id": "agency/y", "name": "Y", "type": "NGO", "contacts": parts[1:] * 2}, None)])
    shapes = shapes_file(tmp_path / "s.ttl", "sh:targetClass vcard:Kind", "sh:path vcard:hasURL ; sh:minCount 1")
    found = {(one.id, one.field) for one in told(small.reader, shapes)}
    assert found == {
        ("agency/ke-knbs", "contacts.0.url"),
        ("agency/x", "contacts.1.url"),
        ("agency/y", "contacts.0.url"),
        ("agency/y", "contacts.1.url"),
    }


def test_a_record_with_an_iri_of_its_own_is_told_by_its_id(small: Catalogue, tmp_path: Path):
    shapes = shapes_file(
        tmp_path / "s.ttl", "sh:targetNode <https://example.org/census>", "sh:path dct:publisher ; sh:maxCount 0"
    )
    (one,) = told(small.reader, shapes)
    assert (one.id, one.field) == ("source/ke-census", "holder")
    assert one.message == "dct:publisher has more than 0 of its values"


def test_what_a_record_leads_to_is_told_of_the_record(small: Catalogue, tmp_path: Path):
    home = "https://example.net/home"
    small.put_all([({"id": "agency/x", "name": "X", "type": "NGO", "homepage": home}, None)])
    shapes = shapes_file(tmp_path / "s.ttl", f"sh:targetNode <{home}>", "sh:path dct:title ; sh:minCount 1")
    (one,) = told(small.reader, shapes)
    assert (one.id, one.field, one.message) == ("agency/x", "homepage", "dct:title is missing")


def test_what_no_field_says_is_told_as_such(small: Catalogue, tmp_path: Path):
    shapes = shapes_file(
        tmp_path / "s.ttl", "sh:targetNode <https://example.org/census>", "sh:path foaf:page ; sh:minCount 1"
    )
    (one,) = told(small.reader, shapes)
    assert (one.field, one.message) == ("", "foaf:page is missing")
    assert one.fix == "No field says foaf:page; extra can hold it: orodha edit source/ke-census"


def test_what_a_value_is_and_should_be_is_told(small: Catalogue, tmp_path: Path):
    shapes = shapes_file(
        tmp_path / "s.ttl",
        "sh:targetNode <https://example.org/census>",
        "sh:path dct:publisher ; sh:class foaf:Document",
        "sh:path dct:title ; sh:datatype xsd:string",
        "sh:path dct:type ; sh:nodeKind sh:Literal",
    )
    assert {one.field: one.message for one in told(small.reader, shapes)} == {
        "holder": "dct:publisher is agency/ke-knbs, which is no foaf:Document",
        "title": "dct:title is Population and housing census, which is no xsd:string",
        "type": "dct:type is concept/source-kinds-register, where a literal belongs",
    }


def test_what_a_partner_said_besides_is_a_warning_about_extra(small: Catalogue):
    extra = {"dct:publisher": {"@value": "The bureau", "@language": "en"}}
    small.put_all([({**_small("source/ke-permits"), "extra": extra}, None)])
    found = {(one.level, one.id, one.field) for one in told(small.reader, "orodha")}
    assert found == {("warning", "source/ke-permits", "extra")}
    assert all("extra-=dct:publisher" in one.fix for one in told(small.reader, "orodha"))


def test_a_resource_of_a_partner_is_not_held_to_the_shape_of_a_kind(small: Catalogue):
    small.put_all([({"id": "resource/x", "types": ["org:FormalOrganization"], "label": "X"}, None)])
    assert told(small.reader, "orodha") == []


def test_an_end_before_its_start_is_told_of_the_part(small: Catalogue):
    coverage = {"first_period": "2020", "last_period": "2019-05"}
    small.put_all([({**_small("source/ke-permits"), "coverage": coverage}, None)])
    (one,) = told(small.reader, "orodha")
    assert (one.level, one.id, one.field) == ("error", "source/ke-permits", "coverage.last_period")
    assert "orodha edit source/ke-permits coverage.last_period=..." in one.fix


def test_what_an_audience_does_not_get_is_not_checked(small: Catalogue, tmp_path: Path):
    shapes = shapes_file(tmp_path / "s.ttl", "sh:targetClass vcard:Kind", "sh:path vcard:hasURL ; sh:minCount 1")
    assert check(small.reader, [shapes], audience="public") == []


def test_errors_come_first_and_several_shapes_are_told_together(small: Catalogue, tmp_path: Path):
    mild = "sh:path foaf:page ; sh:minCount 1 ; sh:severity sh:Warning"
    first = shapes_file(tmp_path / "a.ttl", "sh:targetClass dcat:Resource", mild)
    second = shapes_file(tmp_path / "b.ttl", "sh:targetClass dcat:Resource", "sh:path dct:medium ; sh:minCount 1")
    assert [one.level for one in told(small.reader, first, second)] == ["error", "error", "warning", "warning"]


def _small(record: str) -> dict[str, Any]:
    return next(dict(one) for one in SMALL if one["id"] == record)


# --- files of shapes


@pytest.mark.parametrize("suffix", [".nt", ".rdf", ".jsonld", ".ttl"])
def test_shapes_come_in_any_syntax(small: Catalogue, tmp_path: Path, suffix: str):
    shapes = shapes_file(tmp_path / "s.ttl", "sh:targetClass dcat:Resource", "sh:path dct:medium ; sh:minCount 1")
    expected = told(small.reader, shapes)
    other = tmp_path / f"other{suffix}"
    triples = [quad.triple for quad in ox.parse(shapes.read_bytes(), format=ox.RdfFormat.TURTLE)]
    ox.serialize(triples, other, format=ox.RdfFormat.from_extension(suffix[1:]))
    assert told(small.reader, other) == expected
    assert len(expected) == 2


def test_a_file_that_is_not_there_is_named(small: Catalogue, tmp_path: Path):
    with pytest.raises(NotFound, match=r"none\.ttl: there is no such file"):
        check(small.reader, [tmp_path / "none.ttl"])


def test_a_malformed_file_is_named_with_its_line(small: Catalogue, tmp_path: Path):
    path = tmp_path / "bad.ttl"
    path.write_text("@prefix sh: <http://www.w3.org/ns/shacl#> .\nsh:a sh:b\nex:c .\n")
    with pytest.raises(FormatError, match=r"bad\.ttl: .*line 3"):
        check(small.reader, [path])


@pytest.mark.parametrize(("name", "content"), [("a.rdf", "<rdf:RDF"), ("a.jsonld", '{"@id": '), ("a.nt", "<a")])
def test_a_truncated_file_is_named(small: Catalogue, tmp_path: Path, name: str, content: str):
    (tmp_path / name).write_text(content)
    with pytest.raises(FormatError, match=name):
        check(small.reader, [tmp_path / name])


def test_a_remote_context_is_not_fetched(small: Catalogue, tmp_path: Path):
    path = tmp_path / "remote.jsonld"
    path.write_text('{"@context": "https://example.org/context", "@id": "https://example.org/a"}')
    with pytest.raises(FormatError, match=r"remote\.jsonld"):
        check(small.reader, [path])


def test_a_file_without_shapes_is_refused(small: Catalogue, tmp_path: Path):
    with pytest.raises(FormatError, match="holds no SHACL shapes"):
        check(small.reader, [written(small.reader, tmp_path / "data.nt")])


def test_a_file_of_another_sort_is_refused(small: Catalogue, tmp_path: Path):
    path = tmp_path / "shapes.xlsx"
    path.touch()
    with pytest.raises(UsageError, match=r"cannot be told from '\.xlsx'"):
        check(small.reader, [path])


@pytest.mark.parametrize("engine", ["shacl", "pyshacl"])
def test_shapes_that_make_no_sense_are_refused(small: Catalogue, tmp_path: Path, engine: Any):
    shapes = shapes_file(tmp_path / "s.ttl", "sh:targetClass dcat:Resource", 'sh:path dct:title ; sh:minCount "x"')
    with pytest.raises(FormatError, match=r"s\.ttl: these shapes cannot be used"):
        check(small.reader, [shapes], engine=engine)


# --- validators


def test_the_other_validator_stands_in(small: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    shapes = shapes_file(tmp_path / "s.ttl", "sh:targetClass dcat:Resource", "sh:path dct:medium ; sh:minCount 1")
    expected = told(small.reader, shapes)
    monkeypatch.setattr(engines, "find_spec", lambda name: None if name == "shacl" else object())
    monkeypatch.setitem(sys.modules, "shacl", None)
    assert check(small.reader, [shapes]) == expected
    with pytest.raises(UsageError, match="The SHACL validator shacl is not installed"):
        check(small.reader, [shapes], engine="shacl")


def test_without_a_validator_it_says_how_to_get_one(small: Catalogue, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"No SHACL validator is installed.*pip install"):
        check(small.reader, ["orodha"])


def test_rdflib_says_nothing_of_its_own(broken: Path, capfd: pytest.CaptureFixture[str], caplog: Any):
    both(broken, "orodha")
    assert (capfd.readouterr().err, caplog.records) == ("", [])
