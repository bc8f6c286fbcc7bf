"""Taking files in on the screen."""

from __future__ import annotations

import pytest
from orodha.catalogue.errors import UsageError
from orodha.catalogue.reader import Reader
from orodha.tui import settings
from orodha.tui.import_options import CHOICES, Options
from orodha.tui.paths import beside, completed, expanded, in_words, listed, there
from orodha.tui.widgets.path_input import PathInput
from screens import LARGE, Driven, drive

BAD = "id,name,type,country\nagency/ke-dis,Immigration,departement,Kenya\n,Ok Agency,NGO,Kenya\n"
GOOD = "id,name,type,country,acronym\nagency/ke-moi,,,,MOIX\n,Ok Agency,NGO,Kenya,\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    place = tmp_path / "files"
    place.mkdir()
    (place / "good.csv").write_text(GOOD.replace("id,", "id,", 1))
    (place / "bad.csv").write_text(BAD)
    (place / "picture.png").write_text("")
    (place / "good.csv").rename(place / "agency.csv")
    (place / "bad.csv").rename(place / "agencies.csv")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    settings.remember("folder", f"{place}/")
    return place


def has(path, record):
    with Reader.open(path) as reader:
        return reader.has(record)


@pytest.mark.slow
def test_a_file_is_named_looked_through_and_saved_and_taken_back(own, folder):
    async def work(it: Driven) -> None:
        assert "agency.csv" in it.text and "picture.png" not in it.text
        await it.type("agency")
        await it.press("right", "enter")
        assert "1 new, 1 changed, 0 same, 0 rejected: 2 agencies" in it.text
        assert "MOIX" in it.text and "+ new" in it.text
        assert not has(own, "agency/ke-ok-agency")
        await it.press("ctrl+s")
        assert has(own, "agency/ke-ok-agency")
        assert "0 new, 0 changed, 2 same" in it.text
        assert "u takes it back" in it.told[-1]
        await it.press("u")
        assert not has(own, "agency/ke-ok-agency")
        assert "1 new, 1 changed" in it.text

    drive(own, work, first="import")


@pytest.mark.slow
def test_a_rejected_row_is_told_and_goes_to_a_file_when_the_rest_is_saved(own, folder):
    async def work(it: Driven) -> None:
        await it.type("agencies")
        await it.press("right", "enter")
        assert "1 new, 0 changed, 0 same, 1 rejected" in it.text
        assert "row 2" in it.text and "Did you mean department?" in " ".join(it.text.split())
        await it.press("ctrl+s")
        assert "agencies-to-mend.xlsx" in it.text
        await it.press("enter")
        assert (folder / "agencies-to-mend.xlsx").is_file()
        assert has(own, "agency/ke-ok-agency")

    drive(own, work, first="import")


@pytest.mark.slow
def test_rows_that_went_to_a_file_are_not_written_a_second_time(own, folder):
    async def work(it: Driven) -> None:
        await it.type("agencies.csv")
        await it.press("enter", "w", "enter", "ctrl+s")
        assert has(own, "agency/ke-ok-agency")

    drive(own, work, first="import")
    assert [one.name for one in folder.glob("*.xlsx")] == ["agencies-to-mend.xlsx"]


@pytest.mark.slow
def test_the_files_are_there_again_when_what_was_typed_is_taken_back(kenya, folder, monkeypatch):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))

    async def work(it: Driven) -> None:
        await it.press("q")
        assert "agency.csv" not in it.text
        await it.press("backspace")
        assert "agency.csv" in it.text
        assert "(o)" not in it.text and "enter take it" in it.lines[-1]

    drive(kenya, work, first="import")


@pytest.mark.slow
def test_a_file_that_does_not_say_its_kind_is_asked_about(kenya, folder):
    (folder / "list.csv").write_text("name,type,country\nOk Agency,NGO,Kenya\n")

    async def work(it: Driven) -> None:
        await it.type("list.csv")
        await it.press("enter")
        assert "Which kind of record" in it.text
        await it.press("down", "down", "enter")
        assert "--kind agency" in it.text
        assert "1 new" in it.text

    drive(kenya, work, first="import")


@pytest.mark.slow
def test_the_command_that_does_the_same_is_copied(kenya, folder):
    async def work(it: Driven) -> None:
        await it.type("agency.csv")
        await it.press("enter", "o", "down", "down", "down", "enter", "Y")
        assert it.app.clipboard == f"orodha import {folder}/agency.csv --wipe"

    drive(kenya, work, first="import", size=LARGE)


@pytest.mark.slow
def test_a_file_that_is_not_there_or_cannot_be_read_is_told_and_another_can_be_named(kenya, folder):
    (folder / "broken.json").write_text("{")

    async def work(it: Driven) -> None:
        await it.type("nothing.csv")
        await it.press("enter")
        assert "There is no file" in it.text
        await it.press("f")
        it.app.screen.query_one("#file", PathInput).value = f"{folder}/broken.json"
        await it.press("enter")
        assert "broken.json" in it.text and "! " in it.text

    drive(kenya, work, first="import")


@pytest.mark.slow
def test_a_file_that_the_system_does_not_let_be_read_is_told(kenya, folder, monkeypatch):
    from orodha.tui.screens import importing

    def refuse(_reader, path, _options, _progress):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(importing, "make_plan", refuse)

    async def work(it: Driven) -> None:
        await it.type("agency.csv")
        await it.press("enter")
        assert "agency.csv: Permission denied." in it.text
        assert "name another file" in it.text

    drive(kenya, work, first="import", size=LARGE)


@pytest.mark.slow
def test_reading_is_stopped_and_nothing_is_changed(own, folder, monkeypatch):
    from orodha.tui.screens import importing

    def endless(_reader, _path, _options, progress):
        while True:
            progress(1)

    monkeypatch.setattr(importing, "make_plan", endless)

    async def work(it: Driven) -> None:
        await it.type("agency.csv")
        await it.pilot.press("enter")
        await it.pilot.pause()
        assert "esc stops it" in it.text
        await it.press("escape")
        assert "Choose a file" in it.text

    drive(own, work, first="import")


@pytest.mark.slow
def test_what_a_row_is_about_is_opened(kenya, folder):
    async def work(it: Driven) -> None:
        await it.type("agency.csv")
        await it.press("enter", "enter")
        assert len(it.app.screen_stack) == 3

    drive(kenya, work, first="import")


def test_options_are_those_of_the_command():
    options = Options()
    for name, text in {"kind": "agency", "wipe": "yes", "given": "country=Kenya 'source.title=A b'"}.items():
        options = options.having(name, text)
    assert options.arguments() == [
        *("--kind", "agency", "--wipe", "--set", "country=Kenya", "--set", "source.title=A b"),
    ]
    assert all(options.told(name) is not None for name in CHOICES)


def test_paths_go_on_and_are_listed(tmp_path):
    (tmp_path / "Data").mkdir()
    (tmp_path / "agencies.csv").write_text("12345")
    (tmp_path / ".hidden.csv").write_text("")
    begun = f"{tmp_path}/"
    assert [one.name for one in listed(begun)] == ["Data/", "agencies.csv"]
    assert [one.name for one in listed(begun, lambda name: name.endswith(".xlsx"))] == ["Data/"]
    assert completed(f"{begun}ag") == f"{begun}agencies.csv"
    assert completed(f"{begun}nothing") is None
    assert listed(f"{begun}none/x") == []
    (tmp_path / "a\x1b[2Jb.csv").write_text("")  # it would drive the terminal
    assert [one.name for one in listed(begun)] == ["Data/", "agencies.csv"]
    assert [there(tmp_path / name) for name in ("Data", "agencies.csv", "none")] == ["folder", "file", "nothing"]
    with pytest.raises(UsageError, match="too long"):
        there(tmp_path / ("x" * 300))
    assert expanded(f" '{begun}a b.csv' ") == tmp_path / "a b.csv"
    assert expanded("~nobody-of-that-name/x").name == "x"
    assert beside(tmp_path / "agencies.csv", "to-mend", ".xlsx").name == "agencies-to-mend.xlsx"
    assert [in_words(size) for size in (5, 1200, 999_600, 4_200_000, 2 * 10**9)] == [
        *("5 B", "1.2 kB", "1.0 MB", "4.2 MB", "2.0 GB"),
    ]
