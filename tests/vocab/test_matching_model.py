"""The judgement of pairs: rivals, decisions, the one-to-one answer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.vocab.matching.features import NAMES, RIVAL, ahead, features, pairs_of
from orodha.vocab.matching.model import (
    ENOUGH,
    Rivals,
    among_rivals,
    one_to_one,
    probability,
    ranks,
    refitted,
    ridge,
    shipped,
    sigmoid,
)
from orodha.vocab.matching.terms import Term

PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), unique=True, min_size=1, max_size=20)


def rivals(pairs: list[tuple[int, int]], size: int = 6) -> Rivals:
    both = np.array(pairs, np.int32).reshape(-1, 2)
    return Rivals(both[:, 0], both[:, 1], (size, size))


def test_ahead_is_the_lead_over_the_best_other_of_the_group() -> None:
    value = np.array([0.9, 0.7, 0.8, 0.1])
    assert ahead(np.array([0, 0, 1, 1]), value) == pytest.approx([0.2, -0.2, 0.8 - RIVAL, 0.1 - 0.8])


def test_ahead_of_nothing_is_nothing() -> None:
    assert len(ahead(np.array([], np.int32), np.array([]))) == 0


@given(PAIRS, st.data())
def test_no_term_is_matched_more_than_once_over(pairs: list[tuple[int, int]], data: st.DataObject) -> None:
    odds = np.array([data.draw(st.floats(-20, 20)) for _ in pairs])
    them = rivals(pairs)
    chance = sigmoid(among_rivals(odds, them)[:, 1])
    assert (np.bincount(them.right, chance, 6) <= 1.01).all()
    assert np.isfinite(chance).all()


def test_a_rival_that_is_claimed_by_another_counts_less() -> None:
    alone = among_rivals(np.array([1.0, 1.0]), rivals([(0, 0), (0, 1)]))
    claimed = among_rivals(np.array([1.0, 1.0, 6.0]), rivals([(0, 0), (0, 1), (1, 1)]))
    assert claimed[0, 1] > alone[0, 1]


@given(PAIRS, st.data())
def test_the_answer_takes_every_term_once_and_the_likeliest_pair_first(
    pairs: list[tuple[int, int]], data: st.DataObject
) -> None:
    chance = np.array([data.draw(st.floats(0, 1)) for _ in pairs])
    best = one_to_one(rivals(pairs), chance)
    chosen = [pair for pair, there in zip(pairs, best, strict=True) if there]
    assert len({i for i, _ in chosen}) == len({j for _, j in chosen}) == len(chosen)
    assert (chance[best] >= 0.5).all()
    assert not (chance.max() >= 0.5 and not best[int(chance.argmax())])


def test_ranks_begin_anew_in_each_group() -> None:
    assert ranks(np.array([0, 1, 0, 1]), np.array([0.1, 0.9, 0.8, 0.2])).tolist() == [1, 0, 0, 1]


def test_ridge_stays_at_its_start_without_rows_and_leaves_it_for_many() -> None:
    start = np.array([1.0, -1.0])
    assert ridge(np.empty((0, 2)), np.empty(0), start, 1.0) == pytest.approx(start)
    columns = np.column_stack([np.r_[np.zeros(50), np.ones(50)], np.ones(100)])
    assert ridge(columns, np.r_[np.ones(50), np.zeros(50)], start, 1.0)[0] < -2


def test_few_decisions_change_nothing() -> None:
    model = shipped()
    assert refitted(model, np.zeros((ENOUGH - 1, len(NAMES))), np.ones(ENOUGH - 1, bool)) is model


def test_decisions_move_the_judgement_towards_them() -> None:
    left = [Term(f"a{n}", {"en": f"Class {letter} permit"}) for n, letter in enumerate("BCDEFGHJKL")]
    right = [Term(f"b{n}", {"en": f"Permit of class {letter} in Kenya"}) for n, letter in enumerate("BCDEFGHJKL")]
    pairs = pairs_of(left, right)
    measured = features(pairs)
    truth = np.array([one[1:] == other[1:] for one, other in pairs.ids()])
    them = Rivals(pairs.found.left, pairs.found.right, (10, 10))
    before = probability(shipped(), measured, them)
    after = probability(refitted(shipped(), measured, truth), measured, them)
    assert after[truth].mean() - after[~truth].mean() > before[truth].mean() - before[~truth].mean()


def test_features_are_finite_and_within_bounds() -> None:
    left = [Term("a", {"en": "Stock"}, definition={"en": "Persons at a date"}), Term("b", {"fr": "Flux"})]
    right = [
        Term("c", {"en": "Stocks of 2nd kind"}, definition={"en": "Persons on a date"}),
        Term("d", {"pt": "Fluxo"}),
    ]
    measured = features(pairs_of(left, right))
    assert measured.shape[1] == len(NAMES)
    assert np.isfinite(measured).all()
    assert (np.abs(measured) <= 1).all()
