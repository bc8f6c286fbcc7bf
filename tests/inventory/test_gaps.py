"""Gaps of Kenya's starter, and of catalogues with little in them."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import UsageError
from orodha.catalogue.reader import Reader
from orodha.inventory.gaps import GAP_RULES, KINDS, Gap, Shortfalls, counts_by, gaps, table_of
from orodha.inventory.named import Named
from whole_source import WHOLE_SOURCE

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def found(kenya: Reader) -> Shortfalls:
    return gaps(kenya, TODAY)


def of(found: Shortfalls, rule: str) -> dict[str, Gap]:
    return {gap.subject.id: gap for gap in found.gaps if gap.rule == rule}


def ask(catalogue: Catalogue, rule: str, **asked: Any) -> dict[str, Gap]:
    return of(gaps(catalogue.reader, TODAY, rules=[rule], **asked), rule)


def put(catalogue: Catalogue, **document: Any) -> None:
    catalogue.put_all([(document, None)])


def source(catalogue: Catalogue, name: str = "source/ke-new", **fields: Any) -> str:
    """Add a source of data that lacks nothing, but for what is said."""
    whole = WHOLE_SOURCE | {"id": name}
    put(catalogue, **{key: value for key, value in (whole | fields).items() if value is not None})
    return name


def variable(catalogue: Catalogue, **fields: Any) -> None:
    put(catalogue, **{"id": "variable/new", "name": "X", "label": {"en": "X"}, "identifies": False, **fields})


def test_remittances_lack_breakdowns_and_the_review_says_so(found: Shortfalls):
    gap = of(found, "source-without-disaggregation")["source/ke-cbk-remit-survey"]
    assert (gap.kind, gap.text) == ("data", "totals only")
    assert [one.id for one in gap.stated] == ["action/ke-challenge-ch-547"]
    assert [str(one) for one in gap.evidence] == ["GCM review 2022, section 6"]
    assert gap.fix.startswith("orodha add variable source=source/ke-cbk-remit-survey ")


def test_what_documents_state_comes_first(found: Shortfalls):
    first = list(of(found, "source-without-disaggregation"))[:2]
    assert first == ["source/ke-cbk-remit-survey", "source/ke-remittance-flows"]


def test_a_source_that_is_split_is_no_gap(found: Shortfalls):
    assert "source/ke-kphc-2019" not in of(found, "source-without-disaggregation")


def test_a_source_of_which_no_variable_is_described_is_not_taken_for_split(found: Shortfalls):
    assert of(found, "source-without-disaggregation")["source/ke-household-surveys"].text == "no variable described"


def test_a_variable_of_a_release_splits_its_source(catalogue: Catalogue):
    name = source(catalogue)
    assert ask(catalogue, "source-without-disaggregation")[name].text == "no variable described"
    put(catalogue, id="dataset/new", title={"en": "New 2024"}, source=name, period="2024")
    variable(catalogue, source="dataset/new", role="measure")
    assert ask(catalogue, "source-without-disaggregation")[name].text == "totals only"
    variable(catalogue, source="dataset/new", role="disaggregation")
    assert name not in ask(catalogue, "source-without-disaggregation")


def test_data_not_collected_for_statistics_are_named_with_who_says_so(found: Shortfalls):
    gap = of(found, "source-not-for-statistics")["source/ke-border-systems"]
    assert (gap.kind, gap.text) == ("reporting", "collected for another purpose")
    assert "IOM RDH capacity, IGAD (inferred)" in map(str, gap.evidence)


def test_nobody_having_said_counts_as_not_for_statistics(catalogue: Catalogue):
    name = source(catalogue, collected_for_statistics=None)
    assert ask(catalogue, "source-not-for-statistics")[name].text == "nobody said whether it serves statistics"


def test_a_report_that_claims_every_objective_is_no_data(found: Shortfalls):
    objectives = of(found, "objective-without-data")
    assert list(objectives) == ["concept/gcm-17", "concept/gcm-22", "concept/gcm-23"]
    assert "source/ke-gcm-vnr" in objectives["concept/gcm-17"].text


def test_data_of_another_country_do_not_count_for_one_country(kenya: Reader):
    objectives = of(gaps(kenya, TODAY, country="area/ke"), "objective-without-data")
    assert objectives["concept/gcm-21"].text == "reports only: source/ke-gcm-vnr; elsewhere: source/so-rmrs"


def test_topics_with_no_source_come_before_those_with_reports(found: Shortfalls):
    topics = list(of(found, "topic-without-data").values())
    assert [one.text for one in topics[:5]] == ["no source"] * 5
    assert {one.subject.id for one in topics[:5]} == {
        f"concept/topics-{one}"
        for one in ("social-protection", "internal-displacement", "climate", "integration", "public-opinion")
    }


def test_a_topic_has_the_data_of_narrower_ones(catalogue: Catalogue):
    put(
        catalogue,
        id="concept/topics-drought",
        label={"en": "Drought"},
        scheme="scheme/topics",
        broader=["concept/topics-climate"],
    )
    source(catalogue, topics=["concept/topics-drought"])
    assert not {"concept/topics-drought", "concept/topics-climate"} & {*ask(catalogue, "topic-without-data")}


def test_topics_in_a_circle_end(catalogue: Catalogue):
    common = {"scheme": "scheme/topics", "label": {"en": "Round"}}
    put(catalogue, id="concept/topics-a", broader=["concept/topics-b"], **common)
    put(catalogue, id="concept/topics-b", broader=["concept/topics-a"], **common)
    source(catalogue, topics=["concept/topics-a"])
    assert not {"concept/topics-a", "concept/topics-b"} & {*ask(catalogue, "topic-without-data")}


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"status": "retired"}, "retired: source/ke-new"),
        ({"country": "area/ug"}, "elsewhere: source/ke-new"),
        ({"type": "concept/source-kinds-report"}, "reports only: source/ke-new"),
    ],
)
def test_what_there_is_instead_of_data_is_named(catalogue: Catalogue, fields: dict[str, Any], text: str):
    source(catalogue, **fields)
    assert ask(catalogue, "topic-without-data", country="area/ke")["concept/topics-climate"].text == text


def test_who_says_that_a_report_is_about_an_objective_is_cited(found: Shortfalls):
    gap = of(found, "objective-without-data")["concept/gcm-17"]
    assert [str(one) for one in gap.evidence] == ["GCM review 2022, section 4"]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "planned"},
        {"status": "retired"},
        {"type": "concept/source-kinds-report"},
        {"type": "concept/source-kinds-directory"},
        {"registration": "superseded", "replaced_by": "source/ke-efns"},
    ],
)
def test_what_is_no_data_closes_no_gap_and_has_none(catalogue: Catalogue, fields: dict[str, Any]):
    name = source(catalogue, holder=None, **fields)
    assert "concept/topics-climate" in ask(catalogue, "topic-without-data")
    assert name not in ask(catalogue, "source-without-holder")


def test_a_planned_source_is_named_with_the_gap(catalogue: Catalogue):
    name = source(catalogue, status="planned")
    gap = ask(catalogue, "topic-without-data")["concept/topics-climate"]
    assert [one.id for one in gap.planned] == [name]
    assert gap.text == f"planned: {name}"


def test_an_indicator_that_rests_on_reports_has_no_data(found: Shortfalls):
    indicators = of(found, "indicator-without-data")
    assert indicators["indicator/ke-i-fund"].text == "no source"
    assert indicators["indicator/ke-i-mgi"].text.startswith("reports only: ")
    assert "indicator/ke-i-sdg-10-c" not in indicators


def test_an_indicator_that_nothing_splits_is_a_gap(found: Shortfalls):
    split = of(found, "indicator-without-disaggregation")
    assert "indicator/ke-i-remit-inflow" in split
    assert "indicator/ke-i-shona" not in split


def test_a_disaggregation_is_met_by_a_variable_of_the_sources_alone(catalogue: Catalogue):
    name = source(catalogue)
    put(
        catalogue,
        id="indicator/new",
        name={"en": "New"},
        sources=[name],
        disaggregations=["concept/ke-diaspora"],
    )
    assert "concept/ke-diaspora" in ask(catalogue, "disaggregation-without-data")
    variable(catalogue, source=name, concept="concept/ke-diaspora")
    assert not ask(catalogue, "disaggregation-without-data")


def test_counties_that_no_source_names(catalogue: Catalogue):
    before = ask(catalogue, "county-without-data")
    assert before["area/ke-28"].planned[0].id == "source/ke-mgi-local"
    assert (before["area/ke-01"].kind, before["area/ke-01"].country) == ("geographic", ("area/ke", "Kenya"))
    source(catalogue, coverage={"areas": ["area/ke-01"]})
    assert {*before} - {*ask(catalogue, "county-without-data")} == {"area/ke-01"}


@pytest.mark.parametrize(
    ("validated", "text"),
    [
        ("2025-11-21", "last validated 2025-11-21"),
        ("2025-11-22", None),
        ("2025-11", None),
        ("2025", None),
        ("2024", "last validated 2024"),
        (None, "never validated, as far as recorded"),
    ],
)
def test_a_validation_holds_for_twelve_months(catalogue: Catalogue, validated: str | None, text: str | None):
    name = source(catalogue, last_validated=validated)
    gap = ask(catalogue, "source-not-validated").get(name)
    assert (gap and gap.text) == text


@pytest.mark.parametrize("frequency", [None, "concept/frequency-unknown"])
def test_a_frequency_that_is_not_known_is_a_gap(catalogue: Catalogue, frequency: str | None):
    name = source(catalogue, frequency=frequency)
    assert name in ask(catalogue, "source-without-frequency")


def test_a_term_in_use_without_definition_is_a_gap_of_those_who_use_it(found: Shortfalls, kenya: Reader):
    assert "concept/ke-asylum-seeker" in of(found, "term-without-definition")
    assert "concept/topics-labour" not in of(found, "term-without-definition")
    ethiopia = of(gaps(kenya, TODAY, country="area/et"), "term-without-definition")
    assert "concept/ke-asylum-seeker" not in ethiopia


def test_gaps_of_a_country_are_its_own(kenya: Reader):
    for gap in gaps(kenya, TODAY, country="area/ke").gaps:
        assert gap.country in (None, Named("area/ke", "Kenya")), gap


def test_challenges_are_of_the_country_whose_documents_tell_of_them(kenya: Reader):
    assert "action/ke-challenge-ch-533" in of(gaps(kenya, TODAY, country="area/ke"), "stated")
    assert not of(gaps(kenya, TODAY, country="area/et"), "stated")


def test_a_challenge_that_leads_to_no_country_may_concern_any(catalogue: Catalogue):
    put(catalogue, id="action/new", text={"en": "Nobody knows."}, type="challenge", gap="data")
    assert "action/new" in ask(catalogue, "stated", country="area/et")
    assert "action/new" in ask(catalogue, "stated", country="area/ke")


def test_a_challenge_that_was_met_is_no_gap_any_more(catalogue: Catalogue):
    put(catalogue, id="action/new", text={"en": "Done."}, type="next step", gap="data", status="done")
    assert "action/new" not in ask(catalogue, "stated")


def test_an_agency_is_asked_only_about_what_is_its_own(kenya: Reader):
    bank = gaps(kenya, TODAY, agency="agency/ke-cbk")
    assert {gap.rule for gap in bank.gaps} >= {"source-without-disaggregation", "source-not-validated", "stated"}
    assert "topic-without-data" not in {one.rule.name for one in bank.rules}
    assert {gap.subject.id for gap in bank.gaps if gap.rule == "source-not-validated"} == {
        "source/ke-cbk-remit-survey",
        "source/ke-remittance-flows",
    }


def test_an_agency_is_asked_about_the_indicators_in_its_charge(kenya: Reader):
    charge = gaps(kenya, TODAY, agency="agency/ke-cbk", rules=["indicator-without-disaggregation"])
    documents = {one["id"]: one for one in kenya.records("indicator")}
    assert charge.gaps
    assert all(documents[gap.subject.id]["custodian"] == "agency/ke-cbk" for gap in charge.gaps)


def test_every_gap_has_a_kind_a_subject_and_a_command(found: Shortfalls):
    for gap in found.gaps:
        assert gap.kind in KINDS
        assert gap.subject.id in gap.fix
        assert gap.fix.startswith("orodha ")


def test_every_kind_of_gap_is_found_in_kenya(found: Shortfalls):
    assert {gap.kind for gap in found.gaps} == {*KINDS}


def test_rules_and_kinds_can_be_chosen(kenya: Reader):
    only = gaps(kenya, TODAY, kinds=["financial"])
    assert [gap.subject.label for gap in only.gaps] == ["Too little money."]
    assert [one.rule.name for one in gaps(kenya, TODAY, rules=["stated"]).rules] == ["stated"]


def test_a_kind_or_rule_that_is_none_is_refused(kenya: Reader):
    with pytest.raises(UsageError, match="no kind of gap 'date'"):
        gaps(kenya, TODAY, kinds=["date"])
    with pytest.raises(UsageError, match="no rule of gap 'topics'"):
        gaps(kenya, TODAY, rules=["topics"])


def test_an_empty_catalogue_has_no_source_that_lacks_anything(tmp_path):
    with Catalogue.create(tmp_path / "empty.db", title="Empty") as empty:
        assert not gaps(empty.reader, TODAY).gaps


def test_json_has_every_rule_and_every_gap(found: Shortfalls):
    told = found.as_json()
    assert [one["rule"] for one in told["rules"]] == list(GAP_RULES)
    assert len(told["gaps"]) == sum(one["gaps"] for one in told["rules"])
    assert told["gaps"][0].keys() >= {"kind", "rule", "subject", "text", "evidence", "stated", "next"}


def test_sentences_say_how_many_of_how_many(found: Shortfalls):
    told = {one.rule.name: one.sentence() for one in found.rules}
    assert told["source-without-disaggregation"] == "7 of 8 statistical sources without disaggregation"
    assert told["objective-without-data"] == "3 of 23 objectives without data"
    assert told["term-without-definition"].startswith("53 used terms")


def test_gaps_are_counted_by_agency_with_nobody_last(found: Shortfalls):
    table = counts_by(found, "agency")
    assert table.rows[-1][0] == "no agency named"
    assert sum(int(row[-1].replace(",", "")) for row in table.rows) == len(found.gaps)
    totals = [int(row[-1]) for row in table.rows[:-1]]
    assert totals == sorted(totals, reverse=True)


def test_gaps_are_counted_by_country(found: Shortfalls):
    rows = {row[0]: row for row in counts_by(found, "country").rows}
    assert int(rows["Kenya"][-1]) == sum(1 for gap in found.gaps if gap.country and gap.country.id == "area/ke")
    assert "Somalia" in rows


def test_the_page_lists_the_rules_as_they_are():
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "gaps.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\S+)` \| (\w+) \| (.+) \|$", page, re.MULTILINE)
    kinds = {name: rule.kinds[0] if len(rule.kinds) == 1 else "any" for name, rule in GAP_RULES.items()}
    assert rows == [(name, kinds[name], rule.help.rstrip(".")) for name, rule in GAP_RULES.items()]


def test_the_table_has_a_row_a_gap(found: Shortfalls):
    table = table_of(found)
    assert len(table.rows) == len(found.gaps) == len(table.ids)
    assert "7 of 8 statistical sources without disaggregation." in table.foot


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("ug", "Nobody asked: no source of Uganda is recorded, so what it has is not known."),
        ("et", "Only 1 source of Ethiopia is recorded, so what else it has is not known."),
        ("ke", ""),
        ("igad", ""),
        ("ke-01", ""),
    ],
)
def test_a_country_of_which_nothing_is_recorded_is_not_better_off(kenya: Reader, place: str, said: str):
    found = gaps(kenya, TODAY, country=f"area/{place}", kinds=["data"])
    assert found.remark == said
    assert found.as_json()["remarks"] == ([said] if said else [])
    assert [found.remark in table.foot for table in (table_of(found), counts_by(found, "country"))] == [bool(said)] * 2
