"""The starter vocabulary: shared terms, the schemes mapped to them, and what is claimed of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from orodha.inventory.starter import records
from orodha.vocab.comparability import compare

Document = dict[str, Any]

CORE = "scheme/migration"
TEXTS = ("un-1998", "eu-862-2007", "icls-20")
BODIES = ("igad", "comesa", "eac")
COUNTRIES = ("ke", "ug", "et", "so", "sd", "tz", "rw", "ss")
EVERYWHERE = ("immigrant", "emigrant", "refugee", "asylum-seeker", "returning-migrant", "migrant-worker")
"""Terms that every country has, so that they can be compared."""

VERIFIED = frozenset(
    "usual-residence usual-resident immigration emigration international-migrant long-term-migrant short-term-migrant"
    " international-migration de-jure-population de-facto-population stock flow net-migration refugee migrant"
    " trafficking-in-persons asylum-seeker circular-migration irregular-migration refugee-related-population"
    " international-migrant-worker non-resident-foreign-worker".split()
)
"""Terms whose definitions were compared with their sources."""

LANGUAGES = frozenset(("en", "fr", "sw", "ar", "pt"))


@pytest.fixture(scope="module")
def kenya() -> Mapping[str, Document]:
    return {document["id"]: document for document, _ in records("kenya")}


@pytest.fixture(scope="module")
def core(kenya: Mapping[str, Document]) -> Sequence[Document]:
    return terms_of(kenya, "migration")


@pytest.fixture(scope="module")
def ours(kenya: Mapping[str, Document]) -> Sequence[Document]:
    """The terms of every scheme that this vocabulary is made of."""
    return [term for slug in ("migration", *TEXTS, *BODIES, *COUNTRIES) for term in terms_of(kenya, slug)]


@pytest.fixture(scope="module")
def mappings(kenya: Mapping[str, Document]) -> Sequence[Document]:
    """The mappings between two of our schemes; codes of lists are mapped to other worlds' too."""
    return [
        one
        for one in kenya.values()
        if one["id"].startswith("mapping/") and one["object"].startswith("concept/migration-")
    ]


def terms_of(documents: Mapping[str, Document], slug: str) -> list[Document]:
    return [one for one in documents.values() if one.get("scheme") == f"scheme/{slug}"]


def slug_of(term: Document) -> str:
    return term["id"].removeprefix("concept/migration-")


def test_there_are_thirty_shared_terms_at_least(core: Sequence[Document]):
    assert len(core) >= 30


def test_every_shared_term_is_whole(core: Sequence[Document]):
    needed = ("label", "definition", "definition_source", "definition_verified", "facets")
    assert [(one["id"], name) for one in core for name in needed if name not in one] == []
    assert [one["id"] for one in core if "en" not in one["label"] or "object" not in one["facets"]] == []
    assert [one["id"] for one in core if not re.search(r"\d{4}|Glossary|glossary", one["definition_source"])] == []


def test_only_definitions_that_were_compared_are_called_verified(core: Sequence[Document]):
    assert {slug_of(one) for one in core if one["definition_verified"]} == VERIFIED


def test_every_verified_term_says_what_it_counts(core: Sequence[Document]):
    open_measure = {"flow", "refugee-related-population", "migrant", "trafficking-in-persons"}
    without = {slug_of(one) for one in core if one["definition_verified"] and "measure" not in one["facets"]}
    assert without == open_measure


def test_labels_are_in_languages_of_the_region(ours: Sequence[Document]):
    spoken = {language for one in ours for language in one["label"]}
    assert spoken == LANGUAGES
    arabic = [text for one in ours for language, text in one["label"].items() if language == "ar"]
    assert all(re.search("[\u0600-\u06ff]", text) for text in arabic)


def test_no_two_terms_of_a_scheme_are_called_the_same(ours: Sequence[Document]):
    counts = Counter((one["scheme"], language, text) for one in ours for language, text in one["label"].items())
    assert [named for named, n in counts.items() if n > 1] == []


def test_no_definition_stands_twice(ours: Sequence[Document]):
    texts = Counter(one["definition"]["en"].casefold() for one in ours if "definition" in one)
    assert [text for text, n in texts.items() if n > 1] == []


def test_every_text_and_body_has_a_scheme_mapped_to_the_shared_terms(
    kenya: Mapping[str, Document], mappings: Sequence[Document]
):
    subjects = {one["subject"] for one in mappings}
    for slug in (*TEXTS, *BODIES, *COUNTRIES):
        assert f"scheme/{slug}" in kenya
        assert {term["id"] for term in terms_of(kenya, slug)} & subjects, slug


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_has_the_terms_that_are_compared(kenya: Mapping[str, Document], country: str):
    assert kenya[f"scheme/{country}"]["country"] == f"area/{country}"
    assert [slug for slug in EVERYWHERE if f"concept/{country}-{slug}" not in kenya] == []


def test_nothing_that_a_body_or_country_says_is_called_verified(ours: Sequence[Document]):
    of_bodies = {f"scheme/{slug}" for slug in (*BODIES, *COUNTRIES)}
    assert [one["id"] for one in ours if one["scheme"] in of_bodies and one.get("definition_verified")] == []
    assert [one["id"] for one in ours if one["scheme"] in of_bodies and "definition" in one] == []


def test_what_is_said_of_a_country_is_evidenced():
    said = {document["id"]: statements for document, statements in records("kenya") if "facets" in document}
    national = re.compile(rf"concept/({'|'.join(COUNTRIES)})-")
    without = [
        one for one, statements in said.items() if national.match(one) and "facets" not in {s.field for s in statements}
    ]
    assert without == []
    outside = [
        s for statements in said.values() for s in statements if s.field == "facets" and s.certainty == "outside"
    ]
    assert all("verified with" in statement.reason for statement in outside)


def test_every_mapping_joins_two_schemes(kenya: Mapping[str, Document], mappings: Sequence[Document]):
    assert [one["id"] for one in mappings if kenya[one["subject"]]["scheme"] == kenya[one["object"]]["scheme"]] == []
    assert all(one["id"] == name_of(one) for one in mappings)


def name_of(mapping: Document) -> str:
    return "mapping/" + "--".join(mapping[end].removeprefix("concept/") for end in ("subject", "object"))


def test_every_mapping_says_why_and_when(mappings: Sequence[Document]):
    needed = ("reason", "date", "confidence", "justification", "status")
    assert [(one["id"], name) for one in mappings for name in needed if name not in one] == []
    assert {one["status"] for one in mappings} == {"accepted", "proposed"}


def test_no_mapping_says_other_than_the_facets(kenya: Mapping[str, Document], mappings: Sequence[Document]):
    against: list[tuple[str, str, str | None]] = []
    for one in mappings:
        left, right = kenya[one["subject"]].get("facets"), kenya[one["object"]].get("facets")
        if not left or not right or one["predicate"] == "skos:relatedMatch":
            continue
        found = compare(left, right)
        exact = one["predicate"] == "skos:exactMatch"
        if (
            found.predicate is None
            or (exact and found.verdict != "comparable")
            or opposed(one["predicate"], found.predicate)
        ):
            against.append((one["id"], one["predicate"], found.predicate))
    assert against == []


def opposed(predicate: str, other: str) -> bool:
    return {predicate, other} == {"skos:broadMatch", "skos:narrowMatch"}


def test_exact_matches_follow_the_same_text(kenya: Mapping[str, Document], mappings: Sequence[Document]):
    for one in mappings:
        if one["predicate"] == "skos:exactMatch":
            left, right = kenya[one["subject"]], kenya[one["object"]]
            assert left["definition_source"][:20] == right["definition_source"][:20]
            assert one["status"] == "accepted"


def test_kenya_and_uganda_differ_in_what_is_known_of_immigrants(kenya: Mapping[str, Document]):
    found = compare(kenya["concept/ke-immigrant"]["facets"], kenya["concept/ug-immigrant"]["facets"])
    assert found.provisional
    assert found.missing == ("origin_basis",)


def test_kenya_and_ethiopia_count_immigrants_otherwise(kenya: Mapping[str, Document]):
    found = compare(kenya["concept/ke-immigrant"]["facets"], kenya["concept/et-immigrant"]["facets"])
    assert (found.verdict, found.provisional) == ("partial", False)
    assert {"min_duration", "residence_criterion", "origin_basis"} <= set(found.deciding)


def test_an_authority_of_a_scheme_is_in_both_starters():
    for starter in ("kenya", "vocabulary"):
        documents = {document["id"]: document for document, _ in records(starter)}
        named = {
            one["authority"] for one in documents.values() if one["id"].startswith("scheme/") and "authority" in one
        }
        assert named <= set(documents), starter
