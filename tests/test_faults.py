"""Faults in the middle of the work: a process that is killed, and processes that write at once."""

from __future__ import annotations

import random
import sqlite3
import subprocess
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue
from processes import start
from snapshots import snapshot

BATCH = 150

IMPORTER = f"""
import sys
from orodha.catalogue import Catalogue
with Catalogue.open(sys.argv[1]) as catalogue:
    for batch in range(100_000):
        areas = (
            ({{"id": f"area/b{{batch}}-{{n}}", "name": f"Area {{n}}", "type": "county", "part_of": ["area/ke"]}}, None)
            for n in range({BATCH})
        )
        catalogue.put_all(areas, note=f"batch {{batch}}")
        print(batch, flush=True)
"""

COUNTER = """
import sys
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import Conflict
lost = 0
with Catalogue.open(sys.argv[1]) as catalogue:
    print("ready", flush=True)
    sys.stdin.readline()
    for turn in range(int(sys.argv[2])):
        while True:
            records = [catalogue.get("area/ke"), catalogue.get("area/eac")]
            for record in records:
                record.extra = {"count": record.extra.get("count", 0) + 1}
            try:
                catalogue.save(*records, note=f"turn {turn}")
                break
            except Conflict:
                lost += 1
print(lost, flush=True)
"""


def kill_in_the_middle(path: Path, delay: random.Random) -> tuple[int, int]:
    """Kill an import; return the last batch acknowledged, and how many records of the next are there."""
    process = start(IMPORTER, path)
    assert process.stdout
    try:
        acknowledged = -1
        for _ in range(delay.randint(1, 6)):
            acknowledged = int(process.stdout.readline())
        try:
            process.wait(delay.random() * 0.03)  # somewhere within a batch
        except subprocess.TimeoutExpired:
            process.kill()
    finally:
        process.kill()
        rest, errors = process.communicate()
    assert errors == ""
    acknowledged = max([acknowledged, *map(int, rest.split())])
    with Catalogue.open(path) as catalogue:
        snapshot(catalogue)
        for batch in range(acknowledged + 1):
            assert rows_of(catalogue, batch) == BATCH
        logged = [batch.note for batch in catalogue.reader.log(limit=100_000)]
        last = rows_of(catalogue, acknowledged + 1)
        assert (f"batch {acknowledged + 1}" in logged) == (last == BATCH)
    return acknowledged, last


def rows_of(catalogue: Catalogue, batch: int) -> int:
    return catalogue.database.value("SELECT count(*) FROM record WHERE id GLOB ?", (f"area/b{batch}-*",))


@pytest.mark.parametrize("rounds", [pytest.param(4, id="4"), pytest.param(200, id="200", marks=pytest.mark.slow)])
def test_a_killed_import_loses_nothing_acknowledged_and_leaves_nothing_half_done(rounds: int, tmp_path: Path):
    delay = random.Random(rounds)
    for number in range(rounds):
        path = tmp_path / f"{number}.db"
        Catalogue.create(path).close()
        acknowledged, begun = kill_in_the_middle(path, delay)
        assert acknowledged >= 0
        assert begun in (0, BATCH)


def test_a_catalogue_can_be_used_at_once_after_a_kill(tmp_path: Path):
    path = tmp_path / "test.db"
    Catalogue.create(path).close()
    kill_in_the_middle(path, random.Random(1))
    with Catalogue.open(path) as catalogue:
        before = len(catalogue.reader.log(1000))
        catalogue.undo()
        catalogue.put_all([({"id": "area/ke", "name": "Kenya", "type": "country"}, None)])
        assert len(catalogue.reader.log(1000)) == before + 2
        snapshot(catalogue)


def test_three_processes_that_write_the_same_records_lose_no_update(tmp_path: Path):
    turns, writers = 25, 3
    path = tmp_path / "test.db"
    with Catalogue.create(path) as catalogue:
        areas = [({"id": f"area/{slug}", "name": slug, "type": "country"}, None) for slug in ("ke", "eac")]
        catalogue.put_all(areas)
    processes = [start(COUNTER, path, turns) for _ in range(writers)]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    results = [process.communicate() for process in processes]
    assert [errors for _, errors in results] == [""] * writers
    with Catalogue.open(path) as catalogue:
        for record in ("area/ke", "area/eac"):
            document = catalogue.reader.get(record)
            assert document["extra"] == {"count": turns * writers}
            assert document["revision"] == turns * writers + 1
        assert len(catalogue.reader.log(1000)) == turns * writers + 1
        snapshot(catalogue)


def test_a_writer_that_dies_with_the_lock_leaves_it_free(tmp_path: Path):
    path = tmp_path / "test.db"
    with Catalogue.create(path) as catalogue:
        holder = start(
            "import sqlite3, sys\n"
            "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
            "c.execute('BEGIN IMMEDIATE'); c.execute('DELETE FROM meta')\n"
            "print('held', flush=True); sys.stdin.read()",
            path,
        )
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        holder.kill()
        holder.communicate()
        catalogue.put_all([({"id": "area/ke", "name": "Kenya", "type": "country"}, None)])
        assert catalogue.reader.meta["schema"] == 1


def test_a_copy_of_files_that_a_kill_left_has_everything(tmp_path: Path):
    path = tmp_path / "test.db"
    Catalogue.create(path).close()
    process = start(IMPORTER, path)
    assert process.stdout
    assert process.stdout.readline() == "0\n"
    process.kill()
    process.communicate()
    moved = tmp_path / "moved"
    moved.mkdir()
    for file in tmp_path.glob("test.db*"):
        file.rename(moved / file.name)
    raw = sqlite3.connect(moved / "test.db")
    assert raw.execute("SELECT count(*) FROM record WHERE id GLOB 'area/b0-*'").fetchone() == (BATCH,)
    raw.close()
