"""Data on persons: the basis in law, the assessment of risks, and what goes or is kept abroad.

What nobody has recorded counts as not there. A finding is for a person to look into, with a lawyer; it says nothing of
what an agency may do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from ...catalogue.checks import Found, Survey, record_rule, rule
from ..counting import CURRENT, is_live

Source = Mapping[str, Any]

_ON_PERSONS = ("identifiable", "pseudonymised")
_ON_NOBODY = ("none", "aggregate")
_NOTHING_SENSITIVE = "concept/sensitive-none"
_LAW_STANDS = ("in force", "amended", "ratified")
_LAW_DOES_NOT = ("draft", "not ratified", "repealed")


@record_rule("personal-no-lawful-basis", "error", "source")
def personal_no_lawful_basis(source: Source) -> Iterator[Found]:
    """A source in use with data on persons says on which lawful basis they are processed."""
    if is_live(source) and source.get("personal_data") in _ON_PERSONS and not source.get("lawful_bases"):
        told = "holds data on persons, and no lawful basis for processing them is recorded"
        yield source["id"], "lawful_bases", told, f"Ask the holder: orodha edit {source['id']} lawful_bases=..."


@rule("sensitive-no-assessment", "warning")
def sensitive_no_assessment(survey: Survey) -> Iterator[Found]:
    """A source in use with sensitive data, its own or of its variables, has an impact assessment."""
    variables = survey.shared(_sensitive_variables)
    for source in survey.shared(_sources):
        held = sorted({*source.get("sensitive", ()), *variables.get(source["id"], ())} - {_NOTHING_SENSITIVE})
        status = source.get("impact_assessment", {}).get("status", "")
        if held and status not in ("done", "not needed"):
            names = ", ".join(one.removeprefix("concept/sensitive-") for one in held)
            state = f"the impact assessment is {status}" if status else "no impact assessment is recorded"
            fix = f"orodha edit {source['id']} impact_assessment.status=..."
            yield source["id"], "impact_assessment", f"holds sensitive data ({names}), and {state}", fix


@record_rule("sensitive-none-and-some", "warning", "source")
def sensitive_none_and_some(source: Source) -> Iterator[Found]:
    """No source is said to hold nothing sensitive, and a sensitive category as well."""
    held = sorted({*source.get("sensitive", ())} - {_NOTHING_SENSITIVE})
    if held and _NOTHING_SENSITIVE in source["sensitive"]:
        names = ", ".join(one.removeprefix("concept/sensitive-") for one in held)
        told = f"is said to hold nothing sensitive (none), and {names}: the categories count"
        yield source["id"], "sensitive", told, f"Ask the holder: orodha edit {source['id']} sensitive=..."


@record_rule("abroad-no-mechanism", "error", "source")
def abroad_no_mechanism(source: Source) -> Iterator[Found]:
    """Data on persons that go abroad go by a mechanism that the law has for it."""
    for number, one in enumerate(source.get("transfers", ())):
        if one.get("direction", "out") == "out" and not one.get("mechanism"):
            told = f"data go to {one['to']}, and nothing is recorded that lets them"
            fix = f"Say which of scheme/transfer-mechanisms lets them pass: orodha edit {source['id']} transfers=..."
            yield source["id"], f"transfers.{number}.mechanism", told, fix


@rule("foreign-held-no-transfer", "error")
def foreign_held_no_transfer(survey: Survey) -> Iterator[Found]:
    """A source in use with data on persons that is held or kept abroad says how they come to be there."""
    countries = survey.shared(_countries)
    for source in survey.shared(_sources):
        if source.get("personal_data") in _ON_NOBODY:
            continue
        away = _abroad(source, countries)
        reached = {
            place
            for one in source.get("transfers", ())
            if one.get("direction", "out") == "out"
            for place in (one["to"], countries.get(one["to"], ""))
        }
        if away and not reached.intersection(away):
            told = f"is held or kept abroad ({', '.join(away)}), and no transfer to there is recorded"
            fix = f"Record it, with what lets the data be there: orodha edit {source['id']} transfers=..."
            yield source["id"], "transfers", told, fix


def _abroad(source: Source, countries: Mapping[str, str]) -> dict[str, None]:
    """Return the holder and the country where a source is, if these are abroad; a holder of no country is."""
    found: dict[str, None] = {}
    host, holder = source.get("hosted_in"), source.get("holder", "")
    if holder in countries and countries[holder] != source.get("country") and (countries[holder] or not host):
        found |= dict.fromkeys(one for one in (holder, countries[holder]) if one)
    if host and host != source.get("country"):
        found[host] = None
    return found


@rule("legal-basis-draft", "warning")
def legal_basis_draft(survey: Survey) -> Iterator[Found]:
    """No source in use rests on laws alone that do not hold: drafts, repealed ones, treaties not ratified."""
    laws = survey.shared(_laws)
    for source in survey.shared(_sources):
        told = {one: laws[one] for one in source.get("legal_basis", ()) if one in laws}
        weak = [f"{law} ({status})" for law, status in told.items() if status in _LAW_DOES_NOT]
        if weak and not any(status in _LAW_STANDS for status in told.values()):
            fix = f"Name the law in force that it rests on: orodha edit {source['id']} legal_basis+=..."
            yield source["id"], "legal_basis", f"rests on no law that is in force: {', '.join(weak)}", fix


def _sources(survey: Survey) -> list[Source]:
    """Return the sources in use."""
    return [one for one in survey.documents(["source"], loads=orjson.loads) if is_live(one)]


def _countries(survey: Survey) -> dict[str, str]:
    """Return the country of each agency, "" of one that has none."""
    sql = "SELECT id, coalesce(json_extract(document, '$.country'), '') FROM record WHERE kind = 'agency'"
    return dict(survey.database.rows(sql))


def _laws(survey: Survey) -> dict[str, str]:
    """Return how far each law is, "" where that is not known."""
    sql = "SELECT id, coalesce(json_extract(document, '$.status'), '') FROM record WHERE kind = 'law'"
    return dict(survey.database.rows(sql))


def _sensitive_variables(survey: Survey) -> dict[str, set[str]]:
    """Return the sensitive categories of the variables of each source, and of its releases, by its id.

    The categories are few and their concepts known, so the question begins with these: most variables are not read.
    """
    found: dict[str, set[str]] = {}
    for source, category in survey.database.rows(
        "WITH held (owner, category) AS (SELECT DISTINCT of.object, said.object FROM record AS category"
        " JOIN link AS said ON said.object = category.id AND said.field = 'sensitive'"
        " JOIN record ON record.key = said.subject AND +record.kind = 'variable'"
        " JOIN link AS of ON of.subject = said.subject AND of.field = 'source'"
        f" WHERE category.kind = 'concept' AND category.id LIKE 'concept/sensitive-%' AND {CURRENT})"
        " SELECT owner, category FROM held UNION"
        " SELECT link.object, held.category FROM held JOIN record ON record.id = held.owner AND record.kind = 'dataset'"
        " JOIN link ON link.subject = record.key AND link.field = 'source'"
    ):
        found.setdefault(source, set()).add(category)
    return found
