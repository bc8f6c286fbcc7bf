"""References in SDMX-ML: URNs that are held to what a URN is, and those that 2.1 gives in parts."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ...errors import FormatError
from . import urn
from .ml_pieces import plain
from .ml_tags import Put, Reader, Run, Scope, is_plain, remember, taken
from .syntax import Syntax
from .tables import Field


def checked(text: str, at: Reader) -> str:
    """Return a URN as it stands, after telling what is wrong with it."""
    try:
        urn.parse(text)
    except FormatError as error:
        at.note(error.what, error.advice)
    return text


def _item(text: str, at: Reader) -> str:
    """Return the id of the item that a URN names, or an empty text after telling what is wrong with it."""
    try:
        return urn.parse(text).item
    except FormatError as error:
        at.note(error.what, error.advice)
        return ""


def _named_by(refers: str, parts: dict[str, str], at: Reader) -> str:
    """Return the URN of a reference of 2.1 in parts, or an empty text after telling what is wrong with it.

    Args:
        refers: The class that it is to, if the parts do not say.
        parts: The attributes of the ``Ref``.
        at: Learns what is wrong.
    """
    try:
        return _named(refers, *parts.items())
    except FormatError as error:
        at.note(error.what, error.advice)
        return ""


@lru_cache(maxsize=1 << 12)
def _named(refers: str, *given: tuple[str, str]) -> str:
    parts = dict(given)
    get = parts.get
    kind, package = get("class", refers), get("package", "")
    parent = get("maintainableParentID", "")
    inner = ".".join(filter(None, (get("containerID", ""), get("id", ""))))
    version = get("maintainableParentVersion", "1.0") if parent else get("version", "1.0")
    package = "" if package == urn.PACKAGES.get(kind) else package
    return str(urn.Urn(kind, get("agencyID", ""), parent or inner, version, inner if parent else "", package))


def in_parts(one: Field, syntax: Syntax) -> bool:
    """Tell whether a field is a reference that 2.1 has in an element."""
    return syntax.is_21 and one.shape in ("local", "urn", "observation")


def referring(one: Field, scope: Scope, put: Put) -> Run:
    """Return what takes a reference of 2.1, which has a Ref or a URN in it."""
    known: dict[str, str] = {}

    def run(o: Any, piece: str, at: Reader) -> None:
        head, _, text = piece.partition(">")
        value: str | None = None
        for inner in at.pieces if head[-1] != "/" else ():
            if inner[0] == "/":
                break
            tag = inner.partition(">")[0]
            found = known.get(tag)
            if found is None:
                found = _found(one, o, inner, scope, at)
                if found and tag.startswith("Ref ") and is_plain(inner):
                    remember(known, tag, found)
            elif tag[-1] != "/":
                at.ended(o, scope)
            value = found if value is None else value
        put(o, _instead(one, piece, text, at) if value is None else value or _least(one), piece, at)

    return run


def _found(one: Field, o: Any, piece: str, scope: Scope, at: Reader) -> str | None:
    """Return what is said by an element in a reference, None if nobody knows the element."""
    tag = taken(piece)
    name = scope.inside(tag).element(tag.name)
    whole = one.shape == "urn"
    if name == "Ref":
        found = _named_by(one.refers, tag.attributes, at) if whole else tag.attributes.get("id", "")
    elif name == "URN":
        text = plain(tag.text).strip()
        found = checked(text, at) if whole else _item(text, at)
    else:
        at.strange(o, piece, scope)
        return None
    if not tag.empty:
        at.ended(o, scope)
    return found


def _instead(one: Field, piece: str, text: str, at: Reader) -> str:
    """Return what an element refers to without a reference in it: what its text says."""
    if one.shape != "urn":
        return plain(text).strip() or _least(one)
    name = taken(piece).name.rpartition(":")[2]
    at.note(f"{name} refers to nothing.", "A reference has a Ref or a URN in it.")
    return ""


def _least(one: Field) -> str:
    """Return what is referred to where nothing is said."""
    return "OBS_VALUE" if one.shape == "observation" else ""
