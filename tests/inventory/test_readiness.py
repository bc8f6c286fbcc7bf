"""How far the countries of a region are with its indicators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import UsageError
from orodha.catalogue.reader import Reader
from orodha.inventory.counting import VALID
from orodha.inventory.readiness import LEGEND, MARKS, Answer, readiness, readiness_table

ON = dt.date(2026, 11, 22)
REGIONAL = {"id": "indicator/asked", "name": {"en": "Asked"}, "definition": {"en": "What."}, "priority": True}
NATIONAL = {"id": "indicator/own", "name": {"en": "Own"}, "country": "area/ug", "measures": "indicator/asked"}
SOURCE = {
    "id": "source/some",
    "title": {"en": "Some"},
    "type": "concept/source-kinds-survey",
    "country": "area/ug",
    "topics": ["concept/topics-general"],
    "status": "live",
    "access": "concept/access-unknown",
    "personal_data": "unknown",
    "collected_for_statistics": True,
    "last_validated": "2026-03",
}
ANSWERED = NATIONAL | {"sources": ["source/some"]}


def uganda(catalogue: Catalogue, *documents: Mapping[str, Any], on: dt.date = ON) -> Answer:
    """Return how far Uganda is with the one indicator that is a priority."""
    kept = {one["id"]: dict(one) for one in (REGIONAL, *documents)}
    catalogue.put_all([(one, []) for one in kept.values()])
    found = readiness(catalogue.reader, "area/igad", on)
    assert [one.id for one in found.indicators] == ["indicator/asked"]
    return found.answers["indicator/asked", "area/ug"]


def test_the_columns_are_the_member_states(kenya: Reader):
    found = readiness(kenya, "area/igad", ON)
    assert [one.id.rpartition("/")[2] for one in found.countries] == ["dj", "er", "et", "ke", "so", "ss", "sd", "ug"]


def test_countries_of_a_region_within_the_region_are_members_and_those_that_are_no_more_are_not(catalogue: Catalogue):
    area = {"name": {"en": "Some"}, "type": "region bloc", "part_of": ["area/igad"]}
    gone = {"type": "country", "registration": "retired"}
    catalogue.put_all(
        [
            (area | {"id": "area/horn"}, []),
            (area | {"id": "area/within", "type": "country", "part_of": ["area/horn"]}, []),
            (area | {"id": "area/gone"} | gone, []),
        ]
    )
    members = [one.id for one in readiness(catalogue.reader, "area/igad", ON).countries]
    assert "area/within" in members and "area/gone" not in members and "area/igad" not in members


def test_without_priorities_all_are_shown_and_it_says_so(kenya: Reader):
    found = readiness(kenya, "area/igad", ON)
    assert len(found.indicators) == kenya.counts()["indicator"]
    assert found.remarks()[-1] == "No indicator is marked as a priority: all are shown."


def test_the_list_that_nobody_has_drawn_up_is_asked_of_nobody(kenya: Reader):
    found = readiness(kenya, "area/igad", ON)
    marks = {found.answers["indicator/ke-i-priority-list", one.id].mark for one in found.countries}
    assert marks == {"nobody asked"}


def test_what_is_missing_is_said(kenya: Reader):
    found = readiness(kenya, "area/igad", ON)
    assert found.answers["indicator/ke-i-sdg-10-c", "area/ke"].lacks == ("never validated, as far as recorded",)
    assert "a report or directory, no data" in found.answers["indicator/ke-i-mgi", "area/ke"].lacks


def test_a_defined_indicator_with_validated_statistics_is_ready(catalogue: Catalogue):
    assert uganda(catalogue, SOURCE, ANSWERED).mark == "ready"


def test_sources_of_the_regional_indicator_answer_for_their_countries(catalogue: Catalogue):
    regional = REGIONAL | {"sources": ["source/some"]}
    assert uganda(catalogue, SOURCE, regional).mark == "ready"
    found = readiness(catalogue.reader, "area/igad", ON)
    assert found.answers["indicator/asked", "area/ke"].mark == "nobody asked"


@pytest.mark.parametrize(
    ("field", "value", "lacks"),
    [
        ("collected_for_statistics", False, "not for statistics"),
        ("collected_for_statistics", None, "not known whether for statistics"),
        ("last_validated", None, "never validated, as far as recorded"),
        ("last_validated", "2025-10", "last validated 2025-10"),
        ("last_validated", "2027", "validated 2027, which is no day before"),
        ("type", "concept/source-kinds-report", "a report or directory, no data"),
    ],
)
def test_a_live_source_that_lacks_something_is_ready_in_part(
    catalogue: Catalogue, field: str, value: object, lacks: str
):
    kept = {name: one for name, one in (SOURCE | {field: value}).items() if one is not None}
    assert uganda(catalogue, kept, ANSWERED) == Answer("in part", (lacks,), uganda(catalogue).sources)


def test_a_validation_holds_for_twelve_months_to_the_day(catalogue: Catalogue):
    dated = SOURCE | {"last_validated": "2025-11-22"}
    assert uganda(catalogue, dated, ANSWERED).mark == "ready"
    assert uganda(catalogue, on=ON + dt.timedelta(1)).mark == "in part"


def test_without_a_definition_the_terms_of_the_source_must_have_one(catalogue: Catalogue):
    bare = {name: value for name, value in REGIONAL.items() if name != "definition"}
    assert uganda(catalogue, bare, SOURCE, ANSWERED).lacks == ("not defined",)
    terms = ["concept/migration-refugee", "concept/ke-refugee"]
    catalogue.put_all([(SOURCE | {"terms": terms[:1]}, [])])
    assert readiness(catalogue.reader, "area/igad", ON).answers["indicator/asked", "area/ug"].mark == "ready"
    catalogue.put_all([(SOURCE | {"terms": terms}, [])])
    assert readiness(catalogue.reader, "area/igad", ON).answers["indicator/asked", "area/ug"].mark == "in part"


def test_of_several_sources_the_one_that_lacks_least_counts(catalogue: Catalogue):
    worse = SOURCE | {"id": "source/a-worse", "collected_for_statistics": False, "last_validated": "2020"}
    found = uganda(catalogue, SOURCE, worse, NATIONAL | {"sources": ["source/a-worse", "source/some"]})
    assert (found.mark, [one.id for one in found.sources]) == ("ready", ["source/some", "source/a-worse"])


def test_planned_retired_and_no_sources_are_told_apart(catalogue: Catalogue):
    assert uganda(catalogue).mark == "nobody asked"
    assert uganda(catalogue, NATIONAL).mark == "nothing"
    assert uganda(catalogue, SOURCE | {"status": "planned"}, ANSWERED).mark == "planned"
    assert str(uganda(catalogue, SOURCE | {"status": "retired"})) == "· nothing: retired"


def test_a_source_that_is_not_in_the_catalogue_is_none(catalogue: Catalogue):
    assert uganda(catalogue, NATIONAL | {"sources": ["source/lost"]}).mark == "nothing"


def test_what_another_record_stands_for_counts_no_more(catalogue: Catalogue):
    gone = {"registration": "superseded", "replaced_by": "source/ke-efns"}
    assert uganda(catalogue, SOURCE | gone, ANSWERED).mark == "nothing"


def test_a_region_without_countries_is_refused(kenya: Reader):
    with pytest.raises(UsageError, match="No country is part of"):
        readiness(kenya, "area/ke-001", ON)


def test_every_cell_has_mark_and_word_and_the_foot_says_what_they_mean(kenya: Reader):
    table = readiness_table(readiness(kenya, "area/igad", ON))
    assert {cell.partition(":")[0] for row in table.rows for cell in row[1:]} == {
        "◐ in part",
        "· nothing",
        "? nobody asked",
    }
    assert [line.partition(":")[0] for line in table.foot[:5]] == [f"{mark} {word}" for word, mark in MARKS.items()]
    assert len(LEGEND) == len(MARKS) == len(set(MARKS.values()))


def test_json_has_each_answer_by_country(kenya: Reader):
    told = readiness(kenya, "area/igad", ON).as_json()
    cost = next(one for one in told["indicators"] if one["id"] == "indicator/ke-i-sdg-10-c")
    assert cost["answers"]["area/ke"]["missing"] == ["never validated, as far as recorded"]
    assert cost["answers"]["area/dj"] == {"mark": "nobody asked", "missing": [], "sources": []}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """A region of one country with one indicator that its source answers."""
    areas = [{"id": "area/igad", "type": "region bloc"}, {"id": "area/ug", "type": "country", "part_of": ["area/igad"]}]
    with Catalogue.create(tmp_path_factory.mktemp("small") / "some.db") as catalogue:
        documents = [one | {"name": {"en": "Some"}} for one in areas] + [REGIONAL, ANSWERED]
        catalogue.put_all([(dict(one), []) for one in documents])
        yield catalogue


@settings(max_examples=30)
@given(st.dates(dt.date(2020, 1, 1), dt.date(2028, 1, 1)), st.lists(st.integers(0, 800), min_size=2, max_size=2))
def test_nothing_gets_readier_by_waiting(small: Catalogue, validated: dt.date, days: list[int]):
    catalogue, order = small, ["in part", "ready"]
    catalogue.put_all([(SOURCE | {"last_validated": validated.isoformat()}, [])])
    earlier, later = (
        readiness(catalogue.reader, "area/igad", validated + dt.timedelta(wait)).answers["indicator/asked", "area/ug"]
        for wait in sorted(days)
    )
    assert order.index(later.mark) <= order.index(earlier.mark)
    assert (earlier.mark == "ready") == (validated + dt.timedelta(min(days)) <= VALID.after(validated))
