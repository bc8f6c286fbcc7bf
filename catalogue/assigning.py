"""Fields set as on a command line, by declaration.

assign(kind("source"), document, ["title:sw=Vibali", "topics+=labour"], reader.resolve)
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

import orjson

from .entry import SPACES, Resolve, as_text, read, refer, refuse, split
from .errors import EntryError, InvalidRecord, Problem, UsageError, did_you_mean
from .kinds import Document, Field, Kind, fields_of, to_document
from .names import GENERATED
from .record import Part
from .texts import DEFAULT_LANGUAGE

_ASSIGNMENT = re.compile(r"([A-Za-z_][\w.]*)(?::([A-Za-z][A-Za-z0-9-]*))?([+-]?)=(.*)", re.DOTALL)


def assign(
    kind: Kind,
    document: Mapping[str, Any],
    assignments: Sequence[str],
    resolve: Resolve,
    language: str = DEFAULT_LANGUAGE,
) -> Document:
    """Return a document changed as a command line says.

    Args:
        kind: The kind of the document.
        document: What there is: the fields of a record, or only the id of a new one. It stays as it is.
        assignments: ``field=value``, ``field=`` (clear), ``field:sw=value`` (in a language), ``field+=value`` and
            ``field-=value`` (of a list), ``part.field=value``, ``parts.0.field=value`` and ``map.key=value``.
        resolve: Finds the record that a text means.
        language: The language of texts without one.

    Raises:
        UsageError: An assignment names no field, or cannot be read.
        InvalidRecord: The result would not be valid.
    """
    new = copy.deepcopy({name: value for name, value in document.items() if name not in GENERATED})
    problems: list[Problem] = []
    for text in assignments:
        found = _ASSIGNMENT.fullmatch(text)
        if not found:
            raise UsageError(f"{text!r} sets no field.", "Write field=value, field:sw=value, field+=value or field=.")
        path, tag, operator, value = found.groups()
        try:
            _assign(kind.by_name, new, path.split("."), tag, operator, value, (resolve, language))
        except EntryError as error:
            problems.append(error.problem)
    if problems:
        raise InvalidRecord(str(document.get("id", f"a new {kind.name}")), problems)
    return to_document(kind.validate(new))


def set_field(kind: Kind, document: Document, path: str, language: str, text: str, resolve: Resolve) -> None:
    """Set a field of a document as ``path:language=text`` does; an empty text takes out what is there.

    Raises:
        EntryError: The text is no value of the field.
        UsageError: The path leads to no field.
    """
    _assign(kind.by_name, document, path.split("."), language or None, "", text, (resolve, DEFAULT_LANGUAGE))


def _assign(
    fields: Mapping[str, Field],
    holder: dict[str, Any],
    path: Sequence[str],
    tag: str | None,
    operator: str,
    text: str,
    context: tuple[Resolve, str],
) -> None:
    name, *rest = path
    if name not in fields:
        raise UsageError(f"There is no field {name!r}.", did_you_mean(name, fields))
    field = fields[name]
    if rest and field.shape == "map" and not (tag or operator):
        key, rest = ".".join(rest), []
        if name == "field_visibility" and text.strip() and key not in fields:  # else it would be marked in vain
            raise UsageError(f"There is no field {key!r}.", did_you_mean(key, fields))
        operator, text = ("+", orjson.dumps({key: as_text(text)}).decode()) if text.strip() else ("-", key)
    if rest:
        inner, rest = _inside(field, holder, rest)
        _assign({f.name: f for f in fields_of(field.part or Part)}, inner, rest, tag, operator, text, context)
        return
    if tag and field.shape not in ("lang", "langs"):
        raise UsageError(f"{field.label} has no languages.", f"Write {name}{operator}=...")
    if text.strip():
        value = _value(field, text, operator, (context[0], tag or context[1])) if operator != "-" else None
        value = _referring(field, value, context) if field.part else value
        _change(field, holder, value, operator, text, context, tag)
    elif tag:
        holder[name] = {key: one for key, one in holder.get(name, {}).items() if key != tag}
        if not holder[name]:
            del holder[name]
    else:
        holder.pop(name, None)


def _value(field: Field, text: str, operator: str, context: tuple[Resolve, str]) -> Any:
    """Read a value; where names with commas between are found to be no record, say how several are written."""
    try:
        return read(field, text, *context)
    except EntryError as error:
        several = [name for one in text.split(",") if (name := one.strip(SPACES))]
        if not field.many or field.shape != "ref" or len(several) < 2:
            raise
        first, *others = several
        written = " ".join([f"{field.name}{operator}={first}", *(f"{field.name}+={one}" for one in others)])
        refuse(field, error.problem.message, error.problem.value, f"To name several, write {written}")


def _referring(field: Field, value: Any, context: tuple[Resolve, str]) -> Any:
    """Return parts that were written as JSON with the records that they refer to found: none is taken unseen."""
    if isinstance(value, list):
        return [_referring(field, one, context) for one in cast("list[Any]", value)]
    if not isinstance(value, dict):
        return value
    found = cast("dict[str, Any]", value)
    for inner in fields_of(field.part or Part):
        given = found.get(inner.name)
        if inner.part:
            found |= {inner.name: _referring(inner, given, context)} if given else {}
        elif inner.shape == "ref" and isinstance(given, str) and not inner.many:
            found[inner.name] = refer(inner, given, *context)
        elif inner.shape == "ref" and isinstance(given, list) and inner.many:
            found[inner.name] = [refer(inner, one, *context) for one in cast("list[Any]", given)]
    return found


def _inside(field: Field, holder: dict[str, Any], rest: list[str]) -> tuple[dict[str, Any], list[str]]:
    """Return the part that a path goes into, and the path within it."""
    if not field.part:
        raise UsageError(f"{field.label} has no fields of its own.", f"Write {field.name}=...")
    if not field.many:
        return holder.setdefault(field.name, {}), rest
    parts: list[dict[str, Any]] = holder.setdefault(field.name, [])
    index, *rest = rest
    if not (index.isdecimal() and rest and int(index) <= len(parts)):
        known = f"{field.name}.0 to {field.name}.{len(parts)}, the last a new one"
        raise UsageError(f"{field.name}.{index} does not say which one.", f"Write {known}, and a field of it.")
    if int(index) == len(parts):
        parts.append({})
    return parts[int(index)], rest


def _change(
    field: Field,
    holder: dict[str, Any],
    value: Any,
    operator: str,
    text: str,
    context: tuple[Resolve, str],
    tag: str | None,
) -> None:
    name = field.name
    if operator and not (field.many or field.shape in ("langs", "map")):
        raise UsageError(f"{field.label} holds one value.", f"Write {name}=...")
    if operator == "-":
        _remove(field, holder, text, context, tag)
    elif field.shape in ("lang", "langs") or (field.shape == "map" and operator):
        old = holder.setdefault(name, {})
        for key, given in value.items():
            old[key] = (
                [*old.get(key, []), *(g for g in given if g not in old.get(key, []))]
                if operator and field.shape == "langs"
                else given
            )
    elif operator:
        old = holder.get(name, [])
        holder[name] = [*old, *(one for one in value if one not in old)]
    else:
        holder[name] = value


def _remove(field: Field, holder: dict[str, Any], text: str, context: tuple[Resolve, str], tag: str | None) -> None:
    """Take items out of a list, texts out of a language, or keys out of a map."""
    old = holder.get(field.name, {} if field.shape in ("langs", "map") else [])
    if field.shape == "map":
        gone: Any = split(text)
        kept: Any = {key: one for key, one in old.items() if key not in gone}
    elif field.shape == "langs":
        gone = split(text)
        kept = {key: [t for t in texts if t not in gone or (tag and key != tag)] for key, texts in old.items()}
        kept = {key: texts for key, texts in kept.items() if texts}
    else:
        literal = [one for one in split(text) if one in old] if not field.part else []
        gone = literal or read(field, text, *context)
        kept = [one for one in old if one not in gone]
    if kept == old:
        refuse(field, "has no such value to take out", text)
    holder[field.name] = kept
