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
from ...names import expand, is_id, kind_of
from ...naming import Namer, belongs_to, depth
from ...record import Part, Record, Statement
from ...resolving import Resolver
from . import extras, foreign
from .describe import ORODHA, Describer, code_iris
from .forms import shrunk
from .recognise import IDENTIFIER, TYPE, Recognised, recognise
from .stage import Said, Stage, Staged, language_tag, stage
from .values import Values, label_of, literal

CHUNK = 1000
ORDER = ORODHA + "order"
POSITION = ORODHA + "position"
EXTRA = ORODHA + "extra"
FIELD_VISIBILITY = ORODHA + "fieldVisibility"
JUSTIFIED = 1000
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
        reading = _Reading(staged, recognise(staged), file, index, resolver, given)
        yield from reading.drafts()
        yield from reading.notes()
    finally:
        staged.close()


class _Plan:
    """How the documents of a kind, or the parts of a class, are read."""

    def __init__(self, owner: type[Record | Part], kind_name: str, fields: Sequence[Field]) -> None:
        self.owner = owner
        self.kind_name = kind_name
        self.fields = [one for one in fields if one.means.rdf]
        self.by_predicate = {expand(one.means.rdf): one for one in self.fields}
        self.flags = [one for one in fields if one.shape == "boolean" and one.means.range]


class _Reading:
    """One file while it is being read; what ``values`` has to know of it."""

    def __init__(
        self,
        staged: Stage,
        found: Recognised,
        file: str,
        index: int,
        resolver: Resolver,
        given: Mapping[str, Any],
    ) -> None:
        self.stage = staged
        self.found = found
        self.file = file
        self.index = index
        self.resolver = resolver
        self.given = given
        self.values = Values(self)
        self.ids = dict(found.ids)
        self.iris: dict[str, str] = {}
        self.claimed: set[str] = set()
        self.parted: set[str] = set()
        self.stated: dict[tuple[str, str, str], str] = {}
        self.assumed = Counter[tuple[str, str, str]]()
        self.homeless = Counter[str]()
        self.unread = Counter[tuple[str, str]]()
        self._plans: dict[str, _Plan] = {}
        self._parts: dict[type[Part], _Plan] = {}
        self._typed: dict[str, set[str]] = {}
        self._known: dict[str, str] = {}
        self._count = 0
        self._pending: list[tuple[str, Said, Document]] = []
        self.describer = Describer(Staged(), resolver.base, _Iris(self))
        self._statable = {
            iri: (declared, code)
            for declared in kinds().values()
            if declared.states
            for code, iri in code_iris(
                declared.model, declared.name, declared.by_name[declared.states.predicate]
            ).items()
        }
        self._types = {name: {f"<{expand(one)}" for one in declared.rdf} for name, declared in kinds().items()}
        self._ranges = {f"<{expand(c)}" for k in kinds().values() for f in k.fields for c in f.means.range}

    # --- what ``values`` asks

    def record(self, term: str) -> str:
        """Return the id of the record that an IRI or blank node is; "" if none."""
        if (known := self.ids.get(term)) is not None:
            return known
        if term[0] != "<":
            return ""
        if (known := self._known.get(term)) is None:
            known = self._known[term] = self._elsewhere(term[1:])
        return known

    def said(self, term: str) -> Said:
        """Return what the file says of an IRI or blank node that is no record."""
        return self.stage.node(term) if term in self.found.loose or term in self.found.inner or term[0] == "_" else {}

    def typed(self, iri: str, classes: Sequence[str]) -> None:
        """Take note that a value makes us say these classes, CURIEs, of an IRI."""
        self._typed.setdefault(iri, set()).update(classes)

    def _elsewhere(self, iri: str) -> str:
        """Return the id of a record of the catalogue, or one that an IRI of ours has."""
        base = self.resolver.base
        if iri.startswith(base) and is_id(iri[len(base) :]) and kind_of(iri[len(base) :]) in kinds():
            return iri[len(base) :]
        for other in self.found.bases:
            if iri.startswith(other) and is_id(iri[len(other) :]) and self.resolver.reader.has(iri[len(other) :]):
                found = self.resolver.reader.get(iri[len(other) :])
                return found["id"] if found["iri"] == iri else ""
        return self.resolver.reader.database.value("SELECT id FROM record WHERE iri = ?", (iri,)) or ""

    # --- ids

    def identify(self) -> None:
        """Give every record of the file its id: its own, that of the record with its IRI, or a new one."""
        for subject, name in self.found.ids.items():
            self._own(subject, name)
        namers = {
            name: Namer(self.resolver.reader, declared, self.resolver.batch) for name, declared in kinds().items()
        }
        waiting: dict[str, list[str]] = {}
        for subject, name in self.found.kinds.items():
            waiting.setdefault(name, []).append(subject)
        for name in sorted(waiting, key=lambda one: depth(kinds()[one])):
            for subject in waiting[name]:
                self._name(subject, kinds()[name], namers[name])

    def _own(self, subject: str, name: str) -> None:
        iri = subject[1:]
        if iri != self.resolver.base + name:
            there = self.resolver.reader.database.value("SELECT iri FROM record WHERE id = ?", (name,))
            if (there and there != iri) or name in self.resolver.batch:
                del self.ids[subject]  # somebody else has that id; it gets another one
                self.found.kinds[subject] = kind_of(name)
                return
            self.iris[name] = iri
        self.ids[subject] = name
        self.resolver.batch.add(name)

    def _name(self, subject: str, declared: Kind, namer: Namer) -> None:
        if subject[0] == "<" and (known := self._elsewhere(subject[1:])) and kind_of(known) == declared.name:
            self.ids[subject] = known
        else:
            said = self.stage.node(subject)
            plan = self._plan(declared)
            wanted = {declared.label_field, *(one.name for one in belongs_to(declared))}
            fields: Document = {}
            for one in plan.fields:
                if one.name in wanted or one.search == "code":
                    value, _ = self._value(one, plan, self._terms(one, said, subject))
                    if value is not None:
                        fields[one.name] = value
            if not fields.get(declared.label_field) and (label := label_of(said)):
                fields[declared.label_field] = {"en": label}
            try:
                self.ids[subject] = namer.new_id(fields) if subject[0] == "<" else namer.id_of(fields)
            except EntryError:
                self.ids[subject] = namer.new_id({declared.label_field: subject[1:].rpartition("/")[2] or "x"})
        name = self.ids[subject]
        if subject[0] == "<" and subject[1:] != self.resolver.base + name:
            self.iris[name] = subject[1:]
        self.resolver.batch.add(name)

    # --- drafts

    def drafts(self) -> Iterator[list[Draft]]:
        """Yield the records, many at a time."""
        self.identify()
        drafts: list[Draft] = []
        for subject, said in self.stage.nodes():
            if subject in self.ids and subject not in self.claimed:
                drafts.append(self._draft(subject, said))
                if len(drafts) >= CHUNK:
                    yield drafts
                    drafts = []
        drafts.extend(self._left_over())
        drafts.extend(self._mappings())
        yield drafts

    def _draft(self, subject: str, said: Said) -> Draft:
        record = self.ids[subject]
        declared = kinds()[kind_of(record)]
        self._count += 1
        draft = Draft(declared, record, {}, (self.index, self._count), node=subject[1:] if subject[0] == "<" else "")
        fields = draft.fields
        if record in self.iris:
            fields["iri"] = self.iris[record]
        plan = self._plan(declared)
        rest = self._read(plan, said, subject, fields)
        self._read_visibility(said, fields)
        if subject not in self.found.ids:
            self._assume(draft, said)
        if declared.states:
            self._note_stated(declared, fields)
        rest = self._without_own(draft, said, rest)
        claims: list[tuple[str, Said, Document]] = [(subject, rest, fields)]
        claims.extend(self._pending)
        self._pending = []
        if any(one for _, one, _ in claims) or self._has_loose(said):
            self._keep_rest(draft, said, claims)
        if claimed := self.found.evidence.get(record):
            draft.evidence = self._evidence(draft, [claimed[number] for number in sorted(claimed)])
        return draft

    def _plan(self, declared: Kind) -> _Plan:
        if (plan := self._plans.get(declared.name)) is None:
            plan = self._plans[declared.name] = _Plan(declared.model, declared.name, declared.fields)
        return plan

    def _terms(self, one: Field, said: Said, subject: str) -> Sequence[str]:
        """Return what a subject says of a field, by our predicate or by those that others use."""
        own = expand(one.means.rdf)
        if found := said.get(own):
            return found
        for other in foreign.PREDICATES.get(own, ()):
            if found := said.get(other):
                return found
        return self.found.inverse.get(subject, {}).get(own, ())

    def _value(self, one: Field, plan: _Plan, terms: Sequence[str]) -> tuple[Any, bool]:
        return self.values.read(one, plan.owner, plan.kind_name, terms) if terms else (None, True)

    def _read(self, plan: _Plan, said: Said, subject: str, fields: Document) -> Said:
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
                value, exact = self._value(one, plan, terms)
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

    def _ask_others(self, plan: _Plan, said: Said, subject: str, fields: Document) -> None:
        """Read what our predicates do not say from those that others use."""
        for one in plan.fields:
            if one.name in fields or one.part:
                continue
            terms = self._terms(one, said, subject)
            value, _ = self._value(one, plan, terms) if terms else (None, True)
            if value is not None:
                fields[one.name] = value
        if isinstance(plan.owner, type) and issubclass(plan.owner, Record):
            label = kinds()[plan.kind_name].label_field
            if label != "id" and label not in fields:
                for predicate in foreign.LABELS:
                    value, _ = self._value(plan_field(plan, label), plan, said.get(predicate, ()))
                    if value is not None:
                        fields[label] = value
                        break

    def _reorder(self, rest: Said, fields: Document) -> None:
        """Put values into the order that the file tells."""
        for term in rest.pop(ORDER, ()):
            for one in literal(term).split("; "):
                name, *places = one.split(" ")
                name, _, language = name.partition("@")
                holder: Any = fields.get(name) if language else fields
                key = language_tag(language) if language else name
                values = holder.get(key) if isinstance(holder, dict) else None
                if isinstance(values, list) and all(place.isdigit() for place in places):
                    at = [int(place) for place in places]
                    if set(at) == set(range(len(values))):
                        holder[key] = [values[place] for place in at]

    def _read_parts(self, one: Field, terms: Sequence[str], fields: Document) -> list[str]:
        """Read the parts of a field; return the terms that are none."""
        assert one.part
        plan = self._parts.get(one.part)
        if plan is None:
            plan = self._parts[one.part] = _Plan(one.part, "", fields_of(one.part))
        parts: list[tuple[tuple[int, int, str], Document]] = []
        left: list[str] = []
        for number, term in enumerate(terms):
            said = self.stage.node(term) if term[0] in "<_" and term not in self.ids else {}
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
            self.claimed.add(term)
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
        found = [one for one in self.ids.values() if kind_of(one) == kind_name]
        return found[0] if len(found) == 1 else ""

    # --- what is kept

    def _without_own(self, draft: Draft, said: Said, rest: Said) -> Said:
        """Take out what every record of ours says of itself."""
        rest.pop(FIELD_VISIBILITY, None)
        if rest.get(IDENTIFIER) == [f'"{draft.id}']:
            del rest[IDENTIFIER]
        ours = self._types[draft.kind.name]
        if TYPE in rest:  # what fields that lead to a record ask for is said where it is led to
            own = ours | self._ranges if f"<{draft.node}" in self.found.ids else ours
            if ours <= set(rest[TYPE]) <= own:
                del rest[TYPE]
        for predicate in list(rest):
            if predicate in self._statable:
                self._take_stated(draft, predicate, rest)
        return rest

    def _take_stated(self, draft: Draft, predicate: str, rest: Said) -> None:
        """Put aside what a record of its own states, as a mapping does."""
        targets = [self.record(term) or term[1:] for term in rest[predicate] if term[0] == "<"]
        if len(targets) == len(rest[predicate]):
            del rest[predicate]
            for target in targets:
                self.stated.setdefault((draft.id, predicate, target), "")

    def _note_stated(self, declared: Kind, fields: Document) -> None:
        triple = declared.states
        assert triple
        name, value = triple.where
        if fields.get(name) == value:
            code = fields.get(triple.predicate, "")
            key = (fields.get(triple.subject, ""), expand(code) if code else "", fields.get(triple.object, ""))
            self.stated[key] = fields.get("id", "-")

    def _has_loose(self, said: Said) -> bool:
        loose = self.found.loose
        return bool(loose) and any(term in loose for terms in said.values() for term in terms)

    def _keep_rest(self, draft: Draft, said: Said, claims: list[tuple[str, Said, Document]]) -> None:
        """Keep what the file says of a record and its parts beyond what the record says again."""
        again = self._said_again(draft)
        named = self._named_parts(draft, claims)
        for subject, rest, holder in claims:
            known = again.get(named.get(subject, subject), {})
            extra: dict[str, Any] = {}
            for predicate, terms in rest.items():
                if predicate == EXTRA:
                    extra.update(orjson.loads(literal(terms[0])))
                    continue
                had = known.get(predicate, ())
                left = [term for term in terms if named.get(term, term) not in had]
                if left:
                    self._keep(extra, predicate, left, named)
                    if predicate not in _understood(draft.kind):
                        self.homeless[predicate] += len(left)
            whole = said if holder is draft.fields else self.stage.node(subject)
            for predicate, terms in whole.items():
                loose = [t for t in terms if t in self.found.loose and t not in self.claimed and t not in self.parted]
                if (loose and not (kept := rest.get(predicate))) or (loose and not set(loose) <= set(kept or ())):
                    self._keep(extra, predicate, loose, named)
            if extra:
                holder["extra"] = extra

    def _keep(self, extra: dict[str, Any], predicate: str, terms: Sequence[str], named: Mapping[str, str]) -> None:
        name = shrunk(predicate) or predicate
        values = [self._kept(term, named) for term in terms]
        if (had := extra.get(name)) is not None:
            values.extend(had if isinstance(had, list) else [had])
        values = extras.in_order(values)
        extra[name] = values if len(values) > 1 else values[0]

    def _kept(self, term: str, named: Mapping[str, str]) -> Any:
        """Return a term as ``extra`` keeps it."""
        if term[0] == '"':
            return term[1:]
        if term[0] == "@":
            language, _, text = term[1:].partition(" ")
            return {"@value": text, "@language": language}
        if term[0] == "^":
            datatype, _, text = term[1:].partition(" ")
            return {"@value": text, "@type": shrunk(datatype) or datatype}
        if term in named:
            return {"@id": named[term][1:]}
        if record := self.ids.get(term):
            return {"@id": self.describer.iri_of(record)}
        own = {"@id": term[1:]} if term[0] == "<" else {}
        if term in self.claimed or term not in self.found.loose:
            return own or {"@id": f"urn:blank:{term[1:]}"}
        self.claimed.add(term)
        said: dict[str, Any] = {}
        for predicate, terms in self.stage.node(term).items():
            self._keep(said, predicate, terms, named)
        return own | said

    def _said_again(self, draft: Draft) -> dict[str, Said]:
        """Return what our describer says of a record and of what it holds."""
        found: dict[str, Said] = {}
        document = {"id": draft.id} | {name: one for name, one in draft.fields.items() if one not in (None, [], {})}
        for subject, pairs in self.describer.nodes(document):
            said = found.setdefault(subject, {})
            for predicate, objects in pairs:
                said.setdefault(predicate.removeprefix("<"), []).extend(objects)
        return found

    def _named_parts(self, draft: Draft, claims: Sequence[tuple[str, Said, Document]]) -> dict[str, str]:
        """Return the IRIs, as terms, that blank nodes of the file get: of the record and its parts."""
        named = {claims[0][0]: self.describer.ref(draft.id)}
        place = {id(holder): subject for subject, _, holder in claims[1:]}
        name, _, slug = draft.id.partition("/")
        for one in draft.kind.fields:
            value = draft.fields.get(one.name) if one.part else None
            for number, part in enumerate(value if isinstance(value, list) else [value] if value else [], 1):
                subject = place.get(id(part), "")
                minted = f"<{self.resolver.base}{name}.{one.name}/{slug}" + (f"-{number}" if one.many else "")
                named[subject] = f"<{part['iri']}" if part.get("iri") else minted
        return {subject: term for subject, term in named.items() if subject}

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
        for subject in sorted(self.found.loose - self.claimed):
            if subject in self.claimed:
                continue
            said = self.stage.node(subject)
            if set(said) == {TYPE} and set(said[TYPE]) <= self._said_types(subject[1:]):
                continue
            if subject[0] == "<":
                self._name(subject, general, namer)
            else:  # its name in the file is another one each time
                digest = blake2b(orjson.dumps(said, option=orjson.OPT_SORT_KEYS), digest_size=8).hexdigest()
                self.ids[subject] = f"{general.name}/{digest}"
                self.resolver.batch.add(self.ids[subject])
            yield self._draft(subject, said)

    def _said_types(self, iri: str) -> set[str]:
        """Return the classes that we say of an outside resource, as terms."""
        said = {f"<{expand(one)}" for one in self._typed.get(iri, ())}
        return said | {f"<{expand('dct:LinguisticSystem')}"} if self.found.bases else said

    def _mappings(self) -> Iterator[Draft]:
        """Yield records of their own for what others state in one triple."""
        taken = Counter[str]()
        for (subject, predicate, target), owner in self.stated.items():
            if owner or not kind_of(subject):
                continue
            declared, code = self._statable[predicate]
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
            draft = Draft(declared, name[:200], fields, (self.index, self._count), node=self.describer.iri_of(subject))
            self._assume(draft, {})
            self.resolver.batch.add(draft.id)
            yield draft

    # --- what there is to tell

    def notes(self) -> Iterator[str]:
        """Yield what was assumed, repaired and kept."""
        for (name, one, value), count in sorted(self.assumed.items()):
            yield f"{self.file}: {name}.{one} was taken as {value} in {count} records: the file does not say"
        for (name, value), count in sorted(self.unread.items())[:20]:
            more = f", {count} times" if count > 1 else ""
            yield f"{self.file}: {name} cannot be read from {value}{more}; it is kept in extra"
        for iri, mended in list(self.stage.repaired.items())[:20]:
            yield f"{self.file}: the IRI {iri!r} was mended to {mended}"
        if self.homeless:
            listed = ", ".join(f"{shrunk(one) or one} ({count})" for one, count in sorted(self.homeless.items()))
            yield f"{self.file}: no field for {listed}; kept in extra, and given out again"


class _Iris(dict[str, str]):
    """The IRIs of records that have one of their own, of the file and of the catalogue."""

    def __init__(self, reading: _Reading) -> None:
        super().__init__()
        self.reading = reading

    def get(self, name: str, default: Any = None) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]: narrower
        """Return the IRI of a record by id, or None."""
        if name in self.reading.iris:
            return self.reading.iris[name]
        reader = self.reading.resolver.reader
        if name not in self:
            found = (
                None
                if name in self.reading.resolver.batch
                else reader.database.value("SELECT iri FROM record WHERE id = ?", (name,))
            )
            self[name] = found or ""
        return self[name] or default


@cache
def _understood(declared: Kind) -> frozenset[str]:
    """Return the predicates that a kind is read from, whether or not we would write them so."""
    fields = [*declared.fields, *(inner for one in declared.fields if one.part for inner in fields_of(one.part))]
    own = {expand(one.means.rdf) for one in fields if one.means.rdf}
    others = {other for one in own for other in foreign.PREDICATES.get(one, ())}
    return frozenset({TYPE, *own, *others, *foreign.LABELS, *foreign.INVERSES})


def plan_field(plan: _Plan, name: str) -> Field:
    """Return a field of a plan by name."""
    return next(one for one in plan.fields if one.name == name)


def _shown(term: str) -> str:
    return repr(literal(term)[:60]) if term[0] in '"@^' else term[:80]
