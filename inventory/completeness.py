"""How complete records are: which of the fields that are asked of a kind are filled, the needed ones weighing more.

What a field counts follows from its declaration; ``completeness.toml`` says where it counts otherwise. A
value that says only that nobody knows counts as empty. Filling a field never lowers the score of a record.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat
from typing import Any, cast

import orjson

from ..catalogue.reader import Document, Reader
from ..catalogue.wording import counted, first_few
from .counting import CURRENT, VALID, holds_data, validation_lapse
from .named import Named, named
from .tables import Table

KINDS = ("source", "dataset", "agency", "agreement", "law", "document", "indicator", "procedure", "action")
"""Kinds that are looked at if none is named."""

ANSWERS_FOR = (
    *("holder", "producers", "compiler", "owner", "parties", "agencies", "custodian", "publisher", "assessor"),
    *("authority", "parent"),
)
"""Fields that name the agency that a record is the business of."""

_UNKNOWN = {
    "code": re.compile("unknown"),
    "ref": re.compile("concept/.+-unknown"),
    "part": re.compile("unknown|concept/.+-unknown"),
}
"""Values that say that nobody knows, by the shape of the fields that can have them; a text can never."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What a field counts.

    Attributes:
        field: Name of the field.
        label: The name as people read it.
        shape: How its values look, as ``Field.shape``.
        need: "mandatory", "recommended" or "optional", as declared.
        weight: What it counts, above 0.
        unless: Fields, each with values of it with which an empty field is no lack; none if it always is one.
    """

    field: str
    label: str
    shape: str
    need: str
    weight: int
    unless: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def is_asked_of(self, document: Mapping[str, Any]) -> bool:
        """Tell whether it is a lack of the record if the field is empty."""
        return not self.unless or all(document.get(other) not in values for other, values in self.unless)


@dataclass(frozen=True, slots=True)
class Score:
    """How complete a record is.

    Attributes:
        record: The record.
        share: The weight of what is filled in that of what is asked for, 0 to 1.
        lacks: What is not, the heaviest first.
        validated: When its data were last validated, "" for never.
        validator: Id of the agency that validated them, or "".
        data: Whether it is a source that holds data: of others no validation is asked.
    """

    record: Named
    share: float
    lacks: tuple[Weight, ...]
    validated: str = ""
    validator: str = ""
    data: bool = False


@dataclass(frozen=True, slots=True)
class KindScore:
    """How complete the records of a kind are.

    Attributes:
        kind: The kind.
        records: The records, the least complete first.
    """

    kind: str
    records: tuple[Score, ...]

    @property
    def share(self) -> float:
        """The mean of its records, 0 to 1; 1 if there is none."""
        return sum(one.share for one in self.records) / len(self.records) if self.records else 1.0

    def lacking(self) -> list[tuple[str, int]]:
        """Return what is lacking, as people call it, and in how many records, most often first."""
        return Counter(weight.label for one in self.records for weight in one.lacks).most_common()


@cache
def shipped_rules() -> Mapping[str, Any]:
    """Return what fields count, as Orodha ships it: "need", "every" and kinds, and below a kind ``unless``."""
    text = (files("orodha.inventory") / "completeness.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def weights(reader: Reader, kind: str, rules: Mapping[str, Any] | None = None) -> tuple[Weight, ...]:
    """Return what the fields of a kind count, the heaviest first, without those that do not.

    Args:
        reader: The catalogue.
        kind: The kind.
        rules: What fields count, if not as ``shipped_rules`` say.

    Raises:
        UsageError: There is no such kind.
    """
    rules = rules or shipped_rules()
    own: dict[str, Any] = {**rules["every"], **rules.get(kind, {})}
    unless: Mapping[str, Mapping[str, list[str]]] = own.get("unless", {})
    found: list[Weight] = []
    for name, (shape, label, _, need, *_) in reader.kinds[reader.check_kind(kind)]["fields"].items():
        conditions = tuple((other, tuple(values)) for other, values in unless.get(name, {}).items())
        if weight := own.get(name, rules["need"][need or "optional"]):
            found.append(Weight(name, label, shape, need or "optional", weight, conditions))
    return tuple(sorted(found, key=lambda one: -one.weight))


def is_unknown(value: object, shape: str) -> bool:
    """Tell whether a value of a field of a shape (as ``Field.shape``) says only that nobody knows."""
    return isinstance(value, str) and shape in _UNKNOWN and _UNKNOWN[shape].fullmatch(value) is not None


def is_filled(value: object, shape: str) -> bool:
    """Tell whether a value of a field of a shape says anything; a list or part does if anything in it does."""
    if isinstance(value, str):
        return bool(value) and not (value.endswith("unknown") and is_unknown(value, shape))
    if isinstance(value, dict):
        return any(map(is_filled, cast("dict[str, object]", value).values(), repeat(shape)))
    if isinstance(value, list):
        return any(map(is_filled, cast("list[object]", value), repeat(shape)))
    return value is not None


def completeness(document: Mapping[str, Any], asked: Iterable[Weight]) -> tuple[float, tuple[Weight, ...]]:
    """Return how complete a record is, 0 to 1, and what it lacks, in the order of the weights."""
    filled, lacks = 0, list[Weight]()
    for one in asked:
        if is_filled(document.get(one.field), one.shape):
            filled += one.weight
        elif one.is_asked_of(document):
            lacks.append(one)
    whole = filled + sum(one.weight for one in lacks)
    return (filled / whole if whole else 1.0), tuple(lacks)


def score(reader: Reader, record: str) -> Score:
    """Return how complete one record is.

    Raises:
        NotFound: There is no such record.
    """
    document = reader.get(record)
    labels = reader.labels([document["id"]])
    return _score(document["id"], labels[document["id"]], document, weights(reader, document["kind"]))


def scores(reader: Reader, kind: str, agency: str = "") -> KindScore:
    """Return how complete the records of a kind are, without those that are superseded or retired.

    Args:
        reader: The catalogue.
        kind: The kind.
        agency: Id of an agency: only what is its business.

    Raises:
        UsageError: There is no such kind.
    """
    asked = weights(reader, kind)
    found = [_score(name, label, orjson.loads(text), asked) for name, label, text in stored(reader, kind, agency)]
    return KindScore(kind, tuple(sorted(found, key=lambda one: (one.share, one.record.label, one.record.id))))


def _score(record: str, label: str, document: Document, asked: Sequence[Weight]) -> Score:
    share, lacks = completeness(document, asked)
    validated, validator = document.get("last_validated", ""), document.get("validated_by", "")
    data = record.startswith("source/") and holds_data(document)
    return Score(Named(record, label), share, lacks, validated, validator, data)


def stored(reader: Reader, kind: str, agency: str = "") -> Iterator[Sequence[Any]]:
    """Yield id, label and document of the records of a kind, without those that are superseded or retired.

    Args:
        reader: The catalogue.
        kind: The kind.
        agency: Id of an agency: only what is its business, or is about a source that is.
    """
    sql = f"SELECT id, label, document FROM record WHERE kind = ? AND {CURRENT}"
    values = [kind]
    if agency:
        within = ", ".join(f"'{one}'" for one in ANSWERS_FOR)
        named_there = f"SELECT {{}} FROM link JOIN record ON key = subject WHERE object = ? AND field IN ({within})"
        sql += (
            f" AND (id = ? OR key IN ({named_there.format('key')})"
            f" OR key IN (SELECT subject FROM link WHERE field IN ('source', 'subject')"
            f"  AND object IN ({named_there.format('id')})))"
        )
        values += [agency] * 3
    return reader.database.stream(sql, values)


def percent(share: float) -> str:
    """Return a share as a percentage; only what is whole is 100%."""
    return f"{int(share * 100 + 1e-9)}%"


def kinds_table(reader: Reader, on: dt.date, agency: str = "") -> Table:
    """Return how complete the records of each kind are, as a table, with the least complete record of each.

    Args:
        reader: The catalogue.
        on: The day of the question: validations hold for ``VALID``.
        agency: Id of an agency: only what is its business.
    """
    found = [scores(reader, kind, agency) for kind in KINDS if kind in reader.kinds]
    rows = [_kind_row(one) for one in found]
    ids = tuple(tuple(each.record.id for each in one.records[:1]) for one in found)
    foot = [line for one in found if one.kind == "source" for line in _validated(one, on)]
    head = ("kind", "records", "complete", "lowest", "least complete", "it lacks")
    return Table(f"Completeness, {on.isoformat()}", head, tuple(rows), tuple(foot), ids)


def _kind_row(found: KindScore) -> tuple[str, ...]:
    if not found.records:
        return (found.kind, "0", "", "", "", "")
    worst = found.records[0]
    return (
        found.kind,
        f"{len(found.records):,}",
        percent(found.share),
        percent(worst.share),
        worst.record.id,
        first_few([one.label for one in worst.lacks]),
    )


def _validated(found: KindScore, on: dt.date) -> Iterator[str]:
    asked = [one for one in found.records if one.data]
    done = sum(not validation_lapse({"last_validated": one.validated}, on) for one in asked)
    yield f"Validated within {VALID.months} months: {done:,} of {counted(len(asked), found.kind)} with data."


def records_table(reader: Reader, kind: str, on: dt.date, agency: str = "", limit: int | None = None) -> Table:
    """Return the records of a kind as a table, the least complete first, with what each lacks.

    Args:
        reader: The catalogue.
        kind: The kind.
        on: The day of the question: validations hold for ``VALID``.
        agency: Id of an agency: only what is its business.
        limit: At most so many rows.

    Raises:
        UsageError: There is no such kind.
    """
    found = scores(reader, kind, agency)
    shown = found.records[:limit]
    validates = "last_validated" in reader.kinds[kind]["fields"]
    agencies = named(reader, {one.validator for one in shown})
    head = ("complete", kind, *(("last validated", "by") if validates else ()), "lacks", "id")
    rows: list[tuple[str, ...]] = []
    for one in shown:
        by = agencies[one.validator].label if one.validator else "nobody named"
        when = (one.validated or "never", by) if validates else ()
        lacks = ", ".join(each.label for each in one.lacks)
        rows.append((percent(one.share), one.record.label, *when, lacks, one.record.id))
    foot = [f"{counted(len(found.records), kind)}, {percent(found.share)} complete."]
    if lacking := found.lacking():
        foot.append(f"Lacking most often: {first_few([f'{label} ({n:,})' for label, n in lacking], 5)}.")
    foot += _validated(found, on) if validates else ()
    title = f"Completeness: {kind}, {on.isoformat()}" if validates else f"Completeness: {kind}"
    return Table(title, head, tuple(rows), tuple(foot), tuple((one.record.id,) for one in shown))


def record_table(reader: Reader, record: str) -> Table:
    """Return what one record lacks as a table, the heaviest first, with how to fill it in.

    Raises:
        NotFound: There is no such record.
    """
    found = score(reader, record)
    rows = tuple((one.label, str(one.weight), one.need, _written(one)) for one in found.lacks)
    foot = [f"{found.record.label} is {percent(found.share)} complete."]
    if found.lacks:
        written = next((f" {_written(one)}" for one in found.lacks if one.shape != "part"), "")
        foot.append(f"Fill in with: orodha edit {found.record.id}{written}")
    if "last_validated" in reader.kinds[found.record.id.partition("/")[0]]["fields"]:
        by = named(reader, [found.validator])
        when = f"{found.validated}, by {by[found.validator].label if by else 'nobody named'}"
        foot.append(f"Last validated: {when if found.validated else 'never, as far as recorded'}.")
    head = ("lacks", "weight", "need", "fill it in")
    ids = ((found.record.id,),) * len(rows)
    return Table(f"What {found.record.label} lacks", head, rows, tuple(foot), ids)


def _written(lack: Weight) -> str:
    """Return how a field is filled in; a part has fields of its own, which are written as a whole record is."""
    return "in the editor" if lack.shape == "part" else f"{lack.field}=..."


def weights_table(reader: Reader, kinds: Sequence[str] = ()) -> Table:
    """Return what each field counts as a table, the fields that do not left out.

    Raises:
        UsageError: There is no such kind.
    """
    rows: list[tuple[str, ...]] = []
    for kind in kinds or [one for one in KINDS if one in reader.kinds]:
        for one in weights(reader, kind):
            told = "; ".join(f"{other} is {' or '.join(values)}" for other, values in one.unless)
            rows.append((kind, one.label, str(one.weight), one.need, told))
    rules = shipped_rules()
    need = ", ".join(f"{name} {weight}" for name, weight in rules["need"].items())
    foot = (f"Weights of {rules['version']}: {need}, where nothing else is set. Fields that are not here count 0.",)
    return Table("What fields count", ("kind", "field", "weight", "need", "not asked if"), tuple(rows), foot)
