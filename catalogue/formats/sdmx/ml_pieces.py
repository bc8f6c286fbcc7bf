"""The text of an XML file in pieces, one from each "<" up to the next, as fast as Python can have them.

expat goes through the file and calls nothing: it says whether the file is well-formed, and where it is not. What it let
pass is split at "<", which takes a third of the time that calls from expat for each element would take.
"""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from itertools import chain
from operator import length_hint
from typing import BinaryIO
from xml.parsers import expat

from ...errors import FormatError
from .encodings import HEAD, encoding
from .where import Where

_BLOCK = 1 << 16
_MARKUP = re.compile(r"<(?:!--.*?(?:-->|\Z)|!\[CDATA\[(.*?)(?:\]\]>|\Z)|\?.*?(?:\?>|\Z)|(?P<tag>[^!?]))", re.DOTALL)
_REFERENCE = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);")


def plain(text: str) -> str:
    """Return the text that a text with references to characters stands for."""
    return _REFERENCE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    named = found[0]
    if named[1] != "#":
        return unescape(named)
    return chr(int(named[3:-1], 16) if named[2] == "x" else int(named[2:-1]))


class Pieces:
    """The pieces of a file.

    Attributes:
        pieces: The pieces: what follows each "<" up to the next, without comments and instructions. "str:Code id="A"/>"
            is one, and so is "/str:Codelist>" with what follows it. Getting one raises FormatError where the file is
            damaged.
    """

    def __init__(self, stream: BinaryIO, where: Where) -> None:
        self.pieces = chain.from_iterable(self._lists(stream))
        self._where = where
        self._list: list[str] = []
        self._rest: Iterator[str] = iter(())
        self._lost: deque[tuple[int, int]] = deque()
        self._line = 1
        self._counted = self._characters = self._lines = 0

    def line(self) -> int:
        """Return the line of the piece that was got last."""
        place = len(self._list) - length_hint(self._rest) - 1
        before = self._list[self._counted : place]  # a file may have a note for each piece
        self._counted = place
        self._characters += sum(len(one) + 1 for one in before)
        self._lines += sum(one.count("\n") for one in before)
        while self._lost and self._lost[0][0] < self._characters:
            self._lines += self._lost.popleft()[1]
        return self._line + self._lines

    def _lists(self, stream: BinaryIO) -> Iterator[Iterator[str]]:
        """Yield the pieces of a block of the file at a time."""
        name = encoding(stream.read(HEAD), self._where.file)
        stream.seek(0)
        parser = parser_of(name)
        decoder = codecs.getincrementaldecoder(name)()
        block = stream.read(_BLOCK)
        rest, read = "", 0
        while True:
            damage = _damage(parser, block)
            if damage is not None:
                block = block[: max(0, parser.ErrorByteIndex - read)]
            read += len(block)
            whole = rest + self._decoded(decoder, block)
            end = _end(whole) if block or damage else len(whole)
            text, rest = whole[:end], whole[end:]
            yield self._split(text)
            self._line += text.count("\n")
            if damage is not None:
                raise self._error(damage)
            if not block:
                return
            block = stream.read(max(_BLOCK, len(rest)))

    def _decoded(self, decoder: codecs.IncrementalDecoder, block: bytes) -> str:
        try:
            return decoder.decode(block)
        except UnicodeDecodeError as error:
            message = f"{self._where.file}, after line {self._line}: it has bytes that are not {error.encoding}."
            raise FormatError(message, "Ask for it in UTF-8.") from None

    def _split(self, text: str) -> Iterator[str]:
        text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
        self._lost.clear()
        self._counted = self._characters = self._lines = 0
        if _has_more(text):
            text = self._tidied(text)
        self._list = text.split("<")
        self._rest = iter(self._list)
        next(self._rest)  # the text before the first tag, with the byte order mark
        return self._rest

    def _tidied(self, text: str) -> str:
        """Return a text without comments and instructions, and remember the lines that are lost with them."""
        kept: list[str] = []
        length = last = 0
        for found in _MARKUP.finditer(text):
            if found["tag"]:
                continue
            content = (found[1] or "").replace("&", "&amp;").replace("<", "&lt;")
            kept += [text[last : found.start()], content]
            length += found.start() - last + len(content)
            last = found.end()
            self._lost.append((length, found[0].count("\n") - content.count("\n")))
        return "".join(kept) + text[last:]

    def _error(self, damage: expat.ExpatError) -> FormatError:
        where = self._where
        after = f" after {where.artefact}" if where.artefact else ""
        why = expat.ErrorString(damage.code)
        return FormatError(
            f"{where.file}, line {damage.lineno}: the file is damaged or cut off{after} ({why}).",
            "Fetch it again, or mend that line.",
        )


def parser_of(name: str) -> expat.XMLParserType:
    """Return a parser that takes a file to be in an encoding, and what it gets at once.

    From 2.6 on, expat may put off the end of a block to the next one; then what is split here has not passed yet.
    """
    parser = expat.ParserCreate(encoding=name, namespace_separator="}")
    if put_off := getattr(parser, "SetReparseDeferralEnabled", None):
        put_off(False)
    return parser


def _damage(parser: expat.XMLParserType, block: bytes) -> expat.ExpatError | None:
    try:
        parser.Parse(block, not block)
    except expat.ExpatError as error:
        return error
    return None


def _has_more(text: str) -> bool:
    """Tell whether a text has comments, instructions or CDATA; one character at first, for two are found slowly."""
    return ("!" in text and "<!" in text) or ("?" in text and "<?" in text)


def _end(text: str) -> int:
    """Return where the last tag of a text begins, which may not be all there."""
    if not _has_more(text):
        return max(0, text.rfind("<", 0, -1))  # the last character may begin a comment
    return max((one.start() for one in _MARKUP.finditer(text) if one["tag"]), default=0)
