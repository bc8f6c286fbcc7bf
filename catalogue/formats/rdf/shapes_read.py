"""Shapes as they are read from a file, in any syntax of RDF, or made from our declarations (SHACL 1.0, W3C 2017)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...errors import FormatError, NotFound, UsageError

SH = "http://www.w3.org/ns/shacl#"
OURS = "orodha"
"""The word for our own shapes, where a path of others could stand."""

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TARGETS = {f"{SH}target{one}" for one in ("Class", "Node", "SubjectsOf", "ObjectsOf", "")} - {f"{SH}target"}


@dataclass(frozen=True, slots=True)
class Shapes:
    """A shapes graph.

    Attributes:
        name: What people know it by: the path, or "orodha".
        ntriples: The graph as N-Triples.
        messages: The texts of its messages, English ones first.
        parents: The shapes that a property shape belongs to, by its IRI or blank node.
        said: What is said of shapes: values by (shape, local name of the predicate, as in "minCount").
    """

    name: str
    ntriples: str
    messages: dict[str, int] = field(default_factory=dict[str, int])
    parents: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    said: dict[tuple[str, str], list[str]] = field(default_factory=dict[tuple[str, str], list[str]])

    @property
    def ours(self) -> bool:
        """Whether they are those made from our declarations."""
        return self.name == OURS

    def message(self, given: Iterable[str]) -> str:
        """Return the one of several messages that an English reader wants; "" if no shape gives one of them."""
        return min(
            (one for one in given if one in self.messages), key=lambda one: (self.messages[one], one), default=""
        )

    def wanted(self, shape: str, path: str, constraint: str) -> str:
        """Return what a constraint asks of a path; "" if it cannot be told.

        Args:
            shape: The shape, or the nearest one above it with an IRI.
            path: The IRI of the predicate.
            constraint: Local name of the constraint's parameter: "class".
        """
        inside = [shape, *(child for child, above in self.parents.items() if shape in above)]
        for one in inside:
            if path in self.said.get((one, "path"), ()) and (found := self.said.get((one, constraint))):
                return " or ".join(sorted(found))
        return ""


def read(shapes: str | Path) -> Shapes:
    """Return the shapes of a file, or our own for the word "orodha".

    Raises:
        NotFound: There is no such file.
        UsageError: Its suffix tells no syntax of RDF.
        FormatError: It is no such file, with the line; or it holds no shapes.
    """
    if str(shapes) == OURS:
        from .shapes import turtle  # reads every declaration

        return _graph(OURS, turtle().encode(), ".ttl")
    path = Path(shapes)
    if not path.is_file():
        raise NotFound(f"{path}: there is no such file.", f"Name a file of SHACL shapes, or write {OURS} for our own.")
    return _graph(str(path), path.read_bytes(), path.suffix)


def _graph(name: str, content: bytes, suffix: str) -> Shapes:
    import pyoxigraph  # lookups and other formats do without it

    syntax = pyoxigraph.RdfFormat.from_extension("ttl" if suffix.casefold() == ".n3" else suffix.casefold().lstrip("."))
    if syntax is None:
        raise UsageError(f"{name}: the syntax cannot be told from {suffix!r}.", "Use .ttl, .rdf, .jsonld or .nt.")
    try:
        quads = pyoxigraph.parse(content, format=syntax, base_iri="https://w3id.org/orodha/shapes/")
        triples = list(dict.fromkeys(one.triple for one in quads))
    except (SyntaxError, ValueError) as error:
        told = str(getattr(error, "msg", error)).rstrip(".")
        raise FormatError(f"{name}: {told}.", "Mend the file, or have it written anew.") from None
    ntriples = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
    made = Shapes(name, ntriples.decode())
    if not _noted(made, triples):
        raise FormatError(f"{name}: holds no SHACL shapes.", "Are data and shapes the wrong way round?")
    return made


def _noted(shapes: Shapes, triples: Iterable[Any]) -> bool:
    """Note what messages and fixes need of a graph; tell whether it holds any shapes."""
    parents = defaultdict[str, list[str]](list, shapes.parents)
    said = defaultdict[tuple[str, str], list[str]](list, shapes.said)
    found = False
    for one in triples:
        predicate, value = one.predicate.value, one.object
        found |= predicate in _TARGETS or (predicate == _TYPE and value.value == f"{SH}NodeShape")
        if predicate == f"{SH}message":
            language = value.language or ""
            shapes.messages[value.value] = 0 if language[:2] == "en" else 1 if not language else 2
        elif predicate == f"{SH}property":
            parents[value.value].append(one.subject.value)
        elif predicate.startswith(SH):
            said[one.subject.value, predicate.removeprefix(SH)].append(value.value)
    shapes.parents.update(parents)
    shapes.said.update(said)
    return found
