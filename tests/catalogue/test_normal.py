from __future__ import annotations

from typing import Annotated, Any

import pytest
from hypothesis import given
from orodha.catalogue.errors import InvalidRecord
from orodha.catalogue.kinds import _registry, kind, kinds, to_document
from orodha.catalogue.normal import normal
from orodha.catalogue.record import LangText, Means, Record
from pydantic import field_validator
from strategies import loose_documents


@pytest.mark.parametrize("name", sorted(kinds()))
def test_a_normal_document_is_what_validation_gives(name: str):
    declared = kind(name)

    @given(loose_documents(name))
    def is_same(document: dict[str, Any]):
        want = to_document(declared.validate(document))
        found = normal(declared, document)
        assert found == want
        assert normal(declared, found) == want
        assert list(found) == list(want)

    is_same()


@pytest.mark.parametrize("broken", [{"type": "nothing"}, {"colour": "red"}, {"name": 3}, {"homepage": "not an iri"}])
def test_what_is_not_valid_is_refused_with_its_problems(broken: dict[str, Any]):
    document = {"id": "agency/x", "name": "X", "type": "NGO"} | broken
    with pytest.raises(InvalidRecord) as found:
        normal(kind("agency"), document)
    with pytest.raises(InvalidRecord) as wanted:
        kind("agency").validate(document)
    assert found.value.problems == wanted.value.problems


def test_a_kind_that_checks_by_a_method_is_validated_by_it():
    try:

        class Checked(Record, kind="checked"):
            """Something with a rule of its own."""

            name: Annotated[LangText, Means("dct:title", "Its name.")]

            @field_validator("name")
            @classmethod
            def loud(cls, value: dict[str, str]) -> dict[str, str]:
                return {language: text.upper() for language, text in value.items()}

        found = normal(kind("checked"), {"id": "checked/x", "name": "quiet"})
        assert found["name"] == {"en": "QUIET"}
    finally:
        _registry.pop("checked", None)
