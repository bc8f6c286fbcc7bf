"""RDF/XML (W3C 2014), with a description a subject, and a property on each line.

XML can say less than the other syntaxes. Predicates are names of elements, so that an IRI needs letters at its end; and
most control characters stand nowhere. What cannot be said is refused, with the record that says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...errors import FormatError
from ...names import PREFIXES
from .. import Content
from .describe import Node
from .dump import Dump
from .forms import PREFIX_OF
from .terms import Spelling

_RDF = PREFIXES["rdf"]
_RESOURCE = ' rdf:resource="'
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_UNSAFE = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAMES = (
    re.compile(r"[A-Za-z_][A-Za-z0-9._-]*$"),  # first what parsers of older editions of XML take too
    re.compile(rf"[{_START}][{_START}0-9.\u00b7\u0300-\u036f\u203f\u2040-]*$"),
)
"""The end of an IRI that can be a name (Namespaces in XML 1.0, third edition)."""

_SYNTAX = "RDF Description ID about parseType resource nodeID datatype li aboutEach aboutEachPrefix bagID"
_RESERVED = {f"{_RDF}{name}" for name in _SYNTAX.split()}
_XMLNS = "http://www.w3.org/2000/xmlns/"


class Elements(Spelling):
    """Terms as what follows the name of an element; that of a literal ends where the name must come again.

    Attributes:
        forbidden: Whether a text has a character that cannot stand in XML.
    """

    type = "a"

    def __init__(self) -> None:
        self.forbidden = False

    def iri(self, iri: str) -> str:
        """Return an IRI."""
        return f'{_RESOURCE}{_attribute(iri)}"/>\n'

    def text(self, text: str) -> str:
        """Return a literal in no language."""
        return f">{self._escaped(text)}</"

    def lang(self, text: str, language: str) -> str:
        """Return a literal in a language."""
        return f' xml:lang="{language}">{self._escaped(text)}</'

    def typed(self, text: str, datatype: str) -> str:
        """Return a literal of a datatype, given by its IRI."""
        return f' rdf:datatype="{_attribute(datatype)}">{self._escaped(text)}</'

    def _escaped(self, text: str) -> str:
        return _UNSAFE.sub(self._escape, text) if _UNSAFE.search(text) else text

    def _escape(self, found: re.Match[str]) -> str:
        character = found.group()
        self.forbidden |= character not in _ESCAPES
        return _ESCAPES.get(character, character)


def rdfxml(content: Content) -> Iterator[str]:
    """Yield an export as RDF/XML, a subject at a time.

    Raises:
        FormatError: A text or a predicate of a record cannot stand in XML.
    """
    spelling = Elements()
    properties = _Properties()
    declared = [f'\n    xmlns:{prefix}="{namespace}"' for prefix, namespace in sorted(PREFIXES.items())]
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{"".join(declared)}>\n'
    for document, nodes in Dump(content, spelling).said():
        for node in nodes:
            try:
                text = _description(node, properties)
                if spelling.forbidden and (found := _FORBIDDEN.search(text)):
                    raise _Unsayable(f"the character U+{ord(found.group()):04X}")
            except _Unsayable as error:
                where = document["id"] if document else node[0][len(_RESOURCE) : -len('"/>\n')]
                advice = "Change it, or choose another format: Turtle and JSON-LD can."
                raise FormatError(f"{where}: XML cannot say {error}.", advice) from None
            yield text
    yield "</rdf:RDF>\n"


class _Unsayable(Exception):
    """What XML cannot say."""


class _Properties(dict[str, tuple[str, str]]):
    """How the element of a predicate begins, and how it ends."""

    def __missing__(self, predicate: str) -> tuple[str, str]:
        iri = _RDF + "type" if predicate == Elements.type else _iri(predicate)
        name, declared = _name(iri)
        self[predicate] = said = (f"  <{name}{declared}", f"{name}>\n")
        return said


def _description(node: Node, properties: _Properties) -> str:
    subject, pairs = node
    said = [
        f"{start}{one}" if one[-1] == "\n" else f"{start}{one}{end}"
        for predicate, objects in pairs
        for start, end in [properties[predicate]]
        for one in objects
    ]
    if not said:
        return ""
    about = subject[len(_RESOURCE) : -len("/>\n")]
    return f'<rdf:Description rdf:about="{about}>\n{"".join(said)}</rdf:Description>\n'


def _name(iri: str) -> tuple[str, str]:
    """Return the name of the element of a predicate, and the declaration that it needs."""
    found = next(filter(None, (one.search(iri) for one in _NAMES)), None)
    if not found or iri in _RESERVED or not found.start() or iri[: found.start()] == _XMLNS:
        raise _Unsayable(f"the predicate <{iri}>")
    namespace = iri[: found.start()]
    if prefix := PREFIX_OF.get(namespace):
        return f"{prefix}:{found.group()}", ""
    return f"p:{found.group()}", f' xmlns:p="{_attribute(namespace)}"'


def _attribute(iri: str) -> str:
    return iri.replace("&", "&amp;") if "&" in iri else iri


def _iri(spelled: str) -> str:
    return spelled[len(_RESOURCE) : -len('"/>\n')].replace("&amp;", "&")
