"""Checks: rules over a catalogue, and the findings that they yield.

A rule is a function that yields findings. ``@rule`` registers one for a whole catalogue, ``@record_rule`` one for a
single record: all of these share one pass over the documents. Rooms add rules of their own in modules announced in the
entry-point group ``orodha.checks``. Nothing is repaired in silence: a finding says what to do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import Any, Literal, TypeVar

import orjson

from .circles import circles, in_words, references
from .errors import UsageError, did_you_mean
from .kinds import Field, Kind, fields_of, kinds
from .names import is_iri
from .reader import Document, Reader

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

T = TypeVar("T")


class Survey(Reader):
    """A catalogue during one run of the rules: answers what a ``Reader`` does, and keeps what several rules need."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader.database)
        self._shared: dict[Callable[[Survey], Any], Any] = {}

    def shared(self, make: Callable[[Survey], T]) -> T:
        """Return what a function makes of the catalogue, made once in a run.

        Args:
            make: A function of the survey; the same one for all rules that share what it returns.
        """
        if make not in self._shared:
            self._shared[make] = make(self)
        return self._shared[make]


Check = Callable[[Survey], Iterator[Found]]
RecordCheck = Callable[[Document], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One registered rule.

    Attributes:
        name: What findings and ``orodha check --rule`` call it.
        level: How bad it is to break it.
        doc: What it demands, in a sentence.
        check: Finds where the catalogue breaks it; None if it looks at one record at a time.
        of_record: Finds where a document breaks it; None if it looks at the whole catalogue.
        kinds: The kinds of records that ``of_record`` looks at; every one if empty.
    """

    name: str
    level: Level
    doc: str
    check: Check | None = None
    of_record: RecordCheck | None = None
    kinds: tuple[str, ...] = ()


_rules: dict[str, Rule] = {}


def rule(name: str, level: Level) -> Callable[[Check], Check]:
    """Register a function of a survey, or of any reader, as a rule; its docstring says what it demands."""

    def registered(check: Check) -> Check:
        _rules[name] = Rule(name, level, _doc(check), check=check)
        return check

    return registered


def record_rule(name: str, level: Level, *kinds: str) -> Callable[[RecordCheck], RecordCheck]:
    """Register a function of a document as a rule, for records of some kinds, or of all if none is named."""

    def registered(check: RecordCheck) -> RecordCheck:
        _rules[name] = Rule(name, level, _doc(check), of_record=check, kinds=kinds)
        return check

    return registered


def _doc(check: Callable[..., object]) -> str:
    return " ".join((check.__doc__ or "").partition("\n\n")[0].split())


def rules() -> Mapping[str, Rule]:
    """Return every rule by name."""
    for point in entry_points(group="orodha.checks"):
        point.load()
    return _rules


ORDER: tuple[Level, ...] = ("error", "warning", "info")
"""The levels, the worst first."""


def run(reader: Reader, *names: str) -> Iterator[Finding]:
    """Yield what the rules named, or all, find; errors first.

    Raises:
        UsageError: There is no such rule.
    """
    known = rules()
    for name in names:
        if name not in known:
            raise UsageError(f"There is no rule {name!r}.", did_you_mean(name, known))
    chosen = [known[name] for name in names or known]
    survey = Survey(reader)
    found = _in_one_pass(survey, [one for one in chosen if one.of_record])
    for one in sorted(chosen, key=lambda rule: (ORDER.index(rule.level), rule.name)):
        for each in one.check(survey) if one.check else found[one.name]:
            yield Finding(one.name, one.level, *each)


def _in_one_pass(survey: Survey, chosen: list[Rule]) -> dict[str, list[Found]]:
    """Return what the rules for single records find, by rule."""
    found: dict[str, list[Found]] = {one.name: [] for one in chosen}
    by_kind = {
        kind: [(one.of_record, found[one.name]) for one in chosen if one.of_record and kind in (one.kinds or (kind,))]
        for kind in survey.kinds
    }
    wanted = [kind for kind, checks in by_kind.items() if checks]
    for document in survey.documents(wanted, loads=orjson.loads) if wanted else ():
        for check, into in by_kind[document["kind"]]:
            into.extend(check(document))
    return found


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
    allowed = {
        (kind.name, name): field.targets for kind in kinds().values() for name, field in _references(kind.fields)
    }
    for kind, name, other in reader.database.rows(
        "SELECT DISTINCT kind, field, substr(object, 1, instr(object, '/') - 1) FROM link"
        " JOIN record ON key = subject WHERE instr(object, ':') = 0 ORDER BY kind, field, 3"
    ):
        targets = allowed.get((kind, name))
        if not targets or other in targets:
            continue
        for subject, target in reader.database.stream(
            "SELECT record.id, object FROM link JOIN record ON key = subject WHERE kind = ? AND field = ?"
            " AND instr(object, ':') = 0 AND substr(object, 1, instr(object, '/') - 1) = ? ORDER BY record.id, object",
            (kind, name, other),
        ):
            told = f"refers to {target}, a {other}; it should be a {' or '.join(targets)}"
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
    for field, edges in references(reader, ("broader", "parent", "part_of", "replaced_by")).items():
        for ring in circles(edges):
            told = f"is above itself: {in_words([*ring, ring[0]])}"
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


@record_rule("replaced-without-successor", "warning")
def replaced_without_successor(document: Document) -> Iterator[Found]:
    """A superseded record says what stands in for it."""
    if document.get("registration") == "superseded" and "replaced_by" not in document:
        yield document["id"], "replaced_by", "is superseded, but nothing replaces it", "Name the record that does."


@record_rule("recommended-missing", "info")
def recommended_missing(document: Document) -> Iterator[Found]:
    """Recommended fields are filled."""
    known = kinds().get(document["kind"])
    for name in _recommended(known) if known else ():
        if name not in document:
            yield document["id"], name, "is recommended and empty", f"orodha edit {document['id']} {name}=..."


@cache
def _recommended(known: Kind) -> tuple[str, ...]:
    return tuple(field.name for field in known.fields if field.need == "recommended")


def _references(fields: tuple[Field, ...]) -> Iterator[tuple[str, Field]]:
    """Yield every field of references by the name that its links have, those of parts too."""
    for field in fields:
        if field.shape == "ref":
            yield field.name, field
        elif field.part:
            yield from ((f"{field.name}.{name}", inner) for name, inner in _references(fields_of(field.part)))
