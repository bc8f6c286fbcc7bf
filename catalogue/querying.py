"""Asking a catalogue in SPARQL 1.1 (W3C 2013): SELECT, ASK, CONSTRUCT and DESCRIBE.

    with Reader.open("orodha.db") as reader, query(reader, "SELECT ?s WHERE { ?s a dcat:Dataset }") as answer:
        for (source,) in answer.rows(): ...

The catalogue is said as RDF into a store in memory, which is gone after the answer. All prefixes that exports have are
known there, and relative IRIs are records: ``source:ke-efns`` and ``<source/ke-efns>`` are the same. Nothing is
written, and nothing is fetched from anywhere.
"""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice, takewhile
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import IO, Literal, NamedTuple, cast

import pyoxigraph

from . import sparql
from .errors import OrodhaError, TimeLimit, UsageError
from .exporting import Selection
from .formats import Content
from .formats.rdf.dump import Dump, prefixes_of
from .formats.rdf.forms import shrunk
from .formats.rdf.terms import Spelling
from .formats.rdf.write import Piped, ntriples
from .reader import Reader
from .record import Visibility

Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

Row = tuple[Term | None, ...]
"""The terms of the variables, None of one that has no value."""

SECONDS = 60.0

_CHUNK = 250
_AHEAD = 4
"""So many chunks are computed before the first is asked for."""

_STACK = 256 * 1024 * 1024
"""What a query of many parts may need of the stack, in bytes; taken as it is used."""

_starting = threading.Lock()


class _Head(NamedTuple):
    kind: Literal["select", "ask", "graph"]
    variables: tuple[str, ...] = ()
    yes: bool = False


_Part = _Head | list[Row] | list[pyoxigraph.Triple] | Exception | None


class Answer:
    """What a query gives. Rows and triples come as they are found, once.

    Whoever does not read them to their end closes the answer, or uses it as a context manager.

    Attributes:
        kind: "select" has rows, "graph" has triples (of CONSTRUCT and DESCRIBE), "ask" is yes or no.
        variables: The names of the columns of a "select".
        yes: The answer to an "ask".
        prefixes: Namespaces by prefix, those that the query could use.
    """

    def __init__(self, evaluation: _Evaluation, prefixes: Mapping[str, str]) -> None:
        head = evaluation.part()
        assert isinstance(head, _Head)
        self.kind = head.kind
        self.variables = head.variables
        self.yes = head.yes
        self.prefixes = prefixes
        self._evaluation = evaluation
        weakref.finalize(self, evaluation.stop).atexit = False

    def __enter__(self) -> Answer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of what was not read."""
        self._evaluation.stop()

    def rows(self) -> Iterator[Row]:
        """Yield the rows of a SELECT.

        Raises:
            UsageError: It is the answer to something else.
            TimeLimit: The rest takes longer than it may.
        """
        return cast("Iterator[Row]", self._items("select"))

    def triples(self) -> Iterator[pyoxigraph.Triple]:
        """Yield the triples of a CONSTRUCT or DESCRIBE, in no order, some perhaps twice.

        Raises:
            UsageError: It is the answer to something else.
            TimeLimit: The rest takes longer than it may.
        """
        return cast("Iterator[pyoxigraph.Triple]", self._items("graph"))

    def _items(self, wanted: str) -> Iterator[object]:
        if self.kind != wanted:
            raise UsageError(f"The answer is of the kind {self.kind!r}, not {wanted!r}.")
        return self._read()

    def _read(self) -> Iterator[object]:
        try:
            while isinstance(part := self._evaluation.part(), list):
                yield from part
        finally:
            self.close()


def query(
    reader: Reader,
    text: str,
    audience: Visibility = "internal",
    timeout: float = SECONDS,
    evidence: bool = False,
) -> Answer:
    """Ask a catalogue in SPARQL.

    A query that is stopped by its time limit gives no more, yet the thread that works on it may not end before the
    process does: Oxigraph cannot be interrupted between two solutions. A program that must have its processor back
    asks in a process of its own.

    Args:
        reader: The catalogue.
        text: The query. Prefixes of vocabularies and kinds need no declaration.
        audience: Who asks: what is not for them is not there.
        timeout: So many seconds are waited for the answer in all, above 0; reading the catalogue is not counted.
        evidence: Whether what documents say is there, as rdf:Statement.

    Returns:
        The answer: its kind is known, its rows or triples are still to come.

    Raises:
        UsageError: The text is no query, or would change something or ask another server.
        TimeLimit: The answer did not begin in time.
    """
    sparql.check(text)
    content = Selection(reader, audience=audience, evidence=evidence).content()
    prefixes = prefixes_of(content)
    trial = _Evaluation(pyoxigraph.Store(), text, prefixes, content.base, timeout)
    trial.part()  # what cannot be read is refused before the catalogue is read
    trial.stop()
    return Answer(_Evaluation(store_of(content), text, prefixes, content.base, timeout), prefixes)


def store_of(content: Content) -> pyoxigraph.Store:
    """Return an export as a store in memory."""
    store = pyoxigraph.Store()
    said = cast("IO[bytes]", Piped(ntriples(Dump(content, Spelling()).nodes())))
    store.bulk_load(said, format=pyoxigraph.RdfFormat.N_TRIPLES, lenient=True)
    return store


class _Evaluation:
    """The work on one query, in a thread that can be waited for no longer than a time."""

    def __init__(self, store: pyoxigraph.Store, text: str, prefixes: dict[str, str], base: str, timeout: float) -> None:
        self.text = text
        self.prefixes = prefixes
        self.timeout = timeout
        self._waited = 0.0
        self._parts = Queue[_Part](_AHEAD)
        self._stopped = Event()
        thread = Thread(target=self._work, args=(store, base), name="orodha query", daemon=True)
        with _starting:
            before = threading.stack_size(_STACK)
            try:
                thread.start()
            finally:
                threading.stack_size(before)

    def part(self) -> _Part:
        """Return the next part of the answer; None at its end, or when it was stopped.

        Raises:
            UsageError: The query cannot be read.
            TimeLimit: The part does not come in time.
            OrodhaError: It cannot be had.
        """
        if self._stopped.is_set():
            return None
        begun = time.monotonic()
        try:
            part = self._parts.get(timeout=max(self.timeout - self._waited, 0.001))
        except Empty:
            self.stop()
            unit = "second" if self.timeout == 1 else "seconds"
            raise TimeLimit(
                f"The query was stopped: it took longer than {self.timeout:g} {unit}.",
                "Ask for less: patterns that share no variable multiply. Or allow more time.",
            ) from None
        self._waited += time.monotonic() - begun
        if isinstance(part, SyntaxError):
            raise sparql.explained(self.text, str(part), self.prefixes) from None
        if isinstance(part, Exception):
            raise OrodhaError(f"The query cannot be answered: {part}.") from part
        return part

    def stop(self) -> None:
        """Let the work end as soon as it can."""
        self._stopped.set()
        try:
            while True:  # the work may be waiting for room
                self._parts.get_nowait()
        except Empty:
            pass

    def _work(self, store: pyoxigraph.Store, base: str) -> None:
        try:
            for part in self._answer(store, base):
                self._give(part)
            self._give(None)
        except Exception as error:
            self._give(error)

    def _give(self, part: _Part) -> None:
        while not self._stopped.is_set():
            try:
                self._parts.put(part, timeout=1)
            except Full:
                continue
            return

    def _answer(self, store: pyoxigraph.Store, base: str) -> Iterator[_Part]:
        answer = store.query(self.text, prefixes=self.prefixes, base_iri=base)
        if isinstance(answer, pyoxigraph.QueryBoolean):
            yield _Head("ask", yes=bool(answer))
        elif isinstance(answer, pyoxigraph.QuerySolutions):
            yield _Head("select", tuple(one.value for one in answer.variables))
            yield from self._chunks(tuple(one) for one in answer)
        else:
            yield _Head("graph")
            yield from self._chunks(answer)

    def _chunks(self, items: Iterable[object]) -> Iterator[_Part]:
        going = takewhile(lambda _: not self._stopped.is_set(), items)
        while chunk := list(islice(going, _CHUNK)):
            yield cast("_Part", chunk)


def shortener(reader: Reader) -> Callable[[str], str]:
    """Return a function that says IRIs as people do: records by short id, terms of vocabularies as CURIEs."""
    base: str = reader.meta["base"]
    rows = reader.database.stream("SELECT iri, id FROM record WHERE iri <> ? || id", (base,))
    own: dict[str, str] = dict(rows)

    def short(iri: str) -> str:
        if iri.startswith(base) and len(iri) > len(base):
            return iri.removeprefix(base)
        return own.get(iri) or shrunk(iri) or iri

    return short
