"""What would change an answer does change it; what no document says, and what is settled, disputes nothing."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.assigning import assign
from orodha.catalogue.kinds import kind
from orodha.catalogue.names import GENERATED
from orodha.catalogue.record import Statement
from orodha.inventory.sharing import Answer, Facts, Reason, decide, gather, rules_for
from orodha.inventory.sharing.facts import VariableFacts

DAY = dt.date(2026, 11, 22)
KENYA = rules_for("area/ke")
assert KENYA is not None
CHECKED = replace(KENYA, checked_by_lawyer=True)
HOLDER = {"id": "agency/h", "country": "area/ke"}
LAWS = {"law/l": {"id": "law/l", "kind": "law", "status": "in force"}}
MUSANED = "source/ke-musaned"
LETTER = Statement("", None, "document/gcm-review-kenya-2022", "page 1", "stated", "2026-11-01")

values = {
    "access": st.sampled_from([f"concept/access-{one}" for one in ("licensed", "enclave", "not-available", "unknown")]),
    "personal_data": st.sampled_from(["identifiable", "pseudonymised", "unknown", "aggregate"]),
    "holder": st.just("agency/h"),
    "legal_basis": st.just(["law/l"]),
    "lawful_bases": st.just(["concept/lawful-bases-contract"]),
    "sensitive": st.sampled_from([["concept/sensitive-none"], ["concept/sensitive-health"]]),
    "children": st.booleans(),
    "security_use": st.just(False),
    "impact_assessment": st.sampled_from([{"status": "not needed"}, {"status": "under way"}]),
    "transfers": st.just([{"to": "agency/z", "direction": "out"}]),
}
sources = st.fixed_dictionaries(
    {"country": st.just("area/ke"), "access": values["access"], "personal_data": values["personal_data"]},
    optional={name: one for name, one in values.items() if name not in ("access", "personal_data")},
)
deals = st.fixed_dictionaries(
    {"status": st.sampled_from(["idea", "draft", "signed", "in force", "expired"])},
    optional={
        "covers": st.just(["source/x"]),
        "parties": st.sampled_from([["agency/h"], ["agency/z"]]),
        "recipients": st.just(["agency/r"]),
        "purpose_codes": st.just(["concept/sharing-purposes-research"]),
        "personal_data": st.sampled_from(["aggregate", "pseudonymised"]),
        "expires": st.just("2025"),
    },
)
disputes = st.dictionaries(
    st.sampled_from(["access", "legal_basis", "sensitive", "personal_data"]),
    st.just(("concept/access-not-available",)),
    max_size=2,
)
FILLED = {
    "holder": "agency/h", "parties": "agency/h", "legal_basis": "law/l", "lawful_bases": "consent", "sensitive": "none",
    "children": "no", "security_use": "no", "access": "licensed", "effective": "2026", "title": "T",
    "impact_assessment.date": "2026", "impact_assessment.document": "document/d", "mechanism": "consent",
}  # fmt: skip


def made(source: Mapping[str, Any], deals: list[dict[str, Any]], disputed: Mapping[str, Any]) -> Facts:
    holder = HOLDER if source.get("holder") else None
    told = {name: (["concept/sensitive-health"],) if name == "sensitive" else one for name, one in disputed.items()}
    told |= {name: ("identifiable",) for name in told if name == "personal_data"}
    told = {name: one for name, one in told.items() if source.get(name) not in one}
    agreements = [{"id": f"agreement/{number}", "kind": "agreement"} | one for number, one in enumerate(deals)]
    return Facts(
        {"id": "source/x", "kind": "source", **source},
        holder,
        {"id": "agency/r"},
        frozenset({"agency/r"}),
        frozenset({"agency/h"}),
        tuple(agreements),
        tuple(LAWS[one] for one in source.get("legal_basis", ())),
        told,
        variables=VariableFacts(),
    )


def answer(facts: Facts) -> Answer:
    return decide(facts, CHECKED, "statistics", DAY)


def filled(word: str) -> str:
    name, equals, value = word.partition("=")
    own = FILLED.get(name.rstrip("+"), FILLED.get(name.rpartition(".")[2], ""))
    return f"{name}{equals}{own}" if "…" in value else word


def resolve(text: str, kinds: Any = (), scheme: str = "") -> str:
    return text if "/" in text else f"concept/{scheme}-{text}"


def done(facts: Facts, fix: str) -> Facts:
    """Return the facts after the commands of a fix."""
    for command in fix.partition(": orodha ")[2].split("; ") if ": orodha " in fix else ():
        verb, name, *words = shlex.split(command.removeprefix("orodha "))
        settles = {word.partition("=")[0] for word in words} if "--evidence" in words else set[str]()
        own = [filled(one) for one in words if not one.startswith(("--evidence", "document="))]
        if name == "source/x":
            source = assigned("source", facts.source, own)
            kept = {field: one for field, one in facts.disputed.items() if field not in settles}
            facts = replace(made(source, [], {}), agreements=facts.agreements, disputed=kept)
        else:
            old = {"id": name} if verb == "edit" else {"id": "agreement/new"}
            old = next((one for one in facts.agreements if one["id"] == name), old)
            new = assigned("agreement", old, own)
            others = tuple(one for one in facts.agreements if one["id"] != new["id"])
            facts = replace(facts, agreements=(*others, new))
    return facts


def assigned(name: str, document: Mapping[str, Any], words: list[str]) -> dict[str, Any]:
    """Return a document changed as ``orodha edit`` does it, with what makes it whole."""
    whole = {
        "source": {"title": {"en": "X"}, "type": "concept/source-kinds-system", "topics": ["concept/topics-general"]},
        "agreement": {"title": {"en": "X"}, "type": "MoU", "status": "draft"},
    }[name]
    if name == "source":
        whole["status"] = "live"
    plain = {key: value for key, value in document.items() if key != "kind"}
    return {"kind": name, **assign(kind(name), whole | plain, words, resolve)}


def left_to_another(reason: Reason) -> bool:
    """Tell whether what another reason asks for is what would meet it."""
    return ": orodha " not in reason.fix


@settings(max_examples=25)
@given(sources, st.lists(deals, max_size=2), disputes)
def test_doing_what_a_reason_asks_for_turns_it_to_met(
    source: dict[str, Any], agreements: list[dict[str, Any]], disputed: dict[str, Any]
):
    before = made({"status": "live", **source}, agreements, disputed)
    for reason in answer(before).changes:
        if left_to_another(reason):
            continue
        after = next((one for one in answer(done(before, reason.fix)).reasons if one.rule == reason.rule), None)
        assert after is None or after.state in ("met", "not asked") or left_to_another(after), (reason, after)


@settings(max_examples=25)
@given(sources, st.lists(deals, max_size=2), disputes)
def test_doing_all_that_is_asked_for_makes_it_yes(
    source: dict[str, Any], agreements: list[dict[str, Any]], disputed: dict[str, Any]
):
    facts = made({"status": "live", **source}, agreements, disputed)
    for _round in range(4):
        for reason in answer(facts).changes:
            facts = done(facts, reason.fix)
    assert answer(facts).verdict == "yes", answer(facts).changes


def claims(catalogue: Catalogue, *statements: Statement, **fields: Any) -> Facts:
    """Return the facts after fields of MUSANED changed, with these statements and no others about it."""
    document = catalogue.reader.get(MUSANED) | fields
    plain = {name: value for name, value in document.items() if name not in (*GENERATED, "iri")}
    catalogue.put_all([(plain, list(statements))])
    return gather(catalogue.reader, MUSANED, "agency/igad")


OTHER = replace(LETTER, field="access", value="concept/access-not-available", chosen=False, date="2026-10-01")
CHOSEN = replace(LETTER, field="access", value="concept/access-licensed")


@pytest.mark.parametrize(
    ("chosen", "other", "disputed"),
    [
        (CHOSEN, OTHER, False),
        (CHOSEN, replace(OTHER, document=""), False),
        (replace(CHOSEN, document=""), replace(OTHER, document=""), False),
        (CHOSEN, replace(OTHER, date=""), False),
        (CHOSEN, replace(OTHER, date="2026"), True),
        (CHOSEN, replace(OTHER, date="2026-11-02"), True),
        (replace(CHOSEN, certainty="inferred"), OTHER, True),
        (replace(CHOSEN, document="", certainty="outside"), OTHER, True),
        (replace(CHOSEN, date=""), replace(OTHER, date=""), True),
    ],
)
def test_a_claim_disputes_until_a_newer_document_states_what_was_chosen(
    catalogue: Catalogue, chosen: Statement, other: Statement, disputed: bool
):
    assert ("access" in claims(catalogue, chosen, other, access="concept/access-licensed").disputed) is disputed
