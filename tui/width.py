"""Texts as they stand in a terminal: how wide they are, where to cut and wrap them, what must not get there."""

from __future__ import annotations

import unicodedata

ELLIPSIS = "…"

_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), " ")
_OVERRIDES = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_UNSAFE = str.maketrans(_CONTROLS | _OVERRIDES)
_PICTURES = {code: chr(0x2400 + code) for code in range(32) if code not in (9, 10)} | {127: "\u2421"}
_VISIBLE = str.maketrans(dict.fromkeys((*range(128, 160), *_OVERRIDES), "\ufffd") | _PICTURES)
_ISOLATE, _END = "\u2068", "\u2069"


def clean(text: str) -> str:
    """Make one harmless line of a text: escape sequences in a partner's file must not drive the terminal.

    Control characters become spaces; marks that reorder the text around them go.
    """
    return text if text.isascii() and text.isprintable() else text.translate(_UNSAFE)


def visible(text: str) -> str:
    """Make a text harmless where its letters must keep their places: ESC becomes ␛; tabs and line breaks stay."""
    return text if text.isascii() and text.isprintable() else text.translate(_VISIBLE)


def width(text: str) -> int:
    """Return how many columns a clean text takes: two for East Asian wide letters, none for combining marks."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(letter: str) -> int:
    if letter < "\u0300":
        return 1
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


def cut(text: str, columns: int) -> str:
    """Cut a text to so many columns, with an ellipsis where something is missing."""
    if width(text) <= columns:
        return text
    kept, used = 0, 1  # the ellipsis takes a column
    for letter in text:
        used += _columns(letter)
        if used > columns:
            break
        kept += 1
    return text[:kept].rstrip() + ELLIPSIS if columns > 0 else ""


def cut_middle(text: str, columns: int) -> str:
    """Cut a text to so many columns where its end tells it from others: "Migration…of COMESA"."""
    if width(text) <= columns:
        return text
    end = 0
    while end < len(text) and width(text[len(text) - end - 1 :]) <= columns // 2:
        end += 1
    last = text[len(text) - end :].lstrip()
    return cut(text, columns - width(last)) + last


def pad(text: str, columns: int) -> str:
    """Fill a text up with spaces to so many columns."""
    return text + " " * (columns - width(text))


def isolate(text: str) -> str:
    """Keep right-to-left text from reordering its neighbours in the line; for terminals only."""
    if text.isascii() or not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text):
        return text
    return f"{_ISOLATE}{text}{_END}"


def wrap(text: str, columns: int) -> list[str]:
    """Break a clean text into lines of so many columns, between words; a longer word has its line to itself."""
    if width(text) <= columns:
        return [text.lstrip(" ")]
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line and width(line) + 1 + width(word) > columns:
            lines.append(line.rstrip())
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def broken(text: str, columns: int) -> list[str]:
    """Break a clean text into lines of so many columns as ``wrap`` does, and longer words too: nothing is lost."""
    lines: list[str] = []
    for line in wrap(text, columns):
        start = 0
        for end in range(1, len(line) + 1):
            if end - start > 1 and width(line[start:end]) > columns:
                lines.append(line[start : end - 1])
                start = end - 1
        lines.append(line[start:])
    return lines
