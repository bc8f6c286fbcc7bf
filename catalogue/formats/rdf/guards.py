"""What is asked of a file before it is parsed: what the parser would crash on, swallow, or explain badly."""

from __future__ import annotations

import re
from typing import IO
from xml.parsers import expat

from ...errors import FormatError

BLOCK = 1 << 16
NAMESPACE = 200
"""The longest text that an XML entity may stand for: a namespace."""

DEPTH = 500
"""So deep may JSON be nested; the parser crashes on some thousands."""

SAVE_AS_UTF8 = "Open it in a text editor, and save it as UTF-8."
_PAGE = re.compile(rb"\s*(<!doctype html|<html)", re.IGNORECASE)
_END = re.compile(rb'[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_STRING = re.compile(b'"' + _END.pattern, re.DOTALL)
_NOT_BRACKETS = bytes(code for code in range(256) if code not in b"[]{}")


def guard(stream: IO[bytes], file: str, syntax: str) -> None:
    """Refuse what cannot or must not be parsed; leave the stream where the content begins, behind a byte order mark.

    Args:
        stream: The file.
        file: What people call it.
        syntax: Its format.

    Raises:
        FormatError: It is in another encoding, a web page, no well-formed XML, has entities, or is nested too deep.
    """
    head = stream.read(BLOCK)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head[:4]:
        raise FormatError(f"{file} is in UTF-16, and {syntax} is always in UTF-8.", SAVE_AS_UTF8)
    start = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    if _PAGE.match(head, start):
        raise FormatError(f"{file} is a web page, no {syntax}.", "Download the file itself, not the page about it.")
    stream.seek(start)
    if syntax == "rdfxml" and head[start:].strip():
        _check_xml(stream, file)
    elif syntax == "jsonld":
        _check_depth(stream, file)
    stream.seek(start)


def _check_xml(stream: IO[bytes], file: str) -> None:
    """Hold a file to be well-formed XML without entities, apart from abbreviations of namespaces."""
    parser = expat.ParserCreate()

    def entity(name: str, parameter: int, value: str | None, *_: str | None) -> None:
        if not parameter and value is not None and len(value) <= NAMESPACE and not re.search("[&%<]", value):
            return
        what = f"{file}, line {parser.CurrentLineNumber}: the XML entity {name!r} is no abbreviation of a namespace."
        raise FormatError(what, "Such entities can fetch other files or fill the memory: ask for the file without.")

    parser.EntityDeclHandler = entity
    try:
        parser.ParseFile(stream)
    except expat.ExpatError as error:
        where = f"{file}, line {error.lineno}, column {error.offset + 1}"
        advice = "Is it complete? Mend that place, or ask whoever sent it for the file again."
        raise FormatError(f"{where}: no well-formed rdfxml: {expat.ErrorString(error.code)}.", advice) from None


def _check_depth(stream: IO[bytes], file: str) -> None:
    """Hold JSON to be nested no deeper than ``DEPTH``."""
    depth, line, in_string = 0, 1, False
    while block := stream.read(BLOCK):
        while block.endswith(b"\\") and (more := stream.read(1)):
            block += more  # what stands behind a backslash belongs to it
        line += block.count(b"\n")
        if in_string:
            end = _END.match(block)
            if end is None:
                continue
            block = block[end.end() :]
        bare, quote, _ = _STRING.sub(b"", block).partition(b'"')
        in_string = bool(quote)
        brackets = bare.translate(None, _NOT_BRACKETS)
        if depth + len(brackets) > DEPTH:
            depth = _deepest(brackets, depth, file, line)
        else:
            depth += 2 * (brackets.count(b"[") + brackets.count(b"{")) - len(brackets)


def _deepest(brackets: bytes, depth: int, file: str, line: int) -> int:
    for one in brackets:
        depth += 1 if one in b"[{" else -1
        if depth > DEPTH:
            what = f"{file}, up to line {line}: the JSON is nested deeper than {DEPTH} levels."
            raise FormatError(what, "Ask whoever sent it for the file as Turtle.")
    return depth
