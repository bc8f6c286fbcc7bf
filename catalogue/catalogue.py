"""The catalogue: open one, read records as typed objects, change them, take changes back.

from orodha.catalogue import Catalogue
from orodha.inventory import DataSource

with Catalogue.open("orodha.db") as catalogue:
    source = catalogue.get("source/ke-efns", DataSource)
    source.frequency = "concept/frequency-monthly"
    catalogue.save(source, note="as told by DIS")
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, overload

from . import changes, schema
from .changes import ABSENT, Applied, ChangeSet, Delete, Put
from .database import Database, connect, create_file, local_path, remove_file
from .errors import InvalidRecord, Problem, UsageError, did_you_mean
from .kinds import kind, kind_of_model, to_document
from .names import DEFAULT_BASE, GENERATED, is_iri, kind_of
from .normal import normal
from .reader import Batch, Reader
from .record import CERTAINTIES, Record, Saved, Statement, Visibility
from .search import Hit

if TYPE_CHECKING:
    from rdflib import Graph

    from .importing import ImportPlan

R = TypeVar("R", bound=Record)


class Catalogue:
    """One catalogue, open for reading and writing. Use it as a context manager, from one thread at a time."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.reader = Reader(database)

    @classmethod
    def create(
        cls,
        target: str | Path,
        *,
        base: str = DEFAULT_BASE,
        title: str = "",
        languages: Sequence[str] = ("en", "fr", "sw", "ar", "pt"),
        publisher: str = "",
        description: str = "",
    ) -> Catalogue:
        """Make a new, empty catalogue.

        Args:
            target: Path of a file that does not exist yet.
            base: What IRIs begin with, ending in "/" or "#".
            title: What people call it.
            languages: Language tags, the first the one that labels are shown in.
            publisher: Short id of the agency that publishes it, for what is given out as RDF.
            description: What it is, in a sentence, for the same.

        Raises:
            UsageError: The file exists, or the base is no IRI.
            DatabaseError: The file cannot be written.
        """
        path = local_path(target)
        if path.exists():
            raise UsageError(f"{path} exists already.", "Choose another path, or open it.")
        if not is_iri(base) or not base.endswith(("/", "#")):
            raise UsageError(f"{base!r} cannot be the base of IRIs.", "Give an absolute IRI that ends in / or #.")
        database = create_file(path)
        try:
            about = {"publisher": publisher, "description": description}
            settings = {"base": base, "title": title, "languages": list(languages)}
            schema.create(database, settings | {name: text for name, text in about.items() if text})
        except BaseException:
            database.close()
            remove_file(path)
            raise
        return cls(database)

    @classmethod
    def open(cls, target: str | Path) -> Catalogue:
        """Open a catalogue; an older one is backed up and brought up to date first.

        Raises:
            NoCatalogue: There is nothing at the path.
            DatabaseError: It cannot be used.
        """
        database = connect(target, write=True)
        try:
            schema.prepare(database)
        except BaseException:
            database.close()
            raise
        return cls(database)

    def __enter__(self) -> Catalogue:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    @overload
    def get(self, name: str) -> Record: ...

    @overload
    def get(self, name: str, model: type[R]) -> R: ...

    def get(self, name: str, model: type[Record] = Record) -> Record:
        """Return a record by short id or IRI.

        Args:
            name: Short id or IRI.
            model: The class that it must be of; any if left out.

        Raises:
            NotFound: There is none, or it is of another kind.
        """
        document = self.reader.get(name)
        return self._record(document, model)

    def find(self, text: str, kinds: Sequence[str] = (), limit: int = 20) -> list[Hit]:
        """Return the best hits for a text; see ``Reader.find``."""
        return self.reader.find(text, kinds, limit)

    def log(self, limit: int = 20) -> list[Batch]:
        """Return the newest batches of changes, newest first; see ``Reader.history`` for what one changed."""
        return self.reader.log(limit)

    def save(
        self,
        *records: Record,
        evidence: Mapping[str, Sequence[Statement]] | None = None,
        note: str = "",
        author: str = "",
    ) -> Applied:
        """Save records together: all of them, or none.

        A record that was read is refused if somebody else has changed it since; a new one, if its id is taken.

        Args:
            records: The records.
            evidence: The statements of some of them by short id; without, they keep those that they have.
            note: What the change is for.
            author: Who makes it; the user of the machine if empty.

        Raises:
            InvalidRecord: A record is not valid; nothing was saved.
            Conflict: Somebody else was faster; nothing was saved.
        """
        given = {name: valid_evidence(name, one) for name, one in (evidence or {}).items()}
        puts = [self._put(record, given.get(record.id)) for record in records]
        applied = self.apply(ChangeSet(puts, note, author))
        differed = {*applied.created, *applied.updated}
        for record in records:
            if record.id in differed:  # not read back: another process may have changed it again already
                was = record.saved
                record._saved = Saved(was.version + 1 if was else 1, was.created if was else applied.time, applied.time)
        return applied

    def delete(self, *names: str, note: str = "", author: str = "") -> Applied:
        """Delete records by short id or IRI; references to them stay, and ``check`` reports them.

        Raises:
            NotFound: One of them is not there; nothing was deleted.
        """
        found = [self.reader.get(name) for name in names]
        return self.apply(ChangeSet([Delete(one["id"], one["revision"]) for one in found], note, author))

    def apply(self, change_set: ChangeSet) -> Applied:
        """Apply a change set of valid documents; see ``changes.apply``."""
        return changes.apply(self.database, change_set)

    def put_all(
        self,
        entries: Iterable[tuple[Mapping[str, Any], Sequence[Statement] | None]],
        *,
        note: str = "",
        author: str = "",
    ) -> Applied:
        """Save many documents with their statements in one batch, whatever is there already.

        Args:
            entries: Pairs of document and statements; None keeps the statements that are there.
            note: What it is for.
            author: Who does it.

        Raises:
            InvalidRecord: A document or statement is not valid; nothing was saved.
        """
        puts = (
            Put(valid_document(document), None if evidence is None else valid_evidence(document["id"], evidence))
            for document, evidence in entries
        )
        return self.apply(ChangeSet(puts, note, author))

    def begin_with(
        self, entries: Iterable[tuple[Mapping[str, Any], Sequence[Statement] | None]], *, note: str, author: str
    ) -> Applied:
        """Save what a new catalogue begins with; ``undo`` takes it back only if it is named.

        Raises:
            InvalidRecord: A document is not valid; nothing was saved.
        """
        applied = self.put_all(entries, note=note, author=author)
        if applied.batch is not None:
            with self.database.write():
                self.database.run("INSERT OR REPLACE INTO meta VALUES ('starter_batch', ?)", (str(applied.batch),))
        return applied

    def undo(self, batch: int | None = None, *, author: str = "") -> Applied:
        """Take a batch back, the last one if none is named; undoing an undo does it again.

        Raises:
            NotFound: There is nothing to undo.
            Conflict: A record was changed again since.
        """
        number = changes.last_batch(self.database) if batch is None else batch
        undone = changes.inverse(self.database, number)
        return self.apply(ChangeSet(undone.changes, undone.note, author, undone.undoes))

    def backup(self, target: str | Path) -> Path:
        """Copy the catalogue to a file that does not exist yet, while it is in use; return its path.

        Raises:
            UsageError: The file exists.
        """
        path = Path(target)
        self.database.backup(path)
        return path

    def to_graph(self, audience: Visibility = "internal", *, evidence: bool = False) -> Graph:
        """Return the catalogue as a graph of rdflib, for an audience; changes to it change nothing here.

        Args:
            audience: Who will see it: what is not for them is left out.
            evidence: Whether what documents say goes along, as rdf:Statement.

        Raises:
            OrodhaError: rdflib is not installed; it is an extra.
        """
        from .exporting import Selection
        from .formats.rdf.graph import graph

        return graph(Selection(self.reader, audience=audience, evidence=evidence).content())

    def plan_graph(
        self,
        graph: Graph,
        *,
        unstated: Mapping[str, Any] | None = None,
        allow_missing: bool = False,
        overwrite: bool = False,
    ) -> ImportPlan:
        """Compare a graph of rdflib with the catalogue, as a file of linked data; ``apply`` of the plan saves.

        Args:
            graph: The graph; it is not changed.
            unstated: Values for what it does not say: by "field" or "kind.field".
            allow_missing: Accept references to records that are nowhere.
            overwrite: Let it replace values that were chosen from evidence, and lower an approved status.

        Raises:
            FormatError: It has terms that no file can hold.
        """
        from .formats import format_of
        from .importing import Source, plan

        content = graph.serialize(format="nt", encoding="utf-8")
        source = Source("the graph", content, format_of("", "ntriples"))
        return plan(self.reader, [source], unstated=unstated, allow_missing=allow_missing, overwrite=overwrite)

    def _put(self, record: Record, evidence: Sequence[Statement] | None) -> Put:
        document = valid_document(to_document(record))  # assignments after construction are checked here
        return Put(document, evidence, record.saved.version if record.saved else ABSENT)

    def _record(self, document: Mapping[str, Any], model: type[Record]) -> Record:
        declared = kind(document["kind"])
        if model is not Record and declared.model is not model:
            wanted = kind_of_model(model).name
            raise UsageError(f"{document['id']} is of kind {declared.name}, not {wanted}.")
        fields = {name: value for name, value in document.items() if name not in GENERATED}
        if fields["iri"] == self.reader.meta["base"] + fields["id"]:
            del fields["iri"]
        record = declared.validate(fields)
        record._saved = Saved(document["revision"], document["created"], document["modified"])
        return record


def valid_document(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document as its kind writes it.

    Raises:
        InvalidRecord: With a problem for each field that is wrong.
        UsageError: Its id names no kind.
    """
    return normal(kind(kind_of(str(document.get("id", "")))), document)


def valid_evidence(record_id: str, evidence: Sequence[Statement]) -> Sequence[Statement]:
    """Return the statements of a record as they are, if they are about fields that it can have.

    Raises:
        InvalidRecord: With a problem for each statement that is wrong.
    """
    known = kind(kind_of(record_id)).by_name
    problems: list[Problem] = []
    for number, one in enumerate(evidence):
        if one.field and one.field not in known:
            advice = did_you_mean(one.field, known)
            problems.append(Problem(f"evidence.{number}", "is about no field of this kind", one.field, advice))
        if one.certainty not in CERTAINTIES:
            problems.append(Problem(f"evidence.{number}", f"is none of {', '.join(CERTAINTIES)}", str(one.certainty)))
    if problems:
        raise InvalidRecord(record_id, problems)
    return evidence
