"""A catalogue to RDF and back, and held to SHACL shapes: CPU seconds and peak memory, medians, floors in the same run.

Run as: python benchmarks/bench_rdf.py [--path CATALOGUE] [--repeat 3] [--shapes SHAPES.ttl ...] [--only STEP ...]

Without a catalogue, a regional one of about 937,000 triples is made, and in any case a small one of about 100,000 for
the peers that are too slow for more. Each step is a process of its own, and its time is that of the processor, without
start-up.

Floors of writing are two: "serialise" has the triples as objects of pyoxigraph in memory already; "parse, serialise"
reads them from N-Triples, which is nearer to what an export does that reads a database.
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pyoxigraph
from orodha.catalogue import Catalogue, conformance, exporting
from orodha.catalogue.formats.rdf import engines, shapes_read
from orodha.catalogue.importing import plan
from orodha.catalogue.reader import Reader
from regional import Size, create

LARGE = Size(sources=3000, variables=40_000, concepts=32_000, agencies=500, agreements=1000)
SMALL = Size(sources=320, variables=4270, concepts=3410, agencies=53, agreements=106)

FORMATS = {
    "turtle": ("ttl", pyoxigraph.RdfFormat.TURTLE),
    "ntriples": ("nt", pyoxigraph.RdfFormat.N_TRIPLES),
    "jsonld": ("jsonld", pyoxigraph.RdfFormat.JSON_LD),
    "jsonld-expanded": ("json", pyoxigraph.RdfFormat.JSON_LD),
    "rdfxml": ("rdf", pyoxigraph.RdfFormat.RDF_XML),
}


class Given(NamedTuple):
    """What a step works on.

    Attributes:
        path: The catalogue.
        folder: Where its exports are, named after their syntax.
        shapes: Files of shapes.
    """

    path: Path
    folder: Path
    shapes: list[Path]

    def file(self, syntax: str) -> Path:
        return self.folder / f"{self.path.stem}-{syntax}.{FORMATS[syntax][0]}"


Took = dict[str, float]
"""CPU seconds, by what took them; "" for the step as a whole."""


def timed(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return time.process_time() - start


def export(given: Given, syntax: str) -> Took:
    with Reader.open(given.path) as reader:
        out = given.file(syntax)
        return {"": timed(lambda: exporting.export(reader, out, format_name=syntax, overwrite=True))}


def parsed(given: Given) -> list[pyoxigraph.Triple]:
    return [one.triple for one in pyoxigraph.parse(path=given.file("ntriples"))]


def serialise(given: Given, syntax: str) -> Took:
    triples = parsed(given)
    out, format = given.folder / "floor", FORMATS[syntax][1]
    return {"": timed(lambda: pyoxigraph.serialize(triples, out, format=format))}


def parse_serialise(given: Given, syntax: str) -> Took:
    def both() -> None:
        read = pyoxigraph.parse(path=given.file("ntriples"))
        pyoxigraph.serialize((one.triple for one in read), given.folder / "floor", format=FORMATS[syntax][1])

    return {"": timed(both)}


def convert(given: Given, syntax: str) -> Took:
    program = Path(sys.executable).with_name("oxigraph")
    command = [program, "convert", "--from-file", given.file(syntax), "--to-file", given.folder / "floor.ttl"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


def parse(given: Given, syntax: str) -> Took:
    def iterate() -> None:
        for _ in pyoxigraph.parse(path=given.file(syntax)):
            pass

    return {"": timed(iterate)}


def read(given: Given, syntax: str) -> Took:
    took: Took = {}
    with tempfile.TemporaryDirectory() as folder, Catalogue.create(Path(folder) / "to.db") as catalogue:
        start = time.process_time()
        planned = plan(catalogue.reader, [given.file(syntax)])
        took["plan"] = time.process_time() - start
        took["apply"] = timed(lambda: planned.apply(catalogue))
        with Reader.open(given.path) as before:
            assert catalogue.reader.counts() == before.counts()
    return {"": sum(took.values())} | took


def rdflib_write(given: Given, syntax: str) -> Took:
    import rdflib  # only here: its memory is not ours

    graph = rdflib.Graph().parse(given.file("ntriples"), format="nt")
    return {"": timed(lambda: graph.serialize(given.folder / "floor", format=syntax))}


def rdflib_parse(given: Given, syntax: str) -> Took:
    import rdflib  # only here: its memory is not ours

    return {"": timed(lambda: rdflib.Graph().parse(given.file(syntax), format=syntax))}


def check(given: Given, _: str) -> Took:
    with Reader.open(given.path) as reader:
        return {"": timed(lambda: conformance.check(reader, given.shapes, engine="shacl"))}


def validate(given: Given, engine: str) -> Took:
    assert engine in ("shacl", "pyshacl")
    shapes = [shapes_read.read(one) for one in given.shapes]
    return {"": timed(lambda: [engines.validate(given.file("ntriples"), one, engine) for one in shapes])}


STEPS: dict[str, Callable[[Given, str], Took]] = {
    one.__name__: one
    for one in (
        *(export, serialise, parse_serialise, convert),
        *(read, parse, rdflib_write, rdflib_parse),
        *(check, validate),
    )
}


class Measured(NamedTuple):
    """Medians of the runs of a step: CPU seconds by what took them, and peak memory in MB."""

    took: Took
    peak: float

    @property
    def seconds(self) -> float:
        return self.took[""]


class Bench:
    """Runs steps, each in a process of its own.

    Args:
        given: The large catalogue.
        small: The small one.
        repeat: How often each step runs.
    """

    def __init__(self, given: Given, small: Given, repeat: int) -> None:
        self.given = given
        self.small = small
        self.repeat = repeat

    def measured(self, step: str, argument: str, *, small: bool = False, times: int = 0) -> Measured:
        given = self.small if small else self.given
        command = [sys.executable, __file__, "--step", step, argument, "--path", given.path, "--folder", given.folder]
        command += ["--shapes", *given.shapes]
        runs = [
            subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1].split()
            for _ in range(times or self.repeat)
        ]
        names = [one.partition("=")[0] for one in runs[0][1:]]
        values = [[float(one.partition("=")[2]) for one in run[1:]] for run in runs]
        took = {name: statistics.median(column) for name, column in zip(names, zip(*values, strict=True), strict=True)}
        return Measured(took, statistics.median(float(run[0]) for run in runs))

    def write(self) -> None:
        """Print what writing costs."""
        targets = {"turtle": "", "ntriples": "2.5x", "jsonld": "4x", "jsonld-expanded": "4x", "rdfxml": "4x"}
        for syntax, target in targets.items():
            ours = self.measured("export", syntax)
            if syntax == "turtle":
                row(f"to {syntax}", ours, "oxigraph convert", self.measured("convert", syntax), "3x, 100 MB")
            for floor in ("serialise", "parse_serialise"):
                row(f"to {syntax}", ours, f"{floor.replace('_', ', ')}", self.measured(floor, syntax), target)
        small = self.measured("export", "turtle", small=True)
        row("to turtle, 100k", small, "rdflib", self.measured("rdflib_write", "turtle", small=True, times=1), "")

    def read(self) -> None:
        """Print what reading Turtle costs."""
        ours, floor = self.measured("read", "turtle", times=1), self.measured("parse", "turtle")
        row("turtle to records", ours, "pyoxigraph parse", floor, "6x")
        for part in ("plan", "apply"):
            row(f"  {part}", Measured({"": ours.took[part]}, ours.peak), "pyoxigraph parse", floor, "")
        small = self.measured("read", "turtle", small=True)
        peer = self.measured("rdflib_parse", "turtle", small=True, times=1)
        row("turtle to records, 100k", small, "rdflib parse", peer, "")

    def shacl(self) -> None:
        """Print what validation costs."""
        if self.given.shapes:
            ours = self.measured("check", "")
            row("SHACL, with findings", ours, "shacl alone", self.measured("validate", "shacl"), "5 s")
            small = self.measured("validate", "shacl", small=True)
            peer = self.measured("validate", "pyshacl", small=True, times=1)
            row("SHACL alone, 100k", small, "pyshacl", peer, "")


def row(what: str, ours: Measured, peer: str, floor: Measured, target: str) -> None:
    """Print a line of the table."""
    ratio = ours.seconds / floor.seconds
    cells = (
        what,
        f"{ours.seconds:.2f} s",
        f"{ours.peak:.0f} MB",
        peer,
        f"{floor.seconds:.2f} s",
        f"{ratio:.2f}x",
        target,
    )
    print(f"| {' | '.join(cells)} |", flush=True)


def run(step: str, argument: str, given: Given) -> None:
    """Run one step, and print its peak memory in MB and its CPU seconds."""
    took = STEPS[step](given, argument)
    found = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())  # ru_maxrss has the parent's too
    peak = int(found[1]) // 1024 if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(peak, *(f"{name}={seconds}" for name, seconds in took.items()))


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--path", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--shapes", type=Path, nargs="*", default=[])
    parser.add_argument("--only", choices=("write", "read", "shacl"), nargs="+", default=["write", "read", "shacl"])
    parser.add_argument("--step", nargs=2)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.step:
        run(*given.step, Given(given.path, given.folder, given.shapes))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = given.path or folder / "large.db"
        for made, size in ((path, LARGE), (folder / "small.db", SMALL)):
            if not made.exists():
                create(made, size).close()
        large, small = Given(path, folder, given.shapes), Given(folder / "small.db", folder, given.shapes)
        for one in (large, small):
            export(one, "ntriples")
            export(one, "turtle")
            with one.file("ntriples").open("rb") as lines:
                print(f"{one.path.stem}: {sum(1 for _ in lines):,} triples")
        print("\n| what | CPU | memory | floor or peer | CPU | ratio | target |\n|---|--:|--:|---|--:|--:|--:|")
        bench = Bench(large, small, given.repeat)
        for part in given.only:
            getattr(bench, part)()


if __name__ == "__main__":
    main()
