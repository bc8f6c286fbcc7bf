"""SSSOM as a format of the catalogue: TSV and JSON, in and out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from ...catalogue.drafts import Draft
from ...catalogue.formats import Content
from ...catalogue.kinds import Document
from ...catalogue.reconcile import Kept
from ...catalogue.resolving import Resolver
from ...catalogue.wording import counted
from ..relations import REJECTED
from ..review import mapping_id
from . import json, tsv
from .intake import Intake, Item
from .mapping_set import MappingSet, Row, Slots, open_set
from .reading import RowReader, Told
from .sides import Sides, mappings_of
from .slots import NOT, OF_FIELD, PROBLEM, RECORD, SLOTS, STATUS
from .writing import UNSTATED_LICENCE, RowWriter, Survey

CHUNK = 1000
CURIE_MAP = "curie_map"
_LICENCES = "licence of the set"


def drafts(
    source: Path | bytes, file: str, index: int, resolver: Resolver, overwrite: bool, syntax: str
) -> Iterator[list[Draft] | Kept | str]:
    """Yield the mappings of a file as drafts, with notes and what was not taken over; see ``Format.drafts``."""
    opened = open_set(source, file, syntax)
    reader = RowReader(opened, resolver.base)
    intake = Intake(file, index, resolver, overwrite, reader.entity)
    yield from (f"{file} {note}" for note in opened.notes)
    rows = opened.rows()
    while chunk := list(islice(rows, CHUNK)):
        yield intake.drafts([_item(row, opened, reader) for row in chunk])
        yield from intake.kept
        intake.kept.clear()
    yield from (f"{file}: {note}" for note in (*_notes(opened, reader), *intake.notes()))


def _item(row: Row, opened: MappingSet, reader: RowReader) -> Item:
    if row.problem:
        return Item(row.place, Told({}, {}, [], False), _raw(row, opened), row.problem)
    told = reader.read(row.slots)
    return Item(row.place, told, {**reader.shared, **_raw(row, opened)})


def _raw(row: Row, opened: MappingSet) -> Document:
    """Return a row as it stood, with the prefixes that it needs to be read again and what it may be used for."""
    prefixes: Any = opened.header.get(CURIE_MAP) or opened.header.get("@context") or {}
    return {CURIE_MAP: prefixes, _LICENCES: opened.header.get("license", ""), **row.slots}


def _notes(opened: MappingSet, reader: RowReader) -> Iterator[str]:
    for prefix, count in reader.unknown.most_common():
        yield f"the prefix {prefix} is not declared ({counted(count, 'cell')})"
    for prefix in sorted(reader.prefixes.undeclared):
        yield f"the prefix {prefix} is not declared, and was taken for what it usually is"
    for (theirs, ours), count in reader.translated.most_common():
        yield f"{theirs} was read as {ours} in {counted(count, 'row')}, and is given back as it was"
    licence = opened.header.get("license")
    if licence and licence != UNSTATED_LICENCE:
        yield f"its licence is {licence}"


def write(path: Path, content: Content, syntax: str) -> None:
    """Write the mappings of an export; see ``Format.write``."""
    sides = Sides(content.reader, content.audience)
    writer = RowWriter(content.base, sides)
    write_rows(path, lambda: map(writer.slots, mappings_of(content, sides)), writer, content.title, syntax)


def write_rows(path: Path, rows: Callable[[], Iterable[Slots]], writer: RowWriter, title: str, syntax: str) -> None:
    """Write a mapping set; its rows are asked for twice, for the header tells what they have in common.

    Args:
        path: The file.
        rows: Gives the mappings.
        writer: What they come from.
        title: What the set is called, or "".
        syntax: "tsv" or "json".
    """
    survey = Survey()
    for slots in rows():
        survey.note(slots)
    header = survey.header(writer.base, title, writer.contractor)
    shared = survey.shared
    own = ({name: value for name, value in slots.items() if name not in shared} for slots in rows())
    if syntax == "json":
        context = header.pop(CURIE_MAP, {})
        with path.open("wb") as stream:
            json.write_set(stream, {"@context": context, **header}, own)
    else:
        with path.open("w", encoding="utf-8", newline="") as stream:
            tsv.write_set(stream, header, survey.ordered(), own)


def write_rejected(path: Path, rejected: Sequence[Document], syntax: str) -> None:
    """Write rows as they stood, with a column that says what is wrong; see ``Format.write_rejected``."""
    prefixes: dict[str, Any] = {}
    licences: dict[str, None] = {}
    rows: list[Slots] = []
    for one in rejected:
        row = dict(one) if "subject" not in one else _as_slots(one)
        prefixes |= row.pop(CURIE_MAP, {})
        licences[str(row.pop(_LICENCES, ""))] = None
        rows.append(row)
    names = {"subject_id", "predicate_id", "object_id"}.union(*rows)
    columns = [name for name in SLOTS if name in names] + sorted(names - set(SLOTS) - {PROBLEM}) + [PROBLEM]
    said = {"license": next(iter(licences))} if len(licences) == 1 and "" not in licences else {}
    if syntax == "json":
        with path.open("wb") as stream:
            json.write_set(stream, {"@context": prefixes, **said}, rows)
        return
    header = {CURIE_MAP: prefixes, **said} if prefixes else said
    with path.open("w", encoding="utf-8", newline="") as stream:
        tsv.write_set(stream, header, columns, rows)


def _as_slots(document: Document) -> Slots:
    """Return a document that was refused later as slots; its references stay ids, and it is named again when read."""
    slots: Slots = {}
    rest: Document = {}
    for field, value in document.items():
        if field in OF_FIELD:
            slots[OF_FIELD[field].name] = [value] if OF_FIELD[field].many else value
        elif field == "status":
            slots[STATUS] = value
            slots |= {"predicate_modifier": NOT} if value == REJECTED else {}
        elif field == "id" and _is_derived(document):
            continue
        elif field == PROBLEM:
            slots[PROBLEM] = value
        else:
            rest[field] = value
    return slots | ({RECORD: orjson.dumps(rest).decode()} if rest else {})


def _is_derived(document: Document) -> bool:
    """Tell whether a record is called after its concepts, which may be what has to be mended."""
    name = mapping_id(document["subject"], document["object"])
    return document["id"] == name or document["id"].startswith(f"{name}--")
