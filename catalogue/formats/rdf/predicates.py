"""The predicates that exports are said with: those of the declarations, and those that stand outside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...kinds import Field, fields_of, kinds
from ...record import Part
from .forms import FORMS, NON_NEGATIVE

RESOURCE = "@id"
"""The value of a predicate that leads to resources."""

LANGUAGE = "@language"
"""The value of a predicate with texts in languages."""

PLAIN = ""
"""The value of a predicate with texts in no language, or with literals of several sorts."""


class Use(NamedTuple):
    """One use of a predicate in the declarations.

    Attributes:
        predicate: The predicate, a CURIE.
        owner: The kind, or the class of the part.
        classes: The classes of the owner, CURIEs.
        field: The field.
    """

    predicate: str
    owner: str
    classes: tuple[str, ...]
    field: Field

    @property
    def also(self) -> bool:
        """Whether the predicate says again what another one says."""
        return self.predicate != self.field.means.rdf


class Besides(NamedTuple):
    """A predicate that an export has and no field declares.

    Attributes:
        predicate: The predicate, a CURIE.
        value: "@id", "@language", the datatype as a CURIE, or "".
        help: What it means, if it is one of ours.
        domain: The class of what it is said of, a CURIE, if it is one of ours and has one.
    """

    predicate: str
    value: str
    help: str = ""
    domain: str = ""


BESIDES = (
    Besides("dcat:dataset", RESOURCE),
    Besides("dcat:endDate", PLAIN),
    Besides("dcat:hadRole", RESOURCE),
    Besides("dcat:startDate", PLAIN),
    Besides("dcat:themeTaxonomy", RESOURCE),
    Besides("dct:description", LANGUAGE),
    Besides("dct:identifier", PLAIN),
    Besides("dct:language", RESOURCE),
    Besides("dct:publisher", RESOURCE),
    Besides("dct:title", LANGUAGE),
    Besides("foaf:name", LANGUAGE),
    Besides(
        "orodha:claim",
        "rdf:JSON",
        "What a document says of a field: the field, the value, how certain it is, and whether the record follows it.",
        "rdf:Statement",
    ),
    Besides(
        "orodha:contentDigest",
        PLAIN,
        "What tells the content of a graph that was pushed to a triple store from any other: sha256 and a hash.",
        "void:Dataset",
    ),
    Besides("orodha:extra", "rdf:JSON", "What a partner's file says of the subject that has no home in RDF, as JSON."),
    Besides("orodha:fieldVisibility", "rdf:JSON", "The fields of the record that have another audience, as JSON."),
    Besides(
        "orodha:order",
        PLAIN,
        "The order of the values of fields where it is not the alphabetical one: the field, and the place of each "
        "value among the sorted ones, counted from 0.",
    ),
    Besides("orodha:place", PLAIN, "Where in the document it says so: page 12.", "rdf:Statement"),
    Besides("orodha:position", "xsd:integer", "The place of a part among those of its field, counted from 1."),
    Besides("prov:agent", RESOURCE),
    Besides("prov:hadPrimarySource", RESOURCE),
    Besides("prov:qualifiedAttribution", RESOURCE),
    Besides("rdf:object", PLAIN),
    Besides("rdf:predicate", RESOURCE),
    Besides("rdf:subject", RESOURCE),
    Besides("rdfs:label", PLAIN),
    Besides("skos:prefLabel", LANGUAGE),
    Besides("vcard:fn", PLAIN),
    Besides("void:class", RESOURCE),
    Besides("void:classPartition", RESOURCE),
    Besides("void:entities", "xsd:integer"),
    Besides("void:triples", "xsd:integer"),
    Besides("void:uriSpace", PLAIN),
    Besides("void:vocabulary", RESOURCE),
)
"""What ``describe`` and ``dump``, and the index of ``pushing``, say besides the fields."""


def uses() -> Iterator[Use]:
    """Yield every use of a predicate, kind by kind, a part after the kind that has it first."""
    told = set[type[Part]]()
    for name in sorted(kinds()):
        declared = kinds()[name]
        yield from _uses(name, declared.rdf, declared.fields)
        for part in parts_of(declared.fields):
            if part not in told:
                told.add(part)
                yield from _uses(part.__name__, part.__rdf__, fields_of(part))


def parts_of(fields: Iterable[Field]) -> Iterator[type[Part]]:
    """Yield the classes of the parts that fields hold, and of the parts in these, each once."""
    for part in dict.fromkeys(field.part for field in fields if field.part):
        yield part
        yield from parts_of(fields_of(part))


def _uses(owner: str, classes: tuple[str, ...], fields: Iterable[Field]) -> Iterator[Use]:
    for field in fields:
        for predicate in (field.means.rdf, *field.means.also):
            if predicate:
                yield Use(predicate, owner, classes, field)


def beside() -> Iterator[Besides]:
    """Yield the predicates that no field declares: the fixed ones, those of rules, and those that records state."""
    yield from BESIDES
    for declared in kinds().values():
        if declared.rule:
            yield Besides(declared.rule.rdf, RESOURCE)
            yield from (Besides(predicate, RESOURCE) for predicate, _ in declared.rule.fixed)
        if declared.states:
            for choice in declared.by_name[declared.states.predicate].choices:
                yield Besides(choice, RESOURCE)


def value_of(field: Field) -> str:
    """Return what a field is written as: "@id", "@language", a datatype as a CURIE, or "" if that is not one thing."""
    match field.shape:
        case "ref" | "iri" | "code" | "part":
            return RESOURCE
        case "lang" | "langs":
            return LANGUAGE
        case "text" if field.means.form in FORMS:
            return RESOURCE
        case "integer" if field.means.form == NON_NEGATIVE:
            return "xsd:nonNegativeInteger"
        case "integer" | "boolean" | "duration":
            return f"xsd:{field.shape}"
        case "number":
            return "xsd:double"
        case _:
            return PLAIN


def values() -> dict[str, str]:
    """Return what each predicate is written as, by CURIE; "" where uses of it differ."""
    found: dict[str, str] = {}
    pairs = [(use.predicate, value_of(use.field)) for use in uses()]
    pairs += [(one.predicate, one.value) for one in beside()]
    for predicate, value in pairs:
        found[predicate] = value if found.get(predicate, value) == value else PLAIN
    return dict(sorted(found.items()))
