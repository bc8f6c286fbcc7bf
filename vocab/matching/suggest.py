"""Suggesting which concepts of two schemes mean the same.

    found = suggest(terms_of(reader, "scheme/ke-migration"), terms_of(reader, "scheme/ug-migration"))

Nothing here is accepted on its label alone: a suggestion is for a person to decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..comparability import Comparison, compare
from .embedding import Embedder
from .features import LOOKED_AT, NAMES, Floats, Pairs, features, pairs_of
from .model import Rivals, one_to_one, probability, ranks, refitted, shipped
from .reasons import Compared, predicate, reasons
from .suggestions import BY_LETTERS, BY_MEANING, Suggestion
from .terms import Term

FLOOR = 0.05
"""A pair that is less probable is not suggested: no match is a better answer than a bad one."""

NOT_COMPARABLE, COMPARABLE = -4.0, 1.0
"""What the facets of two definitions add to the log-odds of the pair; set by judgement, as no alignment has facets."""

UNLIKE = 0.2
"""The probability of a pair whose definitions cannot be compared is no more than this, however alike the labels are."""

DECIDED = 12.0
"""The log-odds that a decision adds or takes."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's verdict on one pair.

    Attributes:
        subject: Id of the concept of the first scheme.
        object: Id of the concept of the second.
        right: Whether the pair was accepted.
        exact: Whether it was accepted as an exact match, so that both concepts are settled.
    """

    subject: str
    object: str
    right: bool
    exact: bool = True


def suggest(
    left: Sequence[Term],
    right: Sequence[Term],
    *,
    top: int = 5,
    decisions: Sequence[Decision] = (),
    embedder: Embedder | None = None,
) -> list[Suggestion]:
    """Return what the terms of one scheme may be in another: by term, then the likeliest first.

    Args:
        left: The terms of the first scheme.
        right: The terms of the second. A concept is never paired with itself.
        top: At most so many suggestions a term.
        decisions: What a reviewer has decided between the two. Those pairs are not suggested; from
            ``model.ENOUGH`` on, they also change the judgement of the others.
        embedder: What tells how alike two labels are in meaning. It is asked once, for one label a term, and only where
            a term has no label in a language of the other scheme.
    """
    if not left or not right:
        return []
    pairs = pairs_of(left, right, max(top, LOOKED_AT), embedder)
    rivals = Rivals(pairs.found.left, pairs.found.right, (len(left), len(right)))
    measured = features(pairs)
    ids = pairs.ids()
    decided = _Decided(ids, decisions)
    model = refitted(shipped(), measured[decided.pairs], decided.right[decided.pairs])
    compared = _comparisons(pairs)
    chance = probability(model, measured, rivals, decided.log_odds + _of_facets(compared, len(pairs)))
    unlike = [n for n, comparison in compared.items() if comparison.verdict == "not comparable"]
    chance[unlike] = np.minimum(chance[unlike], UNLIKE)
    undecided = ~decided.pairs & np.array([one != other for one, other in ids], bool)
    best = one_to_one(rivals, np.where(undecided & ~decided.settled, chance, 0.0))
    shown = np.where(undecided, chance, 0.0)
    rank = ranks(pairs.found.left, shown + best)
    chosen = np.flatnonzero((shown >= FLOOR) & (rank < top))
    order = chosen[np.lexsort((rank[chosen], pairs.found.left[chosen]))]
    answer = _Answer(pairs, measured, chance, best, compared)
    return [answer.suggestion(n) for n in order.tolist()]


class _Decided:
    """What the decisions say of each candidate."""

    def __init__(self, ids: Sequence[tuple[str, str]], decisions: Sequence[Decision]) -> None:
        size = len(ids)
        self.pairs = np.zeros(size, bool)
        self.right = np.zeros(size, bool)
        self.settled = np.zeros(size, bool)
        self.log_odds = np.zeros(size)
        if not decisions:
            return
        said = {(each.subject, each.object): each.right for each in decisions}
        exact = [each for each in decisions if each.right and each.exact]
        subjects, objects = {each.subject for each in exact}, {each.object for each in exact}
        for n, pair in enumerate(ids):
            verdict = said.get(pair)
            self.pairs[n] = verdict is not None
            self.right[n] = bool(verdict)
            self.settled[n] = pair[0] in subjects or pair[1] in objects
            if verdict is not None or self.settled[n]:
                self.log_odds[n] = DECIDED if verdict else -DECIDED


def _comparisons(pairs: Pairs) -> Mapping[int, Comparison]:
    """The comparison of the definitions of each candidate of which both have facets."""
    left, right = pairs.left, pairs.right
    return {
        n: compare(left[i].facets, right[j].facets)
        for n, (i, j) in enumerate(pairs.indexes())
        if left[i].facets and right[j].facets
    }


def _of_facets(compared: Mapping[int, Comparison], size: int) -> Floats:
    found = np.zeros(size)
    for n, comparison in compared.items():
        if comparison.verdict == "not comparable":
            found[n] = NOT_COMPARABLE
        elif comparison.verdict == "comparable":
            found[n] = COMPARABLE
    return found


class _Answer:
    """Everything that is known of the candidates, to tell it of those that are suggested."""

    def __init__(
        self,
        pairs: Pairs,
        measured: Floats,
        chance: Floats,
        best: NDArray[np.bool_],
        compared: Mapping[int, Comparison],
    ) -> None:
        self._pairs = pairs
        self._measured = measured
        self._chance = chance
        self._best = best
        self._compared = compared

    def suggestion(self, n: int) -> Suggestion:
        """The suggestion of one candidate."""
        i, j = int(self._pairs.found.left[n]), int(self._pairs.found.right[n])
        left, right = self._pairs.left[i], self._pairs.right[j]
        labels = self._labels(n)
        comparison, best = self._compared.get(n), bool(self._best[n])
        measured: dict[str, float] = dict(zip(NAMES, self._row(n), strict=True))
        alike = measured["meaning"] if measured["by meaning"] else float(self._pairs.found.cosine[n])
        return Suggestion(
            left.id,
            right.id,
            predicate(labels, best, comparison),
            round(float(self._chance[n]), 4),
            round(min(max(alike, 0.0), 1.0), 4),
            best,
            labels.left,
            labels.right,
            BY_MEANING if measured["by meaning"] else BY_LETTERS,
            reasons=reasons(labels, left, right, measured, comparison),
        )

    def _row(self, n: int) -> list[float]:
        found: list[float] = self._measured[n].tolist()
        return found

    def _labels(self, n: int) -> Compared:
        pairs = self._pairs
        i, j = int(pairs.found.left_label[n]), int(pairs.found.right_label[n])
        first, second = pairs.left_labels, pairs.right_labels
        return Compared(first.originals[i], second.originals[j], first.languages[i], second.languages[j])
