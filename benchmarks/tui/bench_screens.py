"""How soon the application paints and answers keys, in a real pseudo-terminal of 80 columns, beside bare Textual.

Run as: python benchmarks/tui/bench_screens.py [REGIONAL.db]
    --runs 7                           whole processes of each
    --only home, list, tour, vocabulary    a part of it
    --check                            exit with 1 if a target is missed

The regional catalogue (500,000 variables) is made first where no path is given; the vocabulary of 40,000 concepts is
always. CPU time and memory are of whole processes, from ``os.wait4``; a first paint ends when its text is on the
screen: the process is killed then. Latencies are to the clock, from the key that is written to the terminal to the
first byte, or to the text, that comes back. Beside each: Textual with one ``Static``, or the bare query, in the same
run.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT))  # the generators

from orodha.catalogue.listing import Listing  # noqa: E402
from orodha.catalogue.reader import Reader  # noqa: E402
from orodha.catalogue.search import parse  # noqa: E402
from orodha.inventory.starter import create as create_starter  # noqa: E402
from orodha.tui.places import LETTERS  # noqa: E402
from regional import Size, create  # noqa: E402
from terminal import Terminal  # noqa: E402
from vocabulary import make  # noqa: E402

CONCEPTS = 40_000
WORDS = ("pe", "re", "mi", "la", "bo", "st")
SEARCHED = ("passp", "perm", "remit", "asyl", "bord", "stud")
PAGE_DOWN, OPEN = b"\x1b[6~", b"\x1b[20~"
PAGES = 60
STAY = 5.0
"""Seconds on each screen of the tour."""

PAINTED = (" agencies", "AGENCY", "due in 30 d")
"""Texts of home that are there with its first picture, with the matrix, and with what is due."""

HOME = "import sys; from orodha.tui.__main__ import main; sys.argv[0] = 'orodha'; main()"
PROGRAM = """
import sys
from orodha.tui import opening
from orodha.tui.app import Application
from orodha.tui.places import PLACES

PLACES["home"] = PLACES["list"]._replace(arguments=("area",))
begin = Application.__init__

def with_key(self, *given, **named):
    begin(self, *given, **named)
    self.bind("f9", "measured", show=False)

Application.__init__ = with_key
Application.action_measured = lambda self: self.show(*sys.argv[2:])
opening.open_application(sys.argv[1])
"""
BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    turns = 0

    def compose(self):
        yield Static("ready when you are")

    def on_key(self, event):
        self.turns += 1
        self.query_one(Static).update(f"turn {self.turns}")

Bare().run()
"""


class Figure(NamedTuple):
    """One line of the table; the target is in the unit of what was measured, None for what has none."""

    what: str
    measured: float
    unit: str
    floor: str = ""
    target: float | None = None


def bare() -> Terminal:
    return Terminal([sys.executable, "-c", BARE])


def application(db: Path, *shown: str) -> Terminal:
    """Begin the application with the list of areas; F9 opens the screen that is named."""
    return Terminal([sys.executable, "-c", PROGRAM, str(db), *shown])


def first_paint(begin: Callable[[], Terminal], text: str) -> tuple[float, float, float]:
    """Return CPU and clock milliseconds until a text is painted, and MiB of memory."""
    terminal = begin()
    clock = terminal.until(text) - terminal.began
    memory, usage = terminal.memory(), terminal.end()
    return (usage.ru_utime + usage.ru_stime) * 1000, clock * 1000, memory


def measure_home(folder: Path, runs: int) -> list[Figure]:
    """The first paint of home, as ``orodha --db PATH`` opens it, and all of it; alternating with bare Textual."""
    kenya = folder / "kenya.db"
    create_starter(kenya).close()
    opened = {text: lambda: Terminal([sys.executable, "-c", HOME, "--db", str(kenya)]) for text in PAINTED}
    taken: dict[str, list[tuple[float, float, float]]] = {}
    for turn in range(runs + 1):  # the first warms the disk
        for text, begin in {**opened, "ready when you are": bare}.items():
            found = first_paint(begin, text)
            if turn:
                taken.setdefault(text, []).append(found)
    first, matrix, due, floor = [list(map(statistics.median, zip(*one, strict=True))) for one in taken.values()]
    told = [f"bare Textual {one:.0f} {unit}" for one, unit in zip(floor, ("ms", "ms", "MiB"), strict=True)]
    return [
        Figure("first paint of home, whole process, CPU", first[0], "ms", told[0], 300),
        Figure("the same on the clock", first[1], "ms", told[1]),
        Figure("with its matrix, CPU", matrix[0], "ms", told[0]),
        Figure("with what is due, CPU", due[0], "ms", told[0]),
        Figure("the same, memory", due[2], "MiB", told[2]),
    ]


def keys(terminal: Terminal, key: bytes, times: int) -> float:
    """Return the median of milliseconds from a key to the first byte that it brings."""
    taken: list[float] = []
    for _ in range(times):
        terminal.settle(0.05)
        pressed = terminal.press(key)
        taken.append((terminal.first_byte() - pressed) * 1000)
    return statistics.median(taken)


def measure_list(regional: Path) -> list[Figure]:
    """The list of all variables: opened, leafed through, narrowed."""
    with Reader.open(regional) as reader:
        whole = Listing.of(reader, "variable")
        counts = {words: len(whole.narrowed(reader, words)) for words in WORDS}
        bare_times = {words: _bare(reader, words) for words in WORDS}
        bare_keys = _timed(lambda: whole.of(reader, "variable"))
    told = f"{len(whole):,} variables"
    terminal = application(regional, "list", "variable")
    terminal.until(" areas")
    terminal.settle(1.0)
    opened = _open(terminal, told)
    paged, memory = keys(terminal, PAGE_DOWN, PAGES), terminal.memory()
    narrowed: list[float] = []
    for words, count in counts.items():
        terminal.press(b"/")
        terminal.settle()
        pressed = terminal.press(words.encode())
        narrowed.append((terminal.until(f"{count:,} of {told}") - pressed) * 1000)
        terminal.settle()
        terminal.press(b"\x1b")
        terminal.until(f" {told}")
        terminal.settle(0.5)
    with_words = terminal.memory()
    terminal.end()
    floor = bare()
    floor.until("ready when you are")
    low_key, low_memory = keys(floor, PAGE_DOWN, PAGES), floor.memory()
    floor.end()
    query = f"bare query {statistics.median(bare_times.values()):.0f} ms"
    return [
        Figure(f"list of {told}: opened", opened, "ms", f"its keys read {bare_keys:.0f} ms"),
        Figure("its page-down key to the first byte", paged, "ms", f"bare Textual {low_key:.1f} ms", 40),
        Figure("its memory, leafed through", memory, "MiB", f"bare Textual {low_memory:.0f} MiB", 100),
        Figure("two letters to the painted count, median", statistics.median(narrowed), "ms", query, 250),
        Figure("the same, slowest", max(narrowed), "ms", f"bare query {max(bare_times.values()):.0f} ms", 250),
        Figure("its memory after that", with_words, "MiB"),
    ]


def measure_tour(regional: Path) -> list[Figure]:
    """Every place that has a letter, one after the other: what stays in memory of all of them."""
    terminal = Terminal([sys.executable, "-c", HOME, "--db", str(regional)])
    for letter in LETTERS:
        terminal.wait(STAY)
        terminal.press(b"g")
        terminal.wait(0.5)
        terminal.press(letter.encode())
    terminal.wait(STAY)
    memory = terminal.memory()
    terminal.end()
    return [Figure(f"a tour of {len(LETTERS)} screens of it: memory", memory, "MiB")]


def _open(terminal: Terminal, told: str) -> float:
    pressed = terminal.press(OPEN)
    return (terminal.until(told) - pressed) * 1000


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _bare(reader: Reader, text: str) -> float:
    sql = "SELECT count(*) FROM search_fts WHERE search_fts MATCH ?"
    return _timed(lambda: reader.database.rows(sql, (parse(text).begun,)))


def measure_vocabulary(folder: Path) -> list[Figure]:
    """A scheme of 40,000 concepts: opened, and searched as one types."""
    path = folder / "vocabulary.db"
    make(path, CONCEPTS)
    with Reader.open(path) as reader:
        read = _timed(lambda: list(reader.keys("concept", ["scheme=scheme/deep"])))
        query = statistics.median([_bare(reader, text) for text in SEARCHED])
    opened: list[float] = []
    searched: list[float] = []
    memory: list[float] = []
    told = f"{CONCEPTS:,} concepts"
    for _ in range(3):
        terminal = application(path, "vocabulary", "scheme/deep")
        terminal.until(" areas")
        terminal.settle(1.0)
        opened.append(_open(terminal, told))
        terminal.settle(0.5)
        for text in SEARCHED:
            terminal.press(b"/")
            terminal.settle(0.3)
            terminal.press(text[:-1].encode())
            terminal.settle(0.4)
            pressed = terminal.press(text[-1:].encode())
            searched.append((terminal.until(f" of {told}") - pressed) * 1000)
            terminal.settle(0.4)
            terminal.press(b"\x1b")
            terminal.settle(0.4)
        memory.append(terminal.memory())
        terminal.end()
    return [
        Figure(f"a vocabulary of {told}: opened", statistics.median(opened), "ms", f"its keys read {read:.0f} ms", 600),
        Figure(
            "searched, a letter to the painted count",
            statistics.median(searched),
            "ms",
            f"bare query {query:.1f} ms",
            50,
        ),
        Figure("its memory", max(memory), "MiB"),
    ]


def report(figures: Sequence[Figure]) -> list[str]:
    """Print the table; return what missed its target."""
    missed: list[str] = []
    width = max(len(one.what) for one in figures)
    for one in figures:
        told = "" if one.target is None else f"at most {one.target:.0f}"
        if one.target is not None and one.measured > one.target:
            missed.append(one.what)
            told += " MISSED"
        print(f"{one.what:{width}}{one.measured:9.1f} {one.unit:4} {one.floor:26}{told}".rstrip())
    return missed


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description="How soon the application paints and answers keys.")
    parser.add_argument("regional", type=Path, nargs="?")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--only", choices=("home", "list", "tour", "vocabulary"))
    parser.add_argument("--check", action="store_true", help="exit with 1 if a target is missed")
    given = parser.parse_args()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.only in (None, "home"):
            figures += measure_home(folder, given.runs)
        if given.only in (None, "list", "tour"):
            regional = given.regional or folder / "regional.db"
            if not regional.exists():
                create(regional, Size()).close()
            figures += measure_list(regional) if given.only != "tour" else []
            figures += measure_tour(regional) if given.only != "list" else []
        if given.only in (None, "vocabulary"):
            figures += measure_vocabulary(folder)
    missed = report(figures)
    if given.check and missed:
        sys.exit(f"missed: {', '.join(missed)}")


if __name__ == "__main__":
    main()
