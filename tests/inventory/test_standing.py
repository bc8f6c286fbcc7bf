"""How far an agreement is on a day."""

from __future__ import annotations

import datetime as dt

import pytest
from orodha.inventory.sharing.careful import narrowest
from orodha.inventory.standing import ends_before_it_begins, in_force, is_over, progress, standing

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
        ({"status": "in force", "registration": "retired"}, "not in force: its record is retired"),
        ({"status": "signed", "registration": "superseded"}, "not in force: its record is superseded"),
        ({"status": "in force", "expires": "0000"}, "not in force: a date of it is in no calendar"),
    ],
)
def test_how_far_an_agreement_is_takes_its_days_into_account(fields: dict[str, str], told: str):
    assert standing(fields, TODAY) == told
    assert in_force(fields, TODAY) == (told == "in force")


def test_how_far_an_agreement_is_orders_agreements():
    told: list[dict[str, str]] = [
        {"status": "in force", "registration": "retired"},
        {"status": "idea"},
        {"status": "draft"},
        {"status": "in force", "expires": "2025"},
        {"status": "signed"},
        {"status": "in force", "effective": "2027"},
        {"status": "in force", "expires": "2027"},
    ]
    ranks = [progress(one, TODAY) for one in told]
    assert ranks == sorted(set(ranks))
    assert [is_over(one, TODAY) for one in told] == [False, False, False, True, False, False, False]


def test_what_begins_and_ends_in_the_same_year_is_in_order():
    assert not ends_before_it_begins({"effective": "2021", "expires": "2021-03"})
    assert ends_before_it_begins({"signed": "2021-04", "expires": "2021-03"})


def test_the_narrowest_limit_lets_the_least_pass():
    assert narrowest(["identifiable", "aggregate", "pseudonymised"]) == "aggregate"
    assert narrowest(["identifiable", "none"]) == "none"
    assert narrowest(["none", "unknown"]) == "unknown"
