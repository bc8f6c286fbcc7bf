"""Numbers and lists in sentences."""

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


def first_few(words: Sequence[object], most: int = 3) -> str:
    """Return the first words, and how many more there are: "a, b, c and 2 more"."""
    return ", ".join(map(str, words[:most])) + (f" and {len(words) - most} more" if len(words) > most else "")


def listed(words: Sequence[str], last: str = "and") -> str:
    """Join words as a sentence does: "a, b and c"."""
    return f" {last} ".join([*([", ".join(words[:-1])] if len(words) > 1 else []), *words[-1:]])
