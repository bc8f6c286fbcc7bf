"""Days on which something was done: none of them is still to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...catalogue.checks import Found, record_rule
from ..dates import first_day, last_day_if_any
from .agreements import today

FIELDS = {
    "procedure": ("last_review", "reviews.closed", "endorsements.date"),
    "agreement": ("last_review", "reports.date"),
    "source": ("last_validated", "impact_assessment.date"),
    "action": ("done_on",),
}
"""Fields that say when something was done, by kind; after the dot, that of a part."""

_PLANNED = ("needed", "under way")
"""What is so far has its date before it, which says for when it is planned."""


@record_rule("done-ahead", "warning", *FIELDS)
def done_ahead(document: Mapping[str, Any]) -> Iterator[Found]:
    """Nothing is entered as reviewed, validated, endorsed or done on a day that is still to come."""
    on, name = today(), document["id"]
    for field in FIELDS[name.partition("/")[0]]:
        for written in _dates(document, field):
            if last_day_if_any(written) and first_day(written) > on:
                told = f"says that it was done on {written}, which is still to come: nothing is reckoned from it"
                yield name, field.partition(".")[0], told, f"orodha edit {name}: put the date right."


def _dates(document: Mapping[str, Any], field: str) -> Iterator[str]:
    name, _, part = field.partition(".")
    value: Any = document.get(name, ())
    if part:
        parts: list[dict[str, Any]] = [value] if isinstance(value, dict) else value
        yield from (one[part] for one in parts if one.get(part) and one.get("status") not in _PLANNED)
    else:
        yield from [value] if isinstance(value, str) else value
