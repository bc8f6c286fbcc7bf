"""Mapping: the pairs of schemes, and the workbench where each key decides."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest
from decided import decide, decisions
from glossaries import records
from orodha.catalogue import Catalogue
from orodha.catalogue.reader import Reader
from orodha.tui.screens.mapping_words import next_waiting
from orodha.vocab.review import accept, between, reject
from screens import LARGE, Driven, after, drive

TO_SHARED = ["g", "m", "enter"]
"""From home to the pair that has most to decide: Kenya's terms and the shared ones."""


def statuses(db) -> list[str]:
    return [status for status, *_ in decisions(db).values()]


async def at_pair(it: Driven, left: str, right: str, work) -> None:
    it.app.show("map pair", left, right)
    await it.settle()
    await work(it)


def open_words(db, work) -> None:
    """Work on the glossaries a and b."""
    drive(db, lambda it: at_pair(it, "scheme/a", "scheme/b", work))


@pytest.mark.slow
def test_ten_mappings_are_accepted_with_fourteen_keys_from_home(own):
    before = statuses(own).count("accepted")
    keys = [*TO_SHARED, *("a" for _ in range(10))]

    async def work(it: Driven) -> None:
        await it.press(*TO_SHARED)
        await it.pilot.press(*keys[3:])  # faster than they are written
        await it.settle()
        assert "11/60 mapped" in it.lines[0]

    drive(own, work)
    assert len(keys) <= 14
    assert statuses(own).count("accepted") == before + 10
    with Reader.open(own) as reader:
        assert len(reader.log(20)) == 11  # each is a batch of its own
    status, predicate, reviewer, date, _ = decisions(own)["mapping/ke-citizenship--migration-citizenship"]
    assert (status, predicate, date) == ("accepted", "skos:closeMatch", "2026-11-22")
    assert reviewer != "None"


def test_the_pairs_are_counted_and_the_own_come_first(kenya):
    lines = after(kenya, ["g", "m"])
    assert "✓ accepted" in lines[0]
    assert lines[2].split() == ["Kenya", "shared", "terms", "60", "1", "31", "·"]
    assert lines[3].split() == ["Kenya", "Ethiopia", "60"]


@pytest.mark.slow
def test_a_key_says_how_two_terms_relate_and_the_next_takes_it_back(words):
    async def work(it: Driven) -> None:
        assert "? Migrant" in it.lines[2]
        assert "the labels are the same" in it.text
        await it.press("3")
        assert decisions(words)["mapping/a-migrant--b-migrant"][:2] == ("accepted", "skos:broadMatch")
        assert "1/3 mapped" in it.lines[0]
        assert "✓ Migrant" in it.text
        await it.press("u")
        assert decisions(words) == {}
        assert "0/3 mapped" in it.lines[0]
        await it.press("ctrl+r")
        assert "1/3 mapped" in it.lines[0]
        await it.press("s", "a", "u")
        assert statuses(words) == ["accepted"]
        await it.press("u")
        assert statuses(words) == []

    open_words(words, work)


@pytest.mark.slow
def test_what_is_taken_back_and_made_again_is_taken_back_once_more(words):
    async def work(it: Driven) -> None:
        await it.press("3", "u", "ctrl+r", "u")
        assert decisions(words) == {}
        await it.press("ctrl+r")
        assert statuses(words) == ["accepted"]

    open_words(words, work)


@pytest.mark.slow
def test_a_rejection_asks_why_and_a_note_is_kept(words):
    async def work(it: Driven) -> None:
        await it.press("n")
        await it.press("a", "s", "k", "enter", "r", "enter")
        assert "Say why" in it.text
        await it.type("no")
        await it.press("enter")
        assert "1 rejected" in it.lines[0]

    open_words(words, work)
    with Reader.open(words) as reader:
        (mapping,) = reader.records("mapping")
    assert (mapping["status"], mapping["reason"], mapping["notes"]) == ("rejected", "no", {"en": "ask"})


@pytest.mark.slow
def test_another_partner_is_found_by_its_name(words):
    async def work(it: Driven) -> None:
        await it.press("home", "down", "slash")
        await it.type("bor")
        await it.press("enter", "a")
        assert "How do the two relate?" in it.told[-1]
        await it.press("5")

    open_words(words, work)
    assert decisions(words)["mapping/a-returnee--b-border-post"][:2] == ("accepted", "skos:relatedMatch")


def test_what_a_colleague_decided_in_the_meantime_is_told_and_shown(words):
    async def work(it: Driven) -> None:
        with Catalogue.open(words) as catalogue:
            made = between("concept/a-migrant", "concept/b-migrant", "skos:exactMatch")
            catalogue.save(reject(made, reviewer="A. Juma", date="2026-11-20", reason="no"), author="A. Juma")
        await it.press("a")
        assert any("was rejected by A. Juma in the meantime" in one for one in it.told)
        assert "✗ Migrant" in it.text

    open_words(words, work)
    assert statuses(words) == ["rejected"]


def test_a_row_changes_before_it_is_written_and_leaving_waits_for_that(words):
    async def work(it: Driven) -> None:
        with contextlib.closing(sqlite3.connect(words, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")  # nobody else can write by now
            await it.pilot.press("a", "a", "escape")
            assert "2/3 mapped" in it.lines[0]
            assert "✓ Seasonal worker" in it.text
            assert decisions(words) == {}
            assert "Saving" in it.told[-1]
            other.execute("ROLLBACK")
        await it.settle()
        assert statuses(words) == ["accepted", "accepted"]
        assert "PARTNER" not in it.text

    open_words(words, work)


@pytest.mark.slow
def test_these_mappings_are_given_out(own):
    async def work(it: Driven) -> None:
        await it.press("o")
        assert "subject~concept/ke-" in it.text

    drive(own, lambda it: at_pair(it, "scheme/ke", "scheme/migration", work))


@pytest.mark.slow
def test_what_contradicts_a_decision_is_shown_with_why(words):
    with Catalogue.open(words) as catalogue:
        for one, other in (("a-migrant", "c-person-who-moves"), ("c-person-who-moves", "b-migrant")):
            made = between(f"concept/{one}", f"concept/{other}", "skos:exactMatch")
            catalogue.save(accept(made, reviewer="A. Juma", date="2026-11-20"))

    async def work(it: Driven) -> None:
        await it.press("r", "n", "o", "enter")
        assert it.lines[0].endswith("1 rejected · ▲ 1")
        assert it.told[-1].startswith("▲ Rejects that")
        await it.press("f", "f", "f")
        assert "▲ Migrant" in it.lines[2]
        assert "which follows from accepted exact matches" in " ".join(it.text.split())

    open_words(words, work)


@pytest.mark.slow
def test_what_was_rejected_is_accepted_only_when_one_says_so(words):
    async def work(it: Driven) -> None:
        await it.press("r")
        await it.type("no")
        await it.press("enter", "home", "a")
        assert "It was rejected by" in it.text
        await it.press("enter")
        assert statuses(words) == ["accepted"]

    open_words(words, work)


@pytest.mark.slow
def test_any_two_schemes_are_chosen_by_some_letters(kenya):
    async def work(it: Driven) -> None:
        await it.press("n")
        await it.type("rwa")
        await it.press("enter")
        await it.type("ugan")
        await it.press("enter")
        assert "Rwanda → Uganda" in it.lines[0]

    drive(kenya, work, first="map")


@pytest.mark.slow
def test_a_catalogue_without_schemes_says_what_to_do(tmp_path):
    path = tmp_path / "one.db"
    with Catalogue.create(path) as made:
        made.begin_with(((one, None) for one in records() if "-a-" in one["id"]), note="words", author="tests")
    assert "No two schemes to map yet" in "\n".join(after(path, [], first="map"))


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), LARGE])
def test_decisions_of_others_appear_while_one_looks(own, size):
    async def work(it: Driven) -> None:
        it.app.show("map pair", "scheme/ke", "scheme/ug")
        await it.settle()
        decide(own, "asylum-seeker")
        it.app.look_for_changes()
        await it.settle()
        assert "✓ Asylum seeker" in it.text
        assert "1/60 mapped" in it.lines[0]

    drive(own, work, size=size)


def test_the_next_that_waits_is_looked_for_around_the_end():
    assert next_waiting("abc", 2, lambda one: one == "a") == 0
    assert next_waiting("abc", 0, lambda one: one in "ac") == 2
    assert next_waiting("abc", 1, lambda one: one == "b") == 1
    assert next_waiting("abc", 1, lambda one: False) is None
    assert next_waiting("", -1, lambda one: True) is None
