"""All checks of a thesaurus, as a whole command; beside reading its documents, and skosify's check of its file.

Run as: python benchmarks/bench_checks.py THESAURUS [--repeat 5] [--skosify COMMAND] [--concepts 100000]

THESAURUS is SKOS in any syntax of RDF, such as the STW thesaurus for economics. CPU seconds are of whole processes,
from ``os.wait4``; the runs alternate. Skosify repairs and checks some of what the rules do (labels, S13, S14, S27,
circles, redundant broader), on the file; it is left out where it is not installed. With --concepts, the rules are also
timed over a thesaurus of so many concepts that is made up, five levels deep.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench_vocabulary import whole
from orodha.catalogue import Catalogue
from orodha.inventory import create

ORODHA = (sys.executable, "-m", "orodha.tui")
LOADS = (
    "import json, sqlite3, sys\n"
    "for (text,) in sqlite3.connect(sys.argv[1]).execute('SELECT document FROM record'): json.loads(text)"
)


def main() -> None:
    """Print CPU seconds, medians and least, of checking and of what it is compared with."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("thesaurus", type=Path)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--skosify", default="skosify")
    parser.add_argument("--concepts", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "thesaurus.db")
        create(path, "vocabulary").close()
        whole([*ORODHA, "--db", str(path), "import", "--yes", str(given.thesaurus)])
        measure(path, given.thesaurus, given.skosify, given.repeat)
        if given.concepts:
            large = Path(folder, "large.db")
            with Catalogue.create(large) as catalogue:
                catalogue.put_all((document, None) for document in made_up(given.concepts))
            cpu, _ = whole([*ORODHA, "--db", str(large), "check", "--level", "error"])
            print(f"orodha check, {given.concepts:,} concepts: CPU {cpu:.2f} s")


def measure(path: Path, thesaurus: Path, skosify: str, repeat: int) -> None:
    """Run the commands one after the other, several times; print what they took."""
    commands = {
        "json.loads of all documents": [sys.executable, "-c", LOADS, str(path)],
        "orodha check": [*ORODHA, "--db", str(path), "check"],
        "orodha map check": [*ORODHA, "--db", str(path), "map", "check"],
    }
    if found := shutil.which(skosify):
        commands["skosify"] = [found, str(thesaurus), "-o", str(path.with_suffix(".ttl"))]
    took: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(repeat):
        for name, command in commands.items():
            took[name].append(whole(command)[0])
    floor = statistics.median(took["json.loads of all documents"])
    for name, cpu in took.items():
        middle = statistics.median(cpu)
        print(f"{name:30} CPU {middle:6.2f} s, least {min(cpu):6.2f} s, {middle / floor:6.1f} x json.loads")


def made_up(concepts: int) -> Iterator[dict[str, Any]]:
    """Yield a scheme and its concepts: ten below each, some with a second parent, a third of the leaves related."""
    chance = random.Random(1)
    yield {"id": "scheme/large", "title": "Large", "role": "thesaurus"}
    for number in range(concepts):
        document: dict[str, Any] = {
            "id": f"concept/large-{number}",
            "scheme": "scheme/large",
            "label": {"en": f"Term {number}", "fr": f"Terme {number}"},
            "alternative_labels": {"en": [f"Synonym {number}", f"Other word {number}"]},
            "definition": {"en": f"What the term of number {number} is taken to mean."},
        }
        if number:
            parents = {(number - 1) // 10, *([chance.randrange(number // 10 + 1)] if chance.random() < 0.2 else [])}
            document["broader"] = [f"concept/large-{one}" for one in sorted(parents)]
        if number > concepts // 5 and chance.random() < 0.33:
            document["related"] = [f"concept/large-{chance.randrange(concepts // 5, concepts)}"]
        yield document


if __name__ == "__main__":
    main()
