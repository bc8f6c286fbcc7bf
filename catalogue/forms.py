"""A record as the lines of a form, and what was typed on them as a record.

Each line is one text: of a field, of one language of it, or of a field within a part. Only lines that were changed are
read, as the command line reads ``field:language=text``; everything else of the record stays as it is.

    lines = lines_of(kind("source"), document)
    filled = fill(kind("source"), document, {"title:sw": "Vibali"}, reader.resolve)
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from .assigning import set_field
from .entry import Resolve, as_text, join
from .errors import EntryError, InvalidRecord, Problem, UsageError
from .kinds import MISSING, Document, Field, Kind, fields_of, to_document
from .record import Means, Part
from .texts import DEFAULT_LANGUAGE

NEEDS = ("mandatory", "recommended", "optional")
"""The obligations in the order in which a form has them."""

_ID = Field("id", "text", False, False, Means("", "What the record is called by; made of its name if left empty."))


class Line(NamedTuple):
    """One line of a form.

    Attributes:
        path: Name of the field; of one within a part, with dots: "contacts.0.email".
        language: The language of the text; "" of what has none.
        field: The declaration, of a path the innermost.
        need: The obligation of the field, outside the outermost part.
    """

    path: str
    language: str
    field: Field
    need: str

    @property
    def key(self) -> str:
        """What the line is known by: "title:sw"."""
        return f"{self.path}:{self.language}" if self.language else self.path

    @property
    def top(self) -> str:
        """The name of the field of the record."""
        return self.path.partition(".")[0]

    @property
    def label(self) -> str:
        """What stands before it: "title sw"; within a part, which stands above, "2 email"."""
        name, *inner = self.path.split(".")
        steps = [str(int(step) + 1) if step.isdecimal() else step.replace("_", " ") for step in inner or [name]]
        tag = self.language if self.language not in ("", DEFAULT_LANGUAGE) else ""
        return " ".join(filter(None, [*steps, tag]))

    @property
    def whole(self) -> bool:
        """Whether the text is JSON: of a map, or of a part that has no lines of its own yet."""
        return self.field.shape in ("part", "map")

    @property
    def chosen(self) -> bool:
        """Whether its values are chosen and not made up."""
        return self.field.shape in ("code", "boolean", "ref")


def line_of(kind: Kind, key: str) -> Line | None:
    """Return the line with a key; None if the kind has no such field."""
    path, _, language = key.partition(":")
    if path == "id":
        return Line("id", "", _ID, "")
    name, *rest = path.split(".")
    field = top = kind.by_name.get(name)
    for step in rest:
        if field is None or not field.part:
            return None
        if not step.isdecimal():
            field = next((one for one in fields_of(field.part) if one.name == step), None)
    if field is None or top is None or bool(language) != (field.shape in ("lang", "langs")):
        return None
    return Line(path, language, field, top.need)


def lines_of(kind: Kind, document: Mapping[str, Any]) -> list[Line]:
    """Return the lines of all fields of a record: mandatory ones first, then those recommended, then the others.

    A text has a line for each language that it has; a part one for each of its fields that is filled in.
    """
    ordered = sorted(kind.fields, key=lambda field: NEEDS.index(field.need))
    return [line for field in ordered for line in _lines(field, field.name, document.get(field.name), field.need)]


def lines_within(line: Line, place: int = 0) -> list[Line]:
    """Return the lines of all fields of a part: of the one with a place, where there are several."""
    part = line.field.part or Part
    before = f"{line.path}.{place}" if line.field.many else line.path
    return [one for inner in fields_of(part) for one in _lines(inner, f"{before}.{inner.name}", None, line.need)]


def _lines(field: Field, path: str, value: Any, need: str) -> Iterator[Line]:
    if field.shape in ("lang", "langs"):
        yield from (Line(path, tag, field, need) for tag in (value or [DEFAULT_LANGUAGE]))
    elif not value or not field.part:
        yield Line(path, "", field, need)
    else:
        parts = [(f"{path}.{place}", one) for place, one in enumerate(value)] if field.many else [(path, value)]
        for before, part in parts:
            for inner in fields_of(field.part):
                if inner.name in part:
                    yield from _lines(inner, f"{before}.{inner.name}", part[inner.name], need)


def value_of(line: Line, document: Mapping[str, Any]) -> Any:
    """Return the value that a record has on a line; None if it has none."""
    value: Any = document
    for step in line.path.split("."):
        if isinstance(value, list):
            entries = cast("list[Any]", value)
            value = entries[int(step)] if step.isdecimal() and int(step) < len(entries) else None
        else:
            value = cast("Mapping[str, Any]", value).get(step) if isinstance(value, dict) else None
    return cast("Mapping[str, Any]", value).get(line.language) if line.language and value else value


def text_of(line: Line, document: Mapping[str, Any]) -> str:
    """Return what stands on a line: what would be typed to get the value that the record has; "" if it has none."""
    value = value_of(line, document)
    if value is None:
        return ""
    if line.whole:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return join([_atom(line.field, one) for one in cast("list[Any]", value)])
    return _atom(line.field, value)


def _atom(field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = as_text(value)
    before = f"concept/{field.means.scheme}-"
    return text.removeprefix(before) if field.means.scheme else text


@dataclass(frozen=True, slots=True)
class Filled:
    """A record as it was filled in.

    Attributes:
        document: The record, as far as what was typed could be read.
        problems: What is wrong, by the key of the line; of the record as a whole under "".
    """

    document: Document
    problems: Mapping[str, Problem]


def fill(kind: Kind, document: Document, texts: Mapping[str, str], resolve: Resolve) -> Filled:
    """Return a record with what was typed on some of its lines.

    Args:
        kind: Its kind.
        document: The record as it was opened, with its id, without what the catalogue adds. It stays as it is.
        texts: What stands now on the lines that were changed, by their keys.
        resolve: Finds the record that a text means.
    """
    new = copy.deepcopy(document)
    problems: dict[str, Problem] = {}
    many = sorted({key.split(".")[0] for key in texts if _place(key) >= 0})
    for name in many:
        last = max(_place(key) for key in texts if key.startswith(f"{name}."))
        parts = cast("list[Document]", new.setdefault(name, []))
        parts += [{} for _ in range(len(parts), last + 1)]
    for key, text in texts.items():
        path, _, language = key.partition(":")
        try:
            if path == "id":
                new["id"] = _full_id(kind, text) or new["id"]
            else:
                set_field(kind, new, path, language, text, _keeping(kind, key, document, resolve))
        except EntryError as error:
            problems[key] = error.problem
        except UsageError as error:
            problems[key] = Problem(path, error.what.rstrip("."), "", error.advice)
    places = {name: _pruned(new, name) for name in many}
    new = {name: value for name, value in new.items() if value != {}}
    try:
        return Filled(to_document(kind.validate(new)), problems)
    except InvalidRecord as error:
        for one in error.problems:
            problems.setdefault(key_of(kind, one.field, [*texts], places), one)
    return Filled(new, problems)


def _keeping(kind: Kind, key: str, document: Document, resolve: Resolve) -> Resolve:
    """Return what finds records, and lets stand what a line refers to already: perhaps to none of this catalogue."""
    line = line_of(kind, key)
    there = value_of(line, document) if line and line.field.shape == "ref" else None
    known = cast("list[Any]", there) if isinstance(there, list) else [there]
    return lambda text, kinds, scheme: text if text in known else resolve(text, kinds, scheme)


def _full_id(kind: Kind, text: str) -> str:
    return text.strip() if "/" in text or not text.strip() else f"{kind.name}/{text.strip()}"


def _place(key: str) -> int:
    """Return which of several parts a line belongs to; -1 if it belongs to none."""
    steps = key.split(".")
    return int(steps[1]) if len(steps) > 2 and steps[1].isdecimal() else -1


def _pruned(document: Document, name: str) -> list[int]:
    """Take parts that say nothing out of a list; return at which places the others stood."""
    parts = cast("list[Document]", document.get(name, []))
    kept = [place for place, part in enumerate(parts) if part]
    document[name] = [parts[place] for place in kept]
    if not kept:
        del document[name]
    return kept


def key_of(kind: Kind, path: str, keys: Sequence[str], places: Mapping[str, Sequence[int]] | None = None) -> str:
    """Return the key of the line that a path leads to, or leads nearest to; "" if it leads to none.

    Args:
        kind: The kind.
        path: Names of fields, languages and places in lists: "contacts.0.email".
        keys: Keys of lines that are preferred: those that were changed.
        places: At which places on the form the parts of a field stand, if some of them say nothing.
    """
    steps = path.split(".")
    if len(steps) > 1 and steps[1].isdecimal() and steps[0] in (places or {}):
        steps[1] = str((places or {})[steps[0]][int(steps[1])])
    if len(steps) > 1 and line_of(kind, f"{'.'.join(steps[:-1])}:{steps[-1]}"):
        return f"{'.'.join(steps[:-1])}:{steps[-1]}"
    for length in range(len(steps), 0, -1):
        before = ".".join(steps[:length])
        for key in (before, f"{before}:{DEFAULT_LANGUAGE}"):
            if line_of(kind, key):
                near = next((one for one in keys if one.partition(":")[0] == before), key)
                return key if key in keys else near
    return ""


def is_missing(problem: Problem) -> bool:
    """Tell whether a problem is only that a field was not filled in yet."""
    return problem.message == MISSING
