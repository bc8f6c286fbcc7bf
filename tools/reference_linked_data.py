"""The pages of the reference about linked data, and the documents for machines, for ``make_reference.py``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from orodha.catalogue.formats.rdf.context import published
from orodha.catalogue.formats.rdf.ontology import Term, ontology, terms
from orodha.catalogue.formats.rdf.predicates import beside, parts_of, uses
from orodha.catalogue.kinds import Field, Kind, fields_of, kinds
from orodha.catalogue.names import PREFIXES
from orodha.catalogue.record import Record

STANDARDS = {
    "stat": "DCAT Application Profile for statistical data (StatDCAT-AP 1.0.1)",
    "adms": "Asset Description Metadata Schema (ADMS)",
    "dcat": "Data Catalog Vocabulary (DCAT 3)",
    "dcatap": "DCAT Application Profile for data portals in Europe (DCAT-AP 3.0.1)",
    "dct": "DCMI Metadata Terms",
    "disco": "DDI-RDF Discovery Vocabulary",
    "dpv": "Data Privacy Vocabulary (DPV)",
    "dqv": "Data Quality Vocabulary (DQV)",
    "eli": "European Legislation Identifier (ELI)",
    "foaf": "Friend of a Friend (FOAF)",
    "oa": "Web Annotation Vocabulary",
    "odrl": "Open Digital Rights Language (ODRL 2.2)",
    "org": "Organization Ontology (ORG)",
    "orodha": "Our own terms",
    "owl": "Web Ontology Language (OWL 2)",
    "prov": "Provenance Ontology (PROV-O)",
    "qb": "RDF Data Cube Vocabulary",
    "rdf": "RDF 1.1",
    "rdfs": "RDF Schema 1.1",
    "schema": "Schema.org",
    "skos": "Simple Knowledge Organization System (SKOS)",
    "sssom": "Simple Standard for Sharing Ontological Mappings (SSSOM)",
    "vcard": "vCard Ontology",
    "void": "Vocabulary of Interlinked Datasets (VoID)",
}
SHAPES = {
    "text": "text",
    "lang": "a text in each language",
    "langs": "texts in each language",
    "iri": "the IRI",
    "date": "`xsd:gYear`, `xsd:gYearMonth` or `xsd:date`, as far as it is known",
    "duration": "`xsd:duration`; with weeks, a text",
    "integer": "`xsd:integer`",
    "number": "`xsd:double`",
    "boolean": "`xsd:boolean`",
}
FORMS = {
    "attribution": "the IRI of the record, and again as a `prov:Attribution` with a role",
    "contact": "a resource with `vcard:fn`",
    "curie": "the IRI that the CURIE stands for",
    "file type": "the IRI in the EU authority's list of file types, or a resource with `rdfs:label`",
    "language": "the IRI in the Library of Congress's list, or a resource with `rdfs:label`",
    "mailbox": "a `mailto:` IRI",
    "media type": "the IRI in IANA's list, or a resource with `rdfs:label`",
    "non-negative": "`xsd:nonNegativeInteger`",
    "period": "a resource with `rdfs:label`, and `dcat:startDate` and `dcat:endDate` of a single date",
}
HEAD = "| field | need | predicate | also; classes of its values | written as |\n|---|---|---|---|---|"

MAPPING = """\
Field by field, what a record becomes in RDF. [How records become triples](../explanation/linked-data.md) explains the
rest; [our own terms](ontology.md) are those with `orodha:`. Prefixes are those of the
[JSON-LD context](../schema/context.jsonld)."""
ONTOLOGY = """\
What no standard has a term for is said with ours, in the namespace `https://w3id.org/orodha/ns#`. For machines:
[orodha.ttl](../schema/orodha.ttl), which `orodha schema --ontology` prints too; and the
[JSON-LD context](../schema/context.jsonld), a readable term for each predicate, which `orodha schema --context`
prints."""
CODES = """\
A code of a field with fixed codes is a concept whose label is the code: `orodha:agency-type-statistical-office`. The
codes of a field make a scheme."""


def pages() -> dict[str, str]:
    """Return the pages, without their heads, and the documents by path under ``docs/``."""
    return {"reference/mapping.md": mapping_page(), "reference/ontology.md": ontology_page()}


def documents() -> dict[str, str]:
    """Return the documents for machines by path under ``docs/``."""
    return {"schema/context.jsonld": published(), "schema/orodha.ttl": ontology()}


def mapping_page() -> str:
    """Return the mapping table: kind by kind, then standard by standard."""
    lines = ["# Fields in RDF", "", MAPPING, "", "## Every record", ""]
    lines += [*field_table(fields_of(Record)), ""]
    for kind in sorted(kinds().values(), key=lambda kind: kind.name):
        lines += _kind_section(kind)
    lines += ["## Parts", "", "Parts are resources of their own.", ""]
    declared = {part.__name__: part for kind in kinds().values() for part in parts_of(kind.fields)}
    for name, part in sorted(declared.items()):
        lines += [f"### {name}", "", f"Classes: {_codes(part.__rdf__)}.", "", *field_table(fields_of(part)), ""]
    lines += ["## Standard by standard", ""]
    for prefix, rows in sorted(_by_standard().items()):
        lines += [f"### {STANDARDS[prefix]}", "", f"`{prefix}:` is <{PREFIXES[prefix]}>.", ""]
        lines += ["| term | used for |", "|---|---|", *rows, ""]
    return "\n".join(lines).rstrip() + "\n"


def _kind_section(kind: Kind) -> list[str]:
    own = [field for field in kind.fields if field.name not in Record.model_fields]
    lines = [f"## {kind.name}", "", f"[{kind.name}](kinds/{kind.name}.md): {kind.doc}", ""]
    lines += [f"Classes: {_codes(kind.rdf) or 'those that it names itself'}.", ""]
    lines += [*field_table(own), ""]
    if rule := kind.rule:
        told = f"`{rule.rdf}` leads to an `{rule.type}` that repeats {_codes(rule.fields)}"
        fixed = "".join(f" and has `{predicate} {value}`" for predicate, value in rule.fixed)
        lines += [f"Where there is `{rule.needs}`, {told}{fixed}.", ""]
    if states := kind.states:
        name, value = states.where
        said = f"`{states.subject}` `{states.predicate}` `{states.object}`"
        lines += [f"Where `{name}` is `{value}`, the triple {said} is stated too.", ""]
    return lines


def field_table(fields: Iterable[Field]) -> list[str]:
    """Return the lines of a table of fields with what they become."""
    lines = HEAD.split("\n")
    for field in fields:
        means = field.means
        predicate = f"`{means.rdf}`" if means.rdf else ""
        subject = "the record is" if field.shape == "boolean" else "classes"
        ends = [f"from its other end {_codes([one.rdf for one in means.inverse])}"] * bool(means.inverse)
        others = [_codes(means.also)] * bool(means.also) + ends
        others += [f"{subject} {_codes(means.range)}"] * bool(means.range)
        cells = [f"`{field.name}`", field.need, predicate, "; ".join(others), _written(field)]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _written(field: Field) -> str:
    """Say how a value is written."""
    means = field.means
    if field.name == "iri":
        return "the subject"
    if field.name == "extra":
        return "the statements that it holds; the rest as JSON with `orodha:extra`"
    if field.name == "field_visibility":
        return "JSON with `orodha:fieldVisibility`"
    if field.part:
        return f"a resource of its own: [{field.part.__name__}](#{field.part.__name__.lower()})"
    if field.shape == "code":
        return (
            "what the CURIE stands for" if ":" in field.choices[0] else "the [concept of the code](ontology.md#codes)"
        )
    if means.form:
        return FORMS[means.form]
    if field.shape == "ref":
        return f"the IRI of a concept of {means.scheme}" if means.scheme else "the IRI of the record"
    return SHAPES[field.shape]


def _by_standard() -> dict[str, list[str]]:
    """Return the rows of the classes and predicates of each vocabulary, by prefix."""
    found: dict[str, list[str]] = defaultdict(list)
    for use in uses():
        common = use.field.name in Record.model_fields
        found[use.predicate].append(
            f"`{use.field.name}` of every record" if common else f"`{use.owner}.{use.field.name}`"
        )
    for kind in kinds().values():
        for one in kind.rdf:
            found[one].append(f"the class of [{kind.name}](kinds/{kind.name}.md)")
        for part in parts_of(kind.fields):
            for one in part.__rdf__:
                found[one].append(f"the class of [{part.__name__}](#{part.__name__.lower()})")
        for field in kind.fields:
            for one in field.means.range:
                name = f"`{kind.name}.{field.name}`"
                found[one].append(f"a record with {name}" if field.shape == "boolean" else f"what {name} leads to")
    for one in beside():
        found[one.predicate].append(one.help[:1].lower() + one.help[1:].rstrip("."))
    by_prefix: dict[str, list[str]] = defaultdict(list)
    for curie, used in sorted(found.items()):
        by_prefix[curie.partition(":")[0]].append(f"| `{curie}` | {'; '.join(dict.fromkeys(used))} |")
    return by_prefix


def ontology_page() -> str:
    """Return the terms of our own with what they mean."""
    by_sort: dict[str, list[Term]] = defaultdict(list)
    for term in terms():
        by_sort[term.sort].append(term)
    lines = ["# Our own terms", "", ONTOLOGY, "", "## Classes", "", "| term | meaning |", "|---|---|"]
    lines += [f"| `orodha:{term.name}` | {term.comment}{_parent(term)} |" for term in by_sort["class"]]
    lines += ["", "## Properties", "", "| term | meaning | said of | leads to |", "|---|---|---|---|"]
    for term in by_sort["property"]:
        cells = [f"`orodha:{term.name}`", term.comment + _parent(term), _codes(term.domain), _codes(term.range)]
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "## Roles of agencies", "", "What `dcat:hadRole` of an attribution leads to.", ""]
    lines += ["| term | meaning |", "|---|---|"]
    lines += [f"| `orodha:{term.name}` | {term.comment} |" for term in by_sort["role"]]
    lines += ["", "## Codes", "", CODES, "", "| scheme | of | codes |", "|---|---|---|"]
    for scheme in by_sort["scheme"]:
        codes = [term.label for term in by_sort["concept"] if term.scheme == scheme.name]
        lines.append(f"| `orodha:{scheme.name}` | {scheme.comment} | {_codes(codes)} |")
    return "\n".join(lines) + "\n"


def _parent(term: Term) -> str:
    return f" A narrower term of `{term.parent}`." if term.parent else ""


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
