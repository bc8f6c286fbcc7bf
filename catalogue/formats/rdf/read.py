"""RDF as drafts of records: ours come back as they went, and those of portals as well as can be, with nothing lost.

What a record of ours would not say is kept in its ``extra`` (``extras``) and goes out again: after a record is read, it
is said again by the describer, and whatever the file says beyond that is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson

from ...drafts import CellProblem, Draft
from ...errors import EntryError
from ...evidence import read_statements
from ...kinds import Document, Field, Kind, fields_of, kinds
from ...names import expand, kind_of
from ...naming import Namer
from ...record import Part, Record, Statement
from ...resolving import Resolver
from . import foreign
from .describe import ORODHA, code_iris
from .forms import shrunk
from .identities import Identities, Plan
from .keep import Claim, Keeper
from .recognise import IDENTIFIER, TYPE, recognise
from .stage import Said, language_tag, stage, together
from .values import literal

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
        self.keeper = Keeper(known)
        self.stated: dict[tuple[str, str, str], bool] = {}
        """Triples that a record of its own states, by ids and predicate, and whether the file has that record."""
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
        if subject not in self.found.ids:
            self._assume(draft, said)
        if declared.states:
            self._note_stated(declared, fields)
        rest = self._without_own(draft, said, rest)
        claims: list[Claim] = [(subject, rest, fields), *self._pending]
        self._pending = []
        if any(one for _, one, _ in claims) or self.keeper.has_loose(said):
            self.keeper.keep_rest(draft, said, claims)
        if claimed := self.found.evidence.get(record):
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
                elif terms and terms[0][0] in '"@^':
                    self.unread[f"{plan.kind_name or plan.owner.__name__}.{one.name}", _shown(terms[0])] += 1
                if not exact:
                    rest[predicate] = terms
        if subject not in self.found.ids and (rest or subject in self.found.inverse):
            self._ask_others(plan, said, subject, fields)
        self._reorder(rest, fields)
        for one in plan.flags:
            if one.name not in fields and {f"<{expand(c)}" for c in one.means.range} <= set(said.get(TYPE, ())):
                fields[one.name] = True
        return rest

    def _ask_others(self, plan: Plan, said: Said, subject: str, fields: Document) -> None:
        """Read what our predicates do not say from those that others use."""
        for one in plan.fields:
            if one.name in fields or one.part:
                continue
            terms = self.known.terms(one, said, subject)
            value, _ = self.known.value(one, plan, terms) if terms else (None, True)
            if value is not None:
                fields[one.name] = value
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
        for term in rest.pop(ORDER, ()):
            for one in literal(term).split("; "):
                name, *places = one.split(" ")
                name, _, language = name.partition("@")
                holder: dict[str, Any] = fields.get(name, {}) if language else fields
                key = language_tag(language) if language else name
                values: list[Any] = holder.get(key, [])
                at = [int(place) for place in places if place.isdigit()]
                if len(at) == len(places) and set(at) == set(range(len(values))):  # else somebody changed the values
                    holder[key] = [values[place] for place in at]

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
            if term[0] == "<" and term not in self.found.inner:
                document["iri"] = term[1:]
            rest = self._read(plan, said, term, document)
            position = int(literal(rest.pop(POSITION, ['"0'])[0]))
            tail = term.rpartition("-")[2]
            numbered = int(tail) if term in self.found.inner and tail.isdigit() else number
            parts.append(((position, numbered, term), document))
            self._pending = [*self._pending, (term, rest, document)]
            self.keeper.claimed.add(term)
        parts.sort(key=lambda pair: pair[0])
        read = [document for _, document in parts]
        if read:
            fields[one.name] = read if one.many else read[0]
        return left

    def _read_visibility(self, said: Said, fields: Document) -> None:
        for term in said.get(FIELD_VISIBILITY, ()):
            fields["field_visibility"] = orjson.loads(literal(term))

    def _assume(self, draft: Draft, said: Said) -> None:
        """Fill in what must not be missing and the file does not say."""
        name = draft.kind.name
        for one in draft.kind.fields:
            if one.name in draft.fields:
                continue
            given = self.given.get(f"{name}.{one.name}", self.given.get(one.name))
            if given is not None:
                draft.fields[one.name] = given
            elif one.required and one.means.unstated is not None:
                draft.fields[one.name] = one.means.unstated
                self.assumed[name, one.name, str(one.means.unstated)] += 1
            elif one.required and one.targets == ("scheme",) and (only := self._only("scheme")):
                draft.fields[one.name] = only
                self.assumed[name, one.name, only] += 1

    def _only(self, kind_name: str) -> str:
        """Return the one record of a kind that the file has; "" if it has none or several."""
        found = [one for one in self.known.ids.values() if kind_of(one) == kind_name]
        return found[0] if len(found) == 1 else ""

    # --- what is kept

    def _without_own(self, draft: Draft, said: Said, rest: Said) -> Said:
        """Take out what every record of ours says of itself."""
        rest.pop(FIELD_VISIBILITY, None)
        if rest.get(IDENTIFIER) == [f'"{draft.id}']:
            del rest[IDENTIFIER]
        ours = _types(draft.kind)
        if TYPE in rest:  # what fields that lead to a record ask for is said where it is led to
            own = ours | _ranges() if f"<{draft.node}" in self.found.ids else ours
            if ours <= set(rest[TYPE]) <= own:
                del rest[TYPE]
        for predicate in list(rest):
            if predicate in _statable():
                self._take_stated(draft, predicate, rest)
        return rest

    def _take_stated(self, draft: Draft, predicate: str, rest: Said) -> None:
        """Put aside what a record of its own states, as a mapping does."""
        targets = [self.known.record(term) or term[1:] for term in rest[predicate] if term[0] == "<"]
        if len(targets) == len(rest[predicate]):
            del rest[predicate]
            for target in targets:
                self.stated.setdefault((draft.id, predicate, target), False)

    def _note_stated(self, declared: Kind, fields: Document) -> None:
        triple = declared.states
        assert triple
        name, value = triple.where
        if fields.get(name) == value:
            code = fields.get(triple.predicate, "")
            key = (fields.get(triple.subject, ""), expand(code) if code else "", fields.get(triple.object, ""))
            self.stated[key] = True

    def _evidence(self, draft: Draft, claims: Sequence[str]) -> tuple[Statement, ...] | None:
        try:
            return read_statements(draft.kind, [orjson.loads(one) for one in claims])
        except EntryError as error:
            problem = error.problem
            draft.problems.append(
                CellProblem(self.file, "", 0, f"{draft.node} {problem.field}", problem.message, problem.value)
            )
            return None

    # --- what is no record, and what is stated apart

    def _left_over(self) -> Iterator[Draft]:
        """Yield what nothing refers to, as records of the kind that has no class."""
        general = next((one for one in kinds().values() if not one.rdf), None)
        if general is None:
            return
        namer = Namer(self.resolver.reader, general, self.resolver.batch)
        for subject in sorted(self.found.loose - self.keeper.claimed):
            if subject in self.keeper.claimed:
                continue
            said = self.stage.node(subject)
            if set(said) == {TYPE} and set(said[TYPE]) <= self._said_types(subject[1:]):
                continue
            if subject[0] == "<":
                self.known.name(subject, general, namer)
            else:  # its name in the file is another one each time
                digest = blake2b(orjson.dumps(said, option=orjson.OPT_SORT_KEYS), digest_size=8).hexdigest()
                self.known.ids[subject] = f"{general.name}/{digest}"
                self.resolver.batch.add(self.known.ids[subject])
            yield self._draft(subject, said)

    def _said_types(self, iri: str) -> set[str]:
        """Return the classes that we say of an outside resource, as terms."""
        said = {f"<{expand(one)}" for one in self.known.typed_iris.get(iri, ())}
        return said | {f"<{expand('dct:LinguisticSystem')}"} if self.found.bases else said

    def _apart(self) -> Iterator[Draft]:
        """Yield records of their own for what others state in one triple."""
        taken = Counter[str]()
        for (subject, predicate, target), known in self.stated.items():
            if known or not kind_of(subject):
                continue
            declared, code = _statable()[predicate]
            triple = declared.states
            assert triple
            stem = f"{declared.name}/{subject.partition('/')[2]}-{code.partition(':')[2]}"
            stem = f"{stem[:120]}-{target.rstrip('/').rpartition('/')[2].rpartition('#')[2]}"
            name = "".join(
                letter if (letter.isalnum() and letter.isascii()) or letter in "/-._~" else "-" for letter in stem
            )
            taken[name] += 1
            name = name if taken[name] == 1 else f"{name}-{taken[name]}"
            fields = {triple.subject: subject, triple.predicate: code, triple.object: target}
            fields |= dict([triple.where])
            self._count += 1
            draft = Draft(
                declared, name[:200], fields, (self.index, self._count), node=self.known.describer.iri_of(subject)
            )
            self._assume(draft, {})
            self.resolver.batch.add(draft.id)
            yield draft

    # --- what there is to tell

    def notes(self) -> Iterator[str]:
        """Yield what was assumed, repaired and kept."""
        for (name, one, value), count in sorted(self.assumed.items()):
            yield f"{self.file}: {name}.{one} was taken as {value} in {count} records: the file does not say"
        for (name, value), count in sorted(self.unread.items())[:TOLD]:
            more = f", {count} times" if count > 1 else ""
            yield f"{self.file}: {name} cannot be read from {value}{more}; it is kept in extra"
        for iri, mended in list(self.stage.repaired.items())[:TOLD]:
            yield f"{self.file}: the IRI {iri!r} was mended to {mended}"
        if self.keeper.homeless:
            listed = ", ".join(f"{shrunk(one) or one} ({count})" for one, count in sorted(self.keeper.homeless.items()))
            yield f"{self.file}: no field for {listed}; kept in extra, and given out again"


@cache
def _types(declared: Kind) -> frozenset[str]:
    return frozenset(f"<{expand(one)}" for one in declared.rdf)


@cache
def _ranges() -> frozenset[str]:
    """Return the classes that fields ask for of what they lead to, as terms."""
    return frozenset(f"<{expand(c)}" for k in kinds().values() for f in k.fields for c in f.means.range)


@cache
def _statable() -> Mapping[str, tuple[Kind, str]]:
    """Return the predicates of triples that records of their own state, with the kind of these and its code."""
    found: dict[str, tuple[Kind, str]] = {}
    for declared in kinds().values():
        if declared.states:
            iris = code_iris(declared.model, declared.name, declared.by_name[declared.states.predicate])
            found |= {iri: (declared, code) for code, iri in iris.items()}
    return found


def plan_field(plan: Plan, name: str) -> Field:
    """Return a field of a plan by name."""
    return next(one for one in plan.fields if one.name == name)


def _shown(term: str) -> str:
    return repr(literal(term)[:60]) if term[0] in '"@^' else term[:80]
