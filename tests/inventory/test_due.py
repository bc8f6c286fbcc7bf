"""What is due and overdue."""

from __future__ import annotations

import datetime as dt
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from orodha.catalogue import Catalogue
from orodha.catalogue.names import GENERATED
from orodha.catalogue.reader import Reader
from orodha.inventory.counting import holds_data
from orodha.inventory.dates import Span
from orodha.inventory.due import KINDS, due, told_once
from orodha.inventory.due_list import Due, DueList
from orodha.inventory.due_table import table_of
from orodha.inventory.ics import to_ics
from orodha.inventory.named import Named

TODAY = dt.date(2026, 11, 22)
SOON = Span(days=90)


@pytest.fixture(scope="module")
def found(kenya: Reader) -> DueList:
    return due(kenya, TODAY, SOON)


def of(items: DueList, record: str) -> list[Due]:
    return [one for one in items.items if one.record.id == record]


def put(catalogue: Catalogue, **document: Any) -> None:
    catalogue.put_all([({name: value for name, value in document.items() if name not in GENERATED}, None)])


def agreement(catalogue: Catalogue, **fields: Any) -> None:
    document = {"id": "agreement/x", "title": {"en": "X"}, "type": "MoU", "status": "in force", **fields}
    put(catalogue, **document)


def test_the_review_of_the_procedures_is_overdue_with_all_that_were_missed(found: DueList):
    review = found.items[0]
    assert (review.record.id, review.kind, review.written) == ("procedure/ke-sop-data", "review", "2020-02")
    assert review.on == dt.date(2020, 2, 29)
    assert review.late(TODAY) == 2458
    assert (review.missed, review.following) == (7, "2027-02")
    assert [one.label for one in review.who] == ["National Coordination Mechanism on Migration"]


def test_an_action_that_concerns_what_is_due_on_the_same_day_is_told_with_it(found: DueList):
    assert [one.id for one in found.items[0].also] == ["action/ke-deadline-dl-sop-update"]
    assert of(found, "action/ke-deadline-dl-sop-update") == []


def test_the_overdue_come_first_and_the_oldest_of_them_before_all(found: DueList):
    assert [one.on for one in found.items] == sorted(one.on for one in found.items)
    assert found.items[: len(found.overdue)] == found.overdue


def test_what_is_known_to_the_year_is_met_until_its_last_day(found: DueList):
    (plan,) = of(found, "action/ke-deadline-dl-npa")
    assert (plan.on, plan.lateness(TODAY)) == (dt.date(2026, 12, 31), "in 39 days")


def test_what_is_done_is_not_due_and_what_nobody_dated_is_counted(found: DueList):
    assert of(found, "action/ke-deadline-dl-assess") == []
    assert "action/ke-deadline-dl-tip" in {one.id for one in found.undated}


def test_nothing_after_the_time_asked_for_is_due(kenya: Reader):
    near = due(kenya, TODAY, Span(days=30))
    assert near.items == near.overdue


def test_the_last_day_of_an_agreement_is_due_until_it_is_expired(catalogue: Catalogue):
    agreement(catalogue, expires="2027-01")
    (last,) = of(due(catalogue.reader, TODAY, SOON), "agreement/x")
    assert (last.kind, last.on) == ("expiry", dt.date(2027, 1, 31))
    agreement(catalogue, expires="2027-01", status="expired")
    assert of(due(catalogue.reader, TODAY, SOON), "agreement/x") == []


def test_notice_is_due_its_time_before_the_last_day(catalogue: Catalogue):
    agreement(catalogue, expires="2027-05-31", notice="P3M")
    (notice,) = of(due(catalogue.reader, TODAY, Span(days=120)), "agreement/x")
    assert (notice.kind, notice.on) == ("notice", dt.date(2027, 2, 28))


def test_a_review_of_an_agreement_comes_a_cycle_after_it_began(catalogue: Catalogue):
    agreement(catalogue, effective="2025-12-01", review_cycle="P1Y")
    (review,) = of(due(catalogue.reader, TODAY, SOON), "agreement/x")
    assert (review.kind, review.on, review.missed) == ("review", dt.date(2026, 12, 1), 0)


def test_a_review_that_was_held_is_not_missed(catalogue: Catalogue):
    put(catalogue, **{**catalogue.reader.get("procedure/ke-sop-data"), "last_review": "2026-03"})
    assert of(due(catalogue.reader, TODAY, SOON), "procedure/ke-sop-data") == []
    (review,) = of(due(catalogue.reader, TODAY, Span(months=6)), "procedure/ke-sop-data")
    assert (review.written, review.missed) == ("2027-02", 0)


def test_a_review_that_was_held_meets_the_action_that_tells_of_it_too(catalogue: Catalogue):
    put(catalogue, **{**catalogue.reader.get("procedure/ke-sop-data"), "last_review": "2026-03"})
    assert of(due(catalogue.reader, TODAY, SOON), "action/ke-deadline-dl-sop-update") == []
    (review,) = of(due(catalogue.reader, TODAY, Span(months=6)), "procedure/ke-sop-data")
    assert [one.id for one in review.also] == ["action/ke-deadline-dl-sop-update"]


def test_a_review_that_was_held_meets_no_action_of_other_days(catalogue: Catalogue):
    put(catalogue, **{**catalogue.reader.get("procedure/ke-sop-data"), "last_review": "2026-03"})
    training = {"text": {"en": "Train"}, "status": "planned", "concerns": ["procedure/ke-sop-data"]}
    put(catalogue, id="action/x", start="2020-06", recurrence="P1Y", **training)
    (told,) = of(due(catalogue.reader, TODAY, SOON), "action/x")
    assert told.written == "2020-06"


def test_of_two_actions_on_one_day_the_one_that_concerns_the_other_is_told(found: DueList):
    (project,) = of(found, "action/ke-deadline-dl-ilo")
    assert [one.id for one in project.also] == ["action/ke-act-071", "action/ke-pg-fl"]
    assert of(found, "action/ke-act-071") == of(found, "action/ke-pg-fl") == []
    assert [one.id for one in of(found, "action/ke-deadline-dl-npa")[0].also] == ["action/ke-act-104"]


@pytest.mark.parametrize("names", list(permutations(["action/a", "action/b", "action/c"])))
def test_actions_in_a_row_are_told_once_whatever_they_are_called(catalogue: Catalogue, names: tuple[str, ...]):
    first, second, third = names
    for one, concerns in ((third, []), (second, [third]), (first, [second])):
        put(catalogue, id=one, text={"en": one}, status="planned", due="2026-12", concerns=concerns)
    (line,) = [one for one in due(catalogue.reader, TODAY, SOON).items if one.record.id in names]
    assert (line.record.id, {one.id for one in line.also}) == (first, {second, third})


@pytest.mark.parametrize("fields", [{"last_review": "2035-01"}, {"reviews": [{"opened": "2026", "closed": "2035-01"}]}])
def test_a_review_on_a_day_to_come_was_not_held(catalogue: Catalogue, fields: dict[str, Any]):
    put(catalogue, **{**catalogue.reader.get("procedure/ke-sop-data"), **fields})
    assert due(catalogue.reader, TODAY, SOON).items[0].written == "2020-02"


NAMES = [f"action/{letter}" for letter in "abcd"] + [f"procedure/{letter}" for letter in "xy"]


@given(
    st.lists(st.sampled_from(["2026-01-31", "2026-02-28"]), min_size=len(NAMES), max_size=len(NAMES)),
    st.dictionaries(st.sampled_from(NAMES[:4]), st.sets(st.sampled_from(NAMES))),
)
def test_what_is_told_once_loses_no_record_and_tells_of_two_reviews_apart(
    days: list[str], concerned: dict[str, set[str]]
):
    lines = [
        Due(dt.date.fromisoformat(day), day, "action" if one.startswith("action") else "review", one, Named(one, one))
        for day, one in zip(days, NAMES, strict=True)
    ]
    told = told_once(lines, concerned)
    assert sorted(one.id for line in told for one in (line.record, *line.also)) == sorted(NAMES)
    assert {"procedure/x", "procedure/y"} <= {line.record.id for line in told}
    day = dict(zip(NAMES, days, strict=True))
    assert all(day[one.id] == line.written for line in told for one in line.also)


def test_an_action_done_once_is_due_the_next_time(catalogue: Catalogue):
    forum = catalogue.reader.get("action/ke-deadline-dl-imrf")
    put(catalogue, **{**forum, "done_on": ["2022-05-17"]})
    (again,) = of(due(catalogue.reader, TODAY, SOON), "action/ke-deadline-dl-imrf")
    assert (again.written, again.missed) == ("2026", 0)


def test_a_source_is_to_be_validated_a_year_after_it_was(catalogue: Catalogue):
    source = catalogue.reader.get("source/ke-efns")
    put(catalogue, **{**source, "last_validated": "2025-11-30"})
    (check,) = of(due(catalogue.reader, TODAY, SOON), "source/ke-efns")
    assert (check.kind, check.on) == ("validation", dt.date(2026, 11, 30))


@pytest.mark.parametrize("registration", ["superseded", "retired"])
def test_nothing_of_a_record_that_does_not_stand_is_due(catalogue: Catalogue, registration: str):
    gone = {"registration": registration, "replaced_by": "source/ke-neaims"}
    source = catalogue.reader.get("source/ke-efns")
    put(catalogue, **{**source, "last_validated": "2025-11-30"})
    before = due(catalogue.reader, TODAY, SOON)
    agreement(catalogue, expires="2027-01", **(gone | {"replaced_by": "agreement/y"}))
    put(catalogue, **{**source, "last_validated": "2025-11-30", **gone})
    put(catalogue, **{**catalogue.reader.get("action/ke-deadline-dl-tip"), "registration": "retired"})
    after = due(catalogue.reader, TODAY, SOON)
    assert set(before.items) - set(after.items) == set(of(before, "source/ke-efns")) != set()
    assert of(after, "agreement/x") == []
    assert {one.id for one in before.undated} - {one.id for one in after.undated} == {"action/ke-deadline-dl-tip"}


def test_never_validated_are_only_sources_that_hold_data(catalogue: Catalogue):
    before = due(catalogue.reader, TODAY, SOON).never
    assert before == sum(map(holds_data, catalogue.reader.records("source")))
    put(catalogue, **{**catalogue.reader.get("source/ke-efns"), "registration": "retired"})
    assert due(catalogue.reader, TODAY, SOON).never == before - 1


def test_a_validation_that_is_still_to_come_is_none(catalogue: Catalogue):
    before = due(catalogue.reader, TODAY, Span(months=240))
    put(catalogue, **{**catalogue.reader.get("source/ke-musaned"), "last_validated": "2035-01"})
    after = due(catalogue.reader, TODAY, Span(months=240))
    assert after.never == before.never
    assert of(after, "source/ke-musaned") == of(before, "source/ke-musaned")


def test_the_calendar_has_an_event_a_line_and_is_the_same_twice(kenya: Reader, found: DueList):
    first = to_ics(found, "https://example.org/id/")
    assert first == to_ics(due(kenya, TODAY, SOON), "https://example.org/id/")
    events = Calendar.from_ical(first).walk("VEVENT")
    assert len(events) == len(found.items)
    assert str(events[0]["uid"]) == "procedure/ke-sop-data/review/2020-02@example.org"
    assert str(events[0]["summary"]).startswith("Overdue since 2020-02: Review of")
    assert events[0]["dtstart"].dt == TODAY


def test_no_alarm_of_the_calendar_lies_in_the_past(kenya: Reader):
    items = due(kenya, dt.date(2026, 12, 20), SOON)
    for one, event in zip(items.items, Calendar.from_ical(to_ics(items, "https://example.org/")).events, strict=True):
        alarms = [one["trigger"].dt for one in event.walk("VALARM")]
        assert alarms == ([] if one.on < items.on else [dt.timedelta(0)])


def test_an_alarm_is_two_weeks_before(found: DueList):
    events = Calendar.from_ical(to_ics(found, "https://example.org/")).events
    assert [one["trigger"].dt for one in events[-1].walk("VALARM")] == [dt.timedelta(days=-14)]


def test_the_table_has_a_row_a_line(found: DueList):
    table = table_of(found)
    assert [row[0] for row in table.rows] == [one.written for one in found.items]
    assert table.ids[0] == ("procedure/ke-sop-data", "action/ke-deadline-dl-sop-update")


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_of_records_can_be_asked_alone(kenya: Reader, found: DueList, kind: str):
    alone = due(kenya, TODAY, SOON, [kind])
    told = {each.id for one in found.items for each in (one.record, *one.also) if each.id.startswith(kind)}
    assert {each.id for one in alone.items for each in (one.record, *one.also)} == told
    assert (alone.undated, alone.never) == (found.undated * (kind == "action"), found.never * (kind == "source"))
