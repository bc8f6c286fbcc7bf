"""Candidates: for each term of one scheme, those of another whose labels are most alike.

>>> found = candidates(kenya, uganda)
>>> [(kenya[i].id, uganda[j].id) for i, j in zip(found.left, found.right)]

Labels are compared where they share a language. A term that has no label in a language of the other scheme is compared
in all: names are often alike in French and Portuguese; labels in two scripts have nothing in common and give nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ...catalogue.texts import fold
from .labels import Labels, labels_of
from .terms import Term
from .vectors import Floats, Ints, Near, cosines, nearest, rank_within, vectors

_CODED = 3
"""So many labels of each of two terms with the same notation are compared."""


class Candidates(NamedTuple):
    """Pairs of terms that may mean the same, one row a pair, sorted by left, then the highest cosine.

    Attributes:
        left: Index of the term of the first scheme.
        right: Index of the term of the second.
        left_label: Index, in the labels of the first scheme, of the label that is most like one of the other term.
        right_label: Index of that label of the second.
        cosine: How alike the two labels are, 0 to 1; 0 only for terms that share nothing but a notation.
    """

    left: Ints
    right: Ints
    left_label: Ints
    right_label: Ints
    cosine: Floats


def candidates(left: Sequence[Term], right: Sequence[Term], top: int = 10) -> Candidates:
    """Return the candidates of each left term: at most ``top`` by label, and those with the same notation.

    Args:
        left: Terms of one scheme.
        right: Terms of the other.
        top: So many a term.
    """
    return Comparison(left, right).candidates(top)


class Comparison:
    """The labels of two schemes and their vectors.

    Attributes:
        left: Labels of the first scheme.
        right: Labels of the second.
    """

    def __init__(self, left: Sequence[Term], right: Sequence[Term]) -> None:
        self.left, self.right = labels_of(left), labels_of(right)
        self._terms = left, right
        left_texts, self._left_rows = _distinct(self.left)
        right_texts, self._right_rows = _distinct(self.right)
        self._left, self._right = vectors(list(left_texts), list(right_texts))
        pairs = [(row, right_texts[text]) for text, row in left_texts.items() if text in right_texts]
        self._equal = np.array(pairs, np.int32).reshape(-1, 2)

    def cosine(self, left: Ints, right: Ints) -> Floats:
        """Return how alike pairs of labels are, 0 to 1.

        Args:
            left: Indexes of labels of the first scheme.
            right: Indexes of labels of the second, as many.
        """
        return cosines(self._left, self._right, self._left_rows[left], self._right_rows[right])

    def candidates(self, top: int = 10) -> Candidates:
        """Return the candidates as ``candidates`` does."""
        parts = [self._near(ours, theirs, top) for ours, theirs in _languages(self.left, self.right)]
        parts.append(self._coded(top))
        left_label, right_label, cosine = (np.concatenate(column) for column in zip(*parts, strict=True))
        coded = np.zeros(len(cosine), np.bool_)
        coded[len(coded) - len(parts[-1].left) :] = True
        return _merged(self.left.owner, self.right.owner, Near(left_label, right_label, cosine), coded, top)

    def _near(self, ours: Ints, theirs: Ints, top: int) -> Near:
        """Return pairs of labels out of two selections: the nearest texts, and the labels that have them."""
        rows, others = np.unique(self._left_rows[ours]), np.unique(self._right_rows[theirs])
        found = nearest(self._left[rows], self._right[others], 2 * top, _within(self._equal, rows, others))
        right_at, right_label = _having(self._right_rows[theirs], theirs, others[found.right], top)
        row, cosine = rows[found.left[right_at]], found.cosine[right_at]
        few = rank_within(row) < 2 * top
        row, right_label, cosine = row[few], right_label[few], cosine[few]
        left_at, left_label = _having(self._left_rows[ours], ours, row, None)
        return Near(left_label, right_label[left_at], cosine[left_at])

    def _coded(self, top: int) -> Near:
        """Return pairs of labels of terms that have the same notation."""
        pairs = np.array(list(_same_notation(*self._terms, top)), np.int32).reshape(-1, 2)
        firsts = [np.searchsorted(labels.owner, pairs[:, n]) for n, labels in enumerate((self.left, self.right))]
        found: list[npt.NDArray[np.int64]] = [np.empty((0, 2), np.int64)]
        for i in range(_CODED):
            for j in range(_CODED):
                labels = np.stack((firsts[0] + i, firsts[1] + j), axis=1)
                inside = (labels[:, 0] < len(self.left)) & (labels[:, 1] < len(self.right))
                labels, owners = labels[inside], pairs[inside]
                own = (self.left.owner[labels[:, 0]] == owners[:, 0]) & (self.right.owner[labels[:, 1]] == owners[:, 1])
                found.append(labels[own])
        left, right = np.concatenate(found).astype(np.int32).T
        return Near(left, right, self.cosine(left, right))


def _distinct(labels: Labels) -> tuple[dict[str, int], Ints]:
    """Return the row of each distinct text, and the row of each label: what thousands share is compared once."""
    rows: dict[str, int] = {}
    of_label = [rows.setdefault(text, len(rows)) for text in labels.texts]
    return rows, np.array(of_label, np.int32)


def _languages(left: Labels, right: Labels) -> Iterator[tuple[Ints, Ints]]:
    """Yield selections of labels to compare, without any pair twice."""
    ours, theirs = np.array(left.languages, "U8"), np.array(right.languages, "U8")
    shared = np.intersect1d(ours, theirs)
    for language in shared:
        yield _where(ours == language), _where(theirs == language)
    left_alone = ~np.isin(left.owner, left.owner[np.isin(ours, shared)])
    right_alone = ~np.isin(right.owner, right.owner[np.isin(theirs, shared)])
    yield _where(left_alone), _where(np.ones_like(right_alone))
    yield _where(~left_alone), _where(right_alone)


def _where(chosen: npt.NDArray[np.bool_]) -> Ints:
    return np.flatnonzero(chosen).astype(np.int32)


def _within(pairs: Ints, rows: Ints, others: Ints) -> tuple[Ints, Ints]:
    """Return those pairs of which both sides are selected, as positions in the selections."""
    left, right = pairs.T
    kept = np.isin(left, rows) & np.isin(right, others)
    return _positions(rows, left[kept]), _positions(others, right[kept])


def _positions(among: Ints, wanted: Ints) -> Ints:
    return np.searchsorted(among, wanted).astype(np.int32)


def _having(rows: Ints, labels: Ints, wanted: Ints, most: int | None) -> tuple[npt.NDArray[np.int64], Ints]:
    """Return, for each wanted row, the labels that have it: the position in ``wanted`` and the label of each."""
    order = np.argsort(rows, kind="stable")
    first = np.searchsorted(rows, wanted, "left", order)
    count = np.searchsorted(rows, wanted, "right", order) - first
    if most is not None:
        count = np.minimum(count, most)
    at = np.repeat(np.arange(len(wanted)), count)
    return at, labels[order[first[at] + rank_within(at)]]


def _same_notation(left: Sequence[Term], right: Sequence[Term], top: int) -> Iterator[tuple[int, int]]:
    having: dict[str, list[int]] = {}
    for index, term in enumerate(right):
        if code := fold(term.notation).strip():
            having.setdefault(code, []).append(index)
    for index, term in enumerate(left):
        for other in having.get(fold(term.notation).strip(), ())[:top]:
            yield index, other


def _merged(left_owner: Ints, right_owner: Ints, labels: Near, coded: npt.NDArray[np.bool_], top: int) -> Candidates:
    """Keep the best pair of labels of each pair of terms, and of each left term the best pairs and those by code."""
    left, right = left_owner[labels.left], right_owner[labels.right]
    pair = left * np.int64(2**32) + right
    order = np.lexsort((-labels.cosine, pair))
    best = order[rank_within(pair[order]) == 0]
    by_code = np.isin(pair, pair[coded])
    best = best[np.lexsort((-labels.cosine[best], left[best]))]
    best = best[(rank_within(left[best]) < top) | by_code[best]]
    return Candidates(left[best], right[best], labels.left[best], labels.right[best], labels.cosine[best])
