"""Catalogues that may be read and not written to."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue, Reader
from processes import as_nobody
from snapshots import names


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that any user of the machine may look into."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


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
