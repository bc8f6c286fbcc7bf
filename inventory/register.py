"""The register of agreements: parties, what each covers, how far it is, until when, and how it is kept."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import orjson

from ..catalogue import search
from ..catalogue.reader import Document, Reader
from ..catalogue.texts import DEFAULT_LANGUAGE, in_language
from ..catalogue.wording import counted
from .counting import CURRENT
from .named import Named, named
from .standing import ASKED, IN_FORCE, day_of, standing
from .tables import Table

STANDINGS = ("idea", "draft", "signed", "in force", "not in force", "expired")
"""What may be told of an agreement, without the reason; of those "not in force", the dates differ from the status."""

HEAD = ("agreement", "status", "until", "parties", "covers", "type", "renewal", "kept", "id")


def register(reader: Reader, on: dt.date, *, status: str = "", party: str = "", covers: str = "") -> Table:
    """Return the agreements as a table, by name.

    Args:
        reader: The catalogue.
        on: The day that their standing is told for.
        status: Only those of which that is told, one of ``STANDINGS``: by their dates, not by what they say alone.
        party: Only those with this party or recipient, by id.
        covers: Only those that cover this source, or a variable of it, by id.
    """
    found = [
        _Line(
            name,
            standing(document, on),
            document.get("expires", "no last day"),
            tuple(document.get("parties", ())),
            tuple(document.get("covers", ())),
            document.get("type", ""),
            document.get("renewal", ""),
            _kept(document),
        )
        for name, document in _agreements(reader, party, covers)
    ]
    found = [line for line in found if not status or stage(line.standing) == status]
    names = named(reader, {one for line in found for one in (*line.parties, *line.covers)})
    rows = tuple(_row(line, names) for line in found)
    foot = [f"{counted(len(rows), 'agreement')}."]
    if nothing := sum(not line.covers for line in found):
        foot.append(f"{nothing:,} of them name no source or variable that they cover.")
    return Table(
        f"Agreements, as they are on {on.isoformat()}",
        HEAD,
        rows,
        tuple(foot),
        tuple((line.name.id,) for line in found),
    )


class Lasting(NamedTuple):
    """An agreement, and how long it lasts.

    Attributes:
        key: Its key, for ``Reader.at``.
        left: Days until its last day, which counts; negative once that is behind; None if it has none.
        standing: How far it is, in words; see ``standing``.
    """

    key: int
    left: int | None
    standing: str

    @property
    def is_late(self) -> bool:
        """Whether its last day is behind, and it still says that it stands."""
        return self.standing.startswith("expired (")


def by_days_left(reader: Reader, on: dt.date) -> list[Lasting]:
    """Return the agreements by how long they last: those first whose last day went by, then those that end next.

    Then come those that stand without a last day, those that are still to begin, and those that are over.

    Args:
        reader: The catalogue.
        on: The day that days are reckoned from.
    """
    paths = ", ".join(f"'$.{name}'" for name in ASKED)
    rows = reader.database.stream(
        f"SELECT key, json_extract(document, {paths}) FROM record WHERE kind = 'agreement' AND {CURRENT}"
        " ORDER BY label, id"
    )
    found: list[Lasting] = []
    for key, text in rows:
        told = {name: value for name, value in zip(ASKED, orjson.loads(text), strict=True) if value is not None}
        last = day_of(told, "expires", first=False)
        found.append(Lasting(key, (last - on).days if last else None, standing(told, on)))
    return sorted(found, key=_order)


_STAGES = ("not in force", "in force", "signed", "draft", "idea", "expired")
"""The stages in the order of the list, behind what is late and what has a last day."""


def _order(one: Lasting) -> tuple[int, int]:
    far = stage(one.standing)
    if one.is_late or (one.left is not None and far in (IN_FORCE, "signed")):
        return (0 if one.is_late else 1, one.left or 0)
    return (2 + _STAGES.index(far) if far in _STAGES else 9, one.left or 0)


def naming(reader: Reader, text: str) -> set[int]:
    """Return the keys of agreements that have the words of a text, or name a party or source that has them.

    Args:
        reader: The catalogue.
        text: Some words, each perhaps only begun.
    """
    found = {*search.every(reader.database, text, ["agreement"])}
    others = search.every(reader.database, text, ["agency", "area", "source", "variable"])
    rows = reader.database.rows(
        "SELECT link.subject FROM json_each(?) AS wanted JOIN record ON record.key = wanted.value"
        " JOIN link ON link.object = record.id AND link.field IN ('parties', 'recipients', 'covers')"
        " JOIN record AS own ON own.key = link.subject AND +own.kind = 'agreement'",
        (json.dumps(others),),
    )
    return found | {key for (key,) in rows}


class _Line(NamedTuple):
    """What is kept of an agreement until all have been read: whole documents of very many weigh on memory and time."""

    name: Named
    standing: str
    until: str
    parties: tuple[str, ...]
    covers: tuple[str, ...]
    type: str
    renewal: str
    kept: str


def stage(standing: str) -> str:
    """Return what is told of an agreement without the reason: one of ``STANDINGS``."""
    if standing.startswith((f"not {IN_FORCE}", f"{IN_FORCE} from")):
        return f"not {IN_FORCE}"
    return standing.partition(" (")[0]


def _row(line: _Line, names: Mapping[str, Named]) -> tuple[str, ...]:
    parties = [names[one].label for one in line.parties]
    return (
        line.name.label,
        line.standing,
        line.until,
        ", ".join(parties) + (" (1 party)" if len(parties) == 1 else "") or "no party",
        ", ".join([names[one].label for one in line.covers]) or "no source named",
        line.type,
        line.renewal,
        line.kept,
        line.name.id,
    )


def _kept(document: Document) -> str:
    """Return what was seen of how an agreement is kept, the newest."""
    if reports := document.get("reports"):
        newest = max(reports, key=lambda one: str(one.get("date", "")))
        told = (newest.get("date", ""), in_language(newest.get("text", {}), DEFAULT_LANGUAGE))
        return ": ".join(filter(None, told))
    return in_language(document.get("monitoring", {}), DEFAULT_LANGUAGE)


def _agreements(reader: Reader, party: str, covers: str) -> Iterator[tuple[Named, Document]]:
    """Yield the agreements, asked for by what they refer to: an index answers that."""
    conditions, values = ["kind = 'agreement'", CURRENT], list[object]()
    if party:
        conditions.append("key IN (SELECT subject FROM link WHERE object = ? AND field IN ('parties', 'recipients'))")
        values.append(party)
    if covers:
        conditions.append(
            "key IN (SELECT subject FROM link WHERE field = 'covers' AND object IN (SELECT ? UNION ALL SELECT own.id"
            " FROM link JOIN record AS own ON own.key = link.subject WHERE object = ? AND field = 'source'))"
        )
        values += [covers, covers]
    rows = reader.database.stream(
        f"SELECT id, label, document FROM record WHERE {' AND '.join(conditions)} ORDER BY label, id", values
    )
    for record, label, document in rows:
        yield Named(record, label), json.loads(document)
