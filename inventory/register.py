"""The register of agreements: parties, what each covers, how far it is, until when, and how it is kept."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from ..catalogue.reader import Document, Reader
from .dates import first_day, last_day
from .named import Named, named
from .tables import Table

HEAD = ("agreement", "status", "until", "parties", "covers", "type", "renewal", "kept", "id")


def ends_before_it_begins(agreement: Mapping[str, Any]) -> bool:
    """Tell whether the last day of an agreement is before its first, or before it was signed."""
    ends = day_of(agreement, "expires", first=False)
    begins = [day_of(agreement, name) for name in ("effective", "signed")]
    return ends is not None and any(one is not None and ends < one for one in begins)


def is_past(agreement: Mapping[str, Any], on: dt.date) -> bool:
    """Tell whether the last day of an agreement is behind; one with no last day goes on."""
    ends = day_of(agreement, "expires", first=False)
    return ends is not None and ends < on


def day_of(agreement: Mapping[str, Any], name: str, *, first: bool = True) -> dt.date | None:
    """Return the first or last day of a date of an agreement; None of none, and of one that no calendar has."""
    try:
        return (first_day if first else last_day)(agreement[name]) if agreement.get(name) else None
    except ValueError:
        return None


def standing(agreement: Mapping[str, Any], on: dt.date) -> str:
    """Return how far an agreement is on a day, in words: what it says of itself where its dates do not differ."""
    status = str(agreement.get("status", ""))
    if status not in ("signed", "in force"):
        return status
    if ends_before_it_begins(agreement):
        return "not in force: ends before it begins"
    if is_past(agreement, on):
        return f"expired (said to be {status})"
    begins = day_of(agreement, "effective")
    if status == "in force" and begins and begins > on:
        return f"in force from {agreement['effective']}"
    return status


def register(reader: Reader, on: dt.date, *, status: str = "", party: str = "", covers: str = "") -> Table:
    """Return the agreements as a table, by name.

    Args:
        reader: The catalogue.
        on: The day that their standing is told for.
        status: Only those of this status: "draft", "in force".
        party: Only those with this party or recipient, by id.
        covers: Only those that cover this source, or a variable of it, by id.
    """
    found = [one for one in _agreements(reader, party, covers) if status in ("", one[1].get("status"))]
    names = named(
        reader, {i for _, document in found for field in ("parties", "covers") for i in document.get(field, ())}
    )
    rows = tuple(_row(name, document, names, on) for name, document in found)
    foot = [f"{len(rows):,} agreements." if len(rows) != 1 else "1 agreement."]
    if nothing := sum(not document.get("covers") for _, document in found):
        foot.append(f"{nothing:,} of them name no source or variable that they cover.")
    return Table("Agreements", HEAD, rows, tuple(foot), tuple((name.id,) for name, _ in found))


def _row(name: Named, document: Document, names: Mapping[str, Named], on: dt.date) -> tuple[str, ...]:
    parties = [names[one].label for one in document.get("parties", ())]
    return (
        name.label,
        standing(document, on),
        document.get("expires", "no last day"),
        ", ".join(parties) + (" (1 party)" if len(parties) == 1 else "") or "no party",
        ", ".join(names[one].label for one in document.get("covers", ())) or "no source named",
        document.get("type", ""),
        document.get("renewal", ""),
        _kept(document),
        name.id,
    )


def _kept(document: Document) -> str:
    """Return what was seen of how an agreement is kept, the newest."""
    if reports := document.get("reports"):
        newest = max(reports, key=lambda one: str(one.get("date", "")))
        return ": ".join(one for one in (newest.get("date", ""), _text(newest.get("text"))) if one)
    return _text(document.get("monitoring"))


def _text(value: Mapping[str, str] | None) -> str:
    texts = value or {}
    return texts.get("en") or next(iter(texts.values()), "")


def _agreements(reader: Reader, party: str, covers: str) -> list[tuple[Named, Document]]:
    """Return the agreements, asked for by what they refer to: an index answers that."""
    conditions, values = ["kind = 'agreement'"], list[object]()
    if party:
        conditions.append("key IN (SELECT subject FROM link WHERE object = ? AND field IN ('parties', 'recipients'))")
        values.append(party)
    if covers:
        conditions.append(
            "key IN (SELECT subject FROM link WHERE field = 'covers' AND object IN (SELECT ? UNION ALL SELECT own.id"
            " FROM link JOIN record AS own ON own.key = link.subject WHERE object = ? AND field = 'source'))"
        )
        values += [covers, covers]
    rows = reader.database.rows(
        f"SELECT id, label, document FROM record WHERE {' AND '.join(conditions)} ORDER BY label, id", values
    )
    return [(Named(record, label), json.loads(document)) for record, label, document in rows]
