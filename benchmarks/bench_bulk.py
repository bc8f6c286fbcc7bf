"""Bulk save of validated variables, beside raw sqlite3 of the same rows into the same tables.

Run as: python benchmarks/bench_bulk.py [--rows 100000] [--runs 3]
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path

from orodha.catalogue import Catalogue
from orodha.catalogue.kinds import kinds
from orodha.inventory.starter import records
from regional import Size, variables

TABLES = ("record", "link", "search_doc", "statement", "batch", "change")
SIZE = Size(sources=2_000, concepts=20_000)


def ours(path: Path, rows: int) -> float:
    """Return the CPU seconds of saving the variables, validation included."""
    given = list(variables(rows, SIZE))
    with Catalogue.create(path) as catalogue:
        catalogue.put_all(records("empty"))
        start = time.process_time()
        applied = catalogue.put_all((document, ()) for document in given)
        seconds = time.process_time() - start
        assert len(applied.created) == rows
    return seconds


def raw(done: Path, path: Path) -> float:
    """Return the CPU seconds of executemany of the rows that a catalogue holds into an empty one."""
    source = sqlite3.connect(done)
    content = {table: source.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
    source.close()
    Catalogue.create(path).close()
    target = sqlite3.connect(path, isolation_level=None)
    target.execute("PRAGMA cache_size=-65536")
    target.execute("PRAGMA synchronous=FULL")
    start = time.process_time()
    target.execute("BEGIN IMMEDIATE")
    for table, rows in content.items():
        if rows:
            target.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    target.executemany(
        "INSERT INTO search_fts (rowid, kind, code, title, body) VALUES (?, ?, ?, ?, ?)", content["search_doc"]
    )
    target.execute("COMMIT")
    seconds = time.process_time() - start
    target.close()
    return seconds


def main() -> None:
    """Print medians and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    kinds()
    pairs: list[tuple[float, float]] = []
    for _ in range(given.runs):
        with tempfile.TemporaryDirectory() as folder:
            done = Path(folder, "ours.db")
            pairs.append((ours(done, given.rows), raw(done, Path(folder, "raw.db"))))
    mine, floor = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"bulk save of {given.rows:,} variables: {mine:.2f} s CPU; raw executemany {floor:.2f} s; ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
