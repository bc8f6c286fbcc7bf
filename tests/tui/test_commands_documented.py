"""Every command has help that begins with an example that works, and stands in the reference."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from orodha.tui.cli.app import orodha
from orodha.tui.cli.menu import COMMANDS, root_help

ROOT = Path(__file__).parents[2]
WRITES = {"add", "edit", "delete", "undo", "init", "import", "export", "template", "backup", "matrix"}
WRITES |= {"due", "agreements"}
WRITES |= {"coverage"}
WRITES |= {"readiness"}
WRITES |= {"map suggest", "map accept", "map reject", "map change", "map note", "map export", "map import"}
WRITES |= {"merge", "replace-contact"}
WRITES |= {"gaps", "gaps plan"}
WRITES |= {"procedure review", "procedure endorse"}
WRITES |= {"quality"}
WRITES |= {"distinct"}
WRITES |= {"rules", "rules set"}
WRITES |= {"evidence"}
FIRST = {"undo": ("edit", "source/ke-efns", "level=county")}
"""What has to be done before the examples of a command."""

FOUND_SOMETHING = {"check": (0, 1), "map review": (2,), "tui": (0, 2)}
"""Exit codes other than 0 that the examples of a command have here: a review and the application need a terminal."""


def examples(text: str) -> list[str]:
    whole = text.replace(" \\\n", " ")  # long ones go on in the next line
    return [line.strip() for line in whole.splitlines() if re.match(r"\s*orodha [a-z]", line)]


@pytest.fixture(scope="session")
def commands_page():
    spec = importlib.util.spec_from_file_location("make_commands", ROOT / "tools" / "make_commands.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", COMMANDS)
def test_help_begins_with_an_example(run, name):
    result = run(*name.split(), "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("  orodha ")
    assert f"\n  orodha {name}" in f"\n{result.stdout.partition('Usage:')[0]}"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_a_screen(run, name):
    assert max(map(len, run(*name.split(), "--help", COLUMNS="80").stdout.splitlines())) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_a_summary_and_says_what_options_do(name):
    command = orodha.get_command(click.Context(orodha), name)
    assert command and command.help
    for parameter in command.params:
        assert not isinstance(parameter, click.Option) or parameter.help, parameter.name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_works_on_the_starter_catalogue(run, own, kenya, name, monkeypatch):
    monkeypatch.chdir(own.parent)
    for example in examples(run(*name.split(), "--help").stdout.partition("Usage:")[0]):
        own.unlink(missing_ok=True)
        if name != "init":
            shutil.copy(kenya, own)
        if name in FIRST:
            assert run(*FIRST[name], db=own).exit_code == 0
        result = run(*shlex.split(example)[1:], db=Path("orodha.db") if name in WRITES else kenya)
        assert result.exit_code in FOUND_SOMETHING.get(name, (0,)), f"{example}\n{result.stderr}"


def test_the_examples_of_the_root_help_work(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for example in examples(root_help().partition("Usage:")[0]):
        assert run(*shlex.split(example)[1:], db=Path("orodha.db")).exit_code == 0, example


def test_every_command_that_lists_has_json_and_csv():
    for name in ("find", "list", "links", "path", "query", "holds", "matrix", "log", "evidence", "check"):
        command = orodha.get_command(click.Context(orodha), name)
        assert command and {"--json", "--csv"} <= {option for one in command.params for option in one.opts}, name


def test_every_command_takes_the_catalogue_after_its_name():
    for name in COMMANDS:
        command = orodha.get_command(click.Context(orodha), name)
        assert command and "--db" in {option for one in command.params for option in one.opts}, name


def test_summaries_of_the_table_fit_a_line():
    assert all(entry.summary.endswith(".") and len(entry.summary) <= 64 for entry in COMMANDS.values())


def test_the_reference_has_a_heading_a_command():
    text = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    assert re.findall(r"^### (.+)$", text, re.MULTILINE) == list(COMMANDS)


def test_the_reference_is_up_to_date(commands_page):
    text = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    assert text == commands_page.page(), "run: python tools/make_commands.py"
