"""Forms that are saved while one goes on, or leaves."""

from __future__ import annotations

import contextlib
import threading

import pytest
from forms import document, line, on_form, write
from orodha.catalogue.catalogue import Catalogue
from orodha.tui.saving import save
from screens import Driven
from terminal import PATIENCE
from textual import events


@contextlib.contextmanager
def while_saving(monkeypatch):
    """Let saving wait until what is given is called."""
    go = threading.Event()

    def slowly(*arguments):
        assert go.wait(PATIENCE)
        return save(*arguments)

    monkeypatch.setattr("orodha.tui.saving.save", slowly)
    try:
        yield go.set
    finally:
        go.set()


async def saves(it: Driven) -> None:
    """Press the key that saves, and wait until it is being written."""
    form = it.app.screen
    await it.pilot.press("ctrl+s")
    for _ in range(500):
        if form._saving:
            return
        await it.pilot.pause(0.01)
    raise AssertionError(it.text)


def test_what_is_typed_while_a_form_is_saved_stays_to_be_saved(own, monkeypatch):
    async def work(it: Driven) -> None:
        await write(it, " A")
        await saves(it)
        assert "saving ..." in it.lines[0]
        it.app.post_message(events.Paste("Z"))
        await it.pilot.press("escape")  # waits too
        await it.pilot.pause()
        go()
        await it.settle()
        assert "is still to be saved" in it.told[-1]
        assert "1 changed" in it.lines[0] and line(it, "title").endswith("System AZ")
        assert document(own, "source/ke-efns")["title"]["en"].endswith("System A")
        await it.press("ctrl+s")

    with while_saving(monkeypatch) as go:
        on_form(own, work, record="source/ke-efns")
    assert document(own, "source/ke-efns")["title"]["en"].endswith("System AZ")


@pytest.mark.slow
def test_a_form_that_is_left_while_it_is_saved_leaves_no_draft(own, monkeypatch):
    async def work(it: Driven) -> None:
        await write(it, " A")
        await saves(it)
        it.app.go("sources")
        await it.pilot.pause()
        go()
        for _ in range(500):
            if it.told:
                break
            await it.pilot.pause(0.01)
        assert it.told[-1].startswith("Saved source/ke-efns.")
        it.app.show("edit", "source", "source/ke-efns")
        await it.settle()
        assert "restored" not in it.text

    with while_saving(monkeypatch) as go:
        on_form(own, work, record="source/ke-efns")


@pytest.mark.slow
def test_a_form_that_is_left_at_once_is_saved_all_the_same(own):
    async def work(it: Driven) -> None:
        await write(it, " A")
        await it.pilot.press("ctrl+s", "tab", "escape")
        await it.settle()
        assert it.told[-1].startswith("Saved source/ke-efns.")

    on_form(own, work, record="source/ke-efns")


@pytest.mark.slow
def test_a_record_that_was_deleted_meanwhile_can_be_saved_anew(own):
    async def work(it: Driven) -> None:
        await write(it, " 2")
        with Catalogue.open(own) as catalogue:
            catalogue.delete("source/ke-efns")
        await it.press("ctrl+s")
        assert any("was deleted meanwhile" in one for one in it.told)
        await it.press("ctrl+s")

    on_form(own, work, record="source/ke-efns")
    assert document(own, "source/ke-efns")["title"]["en"].endswith("System 2")
