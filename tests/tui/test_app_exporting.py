"""Giving records out on the screen."""

from __future__ import annotations

import json

import pytest
from orodha.catalogue.errors import OrodhaError
from orodha.catalogue.exporting import Choice
from orodha.catalogue.formats import format_of
from orodha.catalogue.reader import Reader
from orodha.tui.giving import arguments, begins_with, endings, file_name, offered, preview, title, write
from orodha.tui.screens.exporting import ExportPage
from screens import LARGE, Driven, drive


@pytest.fixture
def here(tmp_path, monkeypatch):
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return place


async def rest(it: Driven) -> None:
    """Let the cursor have rested on its format for long enough, and wait for what is shown then."""
    await it.settle()
    page = it.app.screen
    assert isinstance(page, ExportPage)
    if page._waiting:
        page._waiting.stop()
    page._ask()
    await it.settle()


@pytest.mark.slow
def test_a_format_is_chosen_looked_at_and_written(kenya, here):
    async def work(it: Driven) -> None:
        it.app.show("export", "source", ("access=open",))
        await rest(it)
        assert "sources access=open, for the office" in it.text
        assert "sources.xlsx" in it.lines[2]
        await it.press("down", "down")
        await rest(it)
        assert "sources.json" in it.lines[2]
        assert '"id"' in it.text
        assert "orodha export sources.json --what source --where access=open" in it.text
        await it.press("enter")
        assert "Wrote " in it.told[-1]

    drive(kenya, work, first="export")
    assert {one["access"] for one in json.loads((here / "sources.json").read_text())["records"]} == {
        "concept/access-open"
    }


@pytest.mark.slow
def test_what_is_left_out_is_told_and_listed(kenya, here):
    async def work(it: Driven) -> None:
        await it.press("down", "down", "down", "down")
        await rest(it)
        assert "@prefix" in it.text
        assert "Left out: 2," in it.text and "statements of evidence" in it.text
        await it.press("l")
        assert "statement" in it.text and it.app.screen.is_modal

    drive(kenya, work, first="export")


@pytest.mark.slow
def test_a_file_that_is_there_is_replaced_only_when_that_is_said(kenya, here):
    (here / "kenya.xlsx").write_text("mine")

    async def work(it: Driven) -> None:
        await it.press("enter")
        assert "is there already" in it.text
        await it.press("enter")
        assert (here / "kenya.xlsx").read_text() == "mine"
        await it.press("enter", "down", "enter")
        assert (here / "kenya.xlsx").read_bytes().startswith(b"PK")

    drive(kenya, work, first="export", size=LARGE)


@pytest.mark.slow
def test_a_choice_that_makes_no_sense_is_told_with_the_key_that_mends_it(kenya, here):
    async def work(it: Driven) -> None:
        await it.press("down")
        await rest(it)
        assert "A CSV file holds one kind. Say which with s" in " ".join(it.text.split())
        assert "Nothing is left out" not in it.text and "orodha export" not in it.text
        await it.press("s")
        await it.type("action")
        await it.press("enter")
        await rest(it)
        assert "orodha export actions.csv --what action" in it.text
        await it.press("Y")
        assert it.app.clipboard == "orodha export actions.csv --what action"

    drive(kenya, work, first="export")


@pytest.mark.slow
def test_what_looks_private_goes_to_others_only_when_that_is_said(run, own, here):
    assert run("edit", "source/ke-efns", "description=Ask Jane, +254 722 123 456", db=own).exit_code == 0

    async def work(it: Driven) -> None:
        await it.press("a", "down", "down", "enter")
        assert "for the public" in it.text and "--audience public" in it.text
        await it.press("enter")
        assert "may hold private data" in it.text and "722 123" not in it.text
        await it.press("enter")
        assert list(here.iterdir()) == []
        await it.press("enter", "down", "enter")
        assert [one.name for one in here.iterdir()] == ["kenya.xlsx"]

    drive(own, work, first="export")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["", "source", "mapping", "indicator"])
def test_every_format_on_offer_shows_what_its_file_looks_like(kenya, kind):
    with Reader.open(kenya) as reader:
        for one in offered(kind):
            if one.name == "csv" and not kind:
                continue
            found = preview(reader, Choice([kind] if kind else [], format_name=one.name), one.ending)
            assert isinstance(found, list), (one.name, found)
            assert found or one.name.startswith("skos"), one.name  # no mapping is accepted yet


def test_formats_have_a_name_and_an_ending_that_lead_back_to_them():
    for one in (*offered(), *offered("mapping")):
        assert format_of(f"x{one.ending}", one.name, writing=True).name == one.name
        assert one.title and one.carries
    assert {one.name for one in offered("agency")}.isdisjoint({"sssom", "sdmx-ml-3.0-metadata"})
    assert title("sdmx-ml-2.1-metadata") == "SDMX-ML 2.1, reports"


@pytest.mark.slow
def test_a_table_is_shown_with_its_rows(kenya):
    with Reader.open(kenya) as reader:
        lines = preview(reader, Choice(["source"]), ".csv")
    assert isinstance(lines, list)
    assert len(lines) == 3 and lines[0].startswith("id ") and lines[1].startswith("source/")
    assert lines[0].index("title") == lines[1].index("African")


def test_with_evidence_asked_for_a_format_carries_everything():
    by_name = {one.name: one for one in offered()}
    assert [by_name["turtle"].told(one) for one in (None, True, False)] == [
        *("all but evidence", "everything", "all but evidence"),
    ]
    assert by_name["csv"].told(True) == "one kind"


def test_a_file_keeps_its_name_when_its_ending_changes():
    assert file_name("a/kenya.sdmx.xml", ".ttl", endings()) == "a/kenya.ttl"
    assert file_name("a/kenya", ".ttl", endings()) == "a/kenya.ttl"
    assert file_name("kenya.v2.csv", ".xlsx", endings()) == "kenya.v2.xlsx"
    assert begins_with("quality-report", "Kenya") == "quality-reports"
    assert begins_with("", "Kenya / NCM: 2026") == "kenya-ncm-2026"


def test_the_command_has_all_that_was_chosen():
    choice = Choice(["source"], ["access=open"], "public", True, "sdmx-ml-2.1")
    assert arguments("x.xml", choice) == [
        *("x.xml", "--what", "source", "--where", "access=open", "--audience", "public"),
        *("--evidence", "--format", "sdmx-ml-2.1"),
    ]


def test_a_file_whose_writing_was_stopped_is_not_put_in_its_place(kenya, tmp_path):
    with Reader.open(kenya) as reader:
        found = write(reader, tmp_path / "x.json", Choice(["action"]), lambda: True, replace_it=False, allow=True)
    assert isinstance(found, OrodhaError) and list(tmp_path.iterdir()) == []
