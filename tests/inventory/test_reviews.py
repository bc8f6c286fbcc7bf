from __future__ import annotations

import pytest
from orodha.catalogue.errors import UsageError
from orodha.inventory.reviews import close_review, endorse, open_review

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
