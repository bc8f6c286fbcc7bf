"""Short ids, IRIs, prefixes and slugs."""

from __future__ import annotations

from collections.abc import Callable
from string import ascii_lowercase

import jsonschema
import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.catalogue.names import (
    DEFAULT_BASE,
    IRI_PATTERN,
    PREFIXES,
    expand,
    iri_advice,
    is_id,
    is_iri,
    kind_of,
    kind_word,
    slugify,
)
from orodha.catalogue.record import LANGUAGE, Iri
from pydantic import TypeAdapter, ValidationError
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


WRONG_IRIS = [
    ("http://example.org/a b", "%20"),
    ("http://example.org/a%b", "%25"),
    ("http://example.org/a%", "%25"),
    ("http://example.org/a#b#c", "%23"),
    ("http://example.org/a[1]", "%5B"),
    ("http://[1:2]/", "%5B"),
    ("http://example.org:eighty/", "a number"),
    ("http://example.org/\ue000", "two hex digits"),
    ("http://example.org/\ufffe", "two hex digits"),
    ("http://example.org/\U0002ffff", "two hex digits"),
    ("http://example.org/{id}", "two hex digits"),
    ("urn:a|b", "two hex digits"),
]
_PIECES = st.sampled_from(
    "a F 1 é 普 𝒳 \u00ad \u200f \ue000 \ufffe \U0001fffe \U000e0001 \x7f \x85 : :: / // ? # [ ] [::1] "
    "[1:2:3:4::5] [a:b] % %2f %GG @ . - ' ! | ^ ` \\ { < \" :80 ".split(" ")
)
pieced = st.builds("{}:{}".format, st.sampled_from(("http", "x", "urn")), st.lists(_PIECES, max_size=7).map("".join))
"""What looks like an IRI, and often is one."""


def accepts(make: Callable[[str], object], text: str) -> bool:
    try:
        make(text)
    except (ValueError, ValidationError):
        return False
    return True


@settings(max_examples=1000)
@given(pieced | iris)
def test_what_is_an_iri_to_us_is_one_to_a_strict_parser(text: str):
    if is_iri(text):
        assert pyoxigraph.NamedNode(text).value == text


@settings(max_examples=300)
@given(pieced | iris)
def test_an_iri_is_the_same_to_records_and_to_json_schema(text: str):
    schema = {"type": "string", "pattern": f"^{IRI_PATTERN}$"}
    assert accepts(TypeAdapter(Iri).validate_python, text) == is_iri(text)
    assert jsonschema.Draft202012Validator(schema).is_valid(text) == is_iri(text)


@pytest.mark.parametrize(("text", "advice"), WRONG_IRIS)
def test_who_writes_a_wrong_iri_is_told_what_to_write(text: str, advice: str):
    assert not is_iri(text)
    assert not accepts(pyoxigraph.NamedNode, text)
    assert advice in iri_advice(text)


@pytest.mark.parametrize("text", ["the ministry", "source/x", "https://example.org/", "mailto:post@example.org", ""])
def test_there_is_no_advice_on_what_is_right_or_no_iri(text: str):
    assert iri_advice(text) == ""


_SUBTAGS = st.sampled_from("en swa SW Latn 419 pinyin 1996 a x u co phonebk KE abcdefghi".split())


@settings(max_examples=300)
@given(st.lists(_SUBTAGS, min_size=1, max_size=5).map("-".join))
def test_a_language_tag_is_one_to_a_strict_parser(tag: str):
    if LANGUAGE.fullmatch(tag):
        pyoxigraph.Literal("x", language=tag)


@pytest.mark.parametrize("tag", ["en", "sw", "pt-BR", "zh-Hant", "es-419", "de-1996", "en-x-office", "zh-cmn-Hans-CN"])
def test_language_tags(tag: str):
    assert LANGUAGE.fullmatch(tag)


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
