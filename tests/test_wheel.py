"""The wheel: everything of the four packages is in it, and nothing else is installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("catalogue", "vocab", "inventory", "tui")
KEPT = (".py", ".json", ".toml", ".sql", ".typed", ".tcss")
"""Endings of the files that a package consists of."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel that was built from a copy of the source."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(source)]
    done = subprocess.run(build, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    (file,) = folder.glob("*.whl")
    with ZipFile(file) as archive:
        return set(archive.namelist())


def test_every_module_and_data_file_is_in_the_wheel(wheel: set[str]):
    files = [file for package in PACKAGES for file in (ROOT / package).rglob("*") if file.suffix in KEPT]
    wanted = {f"orodha/{file.relative_to(ROOT).as_posix()}" for file in files if "__pycache__" not in file.parts}
    assert len(wanted) > 60
    assert wanted - wheel == set()


def test_the_packages_hold_no_file_of_another_sort():
    files = [file for package in PACKAGES for file in (ROOT / package).rglob("*") if file.is_file()]
    assert {file.suffix for file in files if "__pycache__" not in file.parts} <= set(KEPT)


def test_nothing_is_installed_at_top_level_but_the_package(wheel: set[str]):
    top = {name.partition("/")[0] for name in wheel}
    assert {name for name in top if not name.endswith(".dist-info")} == {"orodha"}
    assert len(top) == 2


def test_the_four_rooms_are_all_that_is_in_the_package(wheel: set[str]):
    rooms = {name.split("/")[1] for name in wheel if name.startswith("orodha/")}
    assert rooms == set(PACKAGES)


def test_the_wheel_has_the_licence_and_the_command(wheel: set[str]):
    about = {name.partition("/")[2] for name in wheel if ".dist-info/" in name}
    assert {"METADATA", "entry_points.txt", "licenses/LICENSE"} <= about
