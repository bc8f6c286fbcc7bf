"""What becomes of a record's statements when a person changes its fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal, cast, get_args

from ...catalogue.errors import UsageError, did_you_mean
from ...catalogue.reader import Reader
from ...catalogue.record import Statement
from .values import Difference

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
        _today(),
        reason=given.get("reason", ""),
    )


def revised(
    statements: Sequence[Statement], changed: Sequence[Difference], claim: Statement | None, note: str = ""
) -> list[Statement]:
    """Return the statements of a record after fields of it were changed.

    The new value becomes the chosen one. A field that documents speak of gets it as a claim from outside them, unless
    a claim says where it comes from; what they say stays, but is not chosen any more. What a person said before goes.
    A value that only has more languages or entries than before contradicts nobody: the statements follow it.

    Args:
        statements: What there is.
        changed: The fields that differ.
        claim: Where the new values come from, if that was told.
        note: What the change is for; the reason of the choice if the claim has none.
    """
    kept = list(statements)
    for field, before, value in changed:
        follows = grown(before, value)
        kept = [
            replace(one, value=value) if follows and one.field == field and one.value == before else one
            for one in kept
            if follows or not (one.field == field and one.chosen and one.value != value and by_hand(one))
        ]
        about = [index for index, one in enumerate(kept) if one.field == field and one.value is not None]
        for index in about:
            kept[index] = replace(kept[index], chosen=kept[index].value == value)
        supported = any(kept[index].value == value for index in about)
        if value is not None and (claim or (about and not supported)):
            kept.append(_new(field, value, claim, note))
    return kept


def by_hand(statement: Statement) -> bool:
    """Tell whether a statement about a field is a person's own, with no document behind it."""
    return statement.certainty == "outside" and not statement.document


def grown(before: Any, after: Any) -> bool:
    """Tell whether a value has all that it had, and languages or entries besides."""
    if isinstance(before, dict) and isinstance(after, dict):
        old, new = cast("dict[str, Any]", before), cast("dict[str, Any]", after)
        return all(key in new and (inner == new[key] or grown(inner, new[key])) for key, inner in old.items())
    if isinstance(before, list) and isinstance(after, list):
        entries = cast("list[Any]", after)
        return all(one in entries for one in cast("list[Any]", before))
    return False


def _new(field: str, value: Any, claim: Statement | None, note: str) -> Statement:
    source = claim or Statement("", certainty="outside", date=_today())
    reason = source.reason or note or ("" if claim else "Changed by hand.")
    return replace(source, field=field, value=value, chosen=True, reason=reason)


def _today() -> str:
    return dt.date.today().isoformat()
