"""Planning a source that closes a gap: what the gap is about becomes what the source is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from ..catalogue.changes import ABSENT, ChangeSet, Put
from ..catalogue.errors import UsageError
from ..catalogue.kinds import kind
from ..catalogue.naming import Namer
from ..catalogue.reader import Document, Reader
from ..catalogue.texts import DEFAULT_LANGUAGE
from .counting import OBJECTIVES, countries_of

GENERAL = "concept/topics-general"
"""The topic of a source of which no other is known."""

OTHER = "concept/source-kinds-other"

SUBJECTS = ("concept", "indicator", "area", "source", "variable", "action")
"""Kinds of record that a gap can be about, and a source be planned for."""


def planned(
    reader: Reader, subject: str, title: str, *, holder: str = "", country: str = "", type: str = OTHER
) -> ChangeSet:
    """Return the changes that plan a source for a gap; an indicator or a challenge comes to name it.

    Args:
        reader: The catalogue.
        subject: Id or IRI of what the gap is about.
        title: What the source is to be called.
        holder: Id of the agency that is to keep it; "" if that is open.
        country: Id of the country whose data it will be; "" for that of the gap, of the holder, or of the catalogue.
            Of a gap in several countries, as at a border point, it is that of the holder or catalogue, if one of them.
        type: Id of the kind of source.

    Raises:
        NotFound: There is no such record.
        UsageError: There is no title, or a source of that name; no source can be planned for such a record; or nobody
            knows for which country.
    """
    about = reader.get(subject)
    if not title.strip():
        raise UsageError("The source has no title.", "Add: --title TEXT")
    if about["kind"] not in SUBJECTS:
        raise UsageError(f"No source can be planned for {about['id']}.", "See what gaps there are: orodha gaps --list")
    whose = country or _country(reader, about, holder)
    if not whose:
        raise UsageError("It is not known whose data it will be.", "Add: --country COUNTRY")
    document: Document = {
        "title": {DEFAULT_LANGUAGE: title.strip()},
        "type": type,
        **({"holder": holder} if holder else {}),
        "country": whose,
        **_about(reader, about),
        "status": "planned",
        "access": "concept/access-unknown",
        "personal_data": "unknown",
        "notes": {DEFAULT_LANGUAGE: f"Planned to close the gap of {about['id']}."},
    }
    name = Namer(reader, kind("source"), set()).id_of(document)
    if reader.has(name):
        raise UsageError(f"There is a source of that name: {name}.", "Choose another title.")
    puts = [Put({"id": name, **document}, None, ABSENT), *_naming(reader, about, name)]
    return ChangeSet(puts, f"plan a source for {about['id']}")


def whose(reader: Reader, subject: str, holder: str = "") -> str:
    """Return the id of the country whose data a source for a gap would be, as far as that is known; else "".

    Args:
        reader: The catalogue.
        subject: Id or IRI of what the gap is about.
        holder: Id of the agency that is to keep the source; "" if that is open.

    Raises:
        NotFound: There is no such record.
    """
    return _country(reader, reader.get(subject), holder)


def _about(reader: Reader, gap: Mapping[str, Any]) -> Document:
    """Return topics, objectives, terms and areas of a source that is about a gap."""
    if gap["kind"] == "action":
        concerned = list(reader.some([one for one in gap.get("concerns", ()) if one.startswith("source/")]))
        topics = [topic for one in concerned for topic in one.get("topics", ())]
        return _filled(topics, gap.get("objectives", ()), areas=gap.get("areas", ()))
    if gap["kind"] == "source":
        coverage: Document = gap.get("coverage") or {}
        objectives = gap.get("gcm_objectives", ())
        return _filled(gap.get("topics", ()), objectives, gap.get("terms", ()), coverage.get("areas", ()))
    if gap["kind"] == "indicator":
        objectives = [one for one in gap.get("framework", ()) if _scheme(reader, one) == OBJECTIVES]
        return _filled(gap.get("topics", ()), objectives)
    if gap["kind"] == "area":
        return _filled((), areas=[gap["id"]])
    if gap["kind"] == "variable":
        return _filled((), terms=[gap["concept"]] if gap.get("concept") else [])
    scheme = gap.get("scheme")
    topics, objectives = ([gap["id"]] if scheme == one else [] for one in ("scheme/topics", OBJECTIVES))
    return _filled(topics, objectives, [] if topics or objectives else [gap["id"]])


def _filled(topics: Any, objectives: Any = (), terms: Any = (), areas: Any = ()) -> Document:
    """Return the fields that say what a source is about, without the empty ones; it has one topic at least."""
    fields = {"topics": topics or [GENERAL], "terms": terms, "gcm_objectives": objectives}
    about: Document = {name: list(dict.fromkeys(values)) for name, values in fields.items() if values}
    return about | ({"coverage": {"areas": list(areas)}} if areas else {})


def _naming(reader: Reader, gap: Document, source: str) -> list[Put]:
    """Return the gap's own record, if it is one that names sources, as it names the planned one too."""
    name = {"indicator": "sources", "action": "concerns"}.get(gap["kind"])
    if name is None:
        return []
    text, version = reader.database.rows("SELECT document, version FROM record WHERE id = ?", (gap["id"],))[0]
    document: Document = orjson.loads(text)
    return [Put(document | {name: [*document.get(name, []), source]}, None, version)]


def _scheme(reader: Reader, concept: str) -> str:
    return reader.get(concept).get("scheme", "") if reader.has(concept) else ""


def _country(reader: Reader, gap: Mapping[str, Any], holder: str) -> str:
    """Return the country that a gap is of: its own, those of its areas, those of the agencies that are to act.

    Where that leaves none or several, it is the holder's or the catalogue's; "" if that is none of several.
    """
    areas: Sequence[str] = [gap["id"]] if gap["kind"] == "area" else gap.get("areas", ())
    within = countries_of(reader, areas)
    if gap["kind"] == "area" and not within and gap.get("type") not in ("county", "border point"):
        return gap["id"]
    own = [gap.get("country"), *(_country_of(reader, one) for one in gap.get("agencies", ()))]
    several = list(filter(None, own))[:1] or sorted({one for those in within.values() for one in those})
    if len(several) == 1:
        return several[0]
    likely = [_country_of(reader, holder), _country_of(reader, str(reader.meta.get("publisher", "")))]
    return next((one for one in likely if one and (not several or one in several)), "")


def _country_of(reader: Reader, agency: str) -> str:
    return reader.get(agency).get("country", "") if agency and reader.has(agency) else ""
