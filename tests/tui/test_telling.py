"""What is said in passing, and what nobody foresaw."""

from __future__ import annotations

import asyncio
import stat

import pytest
from orodha.catalogue.errors import OrodhaError
from orodha.catalogue.reader import Reader
from orodha.tui import telling
from orodha.tui.app import Application
from orodha.tui.screens.page import Page
from screens import TODAY, Driven, drive


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def fail(_: object) -> None:
    secret = "a name of somebody"
    raise ZeroDivisionError(len(secret))


def page_of(it: Driven) -> Page:
    page = it.app.screen
    assert isinstance(page, Page)
    return page


def test_the_newest_alone_is_there_above_the_last_two_lines_and_not_on_other_screens(kenya):
    async def run() -> None:
        app = Application(str(kenya), TODAY, "kinds")
        async with app.run_test(notifications=True) as pilot:
            it = Driven(app, pilot)
            await it.settle()
            app.tell("One.")
            app.tell("Two.")
            await it.settle()
            assert "Two." in it.text and "One." not in it.text
            assert not any("Two." in line for line in it.lines[-2:])
            await it.press("g", "s")
            assert it.seen == []

    asyncio.run(run())


def test_what_is_simple_is_gone_with_the_next_key_once_it_is_read(kenya, monkeypatch):
    async def work(it: Driven) -> None:
        it.app.tell("Simple.")
        await it.press("down")
        assert it.seen == ["Simple."]
        monkeypatch.setattr(telling, "READ", 0.0)
        await it.press("down")
        assert it.seen == []
        it.app.tell_error(OrodhaError("Serious.", "Look."))
        await it.press("down")
        assert it.seen == ["Serious. Look."]

    drive(kenya, work, first="kinds")


@pytest.mark.slow
def test_work_that_fails_as_nobody_foresaw_changes_nothing_and_is_written_down(own, state):
    async def work(it: Driven) -> None:
        page, told = page_of(it), list[OrodhaError]()
        page.change(fail, lambda _: None, refused=told.append)
        await it.settle()
        assert "ZeroDivisionError: 18; nothing was changed." in told[0].what
        page.ask(fail, lambda _: None)
        await it.settle()
        assert str(telling.log()) in it.told[-1] and it.app.is_running
        it.app.unforeseen.clear()

    drive(own, work, first="kinds")
    [written] = (state / "orodha").iterdir()
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert written.read_text().count("\nZeroDivisionError: 18\n") == 2
    assert "a name of somebody" not in written.read_text().replace('secret = "a name of somebody"', "")


@pytest.mark.slow
def test_any_other_work_in_the_background_that_fails_is_told(kenya, state):
    async def work(it: Driven) -> None:
        it.app.run_worker(lambda: fail(None), thread=True)
        await it.pilot.pause(0.1)
        assert "nobody foresaw" in it.told[-1] and it.app.is_running
        it.app.unforeseen.clear()

    drive(kenya, work, first="kinds")


@pytest.mark.slow
def test_what_the_system_refuses_is_told_as_what_it_is(kenya, state):
    def refuse(_: Reader) -> None:
        raise PermissionError(13, "Permission denied", "x.csv")

    async def work(it: Driven) -> None:
        page_of(it).ask(refuse, lambda _: None)
        await it.settle()
        assert it.seen == ["x.csv: Permission denied. Nothing was changed."]

    drive(kenya, work, first="kinds")
    assert not state.exists()
