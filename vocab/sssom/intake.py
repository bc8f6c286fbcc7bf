"""Mappings of a file held against those of a catalogue: which record each one is, and whose decision counts.

What a person has decided here stands. A proposal does not touch it; another decision is reported, and taken over only
when that is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import orjson

from ...catalogue.drafts import CellProblem, Draft
from ...catalogue.errors import NotFound, Problem
from ...catalogue.kinds import Document, kind
from ...catalogue.names import is_id
from ...catalogue.reconcile import Kept
from ...catalogue.resolving import Resolver
from ...catalogue.texts import fold
from ..review import LONGEST, mapping_id
from .reading import Told, keep_labels

DECISION = ("status", "predicate")
DETAILS = ("reviewer", "date", "reason")
SAID = (*DETAILS, "confidence", "similarity", "similarity_measure", "via", "tool", "tool_version")
"""What a decision that is taken over replaces, whether the file says it or not."""

SHOWN = 3
ENDS = ("subject", "object")


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a file.

    Attributes:
        place: Its row, line or number.
        told: What it says.
        raw: The row as it stood, where something is wrong with it.
        problem: Why it cannot be read, or "".
        wiped: What a decision empties if the row does not say it.
    """

    place: int
    told: Told
    raw: Document
    problem: str = ""
    wiped: tuple[str, ...] = SAID


class Intake:
    """Takes the mappings of one file, many at a time.

    Args:
        file: What people call it.
        index: The first part of the drafts' origins.
        resolver: The resolver of the import.
        overwrite: Whether decisions of the file replace those that stand here.
        entity: Reads an entity of the file, for what is kept of concepts that are elsewhere.
        columns: What the columns of subject and object are called.
        sheet: The sheet, for problems.
    """

    def __init__(
        self,
        file: str,
        index: int,
        resolver: Resolver,
        overwrite: bool,
        entity: Callable[[Any], Any] = lambda value: value,
        columns: tuple[str, str] = ("subject_id", "object_id"),
        sheet: str = "",
    ) -> None:
        self.file = file
        self.sheet = sheet
        self.index = index
        self.resolver = resolver
        self.reader = resolver.reader
        self.overwrite = overwrite
        self.entity = entity
        self.columns = columns
        self.kept: list[Kept] = []
        """Decisions that were not taken over; whoever reports them clears the list."""
        self._kind = kind("mapping")
        self._seen: dict[tuple[str, str, str], tuple[int, str, str]] = {}
        self._pairs: set[tuple[str, str]] = set()
        self._taken = set[str]()
        self._aside = 0
        self._repeated: list[int] = []
        self._mislabelled: list[str] = []

    def drafts(self, items: Sequence[Item]) -> list[Draft]:
        """Return some rows as drafts; rows that say nothing new give none."""
        good = [one for one in items if not one.problem and not one.told.problems]
        self._make_local(good)
        self._compare_labels(good)
        there = self._there(good)
        made = (self._draft(one, there) for one in items)
        return [draft for draft in made if draft]

    def notes(self) -> Iterator[str]:
        """Yield what is to be said at the end."""
        if self._aside:
            pairs = "the pair is" if self._aside == 1 else "their pairs are"
            yield f"{counted(self._aside, 'proposal')} left aside: {pairs} decided here"
        if self._repeated:
            told = f"{counted(len(self._repeated), 'row')} left aside that"
            says = "says" if len(self._repeated) == 1 else "say"
            yield f"{told} {says} again what one above says, first row {self._repeated[0]}"
        if self._mislabelled:
            more = "" if len(self._mislabelled) <= SHOWN else f" and {len(self._mislabelled) - SHOWN} more"
            first = ", ".join(self._mislabelled[:SHOWN])
            yield f"labels that the catalogue does not know, and that are not read: {first}{more}"

    def _make_local(self, items: Sequence[Item]) -> None:
        """Call concepts by their ids that the file calls by IRIs of their own."""
        iris = {one for item in items for one in _references(item.told.fields) if not is_id(one)}
        rows = self.reader.database.rows(
            "SELECT iri, id FROM record WHERE iri IN (SELECT value FROM json_each(?))",
            (orjson.dumps(sorted(iris)).decode(),),
        )
        ids = dict(rows)
        for item in items if ids else ():
            fields = item.told.fields
            for end in ENDS:
                fields[end] = ids.get(fields[end], fields[end])
            if "via" in fields:
                fields["via"] = [ids.get(one, one) for one in fields["via"]]
            if not item.told.named:
                fields["id"] = mapping_id(fields["subject"], fields["object"])
        self.resolver.prefetch({one for item in items for one in _references(item.told.fields) if is_id(one)})
        wanted = orjson.dumps([item.told.fields["id"] for item in items]).decode()
        rows = self.reader.database.rows(
            "SELECT id FROM record WHERE id IN (SELECT value FROM json_each(?))", (wanted,)
        )
        self._taken = {record for (record,) in rows}

    def _compare_labels(self, items: Sequence[Item]) -> None:
        """Hold labels against ours; keep those of concepts that are elsewhere."""
        wanted = {item.told.fields[end] for item in items for end in ENDS if f"{end}_label" in item.told.labels}
        rows = self.reader.database.rows(
            "SELECT record.id, code, title FROM record JOIN search_doc USING (key)"
            " WHERE record.id IN (SELECT value FROM json_each(?))",
            (orjson.dumps(sorted(filter(is_id, wanted))).decode(),),
        )
        ours = {record: {*code.split("\n"), *title.split("\n")} for record, code, title in rows}
        for item in items:
            fields, labels = item.told.fields, item.told.labels
            for end in ENDS:
                label = labels.get(f"{end}_label")
                known = ours.get(fields[end])
                if label and known is not None and fold(str(label)).strip() not in known:
                    self._mislabelled.append(f"{str(label)!r} of {fields[end]} in row {item.place}")
            keep_labels(item.told, self.entity)

    def _there(self, items: Sequence[Item]) -> dict[tuple[str, str], list[Document]]:
        """Return the mappings of these pairs that are on record, either way round."""
        ends = sorted({item.told.fields[end] for item in items for end in ENDS})
        rows = self.reader.database.rows(
            "SELECT DISTINCT record.document FROM link JOIN record ON record.key = subject AND record.kind = 'mapping'"
            " WHERE field = 'subject' AND object IN (SELECT value FROM json_each(?))",
            (orjson.dumps(ends).decode(),),
        )
        found: dict[tuple[str, str], list[Document]] = {}
        for (text,) in rows:
            one = orjson.loads(text)
            found.setdefault((one["subject"], one["object"]), []).append(one)
        return found

    def _draft(self, item: Item, there: dict[tuple[str, str], list[Document]]) -> Draft | None:
        fields = item.told.fields
        problems = [Problem("", item.problem)] if item.problem else item.told.problems or list(self._unknown(fields))
        if problems:
            return self._refused(item, problems)
        pair = (fields["subject"], fields["object"])
        key = (*pair, fields["predicate"])
        place, said, above = self._seen.get(key, (0, "", ""))
        if place and (said != "proposed" or fields["status"] == "proposed"):
            return self._again(item, place, said)
        old = self._old(item, there.get(pair, []))
        record = above or (old["id"] if old else self._new_id(item))
        self._seen[key] = (item.place, fields["status"], record)
        self._pairs.add(pair)
        if not above and record in self.resolver.batch:
            return self._refused(item, [Problem("record_id", "is the name of another mapping of the file", record)])
        turned = there.get((pair[1], pair[0]), [])
        if fields["status"] == "proposed" and any(map(_is_decided, [old] if old else turned)):
            self._aside += 1
            return None
        self.resolver.batch.add(record)
        given = {name: value for name, value in fields.items() if name != "id"}
        emptied: list[tuple[str, str]] = []
        if old and _is_decided(old) and not self.overwrite:
            given = self._beside_ours(old, given)
        elif old and fields["status"] != "proposed":
            emptied = [(name, "") for name in item.wiped if name not in given]
        return Draft(self._kind, record, given, (self.index, item.place), emptied)

    def _unknown(self, fields: Document) -> Iterator[Problem]:
        """Yield what is wrong with references: a short id must be a concept of this catalogue."""
        for end, column in zip(ENDS, self.columns, strict=True):
            if is_id(fields[end]):
                try:
                    self.resolver(fields[end], ("concept",))
                except NotFound as error:
                    yield Problem(column, error.what.rstrip("."), "", error.advice)

    def _old(self, item: Item, candidates: Sequence[Document]) -> Document | None:
        """Return the record that a row is about: the one that it names, else that of its pair and predicate."""
        fields = item.told.fields
        if item.told.named:
            named = [one for one in candidates if one["id"] == fields["id"]]
            return named[0] if named else next(self.reader.some([fields["id"]]), None)
        for one in candidates:
            if one["predicate"] == fields["predicate"]:
                return one
        pair = (fields["subject"], fields["object"])
        free = [one for one in candidates if one["id"] not in self.resolver.batch]
        return free[0] if len(free) == 1 and pair not in self._pairs else None

    def _new_id(self, item: Item) -> str:
        """Return the id of a new record: that of its pair, or one with the predicate where there is a record of it."""
        fields = item.told.fields
        record: str = fields["id"]
        if item.told.named or (record not in self.resolver.batch and record not in self._taken):
            return record
        relation = fields["predicate"].partition(":")[2]
        longer = f"{record}--{relation}"
        if len(longer.partition("/")[2]) <= LONGEST:
            return longer
        digest = blake2b(longer.encode(), digest_size=6).hexdigest()
        return f"{record[: LONGEST - 14]}--{digest}"

    def _again(self, item: Item, place: int, status: str) -> Draft | None:
        """Take a mapping that a row above has decided or proposed already; a decision below a proposal is none."""
        if item.told.fields["status"] in (status, "proposed"):
            self._repeated.append(item.place)
            return None
        why = f"contradicts row {place}: {item.told.fields['status']} here, {status} there"
        return self._refused(item, [Problem("", why, "", "Keep one of them.")])

    def _beside_ours(self, old: Document, given: Document) -> Document:
        """Return what a file may add to a decision that stands here, its extra; report what it may not."""
        differing = [name for name in DECISION if old.get(name) != given.get(name)]
        names = differing or [name for name in DETAILS if name in given and old.get(name) != given[name]]
        for name in names:
            self.kept.append(Kept(old["id"], name, old.get(name), given.get(name), "was decided here"))
        return {"extra": given["extra"]} if "extra" in given and not differing else {}

    def _refused(self, item: Item, problems: Iterable[Problem]) -> Draft:
        told = [
            CellProblem(self.file, self.sheet, item.place, one.field, one.message, one.value, one.fix)
            for one in problems
        ]
        raw = item.raw or item.told.fields
        return Draft(self._kind, "", dict(raw), (self.index, item.place), problems=told)


def counted(number: int, word: str) -> str:
    """Return a number with the word for what it counts, which has a plural with s."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _is_decided(document: Document) -> bool:
    return document.get("status", "proposed") != "proposed"


def _references(fields: Document) -> Iterator[str]:
    yield fields["subject"]
    yield fields["object"]
    yield from fields.get("via", ())
