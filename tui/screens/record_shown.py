"""What is known of a record, as the lines of the four parts of its screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from rich.text import Text

from ...catalogue.asked import asked
from ...catalogue.errors import NotFound
from ...catalogue.linking import Relation
from ...catalogue.reader import Change, Document, Reader
from ..clock import local
from ..records import title_of
from ..theme import SIGNS
from ..values import plain
from ..widgets.about_lines import About, about_lines, standing_lines
from ..widgets.evidence_lines import Evidence, evidence_lines
from ..widgets.history_lines import MOST, history_lines
from ..widgets.lines import FixedLines, Line, Source
from ..widgets.link_lines import LinkLines
from ..widgets.record_lines import lines_of_record
from ..width import clean, isolate

Tab = Literal["fields", "links", "evidence", "history"]

TABS: tuple[Tab, ...] = ("fields", "links", "evidence", "history")
"""The parts, by the keys 1 to 4."""

RESTORE = "restore "
"""What the target of the line begins with that takes the deletion of the record back."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said about a record, and what became of it."""

    evidence: Evidence | None
    changes: Sequence[Change]

    @classmethod
    def of(cls, reader: Reader, record: str, document: Document | None) -> Told:
        """Ask for it; nothing is told of a record that never was."""
        evidence = Evidence.of(reader, document) if document else None
        try:
            return cls(evidence, tuple(islice(reader.history(record), MOST)))
        except NotFound:
            return cls(evidence, ())


@dataclass(slots=True)
class Shown:
    """What is known of a record so far.

    Attributes:
        id: Its short id; what it was asked for by, if there is no such record.
        called: What it is called in short.
        document: The record; None if it is not there.
        told: What is said about it, and what became of it; None while that is looked for.
        relations: Its links; None while they are looked for.
        about: What stands below its fields.
        unfolded: The relations that are shown whole, by their place.
    """

    id: str
    called: str
    document: Document | None = None
    told: Told | None = None
    relations: Sequence[Relation] | None = None
    about: About = field(default_factory=About)
    unfolded: set[int] = field(default_factory=set[int])

    def read(self, reader: Reader) -> None:
        """Read the record itself anew."""
        try:
            self.document = reader.get(self.id)
        except NotFound:
            if self.document:
                self.document, self.told, self.relations = None, None, None
            return
        self.id = self.document["id"]
        self.called = clean(plain(self.document.get("acronym"))) or title_of(reader, self.document)

    def take_relations(self, found: Sequence[Relation]) -> None:
        """Know its links; what was unfolded stays so if they are the same relations as before."""
        if list(map(_named, found)) != list(map(_named, self.relations or ())):
            self.unfolded.clear()
        self.relations = found

    def amount(self, reader: Reader, tab: Tab) -> str:
        """Return how much there is in a part; "" while that is not known."""
        if tab == "fields" and self.document:
            has = asked(reader.kinds[self.document["kind"]]["fields"], self.document)
            return f"{has.filled}/{has.fields}" if has.fields else ""
        if tab == "links" and self.relations is not None:
            return f"{sum(map(len, self.relations)):,}"
        if self.told and tab == "evidence" and self.told.evidence:
            said, found = self.told.evidence.statements, len(self.told.evidence.open)
            return f"{len(said)} {SIGNS['contradicts']}{found}" if found else str(len(said))
        if self.told and tab == "history":
            return f"{len(self.told.changes)}{'+' * (len(self.told.changes) == MOST)}"
        return ""

    def source(
        self, reader: Callable[[], Reader], tab: Tab, columns: int, colours: Mapping[str, str], *, beside: bool
    ) -> Source:
        """Return the lines of a part.

        Args:
            reader: Gives the reader of the thread that asks.
            tab: The part.
            columns: What there is for a line.
            colours: ``app.theme_variables``.
            beside: Whether claims that disagree stand side by side.
        """
        if tab == "links":
            found = self.relations
            told = (
                "Looking ..." if found is None else "It stands alone: nothing refers to it, and it refers to nothing."
            )
            return LinkLines(reader, found, colours, self.unfolded) if found else _nothing(told, colours)
        if tab == "fields":
            return FixedLines(self._fields(reader(), columns, colours)) if self.document else self._deleted(colours)
        if self.told is None:
            return _nothing("Looking ...", colours)
        if tab == "history":
            return self._history(reader(), self.told.changes, columns, colours)
        evidence = self.told.evidence
        if evidence is None or not evidence.statements:
            return _nothing("No document is cited for it. e changes a field, and says where it comes from.", colours)
        return FixedLines(evidence_lines(evidence, columns, colours, beside=beside))

    def _fields(self, reader: Reader, columns: int, colours: Mapping[str, str]) -> list[Line]:
        document = self.document or {}
        found = self.told.evidence.open if self.told and self.told.evidence else {}
        disputed = {name: len({plain(one["value"]) for one in about}) for name, about in found.items()}
        remarks = standing_lines(self.about, colours)
        own = lines_of_record(reader, document, columns, None, colours, disputed, remarks)
        return [*own, *about_lines(self.about, columns, colours)]

    def _history(
        self, reader: Reader, changes: Sequence[Change], columns: int, colours: Mapping[str, str]
    ) -> FixedLines:
        kind = self.id.partition("/")[0]
        if kind not in reader.kinds or not changes:
            return _nothing("Nothing is in the log about it.", colours)
        return FixedLines(history_lines(reader, kind, changes, columns, colours))

    def _deleted(self, colours: Mapping[str, str]) -> FixedLines:
        """Say that the record is there no more, and how to bring it back."""
        last = self.told.changes[0] if self.told and self.told.changes else None
        if last is None or last.after is not None:
            looking = self.told is None
            return _nothing(
                "Looking ..." if looking else f"There is no record {clean(self.id)}. esc goes back.", colours
            )
        gone = Text().append(
            f"{SIGNS['late']} It was deleted on {local(last.time)} by {clean(last.author)}.", colours["error"]
        )
        return FixedLines(
            [
                Line(Text(isolate(self.called), "bold")),
                Line(Text(clean(self.id), colours["faint"])),
                Line(Text()),
                Line(gone),
                Line(Text()),
                Line(Text("enter brings it back", colours["accent"]), f"{RESTORE}{last.batch}"),
            ]
        )


def _nothing(told: str, colours: Mapping[str, str]) -> FixedLines:
    return FixedLines([Line(Text()), Line(Text(told, colours["faint"]))])


def _named(relation: Relation) -> tuple[str, bool, str]:
    return relation.field, relation.incoming, relation.kind
