"""Conformance: what SHACL shapes find wrong with a catalogue as it goes out, told of its records and fields.

    with Reader.open("orodha.db") as reader:
        for found in check(reader, ["orodha", "dcat-ap-SHACL.ttl"]):
            print(found.level, found.id, found.field, found.message, found.fix)

The catalogue is written as N-Triples to a temporary file, and a validator reads that. Then the records are said once
more, to see which of them each node belongs to.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from .checks import Finding, Level
from .exporting import Selection
from .formats import Content
from .formats.rdf.engines import Engine, Result, validate
from .formats.rdf.forms import shrunk
from .formats.rdf.shapes import RECORD, field_of_shape
from .formats.rdf.shapes_read import OURS, Shapes, read
from .formats.rdf.whereabouts import Place, places_of
from .formats.rdf.write import write
from .kinds import kinds
from .names import kind_of
from .reader import Reader
from .record import Visibility

__all__ = ["OURS", "Engine", "check"]

LEVELS: Mapping[str, Level] = {"Violation": "error", "Warning": "warning", "Info": "info"}
_ORDER: Sequence[Level] = ("error", "warning", "info")
_SHOWN = 120

_TOLD = {
    "minCount": "is missing",
    "maxCount": "has more than {wanted} of its values",
    "uniqueLang": "has two texts in one language",
    "class": "is {value}, which is no {wanted}",
    "datatype": "is {value}, which is no {wanted}",
    "nodeKind": "is {value}, where {wanted} belongs",
    "in": "is {value}, which is not one of the values that are allowed",
    "or": "is {value}, which is none of what is allowed",
    "pattern": "is {value}, which does not look as it should",
    "minInclusive": "is {value}, which is less than {wanted}",
    "maxInclusive": "is {value}, which is more than {wanted}",
    "minLength": "is {value}, which is too short",
}
"""What is the matter, by constraint."""

_KINDS_OF_NODES = {
    "IRI": "an IRI",
    "Literal": "a literal",
    "BlankNode": "a blank node",
    "BlankNodeOrIRI": "a resource",
    "BlankNodeOrLiteral": "a blank node or literal",
    "IRIOrLiteral": "an IRI or literal",
}


def check(
    reader: Reader,
    shapes: Sequence[str | Path],
    *,
    audience: Visibility = "internal",
    engine: Engine = "auto",
) -> list[Finding]:
    """Return what shapes find wrong with the records that an audience may see; errors first.

    Args:
        reader: The catalogue.
        shapes: Files of SHACL shapes, in any syntax of RDF; "orodha" stands for our own.
        audience: Who would be given the records.
        engine: The validator: the fastest that is installed, or one by name.

    Raises:
        NotFound: There is no such file.
        UsageError: The syntax of a file cannot be told, or no validator is installed.
        FormatError: A file is malformed, holds no shapes, or shapes that cannot be used.
    """
    graphs = [read(one) for one in shapes]
    content = Selection(reader, audience=audience, evidence=False).content()
    with tempfile.TemporaryDirectory(prefix="orodha-") as folder:
        data = Path(folder) / "catalogue.nt"
        write(data, content, "ntriples")
        results = [(one, result) for one in graphs for result in validate(data, one, engine)]
    return findings(content, results)


def findings(content: Content, results: Sequence[tuple[Shapes, Result]]) -> list[Finding]:
    """Return results of validators as findings about records, sorted by level, record and field.

    A shape of ours is about one kind. What it finds in something else that has the class of the kind, a resource of a
    partner for instance, is left out; and what a partner's file said besides is a warning, as it is kept on purpose.
    """
    places = places_of(content, {result.focus for _, result in results}) if results else {}
    found = (_Told(content, shapes, one, places.get(one.focus, Place(_plain(one.focus)))) for shapes, one in results)
    unique = dict.fromkeys(one.finding() for one in found if one.concerned())
    return sorted(unique, key=lambda one: (_ORDER.index(one.level), one.id, one.field, one.rule, one.message))


@dataclass(frozen=True, slots=True)
class _Told:
    """One result, with the record that it is about."""

    content: Content
    shapes: Shapes
    result: Result
    place: Place

    def concerned(self) -> bool:
        """Tell whether the shape is about the record at all."""
        owner, _ = field_of_shape(self.result.shape)
        return owner not in kinds() or (kind_of(self.place.id) == owner and not self.place.path)

    def finding(self) -> Finding:
        """Return what is told of it."""
        level = LEVELS[self.result.severity]
        extra = self._from_extra()
        return Finding(
            self._rule(),
            "warning" if extra and self.shapes.ours and level == "error" else level,
            self.place.id,
            self._field(),
            self._message(),
            self._fix(extra),
        )

    def _rule(self) -> str:
        shape = self.result.shape
        return shape[max(shape.rfind("#"), shape.rfind("/")) + 1 :] or Path(self.shapes.name).stem

    @property
    def _said(self) -> str:
        """The predicate, as a CURIE where it can be one."""
        path = self.result.path.removeprefix("^")
        return self.result.path[: len(self.result.path) - len(path)] + (shrunk(path) or path)

    def _field(self) -> str:
        """Return the path of the field in question, as ``edit`` takes it."""
        if self._from_extra():
            return ".".join([*self.place.path, "extra"])
        owner, name = field_of_shape(self.result.shape)
        if not (name and self.shapes.ours and (owner in kinds() or owner == RECORD)):
            name = self.place.field_of(self._said)
        return ".".join([*self.place.path, *filter(None, [name])])

    def _from_extra(self) -> bool:
        """Tell whether it is about what a partner's file said besides."""
        said = self.place.extra.get(self._said)
        if self.place.in_extra or said is None or self.result.constraint == "minCount":
            return self.place.in_extra
        if self.result.value.startswith(self.content.base) and ".extra/" in self.result.value:
            return True  # a resource without a name, which was described there
        if self.result.constraint in ("maxCount", "uniqueLang") or not self.result.value:
            return True
        return self.result.value in _values_in(said)

    def _message(self) -> str:
        given, value = self.result.message, self._value()
        pattern = _TOLD.get(self.result.constraint, "")
        if self._said.startswith("^") and self.result.constraint == "minCount" and not given:
            return f"nothing leads to it by {self._said[1:]}"
        if self._said and pattern and (self.shapes.ours or not given):
            return f"{self._said} {pattern.format(value=value, wanted=self._wanted() or 'what is wanted')}"
        told = given.rstrip(".") if given else f"does not satisfy sh:{self.result.constraint}"
        shown = f" (found {value})" if self.result.value and value not in told and value != self._iri else ""
        return f"{self._said + ': ' if self._said else ''}{told}{shown}"

    @property
    def _iri(self) -> str:
        return _plain(self.result.focus)

    def _value(self) -> str:
        value = shrunk(self.result.value) or self.result.value.removeprefix(self.content.base)
        return value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"

    def _wanted(self) -> str:
        wanted = self.shapes.wanted(self.result.shape, self.result.path, self.result.constraint)
        named = [shrunk(one) or one for one in wanted.split(" or ")]
        return " or ".join(_KINDS_OF_NODES.get(one.rpartition("#")[2], one) for one in named)

    def _fix(self, extra: bool) -> str:
        advice = f"{self.result.message} " if self.shapes.ours and self.result.message else ""
        command, field = f"orodha edit {self.place.id}", self._field()
        if self.place.id == self.content.base:
            return "It is the catalogue itself, which has no field for this."
        if not self.place.known:
            return f"{advice}Correct it where it is used: this is no record."
        if extra:
            where = f" {field}-={self._said}" if self._said and not self.place.in_extra else ""
            return f"{advice}A partner's file said so, and extra keeps it: {command}{where}"
        if self._said.startswith("^"):
            return f"{advice}Refer to it from another record: see orodha links {self.place.id}"
        if self._said and not self.place.field_of(self._said):
            return f"{advice}No field says {self._said}; extra can hold it: {command}"
        return f"{advice}{command}{f' {field}=...' if field and self.place.settable(self._said) else ''}"


def _plain(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term


def _values_in(said: Any) -> Iterator[str]:
    """Yield the IRIs and texts that stand in an entry of ``extra``."""
    many = cast("list[Any]", said) if isinstance(said, list) else [said]
    for one in many:
        if isinstance(one, str):
            yield one
        else:
            yield from (str(one[name]) for name in ("@id", "@value") if name in one)
