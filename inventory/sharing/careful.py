"""The careful reading of facts: what is not known, or told in two ways, counts as the worse."""

from __future__ import annotations

from collections.abc import Iterable

from .facts import Facts

_LEVELS = ("none", "aggregate", "pseudonymised", "unknown", "identifiable")
"""How far data can be traced to a person, better first."""

_ACCESS = ("open", "public-use", "licensed", "enclave", "unknown", "not-available")
FREE = ("open", "public-use")
"""Classes of access that need no agreement, where data identify nobody."""

NOTHING_SENSITIVE = "concept/sensitive-none"
"""What is said of data that were looked through, and hold nothing sensitive."""

NOBODY = ("none", "aggregate")
"""Data that identify nobody."""


def slug(concept: str) -> str:
    """Return the last part of the id of a concept of a scheme that is named before it: "concept/access-open": "open".

    What is no such id is returned as it is.
    """
    for scheme in ("access", "lawful-bases", "transfer-mechanisms", "sharing-purposes"):
        concept = concept.removeprefix(f"concept/{scheme}-")
    return concept


def personal_data(facts: Facts) -> str:
    """Return how far the data can be traced to a person, after the worst of what is told."""
    told = [facts.source.get("personal_data") or "unknown", *facts.disputed.get("personal_data", ())]
    if facts.variables.identify and told[0] in NOBODY:
        told.append("identifiable")
    return max((one if one in _LEVELS else "unknown" for one in told), key=_LEVELS.index)


def access(facts: Facts) -> str:
    """Return the slug of the class of access, the strictest of what is told."""
    told = [facts.source.get("access") or "unknown", *facts.disputed.get("access", ())]
    slugs = [slug(one) if isinstance(one, str) else "unknown" for one in told]
    return max((one if one in _ACCESS else "unknown" for one in slugs), key=_ACCESS.index)


def is_free(facts: Facts) -> bool:
    """Tell whether anybody may have it without an agreement: open, and identifying nobody."""
    return access(facts) in FREE and personal_data(facts) in NOBODY


def is_abroad(facts: Facts) -> bool:
    """Tell whether the recipient is outside the country of the source; one of no country is."""
    return facts.recipient.get("country") != facts.source["country"]


def kept_in(facts: Facts) -> tuple[str, ...]:
    """Return the countries where the data may be, as far as is known."""
    told = [facts.source.get("hosted_in"), *facts.disputed.get("hosted_in", ()), (facts.holder or {}).get("country")]
    return tuple(dict.fromkeys(one for one in told if isinstance(one, str)))


def holds_already(facts: Facts) -> bool:
    """Tell whether the recipient is who keeps the data, at home, and no document names another."""
    holds = facts.holder is not None and facts.holder["id"] == facts.recipient["id"]
    return holds and not facts.rivals and not is_abroad(facts)


def sensitive(facts: Facts) -> frozenset[str]:
    """Return the sensitive categories that the source or one of its variables is said to hold, by any document."""
    told = [facts.source.get("sensitive", ()), *facts.disputed.get("sensitive", ()), facts.variables.sensitive]
    return frozenset(one for each in told for one in each) - {NOTHING_SENSITIVE}


def nothing_sensitive(facts: Facts) -> bool:
    """Tell whether somebody has said that nothing in it is sensitive, and nothing else says otherwise."""
    return NOTHING_SENSITIVE in facts.source.get("sensitive", ()) and not sensitive(facts)


def within(level: str, limit: str) -> bool:
    """Tell whether data of a level may pass where a limit stands, both words of ``personal_data``."""
    if limit == "unknown" or limit not in _LEVELS:
        return False
    return _LEVELS.index(level) <= _LEVELS.index(limit)


def narrowest(limits: Iterable[str]) -> str:
    """Return the limit that lets the least pass, of words of ``personal_data``."""
    return min(limits, key=lambda one: _LEVELS.index(one) if one != "unknown" and one in _LEVELS else -1)
