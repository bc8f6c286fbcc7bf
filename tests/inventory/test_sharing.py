"""Whether a source may be shared: what is not known is not met, and nothing but every rule met is yes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import NotFound, UsageError
from orodha.catalogue.reader import Reader
from orodha.inventory.sharing import Answer, Facts, decide, in_force, load_rules, may_share, rules_for
from orodha.inventory.sharing.facts import Ground, VariableFacts

DAY = dt.date(2026, 11, 22)
KENYA = rules_for("area/ke")
assert KENYA is not None
CHECKED = replace(KENYA, checked_by_lawyer=True)
"""The rules of Kenya as if a lawyer had found that they say all that is prescribed."""
RULES = Path(__file__).parents[2] / "inventory" / "data" / "rules" / "ke.toml"
BASE: dict[str, Any] = {"id": "source/x", "kind": "source", "country": "area/ke", "personal_data": "identifiable"}
BASE["status"] = "live"

DEEDS: dict[str, dict[str, Any]] = {
    "holder": {"holder": "agency/h"},
    "access": {"access": "concept/access-licensed"},
    "legal basis": {"legal_basis": ["law/l"]},
    "lawful basis": {"lawful_bases": ["concept/lawful-bases-consent"]},
    "assessment": {"impact_assessment": {"status": "done"}},
    "sensitive": {"sensitive": ["concept/sensitive-none"]},
    "children": {"children": False},
    "security use": {"security_use": False},
    "transfer": {"transfers": [{"to": "agency/r", "mechanism": "concept/transfer-mechanisms-safeguards"}]},
}
AGREEMENT: dict[str, dict[str, Any]] = {
    "covers": {"covers": ["source/x"]},
    "parties": {"parties": ["agency/h"]},
    "status": {"status": "in force"},
    "recipient": {"recipients": ["agency/r"]},
    "purpose": {"purpose_codes": ["concept/sharing-purposes-statistics"]},
    "extent": {"personal_data": "identifiable"},
}
EVERY = frozenset({*DEEDS, *AGREEMENT})


def facts(done: frozenset[str], agreements: tuple[dict[str, Any], ...] = (), **more: Any) -> Facts:
    source, agreement = dict(BASE), {"id": "agreement/a", "kind": "agreement", "status": "draft", "parties": []}
    for one in done:
        source.update(DEEDS.get(one, {}))
        agreement.update(AGREEMENT.get(one, {}))
    holder = {"id": "agency/h", "country": "area/ke"} if "holder" in source else None
    laws = ({"id": "law/l", "kind": "law", "status": "in force"},) if "legal_basis" in source else ()
    given: dict[str, Any] = {
        "source": source | more.pop("source", {}),
        "holder": holder,
        "recipient": {"id": "agency/r"},
        "recipient_circle": frozenset({"agency/r"}),
        "holder_circle": frozenset({"agency/h"}),
        "agreements": (agreement, *agreements),
        "laws": laws,
    }
    return Facts(**given | more)


def ask(found: Facts, purpose: str = "statistics") -> Answer:
    return decide(found, CHECKED, purpose, DAY)


def state(answer: Answer, rule: str) -> str:
    return next(one.state for one in answer.reasons if one.rule == rule)


def test_everything_done_is_yes():
    assert ask(facts(EVERY)).verdict == "yes"


@pytest.mark.parametrize("left", sorted(EVERY))
def test_yes_needs_every_rule(left: str):
    assert ask(facts(EVERY - {left})).verdict == "not yet"


@given(st.sets(st.sampled_from(sorted(EVERY))), st.sets(st.sampled_from(sorted(EVERY))))
def test_more_done_takes_no_rule_back(some: set[str], more: set[str]):
    before, after = ask(facts(frozenset(some))), ask(facts(frozenset(some | more)))
    assert not (before.verdict == "yes" and after.verdict != "yes")
    kept = {one.rule for one in before.reasons if one.state == "met"}
    assert kept <= {one.rule for one in after.reasons if one.state == "met"}


@given(st.sets(st.sampled_from(sorted(EVERY))))
def test_yes_has_nothing_that_is_missing(some: set[str]):
    answer = ask(facts(frozenset(some)))
    assert (answer.verdict == "yes") == all(one.state in ("met", "not asked") for one in answer.reasons)


@pytest.mark.parametrize("field", ["personal_data", "access"])
def test_documents_that_disagree_make_the_answer_careful(field: str):
    others = {"personal_data": ("unknown",), "access": ("concept/access-not-available",)}
    total = {"personal_data": "aggregate"} if field == "personal_data" else {}
    answer = ask(facts(EVERY - {"lawful basis"} if total else EVERY, source=total, disputed={field: others[field]}))
    assert answer.verdict == "not yet"


@pytest.mark.parametrize(("country", "turned_out"), [("area/sa", "missing"), ("", "missing"), ("area/ke", "met")])
def test_who_holds_it_may_be_open_if_the_agreement_binds_each(country: str, turned_out: str):
    both = {"id": "agreement/b", "parties": ["area/ke"]}
    both = {name: value for one in AGREEMENT.values() for name, value in one.items()} | both
    answer = ask(facts(EVERY, (both,), rivals={"agency/z": country}))
    assert state(answer, "holder") == turned_out


def test_open_totals_are_yes_without_agreement():
    source = {"personal_data": "aggregate", "access": "concept/access-open"}
    assert ask(facts(frozenset({"holder"}), source=source)).verdict == "yes"


def test_open_totals_that_nobody_is_known_to_hold_are_not_yet():
    source = {"personal_data": "aggregate", "access": "concept/access-open"}
    assert state(ask(facts(frozenset(), source=source)), "holder") == "missing"


@pytest.mark.parametrize(("serves", "turned_out"), [(None, "not asked"), (True, "missing"), (False, "met")])
def test_of_open_totals_it_matters_whether_they_are_said_to_serve_security(serves: bool | None, turned_out: str):
    source = {"personal_data": "aggregate", "access": "concept/access-open", "security_use": serves}
    assert state(ask(facts(frozenset({"holder"}), source=source)), "security use") == turned_out


def test_an_assessment_that_is_done_does_not_say_that_nothing_is_sensitive():
    assert state(ask(facts(EVERY - {"sensitive"})), "sensitive") == "missing"
    assert state(ask(facts(EVERY - {"sensitive"})), "sensitive abroad") == "missing"


def test_nothing_sensitive_is_not_believed_if_a_variable_or_a_document_says_otherwise():
    health = VariableFacts(sensitive=frozenset({"concept/sensitive-health"}))
    assert state(ask(facts(EVERY, variables=health)), "sensitive abroad") == "missing"
    told = {"sensitive": (["concept/sensitive-health"],)}
    assert state(ask(facts(EVERY, disputed=told)), "sensitive abroad") == "missing"


def test_what_stays_at_home_is_missing_while_no_rule_is_recorded_and_nobody_checked():
    assert state(decide(facts(EVERY), KENYA, "statistics", DAY), "kept at home") == "missing"
    assert state(ask(facts(EVERY)), "kept at home") == "met"


def test_what_the_rules_keep_at_home_is_forbidden():
    tests = tuple(replace(one, sources=frozenset({"source/x"})) for one in CHECKED.tests)
    assert decide(facts(EVERY), replace(CHECKED, tests=tests), "statistics", DAY).verdict == "no"


HOLDER = {"id": "agency/h", "country": "area/ke"}


def test_who_holds_it_at_home_has_it_already():
    answer = ask(facts(frozenset({"holder"}), recipient=HOLDER))
    assert (answer.verdict, len(answer.reasons)) == ("yes", 3)
    assert "holds them already" in answer.reasons[-1].text


@pytest.mark.parametrize("more", [{"rivals": {"agency/z": "area/ke"}}, {"recipient": HOLDER | {"country": "area/sa"}}])
def test_who_may_not_hold_it_or_holds_it_abroad_is_asked_all(more: dict[str, Any]):
    assert ask(facts(frozenset({"holder"}), **({"recipient": HOLDER} | more))).verdict == "not yet"


def test_what_covers_it_is_told_with_how_far_it_is():
    later = {"status": "in force", "effective": "2030"}
    agreement = {name: value for one in AGREEMENT.values() for name, value in one.items()} | later
    answer = ask(facts(EVERY - set(AGREEMENT), ({"id": "agreement/b"} | agreement,)))
    assert "in force from 2030" in next(one.text for one in answer.reasons if one.rule == "agreement")
    assert ask(facts(EVERY, nearest=({"id": "agreement/b"} | agreement,))).nearest[0].status == "in force from 2030"


def test_agreements_that_do_not_stand_are_told_apart_from_the_one_in_force():
    whole = {"status": "in force", "covers": ["source/x"], "parties": ["agency/h"]}
    backwards = whole | {"id": "agreement/b", "recipients": ["agency/r"], "effective": "2026", "expires": "2025"}
    old = whole | {"id": "agreement/c", "recipients": ["agency/r"], "expires": "2025"}
    answer = ask(facts(EVERY - {"recipient"}, (backwards, old)))
    reason = next(one for one in answer.reasons if one.rule == "agreement")
    assert reason.text.startswith("In force and covering it, but agency/r is no party and no recipient.")
    standings = "ends before it begins, expired (said to be in force)"
    assert reason.text.endswith(f" What else covers it is not in force: {standings}.")
    assert [(one.id, one.standing) for one in reason.path if one.relation == "covered by"] == [
        ("agreement/a", ""),
        ("agreement/b", "not in force: ends before it begins"),
        ("agreement/c", "expired (said to be in force)"),
    ]


@pytest.mark.parametrize("status", ["done", "not needed"])
@pytest.mark.parametrize(("date", "turned_out"), [("2031-01", "missing"), ("2026-02-30", "missing"), ("2026", "met")])
def test_an_assessment_of_a_day_to_come_is_not_met(status: str, date: str, turned_out: str):
    source = {"impact_assessment": {"status": status, "date": date}}
    assert state(ask(facts(EVERY, source=source)), "assessment") == turned_out


def test_how_far_data_may_identify_is_named_before_there_is_an_agreement_to_ask_it_of():
    reason = next(one for one in ask(facts(EVERY - set(AGREEMENT))).reasons if one.rule == "extent")
    assert (reason.state, reason.fix) == (
        "missing",
        "Have it written into the agreement: personal_data=identifiable",
    )


STATED = {"holder": Ground("stated", "document/d"), "access": Ground("stated", "document/d")}
STATED |= {"personal_data": STATED["access"], "legal_basis": STATED["access"]}


@pytest.mark.parametrize(
    ("more", "unstated"),
    [
        ({}, ()),
        ({"holder": Ground("inferred", "document/d")}, ("holder",)),
        ({"access": Ground("stated"), "holder": Ground()}, ("holder", "access")),
    ],
)
def test_a_yes_names_what_no_document_states(more: dict[str, Ground], unstated: tuple[str, ...]):
    assert ask(facts(EVERY, grounds=STATED | more)).unstated == unstated


def test_totals_with_a_variable_that_identifies_are_no_totals():
    source = {"personal_data": "aggregate", "access": "concept/access-open"}
    answer = ask(facts(frozenset(), source=source, variables=VariableFacts(frozenset({"variable/v"}), identify=True)))
    assert answer.verdict == "not yet"


def test_what_forbids_goes_before_what_permits():
    forbids = {"id": "agreement/b", "status": "signed", "covers": ["source/x"], "excludes": ["agency/r"]}
    assert ask(facts(EVERY, (forbids,))).verdict == "no"


def test_a_draft_forbids_nothing():
    forbids = {"id": "agreement/b", "status": "draft", "covers": ["source/x"], "excludes": ["agency/r"]}
    assert ask(facts(EVERY, (forbids,))).verdict == "yes"


def test_of_two_agreements_only_what_both_permit():
    other = {"id": "agreement/b"} | {name: value for one in AGREEMENT.values() for name, value in one.items()}
    other["purpose_codes"] = ["concept/sharing-purposes-research"]
    assert state(ask(facts(EVERY, (other,))), "purpose") == "missing"


def test_sensitive_data_abroad_need_consent_and_safeguards():
    source: dict[str, Any] = {"sensitive": ["concept/sensitive-health"]}
    assert state(ask(facts(EVERY, source=source)), "sensitive abroad") == "missing"
    names = ("consent", "safeguards")
    source["transfers"] = [{"to": "agency/r", "mechanism": f"concept/transfer-mechanisms-{one}"} for one in names]
    assert ask(facts(EVERY, source=source)).verdict == "yes"


def test_a_transfer_that_has_ended_is_none():
    transfer = DEEDS["transfer"]["transfers"][0] | {"until": "2025"}
    assert state(ask(facts(EVERY, source={"transfers": [transfer]})), "transfer") == "missing"


def test_a_transfer_with_a_day_that_no_calendar_has_is_none():
    transfer = DEEDS["transfer"]["transfers"][0] | {"until": "2027-02-30"}
    assert state(ask(facts(EVERY, source={"transfers": [transfer]})), "transfer") == "missing"


def test_a_state_that_is_party_does_not_speak_for_an_agency_at_home():
    state_party = {name: value for one in AGREEMENT.values() for name, value in one.items()}
    state_party |= {"id": "agreement/b", "parties": ["area/ke", "agency/h"], "recipients": []}
    recipient = {"id": "agency/r", "country": "area/ke"}
    answer = ask(facts(EVERY - set(AGREEMENT), (state_party,), recipient=recipient))
    assert state(answer, "agreement") == "missing"


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ({"status": "retired"}, "no"),
        ({"registration": "superseded"}, "no"),
        ({"status": "planned"}, "not yet"),
        ({"status": None}, "not yet"),
    ],
)
def test_a_source_that_is_not_in_use_may_not_be_shared(told: dict[str, Any], verdict: str):
    assert ask(facts(EVERY, source=told)).verdict == verdict


def test_without_rules_of_the_country_the_law_is_missing():
    answer = decide(facts(EVERY, source={"country": "area/ug"}), None, "statistics", DAY)
    assert state(answer, "law") == "missing"


def test_rules_of_another_country_do_not_serve():
    assert state(ask(facts(EVERY, source={"country": "area/ug"})), "law") == "missing"


@pytest.mark.parametrize(
    ("dates", "stands"),
    [
        ({}, True),
        ({"effective": "2026-11"}, True),
        ({"effective": "2026-12"}, False),
        ({"expires": "2026-11"}, True),
        ({"expires": "2026-10"}, False),
        ({"effective": "2026", "expires": "2025"}, False),
        ({"expires": "2026-02-30"}, False),
        ({"status": "signed"}, False),
    ],
)
def test_in_force_by_status_and_dates(dates: dict[str, str], stands: bool):
    assert in_force({"status": "in force"} | dates, DAY) is stands


def test_musaned_may_not_yet_go_to_igad(kenya: Reader):
    answer = may_share(kenya, "source/ke-musaned", "agency/igad", "statistics", on=DAY)
    missing = {one.rule: one for one in answer.reasons if one.state == "missing"}
    assert answer.verdict == "not yet"
    wanted = ["holder", "agreement", "purpose", "legal basis", "lawful basis", "assessment", "transfer", "access"]
    assert set(wanted) <= set(missing)
    assert [one.id for one in missing["holder"].path][1:] == ["agency/ksa-mol", "agency/ke-nea"]
    assert "agreement/ke-bla-ksa-2017" in [one.id for one in missing["agreement"].path]
    assert "Data Protection Act, 2019, s. 48" in map(str, missing["transfer"].cites)
    assert "agreement/ke-mou-data-sharing" in [one.id for one in answer.nearest]
    assert not answer.checked_by_lawyer


def test_open_totals_of_kenya_may_go_to_igad(kenya: Reader):
    assert may_share(kenya, "source/ke-remittance-flows", "agency/igad", on=DAY).verdict == "yes"


@pytest.mark.parametrize(("release", "answer"), [({}, "not yet"), ({"registration": "retired"}, "not yet")])
def test_open_totals_are_none_if_a_release_of_them_identifies_someone(
    catalogue: Catalogue, release: dict[str, Any], answer: str
):
    source, dataset = "source/ke-remittance-flows", "dataset/x"
    one = {"id": dataset, "title": {"en": "X"}, "source": source, "period": "2024"}
    variable = {"id": "variable/x", "name": "ID", "label": {"en": "ID"}, "source": dataset, "identifies": True}
    catalogue.put_all([(one | release, None), (variable, None)])
    assert may_share(catalogue.reader, source, "agency/igad", on=DAY).verdict == answer


def test_what_forbids_a_variable_of_a_release_forbids_the_source(catalogue: Catalogue):
    source = "source/ke-remittance-flows"
    variable = {"id": "variable/x", "name": "A", "label": {"en": "A"}, "source": "dataset/x", "identifies": False}
    forbids = {"title": {"en": "X"}, "type": "MoU", "status": "signed", "excludes": ["variable/x"]}
    one = {"id": "dataset/x", "title": {"en": "X"}, "source": source, "period": "2024"}
    catalogue.put_all([(one, None), (variable, None), (forbids | {"id": "agreement/x"}, None)])
    assert may_share(catalogue.reader, source, "agency/igad", on=DAY).verdict == "no"


def test_no_source_on_persons_of_the_starter_may_go_anywhere_yet(kenya: Reader):
    """Nobody has recorded a lawful basis for any of them."""
    for source in kenya.records("source", ["personal_data=identifiable"]):
        assert may_share(kenya, source["id"], "agency/igad", "statistics", on=DAY).verdict == "not yet", source["id"]


def test_what_is_no_source_or_no_agency_is_refused(kenya: Reader):
    with pytest.raises(UsageError):
        may_share(kenya, "agency/igad", "agency/igad", on=DAY)
    with pytest.raises(NotFound):
        may_share(kenya, "source/ke-musaned", "agency/nobody", on=DAY)


def test_drafts_are_looked_for_on_the_topics_that_the_rules_name(kenya: Reader, tmp_path: Path):
    path = tmp_path / "rules.toml"
    path.write_text(RULES.read_text("utf-8").replace("topics-statistics-governance", "topics-trafficking"), "utf-8")
    draft = "agreement/ke-mou-data-sharing"
    for law, found in ((KENYA, True), (load_rules(path), False)):
        answer = may_share(kenya, "source/ke-musaned", "agency/igad", on=DAY, law=law)
        assert (draft in [one.id for one in answer.nearest]) is found
