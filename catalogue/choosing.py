"""What can be chosen for a field, as one types: codes, concepts of a scheme, records."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from .entry import join, split
from .errors import NotFound
from .fields import Field
from .reader import Reader
from .search import Hit, parse
from .texts import fold, words_of

MOST = 60
"""So many records are offered at most; who wants another types on."""

_LAST = re.compile(r"(?:.*(?<!\\);)?\s*(.*)", re.DOTALL)
_MEANT = re.compile(r"Did you mean (.+?)(?: or .+)?\?")


class Choice(NamedTuple):
    """One thing to choose.

    Attributes:
        value: What is written for it.
        label: What it is called.
        sure: Whether what was typed is in it; of what only sounds like that, none is to be taken unseen.
    """

    value: str
    label: str
    sure: bool = True


def choices(reader: Reader, field: Field, text: str) -> list[Choice]:
    """Return what a person may want who has typed so much, the likeliest first; nothing if it is typed whole.

    Args:
        reader: The catalogue.
        field: The declared field.
        text: What stands on the line; of a list, the last item counts.
    """
    typed = last_item(field, text)
    if field.shape == "code":
        found = _matching((Choice(one, "") for one in field.choices), typed)
    elif field.shape == "boolean":
        found = _matching([Choice("yes", ""), Choice("no", "")], typed)
    elif field.means.scheme:
        found = _matching(_concepts(reader, field.means.scheme), typed)
    elif field.shape != "ref":
        return []
    elif len(typed) == 1:
        return []  # nearly all records have a word with that letter: a second of search in a large catalogue
    elif typed:
        found = _records(reader, field, typed)
    else:
        found = _first(reader, field.targets)
    taken = set(split(text)) - {typed} if field.many else ()
    return [one for one in found if one.value not in taken] if typed not in {one.value for one in found} else []


def last_item(field: Field, text: str) -> str:
    """Return what is being typed: of a list, the item behind the last semicolon."""
    found = _LAST.fullmatch(text) if field.many else None
    return (found.group(1) if found else text).strip()


def chosen(field: Field, text: str, value: str) -> str:
    """Return what stands on the line when a choice was taken for what was being typed."""
    if not field.many:
        return value
    found = _LAST.fullmatch(text)
    return join([*split(text[: found.start(1)] if found else ""), value])


def meant(advice: str) -> str:
    """Return what an error offers: "border" of "Did you mean border or order?"; "" if it offers nothing."""
    found = _MEANT.search(advice)
    return found.group(1) if found else ""


def _matching(all_of: Iterable[Choice], typed: str) -> list[Choice]:
    """Return the choices that have a text in them, those first that begin with it."""
    wanted = fold(typed)
    ranked: list[tuple[int, int, Choice]] = []
    for place, one in enumerate(all_of):
        names = [fold(one.value), *(fold(name) for name in one.label.split("\n"))]
        if rank := max(_rank(name, wanted) for name in names):
            ranked.append((-rank, place, Choice(one.value, one.label.partition("\n")[0])))
    return [one for *_, one in sorted(ranked)]


def _rank(name: str, wanted: str) -> int:
    if name.startswith(wanted):
        return 3
    return 2 if f" {wanted}" in name or f"-{wanted}" in name else int(wanted in name)


def _concepts(reader: Reader, scheme: str) -> list[Choice]:
    """Return the concepts of a scheme by their short names, with all that they are called."""
    before = f"concept/{scheme}-"
    rows = reader.database.rows("SELECT id FROM record WHERE id > ? AND id < ?", (before, f"concept/{scheme}."))
    return [
        Choice(one["id"].removeprefix(before), "\n".join([*words_of(one["label"]), *words_of(one.get("notation"))]))
        for one in reader.some([record for (record,) in rows])
        if one.get("scheme") == f"scheme/{scheme}"
    ]


def _records(reader: Reader, field: Field, typed: str) -> list[Choice]:
    """Return the records that a text may mean: first the one that it does mean, if it is only one."""
    found = [Choice(one.id, one.label, _has(one, typed)) for one in reader.find(typed, field.targets, MOST)]
    with contextlib.suppress(NotFound):
        meant_one = reader.resolve(typed, field.targets)
        label = reader.labels([meant_one])[meant_one]
        found = [Choice(meant_one, label), *(one for one in found if one.value != meant_one)]
    return sorted(found, key=lambda one: not one.sure)


def _has(hit: Hit, typed: str) -> bool:
    """Tell whether every word that was typed begins one of an id or label."""
    words = parse(f"{hit.id} {hit.label}").words
    return all(any(word.startswith(one) for word in words) for one in parse(typed).words)


def _first(reader: Reader, kinds: Iterable[str]) -> list[Choice]:
    ids = [document["id"] for kind in kinds for document in reader.records(kind, limit=MOST)]
    labels = reader.labels(ids)
    return [Choice(one, labels[one]) for one in ids]
