"""Dividing a catalogue into named graphs: one a country or agency, or one for all, by declaration.

The country of a record is what its field of the predicate ``dct:spatial`` or ``eli:jurisdiction`` leads to, its agency
what that of ``dct:publisher`` does. A record without one goes where the record goes that it belongs to: a variable with
its source, a concept with its scheme. All the rest is shared.

The graphs are called ``.graph/country/ke`` and so on, after the base of the catalogue; a dot never begins the name of a
kind, so these are told from records.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from .errors import UsageError, did_you_mean
from .exporting import Selection
from .formats.rdf.dump import Dump
from .formats.rdf.terms import Spelling
from .formats.rdf.write import ntriples
from .kinds import Document, Field, kinds
from .names import is_id
from .naming import belongs_to

By = Literal["none", "country", "agency"]
"""What the catalogue is divided by."""

DIVISIONS: tuple[By, ...] = get_args(By)

HELD = 8_000_000
"""So many characters are held in memory before they are written to the files."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a catalogue may be divided by.

    Attributes:
        predicates: Those of the fields that say it.
        target: The kind that such a field must be able to lead to; any if empty.
        own: Whether what the fields lead to goes into its own graph: an agency, not a country.
    """

    predicates: tuple[str, ...]
    target: str = ""
    own: bool = False

    def holds(self, one: Field) -> bool:
        """Tell whether a field says it."""
        return (
            (one.shape, one.many) == ("ref", False)
            and one.means.rdf in self.predicates
            and (not self.target or self.target in one.targets)
        )


CRITERIA: dict[str, Criterion] = {
    "country": Criterion(("dct:spatial", "eli:jurisdiction"), target="area"),
    "agency": Criterion(("dct:publisher",), own=True),
}


class Division:
    """Tells which part of a catalogue each record goes to.

    Args:
        selection: What is given out; what its audience does not see is not made use of.
        criterion: What it is divided by.
    """

    def __init__(self, selection: Selection, criterion: Criterion) -> None:
        said = {name: [one for one in kind.fields if criterion.holds(one)] for name, kind in kinds().items()}
        owners = {name: belongs_to(kind) for name, kind in kinds().items()}
        self._said = {name: [one.name for one in fields] for name, fields in said.items()}
        self._owners = {name: [one.name for one in fields] for name, fields in owners.items()}
        self._own = _targets(said) if criterion.own else set[str]()
        self._above: dict[str, tuple[str, str]] = {}
        for document in selection.documents(sorted(_targets(owners))):
            self._above[document["id"]] = self._step(document)

    def part(self, document: Document) -> str:
        """Return the slug of the country or agency whose part a document goes to; "" for what is shared."""
        target, owner = self._step(document)
        seen = set[str]()
        while not target and owner not in seen:
            seen.add(owner)
            target, owner = self._above.get(owner, ("", ""))
        return target.partition("/")[2]

    def _step(self, document: Document) -> tuple[str, str]:
        """Return the country or agency that a document itself says, or "", and the record that it belongs to."""
        name: str = document["kind"]
        if name in self._own:
            return document["id"], ""
        return _first(document, self._said[name]), _first(document, self._owners[name])


def _targets(fields: Mapping[str, Iterable[Field]]) -> set[str]:
    """Return the kinds that some fields of the kinds lead to."""
    return {target for several in fields.values() for one in several for target in one.targets}


def _first(document: Document, fields: list[str]) -> str:
    """Return the first record that some fields of a document lead to; "" if they lead to none."""
    values = (document.get(name, "") for name in fields)
    return next((value for value in values if is_id(value)), "")


@dataclass(slots=True)
class NamedGraph:
    """One graph, as it is to stand in a store.

    Attributes:
        iri: Its name.
        path: The N-Triples, if they are kept.
        records: How many records it has.
        triples: How many triples.
        digest: What tells it from what it was before: "sha256:" and the hash of the N-Triples.
    """

    iri: str
    path: Path | None = None
    records: int = 0
    triples: int = 0
    digest: str = ""
    _hash: Any = field(default_factory=hashlib.sha256)
    _held: list[bytes] = field(default_factory=list[bytes])

    def add(self, texts: Iterator[str]) -> int:
        """Add N-Triples, a triple a line; return how many bytes they are."""
        text = "".join(texts).encode()
        self.triples += text.count(b"\n")
        self._hash.update(text)
        if self.path:
            self._held.append(text)
        return len(text)

    def pour(self) -> None:
        """Write what is held to the file, and the digest of all so far."""
        if self.path and self._held:
            with self.path.open("ab") as stream:
                stream.writelines(self._held)
            self._held.clear()
        self.digest = f"sha256:{self._hash.hexdigest()}"


def graph_iri(base: str, by: By, part: str = "") -> str:
    """Return the name of the graph of a country or agency, or of what is shared, or of all."""
    if by == "none":
        return f"{base}.graph/all"
    return f"{base}.graph/{by}/{part}" if part else f"{base}.graph/shared"


def check_division(by: str) -> By:
    """Return what a catalogue is divided by, if that is possible.

    Raises:
        UsageError: It is not.
    """
    for one in DIVISIONS:
        if one == by:
            return one
    raise UsageError(f"A catalogue cannot be divided by {by!r}.", did_you_mean(by, DIVISIONS))


def divide(selection: Selection, by: By, *, only: str = "", folder: Path | None = None) -> list[NamedGraph]:
    """Divide a catalogue into graphs, in one pass over its records.

    The triples stand in the order of the IRIs of the records, so that the same content gives the same digest.

    Args:
        selection: What is given out.
        by: What it is divided by.
        only: The name of the single graph, where it is not divided.
        folder: Where the N-Triples of each graph are written to; they are only counted if None.

    Returns:
        The graphs by name; what describes the catalogue itself is in the shared or single one.
    """
    content = selection.content()
    division = Division(selection, CRITERIA[by]) if by in CRITERIA else None
    graphs: dict[str, NamedGraph] = {}
    held = 0
    for document, nodes in Dump(content, Spelling()).said():
        part = division.part(document) if division and document else ""
        graph = graphs.get(part)
        if graph is None:
            path = folder / f"{len(graphs)}.nt" if folder else None
            graph = graphs[part] = NamedGraph(only or graph_iri(content.base, by, part), path)
        graph.records += document is not None
        held += graph.add(ntriples(nodes))
        if held >= HELD:
            _pour(graphs)
            held = 0
    _pour(graphs)
    return sorted(graphs.values(), key=lambda graph: graph.iri)


def _pour(graphs: dict[str, NamedGraph]) -> None:
    """Write what the graphs hold: each file is opened and closed, for there can be more than may be open at once."""
    for graph in graphs.values():
        graph.pour()
