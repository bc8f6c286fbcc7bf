"""The frame of the application: how it opens, the line of keys, help, palette, jumping, looks, leaving."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest
from orodha.catalogue.changes import ChangeSet, Delete
from orodha.tui import keymap, opening, settings
from orodha.tui.app import Application
from orodha.tui.widgets.keys import active, key_name
from screens import LARGE, TODAY, Driven, after, drive
from terminal import Terminal, needs_tmux
from textual.widgets import Input


@pytest.mark.parametrize(
    ("arguments", "target"),
    [
        ([], "here.db"),
        (["tui"], "here.db"),
        (["tui", "--db", "x.db"], "x.db"),
        (["--db", "x.db", "tui"], "x.db"),
        (["--db=x.db"], "x.db"),
        (["--db=x.db", "tui", "--db", "y.db"], "y.db"),
        (["tui", "--help"], None),
        (["tui", "--keys"], None),
        (["tui", "tui"], None),
        (["--db"], None),
        (["--db="], None),
        (["list"], None),
    ],
)
def test_arguments_that_ask_for_the_application_alone(monkeypatch, arguments, target):
    monkeypatch.setenv("ORODHA_DB", "here.db")
    assert opening.asked_for(arguments) == target


def test_without_a_terminal_it_says_which_command_to_use(kenya):
    done = subprocess.run(
        [sys.executable, "-m", "orodha.tui", "tui", "--db", str(kenya)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: The full-screen application needs a terminal")
    assert "orodha --help" in done.stderr


@pytest.mark.slow
def test_a_file_that_is_no_catalogue_is_told_before_the_screen_is_taken(tmp_path, in_a_terminal):
    path = tmp_path / "other.db"
    path.write_text("no database, but long enough to be taken for something" * 100)
    for arguments in (("tui", "--db", str(path)), ("--db", str(path))):
        text = in_a_terminal(*arguments)
        assert text.startswith("error: ")
        assert "\x1b" not in text and "Traceback" not in text


def test_the_list_of_keys_is_for_scripts_too(run):
    result = run("tui", "--keys", "--csv")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "action,keys,where,does,command")
    assert "\nundo,u,everywhere," in result.stdout


@pytest.mark.slow
def test_another_key_can_open(kenya, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    keymap.path().parent.mkdir()
    keymap.path().write_text('open = "f9"')

    async def work(it: Driven) -> None:
        await it.press("f9")
        assert len(it.app.screen_stack) == 3

    drive(kenya, work, first="sources")


def test_a_screen_that_is_being_left_is_given_no_answer(kenya):
    async def work(it: Driven) -> None:
        page, given = it.app.screen, []
        assert page.is_open
        page.ask(lambda _: "an answer", given.append)
        it.app.pop_screen()
        assert page.is_attached and not page.is_open  # its parts are taken out before it is
        await it.settle()
        assert given == []

    drive(kenya, work, first="holds")


def test_what_was_written_is_told_also_when_the_screen_was_left(own):
    async def work(it: Driven) -> None:
        it.app.open_record("source/ke-efns")
        await it.settle()
        document = it.app.session.reader.get("source/ke-efns")
        it.app.screen.write(ChangeSet([Delete(document["id"], document["revision"])]), "Deleted it")
        it.app.pop_screen()
        await it.settle()
        assert it.told == ["Deleted it. u takes it back."]

    drive(own, work, first="kinds")


@pytest.mark.slow
def test_hints_name_the_keys_that_were_chosen(kenya, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    keymap.path().parent.mkdir()
    keymap.path().write_text('choices = "f7"\nadd = "ctrl+b"\nmore = "f9"')

    async def work(it: Driven) -> None:
        it.app.show("edit", "source", "source/ke-efns")
        await it.settle()
        assert "^b adds a language" in it.text
        await it.press("down", "down", "down")
        assert "or F7 for a list" in it.text
        await it.press("ctrl+end")
        assert "enter or F9 shows them" in it.text

    drive(kenya, work)


@pytest.mark.parametrize(
    ("key", "name"),
    [("question_mark,f1", "?"), ("ctrl+p", "^p"), ("f1", "F1"), ("f", "f"), ("shift+f10", "shift+F10"), ("up", "↑")],
)
def test_keys_are_called_as_people_write_them(key, name):
    assert key_name(key) == name


@pytest.mark.slow
def test_help_tells_what_has_focus_then_the_screen_then_everywhere(kenya):
    async def work(it: Driven) -> None:
        await it.press("question_mark")
        titles = [it.text.index(title) for title in ("Where you are", "On this screen", "Everywhere")]
        assert titles == sorted(titles)
        assert "orodha find {text}" in it.text
        await it.press("question_mark")
        assert len(it.app.screen_stack) == 2

    drive(kenya, work, first="sources", size=LARGE)


@pytest.mark.slow
def test_the_palette_finds_actions_places_and_records(kenya):
    async def work(it: Driven) -> None:
        await it.pilot.press("ctrl+p")
        await it.pilot.press(*"permit")
        for _ in range(100):
            await it.pilot.pause(0.02)
            if "variable/ke-permits" in it.text or "concept/ke-work-permit" in it.text:
                break
        assert "concept/ke-work-permit" in it.text
        await it.pilot.press("escape")
        await it.settle()

    drive(kenya, work, first="sources")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "shown", "crumb"),
    [
        ("go to log", "g l ", "Log"),
        ("source/ke-efns", "Electronic Foreign", "EFNS"),
        ("export", "g o ", "Export"),
    ],
)
def test_what_the_palette_offers_is_done(kenya, typed, shown, crumb):
    async def work(it: Driven) -> None:
        await it.pilot.press("colon", *("space" if one == " " else one for one in typed))
        for _ in range(200):
            await it.pilot.pause(0.02)
            if any(shown in line for line in it.lines[3:5]):
                break
        await it.pilot.press("enter")
        await it.pilot.pause(0.1)
        await it.settle()
        assert crumb in it.lines[0]

    drive(kenya, work, first="kinds")


@pytest.mark.slow
def test_a_letter_jumps_to_a_field(kenya):
    async def work(it: Driven) -> None:
        await it.press("ctrl+g")
        assert [line.split()[0] for line in it.lines[1:3]] == ["a", "s"]
        await it.press("a")
        assert it.app.focused is not None and it.app.focused.id == "filter"
        await it.press("ctrl+g", "escape")
        assert it.app.focused.id == "filter"

    drive(kenya, work, first="sources")


@pytest.mark.slow
def test_going_leaves_one_screen_above_the_first(kenya):
    async def work(it: Driven) -> None:
        await it.press("g")
        assert "Go to" in it.text
        await it.press("s")
        assert len(it.app.screen_stack) == 2
        it.app.show("sources", "agency")
        await it.settle()
        it.app.show("sources", "law")
        await it.settle()
        await it.press("g", "s")
        assert it.lines[0].endswith("52 sources") and len(it.app.screen_stack) == 2
        await it.press("g", "z")
        assert "Go to" not in it.text

    drive(kenya, work, first="sources")


@pytest.mark.slow
def test_going_with_a_small_window_open_closes_it(kenya):
    async def work(it: Driven) -> None:
        it.app.show("sources", "law")
        await it.settle()
        await it.press("question_mark")
        it.app.go("sources")
        await it.settle()
        assert it.lines[0].endswith("52 sources") and len(it.app.screen_stack) == 2

    drive(kenya, work, first="sources")


@pytest.mark.slow
def test_a_place_is_clicked_and_so_is_a_key(kenya):
    async def work(it: Driven) -> None:
        await it.pilot.click("Keys", offset=(it.lines[-1].index("? help") + 1, 0))
        await it.settle()
        assert "On this screen" in it.text
        await it.press("escape", "g")
        row = next(at for at, line in enumerate(it.lines) if " s  Sources" in line)
        await it.pilot.click(offset=(it.lines[row].index("Sources"), row))
        await it.settle()
        assert "Go to" not in it.text and it.lines[0].endswith("52 sources")

    drive(kenya, work, first="sources")


@pytest.mark.slow
def test_in_a_field_arrows_are_not_told_as_what_they_do_in_a_list(kenya):
    async def work(it: Driven) -> None:
        it.app.show("vocabulary", "scheme/access")
        await it.settle()
        assert "fold" in [one.binding.description for one in active(it.app.screen)]
        await it.press("slash")
        assert isinstance(it.app.focused, Input)
        assert not {"fold", "unfold"} & {one.binding.description for one in active(it.app.screen)}

    drive(kenya, work, first="kinds")


@pytest.mark.slow
def test_no_key_in_the_line_of_keys_is_clipped(kenya):
    for width in (40, 60, 80):
        line = after(kenya, [], first="sources", size=(width, 24))[-1]
        assert len(line) <= width
        assert line.endswith("commands") and "? help" in line
    assert "+" in after(kenya, [], first="sources", size=(40, 24))[-1]


def test_keys_of_the_person_hold_and_what_is_wrong_is_told(kenya, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    keymap.path().parent.mkdir()
    keymap.path().write_text('jump = "F9"\njunp = "x"\n')

    async def work(it: Driven) -> None:
        assert "line 2: there is no action 'junp'. Did you mean jump?" in it.told[0]
        await it.press("ctrl+g")
        assert not it.app.screen.is_modal
        await it.press("f9")
        assert it.app.screen.is_modal

    drive(kenya, work, first="sources")


def test_the_theme_is_remembered(kenya, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    settings.remember("other", "kept")
    after(kenya, ["ctrl+t"], first="sources")
    assert Application(str(kenya)).theme == "orodha-light"
    assert settings.remembered("other") == "kept"


def test_leaving_waits_for_what_is_being_saved(own):
    async def run() -> list[str]:
        done: list[str] = []
        app = Application(str(own), TODAY, "sources")
        async with app.run_test() as pilot:
            it = Driven(app, pilot)
            await it.settle()
            app.run_worker(
                lambda: (asyncio.run(asyncio.sleep(0.05)), done.append("saved")), group="change", thread=True
            )
            await pilot.press("q")
            assert done == ["saved"]
            assert app.return_code == 0
        return done

    assert asyncio.run(run()) == ["saved"]


@needs_tmux
@pytest.mark.slow
def test_in_a_real_terminal_it_opens_and_leaves_the_screen_as_it_was(kenya, tmp_path):
    orodha = f"{sys.executable} -m orodha.tui"
    with Terminal(tmp_path, {"ORODHA_DB": str(kenya), "PS1": "$ ", "XDG_CONFIG_HOME": str(tmp_path)}) as terminal:
        for command in (orodha, f"{orodha} tui", f"{orodha} --db {kenya}"):
            terminal.type(f"clear; {command}; echo left with $?")
            terminal.press("Enter")
            assert terminal.wait("Orodha ▸ Kenya", "commands").splitlines()[-1].endswith("^p commands")
            terminal.press("C-c")
            terminal.wait("^q leaves")
            terminal.press("q")
            assert "Orodha ▸" not in terminal.wait("left with 0\n")


@needs_tmux
@pytest.mark.slow
def test_in_a_real_terminal_a_catalogue_is_made_where_there_is_none(tmp_path):
    with Terminal(tmp_path, {"PS1": "$ ", "XDG_CONFIG_HOME": str(tmp_path), "ORODHA_DB": "new.db"}) as terminal:
        terminal.type(f"clear; {sys.executable} -m orodha.tui; echo left with $?")
        terminal.press("Enter")
        terminal.wait("Begin", "new.db")
        terminal.press("4")
        terminal.wait("Made new.db")
        terminal.press("C-q")
        terminal.wait("left with 0\n")
    assert (tmp_path / "new.db").is_file()
