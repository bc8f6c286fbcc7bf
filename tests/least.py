"""The least that documents of some kinds must say."""

from __future__ import annotations

import pytest
from orodha.catalogue.kinds import kinds

KINDS = sorted(kinds())

every = pytest.mark.parametrize("name", KINDS)


def agency(**fields: object) -> dict[str, object]:
    return {"id": "agency/x", "name": "X", "type": "NGO"} | fields


def source(**fields: object) -> dict[str, object]:
    return {
        "id": "source/x",
        "title": "X",
        "type": "concept/source-kinds-census",
        "country": "area/ke",
        "topics": ["concept/topics-labour"],
        "status": "live",
        "access": "concept/access-open",
        "personal_data": "none",
    } | fields
