"""Values of fields as a person reads them, and the difference between two states of a record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from ..catalogue.names import GENERATED
from ..catalogue.reader import Document, Reader
from ..catalogue.texts import in_language
from ..catalogue.wording import counted, listed
from .width import clean, width

_NOT_FIELDS = ("id", "iri", *GENERATED)


class Difference(NamedTuple):
    """One field that two states of a record differ in; None where it is empty."""

    field: str
    before: Any
    after: Any


def differences(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[Difference]:
    """Return the fields that differ between two states of a record, in the order of the later one."""
    old, new = before or {}, after or {}
    names = [name for name in dict.fromkeys((*new, *old)) if name not in _NOT_FIELDS]
    return [Difference(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)]


def entries(value: Any) -> Iterator[str]:
    """Yield the pieces of a value that can differ by themselves, as lines."""
    if value is None:
        return
    if isinstance(value, list):
        for one in cast("list[Any]", value):
            yield "; ".join(entries(one)) if isinstance(one, dict) else clean(plain(one))
    elif isinstance(value, dict):
        for key, inner in cast("dict[str, Any]", value).items():
            yield from _named_entries(key, inner)
    else:
        yield clean(plain(value))


def _named_entries(key: str, value: Any) -> Iterator[str]:
    """Yield what stands under a name: a text in languages by language, as it is typed ("population:sw: Raia")."""
    if not isinstance(value, dict):
        yield f"{key}: {clean(plain(value))}"
        return
    inside = cast("dict[str, Any]", value)
    between = ":" if "en" in inside or is_languages(inside) else "."
    for name, inner in inside.items():
        yield from _named_entries(key if name == "en" else f"{key}{between}{name}", inner)


def references(value: Any, shape: str) -> Iterator[str]:
    """Yield the ids that a value refers to; of a part or map, what looks like one."""
    if isinstance(value, str):
        if shape in ("ref", "part") and "/" in value and " " not in value:
            yield value
    elif isinstance(value, list):
        for one in cast("list[Any]", value):
            yield from references(one, shape)
    elif isinstance(value, dict) and shape == "part":
        for inner in cast("dict[str, Any]", value).values():
            yield from references(inner, shape)


def labels_in(reader: Reader, values: Sequence[tuple[Any, str]]) -> dict[str, str]:
    """Return the labels of all records that some values (with their shapes) refer to."""
    return reader.labels(sorted({target for value, shape in values for target in references(value, shape)}))


def shown(value: Any, shape: str, labels: Mapping[str, str], language: str | None = None) -> list[str]:
    """Return the lines of a value: one a language, one an entry of a list of references or parts.

    Args:
        value: The value as it stands in the document.
        shape: Its shape: "lang", "ref", "part" and so on.
        labels: Labels of what it refers to.
        language: Only this language of texts, or the nearest there is.
    """
    if isinstance(value, list) and shape in ("ref", "part", "iri"):
        return [line for one in cast("list[Any]", value) for line in shown(one, shape, labels, language)]
    if isinstance(value, dict):
        return _mapping_lines(cast("dict[str, Any]", value), shape, labels, language)
    if isinstance(value, str) and value in labels:
        return [f"{clean(labels[value])}  {value}"]
    return [clean(plain(value))]


def _mapping_lines(value: Document, shape: str, labels: Mapping[str, str], language: str | None) -> list[str]:
    if shape in ("lang", "langs"):
        return [text if tag in ("", "en") else f"{tag}: {text}" for tag, text in _in_languages(value, language)]
    return [
        f"{name.replace('_', ' ')}: {_inline(inner, labels)}"
        for name, inner in sorted(value.items(), key=lambda one: one[0] in ("iri", "extra"))
    ]


def _in_languages(value: Document, language: str | None) -> list[tuple[str, str]]:
    """Return the languages and texts of a text, English first; or the text in one of them, under no name."""
    texts = {tag: clean(plain(text)) for tag, text in value.items()}
    if language is not None:
        return [("", in_language(texts, language))]
    return sorted(texts.items(), key=lambda one: one[0] != "en")


class ValueLine(NamedTuple):
    """One line of a value.

    Attributes:
        text: What it says, clean; a record that is referred to by its label.
        lead: What stands before it: a language, or what it is a part of; "" if nothing does.
        target: The id of the record that it refers to; "" if it refers to none.
    """

    text: str
    lead: str = ""
    target: str = ""


def value_lines(value: Any, shape: str, labels: Mapping[str, str], language: str | None = None) -> list[ValueLine]:
    """Return the lines of a value, one each for a language, an entry and a reference; arguments as for ``shown``."""
    if isinstance(value, list) and shape in ("ref", "part", "iri"):
        return [line for one in cast("list[Any]", value) for line in value_lines(one, shape, labels, language)]
    if isinstance(value, dict) and shape in ("lang", "langs"):
        texts = _in_languages(cast("Document", value), language)
        return [ValueLine(text, "" if tag == "en" else tag) for tag, text in texts]
    if isinstance(value, dict):
        named = sorted(cast("Document", value).items(), key=lambda one: one[0] in ("iri", "extra"))
        return [line for name, inner in named for line in _part_lines(name.replace("_", " "), inner, labels)]
    return [_reference_or_text(value, labels)]


def _part_lines(name: str, value: Any, labels: Mapping[str, str]) -> list[ValueLine]:
    """Return the lines of one field of a part: a line for each record it refers to, or one for all it says."""
    entries = cast("list[Any]", value) if isinstance(value, list) else [value]
    if entries and all(isinstance(one, str) and one in labels for one in entries):
        lines = [_reference_or_text(one, labels) for one in entries]
        return [line._replace(lead=" " * width(name) if number else name) for number, line in enumerate(lines)]
    return [ValueLine(_inline(value, labels), name)]


def _reference_or_text(value: Any, labels: Mapping[str, str]) -> ValueLine:
    if isinstance(value, str) and value in labels:
        return ValueLine(clean(labels[value]), target=value)
    return ValueLine(clean(plain(value)))


def _inline(value: Any, labels: Mapping[str, str]) -> str:
    """Return a value within a part on one line."""
    if isinstance(value, list):
        return "; ".join(_inline(one, labels) for one in cast("list[Any]", value))
    if isinstance(value, dict) and not is_languages(cast("dict[str, Any]", value)):
        return "; ".join(f"{name}: {_inline(one, labels)}" for name, one in cast("dict[str, Any]", value).items())
    return clean(labels.get(value, value) if isinstance(value, str) else plain(value))


def duration_told(duration: str, *, again: bool) -> str:
    """Return a duration in words, then as it is kept: "every year (P1Y)", "10 years (P10Y)".

    Args:
        duration: ISO 8601; of one with hours there are no words.
        again: Whether something comes again after it each time.
    """
    parts = [(int(number), _UNITS[unit]) for number, unit in re.findall(r"(\d+)([YMWD])", duration)]
    if "T" in duration or not parts:
        return clean(duration)
    words = listed([counted(*part) for part in parts])
    if again:
        words = f"every {parts[0][1] if parts == [(1, parts[0][1])] else words}"
    return f"{words} ({clean(duration)})"


_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}


def plain(value: Any) -> str:
    """Return a value as one text: lists with "; " between, the English of a text in languages, or else the first."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(plain, cast("list[Any]", value)))
    if isinstance(value, dict):
        return _plain_mapping(cast("dict[str, Any]", value))
    return str(value)


def _plain_mapping(value: Mapping[str, Any]) -> str:
    if "en" in value or is_languages(value):  # no part has a field of that name
        return plain(value.get("en") or next(iter(value.values()), ""))
    return "; ".join(f"{key}: {plain(inner)}" for key, inner in value.items())


def is_languages(value: Mapping[str, Any]) -> bool:
    """Tell whether a mapping is a text in languages: its keys are language tags, not fields of a part."""
    return all(len(key.partition("-")[0]) in (2, 3) and isinstance(text, str | list) for key, text in value.items())


def as_part(field: str) -> str:
    """Return what a record is that another one names in a field: "the holder", "one of the terms"."""
    name = field.rpartition(".")[2].replace("_", " ")
    several = name.endswith("s") and not name.endswith(("ss", "is", "us"))
    return f"one of the {name}" if several else f"the {name}"
