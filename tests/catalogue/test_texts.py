"""Folding of texts, and choosing a language."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue.texts import fold, in_language, words_of
from strategies import texts

anything = st.text(st.characters(exclude_categories=("Cs",)))


@given(anything | texts)
def test_folding_twice_is_folding_once(text: str):
    assert fold(fold(text)) == fold(text)


@given(anything | texts)
def test_composed_and_decomposed_texts_are_the_same(text: str):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(st.characters(codec="latin-1", exclude_categories=("Cc",))))
def test_case_makes_no_difference(text: str):
    assert fold(text.lower()) == fold(text) == fold(text.upper())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الإِحْصَاءُ", "الاحصاء"),
        ("مَكْتَب", "مكتب"),
        ("إحصــــاء", "احصاء"),
        ("\u200fعمل\u200f", "عمل"),
        ("İstanbul", "istanbul"),
        ("ISPARTA", "ısparta"),
        ("Straße", "STRASSE"),
        ("ﬁnance", "finance"),
        ("L’été", "L'ete"),
        ("N‘Djamena", "ndjamena"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("co\u00adoperation", "cooperation"),
        ("™", "tm"),
        ("ｗｉｄｅ", "wide"),
        ("½", "1⁄2"),
    ],
)
def test_spellings_that_people_take_for_the_same_are_equal(one: str, other: str):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("ሥራ", "ፈቃድ"), ("عمل", "علم"), ("pera", "bera"), ("10.7.1", "10.7.2")])
def test_different_words_stay_different(one: str, other: str):
    assert fold(one) != fold(other)


def test_amharic_stays_as_it_is():
    assert fold("የሥራ ፈቃድ") == "የሥራ ፈቃድ"


def test_the_language_asked_for_comes_first():
    assert in_language({"en": "Permit", "sw": "Kibali"}, "sw") == "Kibali"


def test_english_stands_in_for_a_language_that_is_missing():
    assert in_language({"sw": "Kibali", "en": "Permit"}, "fr") == "Permit"


def test_any_language_stands_in_for_english():
    assert in_language({"sw": "Kibali"}, "fr") == "Kibali"


def test_no_text_is_an_empty_text():
    assert in_language({}, "en") == ""


def test_words_are_found_however_deep_they_lie():
    value = {"en": ["a", "b"], "sw": ["c"]}
    assert list(words_of(value)) == ["a", "b", "c"]
    assert list(words_of([value, "d", 5, None])) == ["a", "b", "c", "d"]
