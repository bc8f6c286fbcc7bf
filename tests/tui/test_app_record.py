"""The screen of a record: its fields, links, evidence and history, and what can be done there."""

from __future__ import annotations

from pathlib import Path

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.changes import ChangeSet, Delete, Put
from orodha.catalogue.drafting import own_fields
from orodha.catalogue.reader import Reader
from orodha.tui.places import PLACES
from screens import LARGE, SMALL, Driven, drive
from textual.widgets import Input

NEAIMS, EFNS = "source/ke-neaims", "source/ke-efns"


def work(db, record, steps, size=SMALL):
    """Do something on the screen of a record."""

    async def run(it: Driven) -> None:
        it.app.show("record", record)
        await it.settle()
        await steps(it)

    drive(db, run, first="log", size=size)


async def fill(it: Driven, text: str):
    """Answer a small window."""
    it.app.screen.query_one(Input).value = text
    await it.press("enter")


def value(db: Path, record: str, field: str):
    with Reader.open(db) as reader:
        return reader.get(record).get(field)


def test_the_fields_are_told_by_label_and_enter_follows_and_escape_returns(kenya):
    async def steps(it: Driven) -> None:
        assert "NEA Information Management System" in it.text
        assert "12/13" in it.lines[1] and "type                Operational system" in it.text
        await it.press("down", "enter")
        assert it.lines[0].rstrip().endswith("agency/ke-nea") and "NEAIMS ▸ NEA" in it.lines[0]
        await it.press("escape")
        assert it.lines[0].rstrip().endswith(NEAIMS)

    work(kenya, NEAIMS, steps)


def test_a_claim_is_chosen_and_undo_takes_it_back(own):
    async def steps(it: Driven) -> None:
        await it.press("3")
        assert it.lines[2].strip() == "acronym  ▲ documents disagree: enter on one chooses it"
        assert "enter choose" in it.lines[-1]
        await it.press("down")
        assert "enter open" in it.lines[-1]
        await it.press("down", "enter", "enter")  # the claims stay where they are: the second chooses nothing else
        assert value(own, NEAIMS, "acronym") == "NEAMIS"
        assert it.text.index("✗ NEAIMS") < it.text.index("✓ NEAMIS")
        assert "✓ documents disagree: settled by" in it.lines[2] and "▲" not in it.lines[1]
        with Reader.open(own) as reader:
            said = [one for one in reader.statements(NEAIMS) if one["field"] == "acronym"]
        assert [(one["value"], one["chosen"]) for one in said] == [("NEAIMS", False), ("NEAMIS", True)]
        await it.press("u")
        assert value(own, NEAIMS, "acronym") == "NEAIMS"
        assert "✓ NEAIMS" in it.text and "▲ documents disagree: enter" in it.lines[2]

    work(own, NEAIMS, steps)


@pytest.mark.slow
def test_claims_stand_side_by_side_where_there_is_room(own):
    async def steps(it: Driven) -> None:
        assert "Operational system" in it.text and "→" in it.text
        await it.press("3")
        line = next(line for line in it.lines if "✓ NEAIMS" in line)
        assert "✗ NEAMIS" in line and "Operational system" in it.text
        await it.press("enter")
        assert it.told[-1] == "That is the chosen one."
        await it.press("right", "enter")
        assert value(own, NEAIMS, "acronym") == "NEAMIS"

    work(own, NEAIMS, steps, LARGE)


def test_what_refers_to_it_and_what_became_of_it(own):
    with Catalogue.open(own) as catalogue:
        document = catalogue.reader.get(EFNS)
        changed = own_fields(catalogue.reader, document) | {"medium": "paper"}
        catalogue.apply(ChangeSet([Put(changed)], "seen at the office", "Amina"))

    async def steps(it: Driven) -> None:
        await it.press("L")
        assert "1 action  concerns" in it.text and "1 variable  source" in it.text
        await it.press("4")
        assert "changed by Amina" in it.text and "seen at the office" in it.text
        assert "medium  digital → paper" in it.text

    work(own, EFNS, steps)


@pytest.mark.slow
def test_a_record_is_deleted_when_its_id_is_typed_and_can_be_brought_back(own):
    async def steps(it: Driven) -> None:
        await it.press("D")
        assert "2 records refer to it" in it.text
        await fill(it, EFNS)
        assert "It was deleted on" in it.text
        with Reader.open(own) as reader:
            assert not reader.has(EFNS)
        await it.press("enter")
        assert "Online system in which foreigners" in it.text
        with Reader.open(own) as reader:
            assert reader.has(EFNS)

    work(own, EFNS, steps)


@pytest.mark.slow
def test_the_way_to_another_record(kenya):
    async def steps(it: Driven) -> None:
        await it.press("p")
        await fill(it, "nothing of the sort")
        assert "There is no record" in it.text
        await fill(it, "DIS")
        assert "↓ holder  Department of Immigration Services" in it.text
        await it.press("end", "enter")
        assert "agency/ke-dis" in it.lines[0]

    work(kenya, EFNS, steps)


@pytest.mark.slow
def test_a_change_by_another_keeps_the_cursor(own):
    async def steps(it: Driven) -> None:
        await it.press("down", "down")
        pane = it.app.screen.query_one("#first")
        before = pane.current
        with Catalogue.open(own) as catalogue:
            document = own_fields(catalogue.reader, catalogue.reader.get(EFNS))
            catalogue.apply(ChangeSet([Put(document | {"acronym": "EFNS2"})], "elsewhere"))
        it.app.look_for_changes()
        await it.settle()
        assert "EFNS2" in it.text and pane.current == before != ""

    work(own, EFNS, steps)


@pytest.mark.slow
def test_many_links_are_folded_until_the_rest_is_asked_for(kenya):
    async def steps(it: Driven) -> None:
        await it.press("2")
        pane = it.app.screen.query_one("#first")
        while not pane.current.startswith("more "):
            await it.press("down")
        folded = len(pane)
        assert "and 48 more" in it.text
        await it.press("enter")
        assert len(pane) == folded + 47 and pane.current.startswith("agency/")

    work(kenya, "area/ke", steps)


@pytest.mark.slow
def test_what_stands_below_the_fields(kenya):
    async def steps(it: Driven) -> None:
        await it.press("end")
        assert "agreements  1" in it.text and "● in force" in it.text and "? nearly the same  Migrant worker" in it.text
        await it.press("enter")
        assert "● in force" in [line.strip() for line in it.lines[2:6]]

    work(kenya, "source/ke-musaned", steps)


@pytest.mark.slow
def test_a_small_screen_begins_with_the_name(kenya):
    async def steps(it: Driven) -> None:
        assert it.lines[2].strip() == "MUSANED recruitment platform"
        await it.press("enter")  # the first line that leads somewhere is further down: it is shown, not opened
        assert it.lines[0].endswith("source/ke-musaned") and "Operational system" in it.text
        await it.press("enter")
        assert it.lines[0].endswith("concept/source-kinds-system")

    work(kenya, "source/ke-musaned", steps, (60, 14))


@pytest.mark.slow
def test_another_theme_paints_the_lines_anew(kenya, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    async def steps(it: Driven) -> None:
        before = colours(it)
        await it.press("ctrl+t")
        assert not colours(it) & before

    def colours(it: Driven) -> set[str]:
        strips = it.app.screen._compositor.render_strips()[1:6]
        return {str(one.style.color) for strip in strips for one in strip if one.style and one.text.strip()}

    work(kenya, EFNS, steps)


@pytest.mark.slow
def test_the_id_and_then_the_iri_are_copied(kenya):
    async def steps(it: Driven) -> None:
        await it.press("y")
        assert it.app.clipboard == EFNS
        await it.press("y")
        assert it.app.clipboard == f"https://w3id.org/orodha/id/{EFNS}"

    work(kenya, EFNS, steps)


@pytest.mark.slow
def test_references_in_a_circle_are_no_trouble(own):
    async def steps(it: Driven) -> None:
        for record in ("agency/ke-dis", EFNS) * 8:
            it.app.open_record(record)
            await it.settle()
        assert it.lines[0].startswith(" Orodha ▸ Kenya ▸ … ▸ ") and it.lines[0].endswith(EFNS)
        await it.press(*["escape"] * 15)
        assert it.lines[0].endswith("agency/ke-dis")

    work(own, EFNS, steps)


@pytest.mark.slow
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_record_of_every_kind_opens(kenya, size):
    with Reader.open(kenya) as reader:
        ids = [next(iter(reader.records(kind)))["id"] for kind in reader.counts()]

    async def steps(it: Driven) -> None:
        for one in ids:
            it.app.open_record(one)
            await it.settle()
            await it.press("2", "3", "4", "1", "pagedown", "end", "home")
            assert it.lines[0].endswith(one)
            await it.press("escape")

    work(kenya, EFNS, steps, size)


def test_it_is_a_place():
    assert PLACES["record"].page == "RecordPage"


@pytest.mark.slow
def test_what_was_deleted_with_much_else_is_brought_back_only_on_purpose(own):
    with Catalogue.open(own) as catalogue:
        ids = [one["id"] for one in catalogue.reader.records("concept")][:150]
        catalogue.apply(ChangeSet([Delete(one) for one in ids], note="clear"))

    async def steps(it: Driven) -> None:
        await it.press("enter")
        assert "Taken back, it leaves" in it.text
        await it.press("enter")
        with Reader.open(own) as reader:
            assert not reader.has(ids[0])
        await it.press("enter", "down", "enter")
        with Reader.open(own) as reader:
            assert reader.has(ids[0])
        await it.press("ctrl+r")
        with Reader.open(own) as reader:
            assert not reader.has(ids[0])

    work(own, ids[0], steps)


def test_the_second_pane_comes_and_goes_with_the_width_however_often_it_changes(kenya):
    async def work(it: Driven) -> None:
        it.app.open_record("source/ke-efns")
        await it.settle()
        page = it.app.screen
        for width in (140, 80, 140):
            await it.pilot.resize_terminal(width, 40)
            page.call_later(page._compose_again)  # as a second change of the width in the same moment does
            await it.settle()
            assert len(page.query("#second")) == (width >= 120)
            assert it.app.is_running

    drive(kenya, work, first="kinds")
