"""Short ids, IRIs, prefixes and slugs."""

from __future__ import annotations

from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue.names import DEFAULT_BASE, PREFIXES, expand, is_id, is_iri, kind_of, kind_word, slugify
from strategies import TRICKY, ids, iris, texts


@pytest.mark.parametrize("text", ["source/ke-efns", "concept/sdg-10.7.1", "quality-report/a_b~c", "area/KE", "a/1"])
def test_ids_are_a_kind_and_a_slug(text: str):
    assert is_id(text)


@pytest.mark.parametrize(
    "text", ["source", "source/", "/x", "Source/x", "source/a/b", "source/é", "source/.x", "source/x ", "-a/x", ""]
)
def test_other_texts_are_no_ids(text: str):
    assert not is_id(text)


def test_a_slug_has_at_most_200_characters():
    assert is_id("source/" + "x" * 200)
    assert not is_id("source/" + "x" * 201)


@given(ids())
def test_an_id_is_no_iri(record_id: str):
    assert is_id(record_id)
    assert not is_iri(record_id)


@given(ids())
def test_an_id_behind_the_base_is_an_iri(record_id: str):
    assert is_iri(DEFAULT_BASE + record_id)


@given(iris)
def test_an_iri_is_no_id_and_of_no_kind(iri: str):
    assert is_iri(iri)
    assert not is_id(iri)
    assert kind_of(iri) == ""


@given(ids("source", "quality-report"))
def test_an_id_tells_its_kind(record_id: str):
    assert kind_of(record_id) in ("source", "quality-report")


@given(texts)
def test_a_slug_makes_an_id_or_is_empty(text: str):
    slug = slugify(text)
    assert not slug or is_id(f"source/{slug}")


@given(texts)
def test_a_slug_is_its_own_slug(text: str):
    assert slugify(slugify(text)) == slugify(text)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Work permits, 2019!", "work-permits-2019"),
        ("L’été d'Anne", "lete-danne"),
        ("İSTANBUL", "istanbul"),
        ("Straße", "strasse"),
        ("تصريح عمل", ""),
        ("የሥራ ፈቃድ KE", "ke"),
    ],
)
def test_slugs_are_ascii_words_joined_by_hyphens(text: str, slug: str):
    assert slugify(text) == slug


def test_a_slug_has_no_hyphen_at_its_ends_when_it_is_cut():
    assert slugify("a" * 79 + " b") == "a" * 79


@given(st.sampled_from(sorted(PREFIXES)))
def test_every_prefix_makes_iris(prefix: str):
    assert is_iri(expand(f"{prefix}:x"))


def test_an_unknown_prefix_is_an_error():
    with pytest.raises(KeyError):
        expand("nope:x")


@pytest.mark.parametrize("kind", ["quality-report", *TRICKY])
def test_a_kind_is_one_plain_word_in_the_index(kind: str):
    assert set(kind_word(kind)) <= set(ascii_lowercase)
