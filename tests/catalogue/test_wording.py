"""Numbers and lists in sentences."""

from __future__ import annotations

import pytest
from orodha.catalogue.wording import counted, first_few, listed


@pytest.mark.parametrize(
    ("number", "word", "text"),
    [
        (1, "agency", "1 agency"),
        (102, "agency", "102 agencies"),
        (0, "error", "0 errors"),
        (2, "quality-report", "2 quality reports"),
        (1302, "record", "1,302 records"),
        (3, "survey", "3 surveys"),
        (2, "info", "2 info"),
    ],
)
def test_numbers_have_the_word_in_the_right_number(number, word, text):
    assert counted(number, word) == text


def test_words_are_joined_as_in_a_sentence():
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


def test_of_many_words_the_first_are_named():
    assert [first_few(words, 2) for words in ([], "a", "ab", "abc")] == ["", "a", "a, b", "a, b and 1 more"]
