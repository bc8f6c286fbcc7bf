"""A source of data in which the rules on gaps find no fault."""

from __future__ import annotations

from typing import Any

WHOLE_SOURCE: dict[str, Any] = {
    "title": {"en": "New"},
    "type": "concept/source-kinds-survey",
    "country": "area/ke",
    "holder": "agency/ke-knbs",
    "topics": ["concept/topics-climate"],
    "frequency": "concept/frequency-annual",
    "status": "live",
    "collected_for_statistics": True,
    "access": "concept/access-open",
    "personal_data": "none",
    "last_validated": "2026-03",
}
"""All of it but its id."""
