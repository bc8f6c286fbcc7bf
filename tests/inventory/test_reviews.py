from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.catalogue.errors import UsageError
from orodha.catalogue.kinds import kind
from orodha.inventory.dates import last_day
from orodha.inventory.reviews import LEVELS, close_review, endorse, open_review
from strategies import dates

SOP = {"id": "procedure/sop", "kind": "procedure", "title": {"en": "SOP"}}


def test_an_opened_review_has_no_day_of_closing():
    assert open_review(SOP, "2026-02-02", "agency/a")["reviews"] == [{"opened": "2026-02-02", "by": "agency/a"}]


def test_a_second_review_cannot_be_opened_beside_the_first():
    with pytest.raises(UsageError, match="open since 2026-02-02"):
        open_review(open_review(SOP, "2026-02-02"), "2026-03-01")


def test_closing_enters_the_last_review_and_the_version():
    closed = close_review(open_review(SOP, "2026-02-02"), "2026-03-13", "revised", "2")
    assert (closed["last_review"], closed["version"]) == ("2026-03-13", "2")
    assert closed["reviews"][0]["outcome"] == "revised"


def test_a_review_does_not_close_before_it_opens():
    with pytest.raises(UsageError, match="opened on 2026-02-02"):
        close_review(open_review(SOP, "2026-02-02"), "2026-01-31", "unchanged")


def test_closing_needs_an_open_review():
    with pytest.raises(UsageError, match="No review"):
        close_review(SOP, "2026-02-02", "unchanged")


def test_an_old_review_entered_late_does_not_turn_back_the_last_one():
    newest = close_review(SOP, "2026-03-13", "unchanged", opened="2026-02-02")
    assert close_review(newest, "2021-03-01", "unchanged", opened="2021-02-01")["last_review"] == "2026-03-13"


def test_what_was_given_stays_as_it_was():
    given = open_review(SOP, "2026-02-02")
    close_review(given, "2026-03-13", "unchanged")
    assert given["reviews"] == [{"opened": "2026-02-02"}]


def test_an_endorsement_is_entered_with_who_when_and_where_it_is_written():
    made = endorse(SOP, "technical", "agency/a", "2019-11", "document/d")
    assert made["endorsement"] == "technical"
    entry = {"level": "technical", "date": "2019-11", "by": "agency/a", "document": "document/d"}
    assert made["endorsements"] == [entry]


def test_the_level_of_a_procedure_is_the_highest_reached():
    official = endorse(SOP, "official", "agency/a", "2020")
    made = endorse(official, "technical", "agency/b", "2019")
    assert made["endorsement"] == "official"
    assert len(made["endorsements"]) == 2


def test_a_draft_is_endorsed_by_nobody():
    made = endorse(SOP, "drafted")
    assert made["endorsement"] == "drafted"
    assert "endorsements" not in made
    assert endorse(made, "technical", "agency/a")["endorsement"] == "technical"


def test_what_was_endorsed_is_no_draft_any_more():
    with pytest.raises(UsageError, match="is technical already"):
        endorse(endorse(SOP, "technical", "agency/a"), "drafted")


def test_the_same_endorsement_is_not_entered_twice():
    with pytest.raises(UsageError, match="entered already"):
        endorse(endorse(SOP, "technical", "agency/a", "2019"), "technical", "agency/a", "2019")


def test_an_endorsement_needs_somebody_who_endorses():
    with pytest.raises(UsageError, match="Nobody"):
        endorse(SOP, "official")


LATEST = st.sampled_from(("2020", "2020-12", "2020-12-31", "2021-01", "2021"))
STEPS = st.one_of(
    st.tuples(st.just(endorse), st.sampled_from(LEVELS), st.sampled_from(("agency/a", "agency/b", ""))),
    st.tuples(st.just(open_review), dates),
    st.tuples(st.just(close_review), dates | LATEST, st.sampled_from(("unchanged", "revised"))),
    st.tuples(st.just(close_review), dates | LATEST, st.just("unchanged"), st.just("2"), dates | LATEST),
)
"""Something that is entered, and with what; it may be refused."""


@settings(max_examples=30)
@given(st.lists(STEPS, max_size=8))
def test_whatever_is_entered_nothing_turns_back_and_what_was_given_stays(steps: list[tuple[Any, ...]]):
    procedure: dict[str, Any] = dict(SOP)
    for step, *arguments in steps:
        before = copy.deepcopy(procedure)
        try:
            after = step(procedure, *arguments)
        except UsageError:
            after = procedure
        assert procedure == before
        assert level(after) >= level(before)
        assert last_day(after.get("last_review", "0001")) >= last_day(before.get("last_review", "0001"))
        assert sum("closed" not in one for one in after.get("reviews", ())) <= 1
        assert len(after.get("endorsements", ())) >= len(before.get("endorsements", ()))
        kind("procedure").validate({name: value for name, value in after.items() if name != "kind"})
        procedure = after


def level(procedure: dict[str, Any]) -> int:
    return LEVELS.index(procedure["endorsement"]) if "endorsement" in procedure else -1


@pytest.mark.parametrize("first, second", [("2020-12-31", "2020"), ("2020", "2020-12-31"), ("2021-01", "2021")])
def test_the_last_review_is_that_of_the_later_last_day(first: str, second: str):
    made = close_review(SOP, first, "unchanged", opened="2019")
    assert last_day(close_review(made, second, "unchanged", opened="2019")["last_review"]) == max(
        map(last_day, (first, second))
    )
