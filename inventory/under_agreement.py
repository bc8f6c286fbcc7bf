"""Which sources are under an agreement that is in force, among very many agreements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import orjson

from ..catalogue.reader import Reader
from .counting import CURRENT, variables_of
from .standing import ASKED, in_force

_NOT_PAST = (
    "instr(record.document, '\"in force\"') AND json_extract(record.document, '$.status') = 'in force'"
    f" AND coalesce(json_extract(record.document, '$.expires'), '9999') || '~' >= ?2 AND {CURRENT}"
)
"""An agreement that may be in force, for ``in_force`` to decide: a last day "2026-11" is not past on 2026-11-22."""

_COVERED = "EXISTS (SELECT 1 FROM link AS named WHERE named.object = record.id AND named.field = 'covers')"
"""That any agreement names a record: of half a million variables, few are."""


def under_agreement(reader: Reader, sources: Sequence[str], on: dt.date) -> frozenset[str]:
    """Return those of some sources that an agreement in force covers, or one of their or their releases' variables.

    Args:
        reader: The catalogue.
        sources: Their ids.
        on: The day.
    """
    direct = _named(reader, sources, on)
    rows = variables_of(reader, [one for one in sources if one not in direct], _COVERED)
    variables = _named(reader, sorted({variable for _, variable in rows}), on)
    return frozenset(direct | {source for source, variable in rows if variable in variables})


def _named(reader: Reader, targets: Sequence[str], on: dt.date) -> set[str]:
    """Return those of some sources or variables that an agreement in force names."""
    rows = reader.database.rows(
        "SELECT wanted.value, (SELECT record.key FROM link JOIN record ON record.key = link.subject"
        " AND +record.kind = 'agreement' WHERE link.object = wanted.value AND link.field = 'covers'"
        f" AND {_NOT_PAST} LIMIT 1) FROM json_each(?1) AS wanted",
        (_json(targets), on.isoformat()),
    )
    first = {target: agreement for target, agreement in rows if agreement is not None}
    held = _in_force(reader, set(first.values()), on)
    doubtful = [target for target, agreement in first.items() if agreement not in held]
    return {target for target, agreement in first.items() if agreement in held} | _by_any(reader, doubtful, on)


def _by_any(reader: Reader, targets: Sequence[str], on: dt.date) -> set[str]:
    """Look at every agreement on some sources or variables, where the first one was not in force after all."""
    rows = reader.database.rows(
        "SELECT wanted.value, link.subject FROM json_each(?) AS wanted"
        " JOIN link ON link.object = wanted.value AND link.field = 'covers'",
        (_json(targets),),
    )
    held = _in_force(reader, {agreement for _, agreement in rows}, on)
    return {target for target, agreement in rows if agreement in held}


def _in_force(reader: Reader, agreements: Iterable[int], on: dt.date) -> set[int]:
    told = ", ".join(f"json_extract(document, '$.{name}')" for name in ASKED)
    rows = reader.database.rows(
        f"SELECT key, {told} FROM record WHERE key IN (SELECT value FROM json_each(?)) AND +kind = 'agreement'",
        (_json(list(agreements)),),
    )
    return {key for key, *values in rows if in_force(dict(zip(ASKED, values, strict=True)), on)}


def _json(values: Sequence[object]) -> str:
    return orjson.dumps(list(values)).decode()
