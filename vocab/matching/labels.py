"""The labels of many terms in columns, as the matching compares them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .normalise import key, primary
from .terms import Term


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """Labels of the terms of one scheme; every column has one entry a label.

    The labels of a term stand together, its preferred ones first, in the order of the terms. Labels without letters
    and digits are left out.

    Attributes:
        texts: Normal form (``normalise.key``): sorted words.
        owner: Index of the term that has the label.
        originals: As it was written.
        languages: Its language without region: "en" of "en-GB".
        preferred: Whether it is a preferred label.
    """

    texts: list[str]
    owner: npt.NDArray[np.int32]
    originals: list[str]
    languages: list[str]
    preferred: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.texts)


def labels_of(terms: Sequence[Term], languages: AbstractSet[str] | None = None) -> Labels:
    """Return the labels of terms.

    Args:
        terms: The terms of a scheme.
        languages: Only labels in these languages (without region); all if None.
    """
    texts: list[str] = []
    owner: list[int] = []
    originals: list[str] = []
    tags: list[str] = []
    preferred: list[bool] = []
    for index, term in enumerate(terms):
        for tag, label, first in _labels(term):
            language = primary(tag)
            if (languages is None or language in languages) and (text := key(label, language)):
                texts.append(text)
                owner.append(index)
                originals.append(label)
                tags.append(language)
                preferred.append(first)
    return Labels(texts, np.array(owner, np.int32), originals, tags, np.array(preferred, np.bool_))


def _labels(term: Term) -> Iterator[tuple[str, str, bool]]:
    for language, label in term.labels.items():
        yield language, label, True
    for language, others in term.others.items():
        for label in others:
            yield language, label, False


def alone(labels: Labels, others: Labels) -> npt.NDArray[np.bool_]:
    """Return which labels belong to a term that has none in a language of the other scheme.

    Args:
        labels: The labels of one scheme.
        others: Those of the other.
    """
    there = np.isin(np.array(labels.languages, "U8"), np.array(others.languages, "U8"))
    return ~np.isin(labels.owner, labels.owner[there])


def languages(terms: Iterable[Term]) -> frozenset[str]:
    """Return the languages of the labels of terms, without region."""
    return frozenset(primary(tag) for term in terms for tag, _, _ in _labels(term))
