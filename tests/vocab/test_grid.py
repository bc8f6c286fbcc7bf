from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from national_terms import CORE, RECORDS, concept
from orodha.catalogue import Catalogue
from orodha.catalogue.checks import run
from orodha.catalogue.errors import NotFound, UsageError
from orodha.catalogue.reader import Reader
from orodha.vocab.grid import DIFFERS, Grid, grid
from orodha.vocab.side_by_side import SideBySide, side_by_side


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    path: Path = tmp_path_factory.mktemp("grid") / "grid.db"
    with Catalogue.create(path) as catalogue:
        catalogue.put_all((record, None) for record in RECORDS)
    with Reader.open(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def found(reader: Reader) -> Grid:
    return grid(reader, "concept/core-immigrant")


@pytest.fixture(scope="module")
def three(reader: Reader) -> SideBySide:
    return side_by_side(reader, ["concept/ke-immigrant", "concept/ug-immigrant", "concept/et-immigrant"])


def row(found: Grid, name: str) -> Any:
    return next(one for one in found.rows if one.concept.id == f"concept/{name}")


def test_each_country_and_authority_has_a_row_by_name(found: Grid):
    assert [one.concept.whose for one in found.rows] == ["Ethiopia", "Kenya", "Rwanda", "Uganda", "UN"]


def test_a_mapping_counts_from_either_side(found: Grid):
    assert row(found, "ke-immigrant").tie == ("accepted", "skos:exactMatch", "mapping/ke-immigrant--core-immigrant")
    assert row(found, "ug-immigrant").tie[:2] == ("proposed", "skos:narrowMatch")


def test_a_concept_with_the_same_label_stands_there_as_not_mapped(found: Grid):
    assert row(found, "et-immigrant").tie == ("not mapped", "", "")
    assert row(found, "et-immigrant").comparison.verdict == "not comparable"


def test_a_rejected_mapping_is_told_and_does_not_stand(found: Grid):
    assert row(found, "rw-immigrant").tie.standing == "rejected"
    assert not row(found, "rw-immigrant").differs


def test_countries_whose_glossary_lacks_the_term_are_gaps(found: Grid):
    assert found.gaps == (("area/so", "Somalia", "scheme/so"),)
    assert found.table()[-1][:2] == ["Somalia", "no such concept"]


def test_a_mapping_that_says_something_else_than_the_facets_is_marked(found: Grid):
    assert {one.concept.id for one in found.rows if one.differs} == {"concept/un-long"}
    assert f"{DIFFERS} closeMatch" in row(found, "un-long").cells()
    assert row(found, "ug-immigrant").comparison.predicate == "skos:narrowMatch"


def test_a_provisional_verdict_contradicts_no_mapping(tmp_path: Path):
    facets = {name: value for name, value in CORE.items() if name != "origin_basis"}
    with Catalogue.create(tmp_path / "a.db") as catalogue:
        catalogue.put_all((record, None) for record in RECORDS)
        catalogue.put_all([(concept("un-long", "Long-term migrant", facets=facets | {"min_duration": "P6M"}), None)])
        one = row(grid(catalogue.reader, "concept/core-immigrant"), "un-long")
        assert (one.comparison.predicate, one.tie.predicate) == ("skos:narrowMatch", "skos:closeMatch")
        assert one.comparison.provisional and not one.differs
        assert [*run(catalogue.reader, "mapping-other-verdict")] == []


def test_nothing_known_contradicts_no_mapping(found: Grid):
    assert row(found, "rw-immigrant").comparison.verdict == "unknown"


def test_the_grid_has_pages_and_json(found: Grid):
    assert json.loads(json.dumps(found.as_json())) == found.as_json()
    page = found.html(every=True)
    assert page.startswith("<!doctype html>") and "Uganda counts a person after 6 months, the shared term after" in page


def test_a_grid_needs_a_concept(reader: Reader):
    with pytest.raises(UsageError, match="is no concept"):
        grid(reader, "area/ke")
    with pytest.raises(NotFound):
        grid(reader, "concept/nowhere")


def test_a_term_that_nobody_has_is_all_gaps(reader: Reader):
    found = grid(reader, "concept/ke-arrival")
    assert found.rows == ()
    assert [gap.name for gap in found.gaps] == ["Ethiopia", "Rwanda", "Somalia", "Uganda"]


def test_side_by_side_has_a_row_a_facet_that_anybody_states(three: SideBySide):
    head, *rows = three.table()
    assert head == ["facet", "Kenya", "Uganda", "Ethiopia"]
    assert len(rows) == len(CORE)
    assert ["shortest stay", "12 months", "⊃ 6 months", "= 12 months"] in rows
    assert three.unknown == 18


def test_side_by_side_gives_every_pair_a_verdict(three: SideBySide):
    assert three.verdicts()[1:] == [
        ["Kenya", "", "⊂ convertible", "∅ not comparable"],
        ["Uganda", "⊃ convertible", "", "∅ not comparable"],
        ["Ethiopia", "∅ not comparable", "∅ not comparable", ""],
    ]
    assert [one["left"] for one in three.as_json()["comparisons"]] == [
        "concept/ke-immigrant",
        "concept/ke-immigrant",
        "concept/ug-immigrant",
    ]


def test_side_by_side_for_programs_has_relations_in_columns_of_their_own(three: SideBySide):
    head, *rows = three.flat()
    assert head[:4] == ["facet", "concept/ke-immigrant", "concept/ug-immigrant", "concept/ug-immigrant relation"]
    assert ["min_duration", "12 months", "6 months", "wider", "12 months", "same"] in rows
    assert rows[-3:] == [
        ["verdict", "", "", "convertible", "", "not comparable"],
        ["provisional", "", "", "no", "", "no"],
        ["predicate", "", "", "skos:broadMatch", "", ""],
    ]


def test_concepts_of_one_country_are_told_apart_by_their_labels(reader: Reader):
    found = side_by_side(reader, ["concept/ke-immigrant", "concept/ke-arrival", "concept/ug-immigrant"])
    assert [one.whose for one in found.concepts] == ['Kenya ("Immigrant")', 'Kenya ("Arrival")', "Uganda"]
    assert found.remark() == 'Kenya ("Arrival")\'s definition has not been verified against its source.'


def test_where_all_are_of_one_country_its_name_is_left_out(reader: Reader):
    found = side_by_side(reader, ["concept/ke-immigrant", "concept/ke-arrival"])
    assert found.title == '"Immigrant" and "Arrival"'


def test_a_concept_without_facets_is_named(reader: Reader):
    found = side_by_side(reader, ["concept/ke-immigrant", "concept/rw-immigrant"])
    assert found.remark() == "Of Rwanda no facet is known."
    assert found.answers[0, 1].verdict == "unknown"


def test_the_page_escapes_what_people_write_and_marks_relations(three: SideBySide):
    page = three.html()
    assert '<span class="g">⊃</span> <bdi>6 months</bdi>' in page
    assert "Kenya&#x27;s definition is narrower than Uganda&#x27;s" in page


@pytest.mark.parametrize("ids", [["concept/ke-immigrant"], ["concept/ke-immigrant", "concept/ke-immigrant"]])
def test_fewer_than_two_concepts_are_refused(reader: Reader, ids: list[str]):
    with pytest.raises(UsageError, match="--grid"):
        side_by_side(reader, ids)
