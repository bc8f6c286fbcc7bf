"""Writing RDF: Turtle, TriG and N-Triples here, RDF/XML and both forms of JSON-LD in modules of their own.

The same content gives the same bytes, whatever the order in which it was entered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import RawIOBase
from itertools import islice
from pathlib import Path
from typing import IO

from .. import Content
from .describe import Node
from .dump import Dump, prefixes_of
from .terms import Prefixed, Spelling

CHUNK = 2000
"""So many subjects are written at once."""


def write(path: Path, content: Content, syntax: str) -> None:
    """Write an export.

    Args:
        path: A file that is not there yet.
        content: The export.
        syntax: "turtle", "trig", "ntriples", "rdfxml", "jsonld" (compact, with our context) or "jsonld-expanded".

    Raises:
        FormatError: The syntax cannot say something.
    """
    with path.open("wb") as stream:
        match syntax:
            case "ntriples":
                _pour(ntriples(Dump(content, Spelling()).nodes()), stream)
            case "turtle" | "trig":
                _pour(_prefixed(content, graph=syntax == "trig"), stream)
            case "jsonld":
                from .compact import compact

                _pour(compact(content), stream)
            case "jsonld-expanded":
                from .expanded import Expanded, expanded

                _pour(expanded(Dump(content, Expanded()).nodes()), stream)
            case _:
                from .rdfxml import rdfxml

                _pour(rdfxml(content), stream)


def ntriples(nodes: Iterable[Node]) -> Iterator[str]:
    """Yield N-Triples (W3C 2014), a subject at a time."""
    for subject, pairs in nodes:
        yield "".join([f"{subject} {predicate} {one} .\n" for predicate, objects in pairs for one in objects])


def turtle(nodes: Iterable[Node]) -> Iterator[str]:
    """Yield Turtle (W3C 2014) without its prefixes, a subject at a time."""
    for subject, pairs in nodes:
        if pairs:
            said = " ;\n    ".join([f"{predicate} {', '.join(objects)}" for predicate, objects in pairs])
            yield f"{subject} {said} .\n\n"


def _prefixed(content: Content, *, graph: bool) -> Iterator[str]:
    prefixes = prefixes_of(content)
    for prefix, namespace in sorted(prefixes.items()):
        yield f"@prefix {prefix}: <{namespace}> .\n"
    yield f"\n<{content.base}> {{\n\n" if graph else "\n"
    yield from turtle(Dump(content, Prefixed(prefixes)).nodes())
    if graph:
        yield "}\n"


def _pour(texts: Iterator[str], stream: IO[bytes]) -> None:
    while chunk := list(islice(texts, CHUNK)):
        stream.write("".join(chunk).encode())


class Piped(RawIOBase):
    """Texts as a file to read from."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts = texts
        self._rest = b""

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]: any buffer
        """Fill a buffer, and return how much of it."""
        if not self._rest:
            self._rest = "".join(islice(self._texts, 200)).encode()
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
