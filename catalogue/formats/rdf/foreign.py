"""How others write what we write: classes and predicates that portals and thesauri use beside or instead of ours.

What is read so stays in ``extra`` as well, so that it goes out again as it was said.
"""

from __future__ import annotations

from ...names import expand

DC = "http://purl.org/dc/elements/1.1/"
SCHEMA = "http://schema.org/"
RDFS_LABEL = expand("rdfs:label")

_AGENT = ("org:FormalOrganization", "foaf:Agent")
_DATASET = ("dcat:Dataset", "dcat:Resource")

CLASSES: dict[str, frozenset[str]] = {
    expand(theirs): frozenset(map(expand, ours))
    for theirs, ours in {
        "foaf:Agent": _AGENT,
        "foaf:Organization": _AGENT,
        "foaf:Group": _AGENT,
        "org:Organization": _AGENT,
        "org:FormalOrganization": _AGENT,
        "org:OrganizationalUnit": _AGENT,
        "prov:Organization": _AGENT,
        "prov:Agent": _AGENT,
        "dct:Agent": _AGENT,
        "schema:Organization": _AGENT,
        "schema:GovernmentOrganization": _AGENT,
        "dcat:Dataset": _DATASET,
        "dcat:DatasetSeries": _DATASET,
        "schema:Dataset": _DATASET,
        "schema:DataDownload": ("dcat:Distribution",),
        "skos:ConceptScheme": ("skos:ConceptScheme", "adms:Asset"),
        "dct:Location": ("dct:Location", "skos:Concept"),
        "odrl:Agreement": ("odrl:Agreement", "odrl:Policy"),
    }.items()
}
"""Classes that others give, and the classes of ours that they are taken for."""

_NAMES = ("skos:prefLabel", "rdfs:label", "dct:title", "foaf:name", "vcard:fn", "schema:name", "eli:title")

LABELS = (*map(expand, _NAMES), DC + "title")
"""What people call a thing, in the order in which it is asked."""

PREDICATES: dict[str, tuple[str, ...]] = {
    expand("dct:description"): (DC + "description", SCHEMA + "description", expand("rdfs:comment")),
    expand("dct:publisher"): (DC + "publisher", SCHEMA + "publisher", expand("dct:rightsHolder")),
    expand("dct:creator"): (DC + "creator", SCHEMA + "creator"),
    expand("dct:issued"): (SCHEMA + "datePublished", DC + "date", expand("dct:date")),
    expand("dct:spatial"): (SCHEMA + "spatialCoverage",),
    expand("dct:language"): (DC + "language", SCHEMA + "inLanguage"),
    expand("dct:license"): (SCHEMA + "license",),
    expand("dct:format"): (DC + "format", SCHEMA + "encodingFormat"),
    expand("dcat:keyword"): (SCHEMA + "keywords",),
    expand("dcat:distribution"): (SCHEMA + "distribution", expand("adms:sample")),
    expand("dcat:downloadURL"): (SCHEMA + "contentUrl",),
    expand("dcat:landingPage"): (expand("foaf:page"), SCHEMA + "url"),
    expand("foaf:homepage"): (SCHEMA + "url", expand("foaf:page")),
    expand("skos:definition"): (expand("dct:description"), expand("rdfs:comment")),
    expand("skos:inScheme"): (expand("skos:topConceptOf"),),
    expand("owl:versionInfo"): (expand("dcat:version"), SCHEMA + "version"),
    expand("dcat:version"): (expand("owl:versionInfo"), SCHEMA + "version"),
}
"""Predicates that are asked where ours says nothing."""

INVERSES: dict[str, str] = {
    expand("skos:narrower"): expand("skos:broader"),
    expand("skos:hasTopConcept"): expand("skos:inScheme"),
    expand("dcat:seriesMember"): expand("dcat:inSeries"),
    expand("org:hasSubOrganization"): expand("org:subOrganizationOf"),
    expand("org:hasUnit"): expand("org:subOrganizationOf"),
    expand("dct:hasPart"): expand("dct:isPartOf"),
}
"""Predicates that say what ours say, from the other end."""

DEPRECATED = expand("owl:deprecated")
"""Says, where it is true, that a thing is not to be used any more."""

TRUE = frozenset(f"{mark}{text}" for mark in ('"', f"^{expand('xsd:boolean')} ") for text in ("true", "1"))
"""How that is said, as ``stage`` spells it."""
