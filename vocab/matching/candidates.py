"""Candidates: for each term of one scheme, those of another whose labels are most alike.

>>> found = candidates(kenya, uganda)
>>> [(kenya[i].id, uganda[j].id) for i, j in zip(found.left, found.right)]

First come the texts that are equal and those that share the rarest runs of letters, whatever the order of the words.
Of these the best are kept by a mean of two measures, because one wrong letter costs a short label most of its cosine.

Labels are compared where they share a language. A term that has no label in a language of the other scheme is compared
in all: names are often alike in French and Portuguese; labels in two scripts have nothing in common and give nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cpdist

from ...catalogue.texts import fold
from .labels import Labels, alone, labels_of
from .meaning import Meaning
from .terms import Term
from .vectors import Floats, Ints, cosines, promising, rank_within, vectors

LEAST = 0.2
"""Labels whose likeness (the mean of cosine and share of equal letters in order, 0 to 1) is below are no candidates."""

_LOOKED_AT = 6
"""For each candidate wanted, so many texts are looked at."""

_CODED = 3
"""So many labels of each of two terms with the same notation are compared."""

_ROWS = 50_000
"""So many texts are looked up at a time, which bounds the memory that it takes."""

_PAIRS = 500_000
"""So many pairs are measured at a time."""


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


class _Pairs(NamedTuple):
    """Pairs of labels or of texts."""

    left: Ints
    right: Ints
    cosine: Floats
    likeness: Floats


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
        self._left_texts, self._right_texts = np.array(list(left_texts), object), np.array(list(right_texts), object)
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
        """Return the candidates as the function of that name does."""
        parts = [self._near(ours, theirs, top) for ours, theirs in _languages(self.left, self.right)]
        parts.append(self._coded(top))
        joined = _joined(parts)
        coded = np.zeros(len(joined.left), np.bool_)
        coded[len(coded) - len(parts[-1].left) :] = True
        return _merged(self.left.owner, self.right.owner, joined, coded, top)

    def widened(self, found: Candidates, meaning: Meaning, top: int = 10) -> Candidates:
        """Return candidates with those beside them that are nearest in meaning, at most ``top`` of each term."""
        left, right, left_label, right_label = meaning.nearest(top)
        new = ~np.isin(_numbered(left, right), _numbered(found.left, found.right))
        left_label, right_label = left_label[new], right_label[new]
        cosine = np.concatenate((found.cosine, self.cosine(left_label, right_label)))
        left, right = np.concatenate((found.left, left[new])), np.concatenate((found.right, right[new]))
        left_label = np.concatenate((found.left_label, left_label))
        right_label = np.concatenate((found.right_label, right_label))
        order = np.lexsort((-cosine, left))
        return Candidates(left[order], right[order], left_label[order], right_label[order], cosine[order])

    def _near(self, ours: Ints, theirs: Ints, top: int) -> _Pairs:
        """Return pairs of labels out of two selections: the nearest texts, and the labels that have them."""
        rows, others = np.unique(self._left_rows[ours]), np.unique(self._right_rows[theirs])
        starts = range(0, max(len(rows), 1), _ROWS)
        found = _joined([self._near_texts(rows[start : start + _ROWS], others, 2 * top) for start in starts])
        at, right = _having(self._right_rows[theirs], theirs, found.right, top)
        found = _taken(found, at)._replace(right=right)
        found = _taken(found, np.flatnonzero(rank_within(found.left) < 2 * top))
        at, left = _having(self._left_rows[ours], ours, found.left, None)
        return _taken(found, at)._replace(left=left)

    def _near_texts(self, rows: Ints, others: Ints, most: int) -> _Pairs:
        """Return the pairs of texts that are most alike, ``most`` a left text, the best first."""
        left, right, share = promising(self._left[rows], self._right[others], _LOOKED_AT * most // 2)
        left, right = rows[left], others[right]
        few = _best(left, share + self._ratios(left, right), most)
        equal = self._equal[np.isin(self._equal[:, 0], rows) & np.isin(self._equal[:, 1], others)]
        pairs = np.unique(np.concatenate((np.stack((left[few], right[few]), axis=1), equal)), axis=0)
        left, right = pairs.T
        cosine = cosines(self._left, self._right, left, right)
        likeness = (cosine + self._ratios(left, right)) * np.float32(0.5)
        found = _Pairs(left, right, cosine, likeness)
        best = _best(left, likeness, most)
        return _taken(found, best[likeness[best] >= LEAST])

    def _coded(self, top: int) -> _Pairs:
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
        cosine = self.cosine(left, right)
        return _Pairs(left, right, cosine, cosine)

    def _ratios(self, left: Ints, right: Ints) -> Floats:
        """Return the share of letters that pairs of texts have in the same order, 0 to 1."""
        found = np.empty(len(left), np.float32)
        for start in range(0, len(left), _PAIRS):
            part = slice(start, start + _PAIRS)
            texts = self._left_texts[left[part]], self._right_texts[right[part]]
            found[part] = cpdist(*texts, scorer=ratio, dtype=np.float32, workers=1)
        return found / np.float32(100)


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
    left_alone, right_alone = alone(left, right), alone(right, left)
    yield _where(left_alone), _where(np.ones_like(right_alone))
    yield _where(~left_alone), _where(right_alone)


def _where(chosen: npt.NDArray[np.bool_]) -> Ints:
    return np.flatnonzero(chosen).astype(np.int32)


def _joined(parts: Sequence[_Pairs]) -> _Pairs:
    left, right, cosine, likeness = zip(*parts, strict=True)
    return _Pairs(np.concatenate(left), np.concatenate(right), np.concatenate(cosine), np.concatenate(likeness))


def _taken(pairs: _Pairs, at: npt.NDArray[np.int64]) -> _Pairs:
    return _Pairs(pairs.left[at], pairs.right[at], pairs.cosine[at], pairs.likeness[at])


def _best(rows: Ints, scores: Floats, most: int) -> npt.NDArray[np.int64]:
    """Return where the best entries of each row are, by row, the best first."""
    order = np.lexsort((-scores, rows))
    return order[rank_within(rows[order]) < most]


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


def _numbered(left: Ints, right: Ints) -> npt.NDArray[np.int64]:
    """Return one number a pair."""
    return left * np.int64(2**32) + right


def _merged(left_owner: Ints, right_owner: Ints, labels: _Pairs, coded: npt.NDArray[np.bool_], top: int) -> Candidates:
    """Keep the best pair of labels of each pair of terms, and of each left term the best pairs and those by code."""
    left, right = left_owner[labels.left], right_owner[labels.right]
    pair = _numbered(left, right)
    order = np.lexsort((-labels.likeness, pair))
    best = order[rank_within(pair[order]) == 0]
    best = best[np.lexsort((-labels.likeness[best], left[best]))]
    best = best[(rank_within(left[best]) < top) | np.isin(pair[best], pair[coded])]
    best = best[np.lexsort((-labels.cosine[best], left[best]))]
    return Candidates(left[best], right[best], labels.left[best], labels.right[best], labels.cosine[best])
