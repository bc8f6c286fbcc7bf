"""Disks without room: nothing is saved, and nothing is broken."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import (
    DiskFull,
)
from processes import python
from samples import AREA
from snapshots import names, snapshot


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
