"""RDF terms as text: as N-Triples writes them, and as Turtle does, with prefixes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from ...names import PREFIXES

XSD = PREFIXES["xsd"]
JSON = PREFIXES["rdf"] + "JSON"

_UNSAFE = re.compile(r'["\\\x00-\x1f\x7f]')
_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_BARE = re.compile(r"[+-]?[0-9]+")
MEMO = 50_000
"""So many IRIs are kept as they are spelled, before all are forgotten."""


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


def quoted(text: str, unsafe: Callable[[str], Any] = _UNSAFE.search) -> str:
    """Return a text as a quoted string of N-Triples and Turtle."""
    return f'"{_UNSAFE.sub(_escape, text)}"' if unsafe(text) else f'"{text}"'


class Spelling:
    """Terms as N-Triples writes them."""

    type = f"<{PREFIXES['rdf']}type>"

    def iri(self, iri: str) -> str:
        """Return an IRI."""
        return f"<{iri}>"

    def text(self, text: str) -> str:
        """Return a literal in no language."""
        return quoted(text)

    def lang(self, text: str, language: str) -> str:
        """Return a literal in a language."""
        return f"{quoted(text)}@{language}"

    def typed(self, text: str, datatype: str) -> str:
        """Return a literal of a datatype, given by its IRI."""
        return f"{quoted(text)}^^<{datatype}>"


class Prefixed(Spelling):
    """Terms as Turtle and TriG write them.

    Args:
        prefixes: Namespaces by prefix.
    """

    type = "a"

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        self._by_namespace = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._memo: dict[str, str] = {}

    def iri(self, iri: str) -> str:
        """Return an IRI, shortened if its namespace has a prefix."""
        if (known := self._memo.get(iri)) is not None:
            return known
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._by_namespace.get(iri[:cut])
        short = f"{prefix}:{iri[cut:]}" if prefix is not None and _LOCAL.fullmatch(iri, cut) else f"<{iri}>"
        if len(self._memo) >= MEMO:
            self._memo.clear()
        self._memo[iri] = short
        return short

    def typed(self, text: str, datatype: str) -> str:
        """Return a literal of a datatype, given by its IRI; plain for what Turtle reads so by itself."""
        if (datatype == INTEGER and _BARE.fullmatch(text)) or (datatype == BOOLEAN and text in ("true", "false")):
            return text
        return f"{quoted(text)}^^{self.iri(datatype)}"


BOOLEAN = XSD + "boolean"
INTEGER = XSD + "integer"
DOUBLE = XSD + "double"
DURATION = XSD + "duration"
DATES = {4: XSD + "gYear", 7: XSD + "gYearMonth", 10: XSD + "date"}
"""The datatype of a date, by its length."""
