"""Reports on records: what each attribute of a metadata structure says, and how that becomes reference metadata.

A structure is declared as a tree of ``Attribute``: its id, which is that of its concept, the fields that it is filled
from, and a function that fills it. Nothing is invented: an attribute that no record says anything about is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from ...catalogue.formats.sdmx import model
from ...catalogue.reader import Document
from ...catalogue.texts import in_language
from .annotations import mended
from .facts import Facts, Texts, languages_of, listed

_SILENT = (None, "unknown", "neither")
"""Codes that say nothing."""

Says = Callable[[Document, Facts], Iterable[Texts]]
"""What a record says on one point: texts by language, "" for a text in none (a date, an address) or in any other."""

Form = Literal["text", "list", "value", "moment"]
"""How it is written: as text, as a list (XHTML), as a value in no language, or as date and time."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One point of a report.

    Attributes:
        id: Id of the attribute and of its concept.
        fields: The fields that it is filled from, as the documentation names them: "topics", "holder: name".
        says: What fills it; None for a heading, or where only quality reports have something to say.
        form: How it is written.
        inner: The points below it.
    """

    id: str
    fields: str = ""
    says: Says | None = None
    form: Form = "text"
    inner: tuple[Attribute, ...] = ()


def walk(attributes: Iterable[Attribute]) -> Iterator[Attribute]:
    """Yield attributes with those below them, each before its own."""
    for one in attributes:
        yield one
        yield from walk(one.inner)


def reported(
    attributes: Iterable[Attribute], document: Document, facts: Facts, found: Callable[[str], Sequence[Texts]]
) -> tuple[model.ReportedAttribute, ...]:
    """Return what a record says on each of some points; nothing on those that it is silent on.

    Args:
        attributes: The points.
        document: The record.
        facts: What the audience knows.
        found: Gives what others found out about the record on the point of an id.
    """
    made: list[model.ReportedAttribute] = []
    for one in attributes:
        inner = reported(one.inner, document, facts, found)
        said = [text for text in one.says(document, facts) if text] if one.says else []
        if one.form in ("text", "list"):
            said += found(one.id)
        if said or inner:
            made.append(_written(one, said, inner, facts.language))
    return tuple(made)


def _written(
    attribute: Attribute, said: list[Texts], inner: tuple[model.ReportedAttribute, ...], language: str
) -> model.ReportedAttribute:
    made = model.ReportedAttribute(attribute.id, attributes=inner)
    if said and attribute.form in ("value", "moment"):
        made.values = ("; ".join(dict.fromkeys(_in(one, language) for one in said)),)
    elif said and attribute.form == "list":
        made.structured = {name: _bullets(lines) for name, lines in _by_language(said, language).items()}
    elif said:
        made.texts = {name: "\n".join(lines) for name, lines in _by_language(said, language).items()}
    return made


def _by_language(said: list[Texts], language: str) -> dict[str, list[str]]:
    """Return what is said in each language that anything is said in, each thing once.

    What is not said in a language comes there in English or another, so that nobody misses it.
    """
    languages = [name for name in languages_of(said) if name] or [language]
    return {name: list(dict.fromkeys(mended(_in(one, name)) for one in said)) for name in languages}


def _in(said: Texts, language: str) -> str:
    """Return what is said in a language, else what is in none, else in English or another."""
    return said.get(language) or said.get("") or in_language(said, language)


XHTML = "http://www.w3.org/1999/xhtml"


def _bullets(lines: Iterable[str]) -> str:
    """Return lines as a list in XHTML, in canonical form."""
    escaped = (escape(line, quote=False).replace("\r", "&#xD;") for line in lines)
    items = "".join(f"<li>{line}</li>" for line in escaped)
    return f'<ul xmlns="{XHTML}">{items}</ul>'


def field(name: str) -> Says:
    """Say what a field says in each language; or its value, if it is in no language."""

    def says(document: Document, facts: Facts) -> Iterator[Texts]:
        for value in listed(document.get(name)):
            yield value if isinstance(value, dict) else {"": str(value)}

    return says


def called(*names: str) -> Says:
    """Say what the records are called that some fields refer to."""
    return lambda document, facts: [text for name in names for text in facts.labels(document.get(name))]


def coded(name: str, words: str) -> Says:
    """Say the code that a field has; in English, with what it is about before it."""

    def says(document: Document, facts: Facts) -> Iterator[Texts]:
        value = document.get(name)
        if isinstance(value, bool):
            value = "yes" if value else "no"
        if value not in _SILENT:
            yield {"en": f"{words}: {value}", "": value}

    return says


def together(*parts: Says) -> Says:
    """Say what several say, one after the other."""
    return lambda document, facts: [text for part in parts for text in part(document, facts)]


def of_each(name: str, part: Says) -> Says:
    """Say of each record that a field refers to what a part says of it."""
    return lambda document, facts: [text for one in facts.some(document.get(name)) for text in part(one, facts)]


def with_details(text: Texts, *details: str | None) -> Texts:
    """Return a text with details in brackets behind it, in every language."""
    known = ", ".join(one for one in details if one)
    return {language: f"{one} ({known})" for language, one in text.items()} if known else text
