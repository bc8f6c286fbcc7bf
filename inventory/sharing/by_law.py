"""The tests that a law asks: one function each, of the facts and what the rules say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from ...catalogue.reader import Document
from ..dates import first_day, last_day, last_day_if_any
from ..standing import in_force
from . import fixes
from .careful import NOBODY, is_abroad, is_free, nothing_sensitive, personal_data, sensitive, slug
from .facts import Facts
from .reasons import Reason
from .rules import LawRules, LawTest

_HOLDS = ("in force", "amended", "ratified")

_GROUND = "Record the ground, one of {accepts}: orodha edit {source} lawful_bases+=…"


class Found(NamedTuple):
    """How a test turned out; where it is not met, the text and fix of the rules stand for "".

    A fix has {source}, {recipient}, {accepts} and {transfers} where these belong.
    """

    met: bool
    text: str = ""
    fix: str = ""
    forbidden: bool = False


def reasons_of_law(facts: Facts, law: LawRules | None, on: dt.date) -> list[Reason]:
    """Return how each thing that the law asks turned out; without rules, that nobody knows what it asks."""
    if law is None or law.country != facts.source["country"]:
        country = facts.path(facts.source["country"])
        if is_free(facts):
            return [Reason("law", "not asked", "Open, and it identifies nobody.", country)]
        text = f"The catalogue has no rules for {country[0].label}."
        return [Reason("law", "missing", text, country, (), "Give a file of rules: --rules FILE")]
    return [_asked(facts, test, law, on) for test in law.tests]


def _asked(facts: Facts, test: LawTest, law: LawRules, on: dt.date) -> Reason:
    path = facts.path(facts.source["id"])
    if not _applies(facts, test):
        return Reason(test.id, "not asked", _why_not(facts, test), path, test.cites)
    found = TESTS[test.test](facts, test, law, on)
    if found.met:
        return Reason(test.id, "met", found.text, path, test.cites)
    state = "forbidden" if found.forbidden else "missing"
    return Reason(
        test.id,
        state,
        found.text or f"{test.missing}.",
        path,
        test.cites,
        _filled(facts, test, found.fix or test.fix, on),
    )


def _filled(facts: Facts, test: LawTest, fix: str, on: dt.date) -> str:
    ours = {
        "source": facts.source["id"],
        "recipient": facts.recipient["id"],
        "accepts": ", ".join(sorted(test.accepts)),
    }
    lacking = sorted(test.needs_all - _mechanisms(facts, on))
    ours["transfers"] = fixes.transfers(facts, lacking or ["…"])
    for name, value in ours.items():
        fix = fix.replace(f"{{{name}}}", value)
    return fix


def _applies(facts: Facts, test: LawTest) -> bool:
    return (
        (not test.personal_data or personal_data(facts) in test.personal_data)
        and (not test.abroad or is_abroad(facts))
        and (not test.sensitive or not nothing_sensitive(facts))
        and (test.test != "security-use" or not is_free(facts) or facts.source.get("security_use") is not None)
    )


def _why_not(facts: Facts, test: LawTest) -> str:
    if test.personal_data and personal_data(facts) not in test.personal_data:
        return "It identifies nobody."
    if test.abroad and not is_abroad(facts):
        return "The recipient is in the country."
    return "Nothing in it is sensitive." if test.sensitive else "Open, and it identifies nobody."


def _legal_basis(facts: Facts, _test: LawTest, _law: LawRules, _on: dt.date) -> Found:
    if facts.disputed.get("legal_basis"):
        return Found(False, "Documents disagree on what it rests on.", fixes.settle(facts, "legal_basis"))
    laws = [one for one in facts.laws if one["kind"] == "law"]
    if holding := [one["id"] for one in laws if one.get("status") in _HOLDS]:
        return Found(True, f"Rests on {', '.join(map(facts.label, holding))}.")
    if laws:
        return Found(False, "Rests on a law that is a draft, or is not said to be in force.")
    return Found(False, "Rests on an agreement only, on no law." if facts.laws else "")


def _lawful_basis(facts: Facts, test: LawTest, _law: LawRules, _on: dt.date) -> Found:
    found = _bases(facts) & test.accepts
    if found:
        return Found(True, f"Recorded: {', '.join(sorted(found))}.")
    level = personal_data(facts)
    told = "Nobody has said whether it identifies persons" if level == "unknown" else level.capitalize()
    if level != facts.source.get("personal_data", "unknown"):
        told = f"Not all say that it identifies nobody: {level} counts"
    settles = facts.source.get("personal_data") in NOBODY and not facts.variables.identify
    fix = fixes.settle(facts, "personal_data", ", or a lawful basis is recorded") if settles else ""
    text = f"{told}; no lawful basis is recorded." if not _bases(facts) else f"{told}; {test.missing}."
    return Found(False, text, fix)


def _bases(facts: Facts) -> frozenset[str]:
    return frozenset(slug(one) for one in facts.source.get("lawful_bases", ()))


def _assessment(facts: Facts, test: LawTest, _law: LawRules, on: dt.date) -> Found:
    assessment = facts.source.get("impact_assessment", {})
    status, date = assessment.get("status", ""), assessment.get("date")
    if status == "not needed" and sensitive(facts):
        return Found(False, "Sensitive, and yet an impact assessment is said not to be needed.")
    if status in test.accepts and date and not _has_come(date, on):
        return Found(False, f"Impact assessment: {status}, on a day that has not come ({date}).")
    if status in test.accepts:
        return Found(True, f"Impact assessment: {status}.")
    return Found(False, f"Impact assessment: {status}." if status else "")


def _has_come(written: str, on: dt.date) -> bool:
    """Tell whether the first day of a date is there; that of a date which no calendar has never is."""
    return last_day_if_any(written) is not None and first_day(written) <= on


def _sensitive(facts: Facts, test: LawTest, _law: LawRules, _on: dt.date) -> Found:
    if nothing_sensitive(facts):
        return Found(True, "Nothing in it is said to be sensitive: somebody has looked.")
    held = sensitive(facts)
    if not held:
        return Found(False)
    told = ", ".join(sorted(one.removeprefix("concept/sensitive-") for one in held))
    if _bases(facts) & test.accepts:
        return Found(True, f"Sensitive ({told}), with a ground for it.")
    return Found(False, f"Sensitive ({told}), and no ground for processing such data is recorded.", _GROUND)


def _children(facts: Facts, test: LawTest, _law: LawRules, _on: dt.date) -> Found:
    held = facts.source.get("children")
    if held is False:
        return Found(True, "It holds no data on children.")
    if held is None:
        return Found(False)
    if _bases(facts) & test.accepts:
        return Found(True, "It holds data on children, with a ground for it.")
    return Found(False, "It holds data on children, and no ground for that is recorded.", _GROUND)


def _security_use(facts: Facts, _test: LawTest, _law: LawRules, _on: dt.date) -> Found:
    serves = facts.source.get("security_use")
    if serves is None:
        fix = "Ask the holder, and say so, yes or no: orodha edit {source} security_use=…"
        return Found(False, "Nobody has said whether it serves intelligence or criminal matters.", fix)
    return Found(not serves, "" if serves else "It is said to serve neither intelligence nor criminal matters.")


def _transfer(facts: Facts, test: LawTest, law: LawRules, on: dt.date) -> Found:
    found = _mechanisms(facts, on)
    met = test.needs_all <= found and (not test.accepts or bool(found & test.accepts))
    if met:
        return Found(True, f"Recorded: {', '.join(sorted(found))}.")
    if test.needs_all:
        return Found(False)
    both = [one.id for one in law.tests if one.needs_all & test.accepts and _applies(facts, one)]
    fix = f"What {both[0]} asks for meets it too." if both else ""
    outside = f"{facts.short(facts.recipient)} is outside {facts.label(facts.source['country'])}"
    return Found(False, f"{outside}; no transfer to it with a mechanism is recorded.", fix)


def _mechanisms(facts: Facts, on: dt.date) -> frozenset[str]:
    """Return what lets data pass to the recipient on a day."""
    valid = [one for one in facts.source.get("transfers", ()) if _reaches(facts, one, on)]
    return frozenset(slug(one.get("mechanism", "")) for one in valid)


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


def _kept_at_home(facts: Facts, test: LawTest, law: LawRules, _on: dt.date) -> Found:
    if facts.source["id"] in test.sources:
        return Found(False, forbidden=True)
    if test.sources or law.checked_by_lawyer:
        return Found(True, "The rules do not name it among what stays at home.")
    fix = (
        "For a lawyer: name in the rules what has to stay, or check that nothing has to, and set checked_by_lawyer,"
        " checked_by and checked_on:"
        f" orodha rules {law.country} -o mine.toml; orodha rules set mine.toml"
    )
    return Found(False, "No rule is recorded on what has to stay at home.", fix)


TESTS: dict[str, Callable[[Facts, LawTest, LawRules, dt.date], Found]] = {
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
