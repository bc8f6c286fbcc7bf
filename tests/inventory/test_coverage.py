"""What there is for each objective of the Global Compact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.reader import Reader
from orodha.catalogue.record import Statement
from orodha.inventory.cited import NO_DOCUMENT
from orodha.inventory.coverage import Coverage, Objective, Serving, coverage, coverage_table
from orodha.inventory.gaps import gaps
from python_calamine import load_workbook

ON = dt.date(2026, 11, 22)
SOURCE = {
    "id": "source/some",
    "title": {"en": "Some register"},
    "type": "concept/source-kinds-register",
    "country": "area/ug",
    "topics": ["concept/topics-general"],
    "gcm_objectives": ["concept/gcm-22"],
    "status": "live",
    "access": "concept/access-unknown",
    "personal_data": "unknown",
    "collected_for_statistics": True,
}
RELEASED = {"period": "2025", "distributions": []}


@pytest.fixture(scope="module")
def found(kenya: Reader) -> Coverage:
    return coverage(kenya)


def row(found: Coverage, number: int) -> Objective:
    return found.rows[number - 1]


def ids(those: Sequence[Serving]) -> list[str]:
    return [one.record.id for one in those]


def put(catalogue: Catalogue, *documents: dict[str, object]) -> None:
    catalogue.put_all([(one, []) for one in documents])


def test_there_is_a_row_for_each_objective_in_their_order(found: Coverage):
    assert [one.concept.id for one in found.rows] == [f"concept/gcm-{number}" for number in range(1, 24)]
    assert row(found, 20).concept.label == "20 Remittances"


def test_reports_and_directories_are_no_data(found: Coverage):
    claimed = [number for number in range(1, 24) if "source/ke-gcm-vnr" in ids(row(found, number).of("reports"))]
    assert claimed == list(range(1, 24))
    assert not any("source/ke-gcm-vnr" in ids(one.of("data", "statistics")) for one in found.rows)
    assert "source/ke-vot-directory" in ids(row(found, 10).of("reports"))


def test_objectives_without_data_are_found(found: Coverage):
    assert [one.concept.id for one in found.rows if "data" in one.gaps] == [
        "concept/gcm-17",
        "concept/gcm-22",
        "concept/gcm-23",
    ]


def test_remittances_have_statistics_that_nothing_splits(found: Coverage):
    assert len(row(found, 20).of("statistics")) == 3
    assert row(found, 20).gaps == ("disaggregation",)


def test_planned_sources_are_no_data_yet(found: Coverage):
    assert ids(row(found, 21).of("planned")) == ["source/et-rrdb", "source/sd-screening"]
    assert coverage_table(found).rows[20][1] == "1 + 2"


def test_actions_stand_apart_by_how_far_they_are(found: Coverage):
    data = row(found, 1)
    assert (len(data.of("done")), len(data.of("open"))) == (19, 15)
    assert all("challenge" in one.told for one in data.of("reported") if one.record.id.startswith("action/ke-chall"))


def test_each_link_says_where_it_is_written(found: Coverage):
    survey = next(one for one in row(found, 20).of("data") if one.record.id == "source/ke-cbk-remit-survey")
    assert [(one.document, one.place) for one in survey.cites] == [
        ("document/gcm-review-kenya-2022", "objectives 1 and 20")
    ]


def test_a_country_has_its_own_and_what_holds_everywhere(kenya: Reader):
    own = coverage(kenya, "area/ke")
    assert not row(own, 21).of("data", "planned")
    assert row(own, 6).of("laws")
    assert own.homeless


def test_another_country_has_what_holds_everywhere_alone(kenya: Reader):
    other = coverage(kenya, "area/rw")
    assert not any(one.of("data", "planned", "indicators", "done", "open", "agreements") for one in other.rows)
    assert any(one.of("laws") for one in other.rows)


def test_actions_of_an_agency_of_the_country_count(catalogue: Catalogue):
    put(
        catalogue,
        {"id": "agency/ug-some", "name": {"en": "Some"}, "type": "ministry", "country": "area/ug"},
        {"id": "action/ug-some", "text": {"en": "Some"}, "objectives": ["concept/gcm-22"], "status": "under way"}
        | {"agencies": ["agency/ug-some"]},
        {"id": "action/whose", "text": {"en": "Whose"}, "objectives": ["concept/gcm-22"], "status": "under way"},
    )
    assert ids(row(coverage(catalogue.reader, "area/ug"), 22).of("open")) == ["action/ug-some"]
    assert "action/whose" in ids(row(coverage(catalogue.reader), 22).of("open"))


def test_a_region_has_what_its_countries_have(kenya: Reader):
    region = coverage(kenya, "area/igad")
    assert ids(row(region, 21).of("planned")) == ["source/et-rrdb", "source/sd-screening"]
    assert len(row(region, 20).of("open", "done")) == len(row(coverage(kenya, "area/ke"), 20).of("open", "done"))


def test_retired_sources_are_no_data(catalogue: Catalogue):
    put(catalogue, SOURCE | {"status": "retired"})
    assert "data" in row(coverage(catalogue.reader), 22).gaps


def test_what_another_record_stands_for_counts_no_more(catalogue: Catalogue):
    put(catalogue, SOURCE | {"registration": "superseded", "replaced_by": "source/ke-efns"})
    assert "data" in row(coverage(catalogue.reader), 22).gaps


def test_what_splits_statistics_closes_the_gap(catalogue: Catalogue):
    put(catalogue, SOURCE)
    assert row(coverage(catalogue.reader), 22).gaps == ("indicator", "disaggregation")
    sex = {"id": "variable/some-sex", "name": "SEX", "label": {"en": "Sex"}, "source": "source/some"}
    put(catalogue, sex | {"role": "disaggregation", "identifies": False})
    assert row(coverage(catalogue.reader), 22).gaps == ("indicator",)


@pytest.mark.parametrize(
    ("said", "gaps"),
    [({}, ("indicator",)), ({"registration": "retired"}, ("indicator", "disaggregation"))],
)
def test_what_splits_a_dataset_splits_the_statistics_of_its_source(
    catalogue: Catalogue, said: dict[str, str], gaps: tuple[str, ...]
):
    sex = {"id": "variable/some-sex", "name": "SEX", "label": {"en": "Sex"}, "source": "dataset/some"}
    put(catalogue, SOURCE, {"id": "dataset/some", "title": {"en": "Some"}, "source": "source/some"} | RELEASED)
    put(catalogue, sex | {"role": "disaggregation", "identifies": False} | said)
    assert row(coverage(catalogue.reader), 22).gaps == gaps


def test_a_link_that_no_statement_is_about_has_no_document(catalogue: Catalogue):
    put(catalogue, SOURCE)
    (line,) = [one for one in coverage_table(coverage(catalogue.reader)).more[0].rows if one[3] == "source/some"]
    assert line[5:] == (NO_DOCUMENT, "", "", "")


@pytest.mark.parametrize(
    ("fields", "on", "place"),
    [
        (["title", "", "gcm_objectives"], "link", "gcm_objectives"),
        (["title", ""], "record", ""),
        (["title", "status"], "record", "title"),
    ],
)
def test_what_a_document_says_of_the_record_is_told_where_none_speaks_of_the_link(
    catalogue: Catalogue, fields: list[str], on: str, place: str
):
    told = [Statement(one, None, "document/gcm-review-kenya-2022", f"on {one}") for one in fields]
    catalogue.put_all([(SOURCE, told)])
    found = coverage(catalogue.reader)
    (each,) = next(one for one in found.as_json()["objectives"][21]["data"] if one["id"] == "source/some")["evidence"]
    assert (each["on"], each["place"]) == (on, f"on {place}")


def test_every_number_of_kenya_rests_on_a_document(found: Coverage):
    assert not [one.record.id for each in found.rows for one in each.serving if not one.cites]


def test_an_action_whose_text_is_stated_is_told_of_and_its_link_is_not(found: Coverage):
    (one,) = [one for one in row(found, 20).serving if one.record.id == "action/ke-act-212"]
    assert [(each.field, each.place, each.on) for each in one.cites] == [("text", "objective 20", "record")]
    assert coverage_table(found).foot[-1].startswith("Evidence on the record: ")


def test_a_statement_that_was_not_chosen_is_no_evidence(catalogue: Catalogue):
    told = Statement("gcm_objectives", ["concept/gcm-22"], "document/gcm-review-kenya-2022", "p. 1", chosen=False)
    catalogue.put_all([(SOURCE, [told])])
    assert row(coverage(catalogue.reader), 22).of("data")[0].cites == ()


def test_the_spreadsheet_has_the_evidence_on_its_second_sheet(found: Coverage, tmp_path: Path):
    coverage_table(found).xlsx(tmp_path / "coverage.xlsx")
    book = load_workbook(tmp_path / "coverage.xlsx")
    assert book.sheet_names == ["table", "Evidence"]
    head, *lines = book.get_sheet_by_name("Evidence").to_python()
    assert head[-4:] == ["document", "place", "certainty", "on"]
    cells = [line for line in lines if line[3]]  # what stands below the table has no record
    assert len(cells) == sum(len(one.cites) or 1 for each in found.rows for one in each.serving)


def test_json_has_every_record_with_its_evidence(found: Coverage):
    told = found.as_json()["objectives"][19]
    assert [one["id"] for one in told["data"]] == ids(row(found, 20).of("data"))
    assert told["data"][0]["evidence"][0]["document"] == "document/gcm-review-kenya-2022"


def test_objectives_are_ordered_by_their_codes_whatever_these_are(catalogue: Catalogue):
    said = {"scheme": "scheme/gcm", "label": {"en": "Some"}}
    put(catalogue, {"id": "concept/gcm-31", "notation": "²"} | said, {"id": "concept/gcm-32"} | said)
    labels = [one.concept.label for one in coverage(catalogue.reader).rows]
    assert labels[0].startswith("1 ") and labels[22].startswith("23 ") and labels[23:] == ["Some", "² Some"]


def test_what_is_missing_of_several_is_counted_over_all_of_them(found: Coverage):
    told = {one.concept.label: one for one in found.rows}
    without = [label for label, one in told.items() if "data" in one.gaps]
    some = replace(found, rows=tuple(told[label] for label in without[:1]))
    assert "No data collected for statistics: 1 objective." in some.remarks()
    both = [one for one in found.rows if "data" in one.gaps or "statistics" in one.gaps]
    assert f"No data collected for statistics: {len(both)} objectives." in found.remarks()


def test_a_catalogue_without_the_objectives_has_no_rows(tmp_path: Path):
    with Catalogue.create(tmp_path / "empty.db") as empty:
        assert coverage_table(coverage(empty.reader)).rows == ()


AREAS = {"igad": "region bloc", "ke": "country", "ug": "country", "ke-01": "county", "rw": "country"}
ABOVE = {"ke": ["area/igad"], "ug": ["area/igad"], "ke-01": ["area/ke"]}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """One objective, a region with two countries, one of them with a county, and a country that is in no region."""
    with Catalogue.create(tmp_path_factory.mktemp("small") / "some.db") as catalogue:
        put(
            catalogue,
            {"id": "scheme/gcm", "title": {"en": "GCM"}, "role": "code list"},
            {"id": "concept/gcm-22", "label": {"en": "Some"}, "scheme": "scheme/gcm", "notation": "22"},
            *(
                {"id": f"area/{area}", "name": {"en": area}, "type": type, "part_of": ABOVE.get(area, [])}
                for area, type in AREAS.items()
            ),
        )
        yield catalogue


NO_DATA: list[dict[str, object]] = [
    {"status": "planned"},
    {"status": "retired"},
    {"type": "concept/source-kinds-report"},
    {"type": "concept/source-kinds-directory"},
    {"registration": "retired"},
    {"gcm_objectives": []},
]
sources = st.builds(
    lambda country, areas, said: SOURCE | {"country": country, "coverage": {"areas": areas}} | said,
    st.sampled_from(["area/ke", "area/ug", "area/rw"]),
    st.lists(st.sampled_from(["area/ke-01", "area/ug"]), max_size=1),
    st.just({}) | st.sampled_from(NO_DATA),
)


@settings(max_examples=40)
@given(sources, sources, st.sampled_from(["", "area/ke", "area/igad", "area/rw"]))
def test_an_objective_without_data_is_a_gap_and_the_other_way_round(
    small: Catalogue, one: dict[str, object], other: dict[str, object], country: str
):
    put(small, one, other | {"id": "source/other"})
    found = gaps(small.reader, ON, country=country, rules=["objective-without-data"])
    without = [each.concept.id for each in coverage(small.reader, country).rows if "data" in each.gaps]
    assert without == [each.subject.id for each in found.gaps]
