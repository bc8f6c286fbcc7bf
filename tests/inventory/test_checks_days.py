"""Days that are still to come, and are entered as if they were past."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from orodha.inventory.checks import days


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days, "today", lambda: dt.date(2026, 11, 22))


@pytest.mark.parametrize(
    ("fields", "findings"),
    [
        ({"last_review": "2035-01"}, 1),
        ({"last_review": "2026"}, 0),
        ({"last_review": "2026-11-22"}, 0),
        ({"last_review": "2026-11-23"}, 1),
        ({"last_review": "9999-99"}, 0),
        ({"reviews": [{"opened": "2026"}, {"opened": "2026", "closed": "2027"}]}, 1),
        ({"endorsements": [{"level": "official", "date": "2030"}]}, 1),
        ({}, 0),
    ],
)
def test_what_is_done_on_a_day_to_come_is_a_warning(fields: dict[str, Any], findings: int):
    assert len(list(days.done_ahead({"id": "procedure/x", **fields}))) == findings


@pytest.mark.parametrize(
    "document",
    [
        {"id": "source/x", "last_validated": "2027-06"},
        {"id": "action/x", "done_on": ["2020", "2027-06"]},
        {"id": "agreement/x", "reports": [{"date": "2027-06"}]},
        {"id": "source/x", "impact_assessment": {"status": "done", "date": "2027-06"}},
    ],
)
def test_other_kinds_are_looked_at_too(document: dict[str, Any]):
    (found,) = days.done_ahead(document)
    assert "2027-06" in found[2]


def test_an_assessment_that_is_under_way_may_be_planned_for_a_day_to_come():
    planned = {"status": "under way", "date": "2027-06"}
    assert not list(days.done_ahead({"id": "source/x", "impact_assessment": planned}))
