"""A concept told in a few lines: its labels in every language, what it means, where it stands, what it is mapped to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from rich.text import Text

from ...catalogue.reader import Document
from ...catalogue.texts import DEFAULT_LANGUAGE
from ...vocab.glance import Tied
from ...vocab.successors import is_deprecated
from ..theme import SIGNS
from ..width import clean, isolate

MEANS: Mapping[str, str] = {
    "skos:exactMatch": "the same:",
    "skos:closeMatch": "nearly the same:",
    "skos:broadMatch": "wider:",
    "skos:narrowMatch": "narrower:",
    "skos:relatedMatch": "related:",
}
"""What the other concept of a mapping is to this one."""


class Card(NamedTuple):
    """What is told of a concept.

    Attributes:
        document: Its document.
        ways: The labels from the top down to it, for each concept right above it.
        tied: What it is mapped to.
        languages: The languages of the catalogue.
        successor: What stands in for it, if it is not to be used any more.
    """

    document: Document
    ways: Sequence[Sequence[str]]
    tied: Sequence[Tied]
    languages: Sequence[str]
    successor: str = ""


def shown(text: str) -> str:
    """Return a text from data as it may stand among others, whichever way it runs."""
    return isolate(clean(text))


def in_language(texts: Mapping[str, str], language: str) -> tuple[str, str]:
    """Return a text in a language and "", or else in English or any, and in which."""
    for tag in (language, DEFAULT_LANGUAGE, *texts):
        if tag in texts:
            return texts[tag], "" if tag == language else tag
    return "", ""


def missing(document: Document, languages: Sequence[str]) -> list[str]:
    """Return the languages that a concept has no label in."""
    return [one for one in languages if one not in document.get("label", {})]


def card(told: Card, language: str, colours: Mapping[str, str], *, wide: bool) -> Text:
    """Return the lines.

    Args:
        told: What is told.
        language: The language that is read.
        colours: The colours of the theme.
        wide: Whether each label has a line to itself.
    """
    faint, document = colours["faint"], told.document
    text = Text()
    label, other = in_language(document.get("label", {}), language)
    text.append(shown(label or document["id"]), "bold").append(f" ({other})" if other else "", faint)
    text.append(f"  {document['id']}", faint)
    if is_deprecated(document):
        instead = f": use {told.successor}" if told.successor else ""
        text.append(f"\n{SIGNS['rejected']} {clean(document['registration'] + instead)}", colours["warning"])
    for way in told.ways:
        if len(way) > 1:
            text.append("\n" + " ▸ ".join(map(shown, way)), faint)
    _labels(text, told, colours, wide=wide)
    _definition(text, document, language, colours)
    for one in told.tied:
        sign, colour = ("accepted", "success") if one.way.settled else ("suggested", "warning")
        text.append(f"\n{SIGNS[sign]} ", colours[colour]).append(f"{MEANS[one.way.predicate]} ", faint)
        text.append(shown(one.label)).append(f"  {shown(one.scheme)}", faint)
    if not told.tied:
        text.append("\nmapped to nothing yet", faint)
    return text


def _labels(text: Text, told: Card, colours: Mapping[str, str], *, wide: bool) -> None:
    faint, document = colours["faint"], told.document
    between = "\n" if wide else "  "
    labels = document.get("label", {})
    text.append("\n")
    for place, tag in enumerate(sorted(labels, key=_order(told.languages))):
        also = document.get("alternative_labels", {}).get(tag, [])
        text.append(f"{between if place else ''}{tag} ", faint).append(shown(labels[tag]))
        text.append(f" ({', '.join(map(shown, also))})" if also and wide else "", faint)
    if absent := missing(document, told.languages):
        text.append(f"{between}no label in {', '.join(absent)}", colours["warning"])


def _order(languages: Sequence[str]) -> Callable[[str], tuple[int, str]]:
    return lambda tag: (languages.index(tag) if tag in languages else len(languages), tag)


def _definition(text: Text, document: Document, language: str, colours: Mapping[str, str]) -> None:
    meaning, other = in_language(document.get("definition", {}), language)
    if not meaning:
        text.append("\nno definition", colours["faint"])
        return
    text.append(f"\n{shown(meaning)}").append(f" ({other})" if other else "", colours["faint"])
    if document.get("definition_verified") is not True:
        text.append(" not verified against its source", colours["warning"])
