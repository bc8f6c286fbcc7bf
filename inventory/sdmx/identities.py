"""What each record is called in SDMX: the artefact that it is or is an item of, under which agency, id and version.

A name depends on the whole catalogue and not on what is exported of it, so that a record has the same URN in every
file; but nothing that an audience may not see shows in one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from ...catalogue.circles import rings
from ...catalogue.formats import Content
from ...catalogue.formats.sdmx import urn
from ...catalogue.formats.sdmx.model import SCHEMES
from ...catalogue.formats.sdmx.urn import Urn
from ...catalogue.kinds import Document
from ...catalogue.names import is_id
from ...catalogue.reader import Reader
from .annotations import unwritable
from .foreign import LISTS, item_urn_in, value_id
from .ids import Taken
from .naming import ID, NAME, documents_of, ids_of, keepable, urns_of, version_of

ITEMS: Mapping[str, str] = {one: SCHEMES[one].items for one in ("AgencyScheme", *LISTS)}
"""The schemes that records are at home in, and what their items are called in URNs."""

ARTEFACTS = ("source", "dataset")
"""Kinds whose records are data flows."""

ABOVE: Mapping[str, str] = {"concept": "broader", "area": "part_of"}
"""The field of a kind that says what is above a record."""

CATEGORISED: Mapping[str, str] = {"topics": "scheme/topics", "gcm_objectives": "scheme/gcm"}
"""The fields of a source that say which categories it is in, and the schemes of these."""

ESMS_SCHEME = "scheme/esms"
"""The concepts that reports say something on."""

_CLASS_OF_KIND = {"agency": "AgencyScheme", "indicator": "ConceptScheme", "variable": "ConceptScheme"}
_CLASS_OF_SCHEME = {**dict.fromkeys(CATEGORISED.values(), "CategoryScheme"), ESMS_SCHEME: "ConceptScheme"}
_CLASS_OF_ROLE = {"code list": "Codelist", "classification": "Codelist"}
_CONTAINERS = {"agency": "AGENCIES", "indicator": "INDICATORS"}


def sdmx_id(text: str, *, letter: bool = False) -> str:
    """Return an id made of any text: "KE_NCM" of "ke-ncm".

    Args:
        text: The text.
        letter: Whether it has to begin with a letter, as ids of artefacts, agencies and concepts do.
    """
    made = re.sub("[^A-Z0-9_]", "_", text.upper()) or "X"
    return f"X_{made}" if letter and not made[0].isalpha() else made


def slug_of(item: str) -> str:
    """Return the slug that an id stands for unless somebody says otherwise: "ke-ncm" of "KE_NCM"."""
    return item.lower().replace("_", "-")


class Names:
    """What the records of a catalogue are called.

    Attributes:
        maintainer: The agency of all artefacts that did not come from elsewhere.
    """

    def __init__(self, reader: Reader, hidden: Container[str] = frozenset[str]()) -> None:
        self._artefacts: dict[tuple[str, str], Taken] = {}
        self._places: dict[str, Urn] = {}
        self._lists: dict[str, Urn] = {}
        self._items: dict[str, str] = {}
        self._parents: dict[str, str] = {}
        self._slugs: set[Urn] = set()
        self._came: set[Urn] = set()
        self._taken: dict[tuple[Urn, str], Taken] = {}
        self._counts = Counter[Urn]()
        self._foreign = dict(urns_of(reader))
        self.maintainer = self._maintainer(reader, hidden)
        self._name(reader, hidden)

    @classmethod
    def of(cls, content: Content) -> Names:
        """Return the names of what a catalogue holds, as far as those who read the content may know."""
        return cls(content.reader, content.hidden)

    def urn(self, record_id: str) -> str:
        """Return the URN of a record's home; "" if there is no such record, or a URN itself if it is one."""
        place = self._places.get(record_id)
        if place is None:
            return record_id if record_id.startswith(urn.PREFIX) else ""
        if item := self.item(record_id):
            if place.kind == "ValueList":
                return item_urn_in(str(place), item)
            return f"{urn.prefix(ITEMS[place.kind])}{place.scheme}.{item}"
        return str(place)

    def item(self, record_id: str) -> str:
        """Return the id of the item that a record is, with dots for a category in another; "" if it is none."""
        found = self._items.get(record_id, "")
        if found and self._places[record_id].kind == "CategoryScheme":
            while record_id := self._parents.get(record_id, ""):
                found = f"{self._items[record_id]}.{found}"
        return found

    def own_item(self, record_id: str) -> str:
        """Return the id of the item that a record is, without those that it is in."""
        return self._items.get(record_id, "")

    def parent(self, record_id: str) -> str:
        """Return the record whose item is directly above that of a record, or ""; there are no circles."""
        return self._parents.get(record_id, "")

    def place(self, record_id: str) -> Urn:
        """Return the artefact that a record is, or that its item is in.

        Raises:
            KeyError: There is no such record.
        """
        return self._places[record_id]

    def codes(self, place: Urn) -> str:
        """Return what the ids of a scheme's items are made of: "notation" or "slug"."""
        return "slug" if place in self._slugs else "notation"

    def came(self, place: Urn) -> bool:
        """Tell whether an artefact has the name that it came with, from this catalogue or another agency."""
        return place in self._came

    def count(self, place: Urn) -> int:
        """Return how many records are items of an artefact."""
        return self._counts[place]

    def _maintainer(self, reader: Reader, hidden: Container[str]) -> str:
        publisher = reader.meta.get("publisher")
        publisher = publisher if publisher and publisher not in hidden else "agency/orodha"
        came = self._foreign.get(publisher)
        if came and came.kind == "Agency" and ID.fullmatch(came.item):
            return came.item if came.agency == "SDMX" else f"{came.agency}.{came.item}"
        return sdmx_id(publisher.rpartition("/")[2], letter=True)

    def _name(self, reader: Reader, hidden: Container[str]) -> None:
        """Give every record its name: first what came with one, then what is ours, each in the order of ids."""
        kinds = sorted({*reader.kinds, *reader.counts()})  # empty ones too, so that the first record changes no name
        schemes = list(documents_of(reader, "scheme"))
        variables = {one["id"]: str(one["source"]) for one in documents_of(reader, "variable")}
        versions = {one["id"]: version_of(one) for one in documents_of(reader, "dataset")}
        ids = {kind: ids_of(reader, kind) for kind in kinds if kind not in ("scheme", "concept", "variable")}
        self._name_foreign(schemes, variables, ids)
        for kind in (one for one in ids if one not in ARTEFACTS):
            own = _CONTAINERS.get(kind) or f"CL_{sdmx_id(kind)}"
            self._lists[kind] = self._new(_CLASS_OF_KIND.get(kind, "Codelist"), own, shared=kind == "agency")
        for scheme in schemes:
            if scheme["id"] not in self._places:
                place = self._new(_class_of(scheme), last_word(scheme["id"]), version_of(scheme))
                self._places[scheme["id"]] = self._lists[scheme["id"]] = place
        for kind in ARTEFACTS:
            for one in ids.pop(kind, ()):
                if one not in self._places:
                    self._places[one] = self._new("Dataflow", last_word(one), versions.get(one, "1.0"))
        for kind, those in ids.items():
            for one in those:
                self._put(one, self._lists[kind], last_word(one))
        self._nest(documents_of(reader, "area"), "part_of", hidden)
        for one, source in variables.items():
            if source not in self._lists:
                self._lists[source] = self._new("ConceptScheme", f"CS_{last_word(source)}")
            self._put(one, self._lists[source], _without(last_word(one), last_word(source)))
        self._name_concepts(documents_of(reader, "concept"), hidden)

    def _name_foreign(
        self, schemes: Iterable[Document], variables: Iterable[str], ids: Mapping[str, Iterable[str]]
    ) -> None:
        """Take over the URNs that records came with, where a record of that kind can be at home there."""
        for one in (scheme["id"] for scheme in schemes):
            place = self._foreign.get(one)
            if place and place.kind in LISTS and not place.item:
                self._places[one] = self._lists[one] = self._take(place)
        of_schemes = set(self._lists.values())
        for kind, those in {"variable": variables, **ids}.items():
            cls = "Dataflow" if kind in ARTEFACTS else _CLASS_OF_KIND.get(kind, "Codelist")
            for one in those:
                place = self._foreign.get(one)
                if place is None or place.kind != ITEMS.get(cls, cls) or bool(place.item) != (cls in ITEMS):
                    continue
                if cls == "AgencyScheme" and (place.id, place.version) != ("AGENCIES", "1.0"):
                    continue
                home = replace(place, kind=cls, item="")
                if home in of_schemes or not _fits(cls, place.item):
                    continue
                self._places[one] = self._take(home)
                if cls in ITEMS:
                    self._enter(one, home, place.item, self._taken_beside(one, home))

    def _name_concepts(self, concepts: Iterable[Document], hidden: Container[str]) -> None:
        by_scheme: dict[str, list[Document]] = {}
        for one in concepts:
            by_scheme.setdefault(one["scheme"], []).append(one)
        for scheme in sorted(by_scheme):
            place = self._lists.get(scheme) or self._place_of_unknown(scheme)
            self._lists[scheme] = place
            self._places.update((one["id"], place) for one in by_scheme[scheme])
            self._nest(by_scheme[scheme], "broader", hidden)  # first, for ids of categories differ among siblings only
            self._name_items(by_scheme[scheme], place, last_word(scheme))

    def _place_of_unknown(self, scheme: str) -> Urn:
        """Return where the concepts of a scheme are that is not in the catalogue."""
        place = keepable(scheme) if scheme.startswith(urn.PREFIX) else None
        if place and place.kind in LISTS and not place.item:
            return self._take(place)
        return self._new("ConceptScheme", last_word(scheme))

    def _name_items(self, concepts: Iterable[Document], place: Urn, scheme: str) -> None:
        rest: list[Document] = []
        for one in concepts:
            last = self._came_as(one, place)
            taken = self._taken_beside(one["id"], place)
            if last and last not in taken.ids:
                self._enter(one["id"], place, last, taken)
            else:
                rest.append(one)
        usable = self._usable(rest, place)
        for one in rest:
            if one["id"] in usable:
                self._put(one["id"], place, one["notation"], exact=True)
        for one in rest:
            self._put(one["id"], place, _without(last_word(one["id"]), scheme))

    def _came_as(self, concept: Document, place: Urn) -> str:
        """Return the id that a concept came with, if its item can have it; otherwise ""."""
        came = self._foreign.get(concept["id"])
        if came is None or not came.item or came.kind != ITEMS[place.kind] or came.scheme != place.scheme:
            return ""
        if place.kind == "ValueList":
            return value_id(came.item, concept.get("notation", ""))
        last = came.item.rpartition(".")[2]
        return last if _fits(place.kind, last) else ""

    def _usable(self, concepts: list[Document], place: Urn) -> set[str]:
        """Return the concepts whose notation is the id of their item: none if most would have to do without."""

        def key(one: Document) -> tuple[str, str]:
            return self._beside(one["id"], place), one.get("notation", "")

        there = Counter(map(key, concepts))
        usable = {
            one["id"]
            for one in concepts
            if _fits(place.kind, one.get("notation", ""))
            and there[key(one)] == 1
            and one["notation"] not in self._taken_beside(one["id"], place).ids
        }
        if 2 * len(usable) >= len(concepts):
            return usable
        self._slugs.add(place)  # they would have to be told apart from their ids
        return set()

    def _nest(self, documents: Iterable[Document], field: str, hidden: Container[str]) -> None:
        """Remember what is first above each record, if it is in the same list, and leave out what closes a circle.

        Records that the audience does not see are passed over.
        """
        above: dict[str, str] = {}
        for one in documents:
            here = self._places[one["id"]]
            if here.kind == "ValueList":
                continue  # whose items have nothing above them
            for to in one.get(field, ()):
                if self._places.get(to) == here and to not in hidden:
                    above[one["id"]] = to
                    break
        for ring in list(rings(above)):
            del above[ring[0]]
        self._parents.update(above)

    def _new(self, cls: str, wanted: str, version: str = "1.0", *, shared: bool = False) -> Urn:
        """Return a place of our own whose id no other artefact of the class has."""
        taken = self._artefacts.setdefault((cls, self.maintainer), Taken())
        made = sdmx_id(wanted, letter=True)
        return Urn(cls, self.maintainer, made if shared else taken.free(made), version)

    def _take(self, place: Urn) -> Urn:
        self._came.add(place)
        self._artefacts.setdefault((place.kind, place.agency), Taken()).ids.add(place.id)
        return place

    def _beside(self, record_id: str, place: Urn) -> str:
        """Return the record that the item must differ from others in: of a category, the one above it; else ""."""
        return self._parents.get(record_id, "") if place.kind == "CategoryScheme" else ""

    def _taken_beside(self, record_id: str, place: Urn) -> Taken:
        key = place, self._beside(record_id, place)
        found = self._taken.get(key)
        if found is None:
            found = self._taken[key] = Taken()
        return found

    def _put(self, record_id: str, place: Urn, wanted: str, *, exact: bool = False) -> None:
        """Give a record that has no name yet an item of a scheme."""
        if record_id in self._items:
            return
        letter = place.kind in ("AgencyScheme", "ConceptScheme")
        taken = self._taken_beside(record_id, place)
        self._enter(record_id, place, taken.free(wanted if exact else sdmx_id(wanted, letter=letter)), taken)

    def _enter(self, record_id: str, place: Urn, item: str, taken: Taken) -> None:
        taken.ids.add(item)
        self._counts[place] += 1
        self._places[record_id] = place
        self._items[record_id] = item


def _class_of(scheme: Document) -> str:
    return _CLASS_OF_SCHEME.get(scheme["id"]) or _CLASS_OF_ROLE.get(scheme.get("role", ""), "ConceptScheme")


def _fits(cls: str, item: str) -> bool:
    """Tell whether an item of a class of scheme can have an id."""
    if cls == "ValueList":
        return item != "" and not unwritable(item)
    return cls not in ITEMS or (ID if cls in ("Codelist", "CategoryScheme") else NAME).fullmatch(item) is not None


def last_word(reference: str) -> str:
    """Return the slug of a short id, or the last word of an IRI."""
    if is_id(reference):
        return reference.partition("/")[2]
    words = re.findall("[A-Za-z0-9._~-]+", reference)
    return words[-1] if words else "X"


def _without(slug: str, owner: str) -> str:
    """Return a slug without that of what it belongs to before it."""
    return slug.removeprefix(f"{owner}-") or slug
