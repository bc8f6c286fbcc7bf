"""Suggestions: what the matching answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..mappings import MatchPredicate  # a suggestion does without pydantic

BY_LETTERS = "semapv:LexicalSimilarityThresholdMatching"
"""The justification of a suggestion that the letters of the labels gave."""

BY_MEANING = "semapv:SemanticSimilarityThresholdMatching"
"""The justification of one that embeddings gave, where the labels share no language."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One pair of concepts that may mean the same, or nearly.

    Attributes:
        subject: Id of the concept of the first scheme.
        object: Id of the concept of the second scheme.
        predicate: How the object relates to the subject (a broadMatch object is the wider one).
        confidence: Calibrated probability that the two belong together, 0 to 1.
        similarity: Cosine of the character n-grams of the labels that are most alike, 0 to 1; of their embeddings where
            the justification is ``BY_MEANING``.
        best: Whether the pair stands in the one-to-one answer.
        subject_label: The label of the subject that was compared.
        object_label: The label of the object that was compared.
        justification: How it was reached, a semapv term.
        via: The concepts in between, of a suggestion that follows from accepted mappings; in order.
        reasons: What speaks for it and against it, a sentence each.
    """

    subject: str
    object: str
    predicate: MatchPredicate
    confidence: float
    similarity: float
    best: bool
    subject_label: str
    object_label: str
    justification: str = BY_LETTERS
    via: tuple[str, ...] = ()
    reasons: tuple[str, ...] = field(default=())
