"""Agreements: their parties, their days, and what two of them say of the same source."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from ...catalogue.checks import Found, Survey, record_rule, rule
from ..counting import CURRENT
from ..standing import IN_FORCE, ends_before_it_begins, in_force, is_over

Document = Mapping[str, Any]
"""An agreement, as the catalogue keeps it."""


def today() -> dt.date:
    """Return the day of the check."""
    return dt.date.today()


@record_rule("agreement-ends-before", "error", "agreement")
def ends_before(document: Mapping[str, Any]) -> Iterator[Found]:
    """No agreement ends before it begins, or before it was signed."""
    if ends_before_it_begins(document):
        begins = document.get("effective") or document.get("signed")
        told = f"ends ({document['expires']}) before it begins ({begins}): it counts as not in force"
        yield document["id"], "expires", told, f"orodha edit {document['id']} expires=..."


@record_rule("agreement-one-party", "warning", "agreement")
def one_party(document: Mapping[str, Any]) -> Iterator[Found]:
    """An agreement has two parties or more."""
    parties = document.get("parties", ())
    if len(set(parties)) < 2:
        told = f"has one party only, {parties[0]}" if parties else "has no party"
        yield document["id"], "parties", told, f"orodha edit {document['id']} parties+=..."


@record_rule("agreement-expired-in-force", "warning", "agreement")
def expired_in_force(document: Mapping[str, Any]) -> Iterator[Found]:
    """No agreement is said to be in force after its last day."""
    if document.get("status") == IN_FORCE and is_over(document, today()):
        told = f"is said to be in force, but its last day is past ({document['expires']}): it counts as expired"
        fix = f"orodha edit {document['id']} status=expired, or write down the agreement that renews it."
        yield document["id"], "status", told, fix


@rule("covered-by-expired", "warning")
def covered_by_expired(survey: Survey) -> Iterator[Found]:
    """No source is covered by expired agreements only."""
    on = today()
    for source, agreements in survey.shared(_by_source).items():
        over = [one for one in agreements if is_over(one, on)]
        if over and len(over) == len(agreements):
            told = f"is covered by no agreement but expired ones: {', '.join(one['id'] for one in over)}"
            yield source, "", told, "Renew it, or write down the agreement that took its place."


@rule("agreements-contradict", "warning")
def contradict(survey: Survey) -> Iterator[Found]:
    """No agreement in force permits what another one on the same source forbids, or other purposes for the same."""
    on = today()
    for source, agreements in survey.shared(_by_source).items():
        for first, second in beside([one for one in agreements if in_force(one, on)]):
            if told := _forbids(first, second) or (first["id"] < second["id"] and _other_purposes(first, second)):
                yield first["id"], "covers", f"{told}, on {source}", "Settle it; until then what is narrower holds."


def _by_source(survey: Survey) -> dict[str, list[dict[str, Any]]]:
    """Return the agreements that cover each source or variable, by its id; those whose record stands."""
    found: dict[str, list[dict[str, Any]]] = {}
    documents: dict[str, dict[str, Any]] = {}
    for target, name, text in survey.database.stream(
        "SELECT object, id, document FROM record JOIN link ON subject = key AND field = 'covers'"
        f" WHERE kind = 'agreement' AND {CURRENT} ORDER BY object, id"
    ):
        if name not in documents:
            documents[name] = {"id": name, **orjson.loads(text)}
        found.setdefault(target, []).append(documents[name])
    return found


def beside(agreements: Sequence[Document]) -> Iterator[tuple[Document, Document]]:
    """Yield the pairs that share what one forbids and the other permits, or a recipient, with other purposes for it.

    Only these can contradict each other; of thousands on one source they are few.
    """
    permitting = defaultdict[str, list[Document]](list)
    purposes = defaultdict[str, dict[frozenset[str], list[Document]]](dict)
    for one in agreements:
        for name in _permitted(one):
            permitting[name].append(one)
        for name in one.get("recipients", ()) if one.get("purpose_codes") else ():
            purposes[name].setdefault(frozenset(one["purpose_codes"]), []).append(one)
    for first in agreements:
        mine = frozenset(first.get("purpose_codes", ()))
        near = [one for name in first.get("excludes", ()) for one in permitting[name]]
        for name in first.get("recipients", ()) if mine else ():
            near += [one for theirs, those in purposes[name].items() if theirs != mine for one in those]
        others = {one["id"]: one for one in near if one is not first}
        yield from ((first, others[name]) for name in sorted(others))


def _permitted(agreement: Document) -> set[str]:
    """Return to whom an agreement lets data be given, and which."""
    return {*agreement.get("parties", ()), *agreement.get("recipients", ()), *agreement.get("covers", ())}


def _forbids(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    both = sorted(set(one.get("excludes", ())) & _permitted(other))
    return f"{one['id']} forbids what {other['id']} permits: {', '.join(both)}" if both else ""


def _other_purposes(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    mine, theirs = set(one.get("purpose_codes", ())), set(other.get("purpose_codes", ()))
    same = sorted(set(one.get("recipients", ())) & set(other.get("recipients", ())))
    if same and mine and theirs and mine != theirs:
        return f"{one['id']} and {other['id']} name other purposes for {', '.join(same)}"
    return ""
