"""What artefacts refer to, and what is there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ...errors import FormatError
from ...wording import first_few
from . import model, urn
from .tables import Table, artefact_kind


def references(artefact: model.Maintainable) -> Iterator[str]:
    """Yield the URN of everything that an artefact refers to, as often as it does."""
    return _references(artefact_kind(artefact).table, artefact)


def _references(table: Table, value: Any) -> Iterator[str]:
    for field in table.flat:
        found = getattr(value, field.name)
        if not found:
            continue
        each = found if field.many else (found,)
        if field.shape == "urn":
            yield from each
        elif field.shape in ("part", "choice") and any(_refers(one, frozenset()) for one in field.of):
            for one in each:
                yield from _references(field.table(one), one)


def _refers(table: Table, above: frozenset[int]) -> bool:
    """Tell whether objects of a table can refer to anything."""
    if id(table) in above:
        return False
    inner = above | {id(table)}
    return any(one.shape == "urn" or any(_refers(part, inner) for part in one.of) for one in table.fields)


def items(artefact: model.Maintainable) -> Iterator[tuple[str, Any]]:
    """Yield what has an id in an artefact and a URN after its own, with the path to it: ("A.B", category)."""
    return _items(artefact_kind(artefact).table, artefact, "")


def _items(table: Table, holder: Any, above: str) -> Iterator[tuple[str, Any]]:
    for field in table.fields:
        if field.shape == "part" and field.many and field.of[0].urn:
            nested = {one.cls: one for one in field.of if one.nested}
            for one in getattr(holder, field.name):
                path = f"{above}{one.id}"
                yield path, one
                if type(one) in nested:
                    yield from _items(nested[type(one)], one, f"{path}.")


def dangling(message: model.Message) -> list[model.Note]:
    """Return a note for each reference to what is not there.

    A reference to an artefact that the message does not have is normal in SDMX, and only noted if the message has
    another version of it. A reference to an item that its scheme does not have is noted, and so is a parent that is
    not there.
    """
    there = {one.urn: one for one in message.artefacts}
    within = {name: {path for path, _ in items(one)} for name, one in there.items()}
    versions: dict[tuple[str, str, str], list[str]] = {}
    for one in message.artefacts:
        versions.setdefault((one.urn_class, one.agency, one.id), []).append(one.version)
    notes: list[model.Note] = []
    for name, artefact in there.items():
        for to in sorted(set(references(artefact))):
            if problem := _problem(to, within, versions):
                notes.append(model.Note(problem, 0, name, "Add it, or refer to one that is there."))
        for path, item in items(artefact):
            parent = getattr(item, "parent", "")
            if parent and parent not in within[name]:
                notes.append(
                    model.Note(f"The parent {parent} of {path} is not there.", 0, name, "Add it, or remove it.")
                )
    return notes


def _problem(to: str, within: dict[str, set[str]], versions: dict[tuple[str, str, str], list[str]]) -> str:
    """Return what is wrong with a reference, or an empty text."""
    try:
        parts = urn.parse(to)
    except FormatError as error:
        return error.what
    kind = model.SCHEME_OF.get(parts.kind, parts.kind)
    scheme = str(urn.Urn(kind, parts.agency, parts.id, parts.version))
    if scheme in within:
        is_item = parts.item and parts.kind in model.SCHEME_OF and "*" not in parts.item
        partial = is_item and parts.item not in within[scheme]
        return f"It refers to {to}, which that scheme does not have." if partial else ""
    others = versions.get((kind, parts.agency, parts.id))
    if not others or "+" in parts.version or "*" in parts.version:
        return ""
    return f"It refers to {to}, of which the message has only version {', '.join(sorted(others))}."


def repeated(message: model.Message) -> list[model.Note]:
    """Return a note for each artefact and each item that is there more than once under one id."""
    advice = "Both were kept; remove one, or give it an id or version of its own."
    notes = [
        model.Note(f"It is there {count} times.", 0, name, advice)
        for name, count in Counter(one.urn for one in message.artefacts if one.id).items()
        if count > 1
    ]
    for artefact in message.artefacts:
        everywhere = isinstance(artefact, model.Hierarchy)  # whose ids differ in all of it, in other trees in a branch
        paths = [item.id if everywhere else path for path, item in items(artefact)]
        if len(set(paths)) < len(paths):
            twice = sorted(path for path, count in Counter(paths).items() if count > 1)
            told = f"These ids are there more than once: {first_few(twice, 5)}."
            notes.append(model.Note(told, 0, artefact.urn, advice))
    return notes
