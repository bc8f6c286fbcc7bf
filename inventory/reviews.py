"""Reviews and endorsements of procedures. Plain documents in and out; nothing is saved here."""

from __future__ import annotations

from typing import Any, cast

from ..catalogue.errors import UsageError
from ..catalogue.names import GENERATED
from ..catalogue.reader import Document
from .dates import latest

LEVELS = ("drafted", "technical", "official")
"""How far a procedure is endorsed, each level above the one before; nobody endorses a draft."""


def endorse(procedure: Document, level: str, by: str = "", on: str = "", document: str = "") -> Document:
    """Return a procedure with an endorsement entered; its level becomes the highest that was reached.

    Args:
        procedure: Its document.
        level: One of ``LEVELS``; "drafted" enters the level alone.
        by: Id of the agency that endorses.
        on: The day; "" if not known.
        document: Id of the document that says so; "" for none.

    Raises:
        UsageError: It is entered already, or a draft is endorsed further; or nobody is named who endorses.
    """
    name, reached = procedure["id"], procedure.get("endorsement", "")
    if level == LEVELS[0]:
        if reached:
            raise UsageError(
                f"{name} is {reached} already.", f"Set it back with: orodha edit {name} endorsement={level}"
            )
        return _own(procedure) | {"endorsement": level}
    if not by:
        raise UsageError("Nobody is named who endorses.", "Say who: --by AGENCY")
    made = {"level": level, "date": on, "by": by, "document": document}
    entry = {field: value for field, value in made.items() if value}
    before = cast("list[dict[str, Any]]", procedure.get("endorsements", []))
    if entry in before:
        raise UsageError(f"That endorsement of {name} is entered already.", f"See: orodha show {name}")
    highest = max(level, reached or level, key=LEVELS.index)
    return _own(procedure) | {"endorsement": highest, "endorsements": [*before, entry]}


def open_review(procedure: Document, on: str, by: str = "") -> Document:
    """Return a procedure with a review opened.

    Args:
        procedure: Its document.
        on: The first day of the review: "2026-02-02".
        by: Id of the agency that reviews; "" if not known.

    Raises:
        UsageError: One is open already.
    """
    if is_open := _open(procedure):
        told = f"A review of {procedure['id']} has been open since {is_open['opened']}."
        raise UsageError(told, f"Close it first: orodha procedure review close {procedure['id']}")
    return _own(procedure) | {"reviews": [*_reviews(procedure), {"opened": on} | ({"by": by} if by else {})]}


def close_review(procedure: Document, on: str, outcome: str, version: str = "", opened: str = "") -> Document:
    """Return a procedure with its open review closed; the day becomes that of its last review.

    Args:
        procedure: Its document.
        on: The last day of the review.
        outcome: "unchanged", "revised" or "withdrawn".
        version: The version that came of it, which becomes the procedure's; "" to leave that as it is.
        opened: First day of a review that was held and never opened here; "" to close the open one.

    Raises:
        UsageError: None is open, one is though another was to be entered, or it would close before it was opened.
    """
    if opened:
        procedure = open_review(procedure, opened)
    review = _open(procedure)
    if review is None:
        told = f"No review of {procedure['id']} is open."
        raise UsageError(told, "Give --opened DATE to enter one that was held, or open one first.")
    if on < review["opened"][: len(on)]:
        raise UsageError(f"The review was opened on {review['opened']}, after {on}.", "Give --on a later day.")
    made = {"version": version} if version else {}
    closed = review | {"closed": on, "outcome": outcome} | made
    reviews = [closed if one is review else one for one in _reviews(procedure)]
    last = latest([on, procedure.get("last_review")]) or on
    return _own(procedure) | {"reviews": reviews, "last_review": last} | made


def _reviews(procedure: Document) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", procedure.get("reviews", []))


def _open(procedure: Document) -> dict[str, Any] | None:
    return next((one for one in _reviews(procedure) if not one.get("closed")), None)


def _own(procedure: Document) -> Document:
    """Return a document without what the catalogue adds when it is read."""
    return {name: value for name, value in procedure.items() if name not in GENERATED}
