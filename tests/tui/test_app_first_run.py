"""The first screen where there is no catalogue yet."""

from __future__ import annotations

import pytest
from orodha.catalogue.errors import DiskFull
from orodha.catalogue.reader import Reader
from orodha.inventory import starter
from screens import LARGE, SMALL, Driven, after, drive


@pytest.fixture
def target(tmp_path):
    return tmp_path / "new.db"


def test_it_says_what_this_is_and_where_the_file_will_be(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = after("new.db", [], first="sources")
    text = " ".join(" ".join(lines).split())
    assert "who holds what data on migration" in text
    assert "It will be at new.db" in text
    assert [line.split()[0] for line in lines if line.strip()[:1] in "1234" and line.strip()] == [
        "1",
        "2",
        "3",
        "4",
        "1",
    ]
    assert list(tmp_path.iterdir()) == []


def test_an_empty_catalogue_is_made_and_opened(target):
    async def work(it: Driven) -> None:
        await it.press("4")
        assert it.lines[0].endswith("0 sources")
        assert len(it.app.screen_stack) == 2
        await it.press("escape")
        assert it.lines[0].endswith("0 sources")

    drive(target, work, first="sources")
    with Reader.open(target) as reader:
        assert reader.counts() == {}


@pytest.mark.slow
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_starter_is_made_by_the_cursor(target, size):
    async def work(it: Driven) -> None:
        await it.press("down", "enter")
        assert "Made " in it.told[-1]

    drive(target, work, first="sources", size=size)
    with Reader.open(target) as reader:
        assert reader.meta["starter_batch"] == 1
        assert set(reader.counts()) >= {"scheme", "concept"}


@pytest.mark.slow
def test_a_full_disk_is_told_and_leaves_nothing_behind(target, monkeypatch):
    def full(_starter):
        raise DiskFull(f"The disk of {target} is full.", "Free some room.")

    monkeypatch.setattr(starter, "records", full)

    async def work(it: Driven) -> None:
        await it.press("1")
        assert "is full. Free some room. Nothing was made." in " ".join(it.text.split())
        monkeypatch.undo()
        await it.press("4")
        assert it.lines[0].endswith("0 sources")

    drive(target, work, first="sources")


@pytest.mark.slow
def test_with_files_of_ones_own_the_import_opens(target):
    async def work(it: Driven) -> None:
        await it.press("3")
        assert "Import" in it.lines[0]
        await it.press("escape")
        assert it.lines[0].endswith("0 sources")

    drive(target, work, first="sources")


@pytest.mark.slow
def test_a_place_that_cannot_be_written_to_is_told(tmp_path):
    (tmp_path / "file").write_text("")

    async def work(it: Driven) -> None:
        await it.press("4")
        assert "cannot be made" in " ".join(it.text.split())
        await it.press("u", "g", "ctrl+r", "ctrl+p", "escape")
        assert "Begin" in it.lines[0]

    drive(tmp_path / "file" / "new.db", work, first="sources")
