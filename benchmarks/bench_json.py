"""A whole catalogue to JSON and back into an empty one, at growing sizes: CPU seconds, memory, and per-record cost.

Run as: python benchmarks/bench_json.py [--sizes 62500 125000 250000 500000]

The floor beside import is ``json.loads`` of the same lines; each step is a process of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from orodha.catalogue import Catalogue
from orodha.catalogue.exporting import export
from orodha.catalogue.importing import plan
from orodha.catalogue.reader import Reader
from regional import Size, create


def size(records: int) -> Size:
    """Return a regional size of about so many records, in the proportions of the large one."""
    share = records / 613_000
    return Size(*(max(int(count * share), 20) for count in vars(Size()).values()))


def make(folder: Path, records: int) -> None:
    create(folder / "from.db", size(records)).close()


def write(folder: Path, records: int) -> None:
    with Reader.open(folder / "from.db") as reader:
        export(reader, folder / "all.json")


def floor(folder: Path, records: int) -> None:
    with (folder / "all.json").open(encoding="utf-8") as lines:
        for line in lines:
            text = line.strip().rstrip(",")
            if text.startswith("{") and text.endswith("}"):
                json.loads(text)


def read(folder: Path, records: int) -> None:
    with Catalogue.create(folder / "to.db") as catalogue:
        applied = plan(catalogue.reader, [folder / "all.json"]).apply(catalogue)
        with Reader.open(folder / "from.db") as before:
            assert catalogue.reader.counts() == before.counts(), applied


STEPS: dict[str, Callable[[Path, int], None]] = {"make": make, "write": write, "floor": floor, "read": read}


def measured(step: str, folder: Path, records: int) -> tuple[float, int]:
    """Run one step in a process of its own; return its CPU seconds, start-up left out, and peak memory in MB."""
    command = [sys.executable, __file__, "--step", step, "--folder", str(folder), "--sizes", str(records)]
    seconds, peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), int(peak)


def main() -> None:
    """Print a line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[62_500, 125_000, 250_000, 500_000])
    parser.add_argument("--step", choices=STEPS)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.step:
        start = time.process_time()
        STEPS[given.step](given.folder, given.sizes[0])
        print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return
    print("  records  export s  us each    MB  import s  us each    MB  json.loads s")
    for records in given.sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            measured("make", folder, records)
            (out, out_peak), (parse, _), (back, back_peak) = (
                measured(s, folder, records) for s in STEPS if s != "make"
            )
            each = 1e6 / records
            print(
                f"{records:9}{out:10.1f}{out * each:9.0f}{out_peak:6}"
                f"{back:10.1f}{back * each:9.0f}{back_peak:6}{parse:14.1f}"
            )


if __name__ == "__main__":
    main()
