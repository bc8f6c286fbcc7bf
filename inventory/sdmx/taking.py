"""Records read back from the SDMX that they were written as."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...catalogue.formats.sdmx.model import Category, Maintainable
from ...catalogue.formats.sdmx.references import items
from ...catalogue.kinds import Document
from ...catalogue.names import kind_of
from .annotations import TYPE, Annotation
from .frames import Frame, bare
from .identities import ITEMS


def is_view(artefact: Maintainable) -> bool:
    """Tell whether an artefact was made from records that stand elsewhere in full."""
    return any(one.id == "view" and one.type == TYPE for one in artefact.annotations) and not is_own(artefact)


def is_own(artefact: Maintainable) -> bool:
    """Tell whether an artefact is a record that a catalogue wrote, or holds such records."""
    return any(one.id in ("id", "kind") and one.type == TYPE and one.title for one in artefact.annotations)


def documents(artefact: Maintainable) -> Iterator[Document]:
    """Yield the documents of the records that an artefact of our own is or holds.

    They have an id, and no field that is as it would be assumed to be.
    """
    frame = Frame.of(artefact)
    if frame.record:
        kind = kind_of(frame.record)
        yield _document(frame.record, frame.itself(bare(artefact)), frame.told(kind, artefact.annotations))
    if frame.place.kind in ITEMS:
        yield from _items(artefact, frame)


def _items(artefact: Maintainable, frame: Frame) -> Iterator[Document]:
    found: list[tuple[str, Any]] = list(items(artefact))
    records = {path: _record(item, path, frame) for path, item in found}
    for path, item in found:
        above = path.rpartition(".")[0] if isinstance(item, Category) else getattr(item, "parent", "")
        record = records[path]
        kind = kind_of(record)
        seen = frame.item(kind, bare(item), path, records.get(above, ""))
        yield _document(record, seen, frame.told(kind, item.annotations))


def _record(item: Any, path: str, frame: Frame) -> str:
    annotations: tuple[Annotation, ...] = item.annotations
    told = (one.title for one in annotations if one.id == "id" and one.type == TYPE and one.title)
    return next(told, "") or frame.id_of(item.id, path)


def _document(record: str, seen: Document, told: Document) -> Document:
    """Return a document from what SDMX says natively and what annotations say instead."""
    whole = {"id": record, **seen, **told}
    return {name: value for name, value in whole.items() if value is not None}
