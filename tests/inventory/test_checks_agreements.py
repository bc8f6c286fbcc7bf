"""Findings about agreements."""

from __future__ import annotations

import datetime as dt
from typing import Any

import orodha.inventory.checks.agreements as rules
import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.checks import run
from orodha.catalogue.reader import Reader

MUSANED = "source/ke-musaned"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:  # pyright: ignore[reportUnusedFunction] - a fixture
    monkeypatch.setattr(rules, "today", lambda: dt.date(2026, 11, 22))


def agreement(slug: str, **fields: Any) -> dict[str, Any]:
    kenya = {"parties": ["area/ke", "area/ug"], "covers": [MUSANED], "status": "in force"}
    return {"id": f"agreement/{slug}", "title": {"en": slug}, "type": "MoU", **kenya, **fields}


def told(catalogue: Catalogue, name: str, *documents: dict[str, Any]) -> list[tuple[str, str]]:
    catalogue.put_all((one, None) for one in documents)
    return [(one.id, one.message) for one in run(catalogue.reader, name)]


def test_the_starter_has_seven_agreements_with_one_party(kenya: Reader):
    assert len(list(run(kenya, "agreement-one-party"))) == 7
    for name in ("agreement-ends-before", "agreement-expired-in-force", "covered-by-expired", "agreements-contradict"):
        assert list(run(kenya, name)) == []


def test_an_agreement_that_ends_before_it_begins_is_an_error(catalogue: Catalogue):
    found = told(catalogue, "agreement-ends-before", agreement("x", effective="2024", expires="2023-12-31"))
    assert found == [("agreement/x", "ends (2023-12-31) before it begins (2024): it counts as not in force")]


def test_an_agreement_in_force_after_its_last_day_is_found(catalogue: Catalogue):
    past, ahead = agreement("x", expires="2025"), agreement("y", expires="2026")
    assert [one for one, _ in told(catalogue, "agreement-expired-in-force", past, ahead)] == ["agreement/x"]


def test_a_source_under_expired_agreements_only_is_found(catalogue: Catalogue):
    past = agreement("x", expires="2025", covers=["source/ke-efns", MUSANED])
    assert [one for one, _ in told(catalogue, "covered-by-expired", past)] == ["source/ke-efns"]


def test_an_agreement_whose_record_is_withdrawn_says_nothing(catalogue: Catalogue):
    gone = agreement("x", expires="2025", covers=["source/ke-efns"], registration="retired")
    assert told(catalogue, "covered-by-expired", gone) == []
    assert told(catalogue, "agreement-expired-in-force") == []
    forbids = agreement("y", excludes=["agency/igad"], registration="superseded")
    assert told(catalogue, "agreements-contradict", forbids, agreement("z", recipients=["agency/igad"])) == []


def test_a_source_with_an_agreement_to_come_beside_an_expired_one_is_not_found(catalogue: Catalogue):
    past, draft = (
        agreement("x", expires="2025", covers=["source/ke-efns"]),
        agreement("y", status="draft", expires="2025", covers=["source/ke-efns"]),
    )
    assert told(catalogue, "covered-by-expired", past, draft) == []


def test_an_agreement_that_permits_what_another_forbids_is_found(catalogue: Catalogue):
    forbids, permits = agreement("x", excludes=["agency/igad"]), agreement("y", recipients=["agency/igad"])
    ((one, message),) = told(catalogue, "agreements-contradict", forbids, permits)
    assert one == "agreement/x"
    assert message == f"agreement/x forbids what agreement/y permits: agency/igad, on {MUSANED}"


def test_agreements_that_name_other_purposes_for_one_recipient_are_found_once(catalogue: Catalogue):
    some = [
        agreement(slug, recipients=["agency/igad"], purpose_codes=[f"concept/sharing-purposes-{code}"])
        for slug, code in (("x", "statistics"), ("y", "research"))
    ]
    ((_, message),) = told(catalogue, "agreements-contradict", *some)
    assert "other purposes for agency/igad" in message


def test_a_draft_contradicts_nothing(catalogue: Catalogue):
    forbids, permits = (
        agreement("x", excludes=["agency/igad"]),
        agreement("y", status="draft", recipients=["agency/igad"]),
    )
    assert told(catalogue, "agreements-contradict", forbids, permits) == []


def test_of_many_agreements_on_one_source_only_those_that_share_something_are_compared():
    many = [
        {"id": f"agreement/{n:04}", "recipients": [f"agency/{n}"], "purpose_codes": [f"concept/{n % 3}"]}
        for n in range(2000)
    ]
    assert list(rules.beside(many)) == []
    both = {"id": "agreement/x", "recipients": ["agency/4"], "purpose_codes": ["concept/2"], "excludes": ["agency/7"]}
    assert [(one["id"], other["id"]) for one, other in rules.beside([*many, both])] == [
        ("agreement/0004", "agreement/x"),
        ("agreement/x", "agreement/0004"),
        ("agreement/x", "agreement/0007"),
    ]
