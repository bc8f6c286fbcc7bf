"""What the shell offers when a person presses tab: kinds, ids and fields of the catalogue at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click

from ...catalogue.errors import OrodhaError
from ...catalogue.names import kind_of
from ...catalogue.reader import Reader
from .session import open_reader

Question = Callable[[Reader], Iterable[str]]

OFFERED = 100
"""At most so many ids."""


def kinds(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Offer the kinds of record."""
    return _offer(lambda reader: reader.kinds, begun)


def ids(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Offer the kinds with a slash, then the ids of the kind that was begun."""
    if "/" not in begun:
        return _offer(lambda reader: (f"{kind}/" for kind in reader.counts()), begun)
    return _offer(lambda reader: _ids(reader, begun), begun)


def fields(context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Offer the fields of the record or kind that stands before, with the equals sign."""
    kind, record = str(context.params.get("kind_name") or ""), str(context.params.get("record") or "")
    return _offer(lambda reader: _fields(reader, kind or kind_of(record) or kind_of(reader.resolve(record))), begun)


def _fields(reader: Reader, kind: str) -> Iterable[str]:
    return (f"{name}=" for name in reader.kinds.get(kind, {}).get("fields", {}))


def _ids(reader: Reader, begun: str) -> Iterable[str]:
    rows = reader.database.rows(
        "SELECT id FROM record WHERE id >= ? AND id < ? ORDER BY id LIMIT ?", (begun, begun + "\U0010ffff", OFFERED)
    )
    return (record for (record,) in rows)


def _offer(question: Question, begun: str) -> list[str]:
    try:
        with open_reader(tell=False) as reader:
            return [name for name in question(reader) if name.startswith(begun)]
    except OrodhaError:
        return []  # no catalogue, nothing to offer: the shell is no place for an error
