"""Slots as fields: what a mapping of a file says, as a document of ours.

A mapping that was rejected has the modifier Not. One that somebody who is named has reviewed or curated is accepted;
any other one is proposed. Where a file of ours means something else, it says so in an extension; a program that drops
that makes a proposal of a decision, never a decision of a proposal.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple, cast

import orjson

from ...catalogue.errors import Problem
from ...catalogue.kinds import Document
from ...catalogue.names import is_id, is_iri
from ...catalogue.record import check_date
from ..mappings import PREDICATES as OURS
from ..relations import ACCEPTED, PROPOSED, REJECTED, STATUSES
from ..review import mapping_id
from .curies import MEMO, Prefixes, UnknownPrefix, declared_in, shortened
from .mapping_set import MappingSet, Slots
from .slots import (
    DECIDED,
    MATCH_TYPES,
    NOT,
    PREDICATES,
    PROBLEM,
    RECORD,
    SLOTS,
    STATUS,
    UNSPECIFIED,
    VIA,
    Slot,
)

TEXTS = tuple(slot for slot in SLOTS.values() if slot.field in ("similarity_measure", "tool", "tool_version", "reason"))
NO_TERM = "https://w3id.org/sssom/NoTermFound"

_NUMBERS = tuple(slot for slot in SLOTS.values() if slot.number and slot.field)
_OWN = {STATUS, VIA, RECORD, PROBLEM, "record_id", "predicate_modifier", "match_type"}
_ELSEWHERE = {slot.name for slot in SLOTS.values() if slot.field or slot.told} | _OWN
"""Slots that do not become extra as they are."""


class Told(NamedTuple):
    """One mapping of a file.

    Attributes:
        fields: The document, as far as it could be read.
        labels: What the file says of the two concepts besides: their labels and schemes, by slot.
        problems: What is wrong; fields of problems are slots.
        named: Whether the file itself names the record.
    """

    fields: Document
    labels: Slots
    problems: list[Problem]
    named: bool


class RowReader:
    """Reads the mappings of one file.

    Args:
        opened: The file.
        base: What the IRIs of the catalogue begin with.
    """

    def __init__(self, opened: MappingSet, base: str) -> None:
        self.base = base
        self.prefixes = Prefixes(declared_in(opened.header))
        self.shared = _shared(opened.header, opened.columns)
        self._entities: dict[str, str] = {}
        self.unknown = Counter[str]()
        """Prefixes that nobody declared, with how often they occur."""
        self.translated = Counter[tuple[str, str]]()
        """Predicates of other vocabularies, and what they were taken for."""

    def read(self, slots: Slots) -> Told:
        """Return what a mapping says."""
        if self.shared:
            slots = self.shared | slots
        problems: list[Problem] = []
        fields: Document = {}
        extra: Document = {}
        self._ends(slots, fields, problems)
        self._predicate(slots, fields, extra, problems)
        self._justification(slots, fields, problems)
        self._plain(slots, fields, extra, problems)
        self._more(slots, extra)
        named = self._record(slots, fields, extra, problems)
        self._status(slots, fields, problems)
        if extra:
            fields["extra"] = extra
        if not problems and not named:
            fields["id"] = mapping_id(fields["subject"], fields["object"])
        return Told(fields, {name: slots[name] for name in _TOLD if name in slots}, problems, named)

    def reference(self, text: str) -> str:
        """Return what an entity is called here: the short id of what is under the catalogue's base, or an IRI.

        Raises:
            UnknownPrefix: The text is none.
        """
        if is_id(text):
            return text
        return self.local(self.prefixes.expand(text))

    def local(self, iri: str) -> str:
        """Return an IRI, or the short id of what is under the catalogue's base."""
        name = iri[len(self.base) :]
        return name if iri.startswith(self.base) and is_id(name) else iri

    def _ends(self, slots: Slots, fields: Document, problems: list[Problem]) -> None:
        for slot in _ENDS:
            text = str(slots.get(slot.name, "")).strip()
            if not text:
                literal = slots.get(slot.name.replace("_id", "_type")) == "rdfs literal"
                why = "is a text and no concept, which cannot be mapped here" if literal else "is empty"
                problems.append(Problem(slot.name, why, "", "" if literal else "Write a CURIE or an IRI."))
                continue
            try:
                found = self.reference(text)
            except UnknownPrefix as error:
                problems.append(self._unknown(slot.name, text, error.prefix))
                continue
            if found == NO_TERM:
                problems.append(
                    Problem(slot.name, "says that there is no such concept; no mapping is made of it", text)
                )
            fields[slot.field] = found
        if not problems and fields["subject"] == fields["object"]:
            problems.append(Problem("object_id", "is the subject itself", str(slots["object_id"])))

    def _unknown(self, slot: str, text: str, prefix: str) -> Problem:
        if not prefix:
            return Problem(slot, "is neither a CURIE nor an IRI", text)
        self.unknown[prefix] += 1
        return Problem(slot, f"has the prefix {prefix}, which is not declared", text, "Add it to curie_map.")

    def _predicate(self, slots: Slots, fields: Document, extra: Document, problems: list[Problem]) -> None:
        text = str(slots.get("predicate_id", "")).strip()
        try:
            curie = shortened(self.prefixes.expand(text)) if text else ""
        except UnknownPrefix as error:
            problems.append(self._unknown("predicate_id", text, error.prefix))
            return
        if curie in OURS:
            fields["predicate"] = curie
        elif curie in PREDICATES:
            fields["predicate"] = PREDICATES[curie]
            extra["predicate_id"] = curie
            self.translated[curie, PREDICATES[curie]] += 1
        else:
            known = ", ".join(OURS)
            problems.append(Problem("predicate_id", "is no relation of two concepts", text, f"Write one of {known}."))

    def _justification(self, slots: Slots, fields: Document, problems: list[Problem]) -> None:
        text = str(slots.get("mapping_justification", "")).strip()
        if not text and "match_type" in slots:
            text = MATCH_TYPES.get(str(slots["match_type"]), "")
        try:
            fields["justification"] = shortened(self.prefixes.expand(text)) if text else UNSPECIFIED
        except UnknownPrefix as error:
            problems.append(self._unknown("mapping_justification", text, error.prefix))

    def _plain(self, slots: Slots, fields: Document, extra: Document, problems: list[Problem]) -> None:
        for slot in _NUMBERS:
            if slot.name in slots:
                self._number(slot, slots[slot.name], fields, problems)
        for slot in TEXTS:
            if slot.name in slots and (text := _text(slots[slot.name])):
                fields[slot.field] = text
        if reviewers := slots.get("reviewer_label"):
            fields["reviewer"] = together(reviewers)
            if len(reviewers) > 1:
                extra["reviewer_label"] = reviewers
        if given := str(slots.get("mapping_date", "")).strip():
            try:
                fields["date"] = check_date(given.partition("T")[0])
            except ValueError:
                problems.append(Problem("mapping_date", "is no date", given, "Write YYYY-MM-DD."))

    def _number(self, slot: Slot, value: Any, fields: Document, problems: list[Problem]) -> None:
        number = as_number(value)
        if number is None:
            problems.append(Problem(slot.name, "is no number", str(value)[:80], "Write a number from 0 to 1."))
        elif not 0 <= number <= 1:
            problems.append(Problem(slot.name, "is not between 0 and 1", str(value)[:80], "Write 0.95 for 95%."))
        else:
            fields[slot.field] = number

    def _more(self, slots: Slots, extra: Document) -> None:
        """Keep what has no field; entities as IRIs, for the prefixes of the file will not be known any more."""
        for name, value in slots.items():
            if name in _ELSEWHERE:
                continue
            slot = SLOTS.get(name)
            if slot and slot.entity:
                extra[name] = [self.entity(one) for one in value] if slot.many else self.entity(value)
            elif slot and slot.number and (number := as_number(value)) is not None:
                extra[name] = number
            else:
                extra[name] = value

    def entity(self, value: Any) -> Any:
        """Return an entity as a CURIE that everybody knows, or as an IRI; what is neither stays as it is."""
        if not isinstance(value, str):
            return value
        if (known := self._entities.get(value)) is not None:
            return known
        try:
            found = shortened(self.prefixes.expand(value.strip()))
            if len(self._entities) < MEMO:
                self._entities[value] = found
            return found
        except UnknownPrefix as error:
            self.unknown[error.prefix] += bool(error.prefix)
            return value

    def _record(self, slots: Slots, fields: Document, extra: Document, problems: list[Problem]) -> bool:
        """Read what names the record, and what only Orodha says of it; tell whether it is named."""
        if isinstance(via := slots.get(VIA), str):
            fields["via"] = self._references(VIA, via.split("|"), problems)
        named = self._named(slots, fields, extra)
        if RECORD in slots:
            try:
                more = orjson.loads(slots[RECORD])
                if not isinstance(more, dict):
                    raise ValueError("is no JSON object")
            except (ValueError, TypeError):
                problems.append(Problem(RECORD, "is no JSON object", str(slots[RECORD])[:80], "Leave it as it came."))
                return named
            given = {name: value for name, value in cast("Document", more).items() if name not in _ESSENTIAL}
            kept = given.pop("extra", None)
            extra.update(cast("Document", kept) if isinstance(kept, dict) else {})
            if isinstance(by := given.get("replaced_by"), str):
                given["replaced_by"] = self.local(by)
            named = named or "id" in given
            fields.update(given)
        return named

    def _references(self, slot: str, texts: Collection[str], problems: list[Problem]) -> list[str]:
        found: list[str] = []
        for text in texts:
            try:
                found.append(self.reference(text))
            except UnknownPrefix as error:
                problems.append(self._unknown(slot, text, error.prefix))
        return found

    def _named(self, slots: Slots, fields: Document, extra: Document) -> bool:
        if "record_id" not in slots:
            return False
        try:
            name = self.reference(str(slots["record_id"]).strip())
        except UnknownPrefix:
            extra["record_id"] = slots["record_id"]
            return False
        if name.startswith("mapping/"):
            fields["id"] = name
            return True
        if is_iri(name):
            fields["iri"] = name
        return False

    def _status(self, slots: Slots, fields: Document, problems: list[Problem]) -> None:
        modifier = str(slots.get("predicate_modifier", "")).strip()
        if modifier and modifier.casefold() != NOT.casefold():
            problems.append(Problem("predicate_modifier", "is not Not, the one that there is", modifier))
        given = str(slots.get(STATUS, "")).strip()
        if given and given not in STATUSES:
            problems.append(Problem(STATUS, f"is none of {', '.join(STATUSES)}", given))
        fields["status"] = given or status_of(slots, fields.get("justification", ""))


def keep_labels(told: Told, entity: Callable[[Any], Any]) -> None:
    """Keep in extra what a file says of concepts that are elsewhere; of ours, the catalogue knows better."""
    for end in ("subject", "object"):
        if is_id(told.fields[end]):
            continue
        away = {name: told.labels[name] for name in (f"{end}_label", f"{end}_source") if name in told.labels}
        if f"{end}_source" in away:
            away[f"{end}_source"] = entity(away[f"{end}_source"])
        if away:
            told.fields["extra"] = {**told.fields.get("extra", {}), **away}


def status_of(slots: Mapping[str, Any], justification: str) -> str:
    """Return what the slots of SSSOM say that the review decided."""
    if slots.get("predicate_modifier"):
        return REJECTED
    if slots.get("reviewer_label") or slots.get("reviewer_id"):
        return ACCEPTED
    authored = slots.get("author_label") or slots.get("author_id")
    return ACCEPTED if authored and justification in DECIDED else PROPOSED


def as_number(value: Any) -> float | None:
    """Return a number that a cell or JSON holds; None if it is none."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return None if math.isnan(number) or isinstance(value, bool) else number


def together(values: Any) -> str:
    """Return several names as one text."""
    return "; ".join(map(str, cast("list[Any]", values))) if isinstance(values, list) else str(values)


def _text(value: Any) -> str:
    return together(value).strip()


def _shared(header: Mapping[str, Any], columns: Collection[str]) -> Slots:
    """Return what a header says for all mappings: slots that no mapping has of its own."""
    found: Slots = {}
    for slot in SLOTS.values():
        value = header.get(slot.name)
        if slot.shared and value and slot.name not in columns:
            found[slot.name] = [value] if slot.many and not isinstance(value, list) else value
    return found


_ESSENTIAL = ("subject", "predicate", "object", "status", "via")
"""Fields that the JSON of an extension does not say."""

_ENDS = (SLOTS["subject_id"], SLOTS["object_id"])
_TOLD = tuple(slot.name for slot in SLOTS.values() if slot.told and slot.name != "predicate_label")
