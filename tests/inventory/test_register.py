"""The register of agreements, and how far one is on a day."""

from __future__ import annotations

import datetime as dt

import pytest
from orodha.catalogue.reader import Reader
from orodha.inventory.register import ends_before_it_begins, register, standing

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"status": "draft", "expires": "2020"}, "draft"),
        ({"status": "in force"}, "in force"),
        ({"status": "in force", "expires": "2026"}, "in force"),
        ({"status": "in force", "expires": "2026-11-22"}, "in force"),
        ({"status": "in force", "expires": "2026-11-21"}, "expired (said to be in force)"),
        ({"status": "in force", "effective": "2027"}, "in force from 2027"),
        ({"status": "in force", "effective": "2027", "expires": "2025"}, "not in force: ends before it begins"),
        ({"status": "in force", "expires": "0000"}, "in force"),
    ],
)
def test_how_far_an_agreement_is_takes_its_days_into_account(fields: dict[str, str], told: str):
    assert standing(fields, TODAY) == told


def test_what_begins_and_ends_in_the_same_year_is_in_order():
    assert not ends_before_it_begins({"effective": "2021", "expires": "2021-03"})
    assert ends_before_it_begins({"signed": "2021-04", "expires": "2021-03"})


def test_every_agreement_stands_in_the_register(kenya: Reader):
    table = register(kenya, TODAY)
    assert len(table.rows) == kenya.count("agreement")
    told = {row[-1]: row for row in table.rows}
    assert told["agreement/ke-bla-ksa-2017"][1] == "in force"
    assert "(1 party)" in told["agreement/ke-cotu-gcc"][3]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"covers": "source/ke-musaned"}, {"agreement/ke-bla-ksa-2017"}),
        ({"party": "agency/igad"}, {"agreement/igad-fmp", "agreement/igad-fmp-roadmap"}),
        ({"party": "agency/igad", "status": "in force"}, set[str]()),
    ],
)
def test_the_register_is_asked_by_party_source_and_status(kenya: Reader, asked: dict[str, str], ids: set[str]):
    assert {row[-1] for row in register(kenya, TODAY, **asked).rows} == ids
