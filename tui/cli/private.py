"""Private data in texts: told before records go out, and kept here if they go to others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...catalogue.errors import UsageError
from ...catalogue.wording import counted
from ..width import clean
from .session import invocation, talk

if TYPE_CHECKING:
    from ...catalogue.exporting import Selection
    from ...catalogue.reader import Document, Reader
    from ...catalogue.record import Statement
    from ...inventory.private_texts import Spot

_FOUND = "orodha.private"

MOST = 10
"""So many places are named; the rest are counted."""

ALLOW_PRIVATE = click.option(
    "--allow-private", is_flag=True, help="Give out what looks private in texts too, having looked at it."
)


def guard(*, allow: bool, stop: bool = True) -> Callable[[Selection], None]:
    """Return what looks through records before they go out.

    Args:
        allow: Whether they go out nevertheless; they always do within the office.
        stop: Whether anything goes out at all; if not, it is only told.

    Returns:
        A function of the selection, which raises ``UsageError`` if it holds private data and may not go out.
    """

    def look(selection: Selection) -> None:
        from ...inventory.private_texts import leaving  # loads every kind, which help does without

        found = leaving(selection)
        if not found:
            return
        _tell(found)
        if stop and not allow and selection.audience != "internal":
            raise UsageError(
                f"Nothing was given out: {counted(len(found), 'place')} in texts may hold private data.",
                f"{_mend(found)}\n  Or, having looked at it: add --allow-private.",
            )

    return look


def tell_private(reader: Reader) -> None:
    """Tell of every place in a catalogue that holds something private, and let no file be made of it."""
    from ...inventory.private_texts import private_texts  # as above

    if found := private_texts(reader):
        _tell(found)
        click.get_current_context().meta[_FOUND] = found


def check_nothing_private(path: str | Path) -> None:
    """Let no file be written for others from a catalogue in which ``tell_private`` has found something.

    Raises:
        UsageError: It has.
    """
    context = click.get_current_context(silent=True)
    found: Sequence[Spot] = context.meta.get(_FOUND, ()) if context else ()
    if found:
        raise UsageError(
            f"{path} was not written: {counted(len(found), 'place')} in texts may hold private data.",
            _mend(found),
        )


def tell_typed(reader: Reader, document: Document, changed: Iterable[str], statements: Sequence[Statement]) -> None:
    """Tell what of that which was just typed looks private; it is saved all the same.

    Args:
        reader: The catalogue that it goes to.
        document: The record as it is going to be.
        changed: The fields that were typed.
        statements: What is said of it, of which only those count that the catalogue does not have.
    """
    from ...inventory.private_texts import private_typed

    if found := private_typed(reader, document, changed, statements):
        _tell(found)


def _mend(found: Sequence[Spot]) -> str:
    """Return what to do about private data: of a claim, check says it, for an audience sees them numbered otherwise."""
    spot = min(found, key=lambda one: (one.field.startswith("evidence."), one.id))
    field = spot.field.partition(".")[0]
    if field == "evidence":
        return f"Take the claim out: {invocation()} check --rule private-in-text says how."
    edit = f"{invocation()} edit {spot.id}"
    return f"Take it out: {edit} {field}=...\n  Or keep it in the office: {edit} field_visibility.{field}=internal"


def _tell(found: Sequence[Spot]) -> None:
    talk("Looks private:")
    for one in found[:MOST]:
        talk(clean(f"  {one.id}  {one.field}  {one.found.kind} {one.found.masked}"))
    if len(found) > MOST:
        talk(f"  … and {len(found) - MOST:,} more: {invocation()} check --rule private-in-text")
