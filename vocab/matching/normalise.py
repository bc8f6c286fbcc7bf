"""Normal forms of labels, so that two offices' spellings of one name become equal.

>>> words("The Migrants' work-permits")
('migrant', 'work', 'permit')
>>> key("Workers, migrant")
'migrant worker'
>>> numbers("Chapter XII, 2nd part")
('12', '2')

What is known of each language (words that carry no meaning, endings of the plural, articles that are written together
with the word) stands in ``languages.json``; a language that is not there is folded only.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ...catalogue.texts import fold

LONGEST = 400
"""So many characters of a label are read: more is a definition that stands in the wrong column."""

_SHORTEST_STEM = 3
"""An ending or beginning is taken off only where so many letters stay."""

_FAMILIES = {"ሐ": "ሀ", "ኀ": "ሀ", "ሠ": "ሰ", "ዐ": "አ", "ፀ": "ጸ"}
_ALIKE = str.maketrans(
    {"ى": "ي", "ی": "ي", "ک": "ك", "ہ": "ه", "\u0671": "ا"}
    | {chr(ord(old) + order): chr(ord(new) + order) for old, new in _FAMILIES.items() for order in range(7)}
)
"""Letters of Arabic script that are one letter to the reader, and Ethiopic letters that sound the same."""

_WORD = re.compile(r"[^\x00-/:-@\[-`{-\x7f\s]+")
"""Anything between ASCII signs; ``fold`` has made spaces of the others."""


@dataclass(frozen=True, slots=True)
class _Language:
    stop: frozenset[str]
    elided: re.Pattern[str] | None
    beginnings: tuple[tuple[str, str], ...]
    endings: tuple[tuple[str, str], ...]
    whole: Mapping[str, str]


def primary(language: str) -> str:
    """Return the language of a tag without region or script: "en" of "en-GB"."""
    return language.replace("_", "-").partition("-")[0].lower()


def words(text: str, language: str = "en") -> tuple[str, ...]:
    """Return the words of a label: folded, without stop words unless nothing else is there, plurals as singulars.

    Args:
        text: A label in any script; of more than ``LONGEST`` characters the first are read.
        language: Its language tag; a language that is not known is folded only.

    Returns:
        The words in the order of the text; empty if it has neither letters nor digits.
    """
    known = _language(primary(language))
    text = text[:LONGEST]
    if known.elided is not None:
        text = known.elided.sub(" ", text)
    found = _WORD.findall(_plain(text))
    kept = [word for word in found if word not in known.stop] or found
    return tuple([_stem(word, known) for word in kept])


def key(text: str, language: str = "en") -> str:
    """Return the words of a label, sorted and joined by a space: equal for "migrant workers" and "worker, migrant"."""
    return " ".join(sorted(words(text, language)))


def _plain(text: str) -> str:
    """Fold a text, and unite letters and digits that differ only in how they are written."""
    folded = fold(text)
    if folded.isascii():
        return folded
    return "".join([_digit(c) if c.isdecimal() else c for c in folded.translate(_ALIKE)])


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character))


def _stem(word: str, language: _Language) -> str:
    if word.isdecimal():
        return word
    if word in language.whole:
        return language.whole[word]
    for ending, instead in language.endings:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= _SHORTEST_STEM:
            word = word[: len(word) - len(ending)] + instead
            break
    for beginning, instead in language.beginnings:
        if word.startswith(beginning) and len(word) - len(beginning) + len(instead) >= _SHORTEST_STEM:
            return instead + word[len(beginning) :]
    return word


@cache
def _languages() -> Mapping[str, Mapping[str, Any]]:
    return json.loads(Path(__file__).with_name("languages.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=256)
def _language(name: str) -> _Language:
    known = _languages().get(name)
    if known is None:
        return _Language(frozenset(), None, (), (), {})
    elided = "|".join(known["elided"].split())
    return _Language(
        frozenset(_plain(word) for word in known["stop"].split()),
        re.compile(rf"\b(?:{elided})['’ʼ]", re.IGNORECASE) if elided else None,
        tuple((_plain(old), new) for old, new in known["beginnings"]),
        tuple((_plain(old), new) for old, new in known["endings"]),
        known["whole"],
    )


_ORDINALS = {
    word: str(number)
    for number, names in enumerate(
        (
            "first premier premiere primeiro primeira erste primer primero",
            "second deuxieme segundo segunda zweite",
            "third troisieme terceiro terceira dritte tercero",
            "fourth quatrieme quarto quarta vierte cuarto",
            "fifth cinquieme quinto quinta funfte",
            "sixth sixieme sexto sexta sechste",
            "seventh septieme setimo setima siebte",
            "eighth huitieme oitavo oitava achte",
            "ninth neuvieme nono nona neunte",
            "tenth dixieme decimo decima zehnte",
        ),
        start=1,
    )
    for word in names.split()
}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|(?<!\w)[^\W\d_]+(?!\w)")
_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def numbers(text: str) -> tuple[str, ...]:
    """Return the numbers of a label in their order, comparable as texts.

    Digits of any script ("01" is "1", "1,000" is "1000", "4.10" stays), ordinals ("2nd", "second", "deuxième"), and
    Roman numerals up to 39 in capitals; one of a single letter only after another word, so that "X-ray" has none.
    """
    found: list[str] = []
    for match in _NUMBER.finditer(unicodedata.normalize("NFKC", text[:LONGEST])):
        word = match.group()
        if word[0].isdecimal():
            found.append(_number(word))
        elif _ROMAN.fullmatch(word) and (len(word) > 1 or match.start()):
            found.append(str(_roman(word)))
        elif (ordinal := _ORDINALS.get(fold(word))) is not None:
            found.append(ordinal)
    return tuple(found)


def _number(text: str) -> str:
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", text):
        text = text.replace(",", "")
    parts = re.split("[.,]", text)
    return ".".join(str(int(part)) for part in parts)


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
