"""Words that go with numbers."""

from __future__ import annotations

from collections.abc import Sequence


def counted(number: int, word: str) -> str:
    """Return a number with the word for what it counts: "1 agency", "1,302 records", "2 quality reports"."""
    return f"{number:,} {word if number == 1 else plural(word)}".replace("-", " ")


def plural(word: str) -> str:
    """Return the plural of a regular English noun; "info" has none."""
    if word == "info":
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does: "a, b and c"."""
    return " and ".join([*([", ".join(words[:-1])] if len(words) > 1 else []), *words[-1:]])
