"""Structure files read as drafts of records: our own as they went, and those of other agencies as well as can be.

What is no record here, and what was assumed, is told in notes, counted; nothing is passed over in silence.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
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
from . import foreign, oddities, taking
from .flows import Flows
from .intake import Assumed, Identities, draft_of, short
from .kept import KEY
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
        self._pieces = 0
        self._maintainers: dict[str, str] = {}

    def drafts(self) -> Iterator[list[Draft] | Kept | str]:
        """Yield the records, many at a time, and then what there is to tell."""
        for piece in sdmx.stream(self.source, self.file, self.noticed):
            if isinstance(piece, model.Raw):
                self.noticed[-1:] = [_left_out(one) for one in self.noticed[-1:]]
            elif isinstance(piece, model.Maintainable):
                self._pieces += 1
                yield from self._chunks(self._understood(piece))
        yield from self._chunks(self.flows.records())
        yield list(self._agencies())
        yield from self.mapped.drafts(self._count + 1)
        yield from (f"{self.file}: {note}" for note in self._notes())

    def _understood(self, artefact: model.Maintainable) -> Iterator[Record]:
        """Yield the records of an artefact, and notice what is odd about it; none of one that cannot be named."""
        if foreign.parsed(artefact.urn) is None:
            self._notice("its agency, id or version is none of SDMX; it was left out", artefact)
            return
        alone = model.Message(artefacts=[artefact])
        self.noticed += oddities.noticed(artefact, [*sdmx.repeated(alone), *sdmx.dangling(alone)])
        artefact, wrong = taking.without_damage(artefact)
        if wrong:
            self._notice(wrong, artefact)
        yield from self._records(artefact)

    def _notice(self, what: str, artefact: model.Maintainable) -> None:
        self.noticed.append(model.Note(f"{what}.", 0, short(artefact.urn)))

    def _records(self, artefact: model.Maintainable) -> Iterator[Record]:
        """Yield the records of an artefact, or put it aside until all of the file is known."""
        if taking.is_view(artefact):
            self.views += 1
            return
        if taking.is_own(artefact):
            wrong: list[str] = []
            for urn, document in taking.records(artefact, wrong):
                iri = document.get("iri")
                if isinstance(iri, str):
                    self.known.assign(iri, document["id"])
                self.flows.told.add(document["id"])
                yield document["id"], {name: value for name, value in document.items() if name != "id"}, urn
            if isinstance(artefact, model.Dataflow):
                self.flows.own[artefact.urn] = artefact.structure
            for one in wrong:
                self._notice(one, artefact)
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
            case _ if artefact.urn_class in model.SCHEMES:
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
                concept = foreign.seen_by_all(foreign.with_kept(concept, {"parent": above}))
            if isinstance(item, model.Concept):
                self.flows.concepts[urn] = item
            yield self.known.id_of(urn), concept, urn
        if not self.known.is_new(scheme) and not getattr(artefact, "is_partial", False):
            self._missed(artefact, scheme, {self.known.id_of(urn) for urn in urns.values()})

    def _missed(self, artefact: model.Maintainable, scheme: str, there: set[str]) -> None:
        """Tell which concepts of a scheme of the catalogue a list no longer has."""
        rows = self.known.reader.database.rows(
            "SELECT record.id FROM link JOIN record ON record.key = subject AND record.kind = 'concept'"
            " WHERE field = 'scheme' AND object = ? ORDER BY record.id",
            (scheme,),
        )
        if gone := [record for (record,) in rows if record not in there]:
            are, stay = ("is", "stays") if len(gone) == 1 else ("are", "stay")
            what = (
                f"{counted(len(gone), 'concept')} of {scheme} {are} not in the file, and {stay}: {first_few(gone, 5)}"
            )
            advice = f"If they are withdrawn: orodha delete {gone[0]}, and so on."
            self.noticed.append(model.Note(f"{what}.", 0, short(artefact.urn), advice))

    def _named(self, artefact: model.Maintainable, rows: Sequence[tuple[str, Any, str]]) -> dict[str, str]:
        """Return the URNs of items by their paths; those that say which record they are, are that record."""
        urns = {path: foreign.item_urn(artefact, path) for path, _, _ in rows}
        for path, item, _ in rows:
            if not item.annotations or not (record := remarks.read("", item.annotations).get("id")):
                continue
            if wrong := taking.damage(item, (kind_of(foreign.identity(urns[path])),)):
                self._notice(f"{path}: {wrong}", artefact)
            else:
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

    def _keep_private(self, record: str, fields: Document, urn: str) -> None:
        """Do not make what is kept of a record public where the office has put more beside it, or decided so."""
        if not urn or fields.get("field_visibility") != foreign.PUBLIC or self.known.is_new(record):
            return
        there = self.known.reader.get(record)
        if there.get("extra", {}).keys() - {KEY} or "extra" in there.get("field_visibility", {}):
            del fields["field_visibility"]

    def _draft(self, record: str, fields: Document, urn: str) -> Draft | None:
        """Return the draft of a record; none if the files of the import have said the same of it already."""
        fields.pop("id", None)  # which whoever gives a record has heeded
        self._count += 1
        claims = fields.pop(EVIDENCE, None)
        self._keep_private(record, fields, urn)
        draft = draft_of(record, fields, (self.index, self._count), short(urn))
        if claims is not None:
            self._take_evidence(draft, claims)
        self.known.resolver.batch.add(record)
        content = _digest([fields, claims])
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
        if not self._pieces and not self.noticed:
            yield "it holds no structures: nothing was taken in; ask whoever made it whether it is the right file"
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


def _digest(content: Any) -> bytes:
    try:
        written = orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
    except TypeError:  # of what only annotations can bring, such as numbers of 30 digits; told when it is compared
        written = json.dumps(content, sort_keys=True).encode()
    return blake2b(written, digest_size=16).digest()


_NOT_UNDERSTOOD = re.compile("is not understood.*")


def _left_out(note: model.Note) -> model.Note:
    """Return a note on an artefact that nobody knows, which goes out again from a file and not from a catalogue."""
    return replace(note, message=_NOT_UNDERSTOOD.sub("is not understood, and left out.", note.message))


_PARTICULAR = re.compile(r"urn:\S+|'[^']*'|\"[^\"]*\"|\b[A-Z0-9][\w@$.:()-]*\b")


def _together(notes: list[model.Note]) -> Iterator[str]:
    """Yield notes, those of one sort as one with a count."""
    sorts: dict[str, list[model.Note]] = {}
    for one in notes:
        sorts.setdefault(_PARTICULAR.sub("_", one.message), []).append(one)
    for same in sorts.values():
        more = f" ({counted(len(same) - 1, 'more note')} like it)" if len(same) > 1 else ""
        yield f"{same[0]}{more}"
