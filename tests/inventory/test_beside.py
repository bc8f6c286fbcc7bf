"""What is shown beside a record."""

from __future__ import annotations

import datetime as dt

import pytest
from orodha.inventory.beside import agreements_beside, lasts, variables_beside

DAY = dt.date(2026, 11, 22)


def test_the_variables_of_a_source_by_label(kenya):
    names = [one["label"]["en"] for one in variables_beside(kenya, "source/ke-permits")]
    assert len(names) == 4 and names == sorted(names)


def test_the_agreements_that_cover_a_source(kenya):
    assert [one["id"] for one in agreements_beside(kenya, "source/ke-musaned")] == ["agreement/ke-bla-ksa-2017"]


@pytest.mark.parametrize(
    ("expires", "left", "told"),
    [
        ("2026-12-31", 39, "in force"),
        ("2026-11-22", 0, "in force"),
        ("2026-11-21", -1, "expired (said to be in force)"),
        ("2026", 39, "in force"),
    ],
)
def test_days_are_left_through_the_last_day(expires, left, told):
    found = lasts({"status": "in force", "expires": expires}, DAY)
    assert (found.left, found.standing) == (left, told)


def test_an_agreement_without_a_last_day_has_no_days_left():
    assert lasts({"status": "signed"}, DAY).left is None
