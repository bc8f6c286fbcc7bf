"""Suggestions reviewed key by key at a terminal."""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from glossaries import listed, state
from orodha.tui.cli.reviewing import _key


def test_review_without_a_terminal_says_what_to_use(run, words):
    result = run("map", "review", "a", "b", db=words)
    assert result.exit_code == 2
    assert "map accept" in result.stderr and ".xlsx" in result.stderr


KEYS = "[q]uit"


def reviewed(words: Path, *answers: tuple[str, str], code: int = 0) -> str:
    """Review two schemes in a terminal of 80 columns: wait for each text, type what belongs to it; return the screen.

    A key is typed when the terminal takes keys, a line when it takes lines: until then, what is typed would be lost.
    """
    near, far = os.openpty()
    termios.tcsetwinsize(near, (24, 80))
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    command = [sys.executable, "-m", "orodha.tui", "--db", str(words), "map", "review", "a", "b", "--reviewer", "Me"]
    env = {**environment, "TERM": "xterm", "NO_COLOR": "1"}
    with subprocess.Popen(command, env=env, stdin=far, stdout=far, stderr=far) as process:
        written = b""
        for wanted, typed in answers:
            written = _until(process, near, wanted.encode(), written, lines=typed.endswith("\n"))
            os.write(near, typed.encode())
        os.close(far)
        with contextlib.suppress(OSError):  # Linux says so at the end
            while part := os.read(near, 65536):
                written += part
        assert process.wait(timeout=30) == code
    os.close(near)
    return written.decode().replace("\r\n", "\n")


def _until(process: subprocess.Popen[bytes], near: int, wanted: bytes, before: bytes, *, lines: bool) -> bytes:
    written, seen = before, len(before)
    while wanted not in written[seen:] or bool(termios.tcgetattr(near)[3] & termios.ICANON) is not lines:
        if select.select([near], [], [], 0.01)[0]:
            written += os.read(near, 65536)
        elif process.poll() is not None:
            raise AssertionError(f"It ended before it said {wanted!r}:\n{written.decode()}")
    return written


def test_review_saves_every_decision_at_once(run, words):
    run("map", "suggest", "a", "b", "--save", "--top", "1", "--min", "0.3", db=words)
    count = len(listed(run, words))
    assert count >= 2
    screen = reviewed(words, (KEYS, "a"), (KEYS, "r"), ("back)", "Another law.\n"))
    rows = {one["status"]: one for one in listed(run, words)}
    assert rows["accepted"]["reviewer"] == rows["rejected"]["reviewer"] == "Me"
    assert rows["rejected"]["reason"] == "Another law."
    assert "1 mapping accepted and 1 mapping rejected" in screen
    batches = json.loads(run("log", "--json", db=words).stdout)
    assert [one["records"] for one in batches[:2]] == [1, 1] and batches[0]["author"] == "Me"


def test_review_undoes_the_last_decision_and_comes_back_to_it(run, words):
    before = state(words)
    screen = reviewed(words, (KEYS, "a"), (KEYS, "u"), (KEYS, "q"))
    assert screen.count("1 of ") == 2 and "Took batch 2 back." in screen
    assert state(words) == before


@pytest.mark.slow
def test_review_changes_the_predicate_and_notes(run, words):
    answers = [(KEYS, "c"), ("[r]elated", "b"), (KEYS, "n"), ("back)", "Ask Uganda.\n"), (KEYS, "q")]
    screen = reviewed(words, *answers)
    assert "broad match" in screen and "A is a narrower" not in screen
    [one] = listed(run, words)
    assert (one["predicate"], one["status"], one["notes"]) == ("skos:broadMatch", "proposed", {"en": "Ask Uganda."})


@pytest.mark.slow
def test_review_skips_refuses_other_keys_and_rejects_only_with_a_reason(run, words):
    answers = [(KEYS, "x"), ("Press", "r"), ("back)", "\n"), (KEYS, "u"), (KEYS, "s"), (KEYS, "q")]
    screen = reviewed(words, *answers)
    assert "Press a, r, c, n, s, u or q." in screen and "Nothing was decided yet." in screen and "2 of " in screen
    assert listed(run, words) == []


@pytest.mark.parametrize(("last", "code"), [("\x03", 130), pytest.param("\x04", 0, marks=pytest.mark.slow)])
def test_review_keeps_what_was_decided_when_it_is_interrupted(run, words, last, code):
    screen = reviewed(words, (KEYS, "a"), (KEYS, last), code=code)
    assert "1 mapping accepted" in screen and ("interrupted" in screen) is (code == 130)
    assert len(listed(run, words)) == 1


@pytest.mark.slow
def test_review_shows_no_card_again_after_a_strange_key(words):
    screen = reviewed(words, (KEYS, "x"), ("Press", "q"))
    assert screen.count("1 of ") == screen.count(KEYS) == screen.count("Press") == 1


def test_review_passes_over_arrows(monkeypatch):
    typed = iter(["\x1b[A", "\x1bOB", "\xe0H", "A"])
    monkeypatch.setattr("click.getchar", lambda: next(typed))
    assert _key() == "a"


@pytest.mark.slow
def test_of_keys_typed_at_once_the_first_counts(run, words):
    screen = reviewed(words, (KEYS, "aa"), (KEYS, "q"))
    assert "1 mapping accepted" in screen and "Press" not in screen
    assert len(listed(run, words)) == 1


@pytest.mark.slow
def test_review_tells_definitions_in_words_from_facets(run, words):
    assert run("edit", "a-seasonal-worker", "facets.measure=stock", db=words).exit_code == 0
    screen = reviewed(words, (KEYS, "q"))
    assert "No definition in words is on record." in screen and "No definition is on record." in screen


def test_review_shows_both_definitions_within_80_columns(run, words):
    for name in ("concept/a-migrant", "concept/a-seasonal-worker"):
        run("edit", name, "definition=" + "A person who has lived abroad for at least a year. " * 4, db=words)
    screen = reviewed(words, (KEYS, "q"))
    assert "A person who has lived abroad" in screen and "No definition is on record." in screen
    assert all(len(line) <= 80 for line in screen.splitlines())


@pytest.mark.slow
def test_review_after_all_is_decided_has_nothing_left(run, words):
    run("map", "suggest", "a", "b", "--save", db=words)
    for one in listed(run, words):
        run("map", "reject", one["id"], "--reason", "No.", db=words)
    assert reviewed(words) == "Nothing decided; nothing left.\n"
