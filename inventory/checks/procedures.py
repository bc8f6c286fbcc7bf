"""Procedures: their reviews, deadlines, tasks that two agencies lead, and sources that nobody validates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...catalogue.checks import Found, Survey, record_rule, rule
from ..dates import Span, first_day, last_day, span
from ..raci import procedures_named, tasks, two_leads, without_validator


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


@record_rule("endorsement-unfounded", "warning", "procedure")
def endorsement_unfounded(document: Mapping[str, Any]) -> Iterator[Found]:
    """A procedure that is endorsed has an entry of that: by whom, when, or which document says so."""
    level = document.get("endorsement", "drafted")
    entries = [one for one in document.get("endorsements", ()) if one["level"] == level]
    if level != "drafted" and not any(one.get(name) for one in entries for name in ("by", "date", "document")):
        told = f"is said to be endorsed at {level} level, and nothing says by whom, when or where"
        fix = f"orodha procedure endorse {document['id']} {level} --by AGENCY --on DATE --document DOCUMENT"
        yield document["id"], "endorsement", told, fix


@rule("procedure-overlap", "warning")
def procedure_overlap(survey: Survey) -> Iterator[Found]:
    """No task on the same source is led by two agencies, in two steps."""
    for procedure, text in two_leads(tasks(survey, procedures_named(survey))):
        yield procedure, "steps", text, "Agree on one that leads, and name the others as responsible or consulted."


@record_rule("step-deadline-unread", "info", "procedure")
def step_deadline_unread(document: Mapping[str, Any]) -> Iterator[Found]:
    """A deadline of a step that is told in words has a date too, from which it becomes due."""
    for place, step in enumerate(document.get("steps", ()), 1):
        if step.get("deadline") and not step.get("due"):
            told = f'step {step.get("number") or place} is due "{step["deadline"]}", which no program can reckon with'
            yield document["id"], "steps", told, f"orodha edit {document['id']}: give the step due and recurrence."


@rule("source-no-validator", "info")
def source_no_validator(survey: Survey) -> Iterator[Found]:
    """Somebody is named to validate the data of each source, in its record or by a procedure."""
    for one in without_validator(survey):
        fix = f"orodha edit {one} validated_by=..., or name an agency in a step that validates."
        yield one, "validated_by", "nobody is named to validate it", fix
