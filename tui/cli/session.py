"""What a command works with: the catalogue that was named, and the terminal, if there is one."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from ...catalogue.reader import Reader

if TYPE_CHECKING:
    from ...catalogue.catalogue import Catalogue

DEFAULT_PATH = "orodha.db"

_KEY = "orodha.db"


def remember_target(context: click.Context, _option: click.Parameter, value: str | None) -> None:
    """Keep what ``--db`` said; the option stands before and after the name of a command."""
    if value is not None:
        context.meta[_KEY] = value


def target() -> str:
    """Return the path or URL of the catalogue: ``--db``, else ``ORODHA_DB``, else ``orodha.db``."""
    context = click.get_current_context(silent=True)
    named = context.meta.get(_KEY) if context else None
    return named or os.environ.get("ORODHA_DB") or DEFAULT_PATH


def invocation(place: str = "") -> str:
    """Return how to call ``orodha`` again for the same catalogue, or for the one at a place."""
    context = click.get_current_context(silent=True)
    named = place or (context.meta.get(_KEY) if context else None)
    quoted = f'"{named}"' if named and " " in named else named
    return f"orodha --db {quoted}" if named and named != DEFAULT_PATH else "orodha"


def open_reader() -> Reader:
    """Open the catalogue for reading.

    Raises:
        NoCatalogue: There is none.
        DatabaseError: It cannot be read.
    """
    return Reader.open(target())


def open_catalogue() -> Catalogue:
    """Open the catalogue for writing.

    Raises:
        NoCatalogue: There is none.
        DatabaseError: It cannot be used.
    """
    from ...catalogue.catalogue import Catalogue  # lookups do without it, and without pydantic

    return Catalogue.open(target())


def talk(text: str) -> None:
    """Say something to the person: on stderr, so that it never gets into the data."""
    print(text, file=sys.stderr, flush=True)


def can_ask() -> bool:
    """Tell whether there is a person to ask: both ends are a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def exit_with(code: int) -> None:
    """End the command with an exit code other than 0."""
    click.get_current_context().exit(code)
