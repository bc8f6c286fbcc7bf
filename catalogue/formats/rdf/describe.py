"""Records in triples, by declaration.

    describer = Describer(Spelling(), base="https://example.org/id/")
    for subject, pairs in describer.nodes(document):
        for predicate, objects in pairs: ...

There are no blank nodes: what a record holds (parts, contacts, rules) has an IRI made of the record's kind, the field
and the record's slug, with a number where there can be several (``.../source.coverage/ke-efns``,
``.../agency.contacts/ke-dis-1``). A dot never stands in the name of a kind, so these are told from records.

RDF knows no order of values. Where the values of a field do not stand in alphabetical order, ``orodha:order`` says how
they do, so that what comes back is equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, cast

import orjson

from ...kinds import Document, Field, Kind, fields_of, kind, kinds
from ...names import PREFIXES, expand, is_id, kind_of, slugify
from ...record import Part, Record, Rule, check_date
from . import extras
from .forms import ATTRIBUTION, FORMS, NON_NEGATIVE
from .terms import BOOLEAN, DATES, DOUBLE, DURATION, INTEGER, JSON, XSD, Spelling

Pairs = list[tuple[str, list[str]]]
"""Predicates with their objects, as they are spelled."""

Node = tuple[str, Pairs]
"""One subject with all that is said of it."""

ORODHA = PREFIXES["orodha"]


@cache
def code_iris(owner: type[Record | Part], kind_name: str, field: Field) -> Mapping[str, str]:
    """Return the IRIs of a field's codes: ``orodha:agency-type-ministry``, or what a CURIE among them stands for."""
    scheme = code_scheme(owner, kind_name, field)
    return {
        code: expand(code) if ":" in code and code.partition(":")[0] in PREFIXES else f"{scheme}-{slugify(code)}"
        for code in field.choices
    }


def code_scheme(owner: type[Record | Part], kind_name: str, field: Field) -> str:
    """Return the IRI of the scheme of a field's codes: ``orodha:agency-type``, or ``record-...`` of every kind."""
    stem = "record" if field.name in Record.model_fields else kind_name or kebab(owner.__name__)
    return ORODHA + f"{stem}-{field.name}".replace("_", "-")


def kebab(name: str) -> str:
    """Return the name of a class in lower case with hyphens: StatusChange is status-change."""
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")


class _Place(NamedTuple):
    """Where a value stands: what the IRIs of the things in it begin with, and the number that sets them apart."""

    path: str
    slug: str

    def child(self, base: str, field: str, number: int | None = None) -> tuple[str, _Place]:
        """Return the IRI of what a field leads to, and the place of what is in that."""
        place = _Place(f"{self.path}.{field}", self.slug if number is None else f"{self.slug}-{number}")
        return f"{base}{place.path}/{place.slug}", place


@dataclass(frozen=True, slots=True)
class _Row:
    """How one field is said."""

    name: str
    predicates: tuple[str, ...]
    say: Callable[[Any, _Place], list[str]]


@dataclass(frozen=True, slots=True)
class _Plan:
    """How documents of one kind, or parts of one class, are said.

    Attributes:
        types: Their classes, as spelled.
        rows: Their fields, by predicate.
        ordered: Fields with several values whose order has to be told.
        merged: Whether several rows may share a predicate, so that pairs must be merged.
        flags: Fields that, if true, give the record itself further classes.
    """

    types: tuple[str, ...]
    rows: tuple[_Row, ...]
    ordered: tuple[tuple[str, bool], ...]
    merged: bool
    flags: tuple[tuple[str, tuple[str, ...]], ...]


class Describer:
    """Says documents in triples.

    Args:
        spelling: How terms are written.
        base: What the catalogue's IRIs begin with.
        iris: The IRIs of the records that came with one, by id.
        more_types: Further classes of records by id, as CURIEs: what fields that lead to them ask for.
    """

    def __init__(
        self,
        spelling: Spelling,
        base: str,
        iris: Mapping[str, str] | None = None,
        more_types: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.spelling = spelling
        self.base = base
        self.iris: Mapping[str, str] = {} if iris is None else iris
        self.more_types = more_types or {}
        self.codes: dict[str, tuple[str, str]] = {}
        """The codes that were said: their IRI with the field and the code."""
        self.typed_iris: dict[str, tuple[str, ...]] = {}
        """IRIs of no record, with the classes that the fields that lead to them ask for."""
        self.targets: set[str] | None = None
        """Ids of the records that others refer to, if they are collected."""
        self._children: list[Node] = []
        self._plans: dict[str, _Plan] = {}
        self._refs: dict[str, str] = {}

    def nodes(self, document: Document) -> Iterator[Node]:
        """Yield what is said of a record: itself, then what it holds."""
        record_id: str = document["id"]
        name, _, slug = record_id.partition("/")
        plan = self._plans.get(name) or self._kind_plan(kind(name))
        place = _Place(name, slug)
        pairs = self._pairs(plan, document, place)
        more = [
            *self.more_types.get(record_id, ()),
            *(one for name, classes in plan.flags if document.get(name) for one in classes),
        ]
        types = sorted({*plan.types, *map(self._curie, more)}) if more else list(plan.types)
        if types:
            pairs.insert(0, (self.spelling.type, types))
        identifier = (self._identifier, [self.spelling.text(record_id)])
        if extra := document.get("extra"):
            pairs = self._with_extra(pairs, extra, place)
        yield self.ref(record_id), self._inserted(pairs, identifier)
        if self._children:
            yield from self._children
            self._children = []
        declared = kinds()[name]
        if declared.states:
            yield from self._stated(declared, document)

    def ref(self, target: str) -> str:
        """Return the term of a record's id, or of an IRI."""
        if (known := self._refs.get(target)) is not None:
            return known
        if len(self._refs) > 50_000:
            self._refs.clear()
        spelled = self._refs[target] = self.spelling.iri(self.iri_of(target))
        return spelled

    def iri_of(self, target: str) -> str:
        """Return the IRI of a record's id; an IRI stays as it is."""
        if not kind_of(target):
            return target
        return self.iris.get(target) or self.base + target

    # --- plans

    def _kind_plan(self, declared: Kind) -> _Plan:
        plan = self._plan(declared.fields, declared.model, declared.name, declared.rdf, declared.rule)
        self._plans[declared.name] = plan
        self._identifier = self._curie("dct:identifier")
        return plan

    def _plan(
        self,
        fields: Sequence[Field],
        owner: type[Record | Part],
        kind_name: str,
        rdf: Sequence[str],
        rule: Rule | None = None,
    ) -> _Plan:
        rows = [
            _Row(
                field.name,
                tuple(map(self._predicate, (field.means.rdf, *field.means.also))),
                self._sayer(field, owner, kind_name),
            )
            for field in fields
            if field.means.rdf
        ]
        rows.extend(
            _Row(field.name, (self._curie("prov:qualifiedAttribution"),), self._attributions(field))
            for field in fields
            if field.means.form == ATTRIBUTION
        )
        if any(field.name == "field_visibility" for field in fields):
            rows.append(_Row("field_visibility", (self._curie("orodha:fieldVisibility"),), self._json))
        if rule:
            rows.append(_Row("", (self._curie(rule.rdf),), self._ruled(rule, fields, owner, kind_name)))
        rows.sort(key=lambda row: row.predicates[0])
        said = [predicate for row in rows for predicate in row.predicates]
        ordered = tuple(
            (field.name, field.shape == "langs")
            for field in fields
            if field.shape == "langs" or (field.many and field.means.rdf and not field.part)
        )
        types = tuple(sorted(map(self._curie, rdf)))
        flags = tuple((one.name, one.means.range) for one in fields if one.shape == "boolean" and one.means.range)
        return _Plan(types, tuple(rows), ordered, said != sorted(said) or len(said) != len(set(said)), flags)

    def _curie(self, curie: str) -> str:
        return self.spelling.iri(expand(curie))

    def _predicate(self, curie: str) -> str:
        return self.spelling.type if curie == extras.TYPE else self._curie(curie)

    def _sayer(self, field: Field, owner: type[Record | Part], kind_name: str) -> Callable[[Any, _Place], list[str]]:
        """Return what says the values of a field."""
        if field.part:
            return self._parts(field)
        if field.shape == "langs":
            return self._langs
        if field.shape == "lang":
            return self._lang
        one = self._one(field, owner, kind_name)
        if field.many:
            return lambda values, place: sorted({one(value, place) for value in values})
        return lambda value, place: [one(value, place)]

    def _one(self, field: Field, owner: type[Record | Part], kind_name: str) -> Callable[[Any, _Place], str]:
        spelling = self.spelling
        match field.shape:
            case "ref" if field.means.range:
                return lambda value, _: self._typed_ref(value, field.means.range)
            case "ref":
                return self._ref if self.targets is None else self._collected_ref
            case "iri" if field.means.range:
                return lambda value, _: self._typed_iri(value, field.means.range)
            case "iri":
                return lambda value, _: spelling.iri(value)
            case "date":
                return lambda value, _: spelling.typed(value, DATES[len(value)])
            case "duration":
                return lambda value, _: spelling.text(value) if "W" in value else spelling.typed(value, DURATION)
            case "integer":
                datatype = XSD + "nonNegativeInteger" if field.means.form == NON_NEGATIVE else INTEGER
                return lambda value, _: spelling.typed(str(value), datatype)
            case "number":
                return lambda value, _: spelling.typed(repr(float(value)), DOUBLE)
            case "boolean":
                return lambda value, _: spelling.typed("true" if value else "false", BOOLEAN)
            case "code":
                iris = code_iris(owner, kind_name, field)
                return lambda value, _: self._code(iris[value], field.name, value)
            case "text" if field.means.form:
                return self._formed(field)
            case _:
                return lambda value, _: spelling.text(value)

    # --- values

    def _ref(self, value: str, _place: _Place) -> str:
        return self.ref(value)

    def _collected_ref(self, value: str, _place: _Place) -> str:
        assert self.targets is not None
        self.targets.add(value)
        return self.ref(value)

    def _typed_ref(self, value: str, classes: tuple[str, ...]) -> str:
        if self.targets is not None:
            self.targets.add(value)
        return self.ref(value) if kind_of(value) else self._typed_iri(value, classes)

    def _typed_iri(self, value: str, classes: tuple[str, ...]) -> str:
        had = self.typed_iris.get(value, ())
        self.typed_iris[value] = tuple(sorted({*had, *classes})) if had else classes
        return self.spelling.iri(value)

    def _code(self, iri: str, field: str, code: str) -> str:
        if ":" not in code:
            self.codes[iri] = (field, code)
        return self.spelling.iri(iri)

    def _lang(self, value: Mapping[str, str], _place: _Place) -> list[str]:
        return [self.spelling.lang(value[tag], tag) for tag in sorted(value)]

    def _langs(self, value: Mapping[str, list[str]], _place: _Place) -> list[str]:
        return [self.spelling.lang(text, tag) for tag in sorted(value) for text in sorted(set(value[tag]))]

    def _json(self, value: Any, _place: _Place) -> list[str]:
        return [self.spelling.typed(canonical_json(value), JSON)]

    def _formed(self, field: Field) -> Callable[[Any, _Place], str]:
        form = FORMS[field.means.form]

        def say(value: str, place: _Place) -> str:
            if iri := form.iri(value):
                return self._typed_iri(iri, field.means.range) if field.means.range else self.spelling.iri(iri)
            if not form.label:
                return self.spelling.text(value)
            stem = slugify(value) or "x"
            iri, _ = _Place(place.path, f"{place.slug}-{stem}").child(self.base, field.name)
            self._children.append((self.spelling.iri(iri), self._labelled(field, form.label, value)))
            return self.spelling.iri(iri)

        return say

    def _labelled(self, field: Field, label: str, value: str) -> Pairs:
        """Say a text as a resource of its own."""
        pairs: Pairs = [(self._curie(label), [self.spelling.text(value)])]
        if field.means.form == "period" and (datatype := _date_type(value)):
            said = [self.spelling.typed(value, datatype)]
            pairs.extend((self._curie(one), said) for one in ("dcat:endDate", "dcat:startDate"))
        if field.means.form == "contact" and (mailbox := FORMS["mailbox"].iri(value)):
            pairs.append((self._curie("vcard:hasEmail"), [self.spelling.iri(mailbox)]))
        pairs.sort()
        return [(self.spelling.type, sorted(map(self._curie, field.means.range))), *pairs]

    def _parts(self, field: Field) -> Callable[[Any, _Place], list[str]]:
        assert field.part
        declared = field.part
        plan: list[_Plan] = []

        def say(value: Any, place: _Place) -> list[str]:
            if not plan:
                plan.append(self._plan(fields_of(declared), declared, "", declared.__rdf__))
            many: list[Document] = value if field.many else [value]
            numbered = len(many) > 1 and any("iri" in part for part in many)
            said: list[str] = []
            for number, part in enumerate(many, 1):
                minted, inner = place.child(self.base, field.name, number if field.many else None)
                iri = self.spelling.iri(part.get("iri") or minted)
                at = len(self._children)
                pairs = [(self.spelling.type, list(plan[0].types)), *self._pairs(plan[0], part, inner)]
                if numbered:  # their own IRIs do not tell the order
                    pairs = merged(
                        [*pairs, (self._curie("orodha:position"), [self.spelling.typed(str(number), INTEGER)])]
                    )
                if extra := part.get("extra"):
                    pairs = self._with_extra(pairs, extra, inner)
                self._children.insert(at, (iri, pairs))
                said.append(iri)
            return said

        return say

    def _pairs(self, plan: _Plan, document: Document, place: _Place) -> Pairs:
        pairs: Pairs = []
        for row in plan.rows:
            value = document.get(row.name) if row.name else document
            if value is None:
                continue
            if objects := row.say(value, place):
                pairs.extend((predicate, objects) for predicate in row.predicates)
        if order := told_order(plan.ordered, document):
            pairs.append((self._curie("orodha:order"), [self.spelling.text(order)]))
            return merged(pairs)
        return merged(pairs) if plan.merged else pairs

    def _with_extra(self, pairs: Pairs, extra: Mapping[str, Any], place: _Place) -> Pairs:
        """Add what a partner's file said besides."""
        said, rest, nodes = extras.say(extra, self.spelling, self.base + f"{place.path}.extra/{place.slug}")
        self._children.extend(nodes)
        if rest:
            said.append((self._curie("orodha:extra"), [self.spelling.typed(canonical_json(rest), JSON)]))
        return merged([*pairs, *said])

    def _inserted(self, pairs: Pairs, pair: tuple[str, list[str]]) -> Pairs:
        """Put a pair where it belongs among sorted ones, whose first says the classes."""
        start = 1 if pairs and pairs[0][0] == self.spelling.type else 0
        for index in range(start, len(pairs)):
            if pairs[index][0] >= pair[0]:
                if pairs[index][0] == pair[0]:
                    return merged([*pairs, pair])
                pairs.insert(index, pair)
                return pairs
        pairs.append(pair)
        return pairs

    # --- what is said twice

    def _attributions(self, field: Field) -> Callable[[Any, _Place], list[str]]:
        """Say references as attributions with a role (PROV-O, DCAT 3)."""
        role = expand(field.means.rdf) + "-role"

        def say(value: Any, place: _Place) -> list[str]:
            said: list[str] = []
            for number, target in enumerate(value if field.many else [value], 1):
                iri = self.spelling.iri(place.child(self.base, field.name, number)[0])
                self.typed_iris[role] = ("dcat:Role",)
                pairs: Pairs = [
                    (self.spelling.type, [self._curie("prov:Attribution")]),
                    *sorted(
                        [
                            (self._curie("dcat:hadRole"), [self.spelling.iri(role)]),
                            (self._curie("prov:agent"), [self.ref(target)]),
                        ]
                    ),
                ]
                self._children.append((iri, pairs))
                said.append(iri)
            return sorted(said)

        return say

    def _ruled(
        self, rule: Rule, fields: Sequence[Field], owner: type[Record | Part], kind_name: str
    ) -> Callable[[Any, _Place], list[str]]:
        """Say in a resource of its own what some fields say (ODRL)."""
        wanted = [
            (one.name, self._curie(one.means.rdf), self._sayer(one, owner, kind_name))
            for one in fields
            if one.name in rule.fields
        ]
        fixed: Pairs = [(self._curie(predicate), [self._curie(value)]) for predicate, value in rule.fixed]

        def say(document: Document, place: _Place) -> list[str]:
            iri = self.spelling.iri(place.child(self.base, rule.rdf.partition(":")[2])[0])
            if not document.get(rule.needs):
                return []
            pairs = [(predicate, one(document[name], place)) for name, predicate, one in wanted if name in document]
            types: Pairs = [(self.spelling.type, [self._curie(rule.type)])]
            self._children.append((iri, types + merged([*pairs, *fixed])))
            return [iri]

        return say

    def _stated(self, declared: Kind, document: Document) -> Iterator[Node]:
        triple = declared.states
        assert triple
        name, value = triple.where
        if document.get(name) == value:
            predicate = self._curie(document[triple.predicate])
            yield self.ref(document[triple.subject]), [(predicate, [self.ref(document[triple.object])])]

    # --- evidence

    def evidence(self, record_id: str, statements: Sequence[Document]) -> Iterator[Node]:
        """Yield what documents say about a record, as reified statements (RDF 1.1 Schema, PROV-O)."""
        name, _, slug = record_id.partition("/")
        declared = kind(name)
        for number, one in enumerate(statements, 1):
            iri, _ = _Place(name, slug).child(self.base, "evidence", number)
            pairs: Pairs = [
                (self._curie("rdf:subject"), [self.ref(record_id)]),
                (self._curie("orodha:claim"), self._json(one, _Place(name, slug))),
            ]
            field = declared.by_name.get(one.get("field", ""))
            if field and field.means.rdf:
                pairs.append((self._curie("rdf:predicate"), [self._curie(field.means.rdf)]))
                pairs.extend(self._claimed(declared, field, one.get("value")))
            document = one.get("document", "")
            if is_id(document):
                pairs.append((self._curie("prov:hadPrimarySource"), [self.ref(document)]))
            if place := one.get("place"):
                pairs.append((self._curie("orodha:place"), [self.spelling.text(place)]))
            yield self.spelling.iri(iri), [(self.spelling.type, [self._curie("rdf:Statement")]), *sorted(pairs)]

    def _claimed(self, declared: Kind, field: Field, value: Any) -> Pairs:
        """Say the value that is claimed, where it is one that a triple can hold."""
        if not isinstance(value, str) or field.shape not in ("ref", "text", "date"):
            return []
        if field.shape == "ref":
            return [(self._curie("rdf:object"), [self.ref(value)])] if is_id(value) else []
        if field.shape == "date" and not _date_type(value):
            return []
        datatype = _date_type(value) if field.shape == "date" else ""
        said = self.spelling.typed(value, datatype) if datatype else self.spelling.text(value)
        return [(self._curie("rdf:object"), [said])]


def merged(pairs: Pairs) -> Pairs:
    """Sort pairs by predicate, the classes first, and make one of those that share one."""
    found: dict[str, list[str]] = {}
    for predicate, objects in pairs:
        if (had := found.get(predicate)) is None:
            found[predicate] = objects
        else:
            found[predicate] = sorted({*had, *objects})
    first = {"a": "", f"<{PREFIXES['rdf']}type>": ""}
    return sorted(found.items(), key=lambda pair: first.get(pair[0], pair[0]))


def told_order(fields: Sequence[tuple[str, bool]], document: Document) -> str:
    """Return the order of the values of fields where it is not the alphabetical one: "topics 2 0 1; aliases@en 1 0".

    The numbers, from 0, are places in the sorted values, each once.
    """
    told: list[str] = []
    for name, languages in fields:
        value = document.get(name)
        if not value:
            continue
        if languages:
            for tag, texts in sorted(cast("dict[str, list[Any]]", value).items()):
                if len(texts) > 1 and (order := _order(texts)):
                    told.append(f"{name}@{tag} {order}")
        elif len(value) > 1 and (order := _order(value)):
            told.append(f"{name} {order}")
    return "; ".join(told)


def _order(values: list[Any]) -> str:
    places = sorted(set(values))
    if len(places) == len(values) and places == values:
        return ""
    at = {value: place for place, value in enumerate(places)}
    return " ".join(str(at[value]) for value in values)


def canonical_json(value: Any) -> str:
    """Return JSON data as one text, the same whatever the order of its keys."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def _date_type(text: str) -> str:
    """Return the datatype of a text that is a date; "" of any other."""
    try:
        return DATES[len(check_date(text))]
    except ValueError:
        return ""
