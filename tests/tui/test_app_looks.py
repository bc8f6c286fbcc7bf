"""How every screen looks: at two sizes, in both themes and without colour."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from looks import LOOKS, SIZES, clipped, faint_texts, stand_still
from orodha.tui.app import Application
from orodha.tui.theme import THEMES
from rich.cells import cell_len
from screens import TODAY, Driven, drive

COLOURS = (*THEMES, "no-colour")


@pytest.fixture(scope="session")
def still(kenya_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter catalogue as of one moment, in a folder of its own, called as if it were there."""
    path = tmp_path_factory.mktemp("still") / "orodha.db"
    shutil.copy(kenya_file, path)
    stand_still(path)
    return path


@pytest.fixture(autouse=True)
def one_place_one_time(still: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the machine, its clock and its folders be the same wherever this runs."""
    monkeypatch.chdir(still.parent)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TZ", "Africa/Nairobi")
    time.tzset()
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("USER", "amina")


@pytest.mark.slow
@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", LOOKS)
def test_a_screen_looks_as_it_did(name, size, colours, snap_compare, monkeypatch):
    if colours not in THEMES:
        monkeypatch.setenv("NO_COLOR", "1")
    first, keys = LOOKS[name]
    app = Application("orodha.db", TODAY, first)
    if colours in THEMES:
        app.theme = colours

    async def look(pilot) -> None:
        it = Driven(app, pilot)
        await it.settle()
        await it.press(*keys)

    assert snap_compare(app, terminal_size=SIZES[size], run_before=look)


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", LOOKS)
def test_every_text_on_a_screen_can_be_read(name, theme):
    first, keys = LOOKS[name]

    async def look(it: Driven) -> None:
        it.app.theme = theme
        await it.press(*keys)
        assert not list(faint_texts(it))

    drive("orodha.db", look, first=first)


@pytest.mark.slow
@pytest.mark.parametrize("name", LOOKS)
def test_no_hint_is_clipped_on_a_small_screen(name):
    first, keys = LOOKS[name]

    async def look(it: Driven) -> None:
        await it.press(*keys)
        assert not clipped(it)
        assert max(map(cell_len, it.lines)) <= 80

    drive("orodha.db", look, first=first)


def test_the_folder_of_the_tests_is_not_written_to(still):
    assert {one.name for one in still.parent.iterdir()} <= {"orodha.db", "orodha.db-wal", "orodha.db-shm"}
