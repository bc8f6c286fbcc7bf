"""JSON Schemas of the kinds: they take and refuse what the catalogue does."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from least import every
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import InvalidRecord
from orodha.catalogue.kinds import kind
from strategies import documents

_validators: dict[str, jsonschema.Draft202012Validator] = {}


def validator(name: str) -> jsonschema.Draft202012Validator:
    if name not in _validators:
        _validators[name] = jsonschema.Draft202012Validator(kind(name).json_schema)
    return _validators[name]


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
