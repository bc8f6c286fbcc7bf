"""One interactive save (record, links, history, search text), beside one fsync of the same disk.

Run as: python benchmarks/bench_save.py [--runs 300]
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from orodha.inventory.kinds import DataSource
from orodha.inventory.starter import create


def main() -> None:
    """Print medians in wall-clock milliseconds, taken in turns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=300)
    runs = parser.parse_args().runs
    saves: list[float] = []
    syncs: list[float] = []
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder, create(Path(folder, "kenya.db")) as catalogue:
        file = os.open(Path(folder, "floor"), os.O_CREAT | os.O_WRONLY)
        source = catalogue.get("source/ke-efns", DataSource)
        for n in range(runs):
            source.title["en"] = f"Electronic Foreign Nationals Service System {n}"
            start = time.perf_counter()
            catalogue.save(source)
            saves.append(time.perf_counter() - start)
            start = time.perf_counter()
            os.write(file, b"x" * 8192)
            os.fsync(file)
            syncs.append(time.perf_counter() - start)
        os.close(file)
    save, sync = statistics.median(saves) * 1000, statistics.median(syncs) * 1000
    print(f"interactive save p50: {save:.2f} ms; write and fsync of 8 KiB p50: {sync:.2f} ms; ratio {save / sync:.2f}")


if __name__ == "__main__":
    main()
