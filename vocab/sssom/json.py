"""SSSOM as JSON: the slots of the set, and the mappings in a list; one mapping is held in memory at a time.

The specification leaves the details open; this is what sssom-py writes, with the prefixes under "@context". It refuses
slots that it does not know, so that extensions stand as JSON in the slot ``other``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, Any, cast

import ijson
import orjson
from ijson.common import ObjectBuilder

from ...catalogue.errors import FormatError
from ...catalogue.formats.nesting import Guarded
from .mapping_set import MappingSet, Row, Slots
from .slots import OLD_NAMES, SLOTS

_MAPPINGS = "mappings"
_MARK = b"\xef\xbb\xbf"
_OTHER = "other"
_FOLDED = "orodha:"
"""What the slot ``other`` begins with if extensions follow in it as JSON."""


def open_set(source: Path | bytes, file: str) -> MappingSet:
    """Open a file of JSON; see ``mapping_set.open_set``."""
    try:
        with _opened(source) as stream:
            header, columns = _top(stream, file)
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise _broken(file, error) from None

    def rows() -> Iterator[Row]:
        with _opened(source) as stream:
            found = ijson.items(Guarded(stream, file), f"{_MAPPINGS}.item", use_float=True)
            for number, value in enumerate(found, 1):
                if isinstance(value, dict):
                    yield Row(number, _slots(cast("dict[str, Any]", value)))
                else:
                    yield Row(number, {}, "is no JSON object")

    return MappingSet(file, header, columns, rows)


def _opened(source: Path | bytes) -> IO[bytes]:
    stream = BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    if stream.read(len(_MARK)) != _MARK:
        stream.seek(0)
    return stream


def _top(stream: IO[bytes], file: str) -> tuple[dict[str, Any], set[str]]:
    """Return what the file says of the set, and the slots that its mappings have."""
    builder: Any = ObjectBuilder()
    columns = set[str]()
    first, listed = True, False
    for prefix, event, value in ijson.parse(Guarded(stream, file), use_float=True):
        if first and event != "start_map":
            raise FormatError(f"{file} holds no mapping set.", 'Write {"mappings": [...]}.')
        first = False
        if prefix == f"{_MAPPINGS}.item" and event == "map_key":
            columns.add(OLD_NAMES.get(str(value), str(value)))
        elif prefix == _MAPPINGS and event == "start_array":
            listed = True
        within = prefix == _MAPPINGS or prefix.startswith(f"{_MAPPINGS}.")
        if not within and (prefix, event, value) != ("", "map_key", _MAPPINGS):
            builder.event(event, value)
    if not listed:
        raise FormatError(f"{file} has no list of mappings.", 'They stand under "mappings".')
    return cast("dict[str, Any]", builder.value), columns


def _slots(value: dict[str, Any]) -> Slots:
    """Return a mapping without what says nothing; a single value of a slot that can have several becomes a list."""
    slots: Slots = {}
    for key, given in _unfolded(value).items():
        name = OLD_NAMES.get(key, key)
        if given is None or given in ("", []) or name.startswith("@"):
            continue
        many = name in SLOTS and SLOTS[name].many
        slots[name] = [given] if many and not isinstance(given, list) else given
    return slots


def _folded(slots: Slots) -> Slots:
    """Put what is no slot of SSSOM into the slot ``other``, with what stands there."""
    own = {name: value for name, value in slots.items() if name not in SLOTS}
    if not own:
        return slots
    kept = {_OTHER: slots[_OTHER]} if _OTHER in slots else {}
    plain = {name: value for name, value in slots.items() if name in SLOTS}
    return plain | {_OTHER: _FOLDED + orjson.dumps({**own, **kept}).decode()}


def _unfolded(slots: Slots) -> Slots:
    other = slots.get(_OTHER)
    if not isinstance(other, str) or not other.startswith(_FOLDED):
        return slots
    try:
        own = orjson.loads(other.removeprefix(_FOLDED))
    except orjson.JSONDecodeError:
        return slots
    plain = {name: value for name, value in slots.items() if name != _OTHER}
    return plain | cast("Slots", own) if isinstance(own, dict) else slots


def _broken(file: str, error: Exception) -> FormatError:
    text = str(error).strip().partition("\n")[0].rstrip(".")
    return FormatError(f"{file} cannot be read: {text}.", "It is no JSON, or was cut off; ask for the file again.")


def write_set(stream: IO[bytes], header: Mapping[str, Any], rows: Iterable[Slots]) -> None:
    """Write a file of JSON, a mapping a line.

    Args:
        stream: The file.
        header: What is said of the set, in order.
        rows: The mappings.
    """
    head = {name: value for name, value in header.items() if name != "extension_definitions"}
    stream.write(orjson.dumps(head)[:-1] + (b"," if head else b"") + b'"mappings":[')
    before = b"\n"
    for slots in rows:
        stream.write(before + orjson.dumps(_folded(slots)))
        before = b",\n"
    stream.write(b"\n]}\n")
