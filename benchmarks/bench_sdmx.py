"""SDMX written and read, beside pysdmx and beside lxml merely parsing: CPU seconds and peak memory.

Run as: python benchmarks/bench_sdmx.py [--codes 100000] [--lists 2000] [--repeat 3] [--sdmx1]

Each step is a process of its own; the time is that of the processor, without start-up, and the median of the repeats.
The codes have an id and an English name, which is what pysdmx keeps. sdmx1 takes long and is left out unless asked for;
it reads and writes 2.1 only.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from lxml import etree
from orodha.catalogue.formats import sdmx
from orodha.catalogue.formats.sdmx import model as m
from orodha.catalogue.importing import ImportPlan, plan
from orodha.inventory import create
from registry_dump import dump

HEADER = m.Header("BENCH", False, "2024-01-01T00:00:00Z", m.Party("KE"))


def large(count: int) -> m.Message:
    codes = tuple(m.Code(f"C{one}", names={"en": f"Code number {one}"}) for one in range(count))
    return m.Message(HEADER, [m.Codelist("CL_LARGE", agency="KE", names={"en": "Large"}, codes=codes)])


def many(count: int) -> m.Message:
    codes = tuple(m.Code(f"C{one}", names={"en": f"Code number {one}"}) for one in range(5))
    lists = [m.Codelist(f"CL_{one}", agency="KE", names={"en": f"List {one}"}, codes=codes) for one in range(count)]
    return m.Message(HEADER, [*lists])


def timed(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return time.process_time() - start


def our_write(folder: Path, syntax: str, count: int) -> float:
    message = large(count)
    return timed(lambda: sdmx.write(message, syntax, folder / f"{syntax}.out"))


def our_read(folder: Path, syntax: str, count: int) -> float:
    return timed(lambda: sdmx.read(folder / f"{syntax}.out"))


def our_lists(folder: Path, syntax: str, count: int) -> float:
    message = many(count)
    return timed(lambda: sdmx.write(message, syntax, folder / f"{syntax}-lists.out"))


def our_stream(folder: Path, syntax: str, count: int) -> float:
    return timed(lambda: sum(1 for _ in sdmx.stream(folder / f"{syntax}-lists.out")))


def dump_write(folder: Path, syntax: str, count: int) -> float:
    message = dump()
    return timed(lambda: sdmx.write(message, syntax, folder / f"{syntax}-dump.out"))


def dump_read(folder: Path, syntax: str, count: int) -> float:
    return timed(lambda: sdmx.read(folder / f"{syntax}-dump.out"))


def dump_parse(folder: Path, syntax: str, count: int) -> float:
    return timed(lambda: etree.parse(folder / f"{syntax}-dump.out"))


def dump_plan(folder: Path, syntax: str, count: int) -> float:
    return _import(folder, syntax)[0]


def dump_save(folder: Path, syntax: str, count: int) -> float:
    return _import(folder, syntax)[1]


def _import(folder: Path, syntax: str) -> tuple[float, float]:
    """Return what planning an import of the dump into the code lists takes, reading and all, and what saving does."""
    stated = {"source.country": "area/ke"}
    with tempfile.TemporaryDirectory() as made, create(Path(made) / "dump.db", "vocabulary") as catalogue:
        plans: list[ImportPlan] = []
        path = folder / f"{syntax}-dump.out"
        planned = timed(lambda: plans.append(plan(catalogue.reader, [path], format_name=syntax, unstated=stated)))
        return planned, timed(lambda: plans[0].apply(catalogue))


def one_list(folder: Path, syntax: str, count: int) -> float:
    return timed(lambda: sum(1 for _ in sdmx.stream(folder / f"{syntax}.out")))


def lxml_parse(folder: Path, syntax: str, count: int) -> float:
    return timed(lambda: etree.parse(folder / f"{syntax}.out"))


def pysdmx_write(folder: Path, syntax: str, count: int) -> float:
    from pysdmx.io import write_sdmx
    from pysdmx.io.format import Format
    from pysdmx.model import Agency, Code, Codelist

    items = [Code(f"C{one}", name=f"Code number {one}") for one in range(count)]
    codes = Codelist("CL_LARGE", agency=Agency("KE"), name="Large", items=items)
    return timed(lambda: write_sdmx([codes], Format.STRUCTURE_SDMX_ML_3_0, str(folder / "pysdmx.xml")))


def pysdmx_read(folder: Path, syntax: str, count: int) -> float:
    from pysdmx.io import read_sdmx

    return timed(lambda: read_sdmx(folder / f"{syntax}.out", validate=False))


def sdmx1_read(folder: Path, syntax: str, count: int) -> float:
    import sdmx as sdmx1

    path = (folder / f"{syntax}.out").rename(folder / "sdmx1.xml")
    return timed(lambda: sdmx1.read_sdmx(path))


STEPS = {
    step.__name__: step
    for step in (
        our_write,
        our_read,
        our_lists,
        our_stream,
        one_list,
        dump_write,
        dump_read,
        dump_parse,
        dump_plan,
        dump_save,
        lxml_parse,
        pysdmx_write,
        pysdmx_read,
        sdmx1_read,
    )
}


def run(step: str, folder: Path, syntax: str, count: int, repeat: int = 1) -> tuple[float, float]:
    """Return the median of the seconds, and the most memory in MB."""
    command = [sys.executable, __file__, "--step", step, str(folder), syntax, str(count)]
    lines = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(repeat)]
    return statistics.median(float(one[-2]) for one in lines), max(float(one[-1]) for one in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--codes", type=int, default=100_000)
    parser.add_argument("--lists", type=int, default=2000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--sdmx1", action="store_true")
    parser.add_argument("--step", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        warnings.simplefilter("ignore")
        name, folder, syntax, count = given.step
        seconds = STEPS[name](Path(folder), syntax, int(count))
        print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    with tempfile.TemporaryDirectory() as made:
        report(Path(made), given)


def report(folder: Path, given: argparse.Namespace) -> None:
    def show(label: str, step: str, syntax: str, count: int, against: float = 0.0) -> float:
        seconds, memory = run(step, folder, syntax, count, given.repeat)
        ratio = f"{seconds / against:8.2f}x" if against else ""
        print(f"{label:42}{syntax:15}{seconds:8.3f} s{memory:8.0f} MB{ratio}", flush=True)
        return seconds

    for syntax in sdmx.SYNTAXES:
        show("write a registry dump", "dump_write", syntax, 1)
        parsed = show("  lxml merely parsing it", "dump_parse", syntax, 1) if "-ml-" in syntax else 0.0
        show("  read it, of lxml's time", "dump_read", syntax, 1, parsed)
    show("plan the import of a registry dump", "dump_plan", "sdmx-ml-3.0", 1)
    show("  save it", "dump_save", "sdmx-ml-3.0", 1)
    show(f"write {given.codes:,} codes", "our_write", "sdmx-ml-3.0", given.codes)
    show("  stream them, which is one artefact", "one_list", "sdmx-ml-3.0", given.codes)
    write = show("  the same, pysdmx", "pysdmx_write", "sdmx-ml-3.0", given.codes)
    read = show("  read, pysdmx", "pysdmx_read", "sdmx-ml-3.0", given.codes)
    show("  read, lxml merely parsing", "lxml_parse", "sdmx-ml-3.0", given.codes)
    for syntax in sdmx.SYNTAXES:
        show(f"write {given.codes:,} codes, of pysdmx's 3.0", "our_write", syntax, given.codes, write)
        show("  read, of pysdmx's 3.0", "our_read", syntax, given.codes, read)
    for syntax in sdmx.SYNTAXES:
        once = show(f"write {given.lists:,} lists of five codes", "our_lists", syntax, given.lists)
        show(f"  {given.lists * 8:,} lists", "our_lists", syntax, given.lists * 8, once)
    show(f"  {given.lists * 8:,} lists streamed", "our_stream", "sdmx-ml-3.0", given.lists * 8)
    if given.sdmx1:
        show("read, sdmx1", "sdmx1_read", "sdmx-ml-2.1", given.codes)


if __name__ == "__main__":
    main()
