"""What is wanted of a list, and what is found of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ...catalogue.asked import asked
from ...catalogue.listing import Listing
from ...catalogue.reader import Document, Reader
from .list_rows import FILLED


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person wants to see.

    Attributes:
        text: Words that records have.
        chosen: Values that they have, by field.
        field: The field whose order they stand in, "" for the label; None for the list's own order.
        down: Whether the last come first.
    """

    text: str = ""
    chosen: Mapping[str, frozenset[str]] | None = None
    field: str | None = None
    down: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What there is of it.

    Attributes:
        wanted: What was wanted.
        whole: The list.
        worded: Those that have the words.
        shown: Those that have the values too, in the order wanted.
        place: The row of the record that was asked for.
    """

    wanted: Wanted
    whole: Listing
    worded: Listing
    shown: Listing
    place: int | None = None


def look(
    reader: Reader,
    whole: Listing,
    wanted: Wanted,
    record_id: str = "",
    counted: Callable[[int], object] | None = None,
) -> Found:
    """Narrow a list and put it in order.

    Args:
        reader: The catalogue.
        whole: The list.
        wanted: What is wanted of it.
        record_id: The record that the cursor stays on; "" if on none.
        counted: Is told how many records of the kind have the words, as soon as that is known.

    Raises:
        DatabaseError: The search was interrupted.
    """
    worded = whole.narrowed(reader, wanted.text, counted)
    shown = worded.having(reader, wanted.chosen or {})
    if wanted.field == FILLED:
        declared = reader.kinds[whole.kind]["fields"]
        shown = shown.by(reader, lambda document: _share(declared, document), down=wanted.down)
    elif wanted.field is not None:
        shown = shown.ordered(reader, wanted.field, down=wanted.down)
    return Found(wanted, whole, worded, shown, shown.place(reader, record_id) if record_id else None)


def _share(declared: Mapping[str, Sequence[str]], document: Document) -> float:
    has = asked(declared, document)
    return has.filled / has.fields if has.fields else 1.0
