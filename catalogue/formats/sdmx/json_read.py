"""SDMX-JSON, read from the tables; a large file an artefact at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, cast
from xml.sax.saxutils import escape

import ijson
import orjson
from ijson.common import ObjectBuilder

from ...errors import FormatError
from . import model, urn
from .detect import Source, opened
from .syntax import Syntax
from .tables import HEADER, KINDS, Field, Kind, Table
from .where import Where
from .xhtml import canonical

Json = dict[str, Any]
WHOLE = 1 << 25
"""Bytes up to which a file is read at once; beyond, an artefact at a time, which takes longer and little memory."""

_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)T00:00:00(?:Z|([+-]\d\d:\d\d))?", re.ASCII)
_ENTRY = re.compile(r"data\.([^.]+)\.item|([^.]+)")


Step = Callable[[Any, Json, Where], None]
"""Takes the value of a key into the values of the object that is being made."""


def pieces(source: Source, where: Where) -> Iterator[model.Header | model.Maintainable | model.Raw]:
    """Yield the header and each artefact.

    Args:
        source: The file or its content, in the syntax that ``where`` names.
        where: Learns where the reader is, and what it noticed.

    Raises:
        FormatError: It is damaged or cut off, or something in it has another form than the schema says.
    """
    kinds = {one.json: one for one in KINDS if one.json}
    try:
        for container, index, value in _entries(source):
            where.artefact = container if index < 0 else f"data.{container}[{index}]"
            if container == "meta" and index < 0:
                yield _header(value, where)
            elif index < 0:
                if container not in ("$schema", "errors"):
                    where.note(f"The key {container!r} is unknown, and was left out.")
            elif container in kinds:
                yield _artefact(kinds[container], value, where)
            else:
                where.note(f"{container} is not understood; it is kept, and goes out again in {where.syntax.name}.")
                yield model.Raw(where.syntax.name, container, value, container)
    except (ijson.JSONError, orjson.JSONDecodeError, UnicodeDecodeError) as error:
        after = f" after {where.artefact}" if where.artefact else ""
        raise FormatError(
            f"{where.file}: the file is damaged or cut off{after} ({error}).", "Fetch it again."
        ) from None
    except (TypeError, AttributeError, KeyError) as error:
        raise FormatError(
            f"{where.file}, {where.artefact}: it has another form than {where.syntax.name} says ({error}).",
            "Check the file with the JSON schema, or ask who made it.",
        ) from None


def _entries(source: Source) -> Iterator[tuple[str, int, Any]]:
    """Yield key, place in the list and value of each artefact; keys of the message itself with the place -1."""
    size = source.stat().st_size if isinstance(source, Path) else len(source)
    if size > WHOLE:
        yield from _streamed(source)
        return
    content = source.read_bytes() if isinstance(source, Path) else source
    document = cast("Json", orjson.loads(content.removeprefix(b"\xef\xbb\xbf")))
    for key, value in document.items():
        if key != "data":
            yield key, -1, value
    for container, values in document.get("data", {}).items():
        for index, value in enumerate(values):
            yield container, index, value


def _streamed(source: Source) -> Iterator[tuple[str, int, Any]]:
    counts: dict[str, int] = {}
    builder: Any = None
    inside = key = ""
    with opened(source) as stream:
        for prefix, event, value in ijson.parse(stream):
            if builder is None:
                found = _ENTRY.fullmatch(prefix)
                if found is None or prefix == "data" or event in ("map_key", "end_map", "end_array"):
                    continue
                builder, inside, key = ObjectBuilder(), prefix, found[1] or found[2]
            builder.event(event, value)
            if prefix == inside and event not in ("start_map", "start_array", "map_key"):
                is_artefact = inside.startswith("data.")
                counts[key] = counts.get(key, -1) + 1
                yield key, counts[key] if is_artefact else -1, builder.value
                builder = None


def _header(value: Json, where: Where) -> model.Header:
    languages = value.get("contentLanguages")
    if languages:
        where.language = languages[0]
    known = {key: one for key, one in value.items() if key != "schema"}
    return cast("model.Header", _reader(HEADER, where.syntax)(known, where))


def _artefact(kind: Kind, value: Json, where: Where) -> model.Maintainable:
    named = value.get("id") or str(model.defaults(kind.table.cls)["id"])
    where.artefact = f"{kind.table.urn} {urn.owner(value.get('agencyID', ''), named, value.get('version', '1.0'))}"
    if not value.get("agencyID") or not named:
        where.note("It has no id or no agency.", "Ask who made the file to give both.")
    made = cast("model.Maintainable", _reader(kind.table, where.syntax)({"agencyID": "", **value}, where))
    for link in value.get("links", ()):
        if link.get("rel") == "self" and link.get("urn") not in (None, made.urn) and made.agency:
            where.note(
                f"The URN {link['urn']} does not fit its agency, id and version.", f"It is taken for {made.urn}."
            )
    return made


@cache
def _reader(table: Table, syntax: Syntax) -> Callable[[Json, Where], Any]:
    """Return what reads an object of a table."""
    take = _taker(table, syntax)
    many = tuple(one.name for one in table.flat if one.many)
    cls = table.cls

    def read(value: Json, where: Where) -> Any:
        given = take(value, where)
        for name in many:
            if name in given:
                given[name] = tuple(given[name])
        return cls(**given)

    return read


@cache
def _taker(table: Table, syntax: Syntax) -> Callable[[Json, Where], Json]:
    """Return what takes the fields of an object of a table, by name; lists still as lists."""
    steps: dict[str, Step] = {}
    restore = RESTORED.get(table.cls)

    def take(value: Json, where: Where) -> Json:
        if not steps:  # not before, for tables may hold themselves
            _add_steps(table, syntax, steps)
        given: Json = {}
        for key, found in (restore(value) if restore else value).items():
            step = steps.get(key)
            if step is not None:
                step(found, given, where)
            else:
                given["unknown"] = (*given.get("unknown", ()), model.Raw(syntax.name, key, found))
                where.note(f"The key {key!r} is unknown, and is kept.")
        return given

    return take


def _inside(table: Table, key: str, syntax: Syntax) -> Step:
    """Return what takes an object inside that of its own."""
    take = _taker(table, syntax)

    def step(value: Json, given: Json, where: Where) -> None:
        found = take(value, where)
        unknown = tuple(replace(one, container=one.container or key) for one in found.pop("unknown", ()))
        given.update(found)
        if unknown:
            given["unknown"] = (*given.get("unknown", ()), *unknown)

    return step


def _add_steps(table: Table, syntax: Syntax, steps: dict[str, Step]) -> None:
    placed = {one: one.place(syntax) for one in table.fields if one.place(syntax)}
    linked = {place: one for one, place in placed.items() if one.shape in ("link", "addresses")}
    for field, key in placed.items():
        if field.shape == "inside":
            steps[key] = _inside(field.of[0], key, syntax)
        elif field.many and field.limit(syntax) == 1:
            steps[key] = _alone(_step(field, syntax))
        elif field.shape == "xhtml":
            steps[key] = steps[f"{key}s"] = _marked(field.name)
        elif field.shape == "texts":
            steps[key] = _best(field.name)
            steps[f"{key}s"] = _put(field.name)
        elif field.shape == "links":
            steps[key] = _links(field, linked, syntax)
        elif field.shape not in ("link", "addresses"):
            steps[key] = _step(field, syntax)


def _alone(step: Step) -> Step:
    """Return what takes a list that is no list in JSON, for there is one of it."""
    return lambda value, given, where: step([value], given, where)


def _marked(name: str) -> Step:
    """Return what takes XHTML; what is none is kept as plain text."""

    def step(value: Any, given: Json, where: Where) -> None:
        texts: model.Texts = {where.language: value} if isinstance(value, str) else value
        found = given[name] = dict[str, str]()
        for language, text in texts.items():
            try:
                found[language] = canonical(text)
            except FormatError as error:
                where.note(error.what, error.advice)
                found[language] = canonical(escape(text))

    return step


def _put(name: str) -> Step:
    return lambda value, given, where: given.__setitem__(name, value)


def _best(name: str) -> Step:
    """Return what takes a text without a language; all languages, which stand beside it, count for more."""
    return lambda value, given, where: given.setdefault(name, {where.language: value})


def _step(field: Field, syntax: Syntax) -> Step:
    name = field.name
    if field.shape in ("part", "choice"):
        read = _reader(field.of[0], syntax)
        if field.many:
            return lambda value, given, where: given.__setitem__(name, [read(one, where) for one in value])
        return lambda value, given, where: given.__setitem__(name, read(value, where))
    if field.shape == "number":
        return lambda value, given, where: given.__setitem__(name, _number(value))
    if field.shape == "day":
        return lambda value, given, where: given.__setitem__(name, _day(value))
    if field.shape == "mark":
        return lambda value, given, where: given.__setitem__(name, True)
    if field.shape == "observation":
        return lambda value, given, where: given.__setitem__(name, "OBS_VALUE")
    if field.shape == "urn":
        return _references(name)
    return _put(name)


def _references(name: str) -> Step:
    def step(value: Any, given: Json, where: Where) -> None:
        for one in (value,) if isinstance(value, str) else value:
            try:
                urn.parse(one)
            except FormatError as error:
                where.note(error.what, error.advice)
        given[name] = value

    return step


def _number(value: Any) -> str:
    if isinstance(value, float):
        return format(value, "f") if "e" in repr(value) else repr(value)
    return str(value)


def _day(value: str) -> str:
    """Return a date for the time with which a day begins, for that is how JSON writes a date; else what is there."""
    found = _MIDNIGHT.fullmatch(value)
    return found[1] + (found[2] or "") if found else value


def _links(field: Field, linked: dict[str, Field], syntax: Syntax) -> Step:
    """Return what takes the links of an object, of which some are fields of their own."""
    read = _reader(field.of[0], syntax)

    def step(value: list[Json], given: Json, where: Where) -> None:
        others: list[Any] = []
        for link in value:
            own = linked.get(link.get("rel", ""))
            if own is None or not _taken(link, own, given):
                others.append(read({"rel": "", **link}, where))
        if others:
            given[field.name] = others

    return step


def _taken(link: Json, own: Field, given: Json) -> bool:
    """Put a link into the field that it stands for, if it says no more than the field can hold."""
    keys = link.keys() - {"rel", "href"}
    if own.shape == "addresses":
        if keys - {"hreflang"} or "href" not in link:
            return False
        return given.setdefault(own.name, {}).setdefault(link.get("hreflang", ""), link["href"]) == link["href"]
    itself = own.name == "uri"
    if own.name in given or keys - ({"urn"} if itself else set()) or not (itself or "href" in link):
        return False
    if "href" in link:
        given[own.name] = link["href"]
    return True


def _relationship(value: Json) -> Json:
    """Put which dimensions are optional to the dimensions."""
    if "dimensions" not in value:
        return value
    optional = value.get("areDimensionsOptional", ())
    pairs = [{"id": one} for one in value["dimensions"]]
    for one, flag in zip(pairs, optional, strict=False):
        one["optional"] = flag
    return {key: one for key, one in value.items() if key != "areDimensionsOptional"} | {"dimensions": pairs}


def _selection(value: Json) -> Json:
    """Put codes and patterns of codes together."""
    members: list[Json] = [_member(one) for one in value.get("memberValues", ())]
    members += [{"value": one} for one in value.get("wildcardedMemberValues", ())]
    return {key: one for key, one in value.items() if not key.endswith("emberValues")} | {"memberValues": members}


def _member(one: Json | str) -> Json:
    if isinstance(one, str):
        return {"value": one}
    words = {True: "true", False: "false"}
    cascade = one.get("cascadeValues")
    return one if cascade is None else one | {"cascadeValues": words.get(cascade, cascade)}


def _reported(value: Json) -> Json:
    """Tell values, texts and texts with marks apart, which are all called values."""
    rest = {key: one for key, one in value.items() if key != "value"}
    found = value.get("value")
    if value.get("format", {}).get("dataType") == "XHTML" and found is not None:
        if value["format"] == {"dataType": "XHTML"}:
            del rest["format"]
        return rest | {"structured": found}
    if found is None:
        return rest
    if isinstance(found, dict):
        return rest | {"texts": found}
    return rest | {"value": found if isinstance(found, str) else orjson.dumps(found, default=str).decode().strip('"')}


RESTORED: dict[type[model.Part], Callable[[Json], Json]] = {
    model.Relationship: _relationship,
    model.CodeSelection: _selection,
    model.ReportedAttribute: _reported,
}
"""Objects that the schema of JSON has in another form than that of XML."""
