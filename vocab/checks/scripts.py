"""Which script a language is written in, as far as a wrong language tag can be told from it."""

from __future__ import annotations

import unicodedata
from functools import cache

_LATIN = (
    "en fr pt sw de es it nl da sv no nb nn fi is et lv lt pl cs sk sl hr hu ro sq tr az vi id ms tl mt ga cy eu ca gl"
    " so om aa rw rn lg ln sn ny zu xh st tn ts ve ss nr yo ig wo mg af kg lu luo kik kam nyn ach teo din nus"
)
_OTHERS = {
    "ARABIC": "ar fa ur ps sd ug ckb",
    "ETHIOPIC": "am ti gez tig",
    "CYRILLIC": "ru uk be bg mk kk ky tg",
    "GREEK": "el grc",
    "HEBREW": "he yi",
    "DEVANAGARI": "hi mr ne sa",
    "BENGALI": "bn as",
    "GURMUKHI": "pa",
    "GUJARATI": "gu",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "THAI": "th",
    "LAO": "lo",
    "MYANMAR": "my",
    "KHMER": "km",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "HANGUL CJK": "ko",
    "CJK BOPOMOFO": "zh",
    "HIRAGANA KATAKANA KATAKANA-HIRAGANA CJK": "ja",
}
_SCRIPTS = {
    **dict.fromkeys(_LATIN.split(), frozenset({"LATIN"})),
    **{tag: frozenset(scripts.split()) for scripts, tags in _OTHERS.items() for tag in tags.split()},
}
"""Scripts of a language by their names in Unicode; languages that are written in several are not here."""

_KNOWN = frozenset[str]().union(*_SCRIPTS.values())


def strange_script(text: str, language: str) -> str:
    """Return the script that a text is in, if it is none of its language's: "Arabic"; otherwise "".

    A text with a single letter of the right script passes, and so do names in Latin capitals in any language. Nothing
    is said of languages that are written in several scripts, and of tags that name the script ("ar-Latn").

    Args:
        text: A label.
        language: Its language tag.
    """
    main, *subtags = language.split("-")
    expected = _SCRIPTS.get(main)
    if expected is None or any(len(one) == 4 and one.isalpha() for one in subtags):
        return ""
    if text.isascii() and "LATIN" in expected:
        return ""
    letters = [_script(letter) for letter in text if letter.isalpha()]
    found = [script for script in letters if script in _KNOWN]
    if len(found) < 2 or expected.intersection(found):
        return ""
    if set(found) == {"LATIN"} and not any(letter.islower() for letter in text):
        return ""
    return max(sorted(set(found)), key=found.count).capitalize()


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
