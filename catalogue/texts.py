"""Texts in many languages: folding for search, and choosing a language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

DEFAULT_LANGUAGE = "en"
"""The language of a text that comes without one."""

_LETTERS = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_APOSTROPHES = str.maketrans("", "", "'’ʼ")


def fold(text: str) -> str:
    """Fold a text so that spellings that people take for the same become equal.

    Case, accents, vowel marks, apostrophes and compatibility forms go; letters stay in their script.
    """
    if text.isascii():
        return text.lower().replace("'", "")
    text = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = "".join(c for c in text if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", kept.translate(_APOSTROPHES))


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return the text in a language, else in English, else in any; "" if there is none."""
    return texts.get(language) or texts.get(DEFAULT_LANGUAGE) or next(iter(texts.values()), "")


def words_of(value: Any) -> Iterator[str]:
    """Yield every text in a value: a string, or those in its list or under its languages."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from words_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words_of(inner)
