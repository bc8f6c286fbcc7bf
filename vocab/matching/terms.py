"""Terms: what the matching reads of a concept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...catalogue.errors import NotFound
from ...catalogue.reader import Reader
from ..successors import is_deprecated


@dataclass(frozen=True, slots=True)
class Term:
    """One concept as the matching sees it.

    Attributes:
        id: The concept's id.
        labels: Preferred labels by language.
        others: Alternative and hidden labels by language.
        notation: Its code, or "".
        broader: Ids of the wider concepts.
        definition: Definitions by language.
        facets: The definition by facet, as in the document; empty if it has none.
    """

    id: str
    labels: Mapping[str, str]
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    notation: str = ""
    broader: tuple[str, ...] = ()
    definition: Mapping[str, str] = field(default_factory=dict[str, str])
    facets: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @property
    def label(self) -> str:
        """The preferred label in English, or else in the first language that there is."""
        return self.labels.get("en") or next(iter(self.labels.values()), self.id)


def terms_of(reader: Reader, scheme: str) -> list[Term]:
    """Return the terms of a scheme in the order of their ids, without those that are superseded or retired.

    Args:
        reader: The catalogue.
        scheme: The id of a scheme.

    Raises:
        NotFound: There is no such scheme.
    """
    if not reader.has(scheme):
        raise NotFound(f"There is no {scheme}.", "See the schemes with: orodha list scheme")
    return sorted(_terms(reader, scheme), key=lambda term: term.id)


def _terms(reader: Reader, scheme: str) -> Iterator[Term]:
    for document in reader.records("concept", [f"scheme={scheme}"]):
        if not is_deprecated(document):
            yield term_of(document)


def term_of(document: Mapping[str, Any]) -> Term:
    """Return the term of a concept's document."""
    others: dict[str, tuple[str, ...]] = {}
    for name in ("alternative_labels", "hidden_labels"):
        for language, texts in document.get(name, {}).items():
            others[language] = (*others.get(language, ()), *texts)
    return Term(
        document["id"],
        document.get("label", {}),
        others,
        document.get("notation", ""),
        tuple(document.get("broader", ())),
        document.get("definition", {}),
        document.get("facets", {}),
    )
