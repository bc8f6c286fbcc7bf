"""What becomes of a record's statements when a person changes its fields."""

from __future__ import annotations

from typing import Literal, cast, get_args

from ...catalogue.errors import UsageError, did_you_mean
from ...catalogue.evidence import revised, today
from ...catalogue.reader import Reader
from ...catalogue.record import Statement

__all__ = ["Certainty", "parse_claim", "revised"]

Certainty = Literal["stated", "inferred", "outside"]

_PARTS = ("document", "place", "certainty", "reason")


def parse_claim(text: str, reader: Reader) -> Statement:
    """Read "document=ID,place=TEXT,certainty=WORD"; a comma in a value may stand if no key follows it.

    Returns:
        A statement about no field yet.

    Raises:
        UsageError: A key or certainty is not known.
        NotFound: There is no such document.
    """
    given: dict[str, str] = {}
    last = ""
    for piece in text.split(","):
        key, equals, value = piece.partition("=")
        if equals and key.strip() in _PARTS:
            last = key.strip()
            given[last] = value.strip()
        elif last and not equals:
            given[last] += f",{piece}"
        else:
            raise UsageError(f"{piece.strip()!r} is no part of an evidence.", did_you_mean(key.strip(), _PARTS))
    document = reader.resolve(given["document"], ("document",)) if given.get("document") else ""
    certainty = given.get("certainty") or ("stated" if document else "outside")
    if certainty not in get_args(Certainty):
        raise UsageError(f"{certainty!r} is no certainty.", did_you_mean(certainty, get_args(Certainty)))
    return Statement(
        "",
        None,
        document,
        given.get("place", ""),
        cast("Certainty", certainty),
        today(),
        reason=given.get("reason", ""),
    )
