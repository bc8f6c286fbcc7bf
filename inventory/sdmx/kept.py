"""What SDMX says and no field of a record holds: plain data in ``extra["sdmx"]``, and put back on the way out.

    {"annotations": [{"type": "ORDER", "texts": {"en": "3"}}], "is_final": true, "order": ["A", "B"]}

Keys are the fields of the artefact or item in ``catalogue.formats.sdmx.model``, without those that have their default
values. ``order`` is that of the items, by id, in the record of the scheme.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Mapping
from functools import cache, lru_cache
from typing import Any, TypeVar, cast

from ...catalogue.entry import SPACES
from ...catalogue.formats.sdmx import model
from ...catalogue.formats.sdmx.tables import KINDS, Table
from ...catalogue.kinds import Document
from ...catalogue.record import LANGUAGE
from ...catalogue.texts import DEFAULT_LANGUAGE

KEY = "sdmx"
ORDER = "order"
_TEXTS = ("names", "descriptions")

Made = TypeVar("Made", bound=model.Part)


def plain(value: model.Part, without: Container[str] = ()) -> dict[str, Any]:
    """Return the fields of an artefact, or of a part of one, that differ from their defaults, as JSON data.

    Args:
        value: The artefact or part.
        without: Fields that are left out.
    """
    found: dict[str, Any] = {}
    for name, default in model.defaults(type(value)).items():
        given = getattr(value, name)
        if name not in without and given != default:
            found[name] = _plain(given)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, model.Raw):
        return dataclasses.asdict(value)
    if isinstance(value, model.Part):
        return {"class": type(value).__name__, **plain(value)} if type(value) in _ambiguous() else plain(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in cast("tuple[Any, ...]", value)]
    return value


def restored(cls: type[Made], data: Mapping[str, Any]) -> Made:
    """Return the part of a class that ``plain`` gave as data; what the class does not have is passed over."""
    given = {name: _restored(cls, name, value) for name, value in data.items() if name in model.defaults(cls)}
    return cls(**given)


def sound(cls: type[Made], data: Any) -> Made | None:
    """Return the part of a class that ``plain`` gave as data; None of what it does not give: somebody changed it."""
    if not isinstance(data, dict):
        return None
    try:
        made = restored(cls, cast("dict[str, Any]", data))
        return made if plain(made) == data else None
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def kept_of(document: Mapping[str, Any]) -> Document:
    """Return what was kept of the artefact or item that a record came from; empty if there is nothing of that form."""
    extra = document.get("extra")
    kept = cast("Document", extra).get(KEY) if isinstance(extra, dict) else None
    return cast("Document", kept) if isinstance(kept, dict) else {}


def completed(made: Made, kept: Mapping[str, Any]) -> Made:
    """Return an artefact or item made from a record, with what was kept of the one that the record came from.

    A text that was changed since stays changed.

    Args:
        made: What the record gives; changed in place.
        kept: ``extra["sdmx"]`` of the record.
    """
    for name, value in kept.items():
        if name in _TEXTS:
            setattr(made, name, told(getattr(made, name), value, getattr(made, "id", "")))
        elif name == "annotations":
            setattr(made, name, (*_restored(type(made), name, value), *getattr(made, name)))
        elif name in model.defaults(type(made)):
            setattr(made, name, _restored(type(made), name, value))
    return made


def in_order(items: Mapping[str, Made], kept: Mapping[str, Any]) -> list[Made]:
    """Return items of a scheme, by id, in the order that they came in; new ones last."""
    place = {name: number for number, name in enumerate(kept.get(ORDER, ()))}
    return [items[name] for name in sorted(items, key=lambda name: place.get(name, len(place)))]


def words(texts: model.Texts) -> model.Texts:
    """Return those of some texts that a field of a record can hold, without space around them."""
    if hold(texts):
        return dict(texts)
    found = {language: text.strip(SPACES) for language, text in texts.items() if LANGUAGE.fullmatch(language)}
    return {language: text for language, text in found.items() if text}


def hold(texts: model.Texts) -> bool:
    """Tell whether a field of a record can hold some texts as they are."""
    for language, text in texts.items():
        if not text or text != text.strip(SPACES) or not _is_language(language):
            return False
    return True


@lru_cache(1 << 10)
def _is_language(tag: str) -> bool:
    return LANGUAGE.fullmatch(tag) is not None


def told(texts: model.Texts, kept: model.Texts, name: str) -> model.Texts:
    """Return texts of a record with those that it could not hold, unless they were changed since.

    Args:
        texts: What the record says.
        kept: The texts as they came, where the record cannot say them so; empty if there was none.
        name: What the record says in English if there was no text.
    """
    if not kept:
        return {} if texts == {DEFAULT_LANGUAGE: name} else texts
    back = {
        one: text for one, text in kept.items() if text.strip(SPACES) == texts.get(one, "") or one not in words(kept)
    }
    order = {**dict.fromkeys(kept), **dict.fromkeys(texts)}
    return {one: back.get(one, texts.get(one, "")) for one in order if one in back or one in texts}


def _restored(cls: type[model.Part], name: str, value: Any) -> Any:
    if name == "unknown":
        return tuple(model.Raw(**one) for one in value)
    choices = _inner().get((cls, name), ())
    if isinstance(value, list):
        items = cast("list[Any]", value)
        return tuple(_part(choices, one) if choices else one for one in items)
    return _part(choices, value) if choices else value


def _part(choices: tuple[type[model.Part], ...], data: Mapping[str, Any]) -> model.Part:
    named = data.get("class")
    return restored(next((one for one in choices if one.__name__ == named), choices[0]), data)


@cache
def _inner() -> dict[tuple[type[model.Part], str], tuple[type[model.Part], ...]]:
    """Return the classes of the parts of each field that has parts."""
    found: dict[tuple[type[model.Part], str], tuple[type[model.Part], ...]] = {}
    waiting: list[Table] = [one.table for one in KINDS]
    seen: set[int] = set()
    while waiting:
        table = waiting.pop()
        if id(table) in seen:
            continue
        seen.add(id(table))
        for field in table.fields:
            if field.of:
                known = found.get((table.cls, field.name), ())
                found[table.cls, field.name] = tuple(dict.fromkeys((*known, *(one.cls for one in field.of))))
                waiting.extend(field.of)
    return found


@cache
def _ambiguous() -> frozenset[type[model.Part]]:
    """Return the classes of parts whose field does not say which of several they are."""
    return frozenset(cls for choices in _inner().values() for cls in choices[1:])
