"""Definitions side by side on the screen."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue
from orodha.tui.widgets.pick import Choice
from orodha.vocab import review
from screens import LARGE, SMALL, Driven, drive
from textual.widgets import Input


def compare(db: Path, work, *ids: str, size: tuple[int, int] = SMALL) -> None:
    """Open the comparison of some concepts, and do some work in it."""

    async def opened(it: Driven) -> None:
        it.app.show("compare", *ids)
        await it.settle()
        await work(it)

    drive(db, opened, first="kinds", size=size)


async def paste(it: Driven, text: str) -> None:
    """Give a text to the field that has the focus."""
    it.app.screen.query_one(Input).value = text
    await it.settle()


def mappings(db: Path) -> dict[str, dict[str, str]]:
    """Return the mappings on record, by id."""
    with sqlite3.connect(db) as connection:
        rows = connection.execute("SELECT id, document FROM record WHERE kind = 'mapping'")
        return {name: json.loads(text) for name, text in rows}


def test_two_definitions_stand_facet_by_facet_with_a_verdict(kenya):
    async def work(it: Driven) -> None:
        assert it.lines[0].startswith(" Orodha ▸ Kenya ▸ Compare ▸ Immigrant: Kenya and Uganda")
        assert it.lines[1].startswith(" = Comparable as far as is known: Kenya and Uganda say the same")
        assert "suggested mapping: close, Uganda's is nearly the same" in it.text
        row = next(line.split() for line in it.lines if line.startswith(" residence criterion"))
        assert row == "residence criterion de facto de facto = the same".split()
        await it.press("down", "down")
        assert "Kenya counts a person however short the stay; Uganda's definition does not" in it.text
        await it.press("Y")
        assert it.told[-1] == "Copied: orodha compare concept/ke-immigrant concept/ug-immigrant"

    compare(kenya, work, "concept/ke-immigrant", "concept/ug-immigrant")


def test_terms_are_asked_for_and_completed_as_one_types(kenya):
    async def work(it: Driven) -> None:
        assert "Which term do you want to compare?" in it.text
        await paste(it, "refugee ken")
        await it.press("enter")
        assert "Compare Refugee (Kenya) with which term?" in it.text
        await paste(it, "ug")
        await it.press("enter")
        assert "Refugee: Kenya and Uganda" in it.lines[0]

    compare(kenya, work)


def test_a_suggested_mapping_is_accepted_and_taken_back(own):
    before = mappings(own)

    async def work(it: Driven) -> None:
        await it.press("a")
        made = mappings(own)["mapping/ke-immigrant--ug-immigrant"]
        assert (made["predicate"], made["status"], made["date"]) == ("skos:closeMatch", "accepted", "2026-11-22")
        assert "✓ accepted: nearly the same" in it.text
        await it.press("u")
        assert mappings(own) == before
        assert "not mapped" in it.text

    compare(own, work, "concept/ke-immigrant", "concept/ug-immigrant")


def test_what_cannot_be_compared_suggests_nothing(kenya):
    async def work(it: Driven) -> None:
        assert "? Unknown: nothing is known" in it.text
        await it.press("a")
        assert it.told[-1].startswith("The definitions suggest no mapping.")

    compare(kenya, work, "concept/comesa-immigrant", "concept/eu862-immigrant")


@pytest.mark.slow
def test_a_concept_is_opened_from_the_comparison(kenya):
    async def work(it: Driven) -> None:
        await it.press("enter", "down", "enter")
        assert "Immigrant" in it.lines[0]
        assert "concept/ug-immigrant" in it.text

    compare(kenya, work, "concept/ke-immigrant", "concept/ug-immigrant", size=LARGE)


@pytest.mark.slow
def test_one_of_several_is_taken_out(kenya):
    async def work(it: Driven) -> None:
        await it.press("plus")
        await paste(it, "rwanda")
        await it.press("enter")
        assert all(name in it.text for name in ("KENYA", "UGANDA", "RWANDA"))
        await it.press("minus", "enter")
        assert "Uganda and Rwanda" in it.lines[0]

    compare(kenya, work, "concept/ke-immigrant", "concept/ug-immigrant", size=LARGE)


@pytest.mark.slow
def test_a_rejected_pair_is_accepted_only_on_purpose(own):
    with Catalogue.open(own) as catalogue:
        made = review.between("concept/ke-immigrant", "concept/ug-immigrant", "skos:exactMatch")
        catalogue.save(review.reject(made, reviewer="A. Juma", date="2026-11-01", reason="Not the same people."))

    async def work(it: Driven) -> None:
        assert "✗ rejected: the same" in it.text
        await it.press("a")
        assert "A. Juma rejected this pair: Not the same people." in it.text
        await it.press("enter")
        assert mappings(own)[made.id]["status"] == "rejected"
        await it.press("a", "down", "enter")
        assert mappings(own)[made.id]["status"] == "accepted"

    compare(own, work, "concept/ke-immigrant", "concept/ug-immigrant")


@pytest.mark.slow
def test_accepting_while_a_term_is_being_added_goes_by_what_is_shown(own):
    async def work(it: Driven) -> None:
        it.app.screen.ids.append("concept/rw-immigrant")
        await it.press("a")
        assert "mapping/ke-immigrant--ug-immigrant" in mappings(own)

    compare(own, work, "concept/ke-immigrant", "concept/ug-immigrant")


@pytest.mark.slow
def test_enter_takes_what_was_typed_even_before_it_is_found(kenya):
    async def work(it: Driven) -> None:
        window = it.app.screen
        searches = []
        window._search = lambda text, then: searches.append(then)
        await it.pilot.press(*"refugee", "enter")
        assert it.app.screen is window
        searches[-1]([Choice("concept/ke-refugee", "Refugee", "Kenya")])
        await it.settle()
        assert "Compare Refugee (Kenya) with which term?" in it.text

    compare(kenya, work)


@pytest.mark.slow
def test_a_first_term_alone_is_told_with_whose_it_is(kenya):
    async def work(it: Driven) -> None:
        await it.press("escape")
        assert it.lines[0].endswith("Compare ▸ Immigrant (Kenya)")
        assert "Nothing beside it yet: + takes another term." in it.text

    compare(kenya, work, "concept/ke-immigrant")
