"""How good suggestions are, against an alignment that people made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .suggestions import Suggestion
from .terms import Term

Pair = tuple[str, str]
"""The ids of a concept of the first scheme and of the concept of the second that means the same."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two schemes and the pairs of their concepts that mean the same.

    Attributes:
        name: What it is called in a table.
        left: The terms of the first scheme, those without a counterpart too.
        right: The terms of the second scheme, likewise.
        pairs: The pairs that are right; every other pair is wrong.
    """

    name: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    pairs: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Quality:
    """How an answer compares with the pairs that are right; each from 0 to 1.

    Attributes:
        precision: Share of the answer that is right; 1 if the answer is empty.
        recall: Share of the right pairs that are in the answer; 1 if there are none.
        f1: Harmonic mean of the two.
    """

    precision: float
    recall: float
    f1: float


def quality(answer: Collection[Pair], right: Collection[Pair]) -> Quality:
    """Return precision, recall and F1 of an answer.

    Args:
        answer: The pairs that were answered, each once.
        right: The pairs that are right, each once.
    """
    hits = len(set(answer) & set(right))
    precision = hits / len(answer) if answer else 1.0
    recall = hits / len(right) if right else 1.0
    return Quality(precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0)


def answer(suggestions: Iterable[Suggestion]) -> list[Pair]:
    """Return the pairs of the one-to-one answer."""
    return [(found.subject, found.object) for found in suggestions if found.best]


@dataclass(frozen=True, slots=True)
class Band:
    """How often suggestions of like confidence are right.

    Attributes:
        low: Least confidence, inclusive.
        high: Greatest confidence, exclusive, but inclusive at 1.
        count: How many suggestions.
        right: Share of them that is right, 0 to 1; 0 if there are none.
    """

    low: float
    high: float
    count: int
    right: float


def calibration(
    suggestions: Sequence[Suggestion], right: Collection[Pair], bounds: Sequence[float] = (0.0, 0.1, 0.5, 0.9, 1.0)
) -> list[Band]:
    """Return how often suggestions were right, by confidence.

    Args:
        suggestions: The suggestions.
        right: The pairs that are right.
        bounds: Where the bands begin and end, ascending from 0 to 1.
    """
    bands: list[Band] = []
    for low, high in pairwise(bounds):
        inside = [s for s in suggestions if low <= s.confidence < high or s.confidence == high == 1.0]
        hits = sum((s.subject, s.object) in right for s in inside)
        bands.append(Band(low, high, len(inside), hits / len(inside) if inside else 0.0))
    return bands
