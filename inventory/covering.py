"""Which sources are under an agreement that is in force, among very many agreements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import orjson

from ..catalogue.reader import Reader
from .standing import in_force

_DATES = ("status", "signed", "effective", "expires")

_NOT_PAST = (
    "instr(document, '\"in force\"') AND json_extract(document, '$.status') = 'in force'"
    " AND coalesce(json_extract(document, '$.expires'), '9999') || '~' >= ?2"
)
"""An agreement that may be in force, for ``in_force`` to decide: a last day "2026-11" is not past on 2026-11-22."""


def covered_on(reader: Reader, sources: Sequence[str], on: dt.date) -> frozenset[str]:
    """Return those of some sources that are under an agreement in force, themselves or by one of their variables.

    Args:
        reader: The catalogue.
        sources: Their ids.
        on: The day.
    """
    direct = _covered(reader, sources, on)
    rest = [one for one in sources if one not in direct]
    rows = reader.database.rows(
        "SELECT wanted.value, variable.id FROM json_each(?) AS wanted"
        " JOIN link AS owned ON owned.object = wanted.value AND owned.field = 'source'"
        " JOIN record AS variable ON variable.key = owned.subject AND +variable.kind = 'variable'"
        " WHERE EXISTS (SELECT 1 FROM link WHERE link.object = variable.id AND link.field = 'covers')",
        (_json(rest),),
    )
    variables = _covered(reader, sorted({variable for _, variable in rows}), on)
    return frozenset(direct | {source for source, variable in rows if variable in variables})


def _covered(reader: Reader, targets: Sequence[str], on: dt.date) -> set[str]:
    """Return those of some sources or variables that an agreement in force names."""
    rows = reader.database.rows(
        "SELECT wanted.value, (SELECT agreement.key FROM link JOIN record AS agreement ON agreement.key = link.subject"
        " AND +agreement.kind = 'agreement' WHERE link.object = wanted.value AND link.field = 'covers'"
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
    told = ", ".join(f"json_extract(document, '$.{name}')" for name in _DATES)
    rows = reader.database.rows(
        f"SELECT key, {told} FROM record WHERE key IN (SELECT value FROM json_each(?)) AND +kind = 'agreement'",
        (_json(list(agreements)),),
    )
    return {key for key, *values in rows if in_force(dict(zip(_DATES, values, strict=True)), on)}


def _json(values: Sequence[object]) -> str:
    return orjson.dumps(list(values)).decode()
