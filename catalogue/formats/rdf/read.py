"""RDF as drafts of records: ours come back as they went, and those of portals as well as can be, with nothing lost.

What a record of ours would not say is kept in its ``extra`` (``extras``) and goes out again: after a record is read, it
is said again by the describer, and whatever the file says beyond that is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, cast

from ...drafts import CellProblem, Draft
from ...errors import EntryError
from ...evidence import read_statements
from ...kinds import Document, Field, Kind, fields_of, kinds
from ...names import expand, kind_of
from ...naming import Namer
from ...record import Part, Record, Statement
from ...resolving import Resolver
from ...wording import counted
from . import foreign
from .describe import ORODHA
from .forms import shrunk
from .identities import Identities, Plan, said_from_other_ends
from .keep import Claim, Keeper
from .recognise import IDENTIFIER, TYPE, recognise
from .stage import Said, language_tag, stage, together
from .stated import Stated
from .values import json_data, literal

CHUNK = 1000
ORDER = ORODHA + "order"
POSITION = ORODHA + "position"
FIELD_VISIBILITY = ORODHA + "fieldVisibility"
TOLD = 20
"""So many notes of one sort are told."""


def graph_drafts(
    source: Path | bytes, file: str, syntax: str, index: int, resolver: Resolver, given: Mapping[str, Any]
) -> Iterator[list[Draft] | str]:
    """Yield the records of a file, many at a time, and between them what there is to tell about the file.

    Args:
        source: Its path or content.
        file: What people call it.
        syntax: Its format.
        index: The first part of the drafts' origins.
        resolver: Finds records, and learns of those of the file.
        given: Values for fields that the file leaves out: by "field" or "kind.field".

    Raises:
        FormatError: It is not well-formed; the message names the line.
    """
    staged = stage(source, file, syntax, resolver.base)
    try:
        reading = _Reading(Identities(staged, recognise(staged), resolver), file, index, given)
        yield from reading.drafts()
        yield from reading.notes()
    finally:
        staged.close()


class _Reading:
    """One file while it is being read."""

    def __init__(self, known: Identities, file: str, index: int, given: Mapping[str, Any]) -> None:
        self.known = known
        self.stage = known.stage
        self.found = known.found
        self.resolver = known.resolver
        self.file = file
        self.index = index
        self.given = given
        self.stated = Stated(known)
        self.keeper = Keeper(known, self.stated)
        self.assumed = Counter[tuple[str, str, str]]()
        self.unread = Counter[tuple[str, str]]()
        self._parts: dict[type[Part], Plan] = {}
        self._count = 0
        self._pending: list[Claim] = []

    def drafts(self) -> Iterator[list[Draft]]:
        """Yield the records, many at a time."""
        self.known.identify()
        others = {other for same in self.known.same.values() for other in same}
        drafts: list[Draft] = []
        for subject, said in self.stage.nodes():
            if subject in self.known.ids and subject not in others:
                same = self.known.same.get(subject, ())
                drafts.append(self._draft(subject, together(said, map(self.stage.node, same)) if same else said))
                if len(drafts) >= CHUNK:
                    yield drafts
                    drafts = []
        drafts.extend(self._left_over())
        drafts.extend(self._apart())
        yield drafts

    def _draft(self, subject: str, said: Said) -> Draft:
        record = self.known.ids[subject]
        declared = kinds()[kind_of(record)]
        self._count += 1
        draft = Draft(declared, record, {}, (self.index, self._count), node=subject[1:] if subject[0] == "<" else "")
        fields = draft.fields
        if record in self.known.iris:
            fields["iri"] = self.known.iris[record]
        plan = self.known.plan(declared)
        rest = self._read(plan, said, subject, fields)
        self._read_visibility(said, fields)
        if self.found.ids.get(subject) != record:
            _deprecate(said, fields)
            self._assume(draft)
        self.stated.note(declared, fields)
        rest = self._without_own(draft, subject, rest)
        claims = [Claim(subject, rest, fields, said), *self._pending]
        self._pending = []
        if any(one.rest or self.keeper.has_loose(one.said) for one in claims):
            self.keeper.keep_rest(draft, claims)
        if claimed := self.found.evidence.get(self.found.ids.get(subject, record)):
            draft.evidence = self._evidence(draft, [claimed[number] for number in sorted(claimed)])
        return draft

    def _read(self, plan: Plan, said: Said, subject: str, fields: Document) -> Said:
        """Read the fields of a record or part; return what is said beyond them, or not as we would say it."""
        rest: Said = {}
        for predicate, terms in said.items():
            one = plan.by_predicate.get(predicate)
            if one is None:
                rest[predicate] = terms
            elif one.part:
                if left := self._read_parts(one, terms, fields):
                    rest[predicate] = left
            else:
                value, exact = self.known.value(one, plan, terms)
                if value is not None:
                    fields[one.name] = value
                    self.known.typed(one, value)
                elif terms and terms[0][0] in '"@^':
                    self.unread[f"{plan.kind_name or plan.owner.__name__}.{one.name}", _shown(terms[0])] += 1
                if not exact:
                    rest[predicate] = terms
        if subject not in self.found.ids and (rest or subject in self.found.inverse):
            self._ask_others(plan, said, subject, fields)
        self._reorder(rest, fields)
        if subject in self.found.ids or subject in self.found.inner:
            rest.pop(ORDER, None)
        for one in plan.flags:
            if one.name not in fields and {f"<{expand(c)}" for c in one.means.range} <= set(said.get(TYPE, ())):
                fields[one.name] = True
        return rest

    def _ask_others(self, plan: Plan, said: Said, subject: str, fields: Document) -> None:
        """Read what our predicates do not say from those that others use."""
        for one, own in plan.asked:
            if one.name in fields or not (terms := self.known.terms(own, said, subject)):
                continue
            value, _ = self.known.value(one, plan, terms)
            if value is not None:
                fields[one.name] = value
                self.known.typed(one, value)
        if issubclass(plan.owner, Record):
            label = kinds()[plan.kind_name].label_field
            if label != "id" and label not in fields:
                for predicate in foreign.LABELS:
                    value, _ = self.known.value(plan_field(plan, label), plan, said.get(predicate, ()))
                    if value is not None:
                        fields[label] = value
                        break

    def _reorder(self, rest: Said, fields: Document) -> None:
        """Put values into the order that the file tells."""
        for term in rest.get(ORDER, ()):
            for one in literal(term).split("; "):
                name, *places = one.split(" ")
                name, _, language = name.partition("@")
                holder = cast("Document", fields.get(name, {}) if language else fields)
                key = language_tag(language) if language else name
                values = cast("list[Any]", holder.get(key)) if key and isinstance(holder.get(key), list) else []
                at = [int(place) for place in places if place.isdecimal() and len(place) < 10]
                if values and len(at) == len(places) and set(at) == set(range(len(values))):
                    holder[key] = [values[place] for place in at]  # else somebody changed the values

    def _read_parts(self, one: Field, terms: Sequence[str], fields: Document) -> list[str]:
        """Read the parts of a field; return the terms that are none."""
        assert one.part
        plan = self._parts.get(one.part)
        if plan is None:
            plan = self._parts[one.part] = Plan(one.part, "", fields_of(one.part))
        parts: list[tuple[tuple[int, int, str], Document]] = []
        left: list[str] = []
        for number, term in enumerate(terms):
            said = self.stage.node(term) if term[0] in "<_" and term not in self.known.ids else {}
            if not said:
                left.append(term)
                continue
            document: Document = {}
            if iri := self.keeper.own_iri(term):
                document["iri"] = iri
            rest = self._read(plan, said, term, document)
            position = _position(rest)
            tail = term.rpartition("-")[2]
            numbered = int(tail) if term in self.found.inner and tail.isdigit() else number
            parts.append(((position, numbered, term), document))
            self._pending.append(Claim(term, rest, document, said))
            self.keeper.claimed.add(term)
        parts.sort(key=lambda pair: pair[0])
        read = [document for _, document in parts]
        if read:
            fields[one.name] = read if one.many else read[0]
        return left

    def _read_visibility(self, said: Said, fields: Document) -> None:
        for term in said.get(FIELD_VISIBILITY, ()):
            if isinstance(data := json_data(term), dict):
                fields["field_visibility"] = data

    def _assume(self, draft: Draft) -> None:
        """Fill in what must not be missing and the file does not say."""
        name = draft.kind.name
        reader = self.resolver.reader
        is_there = draft.id not in self.known.new and reader.has(draft.id)
        there: Document | None = reader.get(draft.id) if is_there else None
        for one in draft.kind.fields if self.given else self.known.plan(draft.kind).required:
            if one.name in draft.fields or (there and one.name in there):
                continue
            given = self.given.get(f"{name}.{one.name}", self.given.get(one.name))
            if given is not None:
                draft.fields[one.name] = given
            elif one.required and one.means.unstated is not None:
                draft.fields[one.name] = one.means.unstated
                self.assumed[name, one.name, _shown_value(one.means.unstated)] += 1
            elif one.required and len(one.targets) == 1 and (only := self._only.get(one.targets[0])):
                draft.fields[one.name] = only
                self.assumed[name, one.name, only] += 1

    @cached_property
    def _only(self) -> Mapping[str, str]:
        """The records that are the only one of their kind in the file, by kind."""
        found: dict[str, set[str]] = {}
        for record in self.known.ids.values():
            found.setdefault(kind_of(record), set()).add(record)
        return {name: records.pop() for name, records in found.items() if len(records) == 1}

    # --- what is kept

    def _without_own(self, draft: Draft, subject: str, rest: Said) -> Said:
        """Take out what every record of ours says of itself."""
        if "field_visibility" in draft.fields:
            rest.pop(FIELD_VISIBILITY, None)
        if rest.get(IDENTIFIER) == [f'"{draft.id}']:
            del rest[IDENTIFIER]
        ours = _types(draft.kind)
        if TYPE in rest:  # what fields that lead to a record ask for is said where it is led to
            own = ours | _ranges() if f"<{draft.node}" in self.found.ids else ours
            if ours <= set(rest[TYPE]) <= own:
                del rest[TYPE]
        self.stated.take(draft.id, rest)
        for predicate in rest.keys() & said_from_other_ends():
            if left := [one for one in rest[predicate] if not self.known.says_back(subject, predicate, one)]:
                rest[predicate] = left
            else:
                del rest[predicate]
        return rest

    def _evidence(self, draft: Draft, claims: Sequence[str]) -> tuple[Statement, ...] | None:
        try:
            return read_statements(draft.kind, [json_data(f'"{one}') for one in claims])
        except EntryError as error:
            problem = error.problem
            draft.problems.append(
                CellProblem(self.file, "", 0, f"{draft.node} {problem.field}", problem.message, problem.value)
            )
            return None

    # --- what is no record, and what is stated apart

    def _left_over(self) -> Iterator[Draft]:
        """Yield what is described in no record, as records of the kind that has no class."""
        found, keeper = self.found, self.keeper
        if keeper.general is None:
            return
        namer = Namer(self.resolver.reader, keeper.general, self.resolver.batch)
        for wanted in (found.loose - found.led, found.shared, found.loose):  # what only others lead to comes last
            left = wanted - keeper.claimed - self.known.ids.keys() if wanted else wanted
            for subject in self.stage.subjects(left):
                keeper.apart.append(subject)
                while keeper.apart:
                    yield from self._put_apart(keeper.apart.pop(0), keeper.general, namer)

    def _put_apart(self, subject: str, general: Kind, namer: Namer) -> Iterator[Draft]:
        said = self.stage.node(subject)
        if subject in self.keeper.claimed or subject in self.known.ids or self.keeper.is_said(subject, said):
            return
        if subject[0] == "<":
            self.known.name(subject, general, namer)
        else:
            self.known.ids[subject] = self.keeper.minted(subject)
            self.resolver.batch.add(self.known.ids[subject])
        yield self._draft(subject, said)

    def _apart(self) -> Iterator[Draft]:
        """Yield records of their own for what others state in one triple."""
        for declared, record, subject, fields in self.stated.missing():
            self._count += 1
            node = self.known.describer.iri_of(subject)
            draft = Draft(declared, record, fields, (self.index, self._count), node=node)
            self._assume(draft)
            self.resolver.batch.add(record)
            yield draft

    # --- what there is to tell

    def notes(self) -> Iterator[str]:
        """Yield what was assumed, repaired and kept."""
        for (name, one, value), count in sorted(self.assumed.items()):
            yield f"{self.file}: {name}.{one} was taken as {value} in {counted(count, 'record')}: the file does not say"
        for (name, value), count in sorted(self.unread.items())[:TOLD]:
            more = f", {count} times" if count > 1 else ""
            yield f"{self.file}: {name} cannot be read from {value}{more}; it is kept in extra"
        if self.found.mentioned:
            yield f"{self.file}: {counted(self.found.mentioned, 'record')} only named in it, and not taken in"
        if self.stage.embedded:
            yield f"{self.file}: {self.stage.embedded} triples stand in other triples, and are kept as texts"
        for tag in sorted(self.stage.tags)[:TOLD]:
            yield f"{self.file}: {tag!r} is no language; texts in it are kept in extra, as data that are no statements"
        for iri, mended in list(self.stage.repaired.items())[:TOLD]:
            yield f"{self.file}: the IRI {iri!r} was mended to {mended}"
        if self.keeper.homeless:
            listed = ", ".join(f"{shrunk(one) or one} ({count})" for one, count in sorted(self.keeper.homeless.items()))
            yield f"{self.file}: no field for {listed}; kept in extra, and given out again"


def _deprecate(said: Said, fields: Document) -> None:
    """Take what others call deprecated for superseded, if they say by what, and for retired if not."""
    if foreign.TRUE & set(said.get(foreign.DEPRECATED, ())):
        fields.setdefault("registration", "superseded" if "replaced_by" in fields else "retired")


@cache
def _types(declared: Kind) -> frozenset[str]:
    return frozenset(f"<{expand(one)}" for one in declared.rdf)


@cache
def _ranges() -> frozenset[str]:
    """Return the classes that fields ask for of what they lead to, as terms."""
    fields = [one for declared in kinds().values() for one in declared.fields]
    asked = {one for field in fields for one in field.means.range}
    asked |= {one.type for field in fields for one in field.means.inverse if one.type}
    return frozenset(f"<{expand(one)}" for one in asked)


def _shown_value(value: Any) -> str:
    return "; ".join(cast("list[str]", value)) if isinstance(value, list) else str(value)


def _position(rest: Said) -> int:
    """Take out of what is said of a part which of several it is; 0 if it does not say."""
    text = literal(rest.get(POSITION, ['"'])[0])
    if not (text.isdecimal() and len(text) < 10):
        return 0
    del rest[POSITION]
    return int(text)


def plan_field(plan: Plan, name: str) -> Field:
    """Return a field of a plan by name."""
    return next(one for one in plan.fields if one.name == name)


def _shown(term: str) -> str:
    return repr(literal(term)[:60]) if term[0] in '"@^' else term[:80]
