"""From facts to an answer: yes only if every rule is met, no only if something forbids it, else not yet.

with Reader.open("orodha.db") as reader:
    answer = may_share(reader, "source/ke-musaned", "agency/igad", "statistics", on=dt.date(2026, 11, 22))
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from ...catalogue.reader import Reader
from ..named import Named, Permission
from ..standing import standing
from . import by_agreement
from .by_law import reasons_of_law
from .careful import holds_already, slug
from .facts import Facts, Ground, gather
from .in_use import rules_in_use
from .reasons import Answer, Reason, Verdict
from .rules import LawRules

_FIRST = ("source", "prohibition", "holder", "agreement", "purpose", "extent")
"""Rules that are told before those of the law; the others after."""


def may_share(
    reader: Reader, source: str, recipient: str, purpose: str = "", *, on: dt.date, law: LawRules | None = None
) -> Answer:
    """Return whether a source may be shared with an agency, as far as the catalogue knows; for legal review.

    Args:
        reader: The catalogue.
        source: Id of the source.
        recipient: Id of the agency.
        purpose: Code of the scheme sharing-purposes, "statistics", or the id of that concept.
        on: The day for which it is asked.
        law: Rules in place of those by which the catalogue goes for the source's country.

    Raises:
        NotFound: The source or the agency is not there.
        UsageError: They are records of other kinds.
    """
    law = law or rules_in_use(reader, reader.get(source).get("country", ""))
    return decide(gather(reader, source, recipient, law.sharing_topics if law else ()), law, purpose, on)


def decide(facts: Facts, law: LawRules | None, purpose: str, on: dt.date) -> Answer:
    """Return the answer that follows from the facts; None for the law where there are no rules of it."""
    purpose = slug(purpose)
    own = _asked_of_holder(facts, on) if holds_already(facts) else _asked_anywhere(facts, purpose, on)
    if law is not None:
        own = [replace(one, cites=law.cites.get(one.rule, ())) for one in own]
    reasons = (
        *(one for one in own if one.rule in _FIRST),
        *([] if holds_already(facts) else reasons_of_law(facts, law, on)),
        *(one for one in own if one.rule not in _FIRST),
    )
    return Answer(
        verdict_of(reasons),
        Named(facts.source["id"], facts.label(facts.source["id"])),
        Named(facts.recipient["id"], facts.label(facts.recipient["id"])),
        purpose,
        on,
        reasons,
        rests_on(facts),
        unstated(facts),
        tuple(Permission(one["id"], facts.label(one["id"]), standing(one, on)) for one in facts.nearest),
        law.told if law else "no rules",
        bool(law and law.checked_by_lawyer),
    )


def _asked_of_holder(facts: Facts, on: dt.date) -> list[Reason]:
    """Return what is asked where the recipient has the data already."""
    return [by_agreement.life(facts), by_agreement.prohibition(facts, on), by_agreement.holder(facts, on)]


def _asked_anywhere(facts: Facts, purpose: str, on: dt.date) -> list[Reason]:
    """Return what is asked whatever the law."""
    return [
        *_asked_of_holder(facts, on),
        by_agreement.agreement(facts, on),
        by_agreement.purpose(facts, purpose, on),
        by_agreement.extent(facts, on),
        by_agreement.access_class(facts, on),
    ]


_RESTS_ON = ("holder", "access", "personal_data", "legal_basis")
_HOW = {"stated": "stated in {0}", "inferred": "inferred from {0}", "outside": "known besides {0}"}


def rests_on(facts: Facts) -> tuple[str, ...]:
    """Return what is recorded of the facts that answers rest on most, and who says so."""
    return tuple(f"{name.replace('_', ' ')}: {_value(facts, name)}" for name in _RESTS_ON if facts.source.get(name))


def unstated(facts: Facts) -> tuple[str, ...]:
    """Return the names of these facts that no document states: a yes that rests on them is one as far as recorded."""
    grounds = {name: facts.grounds.get(name, Ground()) for name in _RESTS_ON if facts.source.get(name)}
    return tuple(
        name.replace("_", " ") for name, one in grounds.items() if not one.document or one.certainty != "stated"
    )


def _value(facts: Facts, name: str) -> str:
    value, ground = facts.source[name], facts.grounds.get(name, Ground())
    values = cast("list[str]", value) if isinstance(value, list) else [str(value)]
    told = ", ".join(facts.label(slug(one)) for one in values)
    if ground.document:
        how = _HOW[ground.certainty].format(facts.label(ground.document))
    else:
        how = "inferred; no document says so" if ground.certainty == "inferred" else "no document says so"
    return f"{told} ({how}{'; documents disagree' if facts.disputed.get(name) else ''})"


def verdict_of(reasons: Sequence[Reason]) -> Verdict:
    """Return what follows from reasons: what forbids goes before what is missing, and that before what is met."""
    states = {one.state for one in reasons}
    if "forbidden" in states:
        return "no"
    return "not yet" if "missing" in states else "yes"
