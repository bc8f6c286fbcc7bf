"""The register of agreements: parties, what each covers, how far it is, until when, and how it is kept."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping

from ..catalogue.reader import Document, Reader
from ..catalogue.texts import DEFAULT_LANGUAGE, in_language
from ..catalogue.wording import counted
from .named import Named, named
from .standing import standing
from .tables import Table

HEAD = ("agreement", "status", "until", "parties", "covers", "type", "renewal", "kept", "id")


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
    foot = [f"{counted(len(rows), 'agreement')}."]
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
        told = (newest.get("date", ""), in_language(newest.get("text", {}), DEFAULT_LANGUAGE))
        return ": ".join(filter(None, told))
    return in_language(document.get("monitoring", {}), DEFAULT_LANGUAGE)


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
