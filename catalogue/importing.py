"""Importing files: a plan that says what would change and what is wrong, and then its application in one batch.

plan = importing.plan(catalogue.reader, ["agencies.xlsx"])
print(plan.created, plan.updated, plan.problems)
plan.apply(catalogue)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .batch import Batch, Origin
from .changes import Applied, ChangeSet
from .columns import HELP
from .documents_in import document_drafts
from .drafts import CellProblem, Draft
from .errors import InvalidRecord, NotFound, Problem, UsageError
from .formats import Format, Sheet, format_of_file
from .headers import Heading
from .kinds import MISSING, Document, Kind, kind
from .names import kind_of
from .reader import Reader
from .reconcile import Kept, Planned, Reconciler
from .resolving import Resolver
from .tables_in import Table, recognise
from .uncollected import uncollected

if TYPE_CHECKING:
    from .catalogue import Catalogue

Progress = Callable[[int], None]
"""Is told how many records have been compared."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to import.

    Attributes:
        file: What people call it.
        content: Its path, or its content if it has none.
        format: Its format.
    """

    file: str
    content: Path | bytes
    format: Format


@dataclass(slots=True)
class ImportPlan:
    """What an import would do.

    Attributes:
        planned: Records that would be created or changed, by id.
        unchanged: How many records are as the files have them already.
        problems: Everything that is wrong; a record with a problem is not among the planned.
        notes: What was assumed: encodings, headers taken for others, unknown columns, sheets left out.
        kept: Values that were not taken over, because evidence or an approval stands against them.
        tables: The tables that were read.
        rejected: What is wrong with each row that is left out, by its origin: the index of the table and the row
            number; of documents, -1 less the number of the file, and the place.
        rejected_ids: The records that are left out.
        rejected_documents: The documents that are left out, by origin.
        files: The names of the files.
        formats: Their formats.
    """

    planned: dict[str, Planned] = field(default_factory=dict[str, Planned])
    unchanged: int = 0
    problems: list[CellProblem] = field(default_factory=list[CellProblem])
    notes: list[str] = field(default_factory=list[str])
    kept: list[Kept] = field(default_factory=list[Kept])
    tables: list[Table] = field(default_factory=list[Table])
    rejected: dict[Origin, list[str]] = field(default_factory=dict[Origin, list[str]])
    rejected_ids: set[str] = field(default_factory=set[str])
    rejected_documents: dict[Origin, Document] = field(default_factory=dict[Origin, Document])
    files: list[str] = field(default_factory=list[str])
    formats: list[Format] = field(default_factory=list[Format])

    @property
    def created(self) -> list[str]:
        """Ids of the records that would be new."""
        return [one.id for one in self.planned.values() if one.new]

    @property
    def updated(self) -> list[str]:
        """Ids of the records that would be changed."""
        return [one.id for one in self.planned.values() if not one.new]

    def counts(self) -> dict[str, int]:
        """Return how many records would be new and changed, are unchanged, and are rejected."""
        new, changed = len(self.created), len(self.updated)
        return {"new": new, "changed": changed, "unchanged": self.unchanged, "rejected": len(self.rejected)}

    def apply(self, catalogue: Catalogue, *, partial: bool = False, note: str = "", author: str = "") -> Applied:
        """Save what was planned, in one batch.

        Args:
            catalogue: The catalogue that the plan was made for.
            partial: Save what is good although something is wrong.
            note: What to write into the log; the names of the files if left out.
            author: Who does it.

        Raises:
            InvalidRecord: Something is wrong, and ``partial`` was not asked for; nothing was saved.
            Conflict: A record was changed by somebody else since the plan was made; nothing was saved.
        """
        if self.problems and not partial:
            problems = [Problem("", str(one)) for one in self.problems[:3]]
            raise InvalidRecord(f"The import of {', '.join(self.files)}", problems)
        puts = (one.put for one in self.planned.values())
        return catalogue.apply(ChangeSet(puts, note or f"import of {', '.join(self.files)}", author))


def plan(
    reader: Reader,
    paths: Sequence[str | Path | Source],
    *,
    kind_name: str = "",
    sheet: str = "",
    format_name: str = "",
    wipe: bool = False,
    overwrite: bool = False,
    allow_missing: bool = False,
    unstated: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> ImportPlan:
    """Compare files with a catalogue; nothing is changed.

    Args:
        reader: The catalogue.
        paths: The files, or sources that have no path.
        kind_name: The kind of record that the files hold, where they do not say.
        sheet: Only this sheet.
        format_name: The format, where the suffix does not say.
        wipe: Let an empty cell empty its field; a column that is not there never does.
        overwrite: Let the files replace values that were chosen from evidence, and lower an approved status.
        allow_missing: Accept references to records that are nowhere.
        unstated: What records of RDF and SDMX get where the file does not say: values by "field" or "kind.field".
        progress: Is told how many records have been compared.

    Raises:
        FormatError: A file cannot be read.
        NotFound: A file is not there.
        UsageError: A format or kind is unknown, or a file does not tell its kind.
    """
    hint = kind(kind_name) if kind_name else None
    with uncollected():
        sources = [one if isinstance(one, Source) else _source(one, format_name) for one in paths]
        importer = _Importer(reader, sources, hint, sheet, allow_missing, progress, unstated or {})
        return importer.plan(wipe=wipe, overwrite=overwrite)


def _source(path: str | Path, format_name: str) -> Source:
    found = Path(path)
    if not found.is_file():
        raise UsageError(f"There is no file {path}.", "Check the path.")
    return Source(found.name, found, format_of_file(found, format_name))


class _Importer:
    """One import while it is being planned."""

    def __init__(
        self,
        reader: Reader,
        sources: Sequence[Source],
        hint: Kind | None,
        sheet: str,
        allow_missing: bool,
        progress: Progress | None,
        unstated: Mapping[str, Any],
    ) -> None:
        self.reader = reader
        self.sources = sources
        self.hint = hint
        self.sheet = sheet
        self.progress = progress
        self.unstated = unstated
        self._nodes: dict[Origin, str] = {}
        self._dropped: dict[str, Planned] = {}
        self._half: dict[str, Draft] = {}
        self.resolver = Resolver(reader, allow_missing=allow_missing)
        self.result = ImportPlan(files=[one.file for one in sources], formats=[one.format for one in sources])

    def plan(self, *, wipe: bool, overwrite: bool) -> ImportPlan:
        """Read and compare everything."""
        self._read_tables()
        reconciler = Reconciler(
            self.reader, self.resolver, wipe=wipe, overwrite=overwrite, report=self._report, file_of=self._file_of
        )
        count = 0
        for drafts in self._drafts(overwrite):
            reconciler.take([draft for draft in drafts if self._is_good(draft)])
            reconciler.check(self._in_part(drafts))
            count += len(drafts)
            if self.progress:
                self.progress(count)
        outcome = reconciler.outcome
        self.result.planned, self.result.unchanged = outcome.planned, outcome.unchanged
        self.result.kept += outcome.kept
        self._check_links(outcome.waiting)
        return self.result

    def _read_tables(self) -> None:
        languages: list[str] = list(self.reader.meta["languages"])
        for source in self.sources:
            if source.format.gives == "sheets":
                found: Iterator[Sheet] = source.format.read(source.content, source.file)
                sheets = [one for one in found if one.name != HELP]
                if self.sheet:
                    sheets = _only(sheets, self.sheet, source.file)
                for one in sheets:
                    table = recognise(one, self.hint, languages)
                    if table is None and len(sheets) == 1:
                        fix = "Say which with --kind, or call the sheet or file by it."
                        raise UsageError(f"{_place(one)}: no telling which kind of record this is.", fix)
                    self._add(one, table)

    def _add(self, sheet: Sheet, table: Table | None) -> None:
        place = _place(sheet)
        if table is None:
            self.result.notes.append(f"{place}: left out, for there is no kind of that name")
            return
        self.result.notes.extend(f"{place}: {note}" for note in sheet.notes)
        if not table.headings:
            reason = "has no header row with a known column"
            problem = CellProblem(sheet.file, sheet.name, 0, "", reason, "", "See the columns with: orodha template")
            self.result.problems.append(problem)
            return
        self.result.notes.extend(f"{place}: {note}" for note in map(_heading_note, table.headings) if note)
        self.result.tables.append(table)

    def _drafts(self, overwrite: bool) -> Iterator[list[Draft]]:
        batch = Batch(self.result.tables, self.resolver)
        for drafts in batch.drafts():
            self._take_problems(batch)
            yield drafts
        self._take_problems(batch)
        for number, source in enumerate(self.sources):
            if source.format.gives == "entries":
                entries = source.format.read(source.content, source.file)
                yield from document_drafts(entries, source.file, -1 - number, self.hint, self.resolver)
            elif source.format.gives == "graph":
                yield from self._graph(source, -1 - number)
            elif source.format.gives == "drafts":
                yield from self._announced(source, -1 - number, overwrite)

    def _graph(self, source: Source, index: int) -> Iterator[list[Draft]]:
        from .formats.rdf.read import graph_drafts  # pyoxigraph, for files that need it

        for found in graph_drafts(source.content, source.file, source.format.name, index, self.resolver, self.unstated):
            if isinstance(found, str):
                self.result.notes.append(found)
            else:
                for one in found:
                    self._nodes[one.origin] = one.node
                yield found

    def _announced(self, source: Source, index: int, overwrite: bool) -> Iterator[list[Draft]]:
        told = source.format.drafts(source.content, source.file, index, self.resolver, overwrite, self.unstated)
        for found in told:
            if isinstance(found, str):
                self.result.notes.append(found)
            elif isinstance(found, Kept):
                self.result.kept.append(found)
            else:
                for one in found:
                    if one.node:
                        self._nodes[one.origin] = one.node
                yield found

    def _take_problems(self, batch: Batch) -> None:
        for record, origin, problem in batch.problems:
            self._reject(origin, record, problem)
        batch.problems.clear()

    def _is_good(self, draft: Draft) -> bool:
        for problem in draft.problems:
            self._reject(draft.origin, draft.id, problem)
        if draft.id in self.result.rejected_ids and draft.origin not in self.result.rejected:
            self.result.rejected[draft.origin] = ["another row of this record has a problem"]
        if draft.origin not in self.result.rejected:
            return bool(draft.id)
        if draft.origin[0] < 0:
            self.result.rejected_documents[draft.origin] = draft.fields | ({"id": draft.id} if draft.id else {})
        return False

    def _in_part(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Return the rows with a cell that cannot be read: what else is wrong with them is told at once."""
        found = [one for one in drafts if one.problems and one.id and one.origin[0] >= 0]
        self._half.update((one.id, one) for one in found)
        return found

    def _report(self, draft: Draft, problem: Problem) -> None:
        """Take a problem of a draft as a whole, and find the column that it stands in."""
        placed = self._placed(draft.origin, problem)
        if placed.column in {one.column for one in draft.problems}:
            return  # it is missing because it could not be read
        self._reject(draft.origin, draft.id, placed)
        if draft.origin[0] < 0:
            self.result.rejected_documents[draft.origin] = {"id": draft.id} | draft.fields

    def _file_of(self, draft: Draft) -> str:
        index = draft.origin[0]
        return self.sources[-1 - index].file if index < 0 else self.result.tables[index].sheet.file

    def _placed(self, origin: Origin, problem: Problem) -> CellProblem:
        index, row = origin
        if index < 0:
            node = self._nodes.get(origin)
            rows = self.sources[-1 - index].format.gives == "drafts"
            path = problem.field if rows else f"$.{problem.field}" if problem.field else "$"
            if node is not None:
                path, row = f"{node} {problem.field}".strip(), 0
                if problem.message == MISSING:
                    fix = f"Give it to all with --set {problem.field}=VALUE."
                    problem = Problem(problem.field, problem.message, problem.value, fix)
            return CellProblem(
                self.sources[-1 - index].file, "", row, path, problem.message, problem.value, problem.fix
            )
        table = self.result.tables[index]
        return table.problem(row, table.header_of(problem.field), problem)

    def _reject(self, origin: Origin, record: str, problem: CellProblem) -> None:
        self.result.problems.append(problem)
        if record:
            self.result.rejected_ids.add(record)
        fix = f" {problem.fix}" if problem.fix else ""
        reason = f"{problem.column}: {problem.reason}" if problem.column else problem.reason
        self.result.rejected.setdefault(origin, []).append(f"{reason}.{fix}")

    def _check_links(self, waiting: dict[str, list[tuple[str, str]]]) -> None:
        """Refuse records that refer to nothing, and then those that refer to refused new ones."""
        for record, links in waiting.items():
            if record in self.result.planned or record in self._half:
                for name, target in links:
                    if not self.resolver.known(target):
                        self._refuse_link(record, name, target)
        gone: set[str] = set()
        while lost := {one for one in self.result.rejected_ids - gone if not self.reader.has(one)}:
            gone |= lost
            for record, planned in list(self.result.planned.items()):
                links = kind(kind_of(record)).links(planned.put.document)
                for name, target in sorted(link for link in links if link[1] in lost):
                    problem = Problem(name, f"refers to {target}, which has a problem of its own")
                    self._drop(record, problem)

    def _refuse_link(self, record: str, name: str, target: str) -> None:
        try:
            self.resolver(target, (kind_of(target),) if kind_of(target) in self.reader.kinds else ())
        except NotFound as error:
            self._drop(record, Problem(name, error.what.rstrip("."), "", error.advice))

    def _drop(self, record: str, problem: Problem) -> None:
        """Take a record out of what is planned."""
        if record in self._half:
            self._report(self._half[record], problem)
            return
        planned = self.result.planned.pop(record, None) or self._dropped[record]
        self._dropped[record] = planned
        self._reject(planned.origin, record, self._placed(planned.origin, problem))
        if planned.origin[0] < 0:
            self.result.rejected_documents[planned.origin] = planned.put.document


def _only(sheets: Sequence[Sheet], name: str, file: str) -> list[Sheet]:
    found = [one for one in sheets if one.name.casefold() == name.casefold()]
    if not found:
        raise UsageError(f"{file} has no sheet {name!r}.", f"There are: {', '.join(one.name for one in sheets)}.")
    return found


def _place(sheet: Sheet) -> str:
    return f"{sheet.file}, sheet {sheet.name}" if sheet.name else sheet.file


def _heading_note(heading: Heading) -> str:
    match heading.how:
        case "near":
            return f"column {heading.text!r} was taken for {heading.column.header if heading.column else ''}"
        case "unknown":
            hint = f"; did you mean {heading.suggestion}?" if heading.suggestion else ""
            return f"column {heading.text!r} is unknown and kept in extra{hint}"
        case _:
            return ""
