"""What governs a region: sharing, deadlines, gaps, coverage, quality, duplicates; each beside a floor in the same run.

Run as: python benchmarks/bench_governance.py [REGIONAL.db] [--share 1] [--pairs 300] [--runs 3]

The regional catalogue (10,000 sources, 500,000 variables, 50,000 agreements) is made first where no path is given; with
``--share 0.1``, a tenth of it. The questions whether a source may be shared are put for sources and agencies drawn by
lot; their floor reads and parses, in one query, the records that the answer names and the source's variables. The floor
of the others is one scan that parses the documents of the kinds that they are about. CPU seconds of this process,
medians, runs in turns; of ``may-share`` also milliseconds that passed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from orodha.catalogue.reader import Reader
from orodha.inventory.completeness import scores
from orodha.inventory.coverage import coverage
from orodha.inventory.dates import Span
from orodha.inventory.due import due
from orodha.inventory.duplicates import KINDS, duplicates
from orodha.inventory.gaps import gaps
from orodha.inventory.register import register
from orodha.inventory.sharing import Answer, may_share
from regional import GOVERNED, Size, create

TODAY = dt.date(2026, 11, 22)


class Measure(NamedTuple):
    """One thing to measure.

    Attributes:
        name: What it is called in the table.
        call: What is measured; returns how many things it found.
        kinds: The kinds whose documents the floor reads.
        target: CPU seconds that it may take, 0 for none.
    """

    name: str
    call: Callable[[Reader], int]
    kinds: tuple[str, ...]
    target: float = 0


def _due(reader: Reader) -> int:
    return len(due(reader, TODAY, Span(days=90)).items)


def _gaps(reader: Reader) -> int:
    return len(gaps(reader, TODAY).gaps)


def _coverage(reader: Reader) -> int:
    return sum(len(one.serving) for one in coverage(reader).rows)


def _register(reader: Reader) -> int:
    return len(register(reader, TODAY).rows)


def _quality(reader: Reader) -> int:
    return len(scores(reader, "source").records)


def _duplicates(reader: Reader) -> int:
    return len(duplicates(reader))


MEASURES = (
    Measure("due", _due, ("agreement", "procedure", "source", "action"), 1),
    Measure("gaps", _gaps, ("source", "agreement", "indicator", "action"), 1),
    Measure("coverage", _coverage, ("source", "indicator", "action", "law", "agreement"), 2),
    Measure("agreements", _register, ("agreement",)),
    Measure("quality", _quality, ("source",)),
    Measure("duplicates", _duplicates, KINDS, 20),
)


def main() -> None:
    """Print two tables: of sharing in milliseconds, of the others in CPU seconds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("regional", type=Path, nargs="?")
    parser.add_argument("--share", type=float, default=1.0, help="of the region, where it is made")
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", choices=["may-share", *(one.name for one in MEASURES)])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.regional or Path(folder, "regional.db")
        if not path.exists():
            create(path, Size(*(max(int(one * given.share), 20) for one in vars(GOVERNED).values()))).close()
        with Reader.open(path) as reader:
            print(", ".join(f"{number:,} of {kind}" for kind, number in reader.counts().items() if number >= 1000))
            if given.only in ("", "may-share"):
                sharing(reader, given.pairs)
            if given.only != "may-share":
                wholes(reader, [one for one in MEASURES if given.only in ("", one.name)], given.runs)


def sharing(reader: Reader, pairs: int) -> None:
    """Print how long it takes to tell whether sources may be shared: those of any country, and Kenya's by its law."""
    print(
        f"\n{'may-share, ms':28}{'p50':>8}{'p95':>8}{'CPU p50':>9}{'CPU p95':>9}{'floor p50':>11}{'ratio':>7}  answers"
    )
    agencies, sources = _ids(reader, "agency"), _ids(reader, "source")
    hubs = [one for one in agencies if one.startswith("agency/region")]
    kenya = [one for one in sources if one.startswith("source/ke")]
    _sharing(reader, "any source, any agency", sources, agencies, pairs)
    _sharing(reader, "a source of Kenya, any agency", kenya, agencies, pairs)
    _sharing(reader, "any source, a regional body", sources, hubs, pairs)


def _ids(reader: Reader, kind: str) -> list[str]:
    return [record for (record,) in reader.database.rows("SELECT id FROM record WHERE kind = ? ORDER BY id", (kind,))]


def _sharing(reader: Reader, name: str, sources: Sequence[str], agencies: Sequence[str], pairs: int) -> None:
    chance = random.Random(1)
    asked = [(chance.choice(sources), chance.choice(agencies)) for _ in range(pairs)]
    passed, took, floor = list[float](), list[float](), list[float]()
    answers = Counter[str]()
    for source, agency in asked:
        start, cpu = time.perf_counter(), time.process_time()
        answer = may_share(reader, source, agency, "statistics", on=TODAY)
        passed.append(time.perf_counter() - start)
        took.append(time.process_time() - cpu)
        answers[answer.verdict] += 1
        floor.append(seconds(_some, reader, _named(reader, answer)))
    figures = [statistics.median(passed), _p95(passed), statistics.median(took), _p95(took), statistics.median(floor)]
    told = ", ".join(f"{number} {verdict}" for verdict, number in answers.most_common())
    widths = (8, 8, 9, 9, 11)
    columns = "".join(f"{figure * 1000:{width}.1f}" for figure, width in zip(figures, widths, strict=True))
    print(f"{name:28}{columns}{figures[2] / figures[4]:7.1f}  {told}")


def _named(reader: Reader, answer: Answer) -> list[str]:
    """Return the records that an answer names, and the variables of the source."""
    rows = reader.database.rows(
        "SELECT id FROM link JOIN record ON key = subject WHERE object = ? AND field = 'source' AND kind = 'variable'",
        (answer.source.id,),
    )
    told = {one.id for reason in answer.reasons for one in reason.path} | {one.id for one in answer.nearest}
    return sorted({answer.source.id, answer.recipient.id, *told, *(record for (record,) in rows)})


def _some(reader: Reader, ids: Sequence[str]) -> int:
    return sum(1 for _ in reader.some(ids))


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def wholes(reader: Reader, measures: Sequence[Measure], runs: int) -> None:
    """Print what questions to the whole catalogue take, in CPU seconds."""
    print(f"\n{'CPU s':28}{'median':>8}{'least':>8}{'floor':>8}{'ratio':>7}{'target':>8}  found")
    for one in measures:
        found = one.call(reader)
        took = [(seconds(one.call, reader), seconds(scan, reader, one.kinds)) for _ in range(runs)]
        ours, floor = (statistics.median(column) for column in zip(*took, strict=True))
        least, target = min(mine for mine, _ in took), f"{one.target:g}" if one.target else ""
        print(f"{one.name:28}{ours:8.2f}{least:8.2f}{floor:8.2f}{ours / floor:7.1f}{target:>8}  {found:,}")


def scan(reader: Reader, kinds: Sequence[str]) -> int:
    """Parse every document of some kinds; return how many there are."""
    wanted = ", ".join("?" * len(kinds))
    rows = reader.database.stream(f"SELECT document FROM record WHERE kind IN ({wanted})", kinds)
    return sum(1 for (text,) in rows if json.loads(text))


def seconds(call: Callable[..., object], *given: object) -> float:
    """Return the CPU seconds of one call."""
    start = time.process_time()
    call(*given)
    return time.process_time() - start


if __name__ == "__main__":
    main()
