from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.vocab.matching.normalise import LONGEST, key, numbers, primary, words
from strategies import TRICKY

LANGUAGES = ("en", "en-GB", "fr", "pt", "es", "it", "de", "sw", "so", "am", "ar", "zh", "")


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Work permits", "work-permit", "en"),
        ("Migrant's countries", "The migrant country", "en"),
        ("Children of migrants", "child migrant", "en"),
        ("Taxes", "tax", "en"),
        ("Travaux", "Le travail", "fr"),
        ("L’état d'origine", "Etat (origine)", "fr"),
        ("Migrações", "migração", "pt"),
        ("Nacionalidades", "Nacionalidad", "es"),
        ("Wanderungen", "Wanderung", "de"),
        ("Wahamiaji", "mhamiaji", "sw"),
        ("Vibali vya kazi", "Kibali cha kazi", "sw"),
        ("المهاجرون", "مهاجرين", "ar"),
        ("مـــكتب الإحصاء", "مكتب إحصاء", "ar"),
        ("مستشفى", "مستشفي", "ar"),
        ("ሠራተኛ", "ሰራተኛ", "am"),
        ("Year ٢٠٢٤", "year 2024", "en"),
    ],
)
def test_two_spellings_of_one_name_have_the_same_key(one: str, other: str, language: str) -> None:
    assert key(one, language) == key(other, language) != ""


def test_the_order_of_the_words_does_not_matter_to_the_key() -> None:
    assert key("Workers, migrant") == key("Migrant worker")


def test_words_stay_in_the_order_of_the_label() -> None:
    assert words("Permits for migrant workers") == ("permit", "migrant", "worker")


def test_words_that_end_in_s_in_the_singular_stay() -> None:
    assert words("Census status of gas analysis") == ("census", "status", "gas", "analysis")


def test_stop_words_stay_where_nothing_else_is_there() -> None:
    assert words("The Who", "en") == ("who",)
    assert words("Of the", "en") == ("of", "the")


def test_stop_words_are_those_of_the_language() -> None:
    assert words("de facto", "fr") == ("facto",)
    assert words("de facto", "en") == ("de", "facto")


def test_a_language_that_is_not_known_is_folded_only() -> None:
    assert words("Die Straßen", "nl") == ("die", "strassen")


def test_vowel_signs_do_not_cut_a_word() -> None:
    assert len(words("हिन्दी भाषा", "hi")) == 2


def test_a_definition_in_place_of_a_label_is_cut() -> None:
    assert len("".join(words("x" * 100_000))) == LONGEST


def test_a_tag_is_read_without_region() -> None:
    assert [primary(tag) for tag in ("en-GB", "pt_BR", "ZH-Hant", "")] == ["en", "pt", "zh", ""]


@given(st.text() | st.sampled_from(TRICKY), st.sampled_from(LANGUAGES))
def test_any_text_gives_words_without_spaces(text: str, language: str) -> None:
    found = words(text, language)
    assert all(word and " " not in word for word in found)
    assert key(text, language).split(" ") == (sorted(found) or [""])


@given(st.text() | st.sampled_from(TRICKY), st.sampled_from(LANGUAGES))
def test_case_does_not_matter(text: str, language: str) -> None:
    if text.isascii():
        assert words(text.upper(), language) == words(text.lower(), language)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chapter XII", ("12",)),
        ("Goal Ⅻ", ("12",)),
        ("ISIC 01", ("1",)),
        ("1,000 to 4.10", ("1000", "4.10")),
        ("2nd or second", ("2", "2")),
        ("Deuxième partie", ("2",)),
        ("الفصل ٣", ("3",)),
        ("World War I", ("1",)),
        ("X-ray of vitamin C", ()),
        ("Mixed CD civil", ()),
        ("XXXX IIII IVI", ()),
        ("H2O", ("2",)),
        ("m²", ("2",)),
        ("", ()),
    ],
)
def test_numbers_are_read_as_digits_ordinals_and_roman_numerals(text: str, expected: tuple[str, ...]) -> None:
    assert numbers(text) == expected


@given(st.text() | st.sampled_from(TRICKY))
def test_any_text_has_numbers_or_none(text: str) -> None:
    assert all(part.isascii() and part.isdecimal() for one in numbers(text) for part in one.split("."))
