"""What was typed in a form and not saved is kept."""

from __future__ import annotations

import os
import signal
import sys

import pytest
from forms import document, line, on_form, write
from orodha.catalogue.catalogue import Catalogue
from screens import Driven, drive
from terminal import Terminal, needs_tmux, until


def test_a_form_that_was_left_is_there_again(own):
    async def work(it: Driven) -> None:
        await write(it, "New")
        await it.press("escape")
        assert "what you typed is kept" in it.told[-1]
        it.app.show("edit", "source", "source/ke-efns")
        await it.settle()
        assert "restored; ^z drops it" in it.lines[1]
        assert "SystemNew" in line(it, "title")

    on_form(own, work, record="source/ke-efns")


@pytest.mark.slow
def test_what_was_left_is_told_at_home_and_marked_in_lists(own, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    async def work(it: Driven) -> None:
        assert "unfinished" not in it.text
        it.app.show("edit", "source", "source/ke-efns")
        await it.settle()
        await write(it, "New")
        await it.press("escape")
        await it.settle()
        assert "◆ 1 unfinished: f" in it.lines[0]
        await it.press("g", "s")
        assert any(one.lstrip().startswith("◆ Electronic Foreign") for one in it.lines)
        await it.press("escape", "f")
        assert "SystemNew" in line(it, "title")

    drive(own, work)


@pytest.mark.slow
def test_a_draft_can_be_dropped_and_brought_back(own):
    async def begun(it: Driven) -> None:
        await write(it, "New")

    async def work(it: Driven) -> None:
        await it.press("ctrl+z")
        assert "New" not in line(it, "title")
        await it.press("ctrl+z")
        assert "New" in line(it, "title")
        await it.press("ctrl+z", "ctrl+s")
        it.app.show("edit", "source", "source/ke-efns")
        await it.settle()
        assert "New" not in line(it, "title")

    on_form(own, begun, record="source/ke-efns")
    on_form(own, work, record="source/ke-efns")


@pytest.mark.slow
def test_where_drafts_cannot_be_kept_the_form_works_and_says_so_once(own, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way of a folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))

    async def work(it: Driven) -> None:
        for text in (" 2", "3"):
            await write(it, text)
            it.app.screen._keep_now()  # as a moment later
            await it.settle()
        assert [one for one in it.seen if one.startswith("Drafts cannot be kept")] == it.seen
        assert len(it.seen) == 1
        await it.press("ctrl+s")

    on_form(own, work, record="source/ke-efns")
    assert document(own, "source/ke-efns")["title"]["en"].endswith("System 23")


@pytest.mark.slow
def test_quitting_keeps_what_was_typed_and_values_to_begin_with_leave_that_alone(own):
    async def quits(it: Driven) -> None:
        await write(it, "Registry of workers")

    async def begins_with_values(it: Driven) -> None:
        assert "restored" not in it.text
        assert "planned" in line(it, "status")

    async def finds_it(it: Driven) -> None:
        assert "restored" in it.lines[1]
        assert "Registry of workers" in line(it, "title")

    on_form(own, quits)
    on_form(own, begins_with_values, given={"status": "planned"})
    on_form(own, finds_it)


@pytest.mark.slow
def test_one_is_asked_before_a_text_is_lost_that_cannot_be_kept(own, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way of a folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))

    async def work(it: Driven) -> None:
        await write(it, " 2")
        for key in ("escape", "ctrl+q"):
            await it.press(key)
            assert "Leave, and lose it" in it.text
            await it.press("enter")
            assert "System 2" in line(it, "title")
        await it.press("escape", "down", "enter")
        assert it.app.screen.PLACE == "kinds"

    on_form(own, work, record="source/ke-efns")


@pytest.mark.slow
def test_the_form_of_a_record_that_was_deleted_is_there_to_make_it_anew(own):
    async def begun(it: Driven) -> None:
        await write(it, " 2")

    async def work(it: Driven) -> None:
        assert "makes it anew" in it.text and "restored" in it.text
        await it.press("ctrl+s")

    on_form(own, begun, record="source/ke-efns")
    with Catalogue.open(own) as catalogue:
        catalogue.delete("source/ke-efns")
    on_form(own, work, record="source/ke-efns")
    assert document(own, "source/ke-efns")["title"]["en"].endswith("System 2")


def begin_a_source(terminal: Terminal) -> None:
    """Go from home to the form of a new source."""
    terminal.wait("Orodha ▸ Kenya", "^p")
    terminal.press("g")
    terminal.wait("Go to")
    terminal.press("s")
    terminal.wait("52 sources")
    terminal.press("n")


@pytest.mark.slow
@needs_tmux
def test_what_was_typed_is_there_after_the_process_was_killed(own, tmp_path):
    state = tmp_path / "state"
    start = f"{sys.executable} -m orodha.tui --db {own} tui"
    with Terminal(tmp_path, {"XDG_STATE_HOME": str(state), "TERM": "xterm-256color"}) as terminal:
        terminal.type(f"sh -c 'echo $$ > pid; exec {start}'\n")
        begin_a_source(terminal)
        terminal.wait("personal data")
        terminal.type("Registry of workers")
        terminal.wait("1 changed")
        until(lambda: list(state.glob("orodha/drafts/*.json")))
        os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)
        terminal.wait("Killed")
        terminal.type(f"reset; {start}\n")
        begin_a_source(terminal)
        terminal.wait("restored", "Registry of workers")
