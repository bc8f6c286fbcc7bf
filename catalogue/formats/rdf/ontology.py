"""The ontology of our own terms, ``orodha:``: what no standard has a term for, generated from the declarations.

It has a class for each part that needed one, a property for each predicate, a role for each field of agencies that is
said as an attribution too, and a concept for each code, in a scheme a field, so that whoever asks what
``orodha:agency-type-ministry`` is finds it (OWL 2, SKOS).
"""

from __future__ import annotations

import inspect
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ...kinds import Field, Kind, fields_of, kinds
from ...names import PREFIXES
from ...record import Part, Record
from .describe import ORODHA, Node, Pairs, code_iris, code_scheme
from .forms import ATTRIBUTION, FORMS
from .predicates import LANGUAGE, PLAIN, RESOURCE, Use, beside, parts_of, uses, value_of, values
from .terms import Prefixed
from .write import turtle

IRI = ORODHA.rstrip("#")
TITLE = "Orodha: terms of a catalogue of data sources"
DESCRIPTION = (
    "What catalogues of data sources say, and no standard vocabulary has a term for: who compiles statistics from a "
    "source, what it covers, which variables it has, the aspects of a definition, and the codes of these."
)
VERSION = "0.1.0"
LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"

PARENTS = {
    "Coverage": "dct:PeriodOfTime",
    "alpha3": "skos:notation",
    "compiler": "dct:contributor",
    "coverage": "dct:temporal",
    "expires": "dct:date",
    "firstReview": "dct:date",
    "gcmObjective": "dct:relation",
    "lastReview": "dct:date",
    "lastValidated": "dct:date",
    "m49": "skos:notation",
    "shortTitle": "dct:alternative",
    "step": "dct:hasPart",
    "variableOf": "dct:isPartOf",
}
"""Terms of standard vocabularies that are wider than ours, by local name."""

Sort = Literal["class", "property", "role", "scheme", "concept"]
SECTIONS: dict[Sort, str] = {
    "class": "Classes",
    "property": "Properties",
    "role": "Roles of agencies",
    "scheme": "Schemes of codes",
    "concept": "Codes",
}
_TYPES: dict[Sort, str] = {
    "class": "owl:Class",
    "role": "dcat:Role",
    "scheme": "skos:ConceptScheme",
    "concept": "skos:Concept",
}


@dataclass(frozen=True, slots=True)
class Term:
    """One term of ours.

    Attributes:
        name: Its local name.
        sort: What sort of thing it is.
        label: What people call it.
        comment: What it means.
        value: Of a property: "@id", "@language", the datatype as a CURIE, or "".
        domain: Of a property: the classes of what it is said of, CURIEs; empty for any.
        range: Of a property: the classes or the datatype of its values; empty for any.
        parent: The wider term of another vocabulary, or "".
        scheme: Of a code: the local name of its scheme.
        order: Of a code: its place in the scheme.
    """

    name: str
    sort: Sort
    label: str
    comment: str = ""
    value: str = ""
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    parent: str = ""
    scheme: str = ""
    order: int = 0

    @property
    def type(self) -> str:
        """Its class, a CURIE."""
        if self.sort != "property":
            return _TYPES[self.sort]
        return "owl:ObjectProperty" if self.value == RESOURCE else "owl:DatatypeProperty"


def terms() -> list[Term]:
    """Return every term of ours, sort by sort and by name."""
    found: list[Term] = [*_classes(), *_properties(), *_roles(), *_codes()]
    order = list(SECTIONS)
    return sorted(found, key=lambda term: (order.index(term.sort), term.scheme or term.name, term.order, term.name))


def ontology() -> str:
    """Return the ontology as Turtle."""
    spelling = Prefixed(PREFIXES)
    header = "".join(turtle([_header(spelling)]))
    sections = [header]
    for sort, title in SECTIONS.items():
        said = [_node(term, spelling) for term in terms() if term.sort == sort]
        sections.append(f"# {title}\n\n" + "".join(turtle(said)))
    body = "".join(sections)
    used = sorted(prefix for prefix in PREFIXES if re.search(rf"(^|\s|\^){prefix}:", body))
    return "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in used) + "\n" + body.rstrip() + "\n"


# --- what there is


def _classes() -> Iterator[Term]:
    declared: dict[str, type[Part] | type[Record]] = {}
    for one in kinds().values():
        for owner, classes in [(one.model, one.rdf), *((part, part.__rdf__) for part in parts_of(one.fields))]:
            declared.update({curie: owner for curie in classes if _is_ours(curie)})
    for curie, owner in sorted(declared.items()):
        name = _local(curie)
        comment = inspect.cleandoc(owner.__doc__ or "").split("\n\n")[0].replace("\n", " ")
        yield Term(name, "class", _words(name), comment, parent=PARENTS.get(name, ""))


def _properties() -> Iterator[Term]:
    by_predicate: dict[str, list[Use]] = defaultdict(list)
    for use in uses():
        if _is_ours(use.predicate):
            by_predicate[use.predicate].append(use)
    value = values()
    for predicate, all_uses in by_predicate.items():
        name = _local(predicate)
        yield Term(
            name,
            "property",
            _words(name),
            " ".join(dict.fromkeys(use.field.means.help for use in all_uses)),
            value[predicate],
            _domain(all_uses),
            _range(all_uses),
            PARENTS.get(name, ""),
        )
    for one in beside():
        if _is_ours(one.predicate):
            name = _local(one.predicate)
            said_of = (one.domain,) if one.domain else ()
            yield Term(
                name,
                "property",
                _words(name),
                one.help,
                one.value,
                said_of,
                () if one.value == RESOURCE else (one.value or "xsd:string",),
            )


def _domain(all_uses: Iterable[Use]) -> tuple[str, ...]:
    """Return the classes of what a predicate is said of; none if every record has it."""
    if any(use.field.name in Record.model_fields for use in all_uses):
        return ()
    return tuple(sorted({use.classes[0] for use in all_uses if use.classes}))


def _range(all_uses: Iterable[Use]) -> tuple[str, ...]:
    found: set[str] = set()
    for use in all_uses:
        one = _values_of(use.field)
        if not one:
            return ()
        found.update(one)
    return tuple(sorted(found))


def _values_of(field: Field) -> tuple[str, ...]:
    """Return the classes or the datatype of what a field is written as; none if it may be anything."""
    value = value_of(field)
    if field.part:
        return field.part.__rdf__[:1]
    if field.shape == "code":
        return ("skos:Concept",)
    if field.shape == "ref":
        return tuple(sorted({declared.rdf[0] for declared in map(_kind, field.targets) if declared.rdf}))
    if value == RESOURCE:
        return field.means.range
    if value == LANGUAGE:
        return ("rdf:langString",)
    if value == PLAIN and field.shape == "text" and field.means.form not in FORMS:
        return ("xsd:string",)
    return ("rdfs:Literal",) if value == PLAIN or field.shape == "duration" else (value,)


def _roles() -> Iterator[Term]:
    found = {use.predicate: use.field for use in uses() if use.field.means.form == ATTRIBUTION}
    for predicate, field in sorted(found.items()):
        yield Term(f"{_local(predicate)}-role", "role", field.label, field.means.help)


def _codes() -> Iterator[Term]:
    told = set[str]()
    for owner, kind_name, field in _coded():
        scheme = code_scheme(owner, kind_name, field).removeprefix(ORODHA)
        codes = {code: iri for code, iri in code_iris(owner, kind_name, field).items() if iri.startswith(ORODHA)}
        if scheme in told or not codes:
            continue
        told.add(scheme)
        yield Term(scheme, "scheme", scheme.replace("-", " "), field.means.help)
        for order, (code, iri) in enumerate(codes.items()):
            yield Term(iri.removeprefix(ORODHA), "concept", code, scheme=scheme, order=order)


def _coded() -> Iterator[tuple[type[Record | Part], str, Field]]:
    """Yield the fields with codes: whose they are, the kind, "" of parts, and the field."""
    for declared in kinds().values():
        owners = [(declared.model, declared.name, declared.fields)]
        owners += [(part, "", fields_of(part)) for part in parts_of(declared.fields)]
        for owner, kind_name, fields in owners:
            yield from ((owner, kind_name, field) for field in fields if field.choices and field.means.rdf)


def _kind(name: str) -> Kind:
    return kinds()[name]


def _is_ours(curie: str) -> bool:
    return curie.startswith("orodha:")


def _local(curie: str) -> str:
    return curie.partition(":")[2]


def _words(name: str) -> str:
    """Return a local name as words: collectedForStatistics is "collected for statistics"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()


# --- how it is said


def _header(spelling: Prefixed) -> Node:
    pairs: Pairs = [
        ("a", ["owl:Ontology"]),
        ("dct:description", [spelling.lang(DESCRIPTION, "en")]),
        ("dct:license", [spelling.iri(LICENCE)]),
        ("dct:title", [spelling.lang(TITLE, "en")]),
        ("owl:versionInfo", [spelling.text(VERSION)]),
    ]
    return spelling.iri(IRI), pairs


def _node(term: Term, spelling: Prefixed) -> Node:
    label = "skos:prefLabel" if term.sort == "concept" else "rdfs:label"
    said = {label: [spelling.lang(term.label, "en")], "rdfs:isDefinedBy": [spelling.iri(IRI)]}
    if term.comment:
        said["rdfs:comment"] = [spelling.lang(term.comment, "en")]
    if term.scheme:
        said["skos:inScheme"] = said["skos:topConceptOf"] = [f"orodha:{term.scheme}"]
    if term.domain:
        said["rdfs:domain" if len(term.domain) == 1 else "schema:domainIncludes"] = list(term.domain)
    if term.range:
        said["rdfs:range" if len(term.range) == 1 else "schema:rangeIncludes"] = list(term.range)
    if term.parent:
        said["rdfs:subClassOf" if term.sort == "class" else "rdfs:subPropertyOf"] = [term.parent]
    return f"orodha:{term.name}", [("a", [term.type]), *sorted(said.items())]
