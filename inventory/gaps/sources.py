"""What sources of data lack: statistics as a purpose, validation, breakdowns, agreements, and what is known of them."""

from __future__ import annotations

from collections.abc import Callable

from ..counting import SPLITS, validation_lapse, with_variables
from ..under_agreement import under_agreement
from .facts import Facts, Found, Lack, Source

OPEN = "concept/access-open"

UNKNOWN = ("", "concept/frequency-unknown")


def totals_only(facts: Facts) -> Found:
    """Return the sources for statistics that nothing splits, as far as their variables are described."""
    asked = [one for one in facts.data if one.for_statistics]
    sources = [one.id for one in asked]
    undivided = set(sources) - with_variables(facts.reader, sources, SPLITS)
    undescribed = undivided - with_variables(facts.reader, sorted(undivided))
    told = {one: "no variable described" if one in undescribed else "totals only" for one in undivided}
    lacks = [_of_source(one, told[one.id]) for one in asked if one.id in told]
    return Found(len(asked), lacks)


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
