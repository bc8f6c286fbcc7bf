"""The tests that a law asks: one function each, of the facts and what the rules say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from ...catalogue.reader import Document
from ..dates import first_day, last_day
from ..standing import in_force
from .careful import is_abroad, is_free, personal_data, sensitive, slug
from .facts import Facts
from .reasons import Reason
from .rules import LawRules, LawTest

_HOLDS = ("in force", "amended", "ratified")

_Found = tuple[bool, str]
"""Whether a test is met, and a sentence; where it is not met, "" stands for that of the rules."""


def reasons_of_law(facts: Facts, law: LawRules | None, on: dt.date) -> list[Reason]:
    """Return how each thing that the law asks turned out; without rules, that nobody knows what it asks."""
    if law is None or law.country != facts.source["country"]:
        country = facts.path(facts.source["country"])
        if is_free(facts):
            return [Reason("law", "not asked", "Open, and it identifies nobody.", country)]
        text = f"The catalogue has no rules for {country[0].label}."
        return [Reason("law", "missing", text, country, (), "Give a file of rules: --rules FILE")]
    return [_asked(facts, test, on) for test in law.tests]


def _asked(facts: Facts, test: LawTest, on: dt.date) -> Reason:
    path = facts.path(facts.source["id"])
    if not _applies(facts, test):
        return Reason(test.id, "not asked", _why_not(facts, test), path, test.cites)
    met, text = TESTS[test.test](facts, test, on)
    if met:
        return Reason(test.id, "met", text, path, test.cites)
    state = "forbidden" if test.test == "kept-at-home" else "missing"
    fix = test.fix.replace("{source}", facts.source["id"])
    return Reason(test.id, state, text or f"{test.missing}.", path, test.cites, fix)


def _applies(facts: Facts, test: LawTest) -> bool:
    return (
        (not test.personal_data or personal_data(facts) in test.personal_data)
        and (not test.abroad or is_abroad(facts))
        and (not test.sensitive or bool(sensitive(facts)) or not _found_none(facts))
    )


def _why_not(facts: Facts, test: LawTest) -> str:
    if test.personal_data and personal_data(facts) not in test.personal_data:
        return "It identifies nobody."
    return "The recipient is in the country." if test.abroad and not is_abroad(facts) else "Nothing in it is sensitive."


def _legal_basis(facts: Facts, _test: LawTest, _on: dt.date) -> _Found:
    if facts.disputed.get("legal_basis"):
        return False, "Documents disagree on what it rests on."
    laws = [one for one in facts.laws if one["kind"] == "law"]
    if holding := [one["id"] for one in laws if one.get("status") in _HOLDS]:
        told = ", ".join(one.label for one in facts.path(*holding))
        return True, f"Rests on {told}."
    if laws:
        return False, "Rests on a law that is a draft, or is not said to be in force."
    return False, "Rests on an agreement only, on no law." if facts.laws else ""


def _lawful_basis(facts: Facts, test: LawTest, _on: dt.date) -> _Found:
    found = _bases(facts) & test.accepts
    if found:
        return True, f"Recorded: {', '.join(sorted(found))}."
    level = personal_data(facts)
    told = "Nobody has said whether it identifies persons" if level == "unknown" else level.capitalize()
    return False, f"{told}; no lawful basis is recorded." if not _bases(facts) else f"{told}; {test.missing}."


def _bases(facts: Facts) -> frozenset[str]:
    return frozenset(slug(one) for one in facts.source.get("lawful_bases", ()))


def _assessment(facts: Facts, test: LawTest, _on: dt.date) -> _Found:
    status = facts.source.get("impact_assessment", {}).get("status", "")
    if status == "not needed" and sensitive(facts):
        return False, "Sensitive, and yet an impact assessment is said not to be needed."
    if status in test.accepts:
        return True, f"Impact assessment: {status}."
    return False, f"Impact assessment: {status}." if status else ""


def _found_none(facts: Facts) -> bool:
    """Tell whether somebody has looked for sensitive data and found none."""
    looked = facts.source.get("impact_assessment", {}).get("status") == "done"
    return looked and not sensitive(facts) and not facts.disputed.get("sensitive")


def _sensitive(facts: Facts, test: LawTest, _on: dt.date) -> _Found:
    if _found_none(facts):
        return True, "The impact assessment is done, and no sensitive data are recorded."
    held = sensitive(facts)
    if not held:
        return False, ""
    told = ", ".join(sorted(one.removeprefix("concept/sensitive-") for one in held))
    if _bases(facts) & test.accepts:
        return True, f"Sensitive ({told}), with a ground for it."
    return False, f"Sensitive ({told}), and no ground for processing such data is recorded."


def _children(facts: Facts, test: LawTest, _on: dt.date) -> _Found:
    held = facts.source.get("children")
    if held is False:
        return True, "It holds no data on children."
    if held is None:
        return False, ""
    if _bases(facts) & test.accepts:
        return True, "It holds data on children, with a ground for it."
    return False, "It holds data on children, and no ground for that is recorded."


def _security_use(facts: Facts, _test: LawTest, _on: dt.date) -> _Found:
    return not facts.source.get("security_use"), "It is not said to serve intelligence or criminal matters."


def _transfer(facts: Facts, test: LawTest, on: dt.date) -> _Found:
    valid = [one for one in facts.source.get("transfers", ()) if _reaches(facts, one, on)]
    found = frozenset(slug(one.get("mechanism", "")) for one in valid)
    met = test.needs_all <= found and (not test.accepts or bool(found & test.accepts))
    if met:
        return True, f"Recorded: {', '.join(sorted(found))}."
    if test.needs_all:
        return False, ""
    outside = f"{facts.short(facts.recipient)} is outside {facts.path(facts.source['country'])[0].label}"
    return False, f"{outside}; no transfer to it with a mechanism is recorded."


def _reaches(facts: Facts, transfer: Document, on: dt.date) -> bool:
    """Tell whether a transfer leads to the recipient on a day, under an agreement in force if under any."""
    if transfer.get("to") != facts.recipient["id"] or transfer.get("direction", "out") != "out":
        return False
    since, until, agreement = transfer.get("since"), transfer.get("until"), transfer.get("agreement")
    try:
        if (since and first_day(since) > on) or (until and last_day(until) < on):
            return False
    except ValueError:
        return False  # a day that no calendar has
    return not agreement or any(one["id"] == agreement and in_force(one, on) for one in facts.agreements)


def _kept_at_home(facts: Facts, test: LawTest, _on: dt.date) -> _Found:
    return facts.source["id"] not in test.sources, "Not prescribed for it, as far as is recorded."


TESTS: dict[str, Callable[[Facts, LawTest, dt.date], _Found]] = {
    "legal-basis": _legal_basis,
    "lawful-basis": _lawful_basis,
    "assessment": _assessment,
    "sensitive": _sensitive,
    "children": _children,
    "security-use": _security_use,
    "transfer": _transfer,
    "kept-at-home": _kept_at_home,
}
"""The tests by the name that files of rules give them."""
