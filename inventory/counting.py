"""What counts, decided once for all who count: which records stand, what holds data, what a validation is worth.

The constants in capitals that say "in SQL" are conditions on a row of ``record`` under that name.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..catalogue.reader import Reader
from ..vocab.successors import CURRENT, is_deprecated
from .dates import Span
from .standing import day_of

OBJECTIVES = "scheme/gcm"
"""The scheme of the objectives of the Global Compact for Migration."""

NO_DATA_KINDS = ("concept/source-kinds-report", "concept/source-kinds-directory")
"""Kinds of source that tell of data, and hold none themselves."""

SPLITS = "json_extract(record.document, '$.role') = 'disaggregation'"
"""That a variable splits what is counted, in SQL: by sex, age or anything."""

LIVE = f"json_extract(record.document, '$.status') = 'live' AND {CURRENT}"
"""That a source is in use, in SQL."""

DATA = f"{LIVE} AND coalesce(json_extract(record.document, '$.type'), '') NOT IN {NO_DATA_KINDS!r}"
"""That a source holds data, in SQL."""

VALID = Span(months=12)
"""How long a validation holds."""


def is_current(document: Mapping[str, Any]) -> bool:
    """Tell whether a record stands: it is neither superseded nor retired."""
    return not is_deprecated(document)


def is_live(source: Mapping[str, Any]) -> bool:
    """Tell whether a source is in use."""
    return source.get("status") == "live" and is_current(source)


def holds_data(source: Mapping[str, Any]) -> bool:
    """Tell whether a source is in use and holds data, as reports and directories do not."""
    return is_live(source) and source.get("type") not in NO_DATA_KINDS


def validation_lapse(source: Mapping[str, Any], on: dt.date) -> str:
    """Return what is wrong with the last validation of a source on a day, in words; "" if it was within ``VALID``."""
    written = source.get("last_validated")
    if not written:
        return "never validated, as far as recorded"
    first, last = day_of(source, "last_validated"), day_of(source, "last_validated", first=False)
    if first is None or last is None or first > on:
        return f"validated {written}, which is no day before"
    return f"last validated {written}" if VALID.after(last) < on else ""


def variables_of(reader: Reader, sources: Sequence[str], condition: str = "TRUE") -> list[tuple[str, str]]:
    """Return pairs of source and variable: the variables of sources, and those of datasets that these have released.

    Args:
        reader: The catalogue.
        sources: Their ids.
        condition: What the row of a variable must satisfy, in SQL.
    """
    rows = reader.database.rows(
        "WITH own (source, id) AS (SELECT value, value FROM json_each(?1) UNION ALL"
        " SELECT link.object, record.id FROM json_each(?1) AS wanted JOIN link ON link.object = wanted.value"
        " AND link.field = 'source' JOIN record ON record.key = link.subject AND +record.kind = 'dataset')"
        " SELECT own.source, record.id FROM own JOIN link ON link.object = own.id AND link.field = 'source'"
        " JOIN record ON record.key = link.subject AND +record.kind = 'variable'"
        f" WHERE CASE WHEN {condition} THEN {CURRENT} END ORDER BY 1, 2",  # in this order: the second reads documents
        (json.dumps(list(sources)),),
    )
    return [(source, variable) for source, variable in rows]


def with_variables(reader: Reader, sources: Sequence[str], condition: str = "TRUE") -> set[str]:
    """Return those of some sources that have a variable, or a dataset with one, that meets a condition in SQL.

    It stops at the first: to read them all by ``variables_of`` takes many times as long where there are many.

    Args:
        reader: The catalogue.
        sources: Ids of sources.
        condition: Of a row of ``record``, as ``SPLITS`` is.
    """
    variable = (
        "SELECT 1 FROM link JOIN record ON record.key = link.subject AND +record.kind = 'variable'"
        f" WHERE link.object = {{0}} AND link.field = 'source' AND {condition} AND {CURRENT}"
    )
    rows = reader.database.rows(
        f"SELECT wanted.value FROM json_each(?) AS wanted WHERE EXISTS ({variable.format('wanted.value')})"
        " OR EXISTS (SELECT 1 FROM link AS released JOIN record AS dataset ON dataset.key = released.subject"
        " AND +dataset.kind = 'dataset' WHERE released.object = wanted.value AND released.field = 'source'"
        f" AND EXISTS ({variable.format('dataset.id')}))",
        (json.dumps(list(sources)),),
    )
    return {source for (source,) in rows}


def parts_of(reader: Reader, area: str) -> list[str]:
    """Return an area and all areas that are part of it, at any depth."""
    rows = reader.database.rows(
        "WITH RECURSIVE part (id) AS (SELECT ? UNION SELECT record.id FROM part"
        " JOIN link ON link.object = part.id AND link.field = 'part_of'"
        " JOIN record ON record.key = link.subject AND +record.kind = 'area') SELECT id FROM part ORDER BY 1",
        (area,),
    )
    return [one for (one,) in rows]


def homes(reader: Reader, place: str) -> list[str]:
    """Return a country or region, all that is part of it, and their agencies: what makes a record one of it."""
    areas = parts_of(reader, place)
    rows = reader.database.rows(
        "SELECT DISTINCT record.id FROM json_each(?) AS part JOIN link ON link.object = part.value"
        " AND link.field = 'country' JOIN record ON record.key = link.subject AND +record.kind = 'agency'",
        (json.dumps(areas),),
    )
    return [*areas, *(one for (one,) in rows)]


def countries_of(reader: Reader, areas: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return the countries that areas lie in, at any depth: a border point's, a county's; a country is its own."""
    rows = reader.database.rows(
        "WITH RECURSIVE above (area, id) AS (SELECT value, value FROM json_each(?) UNION"
        " SELECT above.area, link.object FROM above JOIN record ON record.id = above.id"
        " JOIN link ON link.subject = record.key AND link.field = 'part_of')"
        " SELECT above.area, record.id FROM above JOIN record ON record.id = above.id"
        " WHERE json_extract(record.document, '$.type') = 'country'",
        (json.dumps(list(areas)),),
    )
    found: dict[str, set[str]] = {}
    for area, country in rows:
        found.setdefault(area, set()).add(country)
    return {area: frozenset(those) for area, those in found.items()}


def order_of_code(notation: str) -> tuple[int, str]:
    """Return what codes are ordered by: numbers first, by their value, then the others, as text."""
    return (int(notation), notation) if notation.isascii() and notation.isdecimal() else (10**9, notation)
