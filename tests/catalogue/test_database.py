"""Database files that cannot be used as asked: missing, foreign, read-only, locked, full, damaged; and backups."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue, Reader, schema
from orodha.catalogue.database import create_file
from orodha.catalogue.errors import (
    DatabaseBusy,
    DatabaseError,
    DiskFull,
    NoCatalogue,
    NotACatalogue,
    NotFound,
    UsageError,
)
from processes import as_nobody, python
from snapshots import snapshot

both = pytest.mark.parametrize("opened", [Catalogue, Reader])

AREA = {"id": "area/ug", "name": "Uganda", "type": "country"}


@pytest.fixture
def closed(small: Catalogue, path: Path) -> Path:
    """The small catalogue, closed."""
    small.close()
    return path


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that any user of the machine may look into."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


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


# --- read-only


def test_reading_leaves_no_files(closed: Path):
    with Reader.open(closed) as reader:
        reader.find("permits")
    assert names(closed.parent) == {closed.name}


def test_reading_changes_nothing_in_the_file(closed: Path):
    content = closed.read_bytes()
    with Reader.open(closed) as reader:
        list(reader.documents())
    assert closed.read_bytes() == content


def test_closing_leaves_one_file(closed: Path):
    assert names(closed.parent) == {closed.name}


READ = "print(tried(lambda: Reader.open(sys.argv[2]).get('area/ke')['id']))"
WRITE = """
area = {"id": "area/z", "name": "Z", "type": "country"}
print(tried(lambda: Catalogue.open(sys.argv[2]).put_all([(area, None)])))
"""


@pytest.fixture
def locked_up(closed: Path, shared: Path) -> Iterator[Path]:
    """A catalogue in a folder in which nobody but its owner may write."""
    folder = shared / "folder"
    folder.mkdir()
    target = folder / "test.db"
    shutil.copy(closed, target)
    target.chmod(0o444)
    folder.chmod(0o555)
    yield target
    folder.chmod(0o755)


def test_a_read_only_folder_can_be_read(locked_up: Path, tmp_path: Path):
    assert as_nobody(tmp_path / "warm", READ, locked_up) == "area/ke\n"
    assert names(locked_up.parent) == {"test.db"}


def test_a_read_only_folder_cannot_be_written_to(locked_up: Path, tmp_path: Path):
    content = locked_up.read_bytes()
    assert as_nobody(tmp_path / "warm", WRITE, locked_up).startswith("ReadOnlyCatalogue: ")
    assert locked_up.read_bytes() == content


def test_a_read_only_file_cannot_be_written_to(locked_up: Path, tmp_path: Path):
    locked_up.parent.chmod(0o777)
    assert as_nobody(tmp_path / "warm", WRITE, locked_up).startswith("ReadOnlyCatalogue: ")


def test_a_read_only_file_can_be_read(locked_up: Path, tmp_path: Path):
    locked_up.parent.chmod(0o777)
    assert as_nobody(tmp_path / "warm", READ, locked_up) == "area/ke\n"


def test_a_catalogue_cannot_be_made_in_a_read_only_folder(locked_up: Path, tmp_path: Path):
    code = "for target in sys.argv[2:]: print(tried(lambda: Catalogue.create(target)))"
    targets = (locked_up.parent / "new.db", locked_up.parent / "sub" / "new.db")
    told = as_nobody(tmp_path / "warm", code, *targets).splitlines()
    assert [line.partition(":")[0] for line in told] == ["ReadOnlyCatalogue"] * 2


def test_a_file_that_may_not_be_read_is_refused_in_words(locked_up: Path, tmp_path: Path):
    locked_up.chmod(0o000)
    assert as_nobody(tmp_path / "warm", READ, locked_up).startswith("ReadOnlyCatalogue: ")


def test_a_read_only_folder_is_read_while_its_owner_has_it_open(closed: Path, shared: Path, tmp_path: Path):
    target = shared / "test.db"
    shutil.copy(closed, target)
    with Catalogue.open(target) as owner:
        owner.put_all([({"id": "area/ke", "name": "Kenya now", "type": "country"}, None)])
        code = "print(tried(lambda: Reader.open(sys.argv[2]).labels(['area/ke'])))"
        assert as_nobody(tmp_path / "warm", code, target) == "{'area/ke': 'Kenya now'}\n"


def test_changes_that_a_reader_cannot_see_are_not_passed_over_in_silence(
    small: Catalogue, shared: Path, tmp_path: Path
):
    small.delete("area/eac")
    for suffix in ("", "-wal"):  # as a crash leaves them, and a copy takes them
        shutil.copy(f"{small.database.path}{suffix}", shared / f"test.db{suffix}")
    shared.chmod(0o555)
    told = as_nobody(tmp_path / "warm", READ, shared / "test.db")
    assert told.startswith("ReadOnlyCatalogue: ")
    assert "-wal" in told
    with Reader.open(shared / "test.db") as reader:  # as its owner
        assert not reader.has("area/eac")


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


# --- full


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def areas(count: int) -> list[tuple[dict[str, object], None]]:
    return [({"id": f"area/a{n}", "name": f"Area number {n}", "type": "county"}, None) for n in range(count)]


def test_a_full_disk_saves_nothing_and_breaks_nothing(small_disk: Path):
    with Catalogue.create(small_disk / "test.db") as catalogue:
        catalogue.put_all([(AREA, None)])
        before = snapshot(catalogue)
        with pytest.raises(DiskFull, match="full") as caught:
            catalogue.put_all(areas(20_000))
        assert "free some room" in caught.value.advice
        assert snapshot(catalogue) == before
        catalogue.put_all(areas(5))
        catalogue.undo()
        assert snapshot(catalogue) == before


def test_a_catalogue_that_met_a_full_disk_can_be_opened_again(small_disk: Path):
    with Catalogue.create(small_disk / "test.db") as catalogue:
        catalogue.put_all([(AREA, None)])
        with pytest.raises(DiskFull):
            catalogue.put_all(areas(20_000))
    with Catalogue.open(small_disk / "test.db") as again:
        assert [document["id"] for document in again.reader.documents()] == ["area/ug"]


@pytest.fixture
def full_disk(small_disk: Path) -> Path:
    """A disk without room."""
    with (small_disk / "filler").open("wb", buffering=0) as filler:
        try:
            while True:
                filler.write(bytes(4096))
        except OSError:
            return small_disk


def test_a_catalogue_cannot_be_made_on_a_full_disk(full_disk: Path):
    with pytest.raises(DiskFull):
        Catalogue.create(full_disk / "test.db")
    assert names(full_disk) == {"filler"}


def test_a_backup_to_a_full_disk_leaves_nothing(small: Catalogue, full_disk: Path):
    with pytest.raises(DiskFull):
        small.backup(full_disk / "backup.db")
    assert names(full_disk) == {"filler"}


LIMITED = """
import resource, sys
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import DiskFull
areas = [({"id": f"area/a{n}", "name": f"Area {n}", "type": "county"}, None) for n in range(20000)]
with Catalogue.open(sys.argv[1]) as catalogue:
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, resource.RLIM_INFINITY))
    try:
        catalogue.put_all(areas)
    except DiskFull as error:
        print(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(catalogue.reader.counts().get("area"))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on the size of files is a matter of Unix")
def test_a_file_that_may_not_grow_saves_nothing(closed: Path):
    told, areas_after = python(LIMITED, closed).splitlines()
    assert "could not be used" in told
    assert areas_after == "2"
    with Catalogue.open(closed) as catalogue:
        snapshot(catalogue)


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


# --- backup


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
