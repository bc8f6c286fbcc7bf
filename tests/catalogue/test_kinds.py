"""What follows from the declarations: fields, links, search text, who sees what."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from least import KINDS, agency, every, source
from orodha.catalogue.errors import UsageError
from orodha.catalogue.kinds import Field, fields_of, kind, kind_of_model
from orodha.catalogue.names import PREFIXES, expand, is_id, kind_of
from orodha.catalogue.record import Part, Record
from orodha.inventory.sources import DataSource
from strategies import any_documents

EXPECTED_KINDS = [
    *("action", "agency", "agreement", "area", "concept", "dataset", "document", "indicator"),
    *("law", "mapping", "procedure", "quality-report", "resource", "scheme", "source", "variable"),
]

SHAPES = {
    *("text", "lang", "langs", "ref", "iri", "date", "duration"),
    *("integer", "number", "boolean", "code", "part", "map"),
}

WITHOUT_MEANING = {"iri", "field_visibility", "extra"}
"""Fields that steer the record itself and are no statement about the thing."""


def every_field() -> list[tuple[str, Field]]:
    found = []
    for name in KINDS:
        for field in kind(name).fields:
            found.append((f"{name}.{field.name}", field))
            inner = fields_of(field.part) if field.part else ()
            found.extend((f"{name}.{field.name}.{one.name}", one) for one in inner)
    return found


def test_the_kinds_are_those_of_the_model():
    assert KINDS == EXPECTED_KINDS


@every
def test_every_kind_says_what_it_is(name: str):
    assert kind(name).doc.endswith(".")


@every
def test_every_kind_has_classes_of_known_vocabularies(name: str):
    assert kind(name).rdf or name == "resource"  # whose records have classes of their own
    assert all(expand(one) for one in kind(name).rdf)


@every
def test_every_part_has_a_class_of_a_known_vocabulary(name: str):
    for field in kind(name).fields:
        assert not field.part or [expand(one) for one in field.part.__rdf__]


@every
def test_every_kind_is_named_by_one_of_its_fields(name: str):
    declared = kind(name)
    label = declared.by_name.get(declared.label_field)
    assert label is None or label.required or name == "resource"  # what others describe may have no name


@pytest.mark.parametrize(("path", "field"), every_field(), ids=lambda one: one if isinstance(one, str) else "")
def test_every_field_has_a_meaning_a_help_and_a_shape(path: str, field: Field):
    assert field.shape in SHAPES
    assert field.means.help[0].isupper()
    assert field.means.help.endswith(".")
    if field.name not in WITHOUT_MEANING:
        assert field.means.rdf.partition(":")[0] in PREFIXES


@pytest.mark.parametrize(("path", "field"), every_field(), ids=lambda one: one if isinstance(one, str) else "")
def test_references_lead_to_kinds_that_there_are(path: str, field: Field):
    assert set(field.targets) <= set(KINDS)
    if field.means.scheme:
        assert field.targets == ("concept",)


@every
def test_no_two_fields_of_a_kind_mean_the_same(name: str):
    meanings = [field.means.rdf for field in kind(name).fields if field.means.rdf]
    assert len(meanings) == len(set(meanings))


@pytest.mark.parametrize(
    ("path", "meaning"),
    [
        ("concept.label", "skos:prefLabel"),
        ("concept.alternative_labels", "skos:altLabel"),
        ("concept.definition", "skos:definition"),
        ("concept.broader", "skos:broader"),
        ("concept.scheme", "skos:inScheme"),
        ("concept.notation", "skos:notation"),
        ("source.title", "dct:title"),
        ("source.holder", "dct:publisher"),
        ("source.frequency", "dct:accrualPeriodicity"),
        ("source.topics", "dcat:theme"),
        ("dataset.distributions", "dcat:distribution"),
        ("mapping.predicate", "sssom:predicate_id"),
        ("agency.parent", "org:subOrganizationOf"),
    ],
)
def test_fields_mean_what_the_standards_call_them(path: str, meaning: str):
    name, _, field = path.partition(".")
    assert kind(name).field(field).means.rdf == meaning


@pytest.mark.parametrize(
    ("path", "shape", "many", "need"),
    [
        ("source.title", "lang", False, "mandatory"),
        ("source.aliases", "langs", False, "optional"),
        ("source.holder", "ref", False, "recommended"),
        ("source.topics", "ref", True, "mandatory"),
        ("source.collected_for_statistics", "boolean", False, "recommended"),
        ("source.status", "code", False, "mandatory"),
        ("source.level", "code", False, "optional"),
        ("source.coverage", "part", False, "optional"),
        ("source.languages", "text", True, "optional"),
        ("source.last_validated", "date", False, "optional"),
        ("source.link", "iri", False, "optional"),
        ("source.extra", "map", False, "optional"),
        ("agency.contacts", "part", True, "optional"),
        ("procedure.review_cycle", "duration", False, "recommended"),
        ("mapping.confidence", "number", False, "optional"),
    ],
)
def test_shape_number_and_need_follow_from_the_type(path: str, shape: str, many: bool, need: str):
    name, _, field = path.partition(".")
    found = kind(name).field(field)
    assert (found.shape, found.many, found.need) == (shape, many, need)


def test_the_choices_of_a_code_are_those_of_its_type():
    assert kind("source").field("status").choices == ("planned", "live", "retired")


def test_a_kinds_own_fields_come_before_those_of_every_record():
    names = [field.name for field in kind("scheme").fields]
    assert names[0] == "title"
    assert names[names.index("iri") :] == [
        *("iri", "registration", "visibility", "field_visibility", "replaced_by", "different_from", "notes", "extra")
    ]


def test_a_label_is_the_name_in_words():
    assert kind("source").field("collected_for_statistics").label == "collected for statistics"


def test_texts_in_languages_are_searched_unless_said_otherwise():
    assert kind("source").field("description").search == "body"
    assert kind("source").field("title").search == "title"
    assert kind("source").field("acronym").search == "code"
    assert kind("source").field("holder").search == ""


def test_an_unknown_field_is_answered_with_near_ones():
    with pytest.raises(UsageError, match="Did you mean holder"):
        kind("source").field("holders")


def test_an_unknown_kind_is_answered_with_near_ones():
    with pytest.raises(UsageError, match="Did you mean source"):
        kind("sources")


def test_a_class_tells_its_kind():
    assert kind_of_model(DataSource).name == "source"


def test_a_class_without_a_kind_is_refused():
    with pytest.raises(UsageError, match="Record is no kind"):
        kind_of_model(Record)


def test_a_kind_of_another_package_is_known_at_once(probe: type[Record]):
    assert kind("probe").model is probe


def test_the_label_is_in_the_language_asked_for():
    assert kind("agency").label(agency(name={"en": "X", "sw": "Y"}), "sw") == "Y"


def test_the_label_falls_back_to_the_id():
    assert kind("mapping").label({"id": "mapping/x"}) == "mapping/x"


def test_links_are_fields_and_their_targets():
    links = kind("source").links(source(holder="agency/x", legal_basis=["law/a", "https://example.org/b"]))
    assert ("holder", "agency/x") in links
    assert ("legal_basis", "law/a") in links
    assert ("legal_basis", "https://example.org/b") in links


def test_references_in_parts_are_links_by_their_path():
    steps = [{"task": "collect", "responsible": ["agency/a", "agency/b"], "source": "source/x"}]
    document = {"id": "procedure/x", "title": "X", "steps": steps}
    assert kind("procedure").links(document) == {
        ("steps.responsible", "agency/a"),
        ("steps.responsible", "agency/b"),
        ("steps.source", "source/x"),
    }


def test_references_in_a_single_part_are_links_too():
    assert ("coverage.areas", "area/ke") in kind("source").links(source(coverage={"areas": ["area/ke"]}))


@settings(max_examples=100)
@given(any_documents())
def test_every_reference_in_a_document_is_a_link(document: dict[str, Any]):
    declared = kind(kind_of(document["id"]))
    linked = {target for _, target in declared.links(document)}
    for field in declared.fields:
        if field.shape == "ref" and field.name in document:
            value = document[field.name]
            assert set(value if field.many else [value]) <= linked


@settings(max_examples=100)
@given(any_documents())
def test_links_have_the_names_of_declared_fields(document: dict[str, Any]):
    declared = kind(kind_of(document["id"]))
    for name, target in declared.links(document):
        assert name.partition(".")[0] in declared.by_name
        assert is_id(target) or ":" in target


def test_search_text_has_codes_titles_and_body_apart():
    document = source(acronym="EFNS", description="Permits", aliases={"en": ["e-FNS"]}, conditions={"sw": "Kwa barua"})
    code, title, body = kind("source").search_text(document)
    assert code.split("\n") == ["x", "EFNS"]
    assert title.split("\n") == ["X", "e-FNS"]
    assert body.split("\n") == ["Permits", "Kwa barua"]


def test_the_words_of_an_id_are_found_apart():
    assert kind("source").search_text(source(id="source/ke-work-permits"))[0] == "ke work permits"


def test_internal_notes_are_seen_by_the_office_alone():
    assert kind("agency").visibility(agency(), "notes") == "internal"
    assert kind("agency").visibility(agency(), "contacts") == "partner"
    assert kind("agency").visibility(agency(), "name") == "public"


def test_a_record_may_change_who_sees_a_field():
    assert kind("agency").visibility(agency(field_visibility={"name": "internal"}), "name") == "internal"


def test_parts_are_declared_as_records_are():
    part = kind("agency").field("contacts").part
    assert part
    assert issubclass(part, Part)
    assert [field.name for field in fields_of(part)] == ["post", "unit", "email", "url", "iri", "extra"]
