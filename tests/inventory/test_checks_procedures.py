from __future__ import annotations

from typing import Any

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.checks import Survey
from orodha.catalogue.reader import Reader
from orodha.inventory.checks.procedures import (
    cycle_empty,
    endorsement_unfounded,
    procedure_overlap,
    review_closes_before_open,
    review_open_twice,
    source_no_validator,
    step_deadline_unread,
)
from orodha.inventory.counting import holds_data


def sop(*reviews: dict[str, str], **fields: Any) -> dict[str, Any]:
    return {"id": "procedure/sop", "reviews": list(reviews), **fields}


def test_two_open_reviews_are_an_error():
    once, twice = sop({"opened": "2026"}), sop({"opened": "2025"}, {"opened": "2026"})
    assert (len(list(review_open_twice(once))), len(list(review_open_twice(twice)))) == (0, 1)


@pytest.mark.parametrize(
    ("opened", "closed", "findings"),
    [("2026-02-02", "2026-02-01", 1), ("2026-02-02", "2026-02", 0), ("2026", "2026-01-01", 0), ("2026", "2025", 1)],
)
def test_a_review_that_closes_before_it_opens_is_an_error(opened: str, closed: str, findings: int):
    assert len(list(review_closes_before_open(sop({"opened": opened, "closed": closed})))) == findings


@pytest.mark.parametrize("cycle", ["P0D", "PT5H", "P0.5Y"])
def test_a_cycle_of_no_days_is_a_warning(cycle: str):
    assert len(list(cycle_empty(sop(review_cycle=cycle)))) == 1


def test_a_cycle_of_a_year_is_none():
    assert list(cycle_empty(sop(review_cycle="P1Y"))) == []


@pytest.mark.parametrize(
    ("level", "entry", "findings"),
    [
        ("drafted", {}, 0),
        ("official", {}, 1),
        ("official", {"level": "technical", "by": "agency/ke-ncm"}, 1),
        ("official", {"level": "official"}, 1),
        ("official", {"level": "official", "by": "agency/ke-ncm"}, 0),
        ("technical", {"level": "technical", "document": "document/mieux-case-study-kenya"}, 0),
    ],
)
def test_an_endorsement_of_which_nothing_is_known_is_a_warning(level: str, entry: dict[str, str], findings: int):
    document = sop(endorsement=level, endorsements=[entry] if entry else [])
    assert len(list(endorsement_unfounded(document))) == findings


def test_two_that_lead_one_task_are_a_warning(catalogue: Catalogue):
    for name in ("ke-ncm", "ke-knbs"):
        steps = [{"task": "analyse", "responsible": [f"agency/{name}"]}]
        catalogue.put_all([({"id": f"procedure/{name}", "title": {"en": name}, "steps": steps}, [])])
    assert [one[1] for one in procedure_overlap(Survey(catalogue.reader))] == ["steps"]


def test_the_starter_has_none_of_these(kenya: Reader):
    assert list(procedure_overlap(Survey(kenya))) == []


def test_a_deadline_in_words_alone_is_told_with_its_step():
    found = list(step_deadline_unread(sop(steps=[{"deadline": "soon", "due": "2026"}, {"deadline": "every spring"}])))
    assert [one[2] for one in found] == ['step 2 is due "every spring", which no program can reckon with']


def test_a_step_without_deadline_is_none():
    assert list(step_deadline_unread(sop(steps=[{"task": "collect"}]))) == []


def test_each_source_that_nobody_validates_is_told_in_the_same_words(kenya: Reader):
    found = list(source_no_validator(Survey(kenya)))
    assert {one[0] for one in found} == {one["id"] for one in kenya.records("source") if holds_data(one)}
    assert {one[2] for one in found} == {"nobody is named to validate it"}
