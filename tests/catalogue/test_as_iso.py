"""Dates and durations in words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue.as_iso import missing_day, near_date, near_duration


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("15 march 2026", "2026-03-15"),
        ("March 15th, 2026", "2026-03-15"),
        ("the 1st of Sept 2026", "2026-09-01"),
        ("Mar 2026", "2026-03"),
        ("2026/3/5", "2026-03-05"),
        ("3.2026", "2026-03"),
        ("2026-3", "2026-03"),
    ],
)
def test_a_date_in_words_is_offered_as_iso_8601(text, date):
    assert near_date(text) == date


@pytest.mark.parametrize(
    "text", ["", "soon", "march", "31 february 2026", "15 3 26", "3/4/2026", "ma 2026", "x 3 2026"]
)
def test_what_may_be_several_dates_or_none_is_not_guessed(text):
    assert near_date(text) == ""


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from(("%d %B %Y", "%B %d, %Y", "%Y/%m/%d", "%d %b %Y")))
def test_any_date_is_found_again(date, form):
    assert near_date(date.strftime(form)) == date.isoformat()


@given(st.text())
def test_any_text_is_survived(text):
    near_date(text)
    near_duration(text)


def test_a_day_that_there_is_not_is_told_with_the_days_of_the_month():
    assert missing_day("2026-02-31") == "February 2026 has 28 days."
    assert missing_day("2026-13") == "A year has 12 months."
    assert missing_day("2024-02-29") == missing_day("2024") == missing_day("2024-12") == ""


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("10years", "P10Y"),
        ("1 year and 6 months", "P1Y6M"),
        ("6 months 1 year", "P1Y6M"),
        ("every month", "P1M"),
        ("two weeks", "P2W"),
        ("annual", "P1Y"),
        ("p30d", "P30D"),
    ],
)
def test_a_duration_in_words_is_offered_as_iso_8601(text, duration):
    assert near_duration(text) == duration


@pytest.mark.parametrize("text", ["", "10", "soon", "10 years 3", "0 days", "1 year 2 years"])
def test_what_is_no_duration_is_not_guessed(text):
    assert near_duration(text) == ""
