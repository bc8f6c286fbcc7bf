"""Database files that cannot be used as asked: missing, foreign, locked, damaged."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue, Reader, schema
from orodha.catalogue.database import create_file
from orodha.catalogue.errors import (
    DatabaseBusy,
    DatabaseError,
    NoCatalogue,
    NotACatalogue,
    NotFound,
    UsageError,
)
from samples import AREA
from snapshots import names

both = pytest.mark.parametrize("opened", [Catalogue, Reader])


# --- missing and foreign


@both
def test_a_missing_catalogue_is_not_made(opened: type, tmp_path: Path):
    with pytest.raises(NoCatalogue, match="There is no catalogue at") as caught:
        opened.open(tmp_path / "folder" / "no.db")
    assert "orodha init" in caught.value.advice
    assert names(tmp_path) == set()


def test_a_missing_catalogue_is_something_not_found():
    assert issubclass(NoCatalogue, NotFound)


@both
def test_a_folder_is_no_catalogue(opened: type, tmp_path: Path):
    with pytest.raises(NoCatalogue):
        opened.open(tmp_path)


@both
@pytest.mark.parametrize("content", [b"", b"id,name\n1,x\n", b"PK\x03\x04" + bytes(5000), bytes(5000)])
def test_another_file_is_refused_and_left_alone(opened: type, content: bytes, path: Path):
    path.write_bytes(content)
    with pytest.raises(NotACatalogue):
        opened.open(path)
    assert path.read_bytes() == content
    assert names(path.parent) == {path.name}


@both
def test_the_database_of_another_program_is_refused_and_left_alone(opened: type, path: Path):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE record (id TEXT)")
    connection.close()
    content = path.read_bytes()
    with pytest.raises(NotACatalogue, match="another program"):
        opened.open(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("url", ["postgresql://host/db", "mysql://host/db"])
def test_databases_that_are_not_supported_are_refused_by_name(url: str):
    with pytest.raises(UsageError, match=r"(postgresql|mysql) databases are not supported yet"):
        Catalogue.open(url)


def test_a_catalogue_is_opened_by_url(closed: Path):
    with Reader.open(f"sqlite:///{closed}") as reader:
        assert reader.has("area/ke")


@pytest.mark.parametrize("name", ["with space.db", "ሰነድ.db", "a%20b?c#d.db", "it's.db", ":memory:", "-x.db"])
def test_a_file_may_have_any_name(name: str, tmp_path: Path):
    with Catalogue.create(tmp_path / name) as catalogue:
        catalogue.put_all([(AREA, None)])
    with Reader.open(tmp_path / name) as reader:
        assert reader.has("area/ug")


# --- making one


def test_a_new_catalogue_makes_its_folders(tmp_path: Path):
    Catalogue.create(tmp_path / "a" / "b" / "c.db").close()
    assert (tmp_path / "a" / "b" / "c.db").is_file()


def test_a_file_that_exists_is_not_made_anew(closed: Path):
    content = closed.read_bytes()
    with pytest.raises(UsageError, match="exists already"):
        Catalogue.create(closed)
    assert closed.read_bytes() == content


def test_a_file_that_somebody_else_has_just_made_is_not_taken_over(closed: Path):
    content = closed.read_bytes()
    with pytest.raises(UsageError, match="exists already"):
        create_file(closed)
    assert closed.read_bytes() == content


@pytest.mark.parametrize("base", ["", "example.org/", "https://example.org", "https://exa mple.org/"])
def test_a_base_that_makes_no_iris_is_refused(base: str, path: Path):
    with pytest.raises(UsageError, match="base of IRIs"):
        Catalogue.create(path, base=base)
    assert not path.exists()


def test_a_catalogue_that_could_not_be_made_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(schema, "SEARCH_INDEX", "CREATE NONSENSE")
    with pytest.raises(DatabaseError):
        Catalogue.create(path)
    assert names(path.parent) == set()


def test_a_file_cannot_be_a_folder(closed: Path):
    with pytest.raises(DatabaseError, match="cannot be made"):
        Catalogue.create(closed / "new.db")


def test_a_catalogue_that_was_never_finished_is_none(path: Path):
    create_file(path).close()
    with pytest.raises(NotACatalogue):
        Reader.open(path)


# --- locked


def test_a_locked_catalogue_is_busy(small: Catalogue, path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("orodha.catalogue.database.BUSY_SECONDS", 0.05)
    holder = sqlite3.connect(path, isolation_level=None)
    with Catalogue.open(path) as catalogue:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy, match=r"locked by another program for 0\.05 seconds") as caught:
            catalogue.put_all([(AREA, None)])
        assert "try again" in caught.value.advice
        assert catalogue.reader.has("area/ke")
        holder.execute("ROLLBACK")
        catalogue.put_all([(AREA, None)])
    holder.close()


def test_a_locked_catalogue_can_be_read(closed: Path):
    holder = sqlite3.connect(closed, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with Reader.open(closed) as reader:
        assert reader.has("area/ke")
    holder.close()


def test_a_catalogue_that_is_being_read_can_be_written_to(small: Catalogue, path: Path):
    with Reader.open(path) as reader:
        rows = reader.documents()
        next(rows)
        small.put_all([(AREA, None)])
        assert len(list(rows)) == 20  # the rest of what was there when it began
        assert reader.has("area/ug")


# --- damaged


@both
def test_a_damaged_catalogue_is_called_so(opened: type, closed: Path):
    with closed.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (closed.stat().st_size - 4096))
    with pytest.raises(NotACatalogue, match="damaged") as caught:
        opened.open(closed)
    assert "backup" in caught.value.advice


@both
def test_a_catalogue_that_was_cut_off_is_called_damaged(opened: type, closed: Path):
    os.truncate(closed, 8192)
    with pytest.raises(NotACatalogue, match="damaged"):
        opened.open(closed)


def test_damage_that_is_met_later_is_called_so(closed: Path):
    raw = sqlite3.connect(closed)
    page = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'record'").fetchone()[0]
    raw.close()
    with closed.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xa5" * 4096)
    with Reader.open(closed) as reader, pytest.raises(NotACatalogue, match="damaged"):
        list(reader.documents())
