"""Search as one types, and ``holds``, in process, on a regional catalogue and on Kenya's.

Run as: python benchmarks/bench_lookup.py [REGIONAL.db]

The regional catalogue (800k documents) is made first where no path is given. Latencies are wall-clock milliseconds of
warm calls; the floor beside each is a bare FTS5 query for the same words, limited to as many rows, in the same run.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from orodha.catalogue.reader import Reader
from orodha.inventory.holdings import holds
from orodha.inventory.starter import create as create_starter
from regional import Size, create

REGIONAL = Size(variables=650_000, concepts=138_000)


def main() -> None:
    """Print a table of latencies."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("regional", type=Path, nargs="?")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.regional or Path(folder, "regional.db")
        if not path.exists():
            create(path, REGIONAL).close()
        kenya = Path(folder, "kenya.db")
        create_starter(kenya).close()
        print(f"{'what':44}{'p50':>8}{'p95':>8}{'max':>8}{'floor p95':>11}")
        for name, db in (("800k documents", path), ("Kenya", kenya)):
            with Reader.open(db) as reader:
                texts = _titles(reader)
                typed = list(_keystrokes(texts[:60]))
                report(f"search as one types, {name}", lambda q: reader.find(q), typed, lambda q: _bare(reader, q))
                misspelt = [_misspell(text) for text in texts[60:160]]
                report(f"search, one letter wrong, {name}", lambda q: reader.find(q), misspelt)
                report(f"holds, {name}", lambda q: holds(reader, q), texts[:150], lambda q: _bare(reader, q))
                single = [word for text in texts[150:250] for word in text.split()[1:2]]
                report(f"holds, one word, {name}", lambda q: holds(reader, q), single)


def report(
    name: str,
    call: Callable[[str], object],
    queries: Sequence[str],
    floor: Callable[[str], object] | None = None,
) -> None:
    """Print the latencies of a call over queries."""
    times = _times(call, queries)
    below = f"{_p95(_times(floor, queries)):11.2f}" if floor else ""
    print(f"{name:44}{statistics.median(times):8.2f}{_p95(times):8.2f}{max(times):8.2f}{below}")


def _times(call: Callable[[str], object], queries: Sequence[str]) -> list[float]:
    call(queries[0])
    times: list[float] = []
    for query in queries:
        start = time.perf_counter()
        call(query)
        times.append((time.perf_counter() - start) * 1000)
    return times


def _p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def _titles(reader: Reader) -> list[str]:
    rows = reader.database.rows("SELECT label FROM record WHERE kind IN ('variable', 'concept', 'source') ORDER BY id")
    chance = random.Random(1)
    return [label for (label,) in chance.sample(rows, min(250, len(rows)))]


def _keystrokes(titles: Sequence[str]) -> list[str]:
    return [title[:end] for title in titles for end in range(2, min(len(title), 14) + 1)]


def _misspell(text: str) -> str:
    chance = random.Random(text)
    words = text.split()
    at = max(range(len(words)), key=lambda i: len(words[i]))
    spot = chance.randrange(1, max(len(words[at]) - 1, 2))
    words[at] = words[at][:spot] + words[at][spot + 1 :]
    return " ".join(words)


def _bare(reader: Reader, text: str) -> None:
    words = " AND ".join(f'"{word}"*' for word in "".join(c if c.isalnum() else " " for c in text).split())
    reader.database.rows("SELECT rowid FROM search_fts WHERE search_fts MATCH ? LIMIT 300", (words,))


if __name__ == "__main__":
    main()
