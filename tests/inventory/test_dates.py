"""Dates known to the year, month or day, durations, and what comes again."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue.errors import UsageError
from orodha.inventory.dates import Span, first_day, last_day, occurrences, span, span_of_words

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-02", "2021-02-01", "2021-02-28"),
        ("2021-02-03", "2021-02-03", "2021-02-03"),
    ],
)
def test_a_date_is_a_stretch_of_days(written: str, first: str, last: str):
    assert (first_day(written).isoformat(), last_day(written).isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("text", "length"),
    [("P1Y", Span(12)), ("P1Y6M", Span(18)), ("P2W1D", Span(0, 15)), ("P1DT12H", Span(0, 1)), ("P0D", Span())],
)
def test_a_duration_is_months_and_days(text: str, length: Span):
    assert span(text) == length


@pytest.mark.parametrize("text", ["", "P", "1Y", "PT5H", "yearly"])
def test_what_is_no_duration_of_days_is_refused(text: str):
    with pytest.raises(ValueError, match="no duration"):
        span(text)


@pytest.mark.parametrize(
    ("text", "length"),
    [("90d", Span(0, 90)), ("6 weeks", Span(0, 42)), ("3 months", Span(3)), ("1Y", Span(12)), ("p90d", Span(0, 90))],
)
def test_people_write_durations_in_short(text: str, length: Span):
    assert span_of_words(text) == length


def test_a_length_of_time_that_nobody_can_read_is_told():
    with pytest.raises(UsageError, match="'soon' is no length of time"):
        span_of_words("soon")


def test_a_month_after_the_last_day_of_a_month_is_the_last_day_of_the_next():
    assert Span(1).after(dt.date(2024, 1, 31)) == dt.date(2024, 2, 29)


def test_time_without_end_stops_at_the_last_day():
    assert Span(10**9).after(dt.date(2024, 1, 1)) == Span(0, 10**9).after(dt.date(2024, 1, 1)) == dt.date.max


def test_a_yearly_review_is_due_each_year_in_its_month():
    assert list(occurrences("2020-02", "P1Y", dt.date(2023, 1, 1))) == ["2020-02", "2021-02", "2022-02"]


def test_a_cycle_does_not_drift_over_short_months():
    found = list(occurrences("2023-12-31", "P1M", dt.date(2024, 4, 30)))
    assert found == ["2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"]


def test_a_cycle_that_is_shorter_than_its_date_is_exact_counts_from_the_first_day():
    assert list(occurrences("2024", "P6M", dt.date(2025, 1, 1))) == ["2024", "2024-07-01", "2025-01-01"]


def test_a_cycle_of_no_length_comes_once():
    assert list(occurrences("2020-02", "P0D", dt.date(2030, 1, 1))) == ["2020-02"]


@given(DAYS, st.integers(0, 40), st.integers(0, 400), DAYS)
def test_occurrences_rise_and_stay_within_their_bound(start: dt.date, months: int, days: int, until: dt.date):
    found = [first_day(one) for one in occurrences(start.isoformat(), f"P{months}M{days}D", until)]
    assert all(start <= one <= until for one in found)
    assert found == sorted(set(found))
    assert bool(found) == (start <= until)
