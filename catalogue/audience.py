"""What an audience sees of a catalogue, and the catalogue as it sees it.

    with Reader.open("orodha.db") as reader, seen_by(reader, "public") as view:
        for source in view.records("source"):  # as if there were nothing else
            print(source["title"])

Records, fields and statements are marked with who sees them. What cannot be without something that is hidden is hidden
too. ``Sight`` says it of one document after another; ``seen_by`` makes a catalogue that holds nothing else.
"""

from __future__ import annotations

import contextlib
from collections.abc import Container, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Any, cast

import orjson

from . import schema
from .database import scratch
from .errors import UsageError
from .evidence import statements_of
from .fields import Field, fields_of
from .formats.rdf.extras import is_said
from .kinds import Document, kinds
from .reader import Reader
from .record import AUDIENCES, Part, Record, Statement, Visibility
from .uncollected import uncollected
from .writer import fill

EVERYTHING: Visibility = AUDIENCES[0]
"""The audience that everything is for: the office itself."""

MADE_FOR = "audience"
"""The setting of a catalogue that says for whom it was made, if it is what ``seen_by`` gives."""

OF_ROOMS = ("rules.",)
"""How settings begin that other rooms make, and that are for everybody: what the law asks."""

BROUGHT_BY_FILES = frozenset(("sdmx",))
"""Entries of ``extra`` that a reader of files makes; those that RDF makes are told by their names."""

_CHUNK = 1000
_INTRICATE = frozenset(("ref", "iri", "part", "map"))


def sees(audience: Visibility, mark: Visibility) -> bool:
    """Tell whether an audience sees what is marked so."""
    return AUDIENCES.index(mark) >= AUDIENCES.index(audience)


def narrower(one: Visibility, other: Visibility) -> Visibility:
    """Return the audience of the two that sees less."""
    return one if AUDIENCES.index(one) > AUDIENCES.index(other) else other


class Sight:
    """What an audience sees of a catalogue.

    Args:
        reader: The catalogue.
        audience: Who.

    Attributes:
        audience: Who.
        hidden: The ids of the records that it does not see.
        names: Those ids, and the IRIs of these records.

    Raises:
        UsageError: There is no such audience, or the catalogue was made for a wider one and does not know any more
            what this one may see.
    """

    def __init__(self, reader: Reader, audience: Visibility) -> None:
        if audience not in AUDIENCES:
            raise UsageError(f"There is no audience {audience!r}.", f"There are: {', '.join(AUDIENCES)}.")
        self.audience: Visibility = audience
        self.hidden = frozenset[str]()
        self.names = frozenset[str]()
        made_for: Visibility = reader.meta.get(MADE_FOR, EVERYTHING)
        if made_for != EVERYTHING and narrower(made_for, audience) != made_for:
            told = f"This catalogue holds what the audience {made_for!r} sees, without the marks of single fields."
            raise UsageError(told, f"Make what {audience!r} sees from the catalogue that it was made from.")
        if audience != EVERYTHING:
            self.hidden = frozenset(_with_those_in_need(reader, _marked(reader, audience)))
            self.names = self.hidden | set(_iris(reader, self.hidden))

    def document(self, document: Document) -> Document:
        """Return a document of a record that is seen, without what is not."""
        if self.audience == EVERYTHING:
            return document
        unseen = self._unseen_fields(document)
        seen = {name: value for name, value in document.items() if name not in unseen}
        return self._within(_to_look_into(document["kind"]), seen, "extra" in seen)

    def statements(self, document: Document, statements: Iterable[Statement]) -> list[Statement]:
        """Return the statements about a record that are seen, without the remarks on their choice."""
        if self.audience == EVERYTHING:
            return list(statements)
        return [seen for one in statements if (seen := self._statement(document, one))]

    def _statement(self, document: Document, one: Statement) -> Statement | None:
        fields, unseen = kinds()[document["kind"]].by_name, self._unseen_fields(document)
        about, _, inner = one.field.partition(".")
        if (about and about not in fields) or about in unseen:
            return None
        if one.document in self.names or _mentions(one.value, self.names):
            return None
        value = one.value
        if value is not None and about and not inner:
            value = self._within((fields[about],), {about: value}, "extra" not in unseen).get(about)
            if value is None:
                return None
        return replace(one, value=value, reason="")  # the reason is a remark for colleagues

    def _unseen_fields(self, document: Document) -> Container[str]:
        """Return the fields of a record that are not for the audience."""
        declared = _unseen(kinds()[document["kind"]].model, self.audience)
        marks: Mapping[str, Visibility] | None = document.get("field_visibility")
        if not marks:
            return declared
        shown = {name for name in marks if sees(self.audience, marks[name])}
        return (declared | marks.keys()) - shown

    def _within(self, fields: Sequence[Field], document: Document, extra: bool) -> Document:
        """Return a document or part without hidden records, parts and entries of ``extra``.

        Args:
            fields: What it can have.
            document: What it has.
            extra: Whether the audience sees the ``extra`` of the record that it is of.
        """
        seen = dict(document)
        for field in fields:
            value = document.get(field.name)
            if value is None or field.shape not in _INTRICATE:
                continue
            if field.name == "extra":
                kept: Any = self._brought(value)
            elif field.shape == "map":
                continue
            else:
                items: list[Any] = value if field.many else [value]
                kept = list(self._items(field, items, extra))
                kept = kept if field.many or not kept else kept[0]
            if kept:
                seen[field.name] = kept
            else:
                del seen[field.name]
        return seen

    def _items(self, field: Field, items: Iterable[Any], extra: bool) -> Iterator[Any]:
        if not field.part:
            yield from (target for target in items if target not in self.names)
            return
        inner = fields_of(field.part)
        unseen = _unseen(field.part, self.audience) - ({"extra"} if extra else set())
        for part in items:
            seen = self._within(inner, {name: one for name, one in part.items() if name not in unseen}, extra)
            if seen and not any(one.required and one.name in part and one.name not in seen for one in inner):
                yield seen

    def _brought(self, extra: Any) -> Any:
        """Return those entries of ``extra`` that files have brought; what the office put there is its own."""
        if not isinstance(extra, dict):
            return extra
        return {
            name: value
            for name, value in cast("dict[str, Any]", extra).items()
            if (name in BROUGHT_BY_FILES or is_said(name, value)) and not _mentions(value, self.names)
        }


@contextlib.contextmanager
def seen_by(reader: Reader, audience: Visibility) -> Generator[Reader]:
    """Give a catalogue that holds what an audience sees of another one, and nothing else.

    It has no history. Where everything is for the audience, it is the catalogue itself.

    Args:
        reader: The catalogue.
        audience: Who will read it.

    Raises:
        UsageError: As ``Sight`` does.
        DiskFull: There was no room for it.
    """
    if audience == EVERYTHING:
        yield reader
        return
    with view(reader, audience) as seen:
        yield seen


def view(reader: Reader, audience: Visibility) -> Reader:
    """Return what ``seen_by`` gives, made anew and to be closed; it needs the other catalogue no more."""
    sight = Sight(reader, audience)
    settings = {name: value for name, value in reader.meta.items() if name in ("base", "title", "languages")}
    settings[MADE_FOR] = audience
    for name in ("publisher", "description", *(one for one in reader.meta if one.startswith(OF_ROOMS))):
        value = reader.meta.get(name)
        if value and not _mentions(value, sight.names):
            settings[name] = value
    made = scratch(reader.database.path)
    try:
        schema.create(made, settings)
        with reader.database.read_once(), uncollected():
            fill(made, _entries(reader, sight))
        made.value("PRAGMA query_only=ON")
    except BaseException:
        made.close()
        raise
    return Reader(made)


def _entries(reader: Reader, sight: Sight) -> Iterator[tuple[Document, list[Statement]]]:
    """Yield the records that are seen, in the order in which they were made, each with its statements."""
    documents = (one for one in reader.documents(order="key", loads=orjson.loads) if one["id"] not in sight.hidden)
    while chunk := list(islice(documents, _CHUNK)):
        statements = statements_of(reader, [one["id"] for one in chunk])
        for document in chunk:
            yield sight.document(document), sight.statements(document, statements.get(document["id"], ()))


@cache
def _unseen(model: type[Record] | type[Part], audience: Visibility) -> frozenset[str]:
    """Return the fields of a kind or part that are not declared for an audience."""
    return frozenset(one.name for one in fields_of(model) if not sees(audience, one.means.visibility))


@cache
def _to_look_into(kind_name: str) -> tuple[Field, ...]:
    """Return the fields of a kind in which something may be that is not for everybody."""
    return tuple(one for one in kinds()[kind_name].fields if one.shape in _INTRICATE)


def _marked(reader: Reader, audience: Visibility) -> set[str]:
    """Return the records that are marked so, that lack a mandatory field then, or whose kind nobody knows here."""
    declared = kinds()
    found = set[str]()
    for record, kind, mark, marks in reader.database.stream(
        "SELECT id, kind, document ->> '$.visibility', document -> '$.field_visibility' FROM record"
    ):
        if kind not in declared or not sees(audience, mark or AUDIENCES[-1]):
            found.add(record)
        elif marks:
            own: Mapping[str, Visibility] = orjson.loads(marks)
            fields = declared[kind].by_name
            if any(one in fields and fields[one].required and not sees(audience, own[one]) for one in own):
                found.add(record)
    return found


def _with_those_in_need(reader: Reader, hidden: set[str]) -> set[str]:
    """Return hidden records, and those that mean nothing without them."""
    names = set[str]()
    new = hidden
    while new:
        hidden = hidden | new
        called = new | set(_iris(reader, new))
        names |= called
        rows = reader.database.rows(
            "SELECT DISTINCT record.id FROM link JOIN record ON record.key = subject"
            " WHERE object IN (SELECT value FROM json_each(?))",
            (orjson.dumps(sorted(called)).decode(),),
        )
        near = [record for (record,) in rows if record not in hidden]
        new = {one["id"] for one in reader.some(near) if _needs(kinds()[one["kind"]].fields, one, names)}
    return hidden


def _iris(reader: Reader, hidden: Iterable[str]) -> Iterator[str]:
    """Yield what hidden records are called besides their ids."""
    base: str = reader.meta["base"]
    given = orjson.dumps(sorted(hidden)).decode()
    sql = "SELECT id, iri FROM record WHERE id IN (SELECT value FROM json_each(?))"
    for record, iri in reader.database.rows(sql, (given,)):
        yield base + record
        yield iri


def _mentions(value: Any, names: Container[str]) -> bool:
    """Tell whether a value is, or holds anywhere inside, the name of one of some records."""
    if isinstance(value, str):
        return value in names
    if isinstance(value, dict):
        return any(_mentions(one, names) for pair in cast("dict[str, Any]", value).items() for one in pair)
    return isinstance(value, list) and any(_mentions(one, names) for one in cast("list[Any]", value))


def _needs(fields: Sequence[Field], document: Document, hidden: Container[str]) -> bool:
    """Tell whether a mandatory reference leads to hidden records alone."""
    for field in fields:
        if field.required and field.shape == "ref" and (value := document.get(field.name)):
            targets: list[str] = value if field.many else [value]
            if all(target in hidden for target in targets):
                return True
    return False
