"""Documents held to their kind: each fault is told with its field, and what is right is kept."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from least import agency, every, source
from orodha.catalogue.errors import InvalidRecord
from orodha.catalogue.kinds import kind, to_document
from orodha.inventory.agencies import Agency
from strategies import any_documents, documents, loose_documents


def problems(name: str, document: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(InvalidRecord) as caught:
        kind(name).validate(document)
    return {problem.field: str(problem) for problem in caught.value.problems}


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
