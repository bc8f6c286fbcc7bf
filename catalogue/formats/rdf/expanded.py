"""Expanded JSON-LD: an array of node objects, one a line, with every IRI in full and no context (JSON-LD 1.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .compact import ID_AT, Compacted
from .describe import Node
from .terms import Spelling, quoted


class Expanded(Compacted):
    """Terms as objects of JSON, as text, with nothing abbreviated."""

    type = '"@type"'

    def __init__(self) -> None:
        super().__init__({})

    def text(self, text: str) -> str:
        """Return a literal in no language."""
        return f'{{"@value":{quoted(text)}}}'

    def _short(self, iri: str) -> str:
        return f'"{iri}"'


_TYPE = Spelling.type[1:-1]


def expanded(nodes: Iterable[Node]) -> Iterator[str]:
    """Yield nodes as JSON-LD, a line at a time.

    Args:
        nodes: As ``Expanded`` spells them.
    """
    before = "[\n"
    for subject, pairs in nodes:
        if pairs:
            parts = [subject[1:-1]]
            if pairs[0][0] == Expanded.type:
                parts.extend(_types(pairs[0][1]))
                pairs = pairs[1:]
            parts += [f"{predicate[ID_AT:-1]}:[{','.join(objects)}]" for predicate, objects in pairs]
            yield f"{before}{{{','.join(parts)}}}"
            before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def _types(objects: Iterable[str]) -> Iterator[str]:
    """Yield the classes of a node, and apart from them what is no IRI."""
    classes = [one[ID_AT:-1] for one in objects if one.startswith('{"@id":')]
    others = [one for one in objects if not one.startswith('{"@id":')]
    if classes:
        yield f'"@type":[{",".join(classes)}]'
    if others:
        yield f'"{_TYPE}":[{",".join(others)}]'
