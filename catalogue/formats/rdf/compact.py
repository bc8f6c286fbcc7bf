"""JSON-LD as a developer wants it: our context at its head, then one node a line (JSON-LD 1.1).

    {"@context": {...}, "@graph": [
    {"id":"agency:ke-dis","type":["foaf:Agent","org:FormalOrganization"],"name":{"en":"Department of ..."}, ...},

What a term of the context cannot say, as a text without language where it has a map of languages, stands under the
predicate's CURIE, which every reader takes for the same predicate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import orjson

from .. import Content
from .context import definitions, lines, terms
from .describe import Node
from .dump import Dump, prefixes_of
from .predicates import LANGUAGE, PLAIN, RESOURCE, values
from .terms import MEMO, Prefixed, quoted

_ID = '{"@id":'
_LANG = '{"@language":"'
_VALUE = ',"@value":'
ID_AT = len(_ID)
LANG_AT = len(_LANG) - 1
_WHOLE = re.compile(r'"(-?[1-9][0-9]{0,14}|0)"')
_NATIVE = {"xsd:integer": _WHOLE, "xsd:nonNegativeInteger": _WHOLE, "xsd:boolean": re.compile('"(true|false)"')}
"""Literals that are the same when JSON has them as numbers or truth values."""

_ODD = '"\\u00'
_ODD_SCHEME = re.compile(r'"\\u00([0-9a-f]{2})([A-Za-z0-9+.-]*):')

Group = tuple[str, list[str]]
"""A predicate with its objects, as they are spelled."""


def compact(content: Content) -> Iterator[str]:
    """Yield an export as compact JSON-LD, a line at a time."""
    prefixes = prefixes_of(content)
    yield '{"@context": {\n' + lines({"@version": 1.1, **prefixes, **definitions()}) + '\n},\n"@graph": [\n'
    writer = _Nodes(prefixes)
    before = ""
    for node in Dump(content, Compacted(prefixes)).nodes():
        if node[1]:
            yield before + writer.node(node)
            before = ",\n"
    yield "\n]}\n"


class Compacted(Prefixed):
    """Terms as JSON-LD writes them where nothing is known of the predicate: objects of JSON as text."""

    type = '{"@id":"rdf:type"}'

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__(prefixes)
        self._spelled: dict[str, str] = {}

    def iri(self, iri: str) -> str:
        """Return an IRI, shortened if its namespace has a prefix."""
        if (known := self._spelled.get(iri)) is not None:
            return known
        if len(self._spelled) >= MEMO:
            self._spelled.clear()
        spelled = self._spelled[iri] = f"{_ID}{self._short(iri)}}}"
        return spelled

    def text(self, text: str) -> str:
        """Return a literal in no language."""
        return quoted(text)

    def lang(self, text: str, language: str) -> str:
        """Return a literal in a language."""
        return f'{_LANG}{language}","@value":{quoted(text)}}}'

    def typed(self, text: str, datatype: str) -> str:
        """Return a literal of a datatype, given by its IRI."""
        return f'{{"@type":{self.iri(datatype)[ID_AT:-1]},"@value":{quoted(text)}}}'

    def _short(self, iri: str) -> str:
        short = super().iri(iri)
        if short[0] != "<":
            return quoted(short)
        scheme = iri.partition(":")[0]
        if scheme not in self.prefixes:
            return quoted(iri)
        return f'"\\u{ord(iri[0]):04x}{quoted(iri[1:])[1:]}'  # so marked, it is told from what is abbreviated


class _Nodes:
    """Nodes as JSON objects.

    Args:
        prefixes: Namespaces by prefix.
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        value = values()
        self.known = {_as_id(curie): _Said.of(term, value[curie]) for curie, term in terms().items()}
        self.known[Compacted.type] = _Said.of("type", RESOURCE)

    def node(self, node: Node) -> str:
        """Return a node as JSON."""
        subject, pairs = node
        text = self._object(subject, pairs)
        if _ODD in text and (odd := self._odd(text)):
            return self._apart(subject, pairs, odd)
        return text

    def _object(self, subject: str, pairs: Iterable[Group], context: str = "") -> str:
        parts = [f'{context}"id":{subject[ID_AT:-1]}']
        known = self.known
        for predicate, objects in pairs:
            said = known.get(predicate)
            if said is None:
                parts.append(f"{predicate[ID_AT:-1]}:{_one_or_many(objects)}")
                continue
            fit = objects
            if rest := [one for one in objects if not one.startswith(said.start)]:
                fit = [one for one in objects if one.startswith(said.start)]
                parts.append(f"{predicate[ID_AT:-1]}:{_one_or_many(rest)}")  # under the CURIE
            if fit:
                part = said.key + said.spell(fit)
                parts.insert(1, part) if predicate == Compacted.type else parts.append(part)
        return f"{{{','.join(parts)}}}"

    # --- IRIs that look abbreviated

    def _odd(self, text: str) -> list[str]:
        """Return the prefixes that are also schemes of IRIs in a node."""
        schemes = {chr(int(code, 16)) + rest for code, rest in _ODD_SCHEME.findall(text)}
        return sorted(schemes & set(self.prefixes))

    def _apart(self, subject: str, pairs: Iterable[Group], odd: list[str]) -> str:
        """Return a node that has IRIs like ``dct:title`` as JSON, where such prefixes are none."""
        abbreviated = re.compile(rf'(\{{"@(?:id|type)":")({"|".join(map(re.escape, odd))}):')

        def undo(term: str) -> str:
            found = abbreviated.match(term)
            return f"{found[1]}{self.prefixes[found[2]]}{term[found.end() :]}" if found else term

        undone = [(undo(predicate), list(map(undo, objects))) for predicate, objects in pairs]
        return self._object(undo(subject), undone, f'"@context":{_json(dict.fromkeys(odd))},')


class _Said(NamedTuple):
    """How a term of the context is written.

    Attributes:
        key: The term and a colon, as JSON.
        start: What the values that it can say begin with.
        spell: Makes one JSON value of these.
    """

    key: str
    start: str
    spell: Callable[[list[str]], str]

    @classmethod
    def of(cls, term: str, value: str) -> _Said:
        """Return how a term is written, by what its values are."""
        key = f"{quoted(term)}:"
        if value == PLAIN:
            return cls(key, "", _one_or_many)
        if value == RESOURCE:
            return cls(key, _ID, _resources)
        if value == LANGUAGE:
            return cls(key, _LANG, _language_map)
        start = f'{{"@type":"{value}","@value":'
        native = _NATIVE.get(value)

        def spell(objects: list[str]) -> str:
            texts = [one[len(start) : -1] for one in objects]
            return _one_or_many([one[1:-1] if native and native.fullmatch(one) else one for one in texts])

        return cls(key, start, spell)


def _as_id(curie: str) -> str:
    return f"{_ID}{quoted(curie)}}}"


def _resources(objects: list[str]) -> str:
    return objects[0][ID_AT:-1] if len(objects) == 1 else f"[{','.join([one[ID_AT:-1] for one in objects])}]"


def _language_map(objects: list[str]) -> str:
    entries = [one[LANG_AT:-1].replace(_VALUE, ":", 1) for one in objects]  # "en":"text"
    if len(entries) == 1:
        return f"{{{entries[0]}}}"
    by_tag: dict[str, list[str]] = {}
    for entry in entries:
        tag, _, text = entry.partition(":")
        by_tag.setdefault(tag, []).append(text)
    return f"{{{','.join([f'{tag}:{_one_or_many(texts)}' for tag, texts in by_tag.items()])}}}"


def _one_or_many(found: list[str]) -> str:
    return found[0] if len(found) == 1 else f"[{','.join(found)}]"


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
