"""Candidates by meaning, for terms that have no label in a language of the other scheme.

Embeddings of labels say which language a label is in and how common it is, before they say what it means. Two
corrections leave the meaning: from the vectors of each side their mean is taken (a label differs from those of another
language least by what it means), and from the cosine of each pair what either label has in common with all (some
labels are near to everything, and would be everybody's nearest). The second is done for both sides in turn until they
agree, as in a transport problem (Sinkhorn's iteration: https://arxiv.org/abs/1306.0895).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .embedding import Embedder
from .labels import Labels, alone
from .vectors import Floats, Ints

WARMTH = 0.03
"""A cosine that is so much less counts 2.7 times less in what a label has in common with all."""

_ROUNDS = 10

_OTHERS = 3
"""The mean of a side is taken with so many labels of the mean of the other, for one label is no mean."""

_COSINES = 10_000_000
"""So many cosines are held at a time."""

_PAIRS = 50_000
"""So many pairs are measured at a time."""

Flags = npt.NDArray[np.bool_]


class Alike(NamedTuple):
    """How alike in meaning pairs are, an entry a pair; 0 where they are not compared.

    Attributes:
        compared: Whether a pair is compared by meaning.
        cosine: The cosine of the vectors as the embedder gives them, -1 to 1.
        centred: The cosine without the means of both sides, -1 to 1.
        corrected: The same without what either label has in common with all: 0 or a little less for two labels that
            belong together and to nothing else, below for others.
    """

    compared: Flags
    cosine: Floats
    centred: Floats
    corrected: Floats


@dataclass(slots=True, eq=False)
class _Side:
    """One label of each term that is compared, a row a label.

    Attributes:
        label: Index of the label.
        owner: Its term, ascending.
        alone: Whether the term has no label in a language of the other scheme.
        vectors: As the embedder gives them.
        centred: Without the mean of the side.
        common: What each label has in common with all of the other side.
    """

    label: Ints
    owner: Ints
    alone: Flags
    vectors: Floats
    centred: Floats
    common: Floats

    def rows(self, terms: Ints) -> Ints:
        """Return the row of each term, and -1 for one that is not compared."""
        at = np.searchsorted(self.owner, terms).astype(np.int32)
        inside = at < len(self.owner)
        inside[inside] = self.owner[at[inside]] == terms[inside]
        return np.where(inside, at, np.int32(-1))


class Meaning:
    """How alike in meaning the terms are that have no language in common.

    Compared are the terms that have no label in a language of the other scheme with all terms of that scheme, by one
    label each: the preferred one, in English if there is such.
    """

    def __init__(self, left: Labels, right: Labels, embedder: Embedder) -> None:
        first, second = _named(left, alone(left, right)), _named(right, alone(right, left))
        self._left = first if second.alone.any() else _taken(first, first.alone)
        self._right = second if first.alone.any() else _taken(second, second.alone)
        count = len(self._left.label)
        if count and len(self._right.label):
            found = embedder.embed([*_texts(left, self._left), *_texts(right, self._right)])
            self._left.vectors, self._right.vectors = found[:count], found[count:]
            self._left.centred = _centred(self._left.vectors, self._right.vectors)
            self._right.centred = _centred(self._right.vectors, self._left.vectors)
            for _ in range(_ROUNDS):
                self._left.common = _common(self._left, self._right)
                self._right.common = _common(self._right, self._left)

    def nearest(self, top: int) -> tuple[Ints, Ints, Ints, Ints]:
        """Return the candidates: the ``top`` nearest of each term of either side.

        Returns:
            The left term and the right term of each pair, and the label of either that was compared; each pair once,
            sorted by term.
        """
        if not self._left.vectors.size:
            nothing = np.empty(0, np.int32)
            return nothing, nothing, nothing, nothing
        both = _nearest(self._left, self._right, top), _nearest(self._right, self._left, top)[:, ::-1]
        left, right = np.unique(np.concatenate(both), axis=0).T
        return self._left.owner[left], self._right.owner[right], self._left.label[left], self._right.label[right]

    def measured(self, left: Ints, right: Ints) -> Alike:
        """Return how alike in meaning pairs of terms are.

        Args:
            left: Terms of the first scheme.
            right: Terms of the second, as many.
        """
        rows, others = self._left.rows(left), self._right.rows(right)
        at = np.flatnonzero((rows >= 0) & (others >= 0))
        at = at[self._left.alone[rows[at]] | self._right.alone[others[at]]]
        found = Alike(np.zeros(len(left), np.bool_), *np.zeros((3, len(left)), np.float32))
        found.compared[at] = True
        for start in range(0, len(at), _PAIRS):
            part = at[start : start + _PAIRS]
            i, j = rows[part], others[part]
            found.cosine[part] = np.einsum("nd,nd->n", self._left.vectors[i], self._right.vectors[j])
            found.centred[part] = np.einsum("nd,nd->n", self._left.centred[i], self._right.centred[j])
            found.corrected[part] = found.centred[part] - self._left.common[i] - self._right.common[j]
        return found


def _named(labels: Labels, apart: Flags) -> _Side:
    """Return the preferred label of each term, in English if there is one."""
    later = [(not first, language != "en") for first, language in zip(labels.preferred, labels.languages, strict=True)]
    ranked = np.array(later, np.bool_).reshape(-1, 2)
    order = np.lexsort((ranked[:, 1], ranked[:, 0], labels.owner))
    owner, first = np.unique(labels.owner[order], return_index=True)
    chosen = order[first].astype(np.int32)
    return _side(chosen, owner, apart[chosen])


def _taken(side: _Side, chosen: Flags) -> _Side:
    return _side(side.label[chosen], side.owner[chosen], side.alone[chosen])


def _texts(labels: Labels, side: _Side) -> list[str]:
    chosen: list[int] = side.label.tolist()
    return [labels.originals[i] for i in chosen]


def _side(label: Ints, owner: Ints, apart: Flags) -> _Side:
    nothing = np.empty((0, 0), np.float32)
    return _Side(label, owner, apart, nothing, nothing, np.zeros(len(label), np.float32))


def _centred(ours: Floats, theirs: Floats) -> Floats:
    """Return vectors without their mean, of length 1."""
    mean = (ours.sum(axis=0) + _OTHERS * theirs.mean(axis=0)) / (len(ours) + _OTHERS)
    found = ours - mean
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), np.float32(1e-6))


def _common(ours: _Side, theirs: _Side) -> Floats:
    """Return what each label has in common with all of the other side: a soft maximum of the cosines."""
    found = np.empty(len(ours.label), np.float32)
    for rows, cosines in _blocks(ours, theirs):
        greatest = cosines.max(axis=1)
        total = np.exp((cosines - greatest[:, None]) / np.float32(WARMTH)).sum(axis=1)
        found[rows] = greatest + np.float32(WARMTH) * np.log(total)
    return found


def _nearest(ours: _Side, theirs: _Side, top: int) -> npt.NDArray[np.int64]:
    """Return the nearest of each row of one side: shape (pairs, 2), the row and that of the other side."""
    found: list[npt.NDArray[np.int64]] = []
    for rows, cosines in _blocks(ours, theirs):
        columns = np.argsort(-cosines, axis=1, kind="stable")[:, :top]
        at = np.repeat(np.arange(len(cosines), dtype=np.int64) + rows.start, columns.shape[1])
        pairs = np.stack((at, columns.ravel().astype(np.int64)), axis=1)
        found.append(pairs[np.isfinite(np.take_along_axis(cosines, columns, axis=1).ravel())])
    return np.concatenate(found)


def _blocks(ours: _Side, theirs: _Side) -> Iterator[tuple[slice, Floats]]:
    """Yield cosines less what the other side has in common with all; less than any where two are not compared."""
    size = max(_COSINES // len(theirs.label), 1)
    for start in range(0, len(ours.label), size):
        rows = slice(start, min(start + size, len(ours.label)))
        cosines = ours.centred[rows] @ theirs.centred.T - theirs.common
        cosines[~(ours.alone[rows, None] | theirs.alone)] = -np.inf
        yield rows, cosines
