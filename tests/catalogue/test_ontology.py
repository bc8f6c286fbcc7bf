"""The ontology of our own terms."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pyoxigraph
import rdflib
from hypothesis import given, settings
from linked import saved, written
from orodha.catalogue.formats.rdf.context import terms as context_terms
from orodha.catalogue.formats.rdf.describe import ORODHA
from orodha.catalogue.formats.rdf.ontology import IRI, PARENTS, Term, ontology, terms
from orodha.catalogue.kinds import kinds
from orodha.catalogue.names import PREFIXES, expand
from orodha.catalogue.reader import Reader
from strategies import collections

OURS = re.compile(rf"<{re.escape(ORODHA)}([^>]+)>")


def named() -> dict[str, Term]:
    return {term.name: term for term in terms()}


def said() -> list[pyoxigraph.Triple]:
    return [quad.triple for quad in pyoxigraph.parse(ontology(), format=pyoxigraph.RdfFormat.TURTLE)]


def test_it_is_turtle_to_strict_parsers_without_blank_nodes_and_says_nothing_twice():
    found = said()
    assert len(found) == len(set(found)) == len(rdflib.Graph().parse(data=ontology(), format="turtle"))
    assert not any(isinstance(term, pyoxigraph.BlankNode) for one in found for term in (one.subject, one.object))


def test_every_term_of_ours_in_an_export_of_kenya_is_defined(kenya: Reader):
    found = set(OURS.findall(written(kenya, "ntriples", evidence=True).decode()))
    assert len(found) > 100
    assert found <= set(named())


@settings(max_examples=15)
@given(collections().filter(bool))
def test_every_term_of_ours_in_any_export_is_defined(records: list[dict[str, Any]]):
    with saved((one, ()) for one in records) as reader:
        assert set(OURS.findall(written(reader, "ntriples").decode())) <= set(named())


def test_every_predicate_and_class_of_ours_is_defined():
    used = [predicate for predicate in context_terms() if predicate.startswith("orodha:")]
    used += [one for kind in kinds().values() for one in kind.rdf if one.startswith("orodha:")]
    assert {expand(one) for one in used} <= {ORODHA + name for name in named()}


def test_a_name_is_one_term():
    assert [name for name, count in Counter(term.name for term in terms()).items() if count > 1] == []


def test_every_term_is_defined_by_the_ontology_and_has_a_label():
    labels = {expand("rdfs:label"), expand("skos:prefLabel")}
    defined = {one.subject for one in said() if one.predicate.value == expand("rdfs:isDefinedBy")}
    assert {one.value for one in defined} == {ORODHA + name for name in named()}
    assert {one.subject for one in said() if one.predicate.value in labels} == defined


def test_every_property_and_class_says_what_it_means():
    assert [term.name for term in terms() if term.sort in ("class", "property", "role") and not term.comment] == []


def test_a_code_is_a_concept_of_the_scheme_of_its_field():
    found = {
        (one.predicate.value, one.object) for one in said() if one.subject.value == f"{ORODHA}agency-type-ministry"
    }
    scheme = pyoxigraph.NamedNode(f"{ORODHA}agency-type")
    assert found == {
        (expand("rdf:type"), pyoxigraph.NamedNode(expand("skos:Concept"))),
        (expand("skos:prefLabel"), pyoxigraph.Literal("ministry", language="en")),
        (expand("skos:inScheme"), scheme),
        (expand("skos:topConceptOf"), scheme),
        (expand("rdfs:isDefinedBy"), pyoxigraph.NamedNode(IRI)),
    }
    assert named()["agency-type"].sort == "scheme"


def test_roles_are_what_attributions_lead_to():
    roles = [term.name for term in terms() if term.sort == "role"]
    assert roles == ["accountable-role", "consulted-role", "informed-role", "responsible-role"]


def test_a_property_knows_what_it_is_said_of_and_leads_to():
    compiler = named()["compiler"]
    assert (compiler.domain, compiler.range) == (("dcat:Dataset",), ("org:FormalOrganization",))
    assert named()["visibility"].domain == ()
    assert named()["gcmObjective"].range == ("skos:Concept",)


def test_wider_terms_are_of_terms_of_ours_and_known_vocabularies():
    assert set(PARENTS) <= set(named())
    assert all(parent.partition(":")[0] in PREFIXES for parent in PARENTS.values())


def test_the_ontology_says_what_it_is():
    header = {one.predicate.value for one in said() if one.subject.value == IRI}
    assert {
        expand(one) for one in ("rdf:type", "dct:title", "dct:description", "dct:license", "owl:versionInfo")
    } <= header
