"""SDMX-JSON, written from the tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, cast

import orjson

from . import model
from .metadata import is_metadata
from .syntax import Syntax
from .tables import HEADER, Field, Table, artefact_kind
from .xhtml import canonical

Json = dict[str, Any]
Put = Callable[[Json, Any], None]
"""Puts a value, which is not empty, into the object that is being made."""

_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)?", re.ASCII)
_LOOSE = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)


def written(message: model.Message, syntax: Syntax) -> bytes:
    """Return a message of JSON.

    Args:
        message: What to write. What the syntax has no place for is left out (``lost.losses`` tells).
        syntax: One of SDMX-JSON.
    """
    schema = syntax.schema.replace("-structure-", "-metadata-") if is_metadata(message) else syntax.schema
    meta: Json = {"schema": schema, **_plan(HEADER, syntax)(message.header)}
    data: dict[str, list[Any]] = {}
    for artefact in message.artefacts:
        kind = artefact_kind(artefact)
        if kind.json:
            data.setdefault(kind.json, []).append(_named(_plan(kind.table, syntax)(artefact), artefact, syntax))
    for raw in message.unknown:
        if raw.syntax == syntax.name:
            data.setdefault(raw.container, []).append(raw.content)
    document = {"meta": meta, "data": data}
    return orjson.dumps(document, default=_other, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _other(value: object) -> object:
    """Write the numbers that ``ijson`` reads."""
    if isinstance(value, Decimal):
        return orjson.Fragment(str(value))
    raise TypeError(f"{type(value).__name__} is no JSON.")


def _named(out: Json, artefact: model.Maintainable, syntax: Syntax) -> Json:
    """Add the URN of an artefact, as a link to itself."""
    if isinstance(artefact, model.MetadataSet) or (syntax.version == "2.0" and isinstance(artefact, model.ValueList)):
        return out  # the schema does not know that class, or spells it otherwise
    links: list[Json] = out.pop("links", [])
    itself = next((one for one in links if one["rel"] == "self"), None)
    if itself is None:
        itself = {"rel": "self"}
        links.insert(0, itself)
    itself.setdefault("urn", artefact.urn)
    out["links"] = links
    return out


@cache
def _plan(table: Table, syntax: Syntax, inside: str = "") -> Callable[[Any], Json]:
    """Return what makes an object of a table an object of JSON, or the object of a key inside that."""
    placed = [one for one in table.fields if one.place(syntax) and one.shape != "inside"]
    inner = [(one.place(syntax), one.of[0]) for one in table.fields if one.shape == "inside" and one.place(syntax)]
    insides = [(key, _plan(one, syntax, key)) for key, one in inner]
    get = cast("Callable[[Any], tuple[Any, ...]]", attrgetter(*(one.name for one in placed), "unknown"))
    puts: list[Put] = []
    reshape = RESHAPED.get(table.cls)
    mine = syntax.name

    def write(value: Any) -> Json:
        if not puts:  # not before, for tables may hold themselves
            puts.extend(_put(one, one.place(syntax), syntax) for one in placed)
            puts.append(_unknown(mine, inside))
        out: Json = {}
        for found, put in zip(get(value), puts, strict=True):
            if found or found is False:
                put(out, found)
        for key, write_inside in insides:
            if found := write_inside(value):
                out[key] = found
        return reshape(out) if reshape else out

    return write


def _unknown(syntax: str, inside: str) -> Put:
    def put(out: Json, raws: tuple[model.Raw, ...]) -> None:
        out.update((one.name, one.content) for one in raws if one.syntax == syntax and one.container == inside)

    return put


def _put(field: Field, key: str, syntax: Syntax) -> Put:
    """Return what puts a field under its key."""
    if field.many and field.limit(syntax) == 1:
        put = _put(replace(field, many=False), key, syntax)
        return lambda out, value: put(out, value[0])
    if only := field.only(syntax):
        return lambda out, value: out.__setitem__(key, only)
    if field.shape == "xhtml":
        return lambda out, value: out.__setitem__(key, {language: canonical(text) for language, text in value.items()})
    if field.shape in ("part", "choice"):
        return _parts(field, key, syntax)
    if field.shape == "texts":
        return _texts(key)
    if field.shape == "number":
        return lambda out, value: out.__setitem__(key, _number(value))
    if field.shape == "day":
        return lambda out, value: out.__setitem__(key, _moment(value))
    if field.shape in ("mark", "observation"):
        return lambda out, value: out.__setitem__(key, {})
    if field.shape == "links":
        write = _plan(field.of[0], syntax)
        return lambda out, value: out.setdefault("links", []).extend([write(one) for one in value])
    if field.shape == "link":
        return lambda out, value: out.setdefault("links", []).append({"rel": key, "href": value})
    if field.shape == "addresses":
        return _addresses(key)
    return lambda out, value: out.__setitem__(key, value)


def _parts(field: Field, key: str, syntax: Syntax) -> Put:
    writers = {one.cls: _plan(one, syntax) for one in field.of}
    if not field.many:
        return lambda out, value: out.__setitem__(key, writers[type(value)](value))
    if len(writers) > 1:
        return lambda out, value: out.__setitem__(key, [writers[type(one)](one) for one in value])
    write = next(iter(writers.values()))
    return lambda out, value: out.__setitem__(key, [write(one) for one in value])


def _texts(key: str) -> Put:
    """Return what puts texts twice, as the schema has it: the best one, and all by language."""
    every = f"{key}s"

    def put(out: Json, value: model.Texts) -> None:
        out[key] = value["en"] if "en" in value else next(iter(value.values()))
        out[every] = value

    return put


def _addresses(rel: str) -> Put:
    def put(out: Json, value: model.Texts) -> None:
        links = out.setdefault("links", [])
        for language, url in value.items():
            links.append({"rel": rel, "href": url} | ({"hreflang": language} if language else {}))

    return put


def _moment(value: str) -> str:
    """Return the time with which a day begins, for JSON knows no dates; a time as it is."""
    found = _DAY.fullmatch(value)
    return f"{found[1]}T00:00:00{found[2] or 'Z'}" if found else value


def _number(value: str) -> object:
    """Return a number with every digit that it has; a word, such as "unbounded", as it is."""
    if _NUMBER.fullmatch(value):
        return orjson.Fragment(value)
    return orjson.Fragment(format(Decimal(value), "f")) if _LOOSE.fullmatch(value) else value


def _relationship(out: Json) -> Json:
    """Give the dimensions by id, and beside them which are optional."""
    if dimensions := out.get("dimensions"):
        out["dimensions"] = [one["id"] for one in dimensions]
        if any("optional" in one for one in dimensions):
            out["areDimensionsOptional"] = [one.get("optional", False) for one in dimensions]
    return out


def _selection(out: Json) -> Json:
    """Give codes and patterns of codes apart."""
    members: list[Json] = out.pop("memberValues", [])
    plain = [_member(one) for one in members if not one["value"].endswith("%")]
    patterns = [one["value"] for one in members if one["value"].endswith("%")]
    return out | ({"memberValues": plain} if plain else {}) | ({"wildcardedMemberValues": patterns} if patterns else {})


def _member(one: Json) -> Json | str:
    cascade = one.get("cascadeValues")
    if cascade is None and len(one) == 1:
        return one["value"]
    return one | ({} if cascade is None else {"cascadeValues": {"true": True, "false": False}.get(cascade, cascade)})


def _reported(out: Json) -> Json:
    """Call values, texts and texts with marks all values; the format says which have marks."""
    texts, structured = out.pop("texts", None), out.pop("structured", None)
    out.pop("text", None)
    if structured:
        return out | {"value": structured, "format": out.get("format", {}) | {"dataType": "XHTML"}}
    return out | {"value": texts} if texts else out


def _report(out: Json) -> Json:
    """Leave out the version that is assumed, which the schema does not allow to be said."""
    return {key: one for key, one in out.items() if (key, one) != ("version", "1.0")}


RESHAPED: dict[type[model.Part], Callable[[Json], Json]] = {
    model.Relationship: _relationship,
    model.CodeSelection: _selection,
    model.ReportedAttribute: _reported,
    model.MetadataSet: _report,
    model.MappedValue: lambda out: {"value": ""} | out,
}
"""Objects that the schema of JSON has in another form than that of XML."""
