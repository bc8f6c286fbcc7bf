"""Documents of an import (JSON) as drafts: held against the published JSON Schema of their kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from .columns import EVIDENCE, PROBLEM, plain_document
from .drafts import CellProblem, Draft
from .errors import EntryError, Problem
from .evidence import read_statements
from .formats import Entry
from .kinds import Kind, kinds
from .names import is_id, kind_of
from .naming import Namer, names_of
from .resolving import Resolver

CHUNK = 1000


def document_drafts(
    entries: Iterable[Entry], file: str, index: int, hint: Kind | None, resolver: Resolver
) -> Iterator[list[Draft]]:
    """Yield the records of a file that holds documents, many at a time.

    Args:
        entries: What the format's reader gives.
        file: The file, for problems.
        index: The first part of the drafts' origins.
        hint: The kind, where a document does not say.
        resolver: Learns of the records.
    """
    reading = _DocumentReader(file, index, hint, resolver)
    remaining = iter(entries)
    while chunk := list(islice(remaining, CHUNK)):
        yield [reading.draft(entry) for entry in chunk]


class _DocumentReader:
    def __init__(self, file: str, index: int, hint: Kind | None, resolver: Resolver) -> None:
        self.file = file
        self.index = index
        self.hint = hint or next(iter(kinds().values()))
        self.hinted = hint is not None
        self.resolver = resolver
        self.places: dict[str, int] = {}
        self._namers: dict[str, Namer] = {}
        self._named: dict[tuple[str, ...], int] = {}

    def draft(self, entry: Entry) -> Draft:
        """Return one document as a draft."""
        draft = Draft(self.hint, "", dict(entry.document or {}), (self.index, entry.place))
        draft.fields.pop(PROBLEM, None)
        if entry.document is None:
            return self._refused(draft, "$", entry.problem)
        record = draft.fields.get("id")
        name = kind_of(record) if isinstance(record, str) else draft.fields.get("kind")
        if name not in kinds() and not self.hinted:
            return self._refused(draft, "$.id", "is no id of a known kind", str(record or ""), "Write kind/name.")
        if isinstance(name, str) and name in kinds():
            draft.kind = kinds()[name]
        if record in (None, "") and (self.hinted or name in kinds()):
            try:
                record = draft.fields["id"] = self._named_record(draft)
            except EntryError as error:
                draft.fields.pop("id", None)
                problem = error.problem
                return self._refused(draft, "$.id", problem.message, problem.value, problem.fix)
        if not isinstance(record, str) or not is_id(record):
            return self._refused(draft, "$.id", "is no id", str(record or ""), f"Write {draft.kind.name}/ and a name.")
        if record in self.places or record in self.resolver.batch:
            where = f"as record {self.places[record]}" if record in self.places else "in another file"
            return self._refused(draft, "$.id", f"is there twice, {where}", record, "Keep one of them.")
        self.places[record] = entry.place
        self.resolver.batch.add(record)
        return self._checked(draft, record)

    def _named_record(self, draft: Draft) -> str:
        """Return the id of a record that comes without: as of a row of a table, by its name."""
        kind = draft.kind
        namer = self._namers.setdefault(kind.name, Namer(self.resolver.reader, kind, self.resolver.batch))
        owners = (draft.fields.get(one.name) for one in namer.owners)
        if called := names_of(kind, draft.fields)[:1]:
            key = (kind.name, *called, *(one if isinstance(one, str) else "" for one in owners))
            if key in self._named:
                repeats = f"repeats record {self._named[key]}"
                raise EntryError(Problem("id", repeats, called[0], "Delete one of them, or give each an id."))
            self._named[key] = draft.origin[1]
        return namer.id_of(draft.fields)

    def _checked(self, draft: Draft, record: str) -> Draft:
        document = draft.fields
        given = {name: value for name, value in document.items() if value is not None}
        for error in _validator(draft.kind.name).iter_errors(given):
            draft.problems.append(self._explained(draft, error))
        evidence = document.get(EVIDENCE)
        try:
            draft.evidence = None if evidence is None else read_statements(draft.kind, evidence)
        except EntryError as error:
            self._refused(draft, f"$.{error.problem.field}", error.problem.message, error.problem.value)
        if not draft.problems:
            draft.emptied = [(name, "") for name, value in document.items() if value is None]
            own = plain_document(given, self.resolver.base)
            del own["id"]
            draft.fields = own
        draft.id = record
        return draft

    def _explained(self, draft: Draft, error: Any) -> CellProblem:
        value = error.instance
        shown = "" if isinstance(value, dict | list) else str(value)[:80]
        return CellProblem(self.file, "", draft.origin[1], str(error.json_path), _reason(error, draft.kind), shown)

    def _refused(self, draft: Draft, path: str, reason: str, value: str = "", fix: str = "") -> Draft:
        draft.problems.append(CellProblem(self.file, "", draft.origin[1], path, reason, value, fix))
        return draft


def _reason(error: Any, kind: Kind) -> str:
    """Say in short what the JSON Schema has against a value."""
    match error.validator:
        case "additionalProperties":
            unknown = sorted(set(error.instance) - set(error.schema.get("properties", ())))
            return f"has fields that {kind.name} does not have: {', '.join(unknown)}"
        case "anyOf" if error.context:
            return " or ".join(
                dict.fromkeys(one.message.partition(" is ")[2] or one.message for one in error.context[:2])
            )
        case _:
            return error.message[:200]


@cache
def _validator(name: str) -> Any:
    """Return the validator of a kind, which is built once; what is mandatory is left to the merged record."""
    from jsonschema import Draft202012Validator  # tables do without it, and it costs them a tenth of a second

    schema = {key: value for key, value in kinds()[name].json_schema.items() if key != "required"}
    return Draft202012Validator(schema)
