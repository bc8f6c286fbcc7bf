"""The integrity conditions of SKOS, on the graphs that its reference judges, read by the importer."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue, importing
from orodha.catalogue.checks import Finding, run
from orodha.catalogue.reader import Reader
from samples import SAMPLES
from tries import tries

CONDITIONS = ("skos-s9", "skos-s13", "skos-s14", "skos-s27", "skos-s37", "skos-s46")

PREFIXES = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix : <http://example.org/> .
:Scheme a skos:ConceptScheme ; skos:prefLabel "Scheme"@en .
"""


@contextmanager
def read(turtle: str) -> Iterator[Reader]:
    """A catalogue with what a file says."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.ttl"
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        with Catalogue.create(Path(folder) / "test.db") as catalogue:
            plan = importing.plan(catalogue.reader, [path], allow_missing=True)
            assert not plan.problems
            plan.apply(catalogue)
            yield catalogue.reader


def concepts(letters: str) -> str:
    """Concepts with a label and a scheme, which the examples leave out and the importer needs."""
    return "".join(f':{one} a skos:Concept ; skos:inScheme :Scheme ; skos:prefLabel "{one}"@en .\n' for one in letters)


def broken(turtle: str) -> set[str]:
    """The conditions that a graph does not keep."""
    with read(turtle) as reader:
        return {finding.rule for finding in run(reader, *CONDITIONS)}


RESOURCE = ":R a skos:Concept ; skos:inScheme :Scheme ; "
JUDGED: dict[str, tuple[str, set[str]]] = {
    # section of the reference: the graph, and the conditions that it breaks according to the reference
    "4.2 a scheme and its concept": (concepts("A") + ":A skos:topConceptOf :Scheme .", set()),
    "4.4 S9: a concept that is a scheme": (concepts("A") + ":A a skos:ConceptScheme .", {"skos-s9"}),
    "4.6.4 a top concept with a broader one": (
        concepts("AB") + ":Scheme skos:hasTopConcept :A . :A skos:broader :B .",
        set(),
    ),
    "4.6.5 only one of the two in the scheme": (
        concepts("AB") + ":Other a skos:ConceptScheme . :B skos:inScheme :Other . :A skos:narrower :B .",
        set(),
    ),
    "5.5 labels of three sorts in two languages": (
        RESOURCE
        + """skos:prefLabel "animals"@en, "animaux"@fr ; skos:altLabel "fauna"@en, "faune"@fr ;
        skos:hiddenLabel "aminals"@en .""",
        set(),
    ),
    "5.5 one language in four scripts": (
        RESOURCE
        + """skos:prefLabel "east"@en, "東"@ja-Hani, "ひがし"@ja-Hira, "ヒガシ"@ja-Kana, "higashi"@ja-Latn .""",
        set(),
    ),
    "5.5 S14: two preferred labels in a language": (
        RESOURCE + 'skos:prefLabel "animals"@en, "fauna"@en .',
        {"skos-s14"},
    ),
    "5.5 S13: preferred and alternative": (
        RESOURCE + 'skos:prefLabel "animals"@en ; skos:altLabel "animals"@en .',
        {"skos-s13"},
    ),
    "5.5 S13: alternative and hidden": (
        RESOURCE + 'skos:prefLabel "beasts"@en ; skos:altLabel "fauna"@en ; skos:hiddenLabel "fauna"@en .',
        {"skos-s13"},
    ),
    "5.5 S13: preferred and hidden": (
        RESOURCE + 'skos:prefLabel "animals"@en ; skos:hiddenLabel "animals"@en .',
        {"skos-s13"},
    ),
    "5.6.5 a language and two of its regions": (
        RESOURCE + 'skos:prefLabel "color"@en, "color"@en-US, "colour"@en-GB .',
        set(),
    ),
    "5.6.5 the same text with and without a language": (
        RESOURCE + 'skos:prefLabel "colour"@en-GB, "color" ; skos:altLabel "color"@en .',
        set(),
    ),
    "8.5 S27: broader and related": (concepts("AB") + ":A skos:broader :B ; skos:related :B .", {"skos-s27"}),
    "8.5 S27: broader over another, and related": (
        concepts("ABC") + ":A skos:broader :B ; skos:related :C . :B skos:broader :C .",
        {"skos-s27"},
    ),
    "8.5 S27: told from the other ends": (
        concepts("ABC") + ":B skos:narrower :A . :C skos:narrower :B ; skos:related :A .",
        {"skos-s27"},
    ),
    "8.5 S27: broaderTransitive and related": (
        concepts("AB") + ":A skos:broaderTransitive :B ; skos:related :B .",
        {"skos-s27"},
    ),
    "8.6.5 related is not transitive": (concepts("ABC") + ":A skos:related :B . :B skos:related :C .", set()),
    "8.6.6 siblings may be related": (
        concepts("ABC") + ":A skos:broader :C ; skos:related :B . :B skos:broader :C .",
        set(),
    ),
    "8.6.7 related to itself": (concepts("A") + ":A skos:related :A .", set()),
    "8.6.8 broader than itself": (concepts("A") + ":A skos:broader :A .", set()),
    "8.6.9 two that are broader than each other": (concepts("AB") + ":A skos:broader :B . :B skos:broader :A .", set()),
    "8.6.9 a circle of three": (
        concepts("ABC") + ":A skos:broader :B . :B skos:broader :C . :C skos:broader :A .",
        set(),
    ),
    "8.6.10 two ways up": (concepts("ABC") + ":A skos:broader :B , :C . :B skos:broader :C .", set()),
    "9.5 a collection of concepts": (concepts("AB") + ":Both a skos:Collection ; skos:member :A , :B .", set()),
    "9.5 S37: a collection that is a concept": (concepts("A") + ":A a skos:Collection .", {"skos-s37"}),
    "9.5 S37: an ordered collection that is a scheme": (":Scheme a skos:OrderedCollection .", {"skos-s37"}),
    "9.6.4 S37: a collection among the narrower ones": (
        concepts("AB") + ":Both a skos:Collection ; skos:member :B . :A skos:narrower :Both .",
        {"skos-s37"},
    ),
    "9.6.4 S37: a collection among the related ones": (
        concepts("AB")
        + ':Both a skos:Collection ; skos:prefLabel "Both"@en ; skos:member :B . :A skos:related :Both .',
        {"skos-s37"},
    ),
    "10.3 S46: exact and broad": (concepts("AB") + ":A skos:exactMatch :B ; skos:broadMatch :B .", {"skos-s46"}),
    "10.3 S46: exact and narrow": (concepts("AB") + ":A skos:exactMatch :B ; skos:narrowMatch :B .", {"skos-s46"}),
    "10.3 S46: exact and related": (concepts("AB") + ":A skos:exactMatch :B ; skos:relatedMatch :B .", {"skos-s46"}),
    "10.3 S46: exact is symmetric and transitive": (
        concepts("ABC") + ":B skos:exactMatch :A , :C . :A skos:broadMatch :C .",
        {"skos-s46"},
    ),
    "10.3 exact and close": (concepts("AB") + ":A skos:exactMatch :B ; skos:closeMatch :B .", set()),
    "10.6.1 broader between two schemes": (
        concepts("A")
        + ':Other a skos:ConceptScheme . :B a skos:Concept ; skos:inScheme :Other ; skos:prefLabel "B"@en .'
        ":A skos:broader :B .",
        set(),
    ),
    "10.6.2 S27: broad and related match": (
        concepts("AB") + ":A skos:broadMatch :B ; skos:relatedMatch :B .",
        {"skos-s27"},
    ),
    "10.6.2 S27: broad over another, and related match": (
        concepts("ABC") + ":A skos:broadMatch :B . :B skos:broadMatch :C . :A skos:relatedMatch :C .",
        {"skos-s27"},
    ),
    "10.6.2 S27: broader, broad match and related": (
        concepts("ABC") + ":A skos:broader :B ; skos:related :C . :C skos:narrowMatch :B .",
        {"skos-s27"},
    ),
    "10.6.3 close matches in a row": (concepts("ABC") + ":A skos:closeMatch :B . :B skos:closeMatch :C .", set()),
    "10.6.4 mapped to itself": (concepts("A") + ":A skos:exactMatch :A .", set()),
    "10.6.4 broader than itself by a match": (concepts("A") + ":A skos:broadMatch :A .", set()),
    "10.6.5 a circle of broad matches": (concepts("AB") + ":A skos:broadMatch :B . :B skos:broadMatch :A .", set()),
    "10.6.5 two ways up by matches": (
        concepts("ABC") + ":A skos:broadMatch :B , :C . :B skos:broadMatch :C .",
        set(),
    ),
    "10.6.7 exact and then broad": (concepts("ABC") + ":A skos:exactMatch :B . :B skos:broadMatch :C .", set()),
}


@pytest.mark.parametrize("case", JUDGED)
def test_a_graph_is_judged_as_the_reference_judges_it(case: str):
    turtle, conditions = JUDGED[case]
    assert broken(turtle) == conditions


# --- against the closure as the reference defines it, computed step by step

LETTERS = "abcd"
RELATIONS = ("broader", "related", "broad", "narrow", "related match", "exact")
EDGES = st.sets(st.tuples(st.sampled_from(RELATIONS), st.sampled_from(LETTERS), st.sampled_from(LETTERS)), max_size=7)
Edge = tuple[str, str, str]
Pairs = set[tuple[str, str]]


def documents(edges: set[Edge], status: str = "accepted") -> Iterator[dict[str, Any]]:
    yield {"id": "scheme/s", "title": "S", "role": "thesaurus", "authority": "agency/x"}
    for one in LETTERS:
        relations = {
            field: [f"concept/{other}" for relation, start, other in sorted(edges) if (relation, start) == (field, one)]
            for field in ("broader", "related")
        }
        yield {"id": f"concept/{one}", "label": one, "scheme": "scheme/s"} | relations
    for number, (relation, one, other) in enumerate(sorted(edges)):
        predicate = {
            "broad": "skos:broadMatch",
            "narrow": "skos:narrowMatch",
            "related match": "skos:relatedMatch",
            "exact": "skos:exactMatch",
        }.get(relation)
        if predicate:
            yield {
                "id": f"mapping/{number}",
                "subject": f"concept/{one}",
                "predicate": predicate,
                "object": f"concept/{other}",
                "justification": "semapv:ManualMappingCuration",
                "status": status,
            }


def found(edges: set[Edge], rule: str, status: str = "accepted") -> list[Finding]:
    with tempfile.TemporaryDirectory() as folder, Catalogue.create(Path(folder) / "test.db") as catalogue:
        catalogue.put_all((document, None) for document in documents(edges, status))
        return list(run(catalogue.reader, rule))


def pairs(edges: set[Edge], *relations: str) -> Pairs:
    return {(one, other) for relation, one, other in edges if relation in relations}


def inverse(of: Pairs) -> Pairs:
    return {(other, one) for one, other in of}


def transitive(of: Pairs) -> Pairs:
    closed = set(of)
    while more := {(a, d) for (a, b), (c, d) in product(closed, closed) if b == c} - closed:
        closed |= more
    return closed


@tries(20, 100)
def test_s27_is_broken_where_the_closure_says_so(examples: int):
    @settings(max_examples=examples)
    @given(EDGES)
    def hold(edges: set[Edge]):
        related = pairs(edges, "related", "related match")
        above = transitive(pairs(edges, "broader", "broad") | inverse(pairs(edges, "narrow")))
        clash = {frozenset(pair) for pair in (related | inverse(related)) & above}
        assert len(found(edges, "skos-s27")) == len(clash)

    hold()


@tries(20, 100)
def test_s46_is_broken_where_the_closure_says_so(examples: int):
    @settings(max_examples=examples)
    @given(EDGES)
    def hold(edges: set[Edge]):
        exact = pairs(edges, "exact")
        exact = transitive(exact | inverse(exact))
        others = [(one, other) for relation, one, other in edges if relation in ("broad", "narrow", "related match")]
        assert len(found(edges, "skos-s46")) == len([pair for pair in others if pair in exact])

    hold()


def test_what_is_only_proposed_breaks_nothing():
    edges = {("exact", "a", "b"), ("broad", "a", "b"), ("related match", "a", "b")}
    assert found(edges, "skos-s46", "proposed") == found(edges, "skos-s27", "proposed") == []


def test_a_finding_of_s27_names_the_way_up_and_what_to_take_out():
    (finding,) = found({("broader", "a", "b"), ("broader", "b", "c"), ("related", "c", "a")}, "skos-s27")
    assert finding.id == "concept/a"
    assert finding.message.endswith("lies above it: concept/a → concept/b → concept/c (SKOS S27)")
    assert finding.fix == "orodha edit concept/c related-=concept/a"


def test_a_finding_of_s27_over_a_mapping_names_the_mapping():
    (finding,) = found({("broad", "a", "b"), ("related", "a", "b")}, "skos-s27")
    assert finding.id == "mapping/0"


def test_a_finding_of_s46_names_the_chain():
    (finding,) = found({("exact", "a", "b"), ("exact", "c", "b"), ("broad", "a", "c")}, "skos-s46")
    assert finding.id == "mapping/0"
    assert "concept/a = concept/b = concept/c" in finding.message


UAT = SAMPLES / "skos" / "uat.rdf"


@pytest.mark.skipif(not UAT.exists(), reason="there are no samples")
def test_the_unified_astronomy_thesaurus_is_judged_as_skosify_judges_it(tmp_path: Path):
    with Catalogue.create(tmp_path / "test.db") as catalogue:
        importing.plan(catalogue.reader, [UAT], allow_missing=True).apply(catalogue)
        found = Counter(one.rule for one in run(catalogue.reader, *CONDITIONS, "circle", "broader-redundant"))
    assert found == {"skos-s27": 2, "broader-redundant": 53}


def test_spaces_around_a_label_make_no_second_one():
    assert broken(RESOURCE + 'skos:prefLabel "animals "@en ; skos:altLabel " fauna"@en, "beasts\\n"@en .') == set()


def test_two_preferred_labels_are_both_named():
    with read(RESOURCE + 'skos:prefLabel "animals"@en, "fauna"@en .') as reader:
        (finding,) = run(reader, "skos-s14")
    assert "'animals' and 'fauna'" in finding.message
