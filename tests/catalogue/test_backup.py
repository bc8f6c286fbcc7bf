"""Backups of a catalogue."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue, Reader
from orodha.catalogue.errors import (
    DatabaseError,
    UsageError,
)
from samples import AREA
from snapshots import names, snapshot


def test_a_backup_has_what_was_saved(small: Catalogue, tmp_path: Path):
    target = small.backup(tmp_path / "backup.db")
    with Catalogue.open(target) as copy:
        assert snapshot(copy) == snapshot(small)
        assert [batch.note for batch in copy.reader.log()] == ["small"]


def test_a_backup_is_one_file(small: Catalogue, tmp_path: Path):
    small.backup(tmp_path / "folder.db")
    assert {"folder.db-wal", "folder.db-shm"} & names(tmp_path) == set()


def test_a_backup_can_be_made_while_somebody_writes(small: Catalogue, path: Path, tmp_path: Path):
    before = snapshot(small)
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM record")
    target = small.backup(tmp_path / "backup.db")
    writer.execute("ROLLBACK")
    writer.close()
    with Catalogue.open(target) as copy:
        assert snapshot(copy) == before


def test_a_backup_never_overwrites(small: Catalogue, tmp_path: Path):
    (tmp_path / "backup.db").write_text("mine")
    with pytest.raises(UsageError, match="exists already"):
        small.backup(tmp_path / "backup.db")
    assert (tmp_path / "backup.db").read_text() == "mine"


def test_a_backup_to_a_folder_that_is_missing_is_refused_in_words(small: Catalogue, tmp_path: Path):
    with pytest.raises(DatabaseError):
        small.backup(tmp_path / "missing" / "backup.db")
    assert not (tmp_path / "missing").exists()


def test_a_backup_works_as_a_catalogue(small: Catalogue, tmp_path: Path):
    target = small.backup(tmp_path / "backup.db")
    with Catalogue.open(target) as copy:
        copy.put_all([(AREA, None)])
        copy.undo()
        copy.undo()
        assert copy.reader.counts() == {}
        assert copy.database.value("PRAGMA journal_mode") == "wal"
    assert small.reader.has("area/ke")


def test_a_backup_can_be_opened_while_it_is_read(small: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("orodha.catalogue.database.BUSY_SECONDS", 0.05)
    target = small.backup(tmp_path / "backup.db")
    with Reader.open(target) as reader:
        rows = reader.documents()
        next(rows)
        with Catalogue.open(target) as copy:
            assert copy.reader.has("area/ke")
        assert len(list(rows)) == 20
        with Catalogue.open(target) as copy:
            copy.put_all([(AREA, None)])
        assert reader.has("area/ug")
