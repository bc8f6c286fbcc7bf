"""JSON-LD as a developer wants it: our context at its head, then one node a line (JSON-LD 1.1).

    {"@context": {...}, "@graph": [
    {"id":"agency:ke-dis","type":["foaf:Agent","org:FormalOrganization"],"name":{"en":"Department of ..."}, ...},

What a term of the context cannot say, as a text without language where it has a map of languages, stands under the
predicate's CURIE, which every reader takes for the same predicate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

import orjson

from .. import Content
from .context import definitions, lines, terms
from .describe import Node
from .dump import Dump, prefixes_of
from .predicates import LANGUAGE, PLAIN, RESOURCE, values
from .terms import MEMO, Prefixed, quoted

_ID = '{"@id":'
_LANG = '{"@language":"'
_WHOLE = re.compile(r'"(-?[1-9][0-9]{0,14}|0)"')
_NATIVE = {"xsd:integer": _WHOLE, "xsd:nonNegativeInteger": _WHOLE, "xsd:boolean": re.compile('"(true|false)"')}
"""Literals that are the same when JSON has them as numbers or truth values."""

_ODD = '"\\u00'
_ODD_SCHEME = re.compile(r'"\\u00([0-9a-f]{2})([A-Za-z0-9+.-]*):')

Group = tuple[str, list[str]]
"""A key of a node with its values, all as JSON."""


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
        return f'{{"@type":{self.iri(datatype)[len(_ID) : -1]},"@value":{quoted(text)}}}'

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
        self.known = {f'{_ID}"{curie}"}}': (quoted(term), value[curie]) for curie, term in terms().items()}

    def node(self, node: Node) -> str:
        """Return a node as JSON."""
        subject, pairs = node
        text = self._object(subject, pairs)
        if _ODD in text and (odd := self._odd(text)):
            return self._apart(subject, pairs, odd)
        return text

    def _object(self, subject: str, pairs: Iterable[Group], undo: Callable[[str], str] = str, context: str = "") -> str:
        said: dict[str, list[str]] = {}
        types: list[str] = []
        for predicate, objects in pairs:
            if predicate == Compacted.type:
                types.extend(undo(one)[len(_ID) : -1] for one in objects if one.startswith(_ID))
                objects = [one for one in objects if not one.startswith(_ID)]  # @type takes IRIs alone
                if not objects:
                    continue
            for key, found in self._groups(predicate, objects, undo):
                said.setdefault(key, []).extend(found)
        parts = [f"{context}{quoted('id')}:{undo(subject)[len(_ID) : -1]}"]
        if types:
            parts.append(f"{quoted('type')}:{_one_or_many(types)}")
        parts.extend(f"{key}:{_one_or_many(found)}" for key, found in said.items())
        return f"{{{','.join(parts)}}}"

    def _groups(self, predicate: str, objects: list[str], undo: Callable[[str], str]) -> Iterator[Group]:
        """Yield the values of a predicate under its term, then under its CURIE what the term cannot say."""
        term, value = self.known.get(predicate, ("", ""))
        if not term:
            yield undo(predicate)[len(_ID) : -1], list(map(undo, objects))
        elif value == PLAIN:
            yield term, list(map(undo, objects))
        else:
            start = {RESOURCE: _ID, LANGUAGE: _LANG}.get(value) or f'{{"@type":"{value}","@value":'
            fit = [one for one in objects if one.startswith(start)]
            if fit:
                yield term, self._coerced(value, fit, len(start), undo)
            if len(fit) < len(objects):
                rest = [undo(one) for one in objects if not one.startswith(start)]
                yield undo(predicate)[len(_ID) : -1], rest

    def _coerced(self, value: str, objects: list[str], start: int, undo: Callable[[str], str]) -> list[str]:
        """Return values without what the term says of them."""
        if value == RESOURCE:
            return [undo(one)[start:-1] for one in objects]
        if value == LANGUAGE:
            return [_language_map(objects)]
        texts = [one[start:-1] for one in objects]
        native = _NATIVE.get(value)
        return [one[1:-1] if native.fullmatch(one) else one for one in texts] if native else texts

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

        context = f'"@context":{_json(dict.fromkeys(odd))},'
        return self._object(subject, pairs, undo, context)


def _language_map(objects: Iterable[str]) -> str:
    by_tag: dict[str, list[str]] = {}
    for one in objects:
        tag, _, rest = one[len(_LANG) :].partition('"')
        by_tag.setdefault(tag, []).append(rest[len(',"@value":') : -1])
    return f"{{{','.join(f'{quoted(tag)}:{_one_or_many(texts)}' for tag, texts in by_tag.items())}}}"


def _one_or_many(found: list[str]) -> str:
    return found[0] if len(found) == 1 else f"[{','.join(found)}]"


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
