from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from glossaries import records
from orodha.catalogue import Catalogue
from orodha.tui.cli.app import orodha

Run = Callable[..., Result]


@pytest.fixture(scope="session", autouse=True)
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the settings, keys and drafts of whoever runs the tests take no part."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(home / "config"))
        patch.setenv("XDG_STATE_HOME", str(home / "state"))
        yield


@pytest.fixture(scope="session")
def kenya(kenya_file: Path) -> Path:
    """The file of the starter catalogue of Kenya, for reading only."""
    return kenya_file


@pytest.fixture
def own(kenya: Path, tmp_path: Path) -> Path:
    """A copy of the starter catalogue to write to."""
    return Path(shutil.copy(kenya, tmp_path / "orodha.db"))


@pytest.fixture
def copy(kenya: Path, tmp_path: Path) -> Path:
    """Another office's copy of the starter catalogue."""
    return Path(shutil.copy(kenya, tmp_path / "copy.db"))


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A catalogue with three small glossaries and an empty one."""
    path = tmp_path / "words.db"
    with Catalogue.create(path) as made:
        made.begin_with(((one, None) for one in records()), note="words", author="tests")
    return path


@pytest.fixture
def run(kenya: Path) -> Run:
    """Run a command line in this process on the shared catalogue, or on the one that ``db`` names."""

    def call(*arguments: str, db: Path | None = None, input: str | None = None, **env: str) -> Result:
        environment = {"ORODHA_DB": str(db or kenya), "COLUMNS": None, **env}
        return CliRunner().invoke(orodha, list(arguments), input=input, env=environment)

    return call


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let stdout pass for a terminal of 80 columns."""
    monkeypatch.setattr("orodha.tui.cli.output.at_terminal", lambda: True)
    monkeypatch.setattr("orodha.tui.cli.output.screen_width", lambda: 80)
    monkeypatch.setattr("orodha.tui.cli.record.screen_width", lambda: 80)
    monkeypatch.setattr("orodha.tui.cli.holding.screen_width", lambda: 80)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be somebody to ask."""
    monkeypatch.setattr("orodha.tui.cli.editing.can_ask", lambda: True)
    monkeypatch.setattr("orodha.tui.cli.history.can_ask", lambda: True)


@pytest.fixture
def in_a_terminal() -> Callable[..., str]:
    """Give a function that returns what a process writes to a terminal."""

    def shown(*arguments: str, **env: str) -> str:
        """Return what a process writes to a terminal of 80 columns and 24 lines."""
        near, far = os.openpty()
        termios.tcsetwinsize(near, (24, 80))
        environment = {
            name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "PAGER")
        }
        command = [sys.executable, "-m", "orodha.tui", *arguments]
        with subprocess.Popen(command, env={**environment, "TERM": "xterm", **env}, stdin=far, stdout=far, stderr=far):
            os.close(far)
            written = b""
            with contextlib.suppress(OSError):  # Linux says so at the end
                while part := os.read(near, 65536):
                    written += part
        os.close(near)
        return written.decode().replace("\r\n", "\n")

    return shown
