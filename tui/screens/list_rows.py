"""The rows and columns of a list of records: what of a record is seen there, by kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, cast

from rich.text import Text

from ...catalogue.asked import asked
from ...catalogue.listing import Listing
from ...catalogue.names import kind_of
from ...catalogue.reader import Document, Reader
from ...catalogue.texts import DEFAULT_LANGUAGE, in_language
from ...inventory.access import state_of
from ...vocab.successors import is_deprecated
from ..records import name_of
from ..theme import SIGNS
from ..values import plain
from ..widgets.virtual_table import Column, Row

FILLED = "filled"
"""The column that says how much of what is asked for a record has; no field is called so."""

ACCESS = "access"
_NAMED: Mapping[str, tuple[str, ...]] = {
    "source": ("holder", ACCESS, FILLED),
    "agency": ("acronym", "type", "country"),
    "variable": ("source", "role"),
    "agreement": ("status", "expires", "parties"),
    "concept": ("scheme", "notation"),
    "scheme": ("role", "country"),
    "mapping": ("subject", "predicate", "object", "status"),
    "area": ("type", "part_of"),
    "action": ("status", "due"),
    "law": ("type", "year", "status"),
}
"""Fields beside the label, by kind; of other kinds the first that can be told in a few letters."""

_SHORT = ("ref", "code", "date", "boolean", "number", "integer")
_ROOM: Mapping[str, tuple[int, int]] = {
    "holder": (1, 9),
    ACCESS: (0, 15),
    FILLED: (0, 8),
    "acronym": (0, 9),
    "date": (0, 10),
    "code": (1, 10),
    "boolean": (0, 6),
}
"""Share and least of the width, by field or shape."""

_COLOURS = {"open": "success", "restricted": "warning", "planned": "faint"}

LEGEND = (("open", "open"), ("restricted", "restricted"), ("planned", "planned or no longer in use"))
"""What the signs of sources mean."""


class Shown(NamedTuple):
    """What a list shows of each record: its columns and, for each, the field; "" for the label."""

    columns: tuple[Column, ...]
    fields: tuple[str, ...]


def shown_of(reader: Reader, kind: str) -> Shown:
    """Return the columns of the list of a kind; all but a mapping begin with what they are called."""
    declared = reader.kinds[kind]["fields"]
    labelled = reader.kinds[kind]["label"] in declared
    fields = [name for name in _NAMED.get(kind, ()) if name in declared or name == FILLED] or _first_few(reader, kind)
    columns = [_column(name, declared[name][0] if name in declared else FILLED) for name in fields]
    if not labelled and fields:
        return Shown(tuple(columns), tuple(fields))
    return Shown((Column(kind.replace("-", " "), 4, 20, sorts=True), *columns), ("", *fields))


def _first_few(reader: Reader, kind: str) -> list[str]:
    label, declared = reader.kinds[kind]["label"], reader.kinds[kind]["fields"]
    needed = ("mandatory", "recommended", "optional")
    short = [name for name, (shape, *_) in declared.items() if shape in _SHORT and name != label]
    return sorted(short, key=lambda name: needed.index(declared[name][3]))[:2]


def _column(name: str, shape: str) -> Column:
    share, least = _ROOM.get(name) or _ROOM.get(shape, (2, 12))
    return Column(name.replace("_", " "), share, least, sorts=True, right=name == FILLED)


class DocumentRows:
    """The rows of a list, read from the catalogue as they are seen.

    Args:
        reader: The catalogue.
        listing: The list.
        fields: The fields, "" for what the record is called.
        colours: ``app.theme_variables``.
        unfinished: The records whose form was left unsaved.
    """

    def __init__(
        self,
        reader: Reader,
        listing: Listing,
        fields: Sequence[str],
        colours: Mapping[str, str],
        unfinished: Sequence[str] = (),
    ) -> None:
        self._reader = reader
        self._listing = listing
        self._fields = fields
        self._colours = colours
        self._unfinished = frozenset(unfinished)
        self._declared = reader.kinds[listing.kind]["fields"]

    def __len__(self) -> int:
        return len(self._listing)

    def page(self, first: int, count: int) -> list[Row]:
        """Return so many rows."""
        documents = self._listing.page(self._reader, first, count)
        refs = [name for name in self._fields if name in self._declared and self._declared[name][0] == "ref"]
        labels = _short_labels(
            self._reader, {one for each in documents for name in refs for one in _listed(each, name)}
        )
        return [Row(one["id"], tuple(self._cell(one, name, labels) for name in self._fields)) for one in documents]

    def _cell(self, document: Document, name: str, labels: Mapping[str, str]) -> str | Text:
        if name == "":
            return self._name(document)
        if name == FILLED:
            has = asked(self._declared, document)
            return f"{has.filled}/{has.fields}"
        told = ", ".join(labels.get(one, one) for one in _listed(document, name))
        if name != ACCESS or self._listing.kind != "source":
            return told
        state = state_of(document.get("status", ""), document.get(ACCESS, ""))
        return Text.assemble((f"{SIGNS[state]} ", self._colours.get(_COLOURS[state], "")), told)

    def _name(self, document: Document) -> str | Text:
        name = name_of(self._reader, document) or document["id"]
        if document["id"] in self._unfinished:
            return Text.assemble((f"{SIGNS['chosen']} ", self._colours.get("accent", "")), f"{name} (unfinished)")
        if is_deprecated(document):
            return Text(f"{name} ({document['registration']})", self._colours.get("faint", ""))
        return name


def _short_labels(reader: Reader, ids: Iterable[str]) -> dict[str, str]:
    """Return what some records are called, agencies by their acronyms where they have one."""
    wanted = sorted(ids)
    agencies = [one for one in wanted if kind_of(one) == "agency"]
    return reader.labels(wanted) | {one["id"]: one["acronym"] for one in reader.some(agencies) if one.get("acronym")}


def _listed(document: Document, name: str) -> list[str]:
    value: Any = document.get(name)
    if isinstance(value, list):
        return [plain(one) for one in cast("list[Any]", value)]
    if isinstance(value, dict):
        return [in_language(cast("dict[str, str]", value), DEFAULT_LANGUAGE)]
    return [] if value is None else [plain(value)]


def legend(colours: Mapping[str, str]) -> Text:
    """Return what the signs of sources mean, in a line."""
    told = Text(no_wrap=True, overflow="ellipsis")
    for state, word in LEGEND:
        told.append(f" {SIGNS[state]}", colours[_COLOURS[state]]).append(f" {word} ", colours["faint"])
    return told
