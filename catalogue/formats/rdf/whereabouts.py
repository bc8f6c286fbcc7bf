"""Which record and field each node of an export belongs to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...kinds import Document, Field, fields_of, kinds
from .. import Content
from .describe import Node
from .dump import Dump
from .forms import shrunk
from .terms import Spelling

_NUMBER = re.compile(r"-([0-9]+)>?$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node belongs.

    Attributes:
        id: The record, or the IRI of a node that belongs to none.
        path: The field and what is in it, as ``orodha edit`` takes it: ("contacts", "0"); empty for the record itself.
        fields: The fields of the record or part.
        extra: What a partner's file said of it.
        in_extra: Whether the node is one that such a file described.
        known: Whether ``id`` is a record.
    """

    id: str
    path: tuple[str, ...] = ()
    fields: Sequence[Field] = ()
    extra: Mapping[str, Any] = field(default_factory=dict[str, Any])
    in_extra: bool = False
    known: bool = False

    def field_of(self, predicate: str) -> str:
        """Return the name of the field that says a predicate, a CURIE; "" if none does."""
        found = self._fields_of(predicate)
        return found[0].name if found else ""

    def settable(self, predicate: str) -> bool:
        """Tell whether the field that says a predicate can be set by a command with one value."""
        return not any(one.part for one in self._fields_of(predicate))

    def _fields_of(self, predicate: str) -> list[Field]:
        return [one for one in self.fields if predicate and predicate in (one.means.rdf, *one.means.also)]


def places_of(content: Content, wanted: Collection[str]) -> dict[str, Place]:
    """Return where nodes belong.

    Args:
        content: The export.
        wanted: The nodes, as N-Triples writes them. What is no record, and belongs to none, is told by the first field
            that leads to it; what nothing leads to is left out.
    """
    found: dict[str, Place] = {}
    used: dict[str, Place] = {}
    for document, nodes in Dump(content, Spelling()).said():
        if document is None:
            continue
        said = list(nodes)
        subjects = {subject for subject, _ in said[1:]} | {said[0][0]}
        for subject in subjects & set(wanted):
            found.setdefault(subject, _place(document, said, subject, content.base))
        missing = set(wanted) - found.keys() - used.keys()
        for subject, pairs in said if missing else ():
            for predicate, objects in pairs:
                for one in missing.intersection(objects):
                    used.setdefault(one, _user(_place(document, said, subject, content.base), predicate))
    return used | found


def _user(place: Place, predicate: str) -> Place:
    """Return the place of a node that is no part, from that of what leads to it."""
    curie = shrunk(predicate[1:-1])
    path = tuple(filter(None, (*place.path, place.field_of(curie))))
    return Place(place.id, path, in_extra=place.in_extra or not place.field_of(curie), known=True)


def _place(document: Document, said: Sequence[Node], subject: str, base: str) -> Place:
    """Return where one of the nodes of a record belongs."""
    declared = kinds()[document["kind"]]
    top = Place(document["id"], (), declared.fields, document.get("extra", {}), known=True)
    if subject == said[0][0]:
        return top
    if ".extra/" in subject and subject.startswith(f"<{base}"):
        return Place(top.id, in_extra=True, known=True)
    above, predicate = _leading(said, subject)
    if not above:
        return top
    holder = top if above == said[0][0] else _place(document, said, above, base)
    return _inside(document, holder, subject, shrunk(predicate[1:-1]))


def _leading(said: Iterable[Node], subject: str) -> tuple[str, str]:
    """Return the node and predicate that lead to a node; "" if none does."""
    for above, pairs in said:
        for predicate, objects in pairs:
            if subject in objects and above != subject:
                return above, predicate
    return "", ""


def _inside(document: Document, holder: Place, subject: str, predicate: str) -> Place:
    """Return where a node belongs that a predicate leads to from another."""
    name = holder.field_of(predicate)
    one = next((one for one in holder.fields if one.name == name), None)
    if one is None:
        return Place(holder.id, holder.path, in_extra=predicate in holder.extra, known=True)
    path = (*holder.path, name)
    if not one.part:
        return Place(holder.id, path, known=True)
    value = _value(document, path)
    parts: list[Document] = value if one.many else [value]
    index = _index(parts, subject)
    if index is None:
        return Place(holder.id, path, in_extra=predicate in holder.extra, known=True)
    inner = (*path, str(index)) if one.many else path
    return Place(holder.id, inner, fields_of(one.part), parts[index].get("extra", {}), known=True)


def _value(document: Document, path: Sequence[str]) -> Any:
    value: Any = document
    for step in path:
        value = value[int(step)] if step.isdecimal() else value[step]
    return value


def _index(parts: Sequence[Document], subject: str) -> int | None:
    """Return which of the parts a node is: the one with its IRI, or the one whose number it has."""
    for index, part in enumerate(parts):
        if f"<{part.get('iri')}>" == subject:
            return index
    if len(parts) == 1:
        return 0
    number = _NUMBER.search(subject)
    return int(number[1]) - 1 if number and int(number[1]) <= len(parts) else None
