"""What a syntax cannot hold of a message, found from the tables before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from . import model
from .metadata import told_by_header
from .ml_elements import day
from .syntax import Syntax, syntax_named
from .tables import HEADER, Field, Table, artefact_kind


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
        FormatError: It has an artefact of no kind that SDMX has.
    """
    named = syntax_named(syntax)
    found = [Loss("header", place, what) for place, what in _of(HEADER, message.header, named)]
    for artefact in message.artefacts:
        kind = artefact_kind(artefact)
        if not kind.container(named):
            found.append(Loss(artefact.urn, "", f"{named.name} has no {kind.table.urn}"))
        else:
            told = told_by_header(artefact, message.header, named)
            lost = ((place, what) for place, what in _of(kind.table, artefact, named) if place not in told)
            found += [Loss(artefact.urn, place, what) for place, what in lost]
    other = (one for one in message.unknown if one.syntax != named.name)
    return found + [Loss(one.name, "", f"is known to {one.syntax} only") for one in other]


@cache
def _split(table: Table, syntax: Syntax) -> tuple[tuple[tuple[str, Any], ...], tuple[Field, ...]]:
    """Return the fields that the syntax has no place for, with their defaults, and those to look into."""
    placed = list(_placed(table, syntax))
    names, defaults = {one.name for one in placed}, model.defaults(table.cls)
    unplaced = tuple(
        (one.name, defaults[one.name])
        for one in fields(table.cls)
        if one.name not in names and one.name not in ("unknown", "kind") and one.compare
    )
    return unplaced, tuple(one for one in placed if one.of or _may_lose(one, syntax))


def _placed(table: Table, syntax: Syntax) -> Iterator[Field]:
    """Yield the fields that the syntax has a place for, those in elements of their own too."""
    for one in table.fields:
        if one.shape == "inside" and one.place(syntax):
            yield from _placed(one.of[0], syntax)
        elif one.place(syntax):
            yield one


def _may_lose(field: Field, syntax: Syntax) -> bool:
    limited = field.limit(syntax) or field.only(syntax) or field.displaced(syntax)
    return bool(limited) or field.name == "version" or field.shape == "day"


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
        found = getattr(value, field.name)
        other = next((one for one in field.displaced(syntax) if getattr(value, one)), "")
        if found and other:
            yield field.name, f"{syntax.name} has no place for it where there is {other}"
        else:
            yield from _in(field, found, syntax)


def _short(syntax: Syntax) -> str:
    return "2.1" if syntax.is_21 else syntax.name


def _in(field: Field, value: Any, syntax: Syntax) -> Iterator[tuple[str, str]]:
    if syntax.is_21 and field.name == "version" and "-" in value:
        yield "version", f"2.1 has no drafts: {value} becomes {value.partition('-')[0]}"
    only, limit = field.only(syntax), field.limit(syntax)
    if only and value not in ("", only):
        yield field.name, f"{_short(syntax)} calls it {only} and nothing else"
    if limit and value and len(value) > limit:
        yield field.name, f"{_short(syntax)} holds {limit} of {len(value)}; the first is written"
        value = value[:limit] if field.many else value
    if field.shape == "day" and syntax.family == "ml" and "T" in value:
        yield field.name, f"XML has a date here: {value} becomes {day(value)}"
    if field.of and value:
        for one in value if field.many else (value,):
            table = field.table(one)
            place = f"{field.name} {getattr(one, 'id', '')}".strip()
            for inner, what in _of(table, one, syntax):
                yield f"{place} {inner}", what
