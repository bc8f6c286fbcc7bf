"""Publishing a catalogue in a triple store, and only what is not there yet.

The store itself remembers what it was sent: an index graph (``.graph/index`` after the base of the catalogue) names
each graph with the digest of its content. A digest is taken out of the index before its graph is sent, and comes back
when the store has it. So a push that was interrupted goes on where it stopped, and one of an unchanged catalogue sends
nothing.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Literal

from .errors import DiskFull, StoreError, StoreUnreachable, UsageError
from .exporting import Selection
from .formats.rdf.terms import INTEGER, Spelling
from .graph_store import PATIENCE, GraphStore, Patience
from .named_graphs import By, NamedGraph, check_division, divide
from .names import expand, is_iri
from .reader import Reader
from .record import Visibility

State = Literal["new", "changed", "unchanged", "gone", "unknown"]
"""How a graph stands to what the store has: ``gone`` is in the store and no longer in the catalogue."""

DIGEST = "orodha:contentDigest"

ONE_LOOK = Patience(retries=0, connect=5, answer=60)
"""For looking only, where the answer is not needed."""

Progress = Callable[[int, int, str], None]
"""Told how many graphs of how many are sent, and which is next."""


@dataclass(frozen=True, slots=True)
class GraphState:
    """One graph of a push.

    Attributes:
        iri: Its name.
        state: How it stands to what the store has.
        action: What is done about it, or would be: "send", "delete" or "".
        records: How many records it has; 0 if it is gone.
        triples: How many triples.
        digest: The digest of its content.
    """

    iri: str
    state: State
    action: Literal["send", "delete", ""] = ""
    records: int = 0
    triples: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Push:
    """What is, or would be, done in a store.

    Attributes:
        store: The store, as it is shown.
        graphs: Every graph, by name; those that are gone come last.
        unreachable: Why the store could not be asked what it has; "" if it was.
        exposed: Whether credentials go over the network in clear.
    """

    store: str
    graphs: tuple[GraphState, ...]
    unreachable: str = ""
    exposed: bool = False

    def doing(self, action: Literal["send", "delete", ""]) -> list[GraphState]:
        """Return the graphs that something is done about."""
        return [one for one in self.graphs if one.action == action]

    def being(self, state: State) -> list[GraphState]:
        """Return the graphs that stand so."""
        return [one for one in self.graphs if one.state == state]


def plan(
    reader: Reader,
    url: str,
    *,
    by: By = "none",
    graph: str = "",
    audience: Visibility = "public",
    evidence: bool = False,
    force: bool = False,
    prune: bool = False,
    patience: Patience = ONE_LOOK,
    before: Callable[[Selection], None] | None = None,
) -> Push:
    """Tell what ``push`` would do. The arguments are the same; a store that cannot be reached is no error here."""
    only = _check(reader, by, graph)
    unreachable = ""
    index: Mapping[str, str] | None = None
    with GraphStore(url, patience) as store:
        try:
            index = _read_index(store, index_iri(reader))
        except StoreUnreachable as error:
            unreachable = error.what
    selection = Selection(reader, audience=audience, evidence=evidence)
    if before:
        before(selection)
    graphs = divide(selection, by, only=only)
    return Push(store.name, _compared(graphs, index, force=force, prune=prune), unreachable, store.exposed)


def push(
    reader: Reader,
    url: str,
    *,
    by: By = "none",
    graph: str = "",
    audience: Visibility = "public",
    evidence: bool = False,
    force: bool = False,
    prune: bool = False,
    patience: Patience = PATIENCE,
    progress: Progress | None = None,
    before: Callable[[Selection], None] | None = None,
) -> Push:
    """Let a store have the catalogue: each graph whose content it does not have yet is replaced.

    Args:
        reader: The catalogue.
        url: Where the store speaks the SPARQL 1.1 Graph Store HTTP Protocol.
        by: What the catalogue is divided by into graphs.
        graph: The name of the graph, where it is not divided.
        audience: Who will read it.
        evidence: Whether statements go along.
        force: Whether to send what the store should have already.
        prune: Whether to delete graphs that were pushed once and are no longer part of the catalogue.
        patience: How long the store is waited for.
        progress: Told about each graph.
        before: Called with what is sent before any of it is; what it raises keeps it here.

    Raises:
        UsageError: The URL, division or name of the graph cannot be used.
        StoreError: The store refuses, or cannot be reached; what was sent is there.
        DiskFull: The temporary folder has no room for the graphs.
    """
    only = _check(reader, by, graph)
    with GraphStore(url, patience) as store, TemporaryDirectory(prefix="orodha-push-") as folder:
        index = _read_index(store, index_iri(reader))
        selection = Selection(reader, audience=audience, evidence=evidence)
        if before:
            before(selection)
        graphs = _written(selection, by, only, Path(folder))
        done = Push(store.name, _compared(graphs, index, force=force, prune=prune), exposed=store.exposed)
        if done.doing("send") or done.doing("delete"):
            _carry_out(store, index_iri(reader), done, {one.iri: one for one in graphs}, progress)
        return done


def index_iri(reader: Reader) -> str:
    """Return the name of the graph that tells what a store was sent of a catalogue."""
    return f"{reader.meta['base']}.graph/index"


def _check(reader: Reader, by: str, graph: str) -> str:
    """Hold what was asked for to the rules, and return the name of the single graph, if it was given."""
    divided = check_division(by) != "none"
    if graph and divided:
        raise UsageError("One graph cannot be named where there are several.", "Leave --graph or --graphs out.")
    if graph and (not is_iri(graph) or graph == index_iri(reader)):
        raise UsageError(f"{graph!r} cannot be the name of a graph.", "Give an IRI: https://example.org/graph/kenya")
    return graph


def _written(selection: Selection, by: By, only: str, folder: Path) -> list[NamedGraph]:
    try:
        return divide(selection, by, only=only, folder=folder)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        what = f"{gettempdir()} has no room for the graphs that are to be sent."
        raise DiskFull(what, "Nothing was sent. Set TMPDIR to a folder with more room.") from error


def _compared(
    graphs: Iterable[NamedGraph], index: Mapping[str, str] | None, *, force: bool, prune: bool
) -> tuple[GraphState, ...]:
    """Hold the graphs against what the store has, by digest; None if that is not known."""
    compared: list[GraphState] = []
    for one in graphs:
        state: State
        if index is None:
            state = "unknown"
        elif one.iri not in index:
            state = "new"
        else:
            state = "unchanged" if index[one.iri] == one.digest else "changed"
        action = "send" if force or state != "unchanged" else ""
        compared.append(GraphState(one.iri, state, action, one.records, one.triples, one.digest))
    ours = {one.iri for one in compared}
    gone = sorted((iri, digest) for iri, digest in (index or {}).items() if iri not in ours)
    return (*compared, *(GraphState(iri, "gone", "delete" if prune else "", 0, 0, digest) for iri, digest in gone))


def _carry_out(
    store: GraphStore, index: str, todo: Push, graphs: Mapping[str, NamedGraph], progress: Progress | None
) -> None:
    """Send and delete, and let the index in the store say so after each graph.

    The index is written first: what is about to change loses its digest, and a store that would refuse the graphs
    refuses this, before much is sent.
    """
    sending = todo.doing("send")
    store.put(index, _index([replace(one, digest="") if one.action else one for one in todo.graphs], index))
    for number, one in enumerate(sending):
        path = graphs[one.iri].path
        assert path
        if progress:
            progress(number, len(sending), one.iri)
        try:
            store.put(one.iri, path)
            store.add(index, _entry(one))
        except StoreError as error:
            told = f"{number} of {len(sending)} graphs were sent; the same command goes on from there."
            raise type(error)(error.what, f"{error.advice} {told}") from None
        path.unlink()
    if pruned := todo.doing("delete"):
        for one in pruned:
            store.delete(one.iri)
        store.put(index, _index([one for one in todo.graphs if one not in pruned], index))


# --- the index


def _index(graphs: Iterable[GraphState], index: str) -> bytes:
    """Return the index as N-Triples."""
    spelling = Spelling()
    about = spelling.lang("The graphs that orodha push has sent, with digests of their content.", "en")
    said = f"{spelling.iri(index)} {spelling.iri(expand('rdfs:comment'))} {about} .\n"
    return said.encode() + b"".join(map(_entry, graphs))


def _entry(graph: GraphState) -> bytes:
    """Return what the index says of one graph: only that it was pushed once, if it has no digest."""
    spelling = Spelling()
    said = [(spelling.type, spelling.iri(expand("void:Dataset")))]
    if graph.digest:
        said.append((spelling.iri(expand(DIGEST)), spelling.text(graph.digest)))
    if graph.digest and graph.triples:
        said += [
            (spelling.iri(expand("void:entities")), spelling.typed(str(graph.records), INTEGER)),
            (spelling.iri(expand("void:triples")), spelling.typed(str(graph.triples), INTEGER)),
        ]
    subject = spelling.iri(graph.iri)
    return "".join(f"{subject} {predicate} {value} .\n" for predicate, value in said).encode()


def _read_index(store: GraphStore, index: str) -> dict[str, str]:
    """Return the digests that a store has, by graph; "" of a graph that was not sent to the end."""
    answer = store.get(index)
    if answer is None or not answer[0].strip():
        return {}
    import pyoxigraph

    content, media_type = answer
    form = pyoxigraph.RdfFormat.from_media_type(media_type)
    digests: dict[str, str] = {}
    kind, digest = expand("void:Dataset"), expand(DIGEST)
    try:
        if not form:
            raise SyntaxError("no RDF")
        for triple in pyoxigraph.parse(content, format=form):
            if not isinstance(triple.subject, pyoxigraph.NamedNode):
                continue
            name, value = triple.subject.value, triple.object
            if isinstance(value, pyoxigraph.NamedNode) and value.value == kind:
                digests.setdefault(name, "")
            elif triple.predicate.value == digest and isinstance(value, pyoxigraph.Literal):
                digests[name] = value.value
    except (SyntaxError, ValueError):
        raise StoreError(
            f"{store.name} answered {media_type or 'something'} that is no graph to GET of the graph {index}.",
            "Is this the URL of its Graph Store Protocol?",
        ) from None
    return digests
