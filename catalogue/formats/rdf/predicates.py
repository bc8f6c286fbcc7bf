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
        help: What it means there.
        domain: The class of what it is said of, a CURIE, if it is one of ours and has one.
    """

    predicate: str
    value: str
    help: str
    domain: str = ""


BESIDES = (
    Besides("dcat:dataset", RESOURCE, "The sources and datasets of the catalogue."),
    Besides("dcat:endDate", PLAIN, "The day of a period that is a single date."),
    Besides("dcat:hadRole", RESOURCE, "The role of an agency in an attribution."),
    Besides("dcat:startDate", PLAIN, "The day of a period that is a single date."),
    Besides("dcat:themeTaxonomy", RESOURCE, "The schemes of the topics of the catalogue."),
    Besides("dct:description", LANGUAGE, "What the catalogue is."),
    Besides("dct:identifier", PLAIN, "The id of a record."),
    Besides("dct:language", RESOURCE, "The languages of the catalogue."),
    Besides("dct:publisher", RESOURCE, "Who publishes the catalogue."),
    Besides("dct:title", LANGUAGE, "What the catalogue is called."),
    Besides("foaf:name", LANGUAGE, "What the publisher of the catalogue is called."),
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
    Besides("prov:agent", RESOURCE, "The agency of an attribution."),
    Besides("prov:hadPrimarySource", RESOURCE, "The document that makes a claim."),
    Besides("prov:qualifiedAttribution", RESOURCE, "An agency in its role."),
    Besides("rdf:object", PLAIN, "The value that is claimed."),
    Besides("rdf:predicate", RESOURCE, "The predicate of the field that a claim is about."),
    Besides("rdf:subject", RESOURCE, "The record that a claim is about."),
    Besides("rdfs:label", PLAIN, "A text that no authority has an IRI for."),
    Besides("skos:prefLabel", LANGUAGE, "A code of a field with fixed codes."),
    Besides("vcard:fn", PLAIN, "A contact that is a text."),
    Besides("void:class", RESOURCE, "The class of a part of the catalogue."),
    Besides("void:classPartition", RESOURCE, "The parts of the catalogue, one a kind."),
    Besides("void:entities", "xsd:integer", "How many records there are."),
    Besides("void:triples", "xsd:integer", "How many triples the export has."),
    Besides("void:uriSpace", PLAIN, "What the IRIs of records begin with."),
    Besides("void:vocabulary", RESOURCE, "The vocabularies that are used."),
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
            yield Besides(declared.rule.rdf, RESOURCE, f"What the {declared.name} says, in a resource of its own.")
            for predicate, value in declared.rule.fixed:
                yield Besides(predicate, RESOURCE, f"Always {value}, of what {declared.rule.rdf} leads to.")
        for field in declared.fields:
            for inverse in field.means.inverse:
                where = f", if its {inverse.where[0]} is {inverse.where[1] or 'empty'}" if inverse.where else ""
                yield Besides(inverse.rdf, RESOURCE, f"The {declared.name} whose {field.label} the subject is{where}.")
        if declared.states:
            for choice in declared.by_name[declared.states.predicate].choices:
                yield Besides(
                    choice, RESOURCE, f"What the {declared.name} states, between the records that it leads to."
                )


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
