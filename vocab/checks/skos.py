"""The integrity conditions of SKOS (https://www.w3.org/TR/skos-reference/), judged as its own examples judge them.

What a record has no room for (a second type, a second preferred label in a language) is in its ``extra`` after an
import of RDF; these rules look there too. What a reference may lead to (S4, S19, S20) is the rule ``wrong-kind``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, cast

import orjson

from ...catalogue.checks import Found, Survey, record_rule, rule
from ...catalogue.circles import Above, in_words, way
from ...catalogue.reader import Document
from ..relations import BROAD, NARROW, RELATED, short
from .projection import claims_of, iris, relations_of, vocabulary_of

CONCEPT, SCHEME = "skos:Concept", "skos:ConceptScheme"
COLLECTIONS = frozenset(("skos:Collection", "skos:OrderedCollection"))
_OF_KIND = {"concept": CONCEPT, "scheme": SCHEME}
_NAMESPACE = "http://www.w3.org/2004/02/skos/core#"


@record_rule("skos-s9", "error", "concept", "scheme", "resource")
def concept_or_scheme(document: Document) -> Iterator[Found]:
    """Nothing is a concept and a concept scheme at once (SKOS S9)."""
    if {CONCEPT, SCHEME} <= classes_of(document):
        told = "is a concept and a concept scheme at once in the file that it came from (SKOS S9)"
        yield document["id"], "extra", told, "Ask its publisher which it is; give the scheme an IRI of its own."


@rule("skos-s37", "error")
def no_collection(survey: Survey) -> Iterator[Found]:
    """A collection is neither a concept nor a scheme, and no concept is above, below or beside one (SKOS S37)."""
    collections: set[str] = set()
    for document in _mentioning_collections(survey):
        classes = classes_of(document)
        if classes & COLLECTIONS:
            collections |= {document["id"], document["iri"]}
            for other in sorted(classes & {CONCEPT, SCHEME}):
                told = f"is a collection and a {other} at once in the file that it came from (SKOS S37)"
                yield document["id"], "extra", told, "Ask its publisher which it is; give the other an IRI of its own."
        collections.update(_described(document.get("extra")))
    if collections:
        yield from _beside_collections(survey, collections)


def _mentioning_collections(survey: Survey) -> Iterator[Document]:
    for (text,) in survey.database.stream(
        "SELECT json_object('id', id, 'iri', iri, 'types', document -> '$.types', 'extra', document -> '$.extra')"
        " FROM record WHERE kind IN ('concept', 'scheme', 'resource') AND instr(document, 'Collection') ORDER BY id"
    ):
        yield orjson.loads(text)


def _described(extra: Any) -> Iterator[str]:
    """Yield the IRIs of collections that a partner's file describes inside what it says of a record (JSON-LD)."""
    if isinstance(extra, list):
        for one in cast("list[Any]", extra):
            yield from _described(one)
    elif isinstance(extra, dict):
        node = cast("dict[str, Any]", extra)
        if "@id" in node and COLLECTIONS & {_short(one) for one in iris(node.get("rdf:type"))}:
            yield node["@id"]
        for one in node.values():
            yield from _described(one)


def _beside_collections(survey: Survey, collections: set[str]) -> Iterator[Found]:
    vocabulary = survey.shared(vocabulary_of)
    relations = [
        *((name, "broader", one) for name, above in vocabulary.broader.items() for one in above),
        *((name, "related", one) for name, beside in vocabulary.related.items() for one in beside),
        *((name, key.removeprefix("skos:"), iri) for name, key, iri in vocabulary.foreign),
    ]
    for name, field, target in sorted(set(relations)):
        if target in collections and target not in vocabulary.concepts and target not in vocabulary.ids:
            told = f"has the collection {target} as {field}, and a collection is no concept (SKOS S37)"
            yield name, field, told, "Refer to the concepts in the collection."


def classes_of(document: Document) -> set[str]:
    """Return the classes of SKOS that a record has, those of a partner's file too."""
    kind = document["id"].partition("/")[0]
    found: set[str] = {_OF_KIND[kind]} if kind in _OF_KIND else set()
    extra: dict[str, Any] = document.get("extra") or {}
    given: list[str] = [*(document.get("types") or ()), *iris(extra.get("rdf:type"))]
    return found.union(map(_short, given))


def _short(iri: str) -> str:
    return iri.replace(_NAMESPACE, "skos:")


@record_rule("skos-s13", "error", "concept", "scheme", "resource")
def labels_apart(document: Document) -> Iterator[Found]:
    """No text is a preferred, alternative or hidden label of one record twice in a language (SKOS S13)."""
    if "alternative_labels" not in document and "hidden_labels" not in document and "extra" not in document:
        return
    seen: dict[tuple[str, str], str] = {}
    for field, language, text in labels_of(document):
        before = seen.setdefault((language.lower(), text), field)
        if before != field:
            told = (
                f"has {text!r} ({language or 'no language'}) as {_TOLD[before]} and as {_TOLD[field]} label (SKOS S13)"
            )
            yield document["id"], field, told, f"Take it out of {field.replace('_', ' ')}."


_TOLD = {"label": "preferred", "alternative_labels": "alternative", "hidden_labels": "hidden"}
_PREDICATES = {"label": "skos:prefLabel", "alternative_labels": "skos:altLabel", "hidden_labels": "skos:hiddenLabel"}


@record_rule("skos-s14", "error", "concept", "scheme", "resource")
def one_preferred(document: Document) -> Iterator[Found]:
    """There is one preferred label a language and no second one in the file that it came from (SKOS S14)."""
    if "skos:prefLabel" not in document.get("extra", ()):
        return
    seen: dict[str, str] = {}
    for field, language, text in labels_of(document):
        if field == "label" and seen.setdefault(language.lower(), text) != text:
            first = seen[language.lower()]
            told = f"has two preferred labels in {language or 'no language'}: {first!r} and {text!r} (SKOS S14)"
            yield document["id"], "label", told, "Choose one; make the other an alternative label."


def labels_of(document: Document) -> list[tuple[str, str, str]]:
    """Return the labels of a record as (field, language, text), with those that a partner's file has beyond ours.

    The language of a label that came without one is "", though the record has it under a language.
    """
    found: list[tuple[str, str, str]] = []
    if document["kind"] == "concept":
        found += [("label", language, text) for language, text in document.get("label", _NONE).items()]
        for field in ("alternative_labels", "hidden_labels"):
            for language, texts in document.get(field, _NONE).items():
                found += [(field, language, text) for text in texts]
    extra = document.get("extra", _NONE)
    for field, predicate in _PREDICATES.items():
        if predicate in extra:
            # a label that came with spaces around it is kept as it came, beside the one without them
            foreign = [(text.strip(), language) for text, language in literals(extra[predicate])]
            untagged = {text for text, language in foreign if not language}
            found = [one for one in found if one[0] != field or one[2] not in untagged]
            found += [(field, language, text) for text, language in foreign]
    return found


_NONE: Mapping[str, Any] = {}


def literals(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the texts of a value that was kept of a partner's file (JSON-LD), each with its language or ""."""
    for one in cast("list[Any]", value) if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield one, ""
        elif isinstance(one, dict):
            member = cast("dict[str, Any]", one)
            if isinstance(member.get("@value"), str) and "@type" not in member:
                yield member["@value"], str(member.get("@language", ""))


@rule("skos-s27", "error")
def related_apart(survey: Survey) -> Iterator[Found]:
    """No concept is related to one that lies above it, over accepted mappings too (SKOS S27)."""
    relations = survey.shared(relations_of)
    above = Above(relations.up)
    for (one, other), claim in sorted(relations.beside.items()):
        for low, high in ((one, other), (other, one)):
            if high in above[low]:
                yield _related_above(survey, low, high, claim)
                break


def _related_above(survey: Survey, low: str, high: str, claim: str) -> Found:
    steps = survey.shared(relations_of).up
    path = way(steps, low, high)
    mapping = claim or next(filter(None, _mappings_on(steps, path)), "")
    told = f"related to {high}, which lies above it: {in_words(path)} (SKOS S27)"
    if mapping:
        return mapping, "predicate", f"leaves {low} {told}", f"If the mapping is wrong: orodha delete {mapping}"
    holder, value = (low, high) if high in survey.shared(vocabulary_of).related.get(low, ()) else (high, low)
    return low, "related", f"is {told}", f"orodha edit {holder} related-={value}"


def _mappings_on(steps: dict[str, dict[str, str]], path: list[str]) -> Iterable[str]:
    return (steps[one][other] for one, other in pairwise(path))


@rule("skos-s46", "error")
def exact_apart(survey: Survey) -> Iterator[Found]:
    """No exact match, also over several, joins concepts that are a broad, narrow or related match (SKOS S46)."""
    claims = survey.shared(claims_of)
    for one in claims.accepted(BROAD, NARROW, RELATED):
        if claims.same(*one.ends):
            chain = in_words(claims.chain(*one.ends), "=")
            told = f"is a {short(one.predicate)} match of two concepts that mean the same: {chain} (SKOS S46)"
            yield (
                one.id,
                "predicate",
                told,
                f"Take this one back or an exact match of the chain: orodha delete {one.id}",
            )
