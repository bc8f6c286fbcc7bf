"""What sources of data lack: statistics as a purpose, validation, breakdowns, agreements, and what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import orjson

from .counting import CURRENT, validation_lapse
from .shortfall_facts import Facts, Found, Lack, Source
from .under_agreement import under_agreement

OPEN = "concept/access-open"

UNKNOWN = ("", "concept/frequency-unknown")


def totals_only(facts: Facts) -> Found:
    """Return the sources for statistics that nothing splits, as far as their variables are described."""
    asked = [one for one in facts.data if one.for_statistics]
    undivided = _unsplit(facts, [one.id for one in asked], "json_extract(record.document, '$.role') = 'disaggregation'")
    undescribed = _unsplit(facts, sorted(undivided), "record.kind = 'variable'")
    told = {one: "no variable described" if one in undescribed else "totals only" for one in undivided}
    lacks = [_of_source(one, told[one.id]) for one in asked if one.id in told]
    return Found(len(asked), lacks)


def _unsplit(facts: Facts, sources: Sequence[str], condition: str) -> set[str]:
    """Return those of some sources of which no variable meets a condition in SQL, nor one of their datasets.

    It stops at the first that does: reading them all by ``counting.variables_of`` takes three times as long.
    """
    own = (
        "SELECT 1 FROM link JOIN record ON record.key = link.subject AND +record.kind = 'variable'"
        f" WHERE link.object = {{0}} AND link.field = 'source' AND {condition} AND {CURRENT}"
    )
    rows = facts.reader.database.rows(
        f"SELECT wanted.value FROM json_each(?) AS wanted WHERE NOT EXISTS ({own.format('wanted.value')})"
        " AND NOT EXISTS (SELECT 1 FROM link AS released JOIN record AS dataset ON dataset.key = released.subject"
        " AND +dataset.kind = 'dataset' WHERE released.object = wanted.value AND released.field = 'source'"
        f" AND EXISTS ({own.format('dataset.id')}))",
        (orjson.dumps(list(sources)).decode(),),
    )
    return {one for (one,) in rows}


def _of_source(source: Source, text: str, *fields: str) -> Lack:
    return Lack(source.named, text, source.country, source.holder, tuple((source.id, field) for field in fields))


def each_source(told: Callable[[Facts, Source], str], *fields: str) -> Callable[[Facts], Found]:
    """Return a rule over the sources of data, made of what one of them lacks, "" if nothing."""

    def find(facts: Facts) -> Found:
        lacks = [_of_source(one, text, *fields) for one in facts.data if (text := told(facts, one))]
        return Found(len(facts.data), lacks)

    return find


def not_for_statistics(_: Facts, source: Source) -> str:
    """Say that statistics is no purpose of a source, or that nobody said whether it is."""
    if source.for_statistics is None:
        return "nobody said whether it serves statistics"
    return "" if source.for_statistics else "collected for another purpose"


def not_validated(facts: Facts, source: Source) -> str:
    """Say that a source was not validated in the twelve months before the day."""
    return validation_lapse({"last_validated": source.last_validated}, facts.on)


def no_frequency(_: Facts, source: Source) -> str:
    """Say that it is not known how often a source is updated."""
    return "not known how often" if source.frequency in UNKNOWN else ""


def no_holder(_: Facts, source: Source) -> str:
    """Say that it is not known who keeps a source."""
    return "" if source.holder else "not known who keeps it"


def no_agreement(facts: Facts) -> Found:
    """Return the sources that are not open, and that no agreement in force covers."""
    asked = [one for one in facts.data if one.access != OPEN]
    text = "not open, and under no agreement in force"
    covered = under_agreement(facts.reader, [one.id for one in asked], facts.on)
    return Found(len(asked), [_of_source(one, text, "access") for one in asked if one.id not in covered])
