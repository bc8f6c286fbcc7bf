"""What a lookup loads: the libraries that cost more than the answer stay out."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    *("sqlmodel", "sqlalchemy", "pydantic", "pydantic_core", "rdflib", "pyoxigraph", "networkx", "textual"),
    *("jsonschema", "typer", "requests", "urllib3"),
)
LIBRARY = "from orodha.catalogue import Reader"


def loaded(code: str, *arguments: str) -> set[str]:
    """Return the modules that are there after some code has run in a process of its own."""
    after = "import sys; sys.stdout.write('\\n' + ' '.join(sys.modules))"
    program = f"import sys\ntry:\n    {code}\nexcept SystemExit as end:\n    assert not end.code, end.code\n{after}"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, encoding="utf-8", check=True
    )
    return set(done.stdout.splitlines()[-1].split())


def command(*arguments: str) -> set[str]:
    return loaded("from orodha.tui.__main__ import main; main()", *arguments)


LOOKUPS = {
    "find": ("find", "work permits"),
    "find with a typing error": ("find", "wrok permits"),
    "list": ("list", "source"),
    "list kinds": ("list",),
    "show": ("show", "source/ke-neaims"),
    "links": ("links", "agency/ke-dis"),
    "path": ("path", "source/ke-efns", "agency/ke-moi"),
    "holds": ("holds", "work permits"),
    "matrix": ("matrix",),
    "log": ("log",),
    "evidence": ("evidence", "source/ke-neaims"),
    "json": ("holds", "work permits", "--json"),
    "csv": ("list", "source", "--csv"),
    "map list": ("map", "list", "ke"),
}


@pytest.mark.parametrize("arguments", LOOKUPS.values(), ids=LOOKUPS)
def test_a_lookup_loads_nothing_heavy(kenya, arguments):
    modules = command("--db", str(kenya), *arguments)
    assert modules.isdisjoint(HEAVY)
    assert modules.isdisjoint({"importlib.metadata", "orodha.catalogue.kinds", "orodha.catalogue.catalogue"})


def test_a_command_loads_no_other_command(kenya):
    ours = {name for name in command("--db", str(kenya), "find", "permits") if name.startswith("orodha.tui.cli.")}
    assert ours.isdisjoint(f"orodha.tui.cli.{name}" for name in ("editing", "history", "admin", "record", "holding"))


@pytest.mark.parametrize("option", ["--version", "--help", "-h"])
def test_version_and_help_do_without_click(option):
    modules = command(option)
    assert modules.isdisjoint({*HEAVY, "click", "sqlite3", "json", "typing", "orodha.catalogue"})


def test_help_after_a_database_option_loads_no_command(kenya):
    modules = command("--db", str(kenya), "--help")
    assert modules.isdisjoint({*HEAVY, "orodha.tui.cli.lookup", "orodha.tui.cli.admin"})


def test_did_you_mean_loads_no_command():
    program = "from orodha.tui.cli.app import run; assert run(['hold']) == 2"
    assert loaded(program).isdisjoint({*HEAVY, "orodha.tui.cli.lookup", "orodha.tui.cli.holding"})


def test_reading_as_a_library_loads_nothing_heavy(kenya):
    modules = loaded(f"{LIBRARY}\n    with Reader.open(sys.argv[1]) as reader: reader.find('permits')", str(kenya))
    assert modules.isdisjoint(HEAVY)


def test_the_application_opens_without_the_command_line_and_without_what_writes():
    modules = loaded("from orodha.tui import app; from orodha.tui.screens import home")
    assert modules.isdisjoint({*HEAVY, "click", "networkx", "numpy", "rapidfuzz", "tomllib", "secrets"} - {"textual"})
    assert not any(name.startswith("orodha.tui.cli") for name in modules)
    assert modules.isdisjoint({"orodha.catalogue.kinds", "orodha.catalogue.catalogue", "orodha.tui.screens.listing"})
