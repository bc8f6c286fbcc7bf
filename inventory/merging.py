"""Making one record of several that mean the same thing.

The record that is kept takes over what the others say; every link in the catalogue comes to lead to it; the others are
superseded by it, so that their short ids still answer. All of it is one change set, which one undo takes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any, cast

import orjson

from ..catalogue.changes import ChangeSet, Put
from ..catalogue.errors import UsageError
from ..catalogue.evidence import statements_of
from ..catalogue.fields import Field, fields_of
from ..catalogue.kinds import Document, Kind, kind
from ..catalogue.names import kind_of
from ..catalogue.reader import Reader
from ..catalogue.record import AUDIENCES, Record, Statement
from ..catalogue.texts import DEFAULT_LANGUAGE
from .completeness import is_unknown

_OWN = frozenset(Record.model_fields) - {"notes", "different_from"}
"""Fields in which each record speaks of itself as a record, and not of the thing."""


@dataclass(frozen=True, slots=True)
class Held:
    """A record as it is kept.

    Attributes:
        document: Its document, as the catalogue keeps it.
        statements: Its statements.
        version: Its version; a merge is refused if the record has moved on since.
    """

    document: Document
    statements: tuple[Statement, ...] = ()
    version: int | None = None

    @property
    def id(self) -> str:
        """Its short id."""
        return self.document["id"]


def merged(reader: Reader, keep: str, others: Sequence[str]) -> ChangeSet:
    """Return the changes that make one record of several.

    Args:
        reader: The catalogue.
        keep: Short id or IRI of the record that stays.
        others: Those of the records that it takes over.

    Raises:
        NotFound: One of them is not there.
        UsageError: They are not of one kind, one is named twice, one is superseded already, or two of them are said not
            to be the same.
    """
    stays = reader.get(keep)["id"]
    gone = [reader.get(one)["id"] for one in others]
    found = _held(reader, [stays, *gone])
    moves = _moves(found[stays], [found[one] for one in gone])
    referring = sorted(_referring(reader, moves) - {stays, *gone})
    return merge(found[stays], [found[one] for one in gone], list(_held(reader, referring).values()))


def merge(keep: Held, others: Sequence[Held], referrers: Iterable[Held]) -> ChangeSet:
    """Return the changes that make one record of several.

    Lists are united; a value that the kept record lacks is taken over; a value that differs becomes a statement that is
    not chosen, and a differing name an alias. Who may see the kept record is who might see all of them.

    Args:
        keep: The record that stays.
        others: The records that it takes over; the values of an earlier one come before those of a later.
        referrers: Records that refer to one of the others, in their fields or in statements.

    Raises:
        UsageError: They are not of one kind, one is named twice, one is superseded already, or two of them are said not
            to be the same.
    """
    _check(keep, others)
    moves = _moves(keep, others)
    declared = kind(kind_of(keep.id))
    document, statements = keep.document, list(keep.statements)
    for other in others:
        document, statements = _taken_over(declared, document, statements, other)
    document = _without_itself(declared, _moved_links(declared, document, moves), keep.id)
    statements = _decided(_moved_claims(statements, moves), document, [other.id for other in others])
    puts = [_put(keep, document, statements)]
    puts += [_superseded(declared, other, keep.id, moves) for other in others]
    for one in referrers:
        linked = _moved_links(kind(kind_of(one.id)), one.document, moves)
        puts.append(_put(one, linked, _moved_claims(one.statements, moves)))
    return ChangeSet(puts, f"merge {', '.join(other.id for other in others)} into {keep.id}")


def _check(keep: Held, others: Sequence[Held]) -> None:
    ids = [keep.id, *(other.id for other in others)]
    if len(ids) < 2:
        raise UsageError("There is nothing to merge.", f"Name what is the same as {keep.id}.")
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise UsageError(f"{twice[0]} is named twice.", "Name each record once.")
    if strange := [one for one in ids if kind_of(one) != kind_of(keep.id)]:
        raise UsageError(f"{strange[0]} is no {kind_of(keep.id)}.", "Only records of one kind can be merged.")
    for held in (keep, *others):
        if held.document.get("registration") == "superseded":
            after = held.document.get("replaced_by", "another record")
            raise UsageError(f"{held.id} is superseded already, by {after}.", "Name the record that stands for it.")
    for one, other in permutations((keep, *others), 2):
        if said := _denied(one, other):
            fix = f"If they are: orodha edit {one.id} different_from-={said.pop()}"
            raise UsageError(f"{one.id} is said not to be the same as {other.id}.", fix)


def _names(held: Held) -> set[str]:
    """Return what a record may be called by those who refer to it: its short id, and its IRI if it has one."""
    return {name for name in (held.id, held.document.get("iri")) if name}


def _denied(one: Held, other: Held) -> set[str]:
    """Return by which of its names a record says of another that it is not the same."""
    return _names(other) & set(one.document.get("different_from", ()))


def told_apart(reader: Reader, one: str, other: str) -> ChangeSet:
    """Return the change that says of two records that they are not the same; none if that was said already.

    Args:
        reader: The catalogue.
        one: Short id or IRI of the record that shall say so.
        other: That of the other one.

    Raises:
        NotFound: One of them is not there.
        UsageError: They are the same record, or of two kinds.
    """
    ids = [reader.get(name)["id"] for name in (one, other)]
    if ids[0] == ids[1]:
        raise UsageError(f"{ids[0]} is named twice.", "Name two records.")
    if kind_of(ids[0]) != kind_of(ids[1]):
        raise UsageError(f"{ids[1]} is no {kind_of(ids[0])}.", "Records of two kinds are never taken for the same.")
    found = _held(reader, ids)
    mine, theirs = found[ids[0]], found[ids[1]]
    if _denied(mine, theirs) or _denied(theirs, mine):
        return ChangeSet([])
    others = [*mine.document.get("different_from", ()), theirs.id]
    put = Put(mine.document | {"different_from": others}, None, mine.version)
    return ChangeSet([put], f"{mine.id} is not {theirs.id}")


def _moves(keep: Held, others: Sequence[Held]) -> dict[str, str]:
    """Return where what leads to the others is to lead; they may be called by short id or by IRI."""
    return {name: keep.id for other in others for name in _names(other)}


def _taken_over(
    declared: Kind, document: Document, statements: Sequence[Statement], other: Held
) -> tuple[Document, list[Statement]]:
    """Return the kept record and its statements after it has taken over what another says."""
    result = dict(document)
    reason = f"Of {other.id}, which was merged into this record."
    differing: list[tuple[str, Any]] = []
    for field in declared.fields:
        theirs = other.document.get(field.name)
        if theirs is None or field.name in _OWN:
            continue
        result[field.name], left = united(field, result.get(field.name), theirs)
        if left is not None and not _as_alias(declared, field, result, left):
            differing.append((field.name, left))
    _narrow(declared, result, other.document)
    claims = [_compared(one, result, reason) for one in other.statements]
    new = [one for one in claims if one not in statements]
    said = [(one.field, one.value) for one in (*statements, *new)]
    outside = Statement("", certainty="outside", chosen=False, reason=reason)
    own = [replace(outside, field=name, value=value) for name, value in differing if (name, value) not in said]
    return result, [*statements, *new, *own]


def united(field: Field, ours: Any, theirs: Any) -> tuple[Any, Any]:
    """Return what a field says after two values of it became one, and what of theirs found no place in it, or None."""
    if ours is None or (is_unknown(ours, field.shape) and not is_unknown(theirs, field.shape)):
        return theirs, None
    if is_unknown(theirs, field.shape):
        return ours, None
    if field.many:
        return [*ours, *(one for one in theirs if one not in ours)], None
    if field.shape == "langs":
        return {**ours, **{key: _joined(ours.get(key, []), texts) for key, texts in theirs.items()}}, None
    if field.shape == "lang":
        left = {key: text for key, text in theirs.items() if ours.get(key, text) != text}
        return {**theirs, **ours}, left or None
    return ours, None if ours == theirs else theirs


def _joined(ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    return [*ours, *(one for one in theirs if one not in ours)]


def _as_alias(declared: Kind, field: Field, result: Document, left: Any) -> bool:
    """Put a name that differs among the aliases, if the kind has any, and tell whether that was done."""
    if "aliases" not in declared.by_name or field.name not in (declared.label_field, "acronym"):
        return False
    named = cast("dict[str, str]", left if isinstance(left, dict) else {DEFAULT_LANGUAGE: left})
    texts = {key: [text] for key, text in named.items()}
    result["aliases"], _ = united(declared.by_name["aliases"], result.get("aliases"), texts)
    return True


def _narrow(declared: Kind, result: Document, other: Document) -> None:
    """Let nobody see through the kept record what was hidden in another."""
    audiences = {one.get("visibility", "public") for one in (result, other)}
    narrow = min(audiences, key=AUDIENCES.index)
    if narrow != "public" or "visibility" in result:
        result["visibility"] = narrow
    ours = dict(result.get("field_visibility", {}))
    for name, audience in other.get("field_visibility", {}).items():
        seen = declared.visibility(result, name) if name in declared.by_name else "public"
        ours[name] = min(audience, seen, key=AUDIENCES.index)
    if ours:
        result["field_visibility"] = ours


def _compared(one: Statement, document: Document, reason: str) -> Statement:
    """Return a statement about another record as one about the kept record: chosen if the value follows it."""
    if not one.field or one.value is None or not one.chosen:
        return one
    if one.value == document.get(one.field):
        return one
    return replace(one, chosen=False, reason=f"{one.reason} {reason}".strip())


def _decided(statements: Sequence[Statement], document: Document, others: Sequence[str]) -> list[Statement]:
    """Return statements of which those alone are chosen that the record follows, with one for each value it now has.

    A list that was united is what no document says: each keeps its own words, and the whole is ours.
    """
    reason = f"So since {', '.join(others)} became one with this record."
    decided: list[Statement] = []
    for one in statements:
        follows = not one.field or one.value is None or one.value == document.get(one.field)
        decided.append(one if follows or not one.chosen else replace(one, chosen=False, reason=one.reason or reason))
    said = [one for one in decided if one.field and one.value is not None]
    settled = {one.field for one in said if one.chosen}
    for name in dict.fromkeys(one.field for one in said):
        if name not in settled and name in document:
            decided.append(Statement(name, document[name], certainty="outside", reason=reason))
    return decided


def _superseded(declared: Kind, other: Held, keep: str, moves: Mapping[str, str]) -> Put:
    """Return another record as it stays: its names, and what it cannot be without, pointing on.

    What else it said is in the kept record now; it would be counted twice if it stayed here too.
    """
    stays = {"id", "aliases", "acronym", declared.label_field, *_OWN}
    stays |= {field.name for field in declared.fields if field.required}
    document = {name: value for name, value in other.document.items() if name in stays}
    document = _moved_links(declared, document, moves) | {"registration": "superseded", "replaced_by": keep}
    claims = [one for one in other.statements if not one.field or one.field.partition(".")[0] in document]
    return _put(other, document, _moved_claims(claims, moves))


def _put(held: Held, document: Document, statements: Sequence[Statement]) -> Put:
    return Put(document, list(statements), held.version)


def _moved_links(declared: Kind, document: Document, moves: Mapping[str, str]) -> Document:
    """Return a document whose references lead where they shall."""
    moved = dict(document)
    for field in declared.fields:
        if field.name in moved and field.shape in ("ref", "part"):
            moved[field.name] = _moved_value(field, moved[field.name], moves)
    return moved


def _moved_value(field: Field, value: Any, moves: Mapping[str, str]) -> Any:
    if field.many:
        moved = [_moved_one(field, one, moves) for one in value]
        return value if moved == value else [one for at, one in enumerate(moved) if one not in moved[:at]]
    return _moved_one(field, value, moves)


def _moved_one(field: Field, value: Any, moves: Mapping[str, str]) -> Any:
    if field.part is None:
        return moves.get(value, value)
    inner = {one.name: one for one in fields_of(field.part) if one.shape == "ref"}
    return {name: _moved_value(inner[name], one, moves) if name in inner else one for name, one in value.items()}


def _without_itself(declared: Kind, document: Document, keep: str) -> Document:
    """Take out where the kept record would refer to itself, since it referred to another that is the same."""
    result = dict(document)
    for field in declared.fields:
        value = result.get(field.name)
        if field.shape != "ref" or field.required or value is None:
            continue
        if field.many and keep in value:
            result[field.name] = [one for one in value if one != keep]
        if value == keep or result[field.name] == []:
            del result[field.name]
    return result


def _moved_claims(statements: Iterable[Statement], moves: Mapping[str, str]) -> list[Statement]:
    """Return statements that speak of the kept record where they spoke of another."""
    return [
        replace(one, value=_moved_words(one.value, moves), document=moves.get(one.document, one.document))
        for one in statements
    ]


def _moved_words(value: Any, moves: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return moves.get(value, value)
    if isinstance(value, list):
        before = cast("list[Any]", value)
        moved = [_moved_words(one, moves) for one in before]
        return before if moved == before else [one for at, one in enumerate(moved) if one not in moved[:at]]
    if isinstance(value, dict):
        return {name: _moved_words(one, moves) for name, one in cast("dict[str, Any]", value).items()}
    return value


def _held(reader: Reader, ids: Sequence[str]) -> dict[str, Held]:
    sql = "SELECT id, document, version FROM record WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    claims = statements_of(reader, ids)
    rows = reader.database.rows(sql, (orjson.dumps(list(ids)).decode(),))
    return {one: Held(orjson.loads(text), tuple(claims.get(one, ())), version) for one, text, version in rows}


def _referring(reader: Reader, moves: Mapping[str, str]) -> set[str]:
    """Return the records that refer to some names: by links, or in what statements say and cite."""
    names = orjson.dumps(list(moves)).decode()
    within = "IN (SELECT value FROM json_each(?))"
    linked = f"SELECT id FROM link JOIN record ON key = subject WHERE object {within}"
    cited = f"SELECT id FROM statement JOIN record ON key = record WHERE statement.document {within}"
    spoken = "SELECT id FROM statement JOIN record ON key = record WHERE instr(statement.value, ?)"
    found = {one for sql in (linked, cited) for (one,) in reader.database.rows(sql, (names,))}
    return found | set(_spoken(reader, spoken, moves))


def _spoken(reader: Reader, sql: str, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from (one for (one,) in reader.database.rows(sql, (orjson.dumps(name).decode(),)))
