"""Formats that records come in and go out in: one module a format, each with ``read`` or ``write`` or both.

A format is found by the ending of a file or by its name. Packages announce formats of their own in the entry-point
group ``orodha.formats``. Tables give ``Sheet`` objects, whose rows are read as fields
by declaration (``importing``); other formats give documents.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Literal

from ..errors import UsageError, did_you_mean
from ..reader import Document, Reader
from ..record import Visibility

HEAD = 1 << 16
"""So many bytes of a file tell its format, where the ending does not."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        name: What ``--format`` calls it.
        suffixes: Endings of its files.
        gives: What its ``read`` yields: sheets of a table, or entries that are documents; "graph" of RDF, which
            ``rdf.read.graph_drafts`` reads; "drafts" of one whose module has ``drafts`` and ``write_rejected`` instead,
            for it has to know the catalogue; "" if it is not read.
        reader: The module with ``read(source, file)``.
        writer: The module with ``write(path, content)``; "" if it is not written.
        evidence: Whether statements are written unless somebody says otherwise.
        options: What reader of drafts and writer are told besides.
        package: The package of these modules.
        mended: Of drafts, endings of files that rejected rows can be written to; those of the format if empty.
        losses: The module with ``losses(content)``, for a format that cannot carry all; "" if it carries all but
            statements of evidence, None if nobody tells what it leaves out.
        given: Whether its reader of drafts takes values for what a file leaves out.
        kinds: The only kinds that it has records of, and then it tells itself of statements that it leaves out; empty
            if it has all.
        unit: What its files hold, one for each record: "record", "report".
        claims: Endings of other formats whose files may be of this one; ``claims(head)`` of its reader says which.
    """

    name: str
    suffixes: tuple[str, ...]
    gives: Literal["sheets", "entries", "graph", "drafts", ""]
    reader: str = ""
    writer: str = ""
    evidence: bool = True
    options: tuple[str, ...] = ()
    package: str = __name__
    mended: tuple[str, ...] = ()
    losses: str | None = None
    given: bool = False
    claims: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    unit: str = "record"

    def read(self, source: Path | bytes, file: str) -> Iterator[Any]:
        """Yield the sheets or entries of a file, which people know by the name given.

        Raises:
            FormatError: It is no such file.
        """
        return self._module(self.reader).read(source, file)

    def drafts(
        self,
        source: Path | bytes,
        file: str,
        index: int,
        resolver: Any,
        overwrite: bool,
        given: Mapping[str, Any] | None = None,
    ) -> Iterator[Any]:
        """Yield the records of a file as lists of ``Draft``, with notes (text) and what was not taken over (``Kept``).

        Args:
            source: The path of the file, or its content.
            file: What people call it.
            index: The first part of the drafts' origins.
            resolver: The ``Resolver`` of the import; learns of the records.
            overwrite: Whether what stands in the catalogue gives way.
            given: Values for fields that the file leaves out, by "field" or "kind.field"; only some formats ask.

        Raises:
            FormatError: It is no such file.
        """
        told = (given or {},) if self.given else ()
        return self._module(self.reader).drafts(source, file, index, resolver, overwrite, *told, *self.options)

    def write_rejected(self, path: Path, rejected: Sequence[Document]) -> None:
        """Write what was rejected of a file that gives drafts, with a column "problem", so that it can be mended."""
        self._module(self.reader).write_rejected(path, rejected, *self.options)

    def write(self, path: Path, content: Content) -> Sequence[Loss]:
        """Write a file that is not there yet; return what was left out, as far as the format tells.

        Raises:
            FormatError: The format cannot hold the content.
            UsageError: The format does not take that choice of records.
        """
        told: Iterable[Loss] | None = self._module(self.writer).write(path, content, *self.options)
        return [*self._untold(content), *(told or ())]

    def left_out(self, content: Content) -> Sequence[Loss]:
        """Return what writing would leave out, without writing anything."""
        told: Iterable[Loss] = self._module(self.losses).losses(content, *self.options) if self.losses else ()
        return [*self._untold(content), *told]

    def is_claimed(self, head: bytes) -> bool:
        """Tell whether a file with an ending of another format is of this one, by how it begins."""
        return self._module(self.reader).claims(head)

    def _untold(self, content: Content) -> Iterator[Loss]:
        if self.losses is not None and not content.evidence and not self.kinds:
            from ..losses import statements  # formats know records, which know formats

            yield from statements(content)

    def _module(self, name: str) -> Any:
        return import_module(f".{name}", self.package)


FORMATS: tuple[Format, ...] = (
    Format("xlsx", (".xlsx", ".xlsm"), "sheets", "table", "table_write"),
    Format("ods", (".ods",), "sheets", "table"),
    Format("xls", (".xls", ".xlsb"), "sheets", "table"),
    Format("csv", (".csv", ".tsv", ".txt"), "sheets", "delimited", "delimited"),
    Format("json", (".json",), "entries", "json", "json"),
    Format("jsonl", (".jsonl", ".ndjson"), "entries", "json_lines", "json_lines"),
    Format("turtle", (".ttl",), "graph", "rdf.read", "rdf.write", False, losses="", options=("turtle",)),
    Format("ntriples", (".nt",), "graph", "rdf.read", "rdf.write", False, losses="", options=("ntriples",)),
    Format("trig", (".trig",), "graph", "rdf.read", "rdf.write", False, losses="", options=("trig",)),
    Format("nquads", (".nq",), "graph", "rdf.read"),
    Format("rdfxml", (".rdf", ".owl"), "graph", "rdf.read", "rdf.write", False, losses="", options=("rdfxml",)),
    Format("jsonld", (".jsonld",), "graph", "rdf.read", "rdf.write", False, losses="", options=("jsonld",)),
    Format("jsonld-expanded", (), "graph", "rdf.read", "rdf.write", False, losses="", options=("jsonld-expanded",)),
)
"""Every format of this package. Another one is a module and a line here."""


@cache
def formats() -> tuple[Format, ...]:
    """Return every format, with those that packages announce in the entry-point group ``orodha.formats``."""
    return (*FORMATS, *(one for point in entry_points(group="orodha.formats") for one in point.load()))


def format_of(path: str | Path, name: str = "", *, writing: bool = False) -> Format:
    """Return the format that is named, or else the one of a file's ending; the longest ending counts.

    Raises:
        UsageError: There is none, or it cannot be written or read.
    """
    usable = [one for one in formats() if (one.writer if writing else one.reader)]
    if name:
        fitting = {one.name: one for one in usable if name.casefold() in (one.name, *(e[1:] for e in one.suffixes))}
    else:
        called = Path(path).name.casefold()
        fitting = {ending: one for one in usable for ending in one.suffixes if called.endswith(ending)}
    if fitting:
        return fitting[max(fitting, key=len)]
    names = [one.name for one in usable]
    what = "written" if writing else "read"
    if name:
        raise UsageError(f"No format {name!r} can be {what}.", did_you_mean(name, names))
    suffix = Path(path).suffix.casefold()
    raise UsageError(f"{path}: the format cannot be told from {suffix!r}.", f"Give --format: {', '.join(names)}.")


def format_of_file(path: Path, name: str = "") -> Format:
    """Return the format of a file that is there: the one that is named, or that its content or ending tells.

    Raises:
        UsageError: There is none.
    """
    if not name:
        ending = path.suffix.casefold()
        asked = [one for one in formats() if ending in one.claims]
        if asked:
            with path.open("rb") as stream:
                head = stream.read(HEAD)
            for one in asked:
                if one.is_claimed(head):
                    return one
    return format_of(path, name)


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that an export leaves out.

    Attributes:
        what: What sort of thing, in words that others share; people are told how many there are of each.
        where: The record, or the place in the file.
        detail: What it is, more exactly, or "".
        count: How many things it stands for.
    """

    what: str
    where: str
    detail: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Content:
    """What is written.

    Attributes:
        base: What the IRIs of the catalogue begin with.
        title: The catalogue's title.
        languages: Its languages.
        kinds: The kinds that are written, in order.
        documents: Gives the documents of some kinds (all if none is named) each time that it is called, as
            ``Reader.documents`` gives them, with their statements under "evidence" if they have any; and sorted by
            "id", or by "iri" where that is said as ``order``.
        evidence: Whether statements are written.
        reader: The catalogue.
        hidden: The records that must not be told of.
        whole: Whether all records are written that may be told of.
        audience: Who will read it.
    """

    base: str
    title: str
    languages: Sequence[str]
    kinds: Sequence[str]
    documents: Callable[..., Iterator[Document]]
    evidence: bool
    reader: Reader
    hidden: Container[str] = frozenset[str]()
    whole: bool = True
    audience: Visibility = "internal"


@dataclass(slots=True)
class Sheet:
    """One table of a file.

    Attributes:
        file: The file, as people know it.
        name: The sheet, "" in a CSV file.
        rows: Yields (row number counted from 1, cells) each time that it is called; rows without any content are
            left out.
        notes: What was assumed in reading it.
        faults: Cells that cannot be read, by (row number, index of the column): what is wrong with each.
        letters: Index of the first column that rows begin with, for naming columns A, B, C.
    """

    file: str
    name: str
    rows: Callable[[], Iterator[tuple[int, list[Any]]]]
    notes: list[str] = field(default_factory=list[str])
    faults: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])
    letters: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a file that holds documents.

    Attributes:
        place: Where it stands: its line, or else its number, counted from 1.
        document: What is there; None if it is no document.
        problem: What is wrong with it as a whole, or "".
    """

    place: int
    document: Document | None
    problem: str = ""
