"""What counts where gaps are looked for: records that stand, places at any depth, rules that can be asked so."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import UsageError
from orodha.catalogue.reader import Reader
from orodha.inventory.coverage import coverage
from orodha.inventory.gaps import GAP_RULES, Gap, gaps
from orodha.inventory.merging import merged
from whole_source import WHOLE_SOURCE

TODAY = dt.date(2026, 11, 22)

SOURCE: dict[str, Any] = WHOLE_SOURCE | {"id": "source/new", "gcm_objectives": ["concept/gcm-17"]}
"""A source that lacks nothing but a variable that splits it."""

RETIRED: dict[str, dict[str, Any]] = {
    "topic-without-data": {"id": "concept/topics-old", "label": {"en": "Old"}, "scheme": "scheme/topics"},
    "objective-without-data": {"id": "concept/gcm-99", "label": {"en": "Old"}, "scheme": "scheme/gcm"},
    "county-without-data": {
        "id": "area/ke-99",
        "type": "county",
        "name": {"en": "Old"},
        "part_of": ["area/ke"],
    },
    "indicator-without-data": {"id": "indicator/old", "name": {"en": "Old"}},
    "indicator-without-disaggregation": {"id": "indicator/old", "name": {"en": "Old"}},
    "disaggregation-without-data": {
        "id": "indicator/old",
        "name": {"en": "Old"},
        "disaggregations": ["concept/ke-diaspora"],
    },
    "stated": {"id": "action/old", "text": {"en": "Old"}, "type": "challenge", "gap": "data"},
    "term-without-definition": {"id": "concept/old", "label": {"en": "Old"}, "scheme": "scheme/ke-terms"},
}


def put(catalogue: Catalogue, *documents: dict[str, Any]) -> None:
    catalogue.put_all([(document, None) for document in documents])


def ask(reader: Reader, *rules: str, **asked: Any) -> dict[str, Gap]:
    return {gap.subject.id: gap for gap in gaps(reader, TODAY, rules=rules, **asked).gaps}


@pytest.mark.parametrize("rule", RETIRED)
def test_what_was_retired_lacks_nothing(catalogue: Catalogue, rule: str):
    document = dict(RETIRED[rule])
    if rule == "term-without-definition":
        document["scheme"] = catalogue.reader.get("concept/ke-diaspora")["scheme"]
        put(catalogue, document, SOURCE | {"terms": ["concept/old"]})
    else:
        put(catalogue, document)
    before = ask(catalogue.reader, rule)
    retired = catalogue.reader.get(document["id"])
    put(catalogue, {name: retired[name] for name in document} | {"registration": "retired"})
    assert len(before) - len(ask(catalogue.reader, rule)) == 1
    assert document["id"] not in ask(catalogue.reader, rule)


def test_of_two_indicators_that_were_merged_one_lacks_data(catalogue: Catalogue):
    put(catalogue, {"id": "indicator/aa", "name": {"en": "A"}}, {"id": "indicator/bb", "name": {"en": "B"}})
    catalogue.apply(merged(catalogue.reader, "indicator/aa", ["indicator/bb"]))
    found = ask(catalogue.reader, "indicator-without-data")
    assert ("indicator/aa" in found, "indicator/bb" in found) == (True, False)


def test_a_challenge_at_a_border_point_is_one_of_each_country_there(catalogue: Catalogue):
    put(
        catalogue,
        {
            "id": "area/ke-border-new",
            "type": "border point",
            "name": {"en": "New"},
            "part_of": ["area/ke-30", "area/ug"],
        },
        {
            "id": "action/new",
            "text": {"en": "Nobody counts."},
            "type": "challenge",
            "gap": "data",
            "areas": ["area/ke-border-new"],
        },
    )
    for country in ("area/ke", "area/ug", "area/igad"):
        assert "action/new" in ask(catalogue.reader, "stated", country=country)
    assert "action/new" not in ask(catalogue.reader, "stated", country="area/et")


def test_a_challenge_in_a_county_is_one_of_its_country(catalogue: Catalogue):
    told = {"id": "action/new", "text": {"en": "Few."}, "type": "challenge", "gap": "data", "areas": ["area/ke-30"]}
    put(catalogue, told)
    country = ask(catalogue.reader, "stated")["action/new"].country
    assert country and country.id == "area/ke"


@pytest.mark.parametrize("place", ["", "area/ke", "area/ug", "area/igad", "area/ke-30"])
def test_objectives_without_data_are_those_of_the_coverage(kenya: Reader, place: str):
    without = {one.concept.id for one in coverage(kenya, place).rows if "data" in one.gaps}
    assert {*ask(kenya, "objective-without-data", country=place)} == without


def test_what_another_country_holds_about_a_county_counts_for_its_country(catalogue: Catalogue):
    put(catalogue, SOURCE | {"country": "area/ug", "coverage": {"areas": ["area/ke-01"]}})
    rules = ("topic-without-data", "objective-without-data", "county-without-data")
    assert not {"concept/topics-climate", "concept/gcm-17", "area/ke-01"} & {
        *ask(catalogue.reader, *rules, country="area/ke")
    }


def test_what_such_a_source_lacks_is_for_its_own_country_to_mend(catalogue: Catalogue):
    put(catalogue, SOURCE | {"country": "area/ug", "coverage": {"areas": ["area/ke-01"]}, "last_validated": "2020"})
    assert "source/new" not in ask(catalogue.reader, "source-not-validated", country="area/ke")
    assert "source/new" in ask(catalogue.reader, "source-not-validated", country="area/ug")
    assert "source/new" in ask(catalogue.reader, "source-not-validated", country="area/igad")


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"rules": ["topic-without-data"], "agency": "agency/ke-dis"}, "topic-without-data.*no agency's"),
        ({"rules": ["stated", "county-without-data"], "agency": "agency/ke-dis"}, "county-without-data.*no agency's"),
        ({"rules": ["topic-without-data"], "kinds": ["financial"]}, "topic-without-data.*finds gaps of data"),
    ],
)
def test_a_rule_that_cannot_be_asked_so_is_refused(kenya: Reader, asked: dict[str, Any], why: str):
    with pytest.raises(UsageError, match=why):
        gaps(kenya, TODAY, **asked)


def test_a_validation_of_a_day_to_come_is_none(catalogue: Catalogue):
    put(catalogue, SOURCE | {"last_validated": "2027-06"})
    told = ask(catalogue.reader, "source-not-validated")["source/new"].text
    assert told == "validated 2027-06, which is no day before"


def test_a_variable_that_was_retired_splits_nothing(catalogue: Catalogue):
    splits = {"id": "variable/new", "name": "X", "label": {"en": "X"}, "identifies": False, "source": "source/new"}
    put(catalogue, SOURCE, splits | {"role": "disaggregation"})
    assert "source/new" not in ask(catalogue.reader, "source-without-disaggregation")
    put(catalogue, splits | {"role": "disaggregation", "registration": "retired"})
    assert ask(catalogue.reader, "source-without-disaggregation")["source/new"].text == "no variable described"


@pytest.fixture(scope="module")
def of_all(kenya: Reader) -> set[tuple[str, str]]:
    return _all_of(kenya, "")


PLACES = ("area/ke", "area/ug", "area/et", "area/so", "area/igad", "area/ke-30", "area/ke-border-jkia")


@pytest.mark.parametrize("place", PLACES)
def test_what_records_of_a_place_lack_they_lack_everywhere(kenya: Reader, of_all: set[tuple[str, str]], place: str):
    here = _all_of(kenya, place)
    assert {one for one in here if GAP_RULES[one[0]].of_agencies} <= of_all


@pytest.mark.parametrize("place", PLACES)
def test_what_nobody_has_data_about_no_place_has(kenya: Reader, of_all: set[tuple[str, str]], place: str):
    here = _all_of(kenya, place)
    anywhere = {"topic-without-data", "objective-without-data"}
    assert {one for one in of_all if one[0] in anywhere} <= here


@pytest.fixture(scope="module")
def growing(kenya_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """A copy of Kenya's starter that one source after another is added to."""
    path = Path(shutil.copy(kenya_file, tmp_path_factory.mktemp("growing") / "kenya.db"))
    with Catalogue.open(path) as catalogue:
        yield catalogue


NUMBERS = count()

ABOUT = st.fixed_dictionaries(
    {
        "topics": st.lists(
            st.sampled_from([f"concept/topics-{one}" for one in ("climate", "integration", "labour", "remittances")]),
            min_size=1,
            unique=True,
        ),
        "gcm_objectives": st.lists(st.integers(1, 23).map("concept/gcm-{}".format), max_size=3, unique=True),
        "country": st.sampled_from(["area/ke", "area/ug", "area/igad"]),
        "coverage": st.lists(st.integers(1, 47).map("area/ke-{:02}".format), max_size=2, unique=True).map(
            lambda areas: {"areas": areas}
        ),
    }
)


@settings(max_examples=4, deadline=None)
@given(ABOUT)
def test_a_source_that_lacks_nothing_adds_no_gap_anywhere(growing: Catalogue, about: dict[str, Any]):
    before = {place: _all_of(growing.reader, place) for place in ("", "area/ke")}
    number = next(NUMBERS)
    given = SOURCE | {name: value for name, value in about.items() if value} | {"id": f"source/grown-{number}"}
    splits = {"name": "SEX", "label": {"en": "Sex"}, "identifies": False, "role": "disaggregation"}
    put(growing, given, splits | {"id": f"variable/grown-{number}", "source": f"source/grown-{number}"})
    for place, those in before.items():
        assert _all_of(growing.reader, place) <= those
    everywhere = {subject for rule, subject in _all_of(growing.reader, "") if rule == "topic-without-data"}
    assert not everywhere & {*about["topics"]}


def _all_of(reader: Reader, place: str) -> set[tuple[str, str]]:
    return {(gap.rule, gap.subject.id) for gap in gaps(reader, TODAY, country=place).gaps}
