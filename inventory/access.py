"""How one gets at a source: its access class, and the agreement that is in the way or opens it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..catalogue.reader import Reader
from .counting import CURRENT
from .named import Named, Permission
from .standing import ASKED, FARTHEST, IN_FORCE, progress, standing

OPEN_ACCESS = ("open", "public-use")
"""Slugs of the access classes that need no agreement."""

NO_AGREEMENT = "none on record"
"""What is told of the agreement that a source needs and has not."""


class Access(NamedTuple):
    """How one gets at a source.

    Attributes:
        source: The source.
        state: "open", "restricted" or "planned".
        access: Slug of its access class ("open", "licensed"), or "".
        agreement: The most advanced agreement that covers it, if any.
    """

    source: Named
    state: str
    access: str
    agreement: Permission | None


def state_of(status: str, access: str) -> str:
    """Return how far one can get at a source: "open", "restricted", or "planned" for what is not in use.

    Args:
        status: Its status: "live", "planned" and so on.
        access: Slug or id of its access class.
    """
    if status != "live":
        return "planned"
    return "open" if access.removeprefix("concept/access-") in OPEN_ACCESS else "restricted"


def agreement_told(access: str, agreement: Permission | None) -> str:
    """Return the agreement over a source and how far it is, in words; "" if there is none, and none is needed."""
    if agreement:
        return f"{agreement.label} ({agreement.status})"
    return "" if access in OPEN_ACCESS else NO_AGREEMENT


def is_barred(access: str, agreement: Permission | None) -> bool:
    """Tell whether a source needs an agreement that is not in force."""
    return access not in OPEN_ACCESS and (agreement is None or agreement.status != IN_FORCE)


def access_to(reader: Reader, sources: Sequence[str], on: dt.date) -> list[Access]:
    """Return how one gets at some sources on a day, in their order, without those that are gone."""
    rows = reader.database.rows(
        "SELECT id, label, coalesce(json_extract(document, '$.status'), ''),"
        " coalesce(json_extract(document, '$.access'), '')"
        " FROM record WHERE id IN (SELECT value FROM json_each(?)) AND +kind = 'source'",
        (json.dumps(list(sources)),),
    )
    agreed = permissions(reader, dict.fromkeys(sources, ()), on)
    told = {
        source: Access(
            Named(source, label), state_of(status, access), access.removeprefix("concept/access-"), agreed.get(source)
        )
        for source, label, status, access in rows
    }
    return [told[source] for source in sources if source in told]


def permissions(reader: Reader, sources: Mapping[str, Sequence[str]], on: dt.date) -> dict[str, Permission]:
    """Return the most advanced agreement on a day that covers each source or one of its variables in question.

    Args:
        reader: The catalogue.
        sources: The variables in question, by source.
        on: The day.
    """
    owner = {variable: source for source, variables in sources.items() for variable in variables}
    owner.update({source: source for source in sources})
    asked = ", ".join(f"'$.{name}'" for name in ASKED)
    rows = reader.database.rows(
        f"SELECT object, record.id, label, json_extract(document, {asked}) FROM link"
        " JOIN record ON record.key = subject WHERE field = 'covers' AND +kind = 'agreement'"
        f" AND object IN (SELECT value FROM json_each(?)) AND {CURRENT}"
        " ORDER BY json_extract(document, '$.status') <> 'in force', record.id",
        (json.dumps(list(owner)),),
    )
    found: dict[str, tuple[int, Permission]] = {}
    for target, agreement, label, text in rows:
        source = owner[target]
        if source in found and found[source][0] == FARTHEST:
            continue  # very many agreements may cover one source
        document: dict[str, Any] = dict(zip(ASKED, json.loads(text), strict=True))
        rank = progress(document, on)
        if source not in found or rank > found[source][0]:
            found[source] = rank, Permission(agreement, label, standing(document, on))
    return {source: permission for source, (_, permission) in found.items()}
