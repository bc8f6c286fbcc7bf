"""What ends the application, and what does not: clicks, a catalogue that is gone, errors, signals."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from orodha.tui import app as application
from orodha.tui.app import Application
from orodha.tui.drafts import unfinished
from screens import TODAY, Driven, drive
from terminal import PATIENCE, Terminal, needs_tmux, until
from textual.widgets._toast import Toast


def test_a_double_click_on_what_is_said_in_passing_does_no_harm(kenya):
    async def run() -> None:
        app = Application(str(kenya), TODAY, "kinds")
        async with app.run_test(notifications=True) as pilot:
            it = Driven(app, pilot)
            await it.settle()
            app.tell("Said in passing.")
            await it.settle()
            place = app.screen.query_one(Toast).region.offset
            await pilot.click(offset=(place.x + 2, place.y), times=2)
            await it.settle()
            assert app.is_running and app._exception is None

    asyncio.run(run())


def test_a_catalogue_that_is_moved_away_is_told_once_and_comes_back(own, tmp_path):
    async def work(it: Driven) -> None:
        own.rename(tmp_path / "moved.db")
        it.app.look_for_changes()
        await it.settle()
        assert "deleted or moved" in it.told[-1] and "init" not in it.told[-1]
        it.app.clear_notifications()
        it.app.look_for_changes()
        await it.settle()
        assert it.seen == []
        (tmp_path / "moved.db").rename(own)
        it.app.look_for_changes()
        await it.settle()
        assert it.seen == [] and it.app.is_running

    drive(own, work, first="kinds")


@pytest.mark.slow
def test_an_error_on_the_screen_that_nobody_foresaw_ends_it_with_a_sentence_and_no_data(tmp_path):
    script = (
        "import asyncio, sys\n"
        "from orodha.tui.app import Application\n"
        "app = Application(sys.argv[1])\n"
        "secret = 'a name of somebody'\n"
        "def fail():\n"
        "    name = secret\n"
        "    raise ZeroDivisionError(3)\n"
        "async def auto(pilot):\n"
        "    app.set_timer(0.01, fail)\n"
        "    await pilot.pause(1)\n"
        "app.run(headless=True, auto_pilot=auto)\n"
    )
    env = os.environ | {"XDG_STATE_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "none.db")], capture_output=True, encoding="utf-8", env=env
    )
    told = " ".join(done.stderr.split())
    assert "error: Something went wrong that nobody foresaw: ZeroDivisionError: 3" in told, told
    assert "somebody" not in told and "Traceback" not in told
    assert "ZeroDivisionError" in (tmp_path / "orodha" / "errors.log").read_text()


@pytest.mark.slow
@pytest.mark.parametrize("left", [b"", b"no catalogue at all " * 500])
def test_a_catalogue_that_is_written_over_is_told(own, left):
    async def work(it: Driven) -> None:
        own.write_bytes(left)
        it.app.look_for_changes()
        await it.settle()
        assert it.app.is_running and own.name in it.told[-1]

    drive(own, work, first="sources")


@pytest.mark.slow
def test_a_catalogue_that_may_not_be_written_to_is_called_read_only(kenya, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)

    async def work(it: Driven) -> None:
        assert "(read only)" in it.lines[0]

    drive(kenya, work, first="sources")


@pytest.mark.slow
def test_ctrl_c_tells_in_our_words_how_one_leaves(kenya):
    async def work(it: Driven) -> None:
        await it.press("ctrl+c")
        assert it.seen == ["^q leaves."]

    drive(kenya, work, first="kinds")


@needs_tmux
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_gives_the_terminal_back_as_it_was(kenya, tmp_path, number):
    env = {"ORODHA_DB": str(kenya), "PS1": "$ ", "XDG_CONFIG_HOME": str(tmp_path)}
    with Terminal(tmp_path, env) as terminal:
        terminal.type(f"clear; {sys.executable} -m orodha.tui & echo $! > pid; fg; echo left with $?")
        terminal.press("Enter")
        terminal.wait("Orodha ▸ Kenya", "commands")
        os.kill(int((tmp_path / "pid").read_text()), number)
        assert "Orodha ▸" not in terminal.wait(f"left with {128 + number}\n")
        terminal.type("tput lines; echo still here")
        terminal.press("Enter")
        terminal.wait("still here\n")


@needs_tmux
@pytest.mark.slow
@pytest.mark.parametrize("first", ["edit source/ke-efns", "sources"])
def test_a_window_that_is_closed_ends_it_and_what_was_typed_is_there_for_the_next(own, tmp_path, monkeypatch, first):
    env = {"ORODHA_DB": str(own), "XDG_CONFIG_HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    with Terminal(tmp_path, env) as terminal:
        terminal.type(f"echo $$ > pid; exec {sys.executable} -m orodha.tui")
        terminal.press("Enter")
        terminal.wait("Orodha ▸ Kenya", "commands")
        terminal.press("g", "s")
        terminal.wait("Sources")
        if first != "sources":
            terminal.press("e")
            terminal.wait("nothing changed")
            terminal.type("Zuhura")
            terminal.wait("1 changed")
        pid = int((tmp_path / "pid").read_text())
    until(lambda: not Path(f"/proc/{pid}").exists())
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert len(unfinished(str(own), ["source"])) == (first != "sources")


@pytest.mark.slow
def test_a_terminal_that_goes_without_a_signal_ends_it(kenya):
    near, far = os.openpty()
    command = [sys.executable, "-m", "orodha.tui", "--db", str(kenya)]
    env = {**os.environ, "TERM": "xterm-256color"}
    with subprocess.Popen(command, stdin=far, stdout=far, stderr=far, env=env, start_new_session=True) as process:
        os.close(far)
        painted = b""
        while b"Kenya" not in painted:
            painted += os.read(near, 1 << 16)
        os.close(near)
        process.wait(PATIENCE)


def test_readers_are_closed_when_one_leaves(kenya, monkeypatch):
    closed: list[bool] = []
    monkeypatch.setattr(Application, "run", lambda one: one.__dict__.update(session=application.Session(str(kenya))))
    monkeypatch.setattr(application.Session, "close", lambda _: closed.append(True))
    assert application.run(str(kenya)) == 0
    assert closed == [True]
