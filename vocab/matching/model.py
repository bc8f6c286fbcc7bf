"""The judgement: from the features of the candidates to the probability that each pair means the same.

There are two logistic models, one on the other. The first judges each pair by itself. The second knows the rivals: a
term can have one counterpart at most, so that a pair loses where another pair claims one of its terms with more right,
and gains where its rivals are claimed by others; and where most terms find a counterpart, one more is likelier. Labels
of two languages are judged by other weights than labels of one, and those that were embedded by others again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .features import NAMES, Floats, Indexes
from .vectors import rank_within

PULL = 8.0
"""How strongly refitted weights are held to the shipped ones: as much as so many decisions of even odds would."""

ENOUGH = 30
"""So many decisions are needed before they change the weights."""

JUDGES = ("within", "across", "meaning")
"""The names of the judges of a model, in the order of ``judged_by``."""

_ROUNDS = 12
_FAR = 12.0


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic model.

    Attributes:
        weights: One for each column.
        bias: The log-odds where every column is 0.
    """

    weights: Floats
    bias: float

    def __call__(self, columns: Floats) -> Floats:
        """Return the log-odds of each row."""
        return columns @ self.weights + self.bias


@dataclass(frozen=True, slots=True)
class Judge:
    """What was learnt of labels of one language, of two, or of two with embeddings.

    Attributes:
        likeness: Judges the features of a pair by themselves.
        joint: Judges a pair among its rivals.
        spread: Standard deviation of each feature where it was learnt.
    """

    likeness: Linear
    joint: Linear
    spread: Floats


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt from alignments that people made.

    Attributes:
        within: For two labels of one language.
        across: For labels of two languages.
        meaning: For terms without a common language, where embeddings say how alike they are in meaning.
    """

    within: Judge
    across: Judge
    meaning: Judge

    def judges(self) -> tuple[Judge, Judge, Judge]:
        """Return the three, in the order of ``judged_by``."""
        return self.within, self.across, self.meaning


@cache
def shipped() -> Model:
    """Return the model that is shipped, read from ``weights.json``."""
    known = json.loads(Path(__file__).with_name("weights.json").read_text(encoding="utf-8"))
    if tuple(known["features"]) != NAMES:
        raise ValueError("weights.json is of other features: rebuild it with tools/train_matching.py")
    return Model(*(_judge(known[name]) for name in JUDGES))


def _judge(known: Mapping[str, Any]) -> Judge:
    return Judge(_linear(known["likeness"]), _linear(known["joint"]), np.array(known["spread"], np.float64))


def _linear(known: Mapping[str, Any]) -> Linear:
    return Linear(np.array(known["weights"], np.float64), float(known["bias"]))


def judged_by(features: Floats) -> NDArray[np.intp]:
    """Return the place in ``JUDGES`` of the judge of each pair."""
    apart, by_meaning = (features[:, NAMES.index(name)] > 0 for name in ("other language", "by meaning"))
    return np.where(by_meaning, 2, apart.astype(np.intp))


@dataclass(frozen=True, slots=True)
class Rivals:
    """Which candidates share a term.

    Attributes:
        left: The left term of each candidate.
        right: Its right term.
        sizes: How many terms each side has.
    """

    left: Indexes
    right: Indexes
    sizes: tuple[int, int]


def probability(model: Model, features: Floats, rivals: Rivals, known: Floats | None = None) -> Floats:
    """Return the probability that each candidate means the same, 0 to 1.

    Args:
        model: The model.
        features: The features, a row a candidate.
        rivals: Which candidates share a term.
        known: What is known of each candidate besides, as log-odds that are added.
    """
    judge = judged_by(features)
    log_odds = np.choose(judge, [each.likeness(features) for each in model.judges()])
    if known is not None:
        log_odds = log_odds + known
    columns = among_rivals(log_odds, rivals)
    return sigmoid(np.choose(judge, [each.joint(columns) for each in model.judges()]))


def among_rivals(log_odds: Floats, rivals: Rivals) -> Floats:
    """Return the columns of the joint model: a row a candidate.

    The columns are the log-odds of the pair by itself, those among its rivals, and those of the share of the smaller
    side that has a counterpart. Among rivals the odds of each pair are divided among what else its terms could be
    matched with, or with nothing, until both sides agree.
    """
    log_odds = np.clip(log_odds, -_FAR, _FAR)
    left, right, (lefts, rights) = rivals.left, rivals.right, rivals.sizes
    odds = np.exp(log_odds)
    free_right = np.ones(rights)
    free_left = np.ones(lefts)
    for _ in range(_ROUNDS):
        free_left = 1 / (1 + np.bincount(left, odds * free_right[right], lefts))
        free_right = 1 / (1 + np.bincount(right, odds * free_left[left], rights))
    matched = free_left[left] * odds * free_right[right]
    share = min(float(matched.sum()) / max(min(lefts, rights), 1), 0.98)
    return np.column_stack([log_odds, logit(matched), np.full(len(odds), logit(np.array(share)))])


def refitted(model: Model, features: Floats, right: NDArray[np.bool_]) -> Model:
    """Return the model after decisions of a reviewer, held to what it was by a ridge.

    Args:
        model: The model before.
        features: The features of the pairs that were decided.
        right: Whether each was accepted.
    """
    if len(right) < ENOUGH:
        return model
    by = judged_by(features)
    return Model(*(_refitted(judge, features[by == n], right[by == n]) for n, judge in enumerate(model.judges())))


def _refitted(judge: Judge, features: Floats, right: NDArray[np.bool_]) -> Judge:
    columns = np.column_stack([features / judge.spread, np.ones(len(features))])
    start = np.r_[judge.likeness.weights * judge.spread, judge.likeness.bias]
    found = ridge(columns, right.astype(np.float64), start, PULL)
    return Judge(Linear(found[:-1] / judge.spread, float(found[-1])), judge.joint, judge.spread)


def ridge(columns: Floats, answers: Floats, start: Floats, pull: float, importance: Floats | None = None) -> Floats:
    """Return logistic weights near others, by Newton's method.

    Args:
        columns: The features, a row a pair, the last of them 1.
        answers: 1 where a pair is right, else 0.
        start: The weights that the new ones are pulled to.
        pull: How strongly: half of it, times the squared distance, is added to the loss.
        importance: The weight of each row in the loss; 1 if None.
    """
    found = start.copy()
    weight = np.ones(len(answers)) if importance is None else importance
    for _ in range(60):
        chance = sigmoid(columns @ found)
        slope = columns.T @ (weight * (chance - answers)) + pull * (found - start)
        curve = (columns.T * (weight * chance * (1 - chance))) @ columns + pull * np.eye(len(found))
        step = np.linalg.solve(curve, slope)
        found -= step / max(1.0, float(np.abs(step).max()))
        if float(np.abs(step).max()) < 1e-8:
            break
    return found


def sigmoid(log_odds: Floats) -> Floats:
    """Return probabilities of log-odds."""
    return 1 / (1 + np.exp(-np.clip(log_odds, -40, 40)))


def logit(chance: Floats) -> Floats:
    """Return log-odds of probabilities, as far as ``_FAR`` from even."""
    tiny = 1 / (1 + np.exp(_FAR))
    bounded = np.clip(chance, tiny, 1 - tiny)
    return np.log(bounded / (1 - bounded))


def one_to_one(rivals: Rivals, chance: Floats, least: float = 0.5) -> NDArray[np.bool_]:
    """Return which candidates are the answer in which every term has one counterpart at most.

    The likeliest pair is taken first; among equals the one that stands first.

    Args:
        rivals: Which candidates share a term.
        chance: The probability of each.
        least: Only candidates of at least this probability.
    """
    best = np.zeros(len(chance), bool)
    taken: tuple[set[int], set[int]] = (set(), set())
    likely = np.flatnonzero(chance >= least)
    for n in likely[np.argsort(-chance[likely], kind="stable")].tolist():
        left, right = int(rivals.left[n]), int(rivals.right[n])
        if left not in taken[0] and right not in taken[1]:
            best[n] = True
            taken[0].add(left)
            taken[1].add(right)
    return best


def ranks(group: Indexes, chance: Floats) -> NDArray[np.intp]:
    """Return the rank of each value within its group, 0 for the greatest."""
    order = np.lexsort((-chance, group))
    result = np.empty(len(order), np.intp)
    result[order] = rank_within(group[order].astype(np.int32))
    return result
