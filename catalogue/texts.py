"""Texts in many languages: folding for search, and choosing a language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

DEFAULT_LANGUAGE = "en"
"""The language of a text that comes without one."""

_LETTERS = {"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
_UNSEEN = "\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_DROPPED = re.compile(f"['‘’ʻʼ{_UNSEEN}]")
"""Apostrophes; soft hyphen, the stroke that lengthens Arabic words, and marks of joining and direction."""


class _Folding(dict[int, str]):
    """What each character of a decomposed text becomes, by code point; found out when it first comes."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if unicodedata.combining(character) or _DROPPED.match(character):
            plain = ""
        elif character.isascii() or character.isalnum() or unicodedata.category(character)[0] == "M":
            plain = _LETTERS.get(character, character)
        else:
            plain = " "  # databases do not agree on which signs beyond ASCII are part of words
        self[code] = plain
        return plain


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Fold a text so that spellings that people take for the same become equal.

    Case, accents, vowel marks, apostrophes, marks that are not seen and compatibility forms go; letters stay in their
    script; signs beyond ASCII become spaces.
    """
    if text.isascii():
        return text.lower().replace("'", "")
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    return unicodedata.normalize("NFC", text.translate(_FOLDING))


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return the text in a language, else in English, else in any; "" if there is none."""
    return texts.get(language) or texts.get(DEFAULT_LANGUAGE) or next(iter(texts.values()), "")


def words_of(value: Any) -> Iterator[str]:
    """Yield every text in a value: a string, or those in its list or under its languages."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        members = cast("Iterable[Any]", value.values() if isinstance(value, dict) else value)
        for inner in members:
            yield from words_of(inner)
