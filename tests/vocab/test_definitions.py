from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from orodha.catalogue.errors import InvalidRecord
from orodha.catalogue.kinds import kind

LOOSE = {"id": "concept/x", "label": {"en": "x"}, "scheme": "scheme/x"}


def concept(**facets: Any) -> dict[str, Any]:
    return LOOSE | {"facets": facets}


@pytest.mark.parametrize("age", ["0", "18", 18, "999", "unbounded", "not applicable", "none"])
def test_an_age_is_a_number_of_years_or_a_kind_of_absence(age: Any):
    assert kind("concept").validate(concept(min_age=age)).facets.min_age == str(age)


@pytest.mark.parametrize("age", ["x", "-4", "1000", "18 years", ""])
def test_what_is_no_age_is_told_what_an_age_is(age: str):
    with pytest.raises(InvalidRecord, match="write an age in years such as 18"):
        kind("concept").validate(concept(max_age=age))


@pytest.mark.parametrize(("age", "fits"), [("18", True), ("unbounded", True), ("x", False), ("1000", False)])
def test_the_schema_holds_ages_to_the_same(age: str, fits: bool):
    schema = kind("concept").json_schema
    assert jsonschema.Draft202012Validator(schema).is_valid(concept(min_age=age)) == fits
