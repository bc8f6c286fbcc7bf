"""One registry of actions: every key on a screen is in it, and everything that it names is there."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules

import click
import pytest
from orodha.tui import screens
from orodha.tui.actions import ACTIONS, EVERYWHERE, actions_of
from orodha.tui.app import Application
from orodha.tui.cli.app import orodha
from orodha.tui.cli.menu import COMMANDS
from orodha.tui.places import LETTERS, PLACES
from orodha.tui.screens.page import Page
from textual.screen import Screen

PAGES = {
    name: getattr(import_module(f"orodha.tui.screens.{place.module}"), place.page) for name, place in PLACES.items()
}
SCREENS = [
    value
    for module in iter_modules(screens.__path__)
    for value in vars(import_module(f"orodha.tui.screens.{module.name}")).values()
    if isinstance(value, type) and issubclass(value, Screen) and "PLACE" in vars(value) and value is not Page
]
WHERE = {screen.PLACE: screen for screen in SCREENS}
OVERRIDES = {"escape", "u"}
"""Keys that do something else on a screen that has its own sense of them."""


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_place_is_a_page_with_actions_of_its_own(page):
    assert issubclass(page, Page)
    assert any(page.PLACE in one.where for one in ACTIONS.values())


@pytest.mark.parametrize("one", ACTIONS.values(), ids=ACTIONS)
def test_an_action_belongs_to_screens_that_do_it(one):
    for place in one.where:
        doer = Application if place == EVERYWHERE else WHERE[place]
        widgets = import_module(doer.__module__)
        found = hasattr(doer, f"action_{one.id}") or any(
            hasattr(value, f"action_{one.id}") for value in vars(widgets).values() if isinstance(value, type)
        )
        assert found, f"{place} does not do {one.id}"


@pytest.mark.parametrize("one", [one for one in ACTIONS.values() if one.command], ids=lambda one: one.id)
def test_an_action_has_a_command_that_does_the_same(one):
    words = one.command.split()
    assert words[0] == "orodha"
    name = " ".join(words[1:3]) if " ".join(words[1:3]) in COMMANDS else words[1]
    assert name in COMMANDS or name == "--help"


SAMPLES = {
    "batch": "1",
    "code": "KE",
    "field": "title",
    "kind": "source",
    "predicate": "exact",
    "status": "signed",
    "whom": "partner",
}
"""What is filled in for what stands in braces, where not any word will do."""


@pytest.mark.parametrize("one", [one for one in ACTIONS.values() if one.command], ids=lambda one: one.id)
def test_a_command_of_an_action_is_one_that_can_be_given(one):
    filled = re.sub(r"{(\w+)}", lambda match: SAMPLES.get(match[1], "x"), one.command)
    _, *words = filled.split()
    group, name = orodha, ""
    while words and isinstance(group, click.Group) and not words[0].startswith("-"):
        name, found, words = group.resolve_command(click.Context(group), words)
        group = found
    if "--help" not in words:
        group.make_context(name, words)


CHANGES = re.compile(r"(Change|Edit|Delete|Undo|Take back|Accept|Reject|Import|Export|Plan|Save|Write|Make) ")


@pytest.mark.parametrize("one", ACTIONS.values(), ids=ACTIONS)
def test_what_changes_the_catalogue_names_its_command(one):
    if CHANGES.match(one.told) and one.id != "theme":
        assert one.command, one.told


@pytest.mark.parametrize("place", sorted(WHERE))
def test_no_two_actions_of_a_screen_have_the_same_key(place):
    own = [key for one in ACTIONS.values() if place in one.where for key in one.keys.split(",")]
    general = {key for one in actions_of(EVERYWHERE) for key in one.keys.split(",")}
    assert len(own) == len(set(own))
    assert general & set(own) <= OVERRIDES


@pytest.mark.parametrize("one", ACTIONS.values(), ids=ACTIONS)
def test_an_action_is_told_in_a_sentence(one):
    assert one.told.endswith(".")
    assert one.told[0].isupper()
    assert len(one.title) <= 14


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_the_keys_of_a_screen_are_those_of_the_registry(screen):
    bound = {binding.id for binding in screen.BINDINGS}
    own = {one.id for one in ACTIONS.values() if screen.PLACE in one.where}
    assert own <= bound <= own | {one.id for one in actions_of(EVERYWHERE)}


def test_each_letter_leads_to_one_place():
    assert len(LETTERS) == sum(bool(place.letter) for place in PLACES.values())
