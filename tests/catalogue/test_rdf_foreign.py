"""Linked data as portals and thesauri write it: it comes in as records, and no statement is lost on the way."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from orodha.catalogue import Catalogue, importing
from orodha.catalogue.checks import run
from orodha.catalogue.exporting import export
from orodha.inventory import holds
from rdf_graphs import brought_in, facts, lost, only, specimen
from samples import SAMPLES

NAMED = (
    "dcat-ap/ckan-catalog.rdf",
    "dcat-ap/dataset-gob-es.ttl",
    "dcat-ap/range.ttl",
    "dcat-ap/shapes.ttl",
    "dcat-ap/shapes_recommended.ttl",
    "skos/ddi-mode-of-collection-4.rdf",
    "skos/ddi-mode-of-collection-5.rdf",
    "skos/un-sdg-goals-targets-indicators.ttl",
)
LARGE = ("skos/stw.ttl", "skos/uat.rdf")


@pytest.fixture
def catalogue(tmp_path: Path) -> Any:
    with Catalogue.create(tmp_path / "t.db") as made:
        yield made


def own(kenya_file: Path, folder: Path) -> Catalogue:
    """A copy of the starter catalogue to write to."""
    return Catalogue.open(shutil.copy(kenya_file, folder / "kenya.db"))


# --- what portals do

SPECIMENS = {
    "blank nodes": (
        """:d a dcat:Dataset ; dct:title "Permits"@en ; dct:publisher [ a foaf:Organization ;
        foaf:name "Ministry"@en ] ;
        dcat:contactPoint [ a vcard:Organization ; vcard:fn "Desk" ; vcard:hasEmail <mailto:desk@example.org> ] ;
        dct:temporal [ a dct:PeriodOfTime ; schema:startDate "2019-01-01"^^xsd:date ;
        dcat:endDate "2020-12-31"^^xsd:date ] ;
        dcat:distribution [ a dcat:Distribution ; dct:title "CSV" ; dcat:accessURL <https://portal.example/d.csv> ;
            dct:format [ a dct:IMT ; rdf:value "text/csv" ; rdfs:label "CSV" ] ] .""",
        {"source": 1, "agency": 1},
    ),
    "a publisher without class": (
        """:d a dcat:Dataset ; dct:title "Permits" ; dct:publisher :p . :p foaf:name "Ministry" ;
        foaf:mbox <mailto:a@b.cd> .""",
        {"source": 1, "agency": 1},
    ),
    "mixed languages": (
        """:d a dcat:Dataset ; dct:title "Permits"@en, "Permisos"@es, "Vibali"@sw, "Bare" ;
        dct:description "x"@en, "y"@en, ""@en, "z"@EN-gb ; dcat:keyword "a"@en, "b", "c"@zh-hant-tw .""",
        {"source": 1},
    ),
    "literals where resources belong": (
        """:d a dcat:Dataset ; dct:title "Permits"@en ; dct:publisher "Ministry of Labour" ;
        dcat:landingPage "see the site" ;
        dct:license "CC-BY" ; dcat:theme "economy" ; dct:spatial "Somewhere" ; dct:accessRights "open" ;
        dcat:distribution [ dcat:accessURL "https://portal.example/d.csv" ; dct:format "CSV" ;
        dcat:byteSize "many" ] ;
        dcat:distribution "none" .""",
        {"source": 1},
    ),
    "relative references": (
        """<d/1> a dcat:Dataset ; dct:title "Permits"@en ; dct:publisher <#ministry> ; dcat:landingPage </p?x=1#y> .
        <#ministry> a foaf:Agent ; foaf:name "Ministry" .""",
        {"source": 1, "agency": 1},
    ),
    "https instead of http": (
        """@prefix dcats: <https://www.w3.org/ns/dcat#> . @prefix dcts: <https://purl.org/dc/terms/> .
        @prefix foafs: <https://xmlns.com/foaf/0.1/> .
        :d a dcats:Dataset ; dcts:title "Permits"@en ; dcts:publisher [ a foafs:Agent ; foafs:name "Ministry" ] .""",
        {"source": 1, "agency": 1},
    ),
    "several catalogues": (
        """:a a dcat:Catalog ; dct:title "A" ; dcat:dataset :a1 ; dcat:catalog :b ;
        dcat:record [ foaf:primaryTopic :a1 ] .
        :b a dcat:Catalog ; dct:title "B" ; dcat:dataset :b1, :a1 ; dct:publisher [ foaf:name "P" ] .
        :a1 a dcat:Dataset ; dct:title "A1" . :b1 a dcat:Dataset ; dct:title "B1" .""",
        {"source": 2},
    ),
    "two blank publishers of one name": (
        """:a a dcat:Dataset ; dct:title "A" ; dct:publisher [ a foaf:Agent ; foaf:name "Ministry" ] .
        :b a dcat:Dataset ; dct:title "B" ; dct:publisher [ a foaf:Agent ; foaf:name "Ministry" ;
        foaf:phone "1" ] .""",
        {"source": 2, "agency": 1},
    ),
    "a series with members": (
        """:s a dcat:DatasetSeries ; dct:title "Survey" ; dcat:seriesMember :s19 .
        :s19 a dcat:Dataset ; dct:title "Survey 2019" ; dct:temporal [ dcat:startDate "2019"^^xsd:gYear ] .
        :s20 a dcat:Dataset ; dct:title "Survey 2020" ; dcat:inSeries :s .""",
        {"source": 2, "dataset": 1},
    ),
    "a thesaurus from above": (
        """:t a skos:ConceptScheme ; dct:title "T"@en ; skos:hasTopConcept :a .
        :a a skos:Concept ; skos:prefLabel "A"@en ; skos:narrower :b . :b a skos:Concept ; skos:prefLabel "B"@en ;
        skos:narrower :c . :c a skos:Concept ; skos:prefLabel "C"@en ; skos:exactMatch <https://other.example/c>,
        :a .""",
        {"scheme": 1, "concept": 3, "mapping": 2},
    ),
    "a circle of broader": (
        """:t a skos:ConceptScheme ; dct:title "T"@en . :a a skos:Concept ; skos:prefLabel "A"@en ; skos:inScheme :t ;
        skos:broader :b . :b a skos:Concept ; skos:prefLabel "B"@en ; skos:inScheme :t ; skos:broader :a .""",
        {"scheme": 1, "concept": 2},
    ),
    "SKOS-XL": (
        """:t a skos:ConceptScheme ; rdfs:label "T"@en .
        :a a skos:Concept ; skos:prefLabel "A"@en ; skos:inScheme :t ; skosxl:prefLabel :l ;
        skosxl:altLabel [ a skosxl:Label ;
        skosxl:literalForm "AA"@en ] . :l a skosxl:Label ; skosxl:literalForm "A"@en ; :since "2001"^^xsd:gYear .
        [ a skos:Collection ; skos:prefLabel "Some" ; skos:member :a ] .""",
        {"scheme": 1, "concept": 1},
    ),
    "a blank node that several refer to": (
        """:a a dcat:Dataset ; dct:title "A" ; dct:rights _:r ; dcat:contactPoint _:c ; dcat:distribution _:d .
        :b a dcat:Dataset ; dct:title "B" ; dct:rights _:r ; dcat:contactPoint _:c ; dcat:distribution _:d .
        _:r a dct:RightsStatement ; rdfs:label "Ask" ; dct:source [ rdfs:label "Act" ] . _:c a vcard:Kind ;
        vcard:fn "Desk" .
        _:d a dcat:Distribution ; dcat:accessURL <https://portal.example/x> ; :odd "1", [ :deep "2" ] .""",
        {"source": 2},
    ),
    "circles of blank nodes, lists, and what nothing refers to": (
        """:a a dcat:Dataset ; dct:title "A" ; :list ( "x" [ :y :z ] "x" ) ; :self _:s . _:s :self _:s ; :to _:t .
        _:t :to _:s .
        [] :alone "1" . [] :alone "1" . _:u :to _:v . _:v :to _:u . :thing :says "so" ; :again [ ] .""",
        {"source": 1},
    ),
    "a long list": (
        ':a a dcat:Dataset ; dct:title "A" ; :list ( ' + " ".join(map(str, range(300))) + " ) .",
        {"source": 1},
    ),
    "one licence for all, described once": (
        """:a a dcat:Dataset ; dct:title "A" ; dct:license :l . :b a dcat:Dataset ; dct:title "B" ; dct:license :l ;
        dcat:distribution [ dct:license :l, :m ; dcat:accessURL <https://portal.example/b> ] .
        :l a dct:LicenseDocument ; dct:title "Open"@en . :m a dct:LicenseDocument .""",
        {"source": 2},
    ),
    "several values where one belongs": (
        """:a a dcat:Dataset ; dct:title "A" ; dct:publisher :p, :q ; dcat:landingPage <https://a.example/1>,
        <https://a.example/2> ;
        dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/ANNUAL>, "yearly" .
        <https://a.example/1> a foaf:Document . <https://a.example/2> a foaf:Document .
        :p a foaf:Agent ; foaf:name "P" ; foaf:homepage <https://p.example/>, <https://p.example/en> .
        :q a foaf:Agent ; foaf:name "Q" .""",
        {"source": 1, "agency": 2},
    ),
    "our own terms, wrongly used": (
        """@prefix o: <https://w3id.org/orodha/ns#> .
        :a a dcat:Dataset ; dct:title "A" ; o:extra "no json", "[1]" ; o:position "x" ;
        o:fieldVisibility "{" ; dct:identifier "source/a", "source/b" ; o:sourceStatus "nonsense" ;
        dcat:distribution [ o:position "y" ; o:extra "{" ; dcat:accessURL <https://portal.example/b> ] .""",
        {"source": 1},
    ),
    "references to what is described later": (
        """:b a skos:Concept ; skos:prefLabel "B" ; dct:isReplacedBy :z . :a a skos:Concept ; skos:prefLabel "A" ;
        dct:isReplacedBy :z . :t a skos:ConceptScheme ; dct:title "T" . :z rdfs:label "Z" ; rdfs:seeAlso :t .""",
        {"scheme": 1, "concept": 2, "resource": 1},
    ),
    "several identities": (
        """:a a dcat:Dataset, foaf:Agent, skos:Concept ; dct:title "A" ; foaf:name "B" ; skos:prefLabel "C" ;
        dct:publisher :a .""",
        {},
    ),
}


@pytest.mark.parametrize("name", SPECIMENS)
def test_no_statement_of_a_specimen_is_lost(catalogue: Catalogue, tmp_path: Path, name: str) -> None:
    text, counts = SPECIMENS[name]
    brought_in(catalogue, specimen(tmp_path, text))
    found = catalogue.reader.counts()
    assert {kind: found.get(kind, 0) for kind in counts} == counts


# A reference by IRI to what became a record only later is one by id when our own export is read.
@pytest.mark.parametrize("name", [one for one in SPECIMENS if one != "references to what is described later"])
def test_what_was_given_out_comes_back_equal(catalogue: Catalogue, tmp_path: Path, name: str) -> None:
    brought_in(catalogue, specimen(tmp_path, SPECIMENS[name][0]))
    export(catalogue.reader, tmp_path / "out.ttl")
    assert importing.plan(catalogue.reader, [tmp_path / "out.ttl"], allow_missing=True).planned == {}
    with Catalogue.create(tmp_path / "other.db") as other:
        importing.plan(other.reader, [tmp_path / "out.ttl"], allow_missing=True).apply(other)
        assert (
            lost(
                facts(tmp_path / "out.ttl", "turtle", "x:"),
                facts(given_out(other, tmp_path / "again.nt"), "ntriples", "x:"),
            )
            == []
        )


def given_out(catalogue: Catalogue, path: Path) -> Path:
    export(catalogue.reader, path)
    return path


def test_named_graphs_are_read_as_one(catalogue: Catalogue, tmp_path: Path) -> None:
    text = """:g1 { :a a dcat:Catalog ; dct:title "A" ; dcat:dataset :d . :d a dcat:Dataset ; dct:title "D" . }
    :g2 { :b a dcat:Catalog ; dct:title "B" ; dcat:dataset :d . :d dct:description "Said elsewhere."@en . }"""
    brought_in(catalogue, specimen(tmp_path, text, ".trig"))
    assert only(catalogue.reader, "source")["description"] == {"en": "Said elsewhere."}


def test_schema_org_in_json_ld_with_its_context_inside(catalogue: Catalogue, tmp_path: Path) -> None:
    text = """{"@context": {"@vocab": "https://schema.org/", "url": {"@type": "@id"}},
      "@type": "Dataset", "@id": "https://portal.example/d", "name": "Permits", "description": "Permits issued.",
      "url": "https://portal.example/d.html", "keywords": ["work", "permit"], "creator": {"@type": "Organization",
      "name": "M"},
      "distribution": [{"@type": "DataDownload", "contentUrl": "https://portal.example/d.csv",
      "encodingFormat": "text/csv"}],
      "temporalCoverage": "2019/2020", "isAccessibleForFree": true}"""
    brought_in(catalogue, specimen(tmp_path, text, ".jsonld"))
    found = only(catalogue.reader, "source")
    assert found["title"] == {"en": "Permits"}
    assert found["link"] == "https://portal.example/d.html"
    assert found["keywords"] == {"en": ["permit", "work"]}
    assert found["extra"]["schema:isAccessibleForFree"] == {"@value": "true", "@type": "xsd:boolean"}
    assert only(catalogue.reader, "agency")["name"] == {"en": "M"}


def test_what_a_blank_distribution_says_is_read(catalogue: Catalogue, tmp_path: Path) -> None:
    brought_in(catalogue, specimen(tmp_path, SPECIMENS["blank nodes"][0]))
    (found,) = only(catalogue.reader, "source")["distributions"]
    assert (found["title"], found["format"], found["access_url"]) == (
        {"en": "CSV"},
        "CSV",
        "https://portal.example/d.csv",
    )


def test_texts_with_a_language_go_before_texts_without(catalogue: Catalogue, tmp_path: Path) -> None:
    brought_in(catalogue, specimen(tmp_path, SPECIMENS["mixed languages"][0]))
    found = only(catalogue.reader, "source")
    assert found["title"] == {"en": "Permits", "es": "Permisos", "sw": "Vibali"}
    assert found["extra"]["dct:title"] == "Bare"


def test_concepts_are_placed_from_above(catalogue: Catalogue, tmp_path: Path) -> None:
    brought_in(catalogue, specimen(tmp_path, SPECIMENS["a thesaurus from above"][0]))
    reader = catalogue.reader
    assert [reader.get(f"https://portal.example/{one}").get("broader") for one in "abc"] == [
        None,
        [reader.get("https://portal.example/a")["id"]],
        [reader.get("https://portal.example/b")["id"]],
    ]
    assert {one["scheme"] for one in reader.records("concept")} == {only(reader, "scheme")["id"]}
    assert {one["status"] for one in reader.records("mapping")} == {"accepted"}
    assert {one["object"] for one in reader.records("mapping")} >= {"https://other.example/c"}


def test_a_circle_of_broader_is_reported_by_check(catalogue: Catalogue, tmp_path: Path) -> None:
    brought_in(catalogue, specimen(tmp_path, SPECIMENS["a circle of broader"][0]))
    assert any("circle" in f"{one.rule} {one.message}" for one in run(catalogue.reader))


def test_a_record_that_is_there_under_another_id_is_recognised_by_its_iri(small: Catalogue, tmp_path: Path) -> None:
    text = '<https://example.org/census> a dcat:Dataset ; dct:title "Census of all"@fr .'
    plan = brought_in(small, specimen(tmp_path, text))
    assert plan.updated == ["source/ke-census"]
    assert small.reader.get("source/ke-census")["title"] == {
        "en": "Population and housing census",
        "fr": "Census of all",
    }


def test_an_id_that_another_record_has_is_not_taken_over(small: Catalogue, tmp_path: Path) -> None:
    text = """<https://other.example/x> a dcat:Dataset, dcat:Resource ; dct:title "Another register"@en ;
    dct:identifier "source/ke-permits" ."""
    before = small.reader.get("source/ke-permits")
    plan = brought_in(small, specimen(tmp_path, text))
    (new,) = plan.created
    assert new != "source/ke-permits"
    assert small.reader.get("source/ke-permits") == before
    assert small.reader.get(new)["iri"] == "https://other.example/x"


def test_what_a_file_does_not_say_can_be_given(catalogue: Catalogue, tmp_path: Path) -> None:
    path = specimen(tmp_path, ':d a dcat:Dataset ; dct:title "D" .')
    refused = importing.plan(catalogue.reader, [path], allow_missing=True)
    assert [one.column for one in refused.problems] == ["https://portal.example/d country"]
    assert "--set country=" in refused.problems[0].fix
    plan = importing.plan(catalogue.reader, [path], allow_missing=True, unstated={"country": "area/es"})
    plan.apply(catalogue)
    assert only(catalogue.reader, "source")["country"] == "area/es"


def test_the_report_names_what_was_assumed_and_what_had_no_home(catalogue: Catalogue, tmp_path: Path) -> None:
    text = """:d a dcat:Dataset ; dct:title "D"@en ; :odd "1" ; dct:issued "2019-13-45"^^xsd:date ;
    schema:version "2" ."""
    notes = "\n".join(brought_in(catalogue, specimen(tmp_path, text)).notes)
    assert "source.status was taken as live in 1 record:" in notes
    assert "https://portal.example/odd (1)" in notes
    assert "schema:version (1)" in notes
    assert "kept in extra, and given out again" in notes


def test_a_portal_is_found_beside_kenya(kenya_file: Path, tmp_path: Path) -> None:
    text = """:d a dcat:Dataset ; dct:title "Work permits of seafarers"@en ;
    dct:publisher [ foaf:name "Port Authority"@en ] ."""
    with own(kenya_file, tmp_path) as catalogue:
        importing.plan(catalogue.reader, [specimen(tmp_path, text)], unstated={"country": "area/tz"}).apply(catalogue)
        found = {
            one.source.label: one.agency.label if one.agency else "" for one in holds(catalogue.reader, "work permits")
        }
    assert found["Work permits of seafarers"] == "Port Authority"
    assert len(found) > 3


def test_a_catalogue_without_anything_described_stays_empty(catalogue: Catalogue, tmp_path: Path) -> None:
    assert brought_in(catalogue, specimen(tmp_path, "")).planned == {}


# --- files of portals


@pytest.mark.parametrize("name", NAMED)
def test_no_statement_of_a_sample_is_lost(kenya_file: Path, tmp_path: Path, name: str) -> None:
    sample_comes_in(kenya_file, tmp_path, name)


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_no_statement_of_a_large_sample_is_lost(kenya_file: Path, tmp_path: Path, name: str) -> None:
    sample_comes_in(kenya_file, tmp_path, name)


def sample_comes_in(kenya_file: Path, folder: Path, name: str) -> None:
    if not (SAMPLES / name).is_file():
        pytest.skip(f"the sample {name} is not here: it may not be passed on")
    path = folder / Path(name).name
    path.write_bytes((SAMPLES / name).read_bytes())
    with own(kenya_file, folder) as catalogue:
        assert brought_in(catalogue, path).created
