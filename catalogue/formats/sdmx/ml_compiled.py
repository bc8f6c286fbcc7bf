"""Objects of elements of SDMX-ML, made by functions that are compiled from the tables.

For each table, and for the attributes that an element has, a function is made once, as source that Python compiles, in
the way in which ``ml_elements`` writes: a line of it is a field. Codes that all have an id and a URN need one function.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import MISSING
from functools import lru_cache
from typing import Any

from . import model, urn
from .ml_tags import INSTANCE, Reader, Scope, Tag, local
from .syntax import Syntax
from .tables import USAGE_21, Field, Table

Begin = Callable[[Sequence[str], Reader], Any]
"""Makes an object of the values of attributes, which stand at each second place, and the reader."""

MOST_COMPILED = 1 << 10
"""For how many kinds of tags a file has functions compiled; more than SDMX has."""

_USAGE = {there: here for here, there in USAGE_21.items()}


def begins(table: Table, syntax: Syntax, scope: Scope, name: str, keys: Sequence[str]) -> Begin:
    """Return what makes an object of an element.

    Args:
        table: The table of the object.
        syntax: One of SDMX-ML.
        scope: The namespaces that hold for its attributes.
        name: The element.
        keys: Its attributes, in the order of their values.
    """
    return _compiled(table, syntax, local(name), tuple(map(scope.attribute, keys)))


@lru_cache(maxsize=1 << 12)
def _compiled(table: Table, syntax: Syntax, name: str, keys: tuple[str, ...]) -> Begin:
    placed = {one.place(syntax)[1:]: one for one in table.fields if one.place(syntax).startswith("@")}
    given: dict[str, str] = {}
    others: list[str] = []
    stated = ""
    for place, key in enumerate(keys):
        value = f"v[{2 * place + 1}]"
        if key in placed:
            given[placed[key].name] = _value(placed[key], value)
        elif key == "urn":
            stated = value
        elif not key.startswith(INSTANCE):
            others.append(f"at.attribute(o, {key!r}, {value}, {name!r})")
    if table.kind:
        given["kind"] = repr(table.kind)
    lines = ["def begin(v, at):", "o = new(cls)"]
    lines += [
        f"o.{name} = {given.get(name) or repr('' if value is MISSING else value)}"
        for name, value in model.defaults(table.cls).items()
    ]
    lines += [*_identity(table, syntax, name, stated), *others, "return o"]
    known: dict[str, Any] = {"new": object.__new__, "cls": table.cls, "usage": _USAGE.get}
    exec("\n ".join(lines), known)
    return known["begin"]


def rare(table: Table, syntax: Syntax, scope: Scope, tag: Tag, at: Reader) -> Any:
    """Return the object of a tag in a file of so many kinds of tags that not one more is compiled for each.

    What is compiled knows attributes of the table only, in one order, and serves all files.
    """
    name = scope.element(tag.name)
    places = {one.place(syntax) for one in table.fields} | {"@urn"}
    known = sorted(key for key in tag.attributes if f"@{key}" in places)
    begin = begins(table, syntax, scope, name, known)
    made = begin([one for key in known for one in ("", tag.attributes[key])], at)
    for key, value in tag.attributes.items():
        if key not in known and not scope.attribute(key).startswith(INSTANCE):
            at.attribute(made, scope.attribute(key), value, local(name))
    return made


def inside(table: Table, syntax: Syntax, attributes: dict[str, str]) -> dict[str, Any]:
    """Take out of the attributes of an element those that are fields of what it is inside of, and return these."""
    found: dict[str, Any] = {}
    for one in table.fields:
        if (place := one.place(syntax)).startswith("@") and place[1:] in attributes:
            found[one.name] = eval(_value(one, "v"), {"v": attributes.pop(place[1:]), "usage": _USAGE.get})
    return found


def _value(field: Field, value: str) -> str:
    """Return the source of what an attribute is in the model."""
    if field.many:
        return f"({value},)"
    if field.shape == "flag":
        return f"{value}.strip() in ('true', '1')"
    if field.shape == "usage":
        return f"usage({value}, {value})"
    return f"{value}.strip()" if field.shape in ("id", "number") else value


def _identity(table: Table, syntax: Syntax, name: str, stated: str) -> list[str]:
    """Return the lines that say which artefact begins, and that hold a URN to what it names."""
    whole = issubclass(table.cls, model.Maintainable)
    lines: list[str] = []
    if whole:
        owned = any(one.name == "agency" and one.place(syntax) for one in table.fields)
        lines.append(f"at.enter(o, {name!r}, {owned})")
    if stated and table.urn:
        prefix = urn.prefix(table.urn, table.package)
        right = f"f'{prefix}{{at.owner}}'" if whole else f"f'{prefix}{{at.owner}}.{{o.id}}'"
        lines.append(f"if {stated} != {right}: at.misnamed(o, {stated}, {right}, {prefix!r}, {table.nested})")
    return lines
