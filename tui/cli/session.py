"""What a command works with: the catalogue that was named, and the terminal, if there is one."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from ...catalogue.errors import UsageError
from ...catalogue.reader import Reader
from ..opening import DEFAULT_PATH

if TYPE_CHECKING:
    from ...catalogue.catalogue import Catalogue
    from ...catalogue.record import Visibility


AUDIENCES = ("internal", "partner", "public")
"""Those of ``catalogue.record``, from the widest to the narrowest; lookups do without it, for it loads pydantic."""

_KEY, _AUDIENCE = "orodha.db", "orodha.audience"


def remember_target(context: click.Context, _option: click.Parameter, value: str | None) -> None:
    """Keep what ``--db`` said; the option stands before and after the name of a command."""
    if value is not None:
        context.meta[_KEY] = value


def remember_audience(context: click.Context, _option: click.Parameter, value: Visibility | None) -> None:
    """Keep for whom a command answers, the narrowest that was named before and after its name."""
    if value is not None:
        context.meta[_AUDIENCE] = max(context.meta.get(_AUDIENCE, value), value, key=AUDIENCES.index)


def narrowed_audience(context: click.Context, _option: click.Parameter, value: Visibility) -> Visibility:
    """Return for whom a command answers that asks so itself: the narrower, if ``orodha`` was told one too."""
    if _AUDIENCE not in context.meta:
        return value
    context.meta[_AUDIENCE] = max(context.meta[_AUDIENCE], value, key=AUDIENCES.index)
    return context.meta[_AUDIENCE]


def audience() -> Visibility:
    """Return for whom the command answers: ``--audience`` of ``orodha`` itself, else the office."""
    context = click.get_current_context(silent=True)
    return (context.meta.get(_AUDIENCE) if context else None) or "internal"


def check_for_the_office(what: str) -> None:
    """Refuse to change something for an audience that sees only a part of it.

    Raises:
        UsageError: An audience was named.
    """
    if audience() != "internal":
        raise UsageError(f"{what} for an audience.", "Leave --audience out: it is for looking.")


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


def open_reader(*, tell: bool = True) -> Reader:
    """Open the catalogue for reading: what of it is for the audience that was named, and nothing else.

    Args:
        tell: Tell on stderr what looks private of that which others than the office are going to see.

    Raises:
        NoCatalogue: There is none.
        DatabaseError: It cannot be read.
        UsageError: It was made for an audience that sees less than the one that was named.
    """
    reader, whom = Reader.open(target()), audience()
    if whom == "internal":
        return reader
    from ...catalogue.audience import view  # loads every kind, which lookups of the office do without

    with reader:
        seen = view(reader, whom)
    if tell:
        from .private import tell_private  # it talks, as we do

        tell_private(seen)
    return seen


def open_catalogue() -> Catalogue:
    """Open the catalogue for writing.

    Raises:
        NoCatalogue: There is none.
        DatabaseError: It cannot be used.
        UsageError: An audience was named.
    """
    check_for_the_office("The catalogue cannot be changed")
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
