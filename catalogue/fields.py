"""The fields of a record or part class, as its annotations declare them."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from .record import Means, Part, Shape


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field.

    Attributes:
        name: Name in documents, columns and commands.
        shape: "id", "text", "lang", "langs", "ref", "iri", "date", "duration", "integer", "number", "boolean", "code",
            "part" or "map".
        many: Whether the value is a list.
        required: Whether a record cannot be without it.
        means: What it means.
        choices: The codes of a "code" field, otherwise empty.
        part: The class of a "part" field, otherwise None.
    """

    name: str
    shape: str
    many: bool
    required: bool
    means: Means
    choices: tuple[str, ...] = ()
    part: type[Part] | None = None

    @property
    def label(self) -> str:
        """The name as people read it: "collected for statistics"."""
        return self.name.replace("_", " ")

    @property
    def need(self) -> str:
        """The obligation: "mandatory", "recommended" or "optional"."""
        return "mandatory" if self.required else self.means.need

    @property
    def targets(self) -> tuple[str, ...]:
        """The kinds that a reference may point to; empty for any."""
        return (self.means.to,) if isinstance(self.means.to, str) else self.means.to

    @property
    def search(self) -> str:
        """Where the text weighs in search: "code", "title", "body" or ""."""
        if self.means.search == "auto":
            return "body" if self.shape in ("lang", "langs") else ""
        return self.means.search


@cache
def fields_of(model: type[BaseModel]) -> tuple[Field, ...]:
    """Return the declared fields of a record or part class without ``id``; what every part has comes last."""
    hints = get_type_hints(model, include_extras=True)
    declared = model.model_fields
    names = [*(name for name in declared if name not in Part.model_fields), *Part.model_fields]
    return tuple(
        _field(
            name, hints[name], declared[name].default is PydanticUndefined and declared[name].default_factory is None
        )
        for name in (names if issubclass(model, Part) else declared)
        if name != "id"
    )


def _field(name: str, hint: Any, required: bool) -> Field:
    means = next((m for m in _metadata(hint) if isinstance(m, Means)), Means("", "", search=""))
    inner = _bare(hint)
    many = get_origin(inner) is list
    if many:
        hint = inner = get_args(inner)[0]
    shape = next((m.name for m in _metadata(hint) if isinstance(m, Shape)), "")
    inner = _bare(inner)
    choices: tuple[str, ...] = ()
    part: type[Part] | None = None
    if shape:
        pass
    elif get_origin(inner) is Literal:
        shape, choices = "code", get_args(inner)
    elif isinstance(inner, type) and issubclass(inner, Part):
        shape, part = "part", inner
    else:
        shape = "map"
    return Field(name, shape, many, required, means, choices, part)


def _metadata(hint: Any) -> Iterator[Any]:
    """Yield what is written in the ``Annotated`` of a hint, through an optional inside it too."""
    if get_origin(hint) is Annotated:
        yield from hint.__metadata__
        yield from _metadata(hint.__origin__)
    elif get_origin(hint) in (Union, types.UnionType):
        for option in get_args(hint):
            yield from _metadata(option)


def _bare(hint: Any) -> Any:
    """Take ``Annotated`` and ``| None`` off a hint."""
    while True:
        if get_origin(hint) is Annotated:
            hint = hint.__origin__
        elif get_origin(hint) in (Union, types.UnionType):
            hint = next(option for option in get_args(hint) if option is not type(None))
        else:
            return hint
