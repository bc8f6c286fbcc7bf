"""What an import would change: drafts compared with the records that are there, field by field.

Nothing is lost by an import: what a file leaves out or leaves empty stays, approved records keep their status, and a
value that was chosen from evidence stays chosen. Each of these can be asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, get_args

import orjson

from .changes import ABSENT, Put
from .drafts import Draft
from .errors import InvalidRecord, Problem
from .evidence import revised, statements_of
from .kinds import Document, Field, fields_of, filled
from .normal import normal
from .reader import Reader
from .record import Registration, Statement
from .resolving import Resolver

STATUSES: tuple[str, ...] = get_args(Registration)
APPROVED = STATUSES.index("qualified")
"""From this status on, an import does not take a record back to an earlier one."""


class FieldChange(NamedTuple):
    """One field that would differ; None where it is empty."""

    field: str
    before: Any
    after: Any


class Kept(NamedTuple):
    """A value of a file that was not taken over, and why."""

    id: str
    field: str
    kept: Any
    offered: Any
    reason: str


class Planned(NamedTuple):
    """One record as it would be saved.

    Attributes:
        id: Its short id.
        put: The change.
        changes: What would differ from the record that is there; empty for a new one.
        origin: The table or file, and the row, that it comes from.
    """

    id: str
    put: Put
    changes: tuple[FieldChange, ...]
    origin: tuple[int, int]

    @property
    def new(self) -> bool:
        """Whether the record is not there yet."""
        return self.put.expected == ABSENT


@dataclass(frozen=True, slots=True)
class _There:
    revision: int
    document: Document


@dataclass(slots=True)
class Outcome:
    """What became of the drafts.

    Attributes:
        planned: Records that would be saved, by id.
        unchanged: How many are as the file has them already.
        kept: Values that were not taken over.
        waiting: References that lead nowhere yet: by record, pairs of field and target.
    """

    planned: dict[str, Planned] = field(default_factory=dict[str, Planned])
    unchanged: int = 0
    kept: list[Kept] = field(default_factory=list[Kept])
    waiting: dict[str, list[tuple[str, str]]] = field(default_factory=dict[str, list[tuple[str, str]]])


class Reconciler:
    """Compares drafts with a catalogue.

    Args:
        reader: The catalogue.
        resolver: Knows which references lead somewhere.
        wipe: Whether an empty cell empties its field.
        overwrite: Whether chosen values and approved statuses give way.
        report: Takes each problem of a draft.
        file_of: Tells which file a draft comes from.
    """

    def __init__(
        self,
        reader: Reader,
        resolver: Resolver,
        *,
        wipe: bool,
        overwrite: bool,
        report: Callable[[Draft, Problem], None],
        file_of: Callable[[Draft], str],
    ) -> None:
        self.reader = reader
        self.resolver = resolver
        self.wipe = wipe
        self.overwrite = overwrite
        self.report = report
        self.file_of = file_of
        self.outcome = Outcome()

    def take(self, drafts: Sequence[Draft]) -> None:
        """Compare some drafts without problems."""
        ids = [draft.id for draft in drafts]
        there = self._there(ids)
        statements = statements_of(self.reader, list(there)) if there else {}
        for draft in drafts:
            old = there.get(draft.id)
            had = statements.get(draft.id, [])
            document = self._merged(draft, old.document if old else {"id": draft.id}, had)
            has = list(draft.evidence) if draft.evidence is not None else had
            if old and document == old.document and has == had:
                self.outcome.unchanged += 1
                continue
            try:
                document = normal(draft.kind, document)
            except InvalidRecord as error:
                for problem in error.problems:
                    self.report(draft, problem)
                continue
            if old and draft.evidence is None:
                has = self._revised(draft, old.document, document, had)
            self._plan(draft, document, old, has, had)

    def check(self, drafts: Sequence[Draft]) -> None:
        """Report what else is wrong with drafts that have problems; nothing of them is planned."""
        there = self._there([draft.id for draft in drafts])
        statements = statements_of(self.reader, list(there)) if there else {}
        kept = len(self.outcome.kept)
        for draft in drafts:
            old = there.get(draft.id)
            document = self._merged(draft, old.document if old else {"id": draft.id}, statements.get(draft.id, []))
            try:
                normal(draft.kind, document)
            except InvalidRecord as error:
                for problem in error.problems:
                    self.report(draft, problem)
            self._note_missing(draft, document)
        del self.outcome.kept[kept:]

    def _note_missing(self, draft: Draft, document: Document) -> None:
        if missing := [link for link in draft.kind.links(document) if not self.resolver.known(link[1])]:
            self.outcome.waiting[draft.id] = sorted(missing)

    def _revised(self, draft: Draft, before: Document, after: Document, had: list[Statement]) -> list[Statement]:
        """Return the statements of a record with what a file says instead of a chosen value."""
        chosen = {one.field for one in had if one.chosen and one.value is not None}
        changed = [
            (name, before.get(name), after.get(name)) for name in sorted(chosen) if before.get(name) != after.get(name)
        ]
        return revised(had, changed, None, f"Taken over from {self.file_of(draft)}.") if changed else had

    def _plan(
        self, draft: Draft, document: Document, old: _There | None, has: list[Statement], had: list[Statement]
    ) -> None:
        changes: tuple[FieldChange, ...] = ()
        if old:
            changes = tuple(_changes(old.document, document, has, had))
            if not changes:
                self.outcome.unchanged += 1
                return
        evidence = has if draft.evidence is None and has != had else draft.evidence
        put = Put(document, evidence, old.revision if old else ABSENT)
        self.outcome.planned[draft.id] = Planned(draft.id, put, changes, draft.origin)
        self._note_missing(draft, document)

    def _there(self, ids: Sequence[str]) -> dict[str, _There]:
        rows = self.reader.database.rows(
            "SELECT id, version, document FROM record WHERE id IN (SELECT value FROM json_each(?))",
            (orjson.dumps(ids).decode(),),
        )
        return {record: _There(version, orjson.loads(text)) for record, version, text in rows}

    def _merged(self, draft: Draft, old: Document, had: Sequence[Statement]) -> Document:
        given = filled(draft.fields)
        new = dict(old)
        if len(old) == 1:
            return new | given
        chosen = set[str]()
        if draft.evidence is None and not self.overwrite:
            chosen = {one.field.partition(".")[0] for one in had if one.chosen and one.field}
        for name, value in given.items():
            declared = draft.kind.by_name.get(name)
            before = old.get(name)
            merged = merge(declared, before, value) if declared else value
            if before is not None and merged != before and (why := self._why_kept(name, before, merged, chosen)):
                safe = _without_overwriting(declared, before, value)
                if safe != merged:
                    self.outcome.kept.append(Kept(draft.id, name, before, merged, why))
                merged = safe
            new[name] = merged
        if self.wipe:
            self._empty(draft, new, chosen)
        return new

    def _why_kept(self, name: str, before: Any, after: Any, chosen: set[str]) -> str:
        if self.overwrite:
            return ""
        if name == "registration" and STATUSES.index(before) >= APPROVED and after in STATUSES:
            return "is approved" if STATUSES.index(after) < STATUSES.index(before) else ""
        return "was chosen from evidence" if name in chosen else ""

    def _empty(self, draft: Draft, new: Document, chosen: set[str]) -> None:
        for name, language in draft.emptied:
            if name in chosen and name in new:
                self.outcome.kept.append(Kept(draft.id, name, new[name], None, "was chosen from evidence"))
            elif not language:
                new.pop(name, None)
            elif name in new:
                new[name] = {tag: text for tag, text in new[name].items() if tag != language}
                if not new[name]:
                    del new[name]


def merge(declared: Field, before: Any, given: Any) -> Any:
    """Return a field after an import: languages and keys are added to those there, a part's fields likewise.

    A list becomes what the file says, but an item that is a part keeps those of its fields that the file leaves out.
    """
    if before is None or given is None:
        return given
    if declared.shape in ("lang", "langs", "map") and isinstance(given, dict):
        return before | given
    if declared.part and declared.many:
        return list(_merged_parts(declared, before, given))
    if declared.part:
        return _merged_part(declared, before, given)
    return given


def _merged_part(declared: Field, before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(before)
    for one in fields_of(declared.part) if declared.part else ():
        if one.name in given:
            merged[one.name] = merge(one, before.get(one.name), given[one.name])
    return merged | {name: value for name, value in given.items() if name not in merged}


def _merged_parts(declared: Field, before: Sequence[Any], given: Sequence[Any]) -> Iterator[Any]:
    """Yield the parts of a file, each with what the part that it stands for had beside."""
    required = [one for one in fields_of(declared.part) if one.required] if declared.part else []
    waiting = [part for part in before if part not in given]
    for part in given:
        mine = next((one for one in waiting if part not in before and _same(required, one, part)), None)
        if mine is None:
            yield part
        else:
            waiting.remove(mine)
            yield _merged_part(declared, mine, part)


def _same(required: Sequence[Field], before: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Tell whether two parts stand for one thing: what is mandatory agrees, in the languages given."""
    return all(
        one.name in given and merge(one, before.get(one.name), given[one.name]) == before.get(one.name)
        for one in required
    )


def _without_overwriting(declared: Field | None, before: Any, given: Any) -> Any:
    """Return the old value, with languages that it did not have."""
    if declared and declared.shape in ("lang", "langs") and isinstance(given, dict):
        return given | before
    return before


def _changes(
    before: Document, after: Document, has: Sequence[Statement], had: Sequence[Statement]
) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*after, *before)):
        if before.get(name) != after.get(name):
            yield FieldChange(name, before.get(name), after.get(name))
    if list(has) != list(had):
        yield FieldChange("evidence", f"{len(had)} statements", f"{len(has)} statements")
