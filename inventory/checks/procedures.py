"""Procedures: their reviews, how often these come, and tasks that two agencies lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...catalogue.checks import Found, Survey, record_rule, rule
from ..dates import Span, first_day, last_day, span
from ..raci import procedures_named, tasks, two_leads


@record_rule("review-open-twice", "error", "procedure")
def review_open_twice(document: Mapping[str, Any]) -> Iterator[Found]:
    """No procedure has two reviews open at once."""
    begun = [one["opened"] for one in document.get("reviews", ()) if not one.get("closed")]
    if len(begun) > 1:
        told = f"has {len(begun)} reviews open at once, since {', '.join(sorted(begun))}"
        yield document["id"], "reviews", told, f"orodha procedure review close {document['id']}, after taking one out."


@record_rule("review-closes-before-open", "error", "procedure")
def review_closes_before_open(document: Mapping[str, Any]) -> Iterator[Found]:
    """No review of a procedure closes before it was opened."""
    for one in document.get("reviews", ()):
        if one.get("closed") and last_day(one["closed"]) < first_day(one["opened"]):
            told = f"a review was opened on {one['opened']} and closed before that, on {one['closed']}"
            yield document["id"], "reviews", told, f"orodha edit {document['id']}: put its days right."


@record_rule("cycle-empty", "warning", "procedure")
def cycle_empty(document: Mapping[str, Any]) -> Iterator[Found]:
    """The time between two reviews of a procedure is at least a day."""
    cycle = document.get("review_cycle")
    if cycle and _length(cycle) == Span():
        told = f"is reviewed every {cycle}, which is no time: no next review is counted from it"
        yield document["id"], "review_cycle", told, f"orodha edit {document['id']} review_cycle=P1Y"


def _length(cycle: str) -> Span:
    """Return the days of a cycle: none of one in hours, or in parts of a year."""
    try:
        return span(cycle)
    except ValueError:
        return Span()


@rule("procedure-overlap", "warning")
def procedure_overlap(survey: Survey) -> Iterator[Found]:
    """No task on the same source is led by two agencies, in two steps."""
    for procedure, text in two_leads(tasks(survey, procedures_named(survey))):
        yield procedure, "steps", text, "Agree on one that leads, and name the others as responsible or consulted."
