"""Fields as slots: a document of ours as SSSOM says it.

What has no slot goes into extensions, so that nothing is lost on the way out and in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple, cast

import orjson

from ...catalogue.columns import EVIDENCE
from ...catalogue.kinds import Document
from ...catalogue.names import GENERATED, is_id
from ..relations import PROPOSED, REJECTED
from ..review import mapping_id
from .curies import Contractor, Prefixes, UnknownPrefix, shortened
from .mapping_set import Slots
from .reading import TEXTS, as_number, status_of, together
from .slots import (
    CONDENSED,
    EXTENSIONS,
    NOT,
    OLD_NAMES,
    PREDICATES,
    PROBLEM,
    RECORD,
    SLOTS,
    STATUS,
    UNSPECIFIED,
    VERSION,
    VIA,
    Slot,
)

UNSTATED_LICENCE = "https://w3id.org/sssom/license/unspecified"

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_OWN = {*EXTENSIONS, *OLD_NAMES, PROBLEM, "match_type", "mappings", "curie_map", "extension_definitions"}
_WRITTEN = {"id", "iri", "status", "via", "extra", EVIDENCE, *GENERATED, *(slot.field for slot in SLOTS.values())}
_UNSAID = {"registration": "recorded", "visibility": "public"}
"""What a record is unless it says otherwise."""

_KNOWN = Prefixes({})


class Side(NamedTuple):
    """What readers are told of a concept.

    Attributes:
        iri: Its IRI.
        label: Its label, or "".
        source: The IRI of its scheme, or "".
        hint: What to call its namespace, or "".
        definition: Its definition, or "".
    """

    iri: str
    label: str = ""
    source: str = ""
    hint: str = ""
    definition: str = ""


class RowWriter:
    """Writes mappings as slots.

    Args:
        base: What the IRIs of the catalogue begin with.
        sides: Tells about a concept by its id or IRI.
    """

    def __init__(self, base: str, sides: Callable[[str], Side]) -> None:
        self.base = base
        self.sides = sides
        self.contractor = Contractor({name: f"{base}{name}/" for name in ("concept", "mapping", "scheme")})

    def slots(self, document: Document) -> Slots:
        """Return a document as slots, in the order of their columns."""
        extra: Document = dict(document.get("extra", {}))
        rest = {name: value for name, value in document.items() if name not in _WRITTEN and value != _UNSAID.get(name)}
        if "replaced_by" in rest:
            rest["replaced_by"] = self._iri(rest["replaced_by"])
        slots: Slots = {}
        self._ends(document, extra, slots)
        self._predicate(document, extra, slots)
        self._justification(document, rest, slots)
        self._plain(document, extra, rest, slots)
        self._name(document, rest, slots)
        self._keep(extra, slots)
        if extra:
            rest["extra"] = extra
        self._extensions(document, rest, slots)
        ordered = {name: slots[name] for name in SLOTS if name in slots}
        return ordered | slots

    def _iri(self, reference: str) -> str:
        return self.base + reference if is_id(reference) else reference

    def _ends(self, document: Document, extra: Document, slots: Slots) -> None:
        for end in ("subject", "object"):
            reference: str = document[end]
            side = self.sides(reference)
            slots[f"{end}_id"] = self.contractor.curie(side.iri, side.hint)
            away = not is_id(reference)
            label = side.label or (away and _plain_text(extra.get(f"{end}_label")) and extra.pop(f"{end}_label"))
            if label:
                slots[f"{end}_label"] = label
            if side.source:
                slots[f"{end}_source"] = self.contractor.curie(side.source)
            elif away and (source := self._entity(extra.get(f"{end}_source"))):
                slots[f"{end}_source"] = source
                del extra[f"{end}_source"]

    def _predicate(self, document: Document, extra: Document, slots: Slots) -> None:
        predicate: str = document["predicate"]
        original = extra.get("predicate_id")
        if isinstance(original, str) and PREDICATES.get(original) == predicate:
            del extra["predicate_id"]
            predicate = original
        slots["predicate_id"] = self.contractor.curie(_KNOWN.expand(predicate))
        if document.get("status") == REJECTED:
            slots["predicate_modifier"] = NOT

    def _justification(self, document: Document, rest: Document, slots: Slots) -> None:
        justification: str = document["justification"]
        try:
            iri = _KNOWN.expand(justification)
        except UnknownPrefix:
            iri = ""
        if not iri or shortened(iri) != justification:
            rest["justification"] = justification
            iri = _KNOWN.expand(UNSPECIFIED)
        slots["mapping_justification"] = self.contractor.curie(iri)

    def _plain(self, document: Document, extra: Document, rest: Document, slots: Slots) -> None:
        for name, field in (("confidence", "confidence"), ("similarity_score", "similarity")):
            if field in document:
                slots[name] = document[field]
        for slot in TEXTS:
            if slot.field in document:
                text: str = document[slot.field]
                into, name = (slots, slot.name) if _plain_text(text) else (rest, slot.field)
                into[name] = text
        if reviewer := document.get("reviewer"):
            several: Any = extra.get("reviewer_label")
            if isinstance(several, list) and _plain_texts(cast("list[Any]", several)) and together(several) == reviewer:
                slots["reviewer_label"] = extra.pop("reviewer_label")
            elif _plain_text(reviewer):
                slots["reviewer_label"] = [reviewer]
            else:
                rest["reviewer"] = reviewer
        if date := document.get("date"):
            into, name = (slots, "mapping_date") if len(date) == 10 else (rest, "date")
            into[name] = date

    def _name(self, document: Document, rest: Document, slots: Slots) -> None:
        """Name the record where its name does not follow from the concepts."""
        record: str = document.get("id", "")
        own = document.get("iri", "")
        default = not record or record == mapping_id(document["subject"], document["object"])
        if own and own != self.base + record:
            slots["record_id"] = self.contractor.curie(own)
            if not default:
                rest["id"] = record
        elif not default:
            slots["record_id"] = self.contractor.curie(self.base + record)

    def _keep(self, extra: Document, slots: Slots) -> None:
        """Give slots back that came without a home here."""
        for name in list(extra):
            slot, value = SLOTS.get(name), extra[name]
            if slot and (slot.field or slot.told or name in ("record_id", "predicate_modifier")):
                continue
            given = self._slot(slot, value) if slot else value if _NAME.fullmatch(name) and name not in _OWN else None
            if given is not None and (slot or _plain_text(given)):
                slots[name] = given
                del extra[name]

    def _slot(self, slot: Slot, value: Any) -> Any:
        """Return what a slot says of a value; None if it cannot say it."""
        if slot.number:
            return value if isinstance(value, float) and as_number(value) is not None else None
        if slot.many:
            if not isinstance(value, list) or not _plain_texts(cast("list[Any]", value)):
                return None
            found = [self._entity(one) if slot.entity else one for one in cast("list[str]", value)]
            return found if all(found) else None
        if slot.entity:
            return self._entity(value)
        return value if _plain_text(value) else None

    def _entity(self, value: Any) -> str | None:
        """Return an entity as a CURIE, if it comes back as it is."""
        if not isinstance(value, str) or not _plain_text(value):
            return None
        try:
            iri = _KNOWN.expand(value)
        except UnknownPrefix:
            return None
        return self.contractor.curie(iri) if shortened(iri) == value else None

    def _extensions(self, document: Document, rest: Document, slots: Slots) -> None:
        status = document.get("status", PROPOSED)
        if status != status_of(slots, document["justification"] if "justification" not in rest else UNSPECIFIED):
            slots[STATUS] = status
        if via := document.get("via"):
            slots[VIA] = "|".join(self.contractor.curie(self.sides(one).iri, self.sides(one).hint) for one in via)
        if rest:
            slots[RECORD] = orjson.dumps(rest).decode()


def _plain_text(value: Any) -> bool:
    """Tell whether a value is a text that a table can hold."""
    return isinstance(value, str) and bool(value) and "\0" not in value


def _plain_texts(values: list[Any]) -> bool:
    return bool(values) and all(_plain_text(one) for one in values)


def _property(name: str, contractor: Contractor) -> dict[str, str]:
    """Return what an extension means, if it is one of ours; others get what SSSOM makes up for them."""
    return {"property": contractor.curie(_KNOWN.expand(EXTENSIONS[name]))} if name in EXTENSIONS else {}


class Survey:
    """What a set has in common, learnt by looking at all of its mappings before the first is written."""

    def __init__(self) -> None:
        self.columns = set[str]()
        self.count = 0
        self._same: Slots | None = None

    def note(self, slots: Slots) -> None:
        """Take note of one mapping."""
        self.count += 1
        self.columns.update(slots)
        if self._same is None:
            self._same = {name: slots[name] for name in CONDENSED if name in slots}
        elif self._same:
            self._same = {name: value for name, value in self._same.items() if slots.get(name) == value}

    @property
    def shared(self) -> Slots:
        """What all mappings say, and the header says for them."""
        return self._same or {}

    def ordered(self) -> list[str]:
        """Return the columns in their order: those of SSSOM, then others by name."""
        own = self.columns - set(self.shared)
        wanted = {"subject_id", "predicate_id", "object_id", "mapping_justification"} | own
        return [name for name in SLOTS if name in wanted] + sorted(own - set(SLOTS))

    def header(self, base: str, title: str, contractor: Contractor) -> dict[str, Any]:
        """Return what is said of the set."""
        defined = [name for name in self.ordered() if name not in SLOTS]
        definitions = [{"slot_name": name, **_property(name, contractor)} for name in defined]
        newer = any(SLOTS[name].since != "1.0" for name in self.columns if name in SLOTS)
        header: dict[str, Any] = {
            "sssom_version": VERSION if newer else "",
            "curie_map": contractor.curie_map(),
            "mapping_set_id": f"{base}mappings",
            "mapping_set_title": title,
            "license": UNSTATED_LICENCE,
            **{name: self.shared[name] for name in SLOTS if name in self.shared},
            "extension_definitions": definitions,
        }
        return {name: value for name, value in header.items() if value}
