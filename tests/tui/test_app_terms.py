"""One term across all countries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.tui.width import cut_middle, width
from screens import LARGE, SMALL, Driven, drive


def look_at(db, term: str, work, size=SMALL) -> None:
    async def run(it: Driven) -> None:
        it.app.show("terms", term)
        await it.settle()
        await work(it)

    drive(db, run, size=size)


def test_a_shared_term_stands_beside_that_of_every_country(kenya):
    async def work(it: Driven) -> None:
        rows = [line.split() for line in it.lines[2:]]
        assert ["Kenya", "Immigrant", "?", "related", "no", "limit"] in rows
        assert rows[1][:4] == ["Ethiopia", "Immigrant", "?", "close"]
        assert it.lines[0].endswith("12 others")
        assert "Ethiopia counts a stock" in it.text

    look_at(kenya, "concept/migration-immigrant", work)


def test_a_mapping_that_the_definitions_contradict_is_marked_and_told(own):
    with Catalogue.open(own) as catalogue:
        mapping = catalogue.get("mapping/rw-immigrant--migration-immigrant")
        mapping.predicate = "skos:exactMatch"
        catalogue.save(mapping)

    async def work(it: Driven) -> None:
        assert it.lines[0].endswith("· ▲ 1")
        assert any(line.split()[:4] == ["Rwanda", "Immigrant", "▲", "exact"] for line in it.lines if line)
        await it.press("down", "down")
        assert "▲ The definitions say otherwise" in it.text

    look_at(own, "concept/migration-immigrant", work, LARGE)


@pytest.mark.slow
def test_a_key_goes_on_to_map_the_two_schemes_at_that_term(kenya):
    async def work(it: Driven) -> None:
        await it.press("m")
        assert "Kenya → Ethiopia" in it.lines[0]
        assert it.app.screen._term == "concept/ke-immigrant"

    look_at(kenya, "concept/ke-immigrant", work)


@pytest.mark.slow
def test_the_term_itself_is_not_compared_with_itself(kenya):
    async def work(it: Driven) -> None:
        await it.press("up", "c")
        assert "nothing to compare" in it.told[-1]
        await it.press("m")
        assert "Choose the term of another" in it.told[-1]

    look_at(kenya, "concept/ke-immigrant", work)


def test_a_name_is_cut_where_others_begin_alike():
    assert cut_middle("Migration terms of COMESA", 20) == "Migration…of COMESA"
    assert cut_middle("Kenya", 20) == "Kenya"


@given(st.text(), st.integers(2, 30))
def test_a_name_cut_in_the_middle_fits(text, columns):
    assert width(cut_middle(text, columns)) <= columns
