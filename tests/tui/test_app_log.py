"""The log: who changed what, and taking it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from decided import decide
from orodha.catalogue import Catalogue
from orodha.catalogue.reader import Reader
from screens import LARGE, Driven, drive


def edit(db: Path, author: str = "", note: str = "", **fields: object) -> None:
    with Catalogue.open(db) as catalogue:
        record = catalogue.get("source/ke-efns")
        for name, value in fields.items():
            setattr(record, name, value)
        catalogue.save(record, author=author, note=note)


def level(db: Path) -> str:
    with Reader.open(db) as reader:
        return reader.get("source/ke-efns")["level"]


async def at_log(it: Driven, work) -> None:
    await it.press("g", "l")
    await work(it)


def test_the_log_shows_each_field_before_and_after(own):
    edit(own, "Amina", "run by the counties", level="county")

    async def work(it: Driven) -> None:
        assert it.lines[0].endswith("2 changes")
        assert "Amina" in it.text and "run by the counties" in it.text
        assert "level  national → county" in it.text

    drive(own, work, first="log")


def test_a_batch_is_taken_back_and_made_again(own):
    edit(own, note="run by the counties", level="county")

    async def work(it: Driven) -> None:
        await it.press("u")
        assert level(own) == "national"
        assert (
            it.told[-1]
            == "Took back: run by the counties (Electronic Foreign Nationals Service System). ^r makes it again."
        )
        assert "taken back by 3" in it.text and "takes back 2" in it.text
        await it.press("ctrl+r")
        assert level(own) == "county"
        assert it.told[-1].startswith("Made again: run by the counties")
        assert "makes 2 again" in it.text

    drive(own, work, first="log")


@pytest.mark.slow
def test_escape_goes_from_what_a_batch_changed_to_the_batches_and_then_leaves(own):
    decide(own, "asylum-seeker")

    async def work(it: Driven) -> None:
        assert "Asylum seeker (Kenya) = Asylum seeker (Uganda)" in it.text
        assert "esc list" not in it.lines[-1]
        await it.press("enter")
        assert "esc list" in it.lines[-1]
        await it.press("escape", "down")
        assert "batch 1, 1,659 records" in it.text
        await it.press("escape")
        assert "Log" not in it.lines[0]

    drive(own, lambda it: at_log(it, work))


def test_two_changes_are_taken_back_by_two_quick_presses(own):
    edit(own, level="county")
    edit(own, level="regional")

    async def work(it: Driven) -> None:
        await it.pilot.press("u", "u")
        await it.settle()
        assert level(own) == "national"
        await it.pilot.press("ctrl+r", "ctrl+r", "ctrl+r")
        await it.settle()
        assert level(own) == "regional"
        assert "There is nothing to make again." in it.told

    drive(own, work, first="due")


@pytest.mark.slow
def test_the_batch_of_another_person_is_taken_back_only_if_that_is_meant(own):
    edit(own, "Amina", "run by the counties", level="county")

    async def work(it: Driven) -> None:
        await it.press("u")
        assert "by Amina: run by the counties" in it.text and "1 record changed back" in it.text
        await it.press("enter")
        assert level(own) == "county"
        await it.press("u", "down", "enter")
        assert level(own) == "national"

    drive(own, work, first="log")


def test_a_batch_that_was_changed_again_since_is_left_alone(own):
    edit(own, level="county")
    edit(own, level="regional")

    async def work(it: Driven) -> None:
        await it.press("down", "u")
        assert "changed again since: source/ke-efns" in it.told[-1]
        assert level(own) == "regional"

    drive(own, work, first="log")


def test_what_another_process_changes_is_told_and_shown(own):
    async def work(it: Driven) -> None:
        edit(own, "Amina", "run by the counties", level="county")
        it.app.look_for_changes()
        await it.settle()
        assert it.told == ["Amina changed 1 record: run by the counties"]
        assert it.lines[0].endswith("2 changes")

    drive(own, work, first="log")


@pytest.mark.slow
def test_a_large_batch_unfolds_a_record_at_a_time(kenya):
    async def work(it: Driven) -> None:
        assert "batch 1, 1,659 records: starter kenya" in it.text and "space unfold" in it.lines[-1]
        await it.press("enter", "space")
        assert "registration" in it.text
        await it.press("space")
        assert "registration" not in it.text
        await it.press("end", "space")
        assert "registration" in it.text

    drive(kenya, work, first="log", size=LARGE)


@pytest.mark.slow
def test_the_log_keeps_to_one_record(own):
    edit(own, "Amina", level="county")

    async def work(it: Driven) -> None:
        await it.press("enter", "f", "end", "enter")
        assert "Electronic Foreign Nationals Service System" in it.lines[0] and it.lines[0].endswith("2 changes")
        await it.press("f", "down", "enter")
        assert "only mine" in it.lines[0] and it.lines[0].endswith("0 changes")
        assert "f shows all" in it.text

    drive(own, work, first="log")
