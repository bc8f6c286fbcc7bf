"""What is asked whatever the law: that the source is there, who may give it, under which agreement, and for what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ...catalogue.reader import Document
from ..counting import is_current, is_live
from ..standing import IN_FORCE, in_force, standing
from . import fixes
from .careful import FREE, access, holds_already, is_abroad, is_free, kept_in, narrowest, personal_data, slug, within
from .facts import Facts, Ground
from .reasons import Reason, Step

_FREE = "Open, and it identifies nobody."


def permitting(facts: Facts, on: dt.date) -> list[Document]:
    """Return the agreements in force that cover the whole source, name the recipient, and bind who gives it."""
    named = [one for one in covering(facts) if names_recipient(facts, one) and binds_giver(facts, one)]
    return [one for one in named if in_force(one, on)]


def binds_giver(facts: Facts, agreement: Document) -> bool:
    """Tell whether the holder, an organisation above it, its State, or the State whose data it is, is a party."""
    giving = {*facts.holder_circle, (facts.holder or {}).get("country"), facts.source["country"]}
    return bool(giving & {*agreement.get("parties", ())})


def covering(facts: Facts) -> list[Document]:
    """Return the agreements that cover the whole source, in force or not."""
    return [one for one in facts.agreements if facts.source["id"] in one.get("covers", ())]


def names_recipient(facts: Facts, agreement: Document) -> bool:
    """Tell whether an agreement lets the recipient have data.

    It does if it names it or an organisation above it. A State that is a party stands for its agencies towards other
    States only; a bloc never stands for its members, nor they for it.
    """
    told = {*agreement.get("parties", ()), *agreement.get("recipients", ())}
    return bool(told & facts.recipient_circle) or (is_abroad(facts) and facts.recipient.get("country") in told)


def life(facts: Facts) -> Reason:
    """Ask whether the source is in use, and the record still stands."""
    source = facts.source
    path = facts.path(source["id"])
    if not is_current(source):
        return Reason("source", "forbidden", "The record is withdrawn.", path, (), "Ask for the one that replaces it.")
    if source.get("status") == "retired":
        return Reason("source", "forbidden", "The source is no longer in use.", path)
    if source.get("status") == "planned":
        return Reason("source", "missing", "It is planned: there are no data yet.", path, (), "Wait until it is live.")
    if not is_live(source):
        return Reason(
            "source",
            "missing",
            "Nobody has said that it is in use.",
            path,
            (),
            _say(facts, "status=…", "planned, live or retired"),
        )
    return Reason("source", "met", "It is in use.", path)


def prohibition(facts: Facts, on: dt.date) -> Reason:
    """Ask whether an agreement in force, or signed, forbids to give it; that goes before any that permits it."""
    country = facts.recipient.get("country")
    receiving = {*facts.recipient_circle, *([country] if country else [])}
    own = {facts.source["id"], *facts.variables.ids}
    for one in facts.agreements:
        excludes, covers = {*one.get("excludes", ())}, {*one.get("covers", ())}
        ours = excludes & own or (excludes & receiving and covers & own)
        if ours and (in_force(one, on) or one.get("status") == "signed"):
            path = facts.path(facts.source["id"]) + facts.path(one["id"], relation="concerned by")
            path += facts.path(*sorted(excludes & (own | receiving)), relation="which forbids")
            return Reason(
                "prohibition", "forbidden", "An agreement forbids it.", path, (), "Have the agreement changed."
            )
    return Reason("prohibition", "met", "No agreement forbids it, as far as is recorded.")


def holder(facts: Facts, on: dt.date) -> Reason:
    """Ask who keeps the data, and whether that agency is bound to let them pass."""
    source = facts.source
    if facts.holder is None:
        who = source.get("holder")
        text = f"The holder, {who}, is not in the catalogue." if who else "Nobody is known to hold it."
        return Reason("holder", "missing", text, facts.path(source["id"]), (), _say(facts, "holder=…"))
    path = facts.path(source["id"]) + facts.path(facts.holder["id"], relation="held by")
    kept_by = f"Kept by {facts.label(facts.holder['id'])}."
    if holds_already(facts):
        told = f"{facts.short(facts.holder)} holds them already: nothing passes. What it may use them for is not asked."
        return Reason("holder", "met", told, path)
    if is_free(facts):
        return Reason("holder", "met", kept_by, path)
    others = [] if _each_is_bound(facts, on) else list(facts.rivals)
    said, fix = _kept_abroad(facts, on), ""
    if others:
        said = f"{said} Documents disagree on who holds them.".strip()
        fix = fixes.settle(facts, "holder", ", this or another, or an agreement binds each")
    if not said:
        return Reason("holder", "met", kept_by, path)
    fix = fix or "An agreement in force that binds who holds them: see agreement."
    return Reason("holder", "missing", said, path + facts.path(*others, relation="or held by"), (), fix)


def _kept_abroad(facts: Facts, on: dt.date) -> str:
    """Return that the data are kept abroad by somebody whom nothing binds to let them pass; "" if it is not so."""
    if facts.holder is None or all(one == facts.source["country"] for one in kept_in(facts)):
        return ""
    bound = {*facts.holder_circle, facts.holder.get("country")}
    if any(bound & {*one.get("parties", ())} for one in permitting(facts, on)):
        return ""
    home, by = facts.label(facts.source["country"]), facts.label(facts.holder["id"])
    return f"The data are kept abroad by {by}; no agreement lets {home} pass them on."


def _each_is_bound(facts: Facts, on: dt.date) -> bool:
    """Tell whether an agreement binds whichever of the agencies named as holder it is: then it does not matter."""
    bound = {party for one in permitting(facts, on) for party in one.get("parties", ())}
    return all(agency in bound or country in bound for agency, country in facts.rivals.items())


def agreement(facts: Facts, on: dt.date) -> Reason:
    """Ask for an agreement in force that covers the source and names the recipient."""
    if is_free(facts):
        return Reason("agreement", "not asked", _FREE)
    found = permitting(facts, on)
    if found:
        through = "" if _by_name(facts, found) else " The party is the State."
        return Reason("agreement", "met", f"In force, and names the recipient.{through}", _paths(facts, found, on))
    found = sorted(covering(facts), key=lambda one: not in_force(one, on))
    fix = fixes.agreement(facts, found, {one["id"]: _lacks(facts, one) for one in found}, on)
    return Reason("agreement", "missing", _why_none(facts, on), _paths(facts, found, on), (), fix)


def _lacks(facts: Facts, agreement: Document) -> tuple[str, ...]:
    """Return the assignments that let an agreement name the recipient, and bind who gives the data."""
    lacks = () if names_recipient(facts, agreement) else (f"recipients+={facts.recipient['id']}",)
    giver = (facts.holder or {}).get("id", "…")
    return lacks if binds_giver(facts, agreement) else (*lacks, f"parties+={giver}")


def _by_name(facts: Facts, agreements: Sequence[Document]) -> bool:
    told = {one for each in agreements for one in (*each.get("parties", ()), *each.get("recipients", ()))}
    return bool(told & facts.recipient_circle)


def _why_none(facts: Facts, on: dt.date) -> str:
    name, covers = facts.short(facts.recipient), covering(facts)
    valid = [one for one in covers if in_force(one, on)]
    told = [standing(one, on).removeprefix(f"not {IN_FORCE}: ") or "unknown" for one in covers if not in_force(one, on)]
    others = f"is not in force: {', '.join(dict.fromkeys(told))}." if told else ""
    besides = f" What else covers it {others}" if told else ""
    if any(names_recipient(facts, one) for one in valid):
        told_of = f"In force, covering it and naming {name}"
        return f"{told_of}, but no party of it is known that may give the data.{besides}"
    if valid:
        return f"In force and covering it, but {name} is no party and no recipient.{besides}"
    if covers:
        return f"What covers it {others}"
    own = facts.variables.ids
    if any(own & {*one.get("covers", ())} for one in facts.agreements):
        return "An agreement covers some of its variables, none the whole."
    return "No agreement covers it."


def _paths(facts: Facts, agreements: Sequence[Document], on: dt.date) -> tuple[Step, ...]:
    path = facts.path(facts.source["id"])
    for one in agreements:
        stands = "" if in_force(one, on) else standing(one, on) or "standing unknown"
        path += tuple(step._replace(standing=stands) for step in facts.path(one["id"], relation="covered by"))
        path += facts.path(*one.get("parties", ()), relation="with the party")
        path += facts.path(*one.get("recipients", ()), relation="with the recipient")
    return path


def _under(facts: Facts, agreements: Sequence[Document]) -> tuple[Step, ...]:
    return facts.path(facts.source["id"]) + facts.path(*(one["id"] for one in agreements), relation="covered by")


def purpose(facts: Facts, asked: str, on: dt.date) -> Reason:
    """Ask whether the agreements permit the purpose; where two of them do not agree, what both permit."""
    if is_free(facts):
        return Reason("purpose", "not asked", _FREE)
    found = permitting(facts, on) or [one for one in covering(facts) if in_force(one, on)]
    path = _under(facts, found)
    sets = [{slug(code) for code in one["purpose_codes"]} for one in found if one.get("purpose_codes")]
    lacking = [one for one in found if asked not in map(slug, one.get("purpose_codes", ()))]
    fix = fixes.each(lacking, f"purpose_codes+={asked or '…'}")
    if not sets:
        text = "That agreement names no purpose." if len(found) == 1 else "No agreement names a purpose."
        return Reason("purpose", "missing", text, path, (), fix)
    allowed = set[str].intersection(*sets)
    told = ", ".join(sorted(allowed)) or "nothing that all of them name"
    if not asked:
        return Reason(
            "purpose", "missing", f"No purpose was asked for; permitted: {told}.", path, (), "Add: --purpose P"
        )
    if asked in allowed:
        return Reason("purpose", "met", f"The agreement names {asked}.", path)
    return Reason("purpose", "missing", f"The agreement permits {told}, not {asked}.", path, (), fix)


def extent(facts: Facts, on: dt.date) -> Reason:
    """Ask whether data that identify so far may pass under the agreement."""
    level = personal_data(facts)
    if level == "none" or is_free(facts):
        return Reason("extent", "not asked", "It identifies nobody." if level == "none" else _FREE)
    found = permitting(facts, on) or [one for one in covering(facts) if in_force(one, on)]
    path = _under(facts, found)
    limits = [one["personal_data"] for one in found if one.get("personal_data")]
    if limits and all(within(level, one) for one in limits):
        return Reason("extent", "met", f"The agreement lets {level} data pass.", path)
    told = "The agreement does not say how far the data may identify persons"
    if not found:
        told = "No agreement in force says how far the data may identify persons"
    if limits:
        told = f"The agreement lets only {narrowest(limits)} data pass"
    lacking = [one for one in found if not within(level, one.get("personal_data", "unknown"))]
    fix = fixes.each(lacking, f"personal_data={'identifiable' if level == 'unknown' else level}")
    return Reason("extent", "missing", f"{told}; these are {level}.", path, (), fix)


def access_class(facts: Facts, on: dt.date) -> Reason:
    """Ask whether the class of access lets anybody have it; an agreement opens what is licensed."""
    held = access(facts)
    path = facts.path(facts.source["id"])
    if held in FREE:
        return Reason("access", "met", f"Access class: {held}.", path)
    if held in ("licensed", "enclave") and permitting(facts, on):
        return Reason("access", "met", f"Access class: {held}, by agreement.", path)
    chosen = slug(facts.source.get("access", "unknown"))
    if chosen not in (held, "unknown"):
        text = f"Documents disagree: {_spaced(chosen)}, {_spaced(held)}."
        return Reason("access", "missing", text, path, (), fixes.settle(facts, "access"))
    if held in ("licensed", "enclave"):
        text = f"Access class: {held}; no agreement lets the recipient have it."
        return Reason("access", "missing", text, path, (), "It takes the agreement: see agreement.")
    text = "Nobody has said who may have it." if held == "unknown" else f"Access class: {_spaced(held)}."
    return Reason("access", "missing", text, path, (), _say(facts, "access=…", "licensed, enclave, public-use or open"))


def _spaced(held: str) -> str:
    return held.replace("-", " ")


def _say(facts: Facts, assignment: str, choices: str = "") -> str:
    told = f", if it is {choices}" if choices else ""
    name = assignment.partition("=")[0]
    claimed = facts.grounds.get(name, Ground()).document or facts.disputed.get(name)
    evidence = f" {fixes.EVIDENCE}" if claimed else ""
    return f"Ask the holder, and say so{told}: {fixes.edit(facts.source, assignment)}{evidence}"
