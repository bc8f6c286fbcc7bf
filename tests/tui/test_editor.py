"""A text in the person's own editor."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import pytest
from orodha.catalogue.errors import UsageError
from orodha.tui.editor import edited


@pytest.fixture(autouse=True)
def place(monkeypatch, tmp_path):
    """Where the files are that the editor is given."""
    folder = tmp_path / "given"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.delenv("VISUAL", raising=False)
    return folder


def editor(monkeypatch, tmp_path, work):
    """Let the editor be a program that does something with ``path``."""
    program = tmp_path / "program.py"
    program.write_text(f"import sys\nfrom pathlib import Path\npath = Path(sys.argv[1])\n{work}\n")
    monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{program}'")


def test_the_text_is_what_the_editor_left(monkeypatch, tmp_path, place):
    editor(monkeypatch, tmp_path, "path.write_text(path.read_text().upper())")
    assert edited("vibali", whole=False) == "VIBALI"
    assert list(place.iterdir()) == []


@pytest.mark.parametrize(
    ("program", "told"),
    [("/nonexistent/ed", "cannot be started"), ("false", "ended with error 1"), ("ed 'a", "not closed")],
)
def test_an_editor_that_cannot_be_used_is_told(monkeypatch, place, program, told):
    monkeypatch.setenv("EDITOR", program)
    with pytest.raises(UsageError, match=told):
        edited("vibali", whole=False)
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("work", [r"path.write_bytes(b'\xff\xfe')", "path.write_text('mine'); sys.exit(1)"])
def test_what_was_written_and_cannot_be_taken_over_stays_where_it_is_told(monkeypatch, tmp_path, place, work):
    editor(monkeypatch, tmp_path, work)
    with pytest.raises(UsageError) as refused:
        edited("vibali", whole=False)
    [kept] = place.iterdir()
    assert Path(re.search(r"is in (\S+)\. ", refused.value.advice)[1]) == kept
    assert kept.read_bytes() in (b"\xff\xfe", b"mine")
