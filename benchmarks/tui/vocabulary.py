"""Vocabularies of any size to open and search, made by chance but always the same; and how long that takes on a screen.

Run as: python benchmarks/tui/vocabulary.py [CONCEPTS] [--repeat 5]

There are two schemes: "scheme/flat", a code list without a hierarchy, and "scheme/deep", in which every concept but
one stands below another, some below two, some thirty levels down. Opening is from the key to the painted tree with the
concept in its pane; searching from a letter to the painted count. Both are driven without a terminal, CPU time.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parent.parent))  # the words

from orodha.catalogue import Catalogue
from orodha.tui.app import Application
from regional_words import phrase, word

CHAIN = 30
"""One branch of the deep scheme is so deep at least."""

TYPED = "labour permit"
LANGUAGES = ("fr", "sw", "ar", "pt")


def make(path: Path, concepts: int = 40_000, seed: int = 7) -> None:
    """Make a catalogue with a flat and a deep scheme of so many concepts each.

    Args:
        path: Where; nothing may be there.
        concepts: How many concepts each scheme has.
        seed: What the chance begins with.
    """
    with Catalogue.create(path, title="Vocabularies") as catalogue:
        catalogue.put_all((one, ()) for one in documents(concepts, seed))


def documents(concepts: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """Yield the two schemes with their concepts."""
    chance = random.Random(seed)
    for name in ("flat", "deep"):
        yield {"id": f"scheme/{name}", "title": {"en": f"A {name} vocabulary"}, "role": "thesaurus"}
        for number in range(concepts):
            yield _concept(name, number, chance)


def _concept(scheme: str, number: int, chance: random.Random) -> dict[str, Any]:
    label = {"en": f"{phrase(chance, 3)} {number}"}
    label |= {tag: f"{word(chance)} {word(chance)}" for tag in LANGUAGES if chance.random() < 0.5}
    made: dict[str, Any] = {"id": f"concept/{scheme}-{number}", "scheme": f"scheme/{scheme}", "label": label}
    if scheme == "flat":
        return made | {"notation": f"{number:05d}"}
    above = sorted({_above(number, chance) for _ in range(2 if chance.random() < 0.1 else 1)}) if number else []
    made["broader"] = [f"concept/deep-{one}" for one in above]
    if chance.random() < 0.3:
        made["definition"] = {"en": f"{phrase(chance, 12)}."}
    return made


def _above(number: int, chance: random.Random) -> int:
    """Return what a concept stands below: a chain at first, then one of the nearer to the top."""
    return number - 1 if number <= CHAIN else int(number * chance.random() ** 2)


async def measure(path: Path, scheme: str) -> tuple[float, list[float]]:
    """Return the CPU seconds of opening a scheme, and of each letter of a search in it."""
    app = Application(str(path), first="kinds")
    async with app.run_test(size=(80, 24)) as pilot:

        async def settled() -> None:
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()

        await settled()
        began = time.process_time()
        app.show("vocabulary", scheme)
        await settled()
        opened = time.process_time() - began
        await pilot.press("slash")
        letters: list[float] = []
        for letter in TYPED:
            began = time.process_time()
            await pilot.press("space" if letter == " " else letter)
            await settled()
            letters.append(time.process_time() - began)
        return opened, letters


def main() -> None:
    """Measure, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("concepts", nargs="?", type=int, default=40_000)
    parser.add_argument("--repeat", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vocabulary.db"
        make(path, given.concepts)
        for scheme in ("scheme/flat", "scheme/deep"):
            runs = [asyncio.run(measure(path, scheme)) for _ in range(given.repeat)]
            opened = statistics.median(one for one, _ in runs)
            letters = [one for _, each in runs for one in each]
            print(f"{scheme}: opened in {opened:.3f} s; a letter {1000 * statistics.median(letters):.0f} ms,", end=" ")
            print(f"at most {1000 * max(letters):.0f} ms")


if __name__ == "__main__":
    main()
