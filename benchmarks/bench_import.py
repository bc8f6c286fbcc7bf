"""Importing a spreadsheet of variables to its preview, beside python-calamine merely reading the same file.

Run as: python benchmarks/bench_import.py [--rows 100000] [--runs 3]

CPU seconds, medians over runs that are taken in turns, each in a process of its own; peak memory of the process.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter
from orodha.catalogue import Catalogue
from orodha.inventory.starter import create

HEADER = (
    "id",
    "name",
    "label:en",
    "label:sw",
    "source",
    "concept",
    "universe:en",
    "question:en",
    "role",
    "identifies",
    "sensitive",
    "registration",
)
SOURCES = 300
TERMS = 2000


def make(folder: Path, rows: int) -> None:
    """Make the catalogue that the rows refer to, and the file."""
    chance = random.Random(7)
    with create(folder / "kenya.db") as catalogue:
        catalogue.put_all(((document, None) for document in _referred()), note="benchmark")
    workbook = xlsxwriter.Workbook(folder / "variable.xlsx", {"constant_memory": True})
    sheet = workbook.add_worksheet("variable")
    sheet.write_row(0, 0, HEADER)
    for number in range(1, rows + 1):
        sheet.write_row(number, 0, _row(chance, number))
    workbook.close()


def _referred() -> list[dict[str, Any]]:
    source = {"type": "concept/source-kinds-register", "country": "area/ke", "topics": ["concept/topics-labour"]}
    source |= {"status": "live", "access": "concept/access-open", "personal_data": "none"}
    sources = [source | {"id": f"source/s-{n}", "title": f"Source {n}"} for n in range(SOURCES)]
    terms = [{"id": f"concept/t-{n}", "label": f"Term {n}", "scheme": "scheme/topics"} for n in range(TERMS)]
    return sources + terms


def _row(chance: random.Random, number: int) -> list[str]:
    return [
        f"variable/v-{number}",
        f"VAR_{number}",
        f"Variable number {number} of the source",
        f"Kigezo namba {number}",
        f"source/s-{chance.randrange(SOURCES)}",
        f"concept/t-{chance.randrange(TERMS)}",
        chance.choice(("All persons", "Foreign nationals", "Permit holders")),
        chance.choice(("What is your nationality?", "When did you arrive?", "Where do you live?")),
        chance.choice(("identifier", "disaggregation", "measure", "attribute")),
        chance.choice(("yes", "no")),
        "",
        chance.choice(("candidate", "recorded")),
    ]


def read(folder: Path) -> int:
    """Read every row with python-calamine, as lists."""
    from python_calamine import CalamineWorkbook

    return len(CalamineWorkbook.from_path(str(folder / "variable.xlsx")).get_sheet_by_index(0).to_python())


def preview(folder: Path) -> int:
    """Import to the preview: every record compared, nothing saved."""
    from orodha.catalogue import importing

    with Catalogue.open(folder / "kenya.db") as catalogue:
        return len(importing.plan(catalogue.reader, [folder / "variable.xlsx"]).planned)


def save(folder: Path) -> int:
    """Save what the preview showed."""
    from orodha.catalogue import importing

    with Catalogue.open(folder / "kenya.db") as catalogue:
        plan = importing.plan(catalogue.reader, [folder / "variable.xlsx"])
        plan.apply(catalogue)
        return len(plan.planned)


STEPS: dict[str, Callable[[Path], int]] = {"read": read, "preview": preview, "save": save, "again": preview}


def measured(step: str, folder: Path) -> tuple[float, float]:
    """Run a step in a process of its own; return CPU seconds and peak MB."""
    command = [sys.executable, __file__, "--step", step, "--folder", str(folder)]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    found = json.loads(result.stdout)
    return found["seconds"], found["peak"]


def main() -> None:
    """Print a table, or run one step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        start = time.process_time()
        STEPS[options.step](options.folder)
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "peak": peak}))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, options.rows)
        runs = [(measured("read", folder), measured("preview", folder)) for _ in range(options.runs)]
        later = {step: measured(step, folder) for step in ("save", "again")}
    floor = statistics.median(one[0][0] for one in runs)
    shown = statistics.median(one[1][0] for one in runs)
    print(f"{options.rows} rows x {len(HEADER)} columns".ljust(34), "CPU s   ratio   peak MB")
    _line("python-calamine reads", floor, floor, max(one[0][1] for one in runs))
    _line("import to preview (target 4.0)", shown, floor, max(one[1][1] for one in runs))
    _line("import, saved", later["save"][0], floor, later["save"][1])
    _line("import again, nothing changed", later["again"][0], floor, later["again"][1])


def _line(what: str, seconds: float, floor: float, peak: float) -> None:
    print(f"{what:34} {seconds:5.2f}   {seconds / floor:5.2f}   {peak:7.0f}")


if __name__ == "__main__":
    main()
