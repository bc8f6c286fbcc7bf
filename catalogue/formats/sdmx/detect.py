"""Which syntax a file is in, by what it says itself, and files that are refused before anything reads them."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from ...errors import FormatError
from .encodings import HEAD, encoding
from .ml_pieces import parser_of
from .syntax import JSON20, JSON21, ML21, ML30, ML31, SYNTAXES, Syntax

Source = Path | bytes
"""A file, or its content."""

_BLOCK = 1 << 16
_HEAD = 1 << 20  # the prolog, or the head of JSON, is refused if it is longer
_NAMESPACE = re.compile(r"http://www\.sdmx\.org/resources/sdmxml/schemas/v(\d)_(\d)/message")
_STRUCTURES = ", ".join(SYNTAXES)
_VERSIONS = {("2", "1"): ML21, ("3", "0"): ML30, ("3", "1"): ML31}
_OTHERS = {
    "MetadataSet": "a set of reference metadata",
    "GenericData": "a set of data",
    "StructureSpecificData": "a set of data",
    "StructureSpecificTimeSeriesData": "a set of data",
    "GenericTimeSeriesData": "a set of data",
    "StructureSpecificMetadata": "a set of reference metadata",
    "RegistryInterface": "a conversation with a registry",
    "Error": "the error message of a service",
}
_PACKED = ((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"))
_ASK = "Ask for its structures: code lists, concepts, data structures."


def opened(source: Source) -> BinaryIO:
    """Return a file, or content, to read from the beginning."""
    return source.open("rb") if isinstance(source, Path) else io.BytesIO(source)


def detect(source: Source, file: str = "") -> Syntax:
    """Return the syntax of a message of structures or of reference metadata.

    Args:
        source: A file or its content.
        file: What people call it; the path if empty.

    Raises:
        FormatError: It is no such message of SDMX, or of a version that is not read, or has a document type.
    """
    file = file or (source.name if isinstance(source, Path) else "the content")
    with opened(source) as stream:
        head = stream.read(_BLOCK)
        if packed := next((kind for mark, kind in _PACKED if head.startswith(mark)), ""):
            raise FormatError(f"{file} is compressed ({packed}).", "Unpack it first.")
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        if not head.strip():
            raise FormatError(f"{file} is empty.", "Fetch it again.")
        if start == b"{":
            return _json(head + stream.read(_HEAD), file)
        return _xml(head, stream, file)


def _json(head: bytes, file: str) -> Syntax:
    """Return the syntax that a JSON file names, or the newest that it can be."""
    text = head.decode("utf-8", "replace")
    schema = re.search(r'"(?:schema|\$schema)"\s*:\s*"([^"]*sdmx-json-([a-z]+)-schema[^"]*)"', text.replace("\\/", "/"))
    if schema is None:
        if '"data"' not in text and '"meta"' not in text:
            raise FormatError(f"{file} is JSON, but no message of SDMX: it has neither meta nor data.", _ASK)
        return JSON20
    if schema[2] not in ("structure", "metadata"):
        raise FormatError(f"{file} is SDMX-JSON with {schema[2]}, and no structures.", _ASK)
    version = re.search(r"(\d)\.(\d)(?:\.\d)?(?=/)", schema[1])
    known = {("2", "0"): JSON20, ("2", "1"): JSON21}
    if version is None:
        return JSON20
    if version.groups() not in known:
        raise FormatError(
            f"{file} is SDMX-JSON {version[0]}, which is not read.", f"Ask for one of these: {_STRUCTURES}."
        )
    return known[version[1], version[2]]


class _Root(Exception):
    """The first element was reached."""


def _xml(head: bytes, stream: BinaryIO, file: str) -> Syntax:
    """Return the syntax of an XML file by its first element; nothing after that is read."""
    found: list[str] = []
    parser = parser_of(encoding(head[:HEAD], file))

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append(name)
        raise _Root

    def doctype(*_: object) -> None:
        raise FormatError(
            f"{file}, line {parser.CurrentLineNumber}: it has a document type (DOCTYPE), which SDMX does not have and "
            "which can make a program read other files or fill its memory. It was not read.",
            "If you trust the file, delete the DOCTYPE and try again.",
        )

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    try:
        read = 0
        while head and read < _HEAD:
            parser.Parse(head, False)
            read += len(head)
            head = stream.read(_BLOCK)
        parser.Parse(b"", True)
    except _Root:
        return _syntax(found[0], file)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise FormatError(
            f"{file} is neither XML nor JSON, or is damaged: {error}.", f"These are read: {_STRUCTURES}."
        ) from None
    raise FormatError(f"{file} has no element in its first megabyte.", f"These are read: {_STRUCTURES}.")


def _syntax(name: str, file: str) -> Syntax:
    space, _, element = name.rpartition("}")
    version = _NAMESPACE.fullmatch(space)
    if version is None:
        shown = f"in the namespace {space!r}" if space else "in no namespace"
        raise FormatError(
            f"{file} begins with the element {element} {shown}, and is no message of SDMX 2.1, 3.0 or 3.1.",
            f"These are read: {_STRUCTURES}.",
        )
    syntax = _VERSIONS.get((version[1], version[2]))
    if syntax is None:
        raise FormatError(
            f"{file} is SDMX-ML {version[1]}.{version[2]}, which is not read.", f"Ask for one of these: {_STRUCTURES}."
        )
    if element not in ("Structure", "GenericMetadata"):
        what = _OTHERS.get(element, f"the message {element}")
        raise FormatError(f"{file} is {what} in SDMX-ML {syntax.version}, and holds no structures.", _ASK)
    return syntax
