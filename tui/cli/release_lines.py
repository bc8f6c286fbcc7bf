"""A difference between two releases as lines for the eye."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...vocab.release_changes import WHATS, Change, Detail, Difference
from ...vocab.release_words import (
    HEADINGS,
    called,
    code_of,
    head_of,
    languages,
    shortened,
    shown,
    summary,
    tail_of,
    title,
)
from ..width import clean, isolate, width, wrap
from .output import screen_width, styled

ROOM = 80
"""Columns of a line where no screen says how many there are."""


def lines(found: Difference, names: tuple[str, str]) -> Iterator[str]:
    """Yield a difference for the eye.

    Args:
        found: What differs.
        names: What the two releases are called.
    """
    yield styled(clean(title(found)), "bold")
    yield from wrap(clean(" → ".join(names)), screen_width() or ROOM)
    yield from summary(found)
    if not found:
        yield "Nothing differs."
    if found.scheme:
        yield from ("", styled("The scheme", "bold"))
        yield from (line for one in found.scheme for line in _detail(one, 2, f"~ {one.field} {one.language}".rstrip()))
    if told := languages(found):
        yield from ("", styled("Languages, and how many concepts have texts in them", "bold"))
        yield from (_coloured(f"  {mark} {tags}", mark) for mark, tags in told)
    for what in WHATS:
        if changes := found.of(what):
            heading = HEADINGS[what]
            yield from ("", styled(f"{heading.title} ({len(changes):,})", "bold"))
            for one in changes:
                yield from _change(one, heading.mark)


def _change(change: Change, mark: str) -> Iterator[str]:
    by = "(found by its label)" if change.by == "label" else ""
    code = styled(clean(code_of(change.concept)), "dim")
    yield "  ".join(filter(None, (_coloured(f"  {mark} {isolate(clean(called(change.concept)))}", mark), code, by)))
    for detail in change.details:
        yield from _detail(detail, 6)


def _detail(detail: Detail, indent: int, head: str | None = None) -> Iterator[str]:
    """Yield one field: what it is called, then the words that go and come, broken where the screen ends."""
    found = shortened(shown(detail))
    name = head_of(detail) if head is None else head
    words: list[tuple[str, str]] = [("=", f"{name}:")] if name else []
    if [mark for mark, _ in found] == ["-", "+"]:
        (_, old), (_, new) = found
        words += [*(("-", clean(one)) for one in old), ("=", "→"), *(("+", clean(one)) for one in new)]
    else:
        for mark, several in found:
            before, after = {"-": ("[-", "-]"), "+": ("{+", "+}")}.get(mark, ("", ""))
            marked = [clean(one) for one in several]
            marked[0] = f"{before}{marked[0]}"
            marked[-1] += after
            words += [(mark, one) for one in marked]
    words += [("=", tail)] if (tail := tail_of(detail)) else []
    for number, line in enumerate(_broken(words, (screen_width() or ROOM) - indent - 4)):
        yield " " * (indent + (4 if number else 0)) + line


def _broken(words: Sequence[tuple[str, str]], room: int) -> Iterator[str]:
    """Yield lines of words with their marks, coloured."""
    line: list[str] = []
    used = 0
    for mark, word in words:
        if line and used + 1 + width(word) > room:
            yield " ".join(line)
            line, used = [], 0
        used += width(word) + bool(line)
        line.append(_coloured(isolate(word), mark))
    if line:
        yield " ".join(line)


def _coloured(text: str, mark: str) -> str:
    colour = {"-": "red", "+": "green"}.get(mark)
    return styled(text, colour) if colour else text
