"""What a command costs that answers for an audience: CPU seconds and peak memory, start-up included.

Run as: python benchmarks/bench_audience.py [--sizes 0 25000 100000]; size 0 is Kenya's starter catalogue.

For the office, the catalogue itself is read; for others, what they may see is copied first. Each runs in a process.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from orodha.catalogue.reader import Reader

AUDIENCES = ("internal", "partner", "public")


def measured(catalogue: Path, audience: str) -> tuple[float, int]:
    """Return the CPU seconds and the peak memory in MB of one command."""
    command = [sys.executable, "-m", "orodha.tui", "--db", str(catalogue), "--audience", audience, "list", "agency"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{audience}: exit code {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def make(path: Path, records: int) -> None:
    """Make a catalogue of about so many records."""
    from bench_json import size  # the parent does without, and so stays small
    from orodha.inventory.starter import create as create_starter
    from regional import create

    (create(path, size(records)) if records else create_starter(path)).close()


def main() -> None:
    """Print a line a size and audience, the better of two runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[0, 25_000, 100_000])
    parser.add_argument("--make", type=Path)
    given = parser.parse_args()
    if given.make:  # in a process of its own: a child's peak begins with that of its parent
        make(given.make, given.sizes[0])
        return
    print("  records  audience    CPU s    MB")
    for records in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "catalogue.db"
            subprocess.run([sys.executable, __file__, "--make", str(path), "--sizes", str(records)], check=True)
            with Reader.open(path) as reader:
                count = sum(reader.counts().values())
            for audience in AUDIENCES:
                seconds, peak = min(measured(path, audience) for _ in range(2))
                print(f"{count:9}  {audience:8}{seconds:9.2f}{peak:6}")


if __name__ == "__main__":
    main()
