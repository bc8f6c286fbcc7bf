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

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from ...kinds import Document, Field, Kind, fields_of, kind, kinds
from ...names import PREFIXES, expand, is_id
from ...record import Inverse, Part, Record, Rule
from . import extras
from .forms import ATTRIBUTION
from .objects import ORODHA, Node, Objects, Pairs, Place, Say, canonical_json, code_iris, code_scheme, date_type
from .terms import INTEGER, JSON, Spelling

__all__ = ["ORODHA", "Describer", "Node", "Pairs", "code_iris", "code_scheme", "merged"]


@dataclass(frozen=True, slots=True)
class _Row:
    """How one field is said; no name stands for the whole document."""

    name: str
    predicates: tuple[str, ...]
    say: Say


@dataclass(frozen=True, slots=True)
class _Layout:
    """How documents with certain fields are said.

    Attributes:
        rows: Field, predicate and what says it, by predicate.
        ordered: Fields with several values whose order may have to be told, and whether they are by language.
        flags: Fields that, if true, give the record itself further classes.
        merged: Whether predicates may come twice, or not in their order.
        stated: Whether the document may state a triple of its own.
        inverses: References that also say something from their other end, with what.
    """

    rows: tuple[tuple[str, str, Say], ...]
    also: tuple[_Row, ...]
    ordered: tuple[tuple[str, bool], ...]
    flags: tuple[tuple[str, tuple[str, ...]], ...]
    merged: bool
    stated: bool
    inverses: tuple[tuple[str, Inverse], ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """How documents of one kind, or parts of one class, are said.

    Attributes:
        types: Their classes, as spelled, with the predicate.
        rows: Their fields.
        ordered, flags, inverses: As of a layout, of all fields.
        states: The kind, if its records state a triple of their own.
        needs: The field that the row of the whole document needs.
        layouts: The layouts that were needed, by the names of a document's fields.
    """

    types: tuple[str, list[str]]
    rows: tuple[_Row, ...]
    ordered: tuple[tuple[str, bool], ...]
    flags: tuple[tuple[str, tuple[str, ...]], ...]
    inverses: tuple[tuple[str, Inverse], ...]
    states: Kind | None
    needs: str
    layouts: dict[tuple[str, ...], _Layout] = field(default_factory=dict[tuple[str, ...], _Layout])

    def layout(self, document: Document) -> _Layout:
        """Return the layout of a document."""
        names = tuple(document)
        if (known := self.layouts.get(names)) is None:
            known = self.layouts[names] = self._laid_out(frozenset(names))
        return known

    def _laid_out(self, names: frozenset[str]) -> _Layout:
        rows = [row for row in self.rows if (row.name or self.needs) in names]
        single = sorted((row for row in rows if len(row.predicates) == 1), key=lambda row: row.predicates[0])
        predicates = [row.predicates[0] for row in single]
        also = tuple(row for row in rows if len(row.predicates) > 1)
        return _Layout(
            tuple((row.name, row.predicates[0], row.say) for row in single),
            also,
            tuple(one for one in self.ordered if one[0] in names),
            tuple(one for one in self.flags if one[0] in names),
            bool(also) or len(predicates) != len(set(predicates)) or self.types[0] in predicates,
            self.states is not None,
            tuple(one for one in self.inverses if one[0] in names),
        )


class Describer(Objects):
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
        super().__init__(spelling, base, iris)
        self.more_types = more_types or {}
        self._plans: dict[str, _Plan] = {}

    def nodes(self, document: Document) -> Iterator[Node]:
        """Yield what is said of a record: itself, then what it holds."""
        record_id: str = document["id"]
        name, _, slug = record_id.partition("/")
        plan = self._plans.get(name) or self._kind_plan(kind(name))
        layout = plan.layout(document)
        place = Place(name, slug)
        pairs = self._pairs(plan, layout, document, place)
        inverses = [pair for pair in layout.inverses if _holds(pair[1], document)] if layout.inverses else []
        if layout.flags or inverses or record_id in self.more_types:
            pairs = self._with_types(pairs, layout, document, inverses)
        if extra := document.get("extra"):
            pairs = self._with_extra(pairs, extra, place)
        yield self.ref(record_id), pairs
        if self.children:
            yield from self.children
            self.children = []
        if layout.stated and plan.states:
            yield from self._stated(plan.states, document)
        if inverses:
            yield from self._from_other_ends(document, inverses)

    # --- plans

    def _kind_plan(self, declared: Kind) -> _Plan:
        identifier = _Row("id", (self.curie("dct:identifier"),), lambda value, _: [self.spelling.text(value)])
        plan = self._plan(declared.fields, declared.model, declared.name, declared.rdf, declared.rule, [identifier])
        self._plans[declared.name] = plan
        return plan

    def _plan(
        self,
        fields: Sequence[Field],
        owner: type[Record | Part],
        kind_name: str,
        rdf: Sequence[str],
        rule: Rule | None = None,
        more: Sequence[_Row] = (),
    ) -> _Plan:
        rows = [
            _Row(one.name, tuple(map(self._predicate, (one.means.rdf, *one.means.also))), say)
            for one in fields
            if one.means.rdf
            for say in [self._parts(one) if one.part else self.sayer(one, owner, kind_name)]
        ]
        rows.extend(more)
        rows.extend(
            _Row(one.name, (self.curie("prov:qualifiedAttribution"),), self._attributions(one))
            for one in fields
            if one.means.form == ATTRIBUTION
        )
        if any(one.name == "field_visibility" for one in fields):
            rows.append(_Row("field_visibility", (self.curie("orodha:fieldVisibility"),), self.json))
        if rule:
            rows.append(_Row("", (self.curie(rule.rdf),), self._ruled(rule, fields, owner, kind_name)))
        ordered = tuple(
            (one.name, one.shape == "langs")
            for one in fields
            if one.shape == "langs" or (one.many and one.means.rdf and not one.part)
        )
        flags = tuple((one.name, one.means.range) for one in fields if one.shape == "boolean" and one.means.range)
        types = (self.spelling.type, sorted(map(self.curie, rdf)))
        declared = kinds().get(kind_name)
        states = declared if declared and declared.states else None
        inverses = tuple((one.name, inverse) for one in fields for inverse in one.means.inverse)
        return _Plan(types, tuple(rows), ordered, flags, inverses, states, rule.needs if rule else "")

    def _predicate(self, curie: str) -> str:
        return self.spelling.type if curie == extras.TYPE else self.curie(curie)

    # --- pairs

    def _pairs(self, plan: _Plan, layout: _Layout, document: Document, place: Place) -> Pairs:
        pairs: Pairs = [plan.types] if plan.types[1] else []
        pairs += [(predicate, say(document[name] if name else document, place)) for name, predicate, say in layout.rows]
        for row in layout.also:
            said = row.say(document[row.name], place)
            pairs.extend((predicate, said) for predicate in row.predicates)
        order = told_order(layout.ordered, document) if layout.ordered else ""
        if order:
            pairs.append((self.curie("orodha:order"), [self.spelling.text(order)]))
        return merged(pairs) if order or layout.merged else pairs

    def _with_types(
        self, pairs: Pairs, layout: _Layout, document: Document, inverses: Sequence[tuple[str, Inverse]]
    ) -> Pairs:
        """Add the classes that fields of the record, or fields that lead to it, give it."""
        more = [*self.more_types.get(document["id"], ()), *(one.type for _, one in inverses if one.type)]
        more.extend(one for name, classes in layout.flags if document[name] for one in classes)
        return merged([(self.spelling.type, sorted(map(self.curie, more))), *pairs]) if more else pairs

    def _parts(self, declared: Field) -> Say:
        assert declared.part
        part_class = declared.part
        plans: list[_Plan] = []

        def say(value: Any, place: Place) -> list[str]:
            if not plans:
                plans.append(self._plan(fields_of(part_class), part_class, "", part_class.__rdf__))
            many: list[Document] = value if declared.many else [value]
            numbered = len(many) > 1 and any("iri" in part for part in many)
            said: list[str] = []
            for number, part in enumerate(many, 1):
                minted, inner = place.child(self.base, declared.name, number if declared.many else None)
                iri = self.spelling.iri(part.get("iri") or minted)
                at = len(self.children)
                pairs = self._pairs(plans[0], plans[0].layout(part), part, inner)
                if numbered:  # their own IRIs do not tell the order
                    position = [self.spelling.typed(str(number), INTEGER)]
                    pairs = merged([*pairs, (self.curie("orodha:position"), position)])
                if extra := part.get("extra"):
                    pairs = self._with_extra(pairs, extra, inner)
                self.children.insert(at, (iri, pairs))
                said.append(iri)
            return said

        return say

    def _with_extra(self, pairs: Pairs, extra: Mapping[str, Any], place: Place) -> Pairs:
        """Add what a partner's file said besides."""
        said, rest, nodes = extras.say(extra, self.spelling, self.base + f"{place.path}.extra/{place.slug}")
        self.children.extend(nodes)
        if rest:
            said.append((self.curie("orodha:extra"), [self.spelling.typed(canonical_json(rest), JSON)]))
        return merged([*pairs, *said])

    # --- what is said twice

    def _attributions(self, declared: Field) -> Say:
        """Say references as attributions with a role (PROV-O, DCAT 3)."""
        role = expand(declared.means.rdf) + "-role"

        def say(value: Any, place: Place) -> list[str]:
            said: list[str] = []
            for number, target in enumerate(value if declared.many else [value], 1):
                iri = self.spelling.iri(place.child(self.base, declared.name, number)[0])
                self.typed_iris[role] = ("dcat:Role",)
                pairs: Pairs = [
                    (self.spelling.type, [self.curie("prov:Attribution")]),
                    *sorted(
                        [
                            (self.curie("dcat:hadRole"), [self.spelling.iri(role)]),
                            (self.curie("prov:agent"), [self.ref(target)]),
                        ]
                    ),
                ]
                self.children.append((iri, pairs))
                said.append(iri)
            return sorted(said)

        return say

    def _ruled(self, rule: Rule, fields: Sequence[Field], owner: type[Record | Part], kind_name: str) -> Say:
        """Say in a resource of its own what some fields say (ODRL)."""
        wanted = [
            (one.name, self.curie(one.means.rdf), self.sayer(one, owner, kind_name))
            for one in fields
            if one.name in rule.fields
        ]
        fixed: Pairs = [(self.curie(predicate), [self.curie(value)]) for predicate, value in rule.fixed]

        def say(document: Document, place: Place) -> list[str]:
            iri = self.spelling.iri(place.child(self.base, rule.rdf.partition(":")[2])[0])
            if not document.get(rule.needs):
                return []
            pairs = [(predicate, one(document[name], place)) for name, predicate, one in wanted if name in document]
            types: Pairs = [(self.spelling.type, [self.curie(rule.type)])]
            self.children.append((iri, types + merged([*pairs, *fixed])))
            return [iri]

        return say

    def _stated(self, declared: Kind, document: Document) -> Iterator[Node]:
        triple = declared.states
        assert triple
        name, value = triple.where
        if document.get(name) == value:
            predicate = self.curie(document[triple.predicate])
            yield self.ref(document[triple.subject]), [(predicate, [self.ref(document[triple.object])])]

    def _from_other_ends(self, document: Document, inverses: Sequence[tuple[str, Inverse]]) -> Iterator[Node]:
        """Say what references say from their other end."""
        said: dict[str, Pairs] = {}
        for name, inverse in inverses:
            targets: list[str] | str = document[name]
            for target in targets if isinstance(targets, list) else [targets]:
                said.setdefault(target, []).append((self.curie(inverse.rdf), [self.ref(document["id"])]))
        yield from ((self.ref(target), sorted(pairs)) for target, pairs in said.items())

    # --- evidence

    def evidence(self, record_id: str, statements: Sequence[Document]) -> Iterator[Node]:
        """Yield what documents say about a record, as reified statements (RDF 1.1 Schema, PROV-O)."""
        name, _, slug = record_id.partition("/")
        declared = kind(name)
        for number, one in enumerate(statements, 1):
            iri, _ = Place(name, slug).child(self.base, "evidence", number)
            pairs: Pairs = [
                (self.curie("rdf:subject"), [self.ref(record_id)]),
                (self.curie("orodha:claim"), self.json(one, Place(name, slug))),
            ]
            field = declared.by_name.get(one.get("field", ""))
            if field and field.means.rdf:
                pairs.append((self.curie("rdf:predicate"), [self.curie(field.means.rdf)]))
                pairs.extend(self._claimed(declared, field, one.get("value")))
            document = one.get("document", "")
            if is_id(document):
                pairs.append((self.curie("prov:hadPrimarySource"), [self.ref(document)]))
            if place := one.get("place"):
                pairs.append((self.curie("orodha:place"), [self.spelling.text(place)]))
            yield self.spelling.iri(iri), [(self.spelling.type, [self.curie("rdf:Statement")]), *sorted(pairs)]

    def _claimed(self, declared: Kind, field: Field, value: Any) -> Pairs:
        """Say the value that is claimed, where it is one that a triple can hold."""
        if not isinstance(value, str) or field.shape not in ("ref", "text", "date"):
            return []
        if field.shape == "ref":
            return [(self.curie("rdf:object"), [self.ref(value)])] if is_id(value) else []
        if field.shape == "date" and not date_type(value):
            return []
        datatype = date_type(value) if field.shape == "date" else ""
        said = self.spelling.typed(value, datatype) if datatype else self.spelling.text(value)
        return [(self.curie("rdf:object"), [said])]


def _holds(inverse: Inverse, document: Document) -> bool:
    return not inverse.where or document.get(inverse.where[0]) == inverse.where[1]


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
