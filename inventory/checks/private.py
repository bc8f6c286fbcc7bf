"""Private data in free text: numbers and addresses of persons do not belong in a catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue.checks import Found, Survey, rule
from ..private_texts import private_texts


@rule("private-in-text", "error")
def private_in_text(survey: Survey) -> Iterator[Found]:
    """No text holds the telephone number, the number of an identity paper or the private mail address of a person."""
    for one in private_texts(survey):
        told = f"holds what looks like a {one.found.kind}: {one.found.masked}"
        if one.field.startswith("evidence."):
            claim = ".".join(one.field.split(".")[:2])
            fix = f"Take the claim out: orodha evidence {one.id} --drop {claim}"
        else:
            fix = f"Take it out: orodha edit {one.id}"
        yield one.id, one.field, told, fix
