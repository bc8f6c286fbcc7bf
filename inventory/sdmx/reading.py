"""Structure files read as drafts of records: our own as they went, and those of other agencies as well as can be.

What is no record here, and what was assumed, is told in notes, counted; nothing is passed over in silence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from ...catalogue.columns import EVIDENCE
from ...catalogue.drafts import CellProblem, Draft
from ...catalogue.errors import EntryError
from ...catalogue.evidence import read_statements
from ...catalogue.formats import sdmx
from ...catalogue.formats.sdmx import model
from ...catalogue.kinds import Document
from ...catalogue.names import kind_of
from ...catalogue.reconcile import Kept
from ...catalogue.resolving import Resolver
from ...catalogue.wording import counted, first_few
from . import annotations as remarks
from . import foreign, taking
from .flows import Flows
from .intake import Assumed, Identities, draft_of, short
from .mapped import Map, Mapped

CHUNK = 1000
TOLD = 20
"""So many notes of one sort are told."""

Record = tuple[str, Document, str]
"""The id, the fields and the URN of a record."""


class Reading:
    """One file while it is being read.

    Args:
        source: Its path or content.
        file: What people call it.
        index: The first part of the drafts' origins.
        resolver: Learns of the records.
        overwrite: Whether decisions on mappings that stand here give way.
        given: Values for fields that the file leaves out, by "field" or "kind.field".
    """

    def __init__(
        self,
        source: Path | bytes,
        file: str,
        index: int,
        resolver: Resolver,
        overwrite: bool,
        given: Mapping[str, Any],
    ) -> None:
        self.source = source
        self.file = file
        self.index = index
        self.known = Identities.of(resolver)
        self.assumed = Assumed(self.known, given)
        self.flows = Flows(self.known, self.assumed, self._maintained)
        self.mapped = Mapped(self.known, file, index, overwrite)
        self.noticed: list[model.Note] = []
        self.left = Counter[str]()
        self.personal = 0
        self.again = 0
        self.views = 0
        self.made: list[str] = []
        self._count = 0
        self._maintainers: dict[str, str] = {}

    def drafts(self) -> Iterator[list[Draft] | Kept | str]:
        """Yield the records, many at a time, and then what there is to tell."""
        for piece in sdmx.stream(self.source, self.file, self.noticed):
            if isinstance(piece, model.Raw):
                self.left[piece.name.partition(":")[2] or piece.name] += 1
            elif isinstance(piece, model.Maintainable):
                self.noticed += [*sdmx.repeated(_alone(piece)), *sdmx.dangling(_alone(piece))]
                yield from self._chunks(self._records(piece))
        yield from self._chunks(self.flows.records())
        yield list(self._agencies())
        yield from self.mapped.drafts(self._count + 1)
        yield from (f"{self.file}: {note}" for note in self._notes())

    def _records(self, artefact: model.Maintainable) -> Iterator[Record]:
        """Yield the records of an artefact, or put it aside until all of the file is known."""
        if taking.is_view(artefact):
            self.views += 1
            return
        if taking.is_own(artefact):
            for document in taking.documents(artefact):
                if iri := document.get("iri"):
                    self.known.assign(iri, document["id"])
                yield document["id"], {name: value for name, value in document.items() if name != "id"}, ""
            return
        match artefact:
            case model.Codelist() | model.ValueList() | model.ConceptScheme() | model.CategoryScheme():
                yield from self._list(artefact)
            case model.Dataflow():
                self.flows.flows[artefact.urn] = artefact
            case model.DataStructure():
                self.flows.structures[artefact.urn] = artefact
            case model.Categorisation():
                self.flows.categorisations.append(artefact)
            case model.ProvisionAgreement():
                self.flows.agreements.append(artefact)
            case _ if isinstance(artefact, Map):
                self.mapped.maps.append(artefact)
            case _ if type(artefact) in foreign.ITEM_CLASSES:
                yield from self._organisations(artefact)
            case _:
                self.left[artefact.urn_class] += 1

    def _list(self, artefact: model.Maintainable) -> Iterator[Record]:
        """Yield a list as a scheme with its concepts."""
        rows = list(foreign.parents(artefact))
        urns = self._named(artefact, rows)
        self.known.learn([artefact.urn])
        scheme = self.known.id_of(artefact.urn)
        fields = foreign.scheme_fields(artefact)
        told = remarks.read("scheme", artefact.annotations)
        if "authority" not in told:
            fields["authority"] = self._maintained(artefact.agency)
        if "role" not in told and not self.known.is_new(scheme):
            del fields["role"]  # which people here may know better
        yield scheme, fields, artefact.urn
        for path, item, above in rows:
            urn = urns[path]
            concept = {**foreign.concept_fields(item, urn), "scheme": scheme}
            if above in urns:
                concept.setdefault("broader", [self.known.id_of(urns[above])])
            elif above:
                concept = foreign.with_kept(concept, {"parent": above})
            if isinstance(item, model.Concept):
                self.flows.concepts[urn] = item
            yield self.known.id_of(urn), concept, urn

    def _named(self, artefact: model.Maintainable, rows: Sequence[tuple[str, Any, str]]) -> dict[str, str]:
        """Return the URNs of items by their paths; those that say which record they are, are that record."""
        urns = {path: foreign.item_urn(artefact, path) for path, _, _ in rows}
        for path, item, _ in rows:
            if item.annotations and (record := remarks.read("", item.annotations).get("id")):
                self.known.assign(urns[path], record)
        self.known.learn(urns.values())
        return urns

    def _organisations(self, artefact: model.Maintainable) -> Iterator[Record]:
        """Yield the organisations of a scheme as agencies."""
        rows = list(foreign.parents(artefact))
        urns = self._named(artefact, rows)
        for path, item, above in rows:
            record = self.known.id_of(urns[path])
            fields = foreign.agency_fields(item, urns[path])
            self.personal += sum(map(foreign.personal, item.contacts))
            if above in urns:
                fields.setdefault("parent", self.known.id_of(urns[above]))
            elif isinstance(artefact, model.AgencyScheme) and artefact.agency != "SDMX":
                fields.setdefault("parent", self._maintained(artefact.agency))
            self.assumed.fill(record, fields, {})
            yield record, fields, urns[path]

    def _maintained(self, agency: str) -> str:
        """Return the record of an agency that maintains something in the file."""
        record = self._maintainers[agency] = self.known.agency(agency)
        return record

    def _agencies(self) -> Iterator[Draft]:
        """Yield agencies that maintain something, are not described in the file and are not in the catalogue.

        They are not noted as drafted, so that another file of the import can describe them.
        """
        for agency, record in self._maintainers.items():
            if record in self.known.drafted or not self.known.is_new(record) or kind_of(record) != "agency":
                continue
            urn = foreign.agency_urn(agency)
            fields: Document = {"name": {"en": agency}, "iri": urn}
            self.assumed.fill(record, fields, {})
            self._count += 1
            self.made.append(agency)
            yield draft_of(record, fields, (self.index, self._count), short(urn))

    def _chunks(self, records: Iterator[Record]) -> Iterator[list[Draft]]:
        drafts = (draft for one in records if (draft := self._draft(*one)))
        while chunk := list(islice(drafts, CHUNK)):
            yield chunk

    def _draft(self, record: str, fields: Document, urn: str) -> Draft | None:
        """Return the draft of a record; none if the files of the import have said the same of it already."""
        record = fields.pop("id", record)
        self._count += 1
        claims = fields.pop(EVIDENCE, None)
        draft = draft_of(record, fields, (self.index, self._count), short(urn))
        if claims is not None:
            self._take_evidence(draft, claims)
        self.known.resolver.batch.add(record)
        content = hash(orjson.dumps(fields, option=orjson.OPT_SORT_KEYS))
        if record not in self.known.drafted:
            self.known.drafted[record] = content
            return draft
        if self.known.drafted[record] == content:
            self.again += 1
            return None
        what = f"{short(urn) or record} is there twice, and not the same"
        fix = "Remove one of them from the file, or give it an id or version of its own."
        draft.problems.append(CellProblem(self.file, "", 0, "", what, "", fix))
        return draft

    def _take_evidence(self, draft: Draft, claims: Any) -> None:
        try:
            draft.evidence = read_statements(draft.kind, claims)
        except EntryError as error:
            problem = error.problem
            place = f"{draft.node or draft.id} {problem.field}"
            draft.problems.append(CellProblem(self.file, "", 0, place, problem.message, problem.value))

    # --- what there is to tell

    def _notes(self) -> Iterator[str]:
        yield from _together(self.noticed)
        if self.views and not self._count:
            yield "it holds only reports or maps that were made from records; import the file with the records"
        if self.made:
            yield f"agencies that are named and not described, made from their ids: {first_few(self.made, TOLD)}"
        for (kind, field, value), count in sorted(self.assumed.counts.items()):
            yield f"{kind}.{field} was taken as {value} in {counted(count, 'record')}: the file does not say"
        if self.flows.held:
            held = counted(self.flows.held, "source")
            yield f"the agency that maintains a data flow was taken for the holder of {held}"
        if self.mapped.count:
            yield (
                f"{counted(self.mapped.count, 'pair')} of maps proposed as mappings, for somebody here to decide; "
                "the relation was taken from the form of the map"
            )
        if self.mapped.left:
            yield f"left out: {counted(self.mapped.left, 'row')} of maps that pair no two items of lists"
        for what, count in sorted((self.left + self.flows.left).items()):
            yield f"left out: {what} ({count:,}), which is no record here"
        if self.personal:
            yield f"names and numbers in {counted(self.personal, 'contact')} left out: only posts are kept here"
        for what, count in sorted(self.flows.elsewhere.items()):
            yield f"{counted(count, 'reference')} to {what} elsewhere, kept as URN"
        if self.again:
            yield f"{counted(self.again, 'record')} more than once, the same each time; taken once"
        yield from self._moved()

    def _moved(self) -> Iterator[str]:
        mine = list(self.known.moved.items())
        self.known.moved.clear()
        for record, urn in mine[:TOLD]:
            other = foreign.identity(urn)
            yield f"{record} is new: {other} is another record. If they are one, first: orodha edit {other} iri={urn}"
        if len(mine) > TOLD:
            yield f"and {len(mine) - TOLD} more new records whose ids others have"


def _alone(artefact: model.Maintainable) -> model.Message:
    return model.Message(artefacts=[artefact])


_PARTICULAR = re.compile(r"urn:\S+|'[^']*'|\"[^\"]*\"|\b[A-Z0-9][\w@$.:()-]*\b")


def _together(notes: list[model.Note]) -> Iterator[str]:
    """Yield notes, those of one sort as one with a count."""
    sorts: dict[str, list[model.Note]] = {}
    for one in notes:
        sorts.setdefault(_PARTICULAR.sub("_", one.message), []).append(one)
    for same in sorts.values():
        more = f" ({counted(len(same) - 1, 'more note')} like it)" if len(same) > 1 else ""
        yield f"{same[0]}{more}"
