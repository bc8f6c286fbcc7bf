"""Exporting records to a file: all or some kinds, for an audience, with or without evidence.

The file is written beside its place under another name and then moved there, so that a full disk or an interruption
leaves what was there before.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Literal

import orjson

from .audience import EVERYTHING, Sight
from .columns import EVIDENCE
from .errors import UsageError
from .evidence import statements_of
from .formats import Content, Format, Loss, format_of
from .kinds import Document, kinds
from .names import kind_of
from .naming import belongs_to
from .reader import Reader
from .record import Statement, Visibility
from .replacing import replacing
from .writer import plain_statement

CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Choice:
    """What goes out, for whom and how.

    Attributes:
        chosen: The kinds, or ids of records, which are written with what belongs to them: a scheme with its concepts,
            a source with its variables. Everything if empty.
        where: Conditions of ``Reader.records`` that the records must satisfy, with a single kind.
        audience: Who will read it: records, fields and statements that are not for them are left out, and so is
            what cannot be without them.
        evidence: Whether statements go along; None leaves it to the format: RDF has them only when asked.
        format_name: The format, where the suffix does not say.
    """

    chosen: Sequence[str] = ()
    where: Sequence[str] = ()
    audience: Visibility = "internal"
    evidence: bool | None = None
    format_name: str = ""

    def format(self, path: str | Path) -> Format:
        """Return the format that is written.

        Raises:
            UsageError: It is unknown, or cannot be written.
        """
        return format_of(path, self.format_name, writing=True)

    def selection(self, reader: Reader, written: Format) -> Selection:
        """Return the records that it means in a catalogue; raises as ``Selection`` does."""
        evidence = written.evidence if self.evidence is None else self.evidence
        return Selection(reader, self.chosen, self.where, self.audience, evidence)


def export(
    reader: Reader,
    path: str | Path,
    *,
    chosen: Sequence[str] = (),
    where: Sequence[str] = (),
    audience: Visibility = "internal",
    evidence: bool | None = None,
    format_name: str = "",
    overwrite: bool = False,
    left_out: list[Loss] | None = None,
) -> int:
    """Write records to a file.

    Args:
        reader: The catalogue.
        path: The file.
        chosen: Kinds or ids of records, as in ``Choice``, and so are the next four.
        where: Conditions, with a single kind.
        audience: Who will read it.
        evidence: Whether statements go along.
        format_name: The format, where the suffix does not say.
        overwrite: Whether a file that is there may be replaced.
        left_out: A list that learns what the format left out, if it tells.

    Returns:
        How many records were written.

    Raises:
        UsageError: The file exists, its place cannot be written to, or the choice makes no sense.
        FormatError: The format cannot hold the records.
        DiskFull: There was no room.
    """
    choice = Choice(chosen, where, audience, evidence, format_name)
    return write(reader, path, choice, overwrite=overwrite, left_out=left_out)


def write(
    reader: Reader,
    path: str | Path,
    choice: Choice,
    *,
    overwrite: bool = False,
    left_out: list[Loss] | None = None,
    before: Callable[[Selection], None] | None = None,
    whole: Callable[[], None] | None = None,
) -> int:
    """Write what was chosen to a file; see ``export``.

    Args:
        reader: The catalogue.
        path: The file.
        choice: What goes out, for whom and how.
        overwrite: Whether a file that is there may be replaced.
        left_out: A list that learns what the format left out, if it tells.
        before: Called with what goes out before any of it does; what it raises keeps it here.
        whole: Called when the file is written, before it is put in its place; what it raises keeps it from that.
    """
    written = choice.format(path)
    with reader.database.read_once():
        selection = choice.selection(reader, written)
        if before:
            before(selection)
        with replacing(Path(path), overwrite=overwrite) as beside:
            lost = written.write(beside, selection.content())
            if whole:
                whole()
        if left_out is not None:
            left_out += lost
        if written.kinds:
            return sum(1 for _ in selection.documents(written.kinds))
        return selection.count()


def losses(reader: Reader, path: str | Path, choice: Choice) -> Sequence[Loss]:
    """Return what an export would leave out; nothing is written.

    Args:
        reader: The catalogue.
        path: The file, whose ending tells the format; it need not be there.
        choice: What would go out; what its audience may not see is no loss.

    Raises:
        UsageError: The format is unknown, or the choice makes no sense.
    """
    written = choice.format(path)
    with reader.database.read_once():
        return written.left_out(choice.selection(reader, written).content())


def sample(reader: Reader, path: str | Path, choice: Choice, most: int = 3) -> None:
    """Write a file with the first few records of each kind that an export would hold, to show what it looks like.

    Args:
        reader: The catalogue.
        path: The file, which is not there yet.
        choice: What would go out.
        most: So many of each kind, or of all where the format reads the kinds together.

    Raises:
        UsageError: The format is unknown, or the choice makes no sense.
        FormatError: The format cannot hold the records.
    """
    written = choice.format(path)
    with reader.database.read_once():
        selection = choice.selection(reader, written)

        def few(chosen: Sequence[str] = (), order: Literal["id", "iri"] = "id") -> Iterator[Document]:
            return islice(selection.documents(chosen, order), most)

        written.write(Path(path), replace(selection.content(), documents=few))


class Selection:
    """The records that are given out, as often as the format wants to read them.

    Args:
        reader: The catalogue.
        chosen: Kinds or ids, as in ``export``.
        where: Conditions, with a single kind.
        audience: Who will read it.
        evidence: Whether statements go along.

    Raises:
        UsageError: There is no such kind or audience, or there are conditions and not one kind.
        NotFound: There is no such record.
    """

    def __init__(
        self,
        reader: Reader,
        chosen: Sequence[str] = (),
        where: Sequence[str] = (),
        audience: Visibility = "internal",
        evidence: bool = False,
    ) -> None:
        ids = [reader.get(one)["id"] for one in chosen if "/" in one]
        names = [reader.check_kind(one) for one in chosen if "/" not in one]
        if where and (len(names) != 1 or ids):
            raise UsageError("Conditions need one kind.", "Say which with --what.")
        self.sight = Sight(reader, audience)
        self.reader = reader
        self.ids = _with_belongings(reader, ids)
        self.chosen = tuple(dict.fromkeys([*names, *sorted(map(kind_of, self.ids))]) if chosen else reader.counts())
        self.all_of = frozenset(names if chosen else self.chosen)
        self.whole = not chosen
        self.where = where
        self.evidence = evidence
        self.audience: Visibility = audience
        self.hidden = self.sight.hidden

    def content(self) -> Content:
        """Return what the format is given."""
        meta = self.reader.meta
        return Content(
            meta["base"],
            meta["title"],
            meta["languages"],
            self.chosen,
            self.documents,
            self.evidence,
            self.reader,
            self.hidden,
            self.whole,
            self.audience,
        )

    def documents(self, chosen: Sequence[str] = (), order: Literal["id", "iri"] = "id") -> Iterator[Document]:
        """Yield the documents of some of the kinds, without what the audience may not see."""
        wanted = [name for name in self.chosen if not chosen or name in chosen]
        if not wanted:
            return
        rows = iter(self._rows(wanted, order))
        remaining = (row for row in rows if row["id"] not in self.hidden) if self.hidden else rows
        if self.audience == EVERYTHING and not self.evidence:
            yield from remaining
            return
        while chunk := list(islice(remaining, CHUNK)):
            statements = statements_of(self.reader, [one["id"] for one in chunk]) if self.evidence else {}
            for document in chunk:
                yield self._seen(document, statements.get(document["id"], ()))

    def _rows(self, wanted: Sequence[str], order: Literal["id", "iri"]) -> Iterable[Document]:
        if self.where:
            return sorted(self.reader.records(wanted[0], self.where), key=lambda one: one[order])
        if self.ids:
            all_of = [name for name in wanted if name in self.all_of]
            some = [one for one in self.ids if kind_of(one) in wanted and kind_of(one) not in all_of]
            rows = self.reader.documents(all_of, order=order) if all_of else ()
            return heapq.merge(self.reader.some(some, order=order), rows, key=lambda one: one[order])
        return self.reader.documents(
            () if self.whole and len(wanted) == len(self.chosen) else wanted, order=order, loads=orjson.loads
        )

    def count(self) -> int:
        """Return how many records there are."""
        if self.where or self.ids:
            return sum(1 for _ in self.documents())
        counts = self.reader.counts()
        hidden = sum(kind_of(one) in self.chosen for one in self.hidden)
        return sum(counts.get(name, 0) for name in self.chosen) - hidden

    def _seen(self, document: Document, statements: Sequence[Statement]) -> Document:
        seen = self.sight.document(document)
        told = [plain_statement(one) for one in self.sight.statements(document, statements)]
        return seen | {EVIDENCE: told} if told else seen


def _with_belongings(reader: Reader, ids: Sequence[str]) -> frozenset[str]:
    """Return records with those that belong to them, and what belongs to these."""
    found = set[str]()
    new = set(ids)
    owners = [(one.name, field.name) for one in kinds().values() for field in belongs_to(one) if field.required]
    while new:
        found |= new
        wanted = orjson.dumps(sorted(new)).decode()
        rows = reader.database.rows(
            "SELECT record.id, record.kind, link.field FROM link JOIN record ON record.key = subject"
            " WHERE object IN (SELECT value FROM json_each(?))",
            (wanted,),
        )
        new = {record for record, kind, field in rows if (kind, field) in owners} - found
    return frozenset(found)
