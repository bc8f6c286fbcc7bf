"""What a syntax cannot hold of a message, found from the tables before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from . import model
from .ml_elements import day
from .syntax import Syntax, syntax_named
from .tables import HEADER, KIND_OF, Field, Table


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that would be left out.

    Attributes:
        artefact: The URN of the artefact that it belongs to.
        place: Where in it, by fields and ids: "codes A links"; empty for the whole artefact.
        what: What it is, in words.
    """

    artefact: str
    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.artefact}{' ' if self.place else ''}{self.place}: {self.what}"


def losses(message: model.Message, syntax: str) -> list[Loss]:
    """Return what a message loses when it is written in a syntax.

    Raises:
        UsageError: There is no such syntax.
    """
    named = syntax_named(syntax)
    found = [Loss("header", place, what) for place, what in _of(HEADER, message.header, named)]
    for artefact in message.artefacts:
        kind = KIND_OF[type(artefact)]
        if not kind.container(named):
            found.append(Loss(artefact.urn, "", f"{named.name} has no {kind.table.urn}"))
        else:
            found += [Loss(artefact.urn, place, what) for place, what in _of(kind.table, artefact, named)]
    other = (one for one in message.unknown if one.syntax != named.name)
    return found + [Loss(one.name, "", f"is known to {one.syntax} only") for one in other]


@cache
def _split(table: Table, syntax: Syntax) -> tuple[tuple[tuple[str, Any], ...], tuple[Field, ...]]:
    """Return the fields that the syntax has no place for, with their defaults, and those to look into."""
    placed = [one for one in table.fields if one.place(syntax)]
    names = {one.name for one in placed}
    unplaced = tuple(
        (one.name, one.default) for one in fields(table.cls) if one.name not in names and one.name != "unknown"
    )
    return unplaced, tuple(one for one in placed if one.of or _may_lose(one))


def _may_lose(field: Field) -> bool:
    return bool(field.most21 or field.fixed21) or field.name == "version" or field.shape == "day"


def _of(table: Table, value: Any, syntax: Syntax) -> Iterator[tuple[str, str]]:
    """Yield place and reason of everything that an object of a table loses."""
    unplaced, inner = _split(table, syntax)
    for name, default in unplaced:
        found = getattr(value, name)
        if found not in (None, "", (), {}) and found != default:
            yield name, f"{syntax.name} has no place for it"
    for raw in value.unknown:
        if raw.syntax != syntax.name:
            yield raw.name, f"is known to {raw.syntax} only"
    for field in inner:
        yield from _in(field, getattr(value, field.name), syntax)


def _in(field: Field, value: Any, syntax: Syntax) -> Iterator[tuple[str, str]]:
    if syntax.version == "2.1" and syntax.family == "ml":
        if field.name == "version" and "-" in value:
            yield "version", f"2.1 has no drafts: {value} becomes {value.partition('-')[0]}"
        if field.fixed21 and value not in ("", field.fixed21):
            yield field.name, f"2.1 calls it {field.fixed21} and nothing else"
        if field.most21 and value and len(value) > field.most21:
            yield field.name, f"2.1 holds {field.most21} of {len(value)}; the first is written"
            value = value[: field.most21] if field.many else value
    if field.shape == "day" and syntax.family == "ml" and "T" in value:
        yield field.name, f"XML has a date here: {value} becomes {day(value)}"
    if field.of and value:
        for one in value if field.many else (value,):
            table = next(table for table in field.of if table.cls is type(one))
            place = f"{field.name} {getattr(one, 'id', '')}".strip()
            for inner, what in _of(table, one, syntax):
                yield f"{place} {inner}", what
