"""Records read back from the SDMX that they were written as."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from typing import Any

from ...catalogue.formats.sdmx.model import Maintainable
from ...catalogue.kinds import Document, kinds
from ...catalogue.names import is_id, kind_of
from .annotations import TYPE, TYPES, Annotation
from .foreign import parents
from .frames import Frame, bare
from .identities import ARTEFACTS, ITEMS

_MARKS = ("id", "kind")


def is_view(artefact: Maintainable) -> bool:
    """Tell whether an artefact was made from records that stand elsewhere in full."""
    return any(one.id == "view" and one.type == TYPE for one in artefact.annotations) and not is_own(artefact)


def is_own(artefact: Maintainable) -> bool:
    """Tell whether an artefact is a record that a catalogue wrote, or holds such records."""
    return any(map(_is_mark, artefact.annotations))


def without_damage(artefact: Maintainable) -> tuple[Maintainable, str]:
    """Return an artefact without marks of ours that mean nothing here, and what is wrong with them, or "".

    Marks are damaged, or come from a catalogue with kinds of records that are not installed here.
    """
    bad = [one for one in artefact.annotations if _is_mark(one) and not _means(artefact, one)]
    if not bad:
        return artefact, ""
    kept = tuple(one for one in artefact.annotations if one not in bad)
    return replace(artefact, annotations=kept), _told(bad[0])


def damage(item: Any, kinds_here: Container[str]) -> str:
    """Return what is wrong with the mark of an item that names no record of some kinds; "" if nothing is."""
    bad = (one for one in item.annotations if one.id == "id" and one.type in TYPES)
    return next((_told(one) for one in bad if not _names(one.title, kinds_here)), "")


def _is_mark(one: Annotation) -> bool:
    return one.id in _MARKS and one.type == TYPE and one.title != ""


def _means(artefact: Maintainable, one: Annotation) -> bool:
    """Tell whether a mark says what an artefact of this class can be."""
    if artefact.urn_class not in ITEMS:
        return one.id == "id" and artefact.urn_class == "Dataflow" and _names(one.title, ARTEFACTS)
    return _names(one.title, ("scheme",)) if one.id == "id" else one.title in kinds()


def _names(record: str, kinds_here: Container[str]) -> bool:
    return is_id(record) and kind_of(record) in kinds_here


def _told(one: Annotation) -> str:
    return f"its annotation {one.id!r} says {one.title!r}, which means nothing here; it was left out"


def records(artefact: Maintainable, wrong: list[str]) -> Iterator[tuple[str, Document]]:
    """Yield the URN and the document of each record that an artefact of our own is or holds.

    They have an id, and no field that is as it would be assumed to be.

    Args:
        artefact: It, without damage.
        wrong: Learns of marks of items that mean nothing here.
    """
    frame = Frame.of(artefact)
    if frame.record:
        kind = kind_of(frame.record)
        found = _document(frame.record, frame.itself(bare(artefact)), frame.told(kind, artefact.annotations))
        yield artefact.urn, found
    if frame.place.kind in ITEMS:
        yield from _items(artefact, frame, wrong)


def documents(artefact: Maintainable) -> Iterator[Document]:
    """Yield the documents that ``records`` gives, without their URNs."""
    return (document for _, document in records(artefact, []))


def _items(artefact: Maintainable, frame: Frame, wrong: list[str]) -> Iterator[tuple[str, Document]]:
    found = list(parents(artefact))
    records = {path: _record(item, path, frame) for path, item, _ in found}
    for path, item, above in found:
        record = records[path]
        kind = kind_of(record)
        seen = frame.item(kind, bare(item), path, records.get(above, ""))
        if item.annotations and (told := damage(item, kinds())):
            wrong.append(f"{path}: {told}")
        yield frame.urn(path), _document(record, seen, frame.told(kind, item.annotations))


def _record(item: Any, path: str, frame: Frame) -> str:
    annotations: tuple[Annotation, ...] = item.annotations
    told = (one.title for one in annotations if one.id == "id" and one.type == TYPE)
    return next((one for one in told if _names(one, kinds())), "") or frame.id_of(item.id, path)


def _document(record: str, seen: Document, told: Document) -> Document:
    """Return a document from what SDMX says natively and what annotations say instead."""
    whole = {"id": record, **seen, **told}
    return {name: value for name, value in whole.items() if value is not None}
