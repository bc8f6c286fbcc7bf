from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from orodha.tui import __version__
from orodha.tui.cli.menu import COMMANDS, root_help

ROOT = Path(__file__).parents[2]


def process(*arguments: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **env}
    return subprocess.run([sys.executable, "-m", "orodha.tui", *arguments], env=environment, capture_output=True)


def test_version_is_that_of_the_project():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert __version__ == declared
    assert process("--version").stdout.decode() == f"orodha {declared}\n"


def test_version_and_help_say_the_same_with_and_without_click(run):
    assert run("--version").stdout == f"orodha {__version__}\n"
    assert run("--help").stdout.rstrip() == root_help() == process("-h").stdout.decode().rstrip()


def test_root_help_names_every_command_within_80_columns():
    text = root_help()
    assert all(f"\n  {name} " in text for name in COMMANDS)
    assert max(map(len, text.splitlines())) <= 80


def test_orodha_alone_prints_help_where_there_is_no_terminal(run):
    result = run()
    assert (result.exit_code, result.stdout.rstrip()) == (0, root_help())


@pytest.mark.parametrize(("wrong", "right"), [("lst", "list"), ("hold", "holds"), ("imprt", "import")])
def test_an_unknown_command_offers_near_ones(run, wrong, right):
    result = run(wrong)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"error: There is no command '{wrong}'.\n  Did you mean " in result.stderr
    assert right in result.stderr


def test_a_command_that_is_like_none_is_referred_to_the_help(run):
    assert "orodha --help" in run("xyzzy").stderr


def test_wrong_options_and_missing_arguments_are_wrong_usage(run):
    for arguments in (("find",), ("find", "x", "--jsn"), ("find", "x", "--limit", "0"), ("--nope",)):
        result = run(*arguments)
        assert result.exit_code == 2, arguments
        assert result.stderr.startswith("error: ")
        assert "See: orodha" in result.stderr


def test_no_catalogue_is_not_found_and_nothing_is_made(run, tmp_path):
    path = tmp_path / "none.db"
    for arguments in (("list",), ("holds", "x"), ("edit", "source/x", "a=b"), ("undo",), ("log",), ("matrix",)):
        result = run(*arguments, db=path)
        assert result.exit_code == 3, arguments
        assert f"orodha init {path}" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_foreign_file_is_refused(run, tmp_path):
    path = tmp_path / "other.db"
    path.write_text("no database")
    result = run("list", db=path)
    assert result.exit_code == 1
    assert result.stderr.startswith("error: ")


def test_db_stands_before_and_after_the_command_and_beats_the_environment(run, kenya, tmp_path):
    none = tmp_path / "none.db"
    assert run("--db", str(kenya), "list", db=none).exit_code == 0
    assert run("list", "--db", str(kenya), db=none).exit_code == 0
    assert run("--db", f"sqlite:///{kenya}", "list", db=none).exit_code == 0
    assert run("--db", "mysql://x/y", "list").exit_code == 2


def test_the_default_is_orodha_db_here(own):
    environment = {name: value for name, value in os.environ.items() if name != "ORODHA_DB"}
    done = subprocess.run(
        [sys.executable, "-m", "orodha.tui", "list"], cwd=own.parent, env=environment, capture_output=True
    )
    assert done.returncode == 0


def test_reading_leaves_no_files_behind(own):
    process("find", "permits", "--db", str(own))
    assert [path.name for path in own.parent.iterdir()] == [own.name]


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"PYTHONIOENCODING": "latin-1"}])
def test_output_is_utf8_whatever_the_locale(kenya, locale):
    done = process("show", "concept/topics-labour", "--lang", "ar", "--db", str(kenya), **locale)
    assert done.returncode == 0
    assert "ا" in done.stdout.decode("utf-8")


def test_a_reader_who_stops_reading_causes_no_error(kenya):
    command = [sys.executable, "-m", "orodha.tui", "list", "concept", "--json", "--db", str(kenya)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout and child.stderr
        child.stdout.read(1)
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 0


def test_talk_that_nobody_reads_causes_no_error(kenya):
    near, far = os.pipe()
    os.close(near)
    command = [sys.executable, "-m", "orodha.tui", "show", "source/ke-neaims", "--db", str(kenya)]
    done = subprocess.run(command, stdout=far, stderr=far)
    os.close(far)
    assert done.returncode == 0


def test_data_goes_to_stdout_and_talk_to_stderr(run):
    result = run("show", "source/ke-neaims")
    assert "orodha evidence" in result.stderr and "orodha evidence" not in result.stdout


def test_an_error_that_nobody_foresaw_is_not_hidden(run, monkeypatch):
    monkeypatch.setattr("orodha.tui.cli.lookup.open_reader", lambda: 1 / 0)
    assert isinstance(run("list").exception, ZeroDivisionError)


def test_interrupting_exits_with_130(run, monkeypatch):
    def interrupt():
        raise KeyboardInterrupt

    monkeypatch.setattr("orodha.tui.cli.lookup.open_reader", interrupt)
    assert run("list").exit_code == 130


def test_orodha_alone_greets_in_a_dumb_terminal(kenya, in_a_terminal):
    text = in_a_terminal(TERM="dumb", ORODHA_DB=str(kenya))
    assert text.startswith("Orodha: Kenya\n52 sources, 114 agencies, ")
    assert 'orodha holds "work permits"' in text
    assert f'orodha --db {kenya} holds "work permits"' in in_a_terminal("--db", str(kenya), TERM="dumb")


def test_orodha_alone_offers_to_make_a_catalogue_where_there_is_none(tmp_path, in_a_terminal):
    text = in_a_terminal(TERM="dumb", ORODHA_DB=str(tmp_path / "none.db"))
    assert "There is no catalogue at " in text and "\n  orodha init " in text
    assert list(tmp_path.iterdir()) == []


def test_orodha_alone_says_when_the_file_is_no_catalogue(tmp_path, in_a_terminal):
    path = tmp_path / "other.db"
    path.write_text("no database, but long enough to be taken for something" * 100)
    assert in_a_terminal(TERM="dumb", ORODHA_DB=str(path)).startswith("error: ")


def test_orodha_alone_in_an_empty_catalogue_says_how_to_begin(run, tmp_path, in_a_terminal):
    path = tmp_path / "empty.db"
    run("init", str(path), "--starter", "empty")
    text = in_a_terminal(TERM="dumb", ORODHA_DB=str(path))
    assert "It is empty yet." in text and "orodha add --help" in text


def test_long_output_goes_through_the_pager(kenya, in_a_terminal):
    long = in_a_terminal("log", "agency/ke-dis", "--db", str(kenya), PAGER="sed -e s/^/paged:/")
    assert long.count("paged:") > 24
    assert "paged:" not in in_a_terminal("list", "document", "--db", str(kenya), PAGER="sed -e s/^/paged:/")


def test_a_terminal_gets_colour_unless_it_is_refused(kenya, in_a_terminal):
    assert "\x1b[1m" in in_a_terminal("list", "document", "--db", str(kenya))
    assert "\x1b" not in in_a_terminal("list", "document", "--db", str(kenya), NO_COLOR="1")


def test_tables_fit_the_terminal(kenya, in_a_terminal):
    for command in (["list", "source"], ["holds", "work permits"], ["find", "permits"], ["links", "agency/ke-dis"]):
        text = in_a_terminal(*command, "--db", str(kenya), NO_COLOR="1")
        assert max(map(len, text.splitlines())) <= 80, command


def test_json_is_indented_for_the_eye(kenya, in_a_terminal):
    assert '\n  "id": "source/ke-efns"' in in_a_terminal("show", "source/ke-efns", "--json", "--db", str(kenya))


def test_the_pager_is_told_of_colours(kenya, in_a_terminal, monkeypatch):
    monkeypatch.delenv("LESS", raising=False)
    show = 'sh -c "echo LESS=$LESS; cat"'
    assert "LESS=FRX" in in_a_terminal("log", "agency/ke-dis", "--db", str(kenya), PAGER=show)


def test_a_pager_that_shows_no_colours_gets_none(kenya, in_a_terminal):
    text = in_a_terminal("log", "agency/ke-dis", "--db", str(kenya), PAGER="sed -e s/^/paged:/", LESS="-F")
    assert "paged:" in text and "\x1b" not in text


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
@pytest.mark.parametrize(
    "arguments", [("find", "permits"), ("list", "source", "--json"), ("--help",), ("--version",), ("find", "-h")]
)
def test_a_full_disk_is_an_error_in_words(kenya, arguments):
    command = [sys.executable, "-m", "orodha.tui", *arguments]
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            command, env={**os.environ, "ORODHA_DB": str(kenya)}, stdout=full, stderr=subprocess.PIPE
        )
    assert result.returncode == 1
    assert result.stderr.decode() == "error: the output could not be written: No space left on device\n"


def test_the_first_word_alone_lists_the_commands_that_begin_with_it(run):
    result = run("map")
    assert result.exit_code == 0
    assert "\n  map suggest  " in result.stdout
    assert run("map", "sugest").exit_code == 2
