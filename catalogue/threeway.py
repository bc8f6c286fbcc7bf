"""Two changes of the same record put together: what only one of them touched stands; where both did, a person chooses.

found = merge(base, theirs, mine)
document = settle(found.document, found.clashes[0], found.clashes[0].mine)
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from .kinds import Document


class Clash(NamedTuple):
    """One thing that both changed, each to something else; None where it is empty.

    Attributes:
        path: The field, and within it the language or the field of the part.
        base: What there was.
        theirs: What the others made of it.
        mine: What I made of it.
    """

    path: tuple[str, ...]
    base: Any
    theirs: Any
    mine: Any


class Merge(NamedTuple):
    """Two changes put together.

    Attributes:
        document: The record with both changes; with theirs where they clash.
        clashes: Where they clash.
    """

    document: Document
    clashes: tuple[Clash, ...]


def merge(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> Merge:
    """Put two changes of a record together.

    Texts are compared language by language, and parts field by field; a list is one thing.

    Args:
        base: The record that both began with.
        theirs: What the others made of it.
        mine: What I made of it.
    """
    clashes: list[Clash] = []
    return Merge(_merged(base, theirs, mine, (), clashes), tuple(clashes))


def _merged(
    base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any], path: tuple[str, ...], out: list[Clash]
) -> Document:
    found: Document = {}
    for name in dict.fromkeys((*theirs, *mine, *base)):
        old, other, own = base.get(name), theirs.get(name), mine.get(name)
        value = other
        if own in (other, old):
            pass
        elif other == old:
            value = own
        elif isinstance(other, dict) and isinstance(own, dict) and (old is None or isinstance(old, dict)):
            parts = cast("list[Document]", [old or {}, other, own])
            value = _merged(parts[0], parts[1], parts[2], (*path, name), out) or None
        else:
            out.append(Clash((*path, name), old, other, own))
        if value is not None:
            found[name] = copy.deepcopy(cast("Any", value))
    return found


def settle(document: Document, clash: Clash, value: Any) -> Document:
    """Return a record with a clash decided.

    Args:
        document: The record.
        clash: What is decided.
        value: What shall stand; None for nothing.
    """
    new = copy.deepcopy(document)
    holder = new
    for step in clash.path[:-1]:
        holder = cast("Document", holder.setdefault(step, {}))
    if value is None:
        holder.pop(clash.path[-1], None)
    else:
        holder[clash.path[-1]] = copy.deepcopy(value)
    return {name: inner for name, inner in new.items() if inner != {}}
