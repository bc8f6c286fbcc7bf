"""Records as SDMX: every record in its home, as natively as SDMX can, with annotations for the rest.

message = message(views, "sdmx-ml-3.0")                    # the records, and the views that users of SDMX expect
message = reports(content, names, facts, "sdmx-ml-3.0")   # reports on them, which are a message of their own
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from typing import Any

from ...catalogue.formats import Content
from ...catalogue.formats.sdmx.model import (
    SCHEMES,
    Category,
    CategoryScheme,
    Dataflow,
    Header,
    Maintainable,
    Message,
    Party,
    Texts,
)
from ...catalogue.formats.sdmx.urn import Urn
from ...catalogue.kinds import SCALARS, Document, kinds
from ...catalogue.names import GENERATED
from ...catalogue.texts import DEFAULT_LANGUAGE
from ...catalogue.uncollected import uncollected
from . import natives
from .annotations import is_ours, mark
from .beside import beside, said_beside
from .facts import Facts
from .foreign import PUBLIC, agency_urn, seen_by_all, with_kept
from .frames import OWNERS, Frame
from .identities import ARTEFACTS, Names
from .kept import KEY, completed, in_order, kept_of
from .metadata import metadata_sets
from .naming import NAME
from .views import Views

_HEAD = frozenset((*GENERATED, "id"))
_FIRST = ("agency", "area", "scheme", "concept")
_LONG_AGO = "1970-01-01T00:00:00Z"


def message(views: Views, syntax: str) -> Message:
    """Return the structure message of some records: a header, their homes, and the views of them."""
    giving = Giving(views.content, views.names, syntax, views.structures.structure_of)
    with uncollected():
        artefacts = [*giving.homes(), *views.artefacts(syntax)]
        artefacts.extend(beside(views.content, views.names, {one.urn for one in artefacts}))
    return Message(_header(views.content, views.names, views.facts, giving.newest, artefacts), artefacts)


def reports(content: Content, names: Names, facts: Facts, syntax: str) -> Message:
    """Return the message with the sets of reference metadata of some records."""
    newest = max((one.get("modified", "") for one in content.documents()), default="")
    made: list[Maintainable] = list(metadata_sets(content, names, facts, syntax))
    return Message(_header(content, names, facts, newest, made), made)


def _header(content: Content, names: Names, facts: Facts, newest: str, artefacts: Iterable[Maintainable]) -> Header:
    language = content.languages[0] if content.languages else DEFAULT_LANGUAGE
    title: Texts = {language: content.title} if content.title else {}
    prepared = newest or _LONG_AGO
    sender = re.sub("[^A-Za-z0-9_-]", "_", names.maintainer)
    publisher = facts.get(content.reader.meta.get("publisher"))
    held = sha256("\n".join(one.urn for one in artefacts).encode()).hexdigest()[:8]  # a part is not the whole
    return Header(
        id=f"{sender}_{re.sub('[^0-9]', '', prepared)}_{held}",
        test=False,
        prepared=prepared,
        sender=Party(sender, names=facts.label(publisher) if publisher else title),
        names=title,
    )


@dataclass(slots=True)
class _List:
    """A scheme that is being filled: its items with their records and what is above them."""

    frame: Frame
    document: Document
    names: Texts
    items: list[tuple[str, Any, str]] = field(default_factory=list[tuple[str, Any, str]])


class Giving:
    """Makes homes for records.

    Attributes:
        newest: When the newest of the records was saved, once all homes were made.

    Args:
        content: The records.
        names: What they are called.
        syntax: The syntax that they are written in; "" if all of them should be able to hold them.
        structure_of: Gives the URN of the data structure of a source or release, "" if it has none.
    """

    def __init__(
        self, content: Content, names: Names, syntax: str = "", structure_of: Callable[[str], str] = lambda _: ""
    ) -> None:
        self.newest = ""
        self._drafts = syntax != "sdmx-ml-2.1"
        self._named_parents = syntax in ("", "sdmx-ml-3.0")
        self._content = content
        self._audience = content.audience
        self._names = names
        self._structure_of = structure_of
        self._lists: dict[Urn, _List] = {}
        self._titles: dict[str, Texts] = {}

    def homes(self) -> Iterator[Maintainable]:
        """Yield every artefact: data flows first, for they name what their variables are in."""
        rest = [one for one in self._content.kinds if one not in (*_FIRST, *ARTEFACTS)]
        for document in self._documents(ARTEFACTS):
            yield self._flow(document)
        for kind in [*_FIRST, *rest]:
            shown = self._shown(kind) if natives.native(kind).above else None
            for document in self._documents((kind,)):
                if kind == "scheme":
                    self._open(document)
                else:
                    self._add(document, shown)
        for place in list(self._lists):
            yield self._closed(place, self._lists.pop(place))

    def _documents(self, wanted: Sequence[str]) -> Iterator[Document]:
        """Yield the documents of some kinds, remembering when the newest was saved."""
        chosen = [one for one in wanted if one in self._content.kinds]
        for document in self._content.documents(chosen) if chosen else ():
            self.newest = max(self.newest, document.get("modified", ""))
            yield document

    def _shown(self, kind: str) -> Container[str] | None:
        """Return the ids of the records of a kind that are written; None if that is all of them."""
        if self._content.whole and not self._content.hidden:
            return None
        return {one["id"] for one in self._documents((kind,))}

    def _fields(self, document: Document) -> Document:
        """Return what a document says of its own, beyond what is assumed."""
        defaults = _defaults(document["kind"])
        derived = self._content.base + document["id"]
        found = {
            name: value
            for name, value in document.items()
            if name not in _HEAD
            and not (name in defaults and value == defaults[name])
            and not (name == "iri" and value == derived)
        }
        if self._audience != "internal" and KEY in found.get("extra", {}) and self._is_public(document["id"]):
            found.setdefault("field_visibility", dict(PUBLIC))  # a mark that only the office sees
        return found

    def _is_public(self, record: str) -> bool:
        """Tell whether what is kept of a record, which the audience sees, is for everybody."""
        if self._audience == "public":
            return True
        return self._content.reader.get(record).get("field_visibility", {}).get("extra") == "public"

    def _frame(self, place: Urn, kind: str, record: str, owner: str = "") -> Frame:
        """Return the frame of an artefact; 2.1 has no drafts, and reads another version."""
        written = place if self._drafts else replace(place, version=place.version.partition("-")[0])
        return Frame(written, kind, record, owner, self._names.came(place), self._names.codes(place))

    def _flow(self, document: Document) -> Dataflow:
        record, kind = document["id"], document["kind"]
        place = self._names.place(record)
        table, fields = natives.native(kind), self._fields(document)
        frame = self._frame(place, kind, record)
        flow = Dataflow(
            place.id,
            agency=place.agency,
            version=place.version,
            names=table.names(fields, record),
            descriptions=table.descriptions(fields),
            structure=self._structure_of(record),
        )
        self._titles[record] = flow.names
        return self._annotated(_complete(flow, fields, frame), kind, fields, frame)

    def _open(self, document: Document) -> None:
        """Begin the list that a scheme is."""
        record = document["id"]
        place = self._names.place(record)
        fields = self._fields(document)
        frame = self._frame(place, "concept", record, record)
        self._lists[place] = _List(frame, fields, natives.native("scheme").names(fields, record))

    def _list_of(self, document: Document) -> _List:
        """Return the list that a record is an item of; one that is no record itself if there is none yet."""
        kind = document["kind"]
        place = self._names.place(document["id"])
        found = self._lists.get(place)
        if found is None:
            owner = str(document.get(OWNERS.get(kind, ""), ""))
            frame = self._frame(place, kind, "", owner)
            found = self._lists[place] = _List(frame, {}, self._title(kind, owner))
        return found

    def _title(self, kind: str, owner: str) -> Texts:
        if kind == "variable":
            titles = self._titles.get(owner, {DEFAULT_LANGUAGE: owner})
            return {one: f"{text}: {_VARIABLES.get(one, 'variables')}" for one, text in titles.items()}
        return {DEFAULT_LANGUAGE: owner or _PLURALS.get(kind, kind.replace("-", " ").capitalize())}

    def _add(self, document: Document, shown: Container[str] | None) -> None:
        """Make the item of a record and put it into its list."""
        record, kind = document["id"], document["kind"]
        of = self._list_of(document)
        frame, fields, table = of.frame, self._fields(document), natives.native(kind)
        path = self._names.item(record)
        above = self._above(record, fields.get(table.above, ()), shown, frame)
        item = self._item(kind, record, fields, frame, above)
        if frame.came:
            item = _complete(item, fields, frame)
        told = frame.beside(kind, fields, item, path, above)
        if frame.id_of(item.id, path) != record:
            told = (mark("id", record), *told)
        if told:
            item.annotations += told
        of.items.append((record, item, above))

    def _above(self, record: str, given: Container[str], shown: Container[str] | None, frame: Frame) -> str:
        """Return the record whose item is written as the one above that of a record, or ""."""
        above = self._names.parent(record)
        if not above or above not in given or not (shown is None or above in shown):
            return ""
        if self._named_parents and frame.place.kind == "Codelist" and not NAME.fullmatch(self._names.own_item(above)):
            return ""  # the schema of ML 3.0 lets a code be called 10, but not a parent
        return above

    def _item(self, kind: str, record: str, fields: Document, frame: Frame, above: str) -> Any:
        table = natives.native(kind)
        cls: type[Any] = SCHEMES[frame.place.kind].item
        item = cls(
            self._names.own_item(record), names=table.names(fields, record), descriptions=table.descriptions(fields)
        )
        if above and cls is not Category:
            item.parent = self._names.own_item(above)
        if kind == "agency":
            item.contacts = natives.contacts(fields)
        elif kind == "variable" and (given := fields.get("representation")):
            scheme = given.get("scheme", "")
            listed = self._names.urn(scheme) if scheme else ""
            item.representation = natives.representation(given, listed if ".Codelist=" in listed else "")
        return item

    def _closed(self, place: Urn, of: _List) -> Maintainable:
        """Return the artefact of a list."""
        frame = of.frame
        scheme = SCHEMES[frame.place.kind]
        cls: type[Any] = scheme.cls
        kept = kept_of(of.document) if frame.came else {}
        items = self._ordered(of.items, kept)
        some = len(of.items) < self._names.count(place) and frame.place.kind != "ValueList"  # which are never partial
        made = cls(
            place.id,
            agency=place.agency,
            version=place.version,
            **({"is_partial": True} if some else {}),
            names=of.names,
            descriptions=natives.native("scheme").descriptions(of.document),
            **{scheme.field: _nested(items) if cls is CategoryScheme else tuple(item for _, item, _ in items)},
        )
        if not frame.record:
            made.annotations = tuple(frame.marks())
            return made
        made = _complete(made, of.document, frame)
        return self._annotated(made, "scheme", of.document, frame)

    def _annotated(self, made: Any, kind: str, fields: Document, frame: Frame) -> Any:
        """Return the artefact of a record with what it does not say of the record yet."""
        seen = frame.itself(made)
        if frame.is_foreign and kind == "source" and (said := said_beside(fields)):
            seen = seen_by_all(with_kept(seen, said))
        for name in ("authority", "holder") if frame.is_foreign else ():
            if name in seen and self._names.urn(fields.get(name, "")) == agency_urn(made.agency):
                seen[name] = fields[name]  # under whatever id, it is the agency that maintains the artefact
        made.annotations += (*frame.marks(), *frame.annotations(kind, fields, seen))
        return made

    def _ordered(self, items: list[tuple[str, Any, str]], kept: Document) -> list[tuple[str, Any, str]]:
        """Return items in the order that they came in, if that is known."""
        if not kept:
            return items
        by_path: dict[str, Any] = {self._names.item(one[0]): one for one in items}
        return in_order(by_path, kept)


_VARIABLES = {"en": "variables", "fr": "variables", "pt": "variáveis", "sw": "vigeugeu", "ar": "المتغيرات"}
_PLURALS = {"agency": "Agencies", "area": "Areas", "indicator": "Indicators"}


def _nested(items: list[tuple[str, Any, str]]) -> tuple[Any, ...]:
    """Put categories into those above them, and return the ones at the top."""
    within: dict[str, list[Any]] = {}
    for _, item, above in items:
        within.setdefault(above, []).append(item)
    for record, item, _ in items:
        if record in within:
            item.categories = tuple(within[record])
    return tuple(within.get("", ()))


@cache
def _defaults(kind: str) -> Document:
    """Return the values that a record has where its document is silent."""
    declared = kinds().get(kind)
    fields = declared.model.model_fields if declared else {}
    return {name: one.default for name, one in fields.items() if one.default.__class__ in SCALARS}


def _complete(made: Any, fields: Document, frame: Frame) -> Any:
    """Return an artefact or item with what was kept of the one that came, unless that is not what it seems."""
    kept = kept_of(fields) if frame.came else {}
    if not kept:
        return made
    try:
        whole = completed(replace(made), kept)
        told = any(map(is_ours, whole.annotations))
    except (AttributeError, KeyError, TypeError, ValueError):
        return made  # somebody else's field of this name
    return made if told else whole
