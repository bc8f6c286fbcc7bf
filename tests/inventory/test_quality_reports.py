from __future__ import annotations

import pytest
from orodha.catalogue.names import GENERATED
from orodha.inventory.quality_reports import quality_reports, reports_on, reports_table


@pytest.fixture
def assessed(catalogue):
    """Kenya with three reports."""

    def report(name, subject, dimension, **fields):
        document = {"id": f"quality-report/{name}", "subject": subject, "dimension": dimension, "framework": "SIMS"}
        return document | {"text": {"en": f"Found of {name}"}} | fields, None

    reports = [
        report("a", "source/ke-neaims", "concept/esms-accuracy", date="2025", assessor="agency/ke-knbs", rating="B"),
        report("b", "source/ke-efns", "concept/esms-accuracy", date="2024"),
        report("c", "source/ke-efns", "concept/esms-timeliness-punct", date="2026"),
        report("d", "source/ke-efns", "concept/esms-accuracy", date="2026"),
    ]
    catalogue.put_all(reports)
    return catalogue.reader


def names(reports):
    return [one.id.partition("/")[2] for one in reports]


def test_they_come_by_dimension_and_the_newest_of_a_source_first(assessed):
    assert names(quality_reports(assessed)) == ["d", "b", "a", "c"]


def test_they_come_by_what_was_assessed(assessed):
    assert names(quality_reports(assessed, "subject")) == ["d", "b", "c", "a"]


def test_only_those_on_what_an_agency_holds(assessed):
    assert names(quality_reports(assessed, agency="agency/ke-nea")) == ["a"]
    assert reports_table(assessed, agency="agency/ke-nea").foot == ("1 quality report, on 1 of 4 sources.",)


def test_the_table_says_on_how_many_sources_there_are_some(assessed):
    found = reports_table(assessed)
    assert found.foot == ("4 quality reports, on 2 of 52 sources.",)
    assert found.head[:2] == ("dimension", "subject")
    assert ("B", "2025", "Found of a") in {row[2:5] for row in found.rows}


def test_where_there_is_none_it_says_how_to_write_one(kenya):
    assert "orodha add quality-report" in reports_table(kenya).foot[0]


def test_what_was_found_out_about_one_source_is_told(assessed):
    (told,) = reports_on(assessed, "source/ke-neaims")
    assert told.startswith("Quality report on ")
    assert told.endswith("rated B: Found of a")
    assert reports_on(assessed, "source/ke-efns-x") == ("Quality reports: none.",)


@pytest.mark.parametrize("subject", ["source/ke-efns", "source/ke-neaims"])
def test_of_one_source_the_same_is_told_in_the_same_order(assessed, subject):
    texts = [one.text for one in quality_reports(assessed) if one.subject.id == subject]
    assert [told.rpartition(": ")[2] for told in reports_on(assessed, subject)] == texts


def test_a_report_that_was_retired_is_told_nowhere(catalogue, assessed):
    report = {name: value for name, value in assessed.get("quality-report/a").items() if name not in GENERATED}
    catalogue.put_all([(report | {"registration": "retired"}, None)])
    assert names(quality_reports(assessed)) == ["d", "b", "c"]
    assert reports_on(assessed, "source/ke-neaims") == ("Quality reports: none.",)
