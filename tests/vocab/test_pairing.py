"""Which concept of one release is which of another."""

from __future__ import annotations

import pytest
from orodha.vocab.pairing import pairs, versionless
from released import concept


def test_concepts_are_paired_by_iri_before_anything_else():
    [pair] = pairs([concept("a", notation="1")], [concept("a", "Another", notation="2"), concept("b", notation="1")])
    assert (pair.new["id"], pair.by) == ("concept/a", "IRI")


def test_a_version_in_the_iri_is_no_part_of_the_name():
    old, new = concept("1", iri="http://example.org/2.0/x"), concept("2", iri="http://example.org/2.1/x")
    [pair] = pairs([old], [new])
    assert pair.by == "IRI without version"


def test_a_label_pairs_where_nothing_else_does():
    [pair] = pairs([concept("a", "Séjour habituel")], [concept("b", "sejour habituel")])
    assert pair.by == "label"


def test_what_two_concepts_have_pairs_none():
    assert pairs([concept("a", "Stay")], [concept("b", "Stay"), concept("c", "Stay")]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://x.org/cv/4.0.4/cb20", "http://x.org/cv/5.0.0/cb20"),
        ("http://x.org/v1/a", "http://x.org/v2/a"),
        ("http://x.org/2019-01/a#b", "http://x.org/2023-06-30/a#b"),
        ("http://x.org/nace2.0/a/", "http://x.org/nace2.1/a"),
        (
            "urn:sdmx:org.sdmx.infomodel.codelist.Code=X:CL_A(1.0).K",
            "urn:sdmx:org.sdmx.infomodel.codelist.Code=X:CL_A(2.0).K",
        ),
    ],
)
def test_iris_of_two_versions_are_alike(one: str, other: str):
    assert versionless(one) == versionless(other)


@pytest.mark.parametrize("other", ["http://x.org/v1/2.2", "http://x.org/v1/2", "http://y.org/v1/2.1"])
def test_codes_at_the_end_are_no_versions(other: str):
    assert versionless("http://x.org/v1/2.1") != versionless(other)
