"""Keys that are typed faster than screens open."""

from __future__ import annotations

import pytest
from orodha.tui.widgets.pick import Choice, Pick
from screens import Driven, drive
from textual import events
from textual.widgets import Input


def at_once(it: Driven, text: str) -> None:
    """Press keys as a terminal hands them over that was busy: all before the first is looked at."""
    for letter in text:
        it.app.post_message(events.Key("slash" if letter == "/" else letter, letter))


@pytest.mark.parametrize(("typed", "told"), [("gs", "Sources"), ("gse", "nothing changed")])
def test_letters_after_g_go_to_the_place_and_to_its_first_row_however_fast_they_come(kenya, typed, told):
    async def work(it: Driven) -> None:
        at_once(it, typed)
        await it.settle()
        assert told in it.lines[0]

    drive(kenya, work, first="home")


def test_words_after_a_slash_are_all_typed_and_none_is_taken_for_a_command(kenya):
    async def work(it: Driven) -> None:
        at_once(it, "/needed")
        await it.settle()
        await it.settle()
        assert it.app.screen.query_one(Input).value == "needed"

    drive(kenya, work, first="sources")


def test_a_key_of_the_screen_before_does_nothing_on_one_whose_parts_are_still_to_come(kenya):
    async def work(it: Driven) -> None:
        list_of_choices = Pick("Which?", [Choice("area/ke", "Kenya", "")], ("area", ""))
        it.app.push_screen(list_of_choices)
        assert not await it.app.run_action("move(1)", list_of_choices)
        await it.settle()
        assert await it.app.run_action("move(1)", list_of_choices)

    drive(kenya, work, first="kinds")


@pytest.mark.parametrize("keys", [("ctrl+p", "enter", "enter"), ("ctrl+p", "enter", "enter", "enter")])
def test_the_palette_closes_once_however_fast_enter_comes(kenya, keys):
    async def work(it: Driven) -> None:
        page = it.app.screen
        for key in keys:
            it.app.post_message(events.Key(key, "\r" if key == "enter" else None))
        await it.settle()
        assert page in it.app.screen_stack

    drive(kenya, work, first="kinds")


def test_a_part_that_is_missing_on_a_screen_that_was_left_ends_nothing(kenya):
    async def work(it: Driven) -> None:
        it.app.show("kinds")
        await it.settle()
        page = it.app.screen
        await it.app.pop_screen()
        assert await it.app.run_action("filter", page)
        await it.settle()
        assert it.app.is_running and it.told == []

    drive(kenya, work, first="kinds")


def test_letters_typed_together_with_the_key_of_a_form_stand_in_the_form(kenya):
    async def work(it: Driven) -> None:
        at_once(it, "nHello")
        await it.pilot.pause(0.1)
        await it.settle()
        await it.settle()
        assert it.app.focused.text == "Hello"

    drive(kenya, work, first="home")
