"""The application in a real terminal: the main job from nothing, two people at once, and what happens without one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from orodha.catalogue import Reader
from terminal import Terminal, needs_tmux

pytestmark = [pytest.mark.slow, needs_tmux]


def env(folder: Path) -> dict[str, str]:
    """What a person's shell has: our command first, a home of its own, an editor that changes nothing."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {"PATH": path, "HOME": str(folder / "home"), "TERM": "xterm-256color", "EDITOR": "true", "USER": "amina"}


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    with Terminal(tmp_path, env(tmp_path)) as one:
        yield one


def test_from_one_command_to_an_export_reading_nothing_but_the_screen(terminal, tmp_path):
    terminal.type("orodha")
    terminal.press("Enter")
    terminal.wait("Kenya's catalogue", "1 Kenya")
    terminal.press("1")
    terminal.wait("52 sources", "/ who holds")

    terminal.press("/")  # who holds work permits by nationality?
    terminal.type("work permits by nationality")
    terminal.wait("Department of Immigration Services", "Work permits, student passes", "why")

    terminal.press("Enter")  # correct the source
    terminal.wait("e edit")
    terminal.press("e")
    terminal.wait("mandatory", "^s save")
    terminal.type(" (2026)")
    terminal.press("C-s")
    terminal.wait("Saved source/ke-permits")
    with Reader.open(tmp_path / "orodha.db") as reader:
        assert reader.get("source/ke-permits")["title"]["en"].endswith(" (2026)")

    terminal.press("u")  # and take that back
    terminal.wait("Took back")
    with Reader.open(tmp_path / "orodha.db") as reader:
        assert not reader.get("source/ke-permits")["title"]["en"].endswith(" (2026)")

    terminal.press("g", "m")  # map five terms to those of another country
    terminal.wait("pairs")
    terminal.press("Enter")
    terminal.wait("1/60 mapped", "a accept")
    for count in range(2, 7):
        terminal.press("a")
        terminal.wait(f"{count}/60 mapped")

    terminal.press("g", "o")  # give it out
    terminal.wait("FORMAT", "kenya.xlsx")
    terminal.press("Down", "Down")
    terminal.wait("kenya.json")
    terminal.press("Enter")
    terminal.wait("Wrote 1,659 records")
    assert (tmp_path / "kenya.json").stat().st_size > 100_000

    terminal.press("q")
    terminal.wait_gone("FORMAT")
    terminal.type("orodha log")
    terminal.press("Enter")
    terminal.wait("starter kenya")


def test_what_one_person_changes_stands_on_the_screen_of_another(own, tmp_path):
    with Terminal(tmp_path, env(tmp_path)) as amina, Terminal(tmp_path, env(tmp_path) | {"USER": "juma"}) as juma:
        for one in (amina, juma):
            one.type("orodha")
            one.press("Enter")
            one.wait("52 sources")
            one.press("g", "s")
            one.wait("SOURCE", "HOLDER")
        amina.press("e")
        amina.wait("mandatory")
        amina.press("Home")
        amina.type("Zanzibar ")
        amina.press("C-s")
        amina.wait("Saved")
        juma.press("End")
        juma.wait("Zanzibar")
        juma.press("u")  # which asks, as another person made the change
        juma.wait("by amina")
        juma.press("Down", "Enter")
        juma.wait("Took back")


def test_without_a_terminal_it_says_what_to_do(own, tmp_path, terminal):
    terminal.type(f"orodha --db {own} tui < /dev/null | cat; orodha --db {own} tui </dev/null; echo code $?")
    terminal.press("Enter")
    terminal.wait("code 2")
