"""Checks: rules over a catalogue, and the findings that they yield.

A rule is a function of a reader that yields findings; ``@rule`` registers it. Rooms add rules of their own in modules
announced in the entry-point group ``orodha.checks``. Nothing is repaired in silence: a finding says what to do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import entry_points
from typing import Literal

from .errors import UsageError, did_you_mean
from .kinds import Field, fields_of, kinds
from .names import is_iri, kind_of
from .reader import Reader

Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found.

    Attributes:
        rule: Name of the rule.
        level: ``error``: wrong; ``warning``: probably wrong; ``info``: could be better.
        id: The record in question.
        field: The field in question, or "".
        message: What is the matter, and why.
        fix: What a person can do about it.
    """

    rule: str
    level: Level
    id: str
    field: str
    message: str
    fix: str

    def as_json(self) -> dict[str, str]:
        """Return the finding in the shape of ``orodha check --json``."""
        return asdict(self)


Found = tuple[str, str, str, str]
"""What a rule yields: id, field, message, fix."""

Check = Callable[[Reader], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One registered rule; its docstring says what it holds records to."""

    name: str
    level: Level
    check: Check

    @property
    def doc(self) -> str:
        """What the rule demands."""
        return (self.check.__doc__ or "").strip()


_rules: dict[str, Rule] = {}


def rule(name: str, level: Level) -> Callable[[Check], Check]:
    """Register a function as a rule."""

    def registered(check: Check) -> Check:
        _rules[name] = Rule(name, level, check)
        return check

    return registered


def rules() -> Mapping[str, Rule]:
    """Return every rule by name."""
    for point in entry_points(group="orodha.checks"):
        point.load()
    return _rules


def run(reader: Reader, name: str | None = None) -> Iterator[Finding]:
    """Yield what every rule, or the one named, finds; errors first.

    Raises:
        UsageError: There is no such rule.
    """
    known = rules()
    if name is not None and name not in known:
        raise UsageError(f"There is no rule {name!r}.", did_you_mean(name, known))
    order: tuple[Level, ...] = ("error", "warning", "info")
    for one in sorted(known.values(), key=lambda rule: (order.index(rule.level), rule.name)):
        if name in (None, one.name):
            for found in one.check(reader):
                yield Finding(one.name, one.level, *found)


@rule("missing-target", "error")
def missing_target(reader: Reader) -> Iterator[Found]:
    """Every reference to a record of this catalogue leads to one."""
    for subject, field, target in reader.database.stream(
        "SELECT record.id, field, object FROM link JOIN record ON record.key = subject"
        " WHERE NOT EXISTS (SELECT 1 FROM record AS there WHERE there.id = object) ORDER BY record.id, field, object"
    ):
        if not is_iri(target):
            yield subject, field, f"refers to {target}, which is not there", "Add that record, or name another."


@rule("wrong-kind", "error")
def wrong_kind(reader: Reader) -> Iterator[Found]:
    """Every reference leads to a kind of record that its field allows."""
    for kind in kinds().values():
        for name, field in _references(kind.fields):
            targets = field.targets
            marks = ", ".join("?" * len(targets))
            for subject, target in (
                reader.database.rows(
                    "SELECT record.id, object FROM link JOIN record ON key = subject WHERE kind = ? AND field = ?"
                    f" AND instr(object, ':') = 0 AND substr(object, 1, instr(object, '/') - 1) NOT IN ({marks})",
                    (kind.name, name, *targets),
                )
                if targets
                else ()
            ):
                told = f"refers to {target}, a {kind_of(target)}; it should be a {' or '.join(targets)}"
                yield subject, name, told, "Refer to a record of that kind."


@rule("wrong-scheme", "error")
def wrong_scheme(reader: Reader) -> Iterator[Found]:
    """Every coded value is a concept of the scheme that its field takes values from."""
    for kind in kinds().values():
        for name, field in _references(kind.fields):
            scheme = field.means.scheme
            for subject, target in (
                reader.database.rows(
                    "SELECT here.id, link.object FROM link JOIN record AS here ON here.key = link.subject"
                    " JOIN record AS there ON there.id = link.object"
                    " WHERE here.kind = ? AND link.field = ? AND NOT EXISTS"
                    " (SELECT 1 FROM link WHERE subject = there.key AND field = 'scheme' AND object = ?)",
                    (kind.name, name, f"scheme/{scheme}"),
                )
                if scheme
                else ()
            ):
                yield subject, name, f"has {target}, not of scheme/{scheme}", "Choose a concept of that scheme."


@rule("circle", "error")
def circle(reader: Reader) -> Iterator[Found]:
    """Nothing is above itself: no circles of broader, parent, part of, or replaced by."""
    from .graph import circles  # networkx, which only this rule needs

    for field in ("broader", "parent", "part_of", "replaced_by"):
        for ring in circles(reader, field):
            told = f"is above itself: {' → '.join([*ring, ring[0]])}"
            yield ring[0], field, told, "Take one of these references out."


@rule("chosen-differs", "error")
def chosen_differs(reader: Reader) -> Iterator[Found]:
    """A field's value is the one that the chosen statement about it gives."""
    for subject, field, value, held in reader.database.stream(
        "SELECT record.id, field, value, record.document -> ('$.\"' || field || '\"')"
        " FROM statement JOIN record ON key = record WHERE chosen AND value IS NOT NULL AND field <> ''"
        " ORDER BY record.id, position"
    ):
        if held is None or json.loads(value) != json.loads(held):
            told = f"has another value than the chosen statement, {value[:80]}"
            yield subject, field, told, "Correct the value, or choose another statement."


@rule("no-choice", "warning")
def no_choice(reader: Reader) -> Iterator[Found]:
    """Where documents disagree, one statement is chosen, and the reason given."""
    for subject, field, chosen, reasons in reader.database.rows(
        "SELECT record.id, field, sum(chosen), sum(reason <> '') FROM statement JOIN record ON key = record"
        " WHERE field <> '' GROUP BY record, field HAVING count(DISTINCT value) > 1"
        " AND (count(DISTINCT CASE WHEN chosen THEN value END) <> 1 OR sum(reason <> '') = 0)"
    ):
        told = "has statements that disagree and " + ("none chosen" if not chosen else "no reason for the choice")
        yield subject, field, told if not chosen or not reasons else "has two chosen values", "Choose one; say why."


@rule("replaced-without-successor", "warning")
def replaced_without_successor(reader: Reader) -> Iterator[Found]:
    """A superseded record says what stands in for it."""
    for (subject,) in reader.database.rows(
        "SELECT id FROM record WHERE json_extract(document, '$.registration') = 'superseded'"
        " AND json_extract(document, '$.replaced_by') IS NULL"
    ):
        yield subject, "replaced_by", "is superseded, but nothing replaces it", "Name the record that does."


@rule("recommended-missing", "info")
def recommended_missing(reader: Reader) -> Iterator[Found]:
    """Recommended fields are filled."""
    for kind in kinds().values():
        recommended = [field.name for field in kind.fields if field.need == "recommended"]
        for document in reader.documents([kind.name]) if recommended else ():
            for name in recommended:
                if name not in document:
                    yield document["id"], name, "is recommended and empty", f"orodha edit {document['id']} {name}=..."


def _references(fields: tuple[Field, ...]) -> Iterator[tuple[str, Field]]:
    """Yield every field of references by the name that its links have, those of parts too."""
    for field in fields:
        if field.shape == "ref":
            yield field.name, field
        elif field.part:
            yield from ((f"{field.name}.{name}", inner) for name, inner in _references(fields_of(field.part)))
