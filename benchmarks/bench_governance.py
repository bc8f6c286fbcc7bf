"""What is due in a catalogue of many agreements, beside a bare scan of the same documents in SQL.

Run as: python benchmarks/bench_governance.py [--agreements 50000] [--runs 5]

A third of the agreements have a last day, a tenth of these notice; one in twenty is reviewed every year. The scan reads
the status of every agreement and nothing else. The runs alternate; CPU seconds of this process.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from orodha.catalogue import Catalogue
from orodha.catalogue.reader import Reader
from orodha.inventory import create
from orodha.inventory.dates import Span
from orodha.inventory.due import due

TODAY = dt.date(2026, 11, 22)
SCAN = "SELECT count(*) FROM record WHERE kind = 'agreement' AND json_extract(document, '$.status') = 'in force'"


def agreements(number: int) -> Iterator[dict[str, Any]]:
    """Yield agreements in force between 2015 and 2040, the same for the same number."""
    chance = random.Random(1)
    for n in range(number):
        begins = dt.date(2015, 1, 1) + dt.timedelta(chance.randrange(4000))
        document: dict[str, Any] = {
            "id": f"agreement/a-{n}",
            "title": {"en": f"Agreement {n} on the exchange of data"},
            "type": "MoU",
            "status": chance.choice(("draft", "signed", "in force", "in force", "expired")),
            "parties": ["area/ke", chance.choice(("area/ug", "area/tz", "area/et", "area/so"))],
            "effective": begins.isoformat(),
            "purposes": {"en": ["Statistics on arrivals, departures and work permits, by sex, age and nationality."]},
        }
        if chance.random() < 0.33:
            document["expires"] = (begins + dt.timedelta(chance.randrange(365, 5000))).isoformat()
            if chance.random() < 0.1:
                document["notice"] = "P3M"
        if chance.random() < 0.05:
            document["review_cycle"] = "P1Y"
        yield document


def seconds(call: Callable[[], object]) -> float:
    """Return the CPU seconds of one call."""
    start = time.process_time()
    call()
    return time.process_time() - start


def main() -> None:
    """Print the medians, and the ratio of the two."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agreements", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "large.db")
        create(path).close()
        with Catalogue.open(path) as catalogue:
            catalogue.put_all((document, None) for document in agreements(given.agreements))
        with Reader.open(path) as reader:
            found = due(reader, TODAY, Span(days=90))
            took = [
                (seconds(lambda: reader.database.value(SCAN)), seconds(lambda: due(reader, TODAY, Span(days=90))))
                for _ in range(given.runs)
            ]
    scan, ours = (statistics.median(one) for one in zip(*took, strict=True))
    print(f"{given.agreements:,} agreements, {len(found.items):,} lines due")
    print(f"scan in SQL  {scan * 1000:6.0f} ms")
    print(f"due          {ours * 1000:6.0f} ms, {ours / scan:.1f} x the scan")


if __name__ == "__main__":
    main()
