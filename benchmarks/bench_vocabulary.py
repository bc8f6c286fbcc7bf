"""A thesaurus taken into a catalogue, and searched as one types; beside what only parses it, in the same run.

Run as: python benchmarks/bench_vocabulary.py THESAURUS [--repeat 5]

THESAURUS is SKOS in any syntax of RDF, such as the STW thesaurus for economics. Loading is a whole process each: its
CPU time from ``os.wait4`` and its time on the clock. The runs alternate; medians and least figures are printed. A
search is asked for after each letter of 300 labels, and the bare full-text query of it beside.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from orodha.catalogue.reader import Reader
from orodha.catalogue.search import parse
from orodha.inventory import create

PYOXIGRAPH = "import pyoxigraph, sys; print(sum(1 for _ in pyoxigraph.parse(path=sys.argv[1])))"
RDFLIB = "import rdflib, sys; print(len(rdflib.Graph().parse(sys.argv[1])))"
TYPED = 300


def whole(command: list[str]) -> tuple[float, float]:
    """Return the CPU seconds of a process, and the seconds on the clock."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command} failed with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - began


def load(thesaurus: Path, folder: Path, repeat: int) -> Path:
    """Print how long loading takes; return a catalogue with the thesaurus in it."""
    empty, full = folder / "empty.db", folder / "full.db"
    create(empty, "vocabulary").close()
    commands = {
        "pyoxigraph, parsing it": [sys.executable, "-c", PYOXIGRAPH, str(thesaurus)],
        "rdflib, parsing it": [sys.executable, "-c", RDFLIB, str(thesaurus)],
        "orodha import": [sys.executable, "-m", "orodha.tui", "--db", str(full), "import", "--yes", str(thesaurus)],
    }
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(repeat):
        for name, command in commands.items():
            shutil.copy(empty, full)
            took[name].append(whole(command))
    for name, runs in took.items():
        cpu, clock = zip(*runs, strict=True)
        middle = f"CPU {statistics.median(cpu):.2f} s, clock {statistics.median(clock):.2f} s"
        print(f"{name}: {middle}; least {min(cpu):.2f} and {min(clock):.2f} s")
    return full


def percentiles(times: list[float]) -> str:
    ordered = sorted(times)
    return f"p50 {ordered[len(ordered) // 2]:.2f}, p95 {ordered[int(len(ordered) * 0.95)]:.2f} ms"


def timed(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def search(catalogue: Path) -> None:
    """Print how long a search takes after each letter that a person types."""
    with Reader.open(catalogue) as reader:
        labels = sorted(label for (label,) in reader.database.rows("SELECT label FROM record WHERE kind = 'concept'"))
        typed = [
            label[:end] for label in random.Random(1).sample(labels, TYPED) for end in range(1, len(label) + 1)
        ]  # the same in every run
        ours = [timed(lambda text=text: reader.find(text, ["concept"])) for text in typed]
        bare = [
            timed(lambda text=text: reader.database.rows("SELECT rowid FROM search_fts(?) LIMIT 20", (text,)))
            for text in (parse(text).exact for text in typed)
            if text != "()"
        ]
    print(f"search as one types, {len(labels):,} concepts, {len(typed):,} times: {percentiles(ours)}")
    print(f"bare full-text query: {percentiles(bare)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("thesaurus", type=Path)
    parser.add_argument("--repeat", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        search(load(given.thesaurus.resolve(), Path(folder), given.repeat))


if __name__ == "__main__":
    main()
