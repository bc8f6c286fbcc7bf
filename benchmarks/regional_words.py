"""Words, sizes and ids that catalogues of regional size are made of."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]

COUNTRIES = "bi cd dj er et ke km mg mw rw sc sd so ss tz ug zm zw eg ly".split()
SUBJECTS = (
    "arrival departure permit passport visa remittance refugee asylum return detention traffick smuggling labour "
    "recruitment student nurse teacher farmer trader fisher domestic seasonal border county household birth death "
    "marriage identity fingerprint photograph vehicle flight vessel bus train route camp settlement school clinic "
    "vaccination nationality citizenship residence occupation employer wage contract skill certificate language "
    "religion age sex disability orphan parent spouse child elder pastoral drought flood conflict"
).split()
QUALITIES = (
    "annual monthly daily national regional local foreign new closed pending approved refused renewed expired first "
    "second last total mean declared recorded verified estimated urban rural male female young adult temporary"
).split()
CODAS = tuple("ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu".split())


@dataclass(frozen=True)
class Size:
    """How many records of each kind."""

    sources: int = 10_000
    variables: int = 500_000
    concepts: int = 100_000
    agreements: int = 2_000
    agencies: int = 1_000
    procedures: int = 100
    actions: int = 1_000
    indicators: int = 200
    reports: int = 200

    def agency(self, n: int) -> str:
        """Return the id of an agency."""
        return f"agency/{self.country(n)}-{n}"

    def country(self, agency: int) -> str:
        """Return the code of the country of an agency."""
        return COUNTRIES[agency % len(COUNTRIES)]

    def source(self, n: int) -> str:
        """Return the id of a source, which agency ``n % agencies`` holds."""
        return f"source/{self.country(n % self.agencies)}-{n}"

    def holder(self, source: int) -> str:
        """Return the id of the agency that holds a source."""
        return self.agency(source % self.agencies)


GOVERNED = Size(agreements=50_000, procedures=500, actions=5_000, indicators=1_000, reports=2_000)
"""The region for which the measures of governance are set."""


def word(chance: random.Random) -> str:
    """Return a word of no language."""
    return "".join(chance.choices(CODAS, k=3))


def phrase(chance: random.Random, words: int = 3) -> str:
    """Return a phrase of some words, the last of no language."""
    parts = [chance.choice(QUALITIES), *chance.choices(SUBJECTS, k=words - 2), word(chance)]
    return " ".join(parts).capitalize()


def misspelt(chance: random.Random, text: str) -> str:
    """Return a text in which two neighbouring letters have changed places."""
    at = chance.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
