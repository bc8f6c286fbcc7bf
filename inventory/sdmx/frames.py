"""What a list of SDMX says for all of its items, so that each needs to say only what differs.

Whoever writes a record reads the item back in the same frame, and annotates what does not come back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ...catalogue.errors import FormatError
from ...catalogue.formats.sdmx import model, urn
from ...catalogue.formats.sdmx.urn import Urn
from ...catalogue.kinds import Document
from ...catalogue.names import kind_of
from . import natives
from .annotations import TYPE, Annotation, absent, is_ours, mark, read, writer
from .foreign import agency_fields, concept_fields, identity, item_urn_in, scheme_fields, source_fields
from .identities import ITEMS, last_word, slug_of
from .kept import hold

OWNERS = {"concept": "scheme", "variable": "source"}
"""The field of a kind that says whose list a record is in."""

ITSELF = frozenset(("scheme", "source", "dataset"))
"""Kinds whose records are artefacts."""

_MARKS = frozenset(("id", "codes", "iris"))
_SLUG = re.compile("[A-Za-z0-9._~-]{1,99}")
"""Items that the ids of their records have as they are."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for an artefact and its items.

    Attributes:
        place: The artefact.
        kind: The kind of its items; of a data flow, its own.
        record: The record that the artefact is; "" if it only holds others.
        owner: Whose list it is: the scheme of its concepts, the source of its variables; "" if that differs.
        came: Whether its name is the one that it came with, so that it is read as other agencies' artefacts are.
        codes: What ids of items are: "notation", or "slug" if they are made of ids of records.
    """

    place: Urn
    kind: str
    record: str = ""
    owner: str = ""
    came: bool = False
    codes: str = "notation"
    _prefix: str = field(init=False, default="")
    _came: str = field(init=False, default="")

    def __post_init__(self) -> None:
        prefix = f"{self.kind}/{last_word(self.owner)}-" if self.owner else f"{self.kind}/"
        object.__setattr__(self, "_prefix", prefix)
        if self.came and self.kind == "concept" and self.place.kind in ITEMS:
            object.__setattr__(self, "_came", self._prefix_of_came())

    @classmethod
    def of(cls, artefact: model.Maintainable) -> Frame:
        """Return the frame that our marks on an artefact tell of."""
        marks = {one.id: one.title for one in artefact.annotations if one.type == TYPE and one.title}
        place = urn.parse(artefact.urn)
        record = marks.get("id", "")
        kind = ("concept" if place.kind in ITEMS else kind_of(record)) if record else marks.get("kind", "")
        owner = record or marks.get(OWNERS.get(kind, ""), "")
        return cls(place, kind, record, owner, marks.get("iris") == "urn", marks.get("codes", "notation"))

    @property
    def is_foreign(self) -> bool:
        """Whether it is a record under the id that it would get if it came now: it is read as it came, unmarked."""
        return self.came and self.record != "" and self.record == identity(str(self.place))

    def marks(self) -> Iterator[Annotation]:
        """Yield the annotations that tell of the frame; none of what other agencies' artefacts are read as anyway."""
        if self.is_foreign:
            return
        if self.record:
            yield mark("id", self.record)
        else:
            yield mark("kind", self.kind)
            if self.owner:
                yield from writer(self.kind, OWNERS[self.kind])(self.owner)
        if self.came:
            yield mark("iris", "urn")
        if self.codes != "notation" and self.kind == "concept":
            yield mark("codes", self.codes)

    def _prefix_of_came(self) -> str:
        """Return what the ids of records that came begin with, if short items are simply put behind it; else ""."""
        try:
            sample = identity(self.urn("X" * 99))
        except FormatError:
            return ""
        return sample.removesuffix("X" * 99) if sample.endswith("-" + "X" * 99) else ""

    def id_of(self, item: str, path: str) -> str:
        """Return the record that an item is, unless it says otherwise.

        Args:
            item: Its id.
            path: Its id with those of the categories that it is in.
        """
        if self._came and _SLUG.fullmatch(path):
            return self._came + path
        if self.came and self.kind in ("concept", "agency"):
            try:
                return identity(self.urn(path))
            except FormatError:
                pass
        return self._prefix + slug_of(item)

    def urn(self, path: str) -> str:
        """Return the URN of an item."""
        if self.place.kind == "ValueList":
            return item_urn_in(str(self.place), path)
        return f"{urn.prefix(ITEMS[self.place.kind])}{self.place.scheme}.{path}"

    def item(self, kind: str, item: Any, path: str, above: str) -> Document:
        """Return the fields that an item gives natively.

        Args:
            kind: The kind of the record.
            item: The item, without annotations of ours.
            path: Its id with those of the categories that it is in.
            above: The record of the item above it, or "".
        """
        table = natives.native(kind)
        if self.came and kind == "concept":
            found = concept_fields(item, self.urn(path))
        elif self.came and kind == "agency":
            found = agency_fields(item, self.urn(path))
        else:
            found = table.read(item.names, item.descriptions)
            if self.came:
                found["iri"] = self.urn(path)
            if table.code and self.codes == "notation":
                found[table.code] = item.id
            if kind == "agency" and isinstance(item, model.Organisation):
                found |= natives.contacts_read(item)
            elif kind == "variable" and isinstance(item, model.Concept):
                found |= natives.representation_read(item, self.place.agency)
        if above and table.above:
            found[table.above] = [above]
        if self.owner and kind == self.kind:
            found[OWNERS[kind]] = self.owner
        return found

    def itself(self, artefact: model.Maintainable) -> Document:
        """Return the fields that the artefact of a scheme, source or release gives natively.

        Args:
            artefact: It, without annotations of ours.
        """
        kind = kind_of(self.record)
        if self.came and kind == "scheme":
            return scheme_fields(artefact)
        if self.came and kind == "source" and isinstance(artefact, model.Dataflow):
            return source_fields(artefact)
        found = natives.native(kind).read(artefact.names, artefact.descriptions)
        if self.came:
            found["iri"] = str(self.place)
        return found | (natives.version(artefact.version) if kind != "source" else {})

    def told(self, kind: str, annotations: tuple[Annotation, ...]) -> Document:
        """Return what annotations of a record say of its fields, None of those that it does not have."""
        told = read(kind, annotations)
        marks = _MARKS if kind in ITSELF else ("id",)
        return {name: value for name, value in told.items() if name not in marks}

    def beside(self, kind: str, fields: Document, item: Any, path: str, above: str) -> tuple[Annotation, ...]:
        """Return the annotations that an item needs to say all of its record.

        Args:
            kind: The kind of the record.
            fields: What the record says.
            item, path, above: As in ``item``.
        """
        if self._came and kind == "concept" and self._is_all(fields, item, path, above):
            return ()
        return self.annotations(kind, fields, self.item(kind, item, path, above))

    def _is_all(self, fields: Document, item: Any, path: str, above: str) -> bool:
        """Tell, in less time than ``item`` takes, whether a plain item that came says all of its concept."""
        expected: Document = {"iri": self.urn(path), "notation": item.id, "label": item.names, "scheme": self.owner}
        if item.descriptions:
            expected["definition"] = item.descriptions
        if above:
            expected["broader"] = [above]
        plain = item.names and not item.annotations and hold(item.names) and hold(item.descriptions)
        return bool(plain) and fields == expected

    def annotations(self, kind: str, fields: Document, seen: Document) -> tuple[Annotation, ...]:
        """Return the annotations for what the native places do not say of a record, or say wrongly."""
        found: list[Annotation] = []
        for name, value in fields.items():
            if name not in seen or seen[name] != value:
                found.extend(writer(kind, name)(value))
        found.extend(absent(name) for name in seen if name not in fields)
        return tuple(found)


def bare(item: Any) -> Any:
    """Return an artefact or item without the annotations that are ours."""
    if not any(map(is_ours, item.annotations)):
        return item
    return replace(item, annotations=tuple(one for one in item.annotations if not is_ours(one)))
