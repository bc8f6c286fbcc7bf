"""The kinds, and what follows from their declarations.

The engine knows no kind by name: packages announce theirs in the entry-point group ``orodha.kinds``, and
``load_kinds()`` imports them. Only writing needs that; reading works on what the database holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import entry_points
from typing import Any, cast

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from .errors import InvalidRecord, Problem, UsageError, did_you_mean
from .fields import Field, fields_of
from .names import GENERATED, SLUG_PATTERN, iri_advice, kind_of
from .record import Record, Rule, Triple, Visibility
from .texts import DEFAULT_LANGUAGE, in_language, words_of

Document = dict[str, Any]
"""A record as plain JSON data: its fields by name, without those that are empty; references are short ids."""

PUBLISHED_SCHEMA = "https://w3id.org/orodha/schema/"


@dataclass(frozen=True)
class Kind:
    """One kind of record and everything derived from its declaration."""

    name: str
    model: type[Record]
    rdf: tuple[str, ...]
    label_field: str
    states: Triple | None = None
    rule: Rule | None = None

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The declared fields: the kind's own first, then those that every record has; without ``id``."""
        declared = fields_of(self.model)
        common = set(Record.model_fields)
        return tuple(f for f in declared if f.name not in common) + tuple(f for f in declared if f.name in common)

    @cached_property
    def parts(self) -> tuple[Field, ...]:
        """The fields that hold parts."""
        return tuple(field for field in self.fields if field.part)

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by name."""
        return {field.name: field for field in self.fields}

    @property
    def doc(self) -> str:
        """What the kind is, in a sentence."""
        return (self.model.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")

    @cached_property
    def adapter(self) -> TypeAdapter[Record]:
        """The validator of the kind, built once."""
        return TypeAdapter(self.model)

    def field(self, name: str) -> Field:
        """Return a field by name.

        Raises:
            UsageError: The kind has no such field; the message offers near ones.
        """
        if name in self.by_name:
            return self.by_name[name]
        raise UsageError(f"{self.name} has no field {name!r}.", did_you_mean(name, self.by_name))

    def validate(self, document: Mapping[str, Any]) -> Record:
        """Make a record of a document.

        Raises:
            InvalidRecord: With a problem for each field that is wrong.
        """
        try:
            record = self.adapter.validate_python(document)
        except ValidationError as error:
            raise InvalidRecord(str(document.get("id", f"a new {self.name}")), self._problems(error)) from None
        if wrong := list(self._beyond_types(record)):
            raise InvalidRecord(record.id, wrong)
        return record

    def _beyond_types(self, record: Record) -> Iterator[Problem]:
        """Yield what types alone cannot hold a record to."""
        if kind_of(record.id) != self.name:
            yield Problem("id", f"is not the id of a {self.name}", record.id, f"Begin it with {self.name}/.")
        for name, inner in self._mandatory_texts:
            value: Any = getattr(record, name)
            if not inner and not value:
                yield Problem(name, _MESSAGES["missing"])
            many = self.by_name[name].many
            parts: list[tuple[str, Any]] = (
                [(f"{name}.{n}", one) for n, one in enumerate(value)] if many else [(name, value)]
            )
            for path, part in parts if inner and value else ():
                yield from (Problem(f"{path}.{one}", _MESSAGES["missing"]) for one in inner if not getattr(part, one))

    @cached_property
    def _mandatory_texts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Fields that must have a text in some language, with the part's own fields of that sort."""
        own = [(field.name, ()) for field in self.fields if _is_mandatory_text(field)]
        parts = [
            (f.name, tuple(i.name for i in fields_of(f.part) if _is_mandatory_text(i))) for f in self.fields if f.part
        ]
        return (*own, *((name, inner) for name, inner in parts if inner))

    def _problems(self, error: ValidationError) -> list[Problem]:
        found: dict[str, Problem] = {}
        for one in error.errors(include_url=False, include_context=False):
            path = [str(step) for step in one["loc"] if _STEP.fullmatch(str(step))]  # not the options of a union
            message = _MESSAGES.get(one["type"], one["msg"].removeprefix("Value error, "))
            value = "" if one["type"] == "missing" else str(one["input"])[:80]
            fix = iri_advice(value) if one["type"] == "string_pattern_mismatch" else ""
            fix = did_you_mean(path[-1], self._fields_at(path[:-1])) if one["type"] == "extra_forbidden" else fix
            name = ".".join(path)
            if name in found:
                message = f"{found[name].message}, or {message[:1].lower()}{message[1:]}"
            found[name] = Problem(name, message, value, fix)
        return list(found.values())

    def _fields_at(self, path: Sequence[str]) -> Iterable[str]:
        """Return the names of the fields of the part that a path leads to, or of the record."""
        part = self.by_name[path[0]].part if path and path[0] in self.by_name else None
        return [field.name for field in fields_of(part)] if part else self.by_name

    def label(self, document: Mapping[str, Any], language: str = DEFAULT_LANGUAGE) -> str:
        """Return the name that people read, in the language asked for or else in any."""
        value = document.get(self.label_field) or document["id"]
        return value if isinstance(value, str) else in_language(value, language)

    @cached_property
    def _references(self) -> tuple[tuple[str, bool, tuple[tuple[str, bool], ...]], ...]:
        """(field, many, the part's own reference fields); the last is empty for a plain reference."""
        found: list[tuple[str, bool, tuple[tuple[str, bool], ...]]] = []
        for field in self.fields:
            if field.shape == "ref":
                found.append((field.name, field.many, ()))
            elif field.part:
                inner = tuple((f.name, f.many) for f in fields_of(field.part) if f.shape == "ref")
                if inner:
                    found.append((field.name, field.many, inner))
        return tuple(found)

    def links(self, document: Mapping[str, Any]) -> set[tuple[str, str]]:
        """Return what the document refers to: pairs of field ("steps.responsible" in a part) and target."""
        pairs: set[tuple[str, str]] = set()
        for name, many, inner in self._references:
            value = document.get(name)
            if not value:
                continue
            if not inner:
                pairs.update((name, target) for target in (value if many else (value,)))
                continue
            for part in value if many else (value,):
                for sub, sub_many in inner:
                    if target := part.get(sub):
                        pairs.update((f"{name}.{sub}", t) for t in (target if sub_many else (target,)))
        return pairs

    @property
    def derivation(self) -> list[Any]:
        """What label, links and search text are made of, as JSON data: if it changes, they must be made again."""
        references = [[name, [inner for inner, _ in part]] for name, _, part in self._references]
        return [self.label_field, references, [list(pair) for pair in self._searched]]

    @cached_property
    def _searched(self) -> tuple[tuple[str, str], ...]:
        return tuple((f.name, f.search) for f in self.fields if f.search)

    def search_text(self, document: Mapping[str, Any]) -> tuple[str, str, str]:
        """Return the searchable text of a document, not yet folded: codes, titles, body."""
        texts: dict[str, list[str]] = {
            "code": [document["id"].partition("/")[2].replace("-", " ")],
            "title": [],
            "body": [],
        }
        for name, column in self._searched:
            if value := document.get(name):
                texts[column].extend(words_of(value))
        return "\n".join(texts["code"]), "\n".join(texts["title"]), "\n".join(texts["body"])

    def visibility(self, document: Mapping[str, Any], field: str) -> Visibility:
        """Return the widest audience that sees a field of this document."""
        return document.get("field_visibility", {}).get(field) or self.by_name[field].means.visibility

    @cached_property
    def json_schema(self) -> dict[str, Any]:
        """The published JSON Schema (2020-12) of the kind's documents."""
        schema = self.model.model_json_schema()
        schema["properties"]["kind"] = {"const": self.name}
        for generated, shape in (("revision", "integer"), ("created", "string"), ("modified", "string")):
            schema["properties"][generated] = {"type": shape, "description": "Set by the catalogue; ignored."}
        schema["properties"]["evidence"] = {
            "type": "array",
            "items": {"type": "object", "required": ["field"]},
            "description": "The sourced claims about its fields.",
        }
        schema["properties"]["id"]["pattern"] = f"^{self.name}/{SLUG_PATTERN}$"
        for field in self.fields:
            schema["properties"][field.name].setdefault("description", field.means.help)
        for name, inner in self._mandatory_texts:
            part = self.by_name[name].part
            inside: dict[str, Any] = schema["$defs"][part.__name__]["properties"] if part else schema["properties"]
            for one in inner or (name,):
                inside[one]["minProperties"] = 1
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"{PUBLISHED_SCHEMA}{self.name}.json",
        } | schema


MISSING = "is mandatory"
"""What is said of a field that must not be left out."""

_MESSAGES = {
    "missing": MISSING,
    "extra_forbidden": "is no field of this kind.",
    "string_too_short": "is empty",
    "string_pattern_mismatch": "is neither an id like agency/ke-dis nor an IRI",
}
_STEP = re.compile(r"[\w-]+")

_registry: dict[str, Kind] = {}


def register(declared: Kind) -> None:
    """Add a kind; ``Record`` calls this when a subclass names its kind.

    Raises:
        TypeError: A field has a name that documents use for something else.
    """
    if taken := {*GENERATED, "evidence"} & set(declared.model.model_fields):
        raise TypeError(f"{declared.model.__name__} cannot have a field called {' or '.join(sorted(taken))}.")
    _registry[declared.name] = declared


@cache
def load_kinds() -> None:
    """Import every module that announces kinds in the entry-point group ``orodha.kinds``."""
    for point in entry_points(group="orodha.kinds"):
        point.load()


def kinds() -> Mapping[str, Kind]:
    """Return every known kind by name."""
    load_kinds()
    return _registry


def kind(name: str) -> Kind:
    """Return a kind by name.

    Raises:
        UsageError: There is no such kind; the message offers near ones.
    """
    if name not in kinds():
        raise UsageError(f"There is no kind of record called {name!r}.", did_you_mean(name, _registry))
    return _registry[name]


def kind_of_model(model: type[Record]) -> Kind:
    """Return the kind that a record class declares.

    Raises:
        UsageError: It declares none.
    """
    for declared in kinds().values():
        if declared.model is model:
            return declared
    raise UsageError(f"{model.__name__} is no kind of record.", "Use a class that names its kind.")


SCALARS = frozenset((str, bool, int, float))
"""Values of these say something even when they are empty or 0; an empty list or mapping says nothing."""


def filled(document: Mapping[str, Any]) -> Document:
    """Return a document without the fields that say nothing, so that a mandatory one that is empty is missed."""
    return {name: value for name, value in document.items() if value or value.__class__ in SCALARS}


def to_document(record: BaseModel) -> Document:
    """Return a record as a document: plain JSON data without what is empty."""
    kept: dict[str, Any] = {}
    for name, value in record.__dict__.items():  # what pydantic has validated is JSON data already, but for parts
        if value is None or value == [] or value == {}:
            continue
        plain = value if value.__class__ in _ATOMS else _plain(value)
        if plain != {} and plain != []:
            kept[name] = plain
    return kept


_ATOMS = frozenset((str, int, float, bool, type(None)))


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return to_document(value)
    if isinstance(value, dict):
        inner = cast("dict[str, Any]", value)
        return {key: one if one.__class__ in _ATOMS else _plain(one) for key, one in inner.items()}
    if isinstance(value, list):
        inner_values = cast("list[Any]", value)
        plain = [one if one.__class__ in _ATOMS else _plain(one) for one in inner_values]
        if inner_values and isinstance(inner_values[0], BaseModel):
            return [one for one in plain if one != {}]  # a part that says nothing is none
        return plain
    return value if value.__class__ in _ATOMS else to_jsonable_python(value)


def _is_mandatory_text(field: Field) -> bool:
    return field.required and field.shape in ("lang", "langs")
