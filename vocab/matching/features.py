"""What is measured of a pair of concepts before it is judged: a row of numbers a pair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist
from scipy.sparse import csr_array

from ...catalogue.texts import fold
from .candidates import Candidates, Comparison
from .embedding import Embedder
from .labels import Labels
from .meaning import Meaning
from .normalise import numbers, words
from .terms import Term

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Indexes = NDArray[np.integer[Any]]

LOOKED_AT = 10
"""So many candidates of each term are judged."""

NAMES = (
    "cosine",
    "cosine squared",
    "word order aside",
    "letters run together",
    "letters as written",
    "shared words",
    "words alike",
    "words alike squared",
    "spelt another way",
    "contained words",
    "words replaced",
    "words added",
    "words added before",
    "equal words",
    "equal labels",
    "equal words, preferred",
    "same last word",
    "other numbers",
    "preferred labels",
    "ahead on the left",
    "ahead on the right",
    "ahead of both",
    "behind either",
    "best of both",
    "parents",
    "definitions",
    "other language",
    "meaning",
    "meaning, centred",
    "meaning, corrected",
    "meaning, ahead on the left",
    "meaning, ahead on the right",
    "meaning, ahead of both",
    "meaning, behind either",
    "meaning, best of both",
    "by meaning",
)
"""The columns, in order; all from -1 to 1. The last nine are 0 where a pair is not compared by meaning."""

DEFINITIONS_ALIKE = 0.15
"""The cosine of two definitions that speaks neither for nor against a pair."""

SPELT_ALIKE = 0.75
"""Two words of which this share of the letters is common, in order, may be one word."""

RIVAL = 0.4
"""How alike the best of many that do not match usually is."""

UNRELATED = -0.1
"""The same of meaning, by the corrected cosine."""

REPLACED = 0.8
"""Where less of the lighter label is in the other, both labels say something that the other does not."""

OTHER_NAME = 0.05
"""So much less alike are two labels of which one is not the preferred one."""

PARENTS_ALIKE = 0.35
"""The likeness of two concepts' parents that speaks neither for nor against the pair."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """The candidates among two schemes, with all that they point to.

    Attributes:
        left: The terms of the first scheme.
        right: The terms of the second.
        left_labels: The labels of the first.
        right_labels: The labels of the second.
        found: The candidates.
        meaning: What embeddings say of the terms that share no language, if an embedder was given.
    """

    left: Sequence[Term]
    right: Sequence[Term]
    left_labels: Labels
    right_labels: Labels
    found: Candidates
    meaning: Meaning | None = None

    def __len__(self) -> int:
        return len(self.found.left)

    def indexes(self) -> list[tuple[int, int]]:
        """Return the index of the two terms of each pair."""
        left: list[int] = self.found.left.tolist()
        right: list[int] = self.found.right.tolist()
        return list(zip(left, right, strict=True))

    def ids(self) -> list[tuple[str, str]]:
        """Return the ids of the two concepts of each pair."""
        return [(self.left[i].id, self.right[j].id) for i, j in self.indexes()]


def pairs_of(
    left: Sequence[Term], right: Sequence[Term], top: int = LOOKED_AT, embedder: Embedder | None = None
) -> Pairs:
    """Return the candidates among two schemes: at most ``top`` for each left term, and those with its notation.

    With an embedder, those too that are nearest in meaning, where the terms share no language.
    """
    compared = Comparison(left, right)
    found = compared.candidates(top)
    if embedder is None:
        return Pairs(left, right, compared.left, compared.right, found)
    meaning = Meaning(compared.left, compared.right, embedder)
    return Pairs(left, right, compared.left, compared.right, compared.widened(found, meaning, top), meaning)


def features(pairs: Pairs) -> Floats:
    """Return the features of candidates: an array of shape (number of pairs, ``len(NAMES)``)."""
    labels = _Compared(pairs)
    cosine = pairs.found.cosine.astype(np.float64)
    order, together, written = labels.order(), labels.together(), labels.written()
    shared, soft, contained = labels.overlap()
    equal, same_last, preferred = labels.equal_words(), labels.same_last(), labels.preferred()
    added = (contained > 0.99) & ~equal
    alike = (cosine + np.maximum(order, together) + soft + written) / 4 - OTHER_NAME * ~preferred
    ahead_left, ahead_right = ahead(pairs.found.left, alike), ahead(pairs.found.right, alike)
    least = np.minimum(ahead_left, ahead_right)
    columns = (
        cosine,
        cosine**2,
        order,
        together,
        written,
        shared,
        soft,
        soft**2,
        soft - shared,
        contained,
        contained < REPLACED,
        added,
        added & same_last,
        equal,
        labels.equal(),
        equal & preferred,
        same_last,
        labels.other_numbers(),
        preferred,
        ahead_left,
        ahead_right,
        np.maximum(least, 0),
        np.minimum(least, 0),
        least > 0,
        _parents(pairs, alike),
        _definitions(pairs),
        labels.apart(),
        *_meaning(pairs),
    )
    return np.column_stack([np.asarray(column, np.float64) for column in columns])


def _meaning(pairs: Pairs) -> NDArray[np.float64]:
    """The columns of the embeddings: shape (9, number of pairs)."""
    found = np.zeros((9, len(pairs)))
    if pairs.meaning is None:
        return found
    left, right = pairs.found.left, pairs.found.right
    alike = pairs.meaning.measured(left, right)
    at = np.flatnonzero(alike.compared)
    cosine, centred, value = (each.astype(np.float64)[at] for each in alike[1:])
    lead = [ahead(term[at], value, UNRELATED) for term in (left, right)]
    least = np.minimum(*lead)
    ahead_of_both = np.maximum(least, 0), np.minimum(least, 0), least > 0
    found[:, at] = np.clip((cosine, centred, value, *lead, *ahead_of_both, np.ones(len(at))), -1, 1)
    return found


def ahead(group: Indexes, value: Floats, rival: float = RIVAL) -> Floats:
    """Return how far each value is above the greatest other of its group; below, if it is not the greatest itself.

    Args:
        group: The number of the group of each value.
        value: The values.
        rival: There is always a rival of this value, so that being alone proves nothing.
    """
    if not len(value):
        return value.copy()
    order = np.lexsort((-value, group))
    sorted_group, sorted_value = group[order], value[order]
    first = np.r_[True, sorted_group[1:] != sorted_group[:-1]]
    start = np.flatnonzero(first)
    which = np.cumsum(first) - 1
    size = np.diff(np.r_[start, len(order)])
    second = np.where(size > 1, sorted_value[np.minimum(start + 1, len(order) - 1)], rival)
    rivals = np.maximum(np.where(first, second[which], sorted_value[start][which]), rival)
    result = np.empty_like(value)
    result[order] = sorted_value - rivals
    return result


class _Compared:
    """The two labels of each pair that are most alike, and their words."""

    def __init__(self, pairs: Pairs) -> None:
        self._left, self._right = _Chosen(pairs.left_labels), _Chosen(pairs.right_labels)
        self._at, self._beside = pairs.found.left_label, pairs.found.right_label
        at: list[int] = self._at.tolist()
        beside: list[int] = self._beside.tolist()
        self._both = list(zip(at, beside, strict=True))
        left, right = self._left.words(self._at), self._right.words(self._beside)
        self._words = [(left[i], right[j]) for i, j in self._both]
        self._rarity = rarity([*left.values(), *right.values()])

    def order(self) -> Floats:
        """How alike the letters are when the words are sorted."""
        left, right = self._left.labels.texts, self._right.labels.texts
        return _ratios([left[i] for i, _ in self._both], [right[j] for _, j in self._both])

    def together(self) -> Floats:
        """How alike the letters are without the spaces: of "eyepiece" and "eye piece" the same."""
        return _ratios(["".join(first) for first, _ in self._words], ["".join(second) for _, second in self._words])

    def written(self) -> Floats:
        """How alike the labels are as they stand: the one place where an "A" or an "of" counts."""
        left, right = self._left.folded(self._at), self._right.folded(self._beside)
        return _ratios([left[i] for i, _ in self._both], [right[j] for _, j in self._both])

    def overlap(self) -> tuple[Floats, Floats, Floats]:
        """The weight of what the words share.

        Returns:
            The weight of the shared words among all words; the same with words that are spelt alike ("colour",
            "color"); and of both kinds among the words of the label that has less weight.
        """
        found = np.zeros((3, len(self._words)))
        spelt: dict[tuple[str, str], float] = {}
        weight = self._rarity
        for n, (first, second) in enumerate(self._words):
            one, other = sum([weight[word] for word in first]), sum([weight[word] for word in second])
            same = sum([weight[word] for word in first if word in second])
            rest = [word for word in second if word not in first]
            alike = sum([weight[word] * _closest(spelt, word, rest) for word in first if word not in second])
            both = min(same + alike, one, other)
            all_words = max(one + other - same, 1e-9)
            found[:, n] = same / all_words, both / max(one + other - both, 1e-9), both / max(min(one, other), 1e-9)
        return found[0], found[1], found[2]

    def equal_words(self) -> NDArray[np.bool_]:
        """Whether the words are the same in some order."""
        left, right = self._left.labels.texts, self._right.labels.texts
        return np.array([left[i] == right[j] for i, j in self._both], bool)

    def equal(self) -> NDArray[np.bool_]:
        """Whether the labels are the same but for capitals."""
        left, right = self._left.labels.originals, self._right.labels.originals
        return np.array([left[i].casefold() == right[j].casefold() for i, j in self._both], bool)

    def same_last(self) -> NDArray[np.bool_]:
        """Whether the last words, in English what the thing is, are the same."""
        return np.array([first[-1:] == second[-1:] for first, second in self._words], bool)

    def other_numbers(self) -> NDArray[np.bool_]:
        """Whether the numbers in the labels differ."""
        left, right = self._left.numbers(self._at), self._right.numbers(self._beside)
        return np.array([left[i] != right[j] for i, j in self._both], bool)

    def preferred(self) -> NDArray[np.bool_]:
        """Whether both labels are preferred ones."""
        return self._left.labels.preferred[self._at] & self._right.labels.preferred[self._beside]

    def apart(self) -> Floats:
        """1 where the labels are of different languages."""
        left, right = self._left.labels.languages, self._right.labels.languages
        return np.array([left[i] != right[j] for i, j in self._both], np.float64)


class _Chosen:
    """Those labels of one side that stand in a pair; what is found of them is by their index."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels

    def words(self, chosen: Ints) -> dict[int, tuple[str, ...]]:
        """The words of each label, in its order."""
        return {i: words(self.labels.originals[i], self.labels.languages[i]) for i in _each(chosen)}

    def folded(self, chosen: Ints) -> dict[int, str]:
        """Each label without accents and capitals."""
        return {i: fold(self.labels.originals[i]) for i in _each(chosen)}

    def numbers(self, chosen: Ints) -> dict[int, tuple[str, ...]]:
        """The numbers in each label."""
        return {i: numbers(self.labels.originals[i]) for i in _each(chosen)}


def _each(chosen: Ints) -> list[int]:
    found: list[int] = np.unique(chosen).tolist()
    return found


def _ratios(left: Sequence[str], right: Sequence[str]) -> Floats:
    return np.asarray(cpdist(left, right, scorer=fuzz.ratio), np.float64) / 100


def _closest(known: dict[tuple[str, str], float], word: str, others: Sequence[str]) -> float:
    """How alike a word is to the one of others that is spelt most like it, or 0 if none is.

    The first letter must be the same: "emigrant" and "immigrant", "legal" and "illegal" are not two spellings.
    """
    best = 0.0
    for other in others:
        found = known.get((word, other))
        if found is None:
            alike = fuzz.ratio(word, other, score_cutoff=100 * SPELT_ALIKE) / 100 if word[0] == other[0] else 0.0
            found = known[word, other] = alike
        best = max(best, found)
    return best


def rarity(labels: Sequence[Iterable[str]]) -> dict[str, float]:
    """Return the weight of each word: the more labels have it, the less it says."""
    counts: dict[str, int] = {}
    for label in labels:
        for word in set(label):
            counts[word] = counts.get(word, 0) + 1
    return {word: 1 + float(np.log((1 + len(labels)) / (1 + count))) for word, count in counts.items()}


def _parents(pairs: Pairs, alike: Floats) -> Floats:
    """How alike the most alike parents are, less ``PARENTS_ALIKE``; 0 where one of the two has none."""
    first, second = _wider(pairs.left), _wider(pairs.right)
    likeness: list[float] = alike.tolist()
    known = dict(zip(pairs.indexes(), likeness, strict=True))
    found = np.zeros(len(alike))
    for n, (i, j) in enumerate(known):
        if first[i] and second[j]:
            found[n] = max([known.get((a, b), 0.0) for a in first[i] for b in second[j]]) - PARENTS_ALIKE
    return found


def _wider(terms: Sequence[Term]) -> list[list[int]]:
    at = {term.id: i for i, term in enumerate(terms)}
    return [[at[each] for each in term.broader if each in at] for term in terms]


def _definitions(pairs: Pairs) -> Floats:
    """The cosine of the words of the definitions, less ``DEFINITIONS_ALIKE``; 0 where one of the two has none."""
    first, second = [_defined(term) for term in pairs.left], [_defined(term) for term in pairs.right]
    if not any(first) or not any(second):
        return np.zeros(len(pairs))
    weight = rarity([each for each in (*first, *second) if each])
    number = {word: n for n, word in enumerate(weight)}
    rows, columns = _vectors(first, weight, number), _vectors(second, weight, number)
    left, right = pairs.found.left, pairs.found.right
    cosine = np.asarray(rows[left].multiply(columns[right]).sum(axis=1), np.float64).ravel()
    both = np.array([bool(each) for each in first])[left] & np.array([bool(each) for each in second])[right]
    return np.where(both, cosine - DEFINITIONS_ALIKE, 0.0)


def _defined(term: Term) -> frozenset[str]:
    language, text = next(iter(term.definition.items()), ("en", ""))
    return frozenset(words(term.definition.get("en", text), "en" if "en" in term.definition else language))


def _vectors(texts: Sequence[frozenset[str]], weight: Mapping[str, float], number: Mapping[str, int]) -> csr_array:
    ordered = [sorted(text) for text in texts]
    columns = [number[word] for text in ordered for word in text]
    values = [[weight[word] for word in text] for text in ordered]
    lengths = [max(sum(value * value for value in row) ** 0.5, 1e-9) for row in values]
    data = np.array([value / length for row, length in zip(values, lengths, strict=True) for value in row])
    starts = np.r_[0, np.cumsum([len(text) for text in ordered])]
    return csr_array((data, np.array(columns, np.int32), starts), shape=(len(texts), len(weight)))
