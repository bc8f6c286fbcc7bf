"""What follows from the declarations: fields, validation, links, search text, JSON Schema."""

from __future__ import annotations

from typing import Any

import jsonschema
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import InvalidRecord, UsageError
from orodha.catalogue.kinds import Field, fields_of, kind, kind_of_model, kinds, to_document
from orodha.catalogue.names import PREFIXES, expand, is_id, kind_of
from orodha.catalogue.record import Part, Record
from orodha.inventory.agencies import Agency
from orodha.inventory.sources import DataSource
from strategies import any_documents, documents, loose_documents

KINDS = sorted(kinds())

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

_validators: dict[str, jsonschema.Draft202012Validator] = {}


def validator(name: str) -> jsonschema.Draft202012Validator:
    if name not in _validators:
        _validators[name] = jsonschema.Draft202012Validator(kind(name).json_schema)
    return _validators[name]


def every_field() -> list[tuple[str, Field]]:
    found = []
    for name in KINDS:
        for field in kind(name).fields:
            found.append((f"{name}.{field.name}", field))
            inner = fields_of(field.part) if field.part else ()
            found.extend((f"{name}.{field.name}.{one.name}", one) for one in inner)
    return found


every = pytest.mark.parametrize("name", KINDS)


def problems(name: str, document: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(InvalidRecord) as caught:
        kind(name).validate(document)
    return {problem.field: str(problem) for problem in caught.value.problems}


def agency(**fields: object) -> dict[str, object]:
    return {"id": "agency/x", "name": "X", "type": "NGO"} | fields


def source(**fields: object) -> dict[str, object]:
    return {
        "id": "source/x",
        "title": "X",
        "type": "concept/source-kinds-census",
        "country": "area/ke",
        "topics": ["concept/topics-labour"],
        "status": "live",
        "access": "concept/access-open",
        "personal_data": "none",
    } | fields


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
    assert names[-7:] == ["iri", "registration", "visibility", "field_visibility", "replaced_by", "notes", "extra"]


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


# --- validation


@every
@given(data=st.data())
def test_a_document_is_written_as_it_was_read(name: str, data: st.DataObject):
    document = data.draw(documents(name))
    assert to_document(kind(name).validate(document)) == document


@settings(max_examples=150)
@given(any_documents())
def test_a_document_is_json_and_holds_nothing_empty(document: dict[str, Any]):
    assert orjson.loads(orjson.dumps(document)) == document
    assert empties({name: value for name, value in document.items() if name != "extra"}) == []


def empties(value: Any, path: str = "") -> list[str]:
    if value is None or value == [] or value == {}:
        return [path]
    if isinstance(value, dict):
        return [one for key, inner in value.items() for one in empties(inner, f"{path}.{key}")]
    if isinstance(value, list):
        return [one for number, inner in enumerate(value) for one in empties(inner, f"{path}.{number}")]
    return []


def test_a_part_that_is_empty_is_left_out():
    document = source(coverage={"areas": [], "population": {}})
    assert "coverage" not in to_document(kind("source").validate(document))


def test_what_a_partner_added_is_kept_whole():
    extra = {"a": None, "b": [], "c": {"d": {}}, "e": [{"f": None}]}
    assert to_document(kind("agency").validate(agency(extra=extra)))["extra"] == extra


def test_every_wrong_field_is_reported():
    found = problems("source", source(status="running", topics=[], holder="the ministry"))
    assert set(found) == {"status", "topics", "holder"}


def test_a_missing_field_is_called_mandatory():
    found = problems("agency", {"id": "agency/x", "type": "NGO"})
    assert found == {"name": "name: is mandatory"}


@pytest.mark.parametrize("empty", [{}, {"en": ""}, ""])
def test_a_mandatory_text_cannot_be_empty(empty: object):
    assert any(field.startswith("name") for field in problems("agency", agency(name=empty)))


def test_a_mandatory_text_of_a_part_cannot_be_empty():
    assert "contacts.1.post" in problems("agency", agency(contacts=[{"post": "Head"}, {"post": {}}]))


def test_an_unknown_field_is_reported_with_near_ones():
    assert "Did you mean acronym" in problems("agency", agency(acronim="X"))["acronim"]


def test_an_unknown_field_of_a_part_is_reported_with_near_ones_of_the_part():
    found = problems("agency", agency(contacts=[{"post": "Head", "emial": "a@b"}]))
    assert "Did you mean email" in found["contacts.0.emial"]


def test_a_problem_shows_what_was_found():
    assert "'running'" in problems("source", source(status="running"))["status"]


def test_a_wrong_reference_is_explained_without_a_pattern():
    told = problems("source", source(holder="the ministry"))["holder"]
    assert "neither an id" in told
    assert "^" not in told


def test_a_wrong_iri_is_explained_with_what_to_write():
    assert "%20 for a space" in problems("source", source(link="https://example.org/a b"))["link"]


def test_a_value_of_two_possible_types_gives_one_problem():
    document = {"id": "concept/x", "label": "X", "scheme": "scheme/x", "facets": {"min_duration": "a year"}}
    assert set(problems("concept", document)) == {"facets.min_duration"}


def test_an_id_must_be_of_the_kind():
    assert "agency/" in problems("agency", agency(id="source/x"))["id"]


def test_an_error_names_the_record():
    with pytest.raises(InvalidRecord, match="agency/x is not valid: name: is mandatory"):
        kind("agency").validate({"id": "agency/x", "type": "NGO"})


def test_a_record_without_id_is_called_new():
    with pytest.raises(InvalidRecord, match="a new agency is not valid"):
        kind("agency").validate({"name": "X", "type": "NGO"})


# --- what is derived from a document


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


# --- JSON Schema


@every
def test_every_schema_is_a_schema(name: str):
    jsonschema.Draft202012Validator.check_schema(kind(name).json_schema)
    assert kind(name).json_schema["$id"].endswith(f"/{name}.json")


@every
def test_every_field_is_described_in_the_schema(name: str):
    properties = kind(name).json_schema["properties"]
    assert [field.name for field in kind(name).fields if not properties[field.name].get("description")] == []


@every
@given(data=st.data())
def test_the_schema_takes_every_valid_document(name: str, data: st.DataObject):
    document = data.draw(documents(name))
    assert [error.message for error in validator(name).iter_errors(document)] == []


def test_the_schema_takes_what_the_catalogue_gives_out(small: Catalogue):
    for document in small.reader.documents():
        assert [error.message for error in validator(document["kind"]).iter_errors(document)] == []


@every
@given(data=st.data())
@settings(max_examples=10)
def test_schema_and_validation_refuse_the_same(name: str, data: st.DataObject):
    document = data.draw(documents(name))
    fields = kind(name).fields
    required = [field.name for field in fields if field.required]
    wrong: list[dict[str, Any]] = [{**document, "nothing": 1}, {**document, "id": "x"}, {**document, "id": "probe/x"}]
    wrong += [{key: value for key, value in document.items() if key != missing} for missing in required]
    wrong += [{**document, field.name: "no such code"} for field in fields if field.shape == "code"]
    wrong += [{**document, field.name: [[]]} for field in fields]
    wrong += [{**document, field.name: {}} for field in fields if field.required and field.shape == "lang"]
    for one in wrong:
        assert not validator(name).is_valid(one), one
        with pytest.raises(InvalidRecord):
            kind(name).validate(one)


@every
@given(data=st.data())
@settings(max_examples=10)
def test_what_a_person_writes_is_read(name: str, data: st.DataObject):
    kind(name).validate(data.draw(loose_documents(name)))


# --- the class behind a kind


def test_assignments_are_checked_when_a_record_becomes_a_document():
    record = Agency(id="agency/x", name={"en": "X"}, type="NGO")
    record.type = "club"  # type: ignore[assignment]
    assert "type" in problems("agency", to_document(record))


def test_parts_are_declared_as_records_are():
    part = kind("agency").field("contacts").part
    assert part
    assert issubclass(part, Part)
    assert [field.name for field in fields_of(part)] == ["post", "unit", "email", "url", "iri", "extra"]
