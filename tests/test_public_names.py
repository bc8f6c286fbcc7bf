"""The public surface: what ``orodha.catalogue`` offers, and that the rooms' names can be had in any order."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from processes import python

ROOT = Path(__file__).parents[1]

ROOMS = ("orodha.catalogue", "orodha.vocab", "orodha.inventory")

CATALOGUE = [
    "Applied",
    "Catalogue",
    "ChangeSet",
    "Delete",
    "Hit",
    "Kind",
    "Means",
    "OrodhaError",
    "Part",
    "Put",
    "Reader",
    "Record",
    "Statement",
]


def public(room: str) -> dict[str, str]:
    return importlib.import_module(room)._HOMES


every = [(room, name) for room in ROOMS for name in public(room)]


def test_the_engine_offers_these_names():
    assert sorted(public("orodha.catalogue")) == CATALOGUE


@pytest.mark.parametrize(("room", "name"), every)
def test_every_public_name_is_there(room: str, name: str):
    home = importlib.import_module(f"{room}.{public(room)[name]}")
    assert getattr(importlib.import_module(room), name) is getattr(home, name)


@pytest.mark.parametrize(("room", "name"), every)
def test_every_public_name_is_explained(room: str, name: str):
    assert (getattr(importlib.import_module(room), name).__doc__ or "").strip()


@pytest.mark.parametrize(("room", "name"), every)
def test_type_checkers_are_told_of_every_public_name(room: str, name: str):
    source = (ROOT / room.partition(".")[2] / "__init__.py").read_text(encoding="utf-8")
    assert f"    from .{public(room)[name]} import {name} as {name}\n" in source


@pytest.mark.parametrize("room", ROOMS)
def test_no_public_name_is_that_of_a_module(room: str):
    """Importing the module would put it in the name's place."""
    modules = {module.name for module in pkgutil.iter_modules(importlib.import_module(room).__path__)}
    assert modules & set(public(room)) == set()


@pytest.mark.parametrize("room", ROOMS)
def test_a_name_that_is_not_there_is_an_attribute_error(room: str):
    with pytest.raises(AttributeError, match="nothing"):
        _ = importlib.import_module(room).nothing


def test_opening_a_reader_imports_nothing_heavy():
    code = (
        "import sys; from orodha.catalogue import Reader\n"
        "heavy = {'pydantic', 'sqlmodel', 'sqlalchemy', 'networkx', 'jsonschema', 'orjson', 'rapidfuzz'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    assert python(code) == "[]\n"


def test_the_five_lines_of_the_readme_work_on_the_starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    from orodha.inventory.starter import create

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    snippet, printed = re.search(r"```python\n(.*?)```\n\n```text\n(.*?)```", readme, re.DOTALL).groups()
    assert len([line for line in snippet.splitlines() if line]) == 5
    create(tmp_path / "orodha.db").close()
    monkeypatch.chdir(tmp_path)
    exec(compile(snippet, "README.md", "exec"), {})
    assert capsys.readouterr().out == printed
