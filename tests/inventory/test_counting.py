"""What counts: records that stand, sources with data, validations, places."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue.reader import Reader
from orodha.inventory.counting import (
    DATA,
    SPLITS,
    countries_of,
    holds_data,
    homes,
    order_of_code,
    validation_lapse,
    variables_of,
    with_variables,
)

ON = dt.date(2026, 11, 22)


def test_sql_and_python_agree_on_what_holds_data(kenya: Reader):
    rows = kenya.database.rows(f"SELECT id FROM record WHERE kind = 'source' AND {DATA}")
    assert {one for (one,) in rows} == {one["id"] for one in kenya.records("source") if holds_data(one)}
    assert not holds_data(kenya.get("source/ke-gcm-vnr"))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "never validated, as far as recorded"),
        ("2025-11-22", ""),
        ("2025-11-21", "last validated 2025-11-21"),
        ("2025", ""),
        ("2026-12", "validated 2026-12, which is no day before"),
        ("0000", "validated 0000, which is no day before"),
    ],
)
def test_a_validation_holds_twelve_months(written: str, told: str):
    source: dict[str, Any] = {"last_validated": written} if written else {}
    assert validation_lapse(source, ON) == told


def test_variables_of_a_dataset_are_those_of_its_source(kenya: Reader):
    datasets = {one["id"]: one["source"] for one in kenya.records("dataset")}
    told = {(datasets.get(one["source"], one["source"]), one["id"]) for one in kenya.records("variable")}
    assert set(variables_of(kenya, sorted({source for source, _ in told}))) == told


def test_sources_that_a_variable_splits_are_those_with_a_splitting_one(kenya: Reader):
    pairs = variables_of(kenya, [one["id"] for one in kenya.records("source")])
    told = {source for source, variable in pairs if kenya.get(variable).get("role") == "disaggregation"}
    assert with_variables(kenya, sorted({source for source, _ in pairs}), SPLITS) == told != set()


def test_a_border_point_lies_in_its_country_at_any_depth(kenya: Reader):
    found = countries_of(kenya, ["area/ke-border-jkia", "area/ke-30", "area/ke", "area/igad"])
    assert found == dict.fromkeys(("area/ke-border-jkia", "area/ke-30", "area/ke"), frozenset({"area/ke"}))


def test_the_homes_of_a_region_are_its_countries_and_their_agencies(kenya: Reader):
    assert {"area/igad", "area/ke", "area/ke-30", "agency/ke-ncm"} <= set(homes(kenya, "area/igad"))


@given(st.lists(st.text(max_size=4) | st.text("01²٣a", max_size=3)))
def test_codes_of_every_script_have_one_order(codes: list[str]):
    backwards = codes[::-1]
    assert sorted(backwards, key=order_of_code) == sorted(codes, key=order_of_code)


def test_numbers_are_ordered_by_value():
    assert sorted(["10", "²", "9", "1a"], key=order_of_code) == ["9", "10", "1a", "²"]
