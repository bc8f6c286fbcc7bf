"""Whatever is pressed, the application goes on, and everything can be taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import NotFound
from orodha.tui.actions import ACTIONS
from orodha.tui.places import LETTERS
from screens import Driven, drive
from snapshots import snapshot

_ENDS = {"quit"}
"""What ends the application, and with it the test."""

KEYS = sorted(
    {key for one in ACTIONS.values() if one.id not in _ENDS for key in one.keys.split(",")}
    | {*"ab1234", "up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab", "shift+tab", "enter"}
    | {"space", "backspace", "delete", "ctrl+s", "f8"}
)
WORDS = st.sampled_from(("permits", "agency/ke-dis", "2026-01-01", "x", "[d]", "عربي", "a;b"))
STEPS = st.one_of(
    st.sampled_from(KEYS).map(lambda key: (key,)),
    st.sampled_from(sorted(LETTERS)).map(lambda letter: ("escape", "g", letter)),
    WORDS.map(lambda text: tuple("space" if letter == " " else letter for letter in text)),
)


def undo_all(path: Path) -> dict:
    """Take back everything since the catalogue was made; return what it then holds."""
    with Catalogue.open(path) as catalogue:
        while True:
            try:
                catalogue.undo()
            except NotFound:
                return snapshot(catalogue)


def press_all(path: Path, steps, size=(80, 24)) -> None:
    async def work(it: Driven) -> None:
        for keys in steps:
            await it.pilot.press(*keys)
        await it.settle()
        assert it.app.return_code is None
        crumbs = [str(one.render()) for one in it.app.screen_stack[-1].query("#crumbs")]
        assert all("▸" in one or "Orodha" in one for one in crumbs)
        assert any(line.strip() for line in it.lines)

    drive(path, work, size=size)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with a home of its own and an editor that changes nothing."""
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("EDITOR", "true")
    return tmp_path


@pytest.mark.slow
@settings(max_examples=40)
@given(steps=st.lists(STEPS, min_size=5, max_size=40))
def test_any_keys_leave_it_running_and_can_be_taken_back(kenya_file, elsewhere, steps):
    own = Path(shutil.copy(kenya_file, elsewhere / "orodha.db"))
    with Catalogue.open(own) as catalogue:
        before = snapshot(catalogue)
    press_all(own, steps)
    assert undo_all(own) == before


@pytest.mark.slow
@pytest.mark.parametrize("letter", LETTERS)
def test_every_key_of_a_place_is_survived(kenya_file, elsewhere, letter):
    own = Path(shutil.copy(kenya_file, elsewhere / "orodha.db"))
    press_all(own, [("g", letter, key, "escape", "escape") for key in KEYS])
