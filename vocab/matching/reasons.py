"""What a suggestion says of itself: how the two concepts relate, and what speaks for the pair and against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..comparability import Comparison
from ..comparability_words import title_of
from .normalise import words
from .terms import Term

if TYPE_CHECKING:
    from ..mappings import MatchPredicate  # a suggestion does without pydantic

NEARLY = 0.1
"""A lead of less than this over the second best is no lead."""

NEARLY_MEANT = 0.01
"""The same of the cosine of embeddings above its neighbourhood, which spreads less."""

IN_MEANING = "alike in meaning across languages"

LETTERS_ALIKE = 0.3
"""Labels of which the cosine of letters is less are not alike in spelling."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The two labels of a pair that were compared, and their languages."""

    left: str
    right: str
    left_language: str
    right_language: str


def predicate(labels: Compared, best: bool, comparison: Comparison | None) -> MatchPredicate:
    """Return how the second concept relates to the first: as the definitions say, or else as the words do.

    Args:
        labels: The labels that were compared.
        best: Whether the pair stands in the one-to-one answer.
        comparison: What the facets of the definitions say, if both have facets.
    """
    if comparison is not None and comparison.predicate is not None:
        return comparison.predicate
    first, second = set(words(labels.left, labels.left_language)), set(words(labels.right, labels.right_language))
    if best or first == second:
        return "skos:exactMatch" if comparison is None else "skos:closeMatch"
    if first > second:
        return "skos:broadMatch"
    if first < second:
        return "skos:narrowMatch"
    return "skos:relatedMatch"


def reasons(
    labels: Compared, left: Term, right: Term, measured: Mapping[str, float], comparison: Comparison | None
) -> tuple[str, ...]:
    """Return what speaks for a pair and against it, a short sentence each, the definitions last.

    Args:
        labels: The labels that were compared.
        left: The first concept.
        right: The second.
        measured: The features by name.
        comparison: What the facets of the definitions say, if both have facets.
    """
    found = [_of_words(labels, measured)]
    if measured["meaning, best of both"] and found != [IN_MEANING]:
        found.append(IN_MEANING)
    if measured["other language"]:
        found.append(f"a label in {labels.left_language} was compared with one in {labels.right_language}")
    if labels.left not in left.labels.values():
        found.append(f"{labels.left!r} is another name of {left.label!r}")
    if labels.right not in right.labels.values():
        found.append(f"{labels.right!r} is another name of {right.label!r}")
    if measured["other numbers"]:
        found.append("the numbers differ")
    if _rivalled(measured):
        found.append("another term is as alike, or nearly")
    if measured["parents"] > 0:
        found.append("the wider concepts are alike")
    if measured["definitions"]:
        found.append(
            "the definitions use the same words" if measured["definitions"] > 0 else "the definitions use other words"
        )
    if comparison is not None:
        found.append(_of_definitions(comparison))
    return tuple(found)


def _rivalled(measured: Mapping[str, float]) -> bool:
    """Whether another pair is as alike, or nearly: in meaning where that was compared, else in letters."""
    if measured["by meaning"]:
        return min(measured["meaning, ahead on the left"], measured["meaning, ahead on the right"]) < NEARLY_MEANT
    return min(measured["ahead on the left"], measured["ahead on the right"]) < NEARLY


def _of_words(labels: Compared, measured: Mapping[str, float]) -> str:
    if measured["equal labels"]:
        return "the labels are the same"
    if measured["equal words"]:
        same_order = words(labels.left, labels.left_language) == words(labels.right, labels.right_language)
        return "the same words but for their endings" if same_order else "the same words in another order"
    second = set(words(labels.right, labels.right_language))
    shared = [word for word in words(labels.left, labels.left_language) if word in second]
    if shared:
        return f"both say {' '.join(shared)!r}"
    if measured["by meaning"] and measured["cosine"] < LETTERS_ALIKE:
        return IN_MEANING
    return "the spelling is alike"


def _of_definitions(comparison: Comparison) -> str:
    names = ", ".join(map(title_of, comparison.deciding))
    if comparison.verdict == "comparable":
        return "the definitions agree" + ("" if comparison.sure else " as far as they go")
    if not names:
        return "the definitions say too little to compare them"
    return f"the definitions differ in {names}"
