"""Mappings of a file held against those of a catalogue: which record each one is, and whose decision counts.

What a person has decided here stands. A proposal does not touch it; another decision is reported, and taken over only
when that is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, NamedTuple

import orjson

from ...catalogue.drafts import CellProblem, Draft
from ...catalogue.errors import NotFound, Problem
from ...catalogue.kinds import Document, kind
from ...catalogue.names import is_id
from ...catalogue.reconcile import Kept
from ...catalogue.resolving import Resolver
from ...catalogue.texts import fold
from ...catalogue.wording import counted, first_few
from ..mappings import MatchPredicate
from ..relations import ACCEPTED, INVERSE, PROPOSED, REJECTED, short
from ..review import LONGEST, mapping_id
from .reading import Told, keep_labels

DECISION = ("status", "predicate")
DETAILS = ("reviewer", "date", "reason")
SAID = (*DETAILS, "confidence", "similarity", "similarity_measure", "via", "tool", "tool_version")
"""What a decision that is taken over replaces, whether the file says it or not."""

ENDS = ("subject", "object")

Pair = tuple[str, str]
"""Two concepts, in the order of their names."""


class Claim(NamedTuple):
    """What a row has said of a pair.

    Attributes:
        file: The file.
        place: The row.
        status: What it decided.
        predicate: What the second of the pair is to the first.
        record: The id of the record that it went to.
    """

    file: str
    place: int
    status: str
    predicate: MatchPredicate
    record: str


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a file.

    Attributes:
        place: Its row, line or number.
        told: What it says.
        raw: The row as it stood, where something is wrong with it.
        problem: Why it cannot be read, or "".
        wiped: What a decision empties if the row does not say it.
        unsaid: What a decision has that is new here, where the row does not say it.
    """

    place: int
    told: Told
    raw: Document
    problem: str = ""
    wiped: tuple[str, ...] = SAID
    unsaid: Document = field(default_factory=dict[str, Any])


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
        bare: Whether rows say which concepts match and no more; such a row does not change what a proposal says.
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
        bare: bool = False,
    ) -> None:
        self.file = file
        self.sheet = sheet
        self.bare = bare
        self.index = index
        self.resolver = resolver
        self.reader = resolver.reader
        self.overwrite = overwrite
        self.entity = entity
        self.columns = columns
        self.kept: list[Kept] = []
        """Decisions that were not taken over; whoever reports them clears the list."""
        self._kind = kind("mapping")
        self._claims: dict[Pair, list[Claim]] = resolver.of_import.setdefault("sssom", {})
        """What the rows of all files of the import have said."""
        self._taken = set[str]()
        self._aside = 0
        self._repeated: list[int] = []
        self._mislabelled: list[str] = []

    def drafts(self, items: Sequence[Item]) -> list[Draft]:
        """Return some rows as drafts; rows that say nothing new give none."""
        good = [one for one in items if not one.problem and not one.told.problems]
        self._make_local(good)
        self._compare_labels(good)
        there = self.there(good)
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
            yield f"labels that the catalogue does not know, and that are not read: {first_few(self._mislabelled)}"

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

    def there(self, items: Sequence[Item]) -> dict[Pair, list[Document]]:
        """Return the mappings of these pairs that are on record, whichever way they were written."""
        ends = sorted({item.told.fields[end] for item in items for end in ENDS})
        rows = self.reader.database.rows(
            "SELECT DISTINCT record.document FROM link JOIN record ON record.key = subject AND record.kind = 'mapping'"
            " WHERE field = 'subject' AND object IN (SELECT value FROM json_each(?))",
            (orjson.dumps(ends).decode(),),
        )
        found: dict[Pair, list[Document]] = {}
        for (text,) in rows:
            one = orjson.loads(text)
            found.setdefault(claim_of(one)[0], []).append(one)
        return found

    def _draft(self, item: Item, there: dict[Pair, list[Document]]) -> Draft | None:
        fields = item.told.fields
        problems = [Problem("", item.problem)] if item.problem else item.told.problems or list(self._unknown(fields))
        if problems:
            return self._refused(item, problems)
        pair, predicate = claim_of(fields)
        said = self._claims.setdefault(pair, [])
        above = next((one for one in reversed(said) if one.predicate == predicate), None)
        if above and (above.status != PROPOSED or fields["status"] == PROPOSED):
            return self._again(item, above)
        candidates = there.get(pair, [])
        old = self._old(item, candidates, bool(said))
        if not _same_decision(old, fields) and (other := _contradicted(fields["status"], said)):
            return self._contradicts(item, other)
        record = above.record if above else old["id"] if old else self._new_id(item)
        if not above and record in self.resolver.batch:
            return self._refused(item, [Problem("record_id", "is the name of another mapping of the file", record)])
        if fields["status"] == PROPOSED and any(map(_is_decided, [old] if old else candidates)):
            self._aside += 1
            return None
        said.append(Claim(self.file, item.place, fields["status"], predicate, record))
        self.resolver.batch.add(record)
        return self._against(item, record, old)

    def _against(self, item: Item, record: str, old: Document | None) -> Draft:
        """Return a row as a draft, with what gives way to it of what is on record."""
        fields = item.told.fields
        away = old is not None and (old["subject"], old["object"]) == (fields["object"], fields["subject"])
        given = turned(fields) if away else {name: value for name, value in fields.items() if name != "id"}
        emptied: list[tuple[str, str]] = []
        if old and not self.overwrite and (_is_decided(old) or self._says_otherwise(old, given)):
            given = self._beside_ours(old, given)
        elif fields["status"] != PROPOSED:
            if not _same_decision(old, fields):
                given = item.unsaid | given
            emptied = [(name, "") for name in item.wiped if name not in given and name not in item.unsaid]
        return Draft(self._kind, record, given, (self.index, item.place), emptied if old else [])

    def _says_otherwise(self, old: Document, given: Document) -> bool:
        """Tell whether a bare row names another relation than the proposal here."""
        return self.bare and old["predicate"] != given["predicate"]

    def _unknown(self, fields: Document) -> Iterator[Problem]:
        """Yield what is wrong with references: a short id must be a concept of this catalogue."""
        for end, column in zip(ENDS, self.columns, strict=True):
            if is_id(fields[end]):
                try:
                    self.resolver(fields[end], ("concept",))
                except NotFound as error:
                    yield Problem(column, error.what.rstrip("."), "", error.advice)

    def _old(self, item: Item, candidates: Sequence[Document], said: bool) -> Document | None:
        """Return the record that a row is about: the one that it names, else that of its pair and predicate.

        Where none has the predicate, it is the accepted one, for a row that is accepted; else the only one, unless a
        row before this one spoke of the pair, or the row rules out another relation than the one accepted here.
        """
        fields = item.told.fields
        if item.told.named:
            named = [one for one in candidates if one["id"] == fields["id"]]
            if found := named[0] if named else next(self.reader.some([fields["id"]]), None):
                return found
        predicate = claim_of(fields)[1]
        same = [one for one in candidates if claim_of(one)[1] == predicate]
        if same:
            return next(filter(_is_decided, same), same[0])
        accepted = [one for one in candidates if one.get("status") == ACCEPTED]
        if accepted and fields["status"] == ACCEPTED:
            return accepted[0]
        free = [one for one in candidates if one["id"] not in self.resolver.batch]
        if item.told.named or len(free) != 1 or said or (accepted and fields["status"] == REJECTED):
            return None
        return free[0]

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

    def _again(self, item: Item, above: Claim) -> Draft | None:
        """Take a mapping that a row above has decided or proposed already; a decision below a proposal is none."""
        if item.told.fields["status"] in (above.status, PROPOSED):
            self._repeated.append(item.place)
            return None
        return self._contradicts(item, above)

    def _contradicts(self, item: Item, above: Claim) -> Draft:
        """Refuse a row that cannot be true together with one above, or with one of another file of the import."""
        fields = item.told.fields
        file = "" if above.file == self.file else f" of {above.file}"
        here, there = fields["status"], above.status
        (first, _), predicate = claim_of(fields)
        if above.predicate != predicate:
            theirs = above.predicate if first == fields["subject"] else INVERSE[above.predicate]
            here, there = f"{short(fields['predicate'])} {here}", f"{short(theirs)} {there}"
        why = f"contradicts row {above.place}{file}: {here} here, {there} there"
        return self._refused(item, [Problem("", why, "", "Keep one of them.")])

    def _beside_ours(self, old: Document, given: Document) -> Document:
        """Return what a file may add to a decision that stands here, its extra; report what it may not."""
        differing = [name for name in DECISION if old.get(name) != given.get(name)]
        why = "was decided here" if _is_decided(old) else f"is proposed here as {short(old['predicate'])}"
        names = differing or [name for name in DETAILS if name in given and old.get(name) != given[name]]
        for name in names:
            self.kept.append(Kept(old["id"], name, old.get(name), given.get(name), why))
        return {"extra": given["extra"]} if "extra" in given and not differing else {}

    def _refused(self, item: Item, problems: Iterable[Problem]) -> Draft:
        told = [
            CellProblem(self.file, self.sheet, item.place, one.field, one.message, one.value, one.fix)
            for one in problems
        ]
        raw = item.raw or item.told.fields
        return Draft(self._kind, "", dict(raw), (self.index, item.place), problems=told)


def claim_of(fields: Document) -> tuple[Pair, MatchPredicate]:
    """Return the pair of a mapping, in one order, and what the second of the two is to the first."""
    subject, object, predicate = fields["subject"], fields["object"], fields["predicate"]
    return ((subject, object), predicate) if subject < object else ((object, subject), INVERSE[predicate])


def turned(fields: Document) -> Document:
    """Return the fields of a mapping the other way round, without its id."""
    swapped = {name: value for name, value in fields.items() if name != "id"}
    swapped |= {"subject": fields["object"], "object": fields["subject"], "predicate": INVERSE[fields["predicate"]]}
    if "via" in fields:
        swapped["via"] = fields["via"][::-1]
    if "extra" in fields:
        swapped["extra"] = {_turned_name(name): value for name, value in fields["extra"].items()}
        if swapped["predicate"] != fields["predicate"]:
            swapped["extra"].pop("predicate_id", None)  # the word of another vocabulary has no inverse
    return swapped


def _turned_name(name: str) -> str:
    end, line, rest = name.partition("_")
    return {"subject": "object", "object": "subject"}.get(end, end) + line + rest


def _same_decision(old: Document | None, fields: Document) -> bool:
    if old is None:
        return False
    return old.get("status", PROPOSED) == fields["status"] and claim_of(old) == claim_of(fields)


def _contradicted(status: str, said: Sequence[Claim]) -> Claim | None:
    """Return the row that accepted another relation of a pair, if this one is accepted."""
    return next((one for one in said if one.status == status == ACCEPTED), None)


def _is_decided(document: Document) -> bool:
    return document.get("status", PROPOSED) != PROPOSED


def _references(fields: Document) -> Iterator[str]:
    yield fields["subject"]
    yield fields["object"]
    yield from fields.get("via", ())
