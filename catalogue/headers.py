"""Which column of a file is which field: by its exact header, by one that folds to the same, or by a near one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .columns import EVIDENCE, ID, PROBLEM, Column, columns_of
from .kinds import Field
from .texts import fold

NEAR = 85.0
"""From this likeness on (0 to 100) a header is taken for another one, and reported."""

SUGGESTED = 70.0
"""From this likeness on, a header that is taken for none gets a suggestion."""

HEADER_ROWS = 10
"""The header is looked for in so many rows: files have titles above it."""

LANGUAGE_NAMES = {
    "en": ("english", "anglais", "kiingereza"),
    "fr": ("french", "francais", "kifaransa"),
    "sw": ("swahili", "kiswahili"),
    "ar": ("arabic", "arabe", "kiarabu", "العربية"),
    "pt": ("portuguese", "portugues"),
    "am": ("amharic", "አማርኛ"),
    "so": ("somali",),
    "om": ("oromo",),
    "es": ("spanish",),
}
"""How people write languages in headers: "Title (English)"."""

How = Literal["exact", "folded", "near", "unknown", "left out"]


@dataclass(frozen=True, slots=True)
class Heading:
    """What one column of a file was taken for.

    Attributes:
        index: Its index in the rows.
        text: Its header.
        how: How it was recognised.
        column: The field that it has; None for the columns below and unknown ones.
        role: "id", "evidence", or "" for a field or an unknown column.
        suggestion: The nearest header, where it was taken for none.
    """

    index: int
    text: str
    how: How
    column: Column | None = None
    role: str = ""
    suggestion: str = ""


def read_headings(cells: Sequence[object], fields: Iterable[Field], languages: Sequence[str]) -> list[Heading]:
    """Return what each column of a header row is; columns without header are left out."""
    declared = tuple(fields)
    known = _known(declared, languages)
    exact = {column.header: column for column in columns_of(declared, languages)} | {
        field.name: Column(field, languages[0] if field.shape in ("lang", "langs") else "") for field in declared
    }
    names = {field.name: field for field in declared}
    headings: list[Heading] = []
    taken: set[str] = set()
    for index, cell in enumerate(cells):
        text = str(cell).strip().removesuffix("*").strip()
        if text:
            heading = _read(index, text, exact, known, names)
            key = heading.column.header if heading.column else heading.role
            headings.append(Heading(index, text, "unknown") if key and key in taken else heading)
            taken.add(key)
    return [_near(heading, known, taken) if heading.how == "unknown" else heading for heading in headings]


def _read(
    index: int, text: str, exact: dict[str, Column], known: dict[str, Column | str], names: dict[str, Field]
) -> Heading:
    if text in (ID, EVIDENCE):
        return Heading(index, text, "exact", role=text)
    if text == PROBLEM:
        return Heading(index, text, "left out", role=PROBLEM)
    if text in exact:
        return Heading(index, text, "exact", exact[text])
    name, _, tag = text.partition(":")
    if name in names and names[name].shape in ("lang", "langs") and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", tag):
        return Heading(index, text, "exact", Column(names[name], tag))
    found = known.get(key_of(text))
    if isinstance(found, str):
        return Heading(index, text, "folded", role=found)
    return Heading(index, text, "folded" if found else "unknown", found)


def _near(heading: Heading, known: dict[str, Column | str], taken: set[str]) -> Heading:
    from rapidfuzz import fuzz, process  # only when a header is unknown

    free = [key for key, one in known.items() if isinstance(one, Column) and one.header not in taken]
    found = process.extractOne(key_of(heading.text), free, scorer=fuzz.ratio, score_cutoff=SUGGESTED)
    column = known[found[0]] if found else None
    if not found or not isinstance(column, Column):
        return heading
    if found[1] < NEAR:
        return Heading(heading.index, heading.text, "unknown", suggestion=column.header)
    taken.add(column.header)
    return Heading(heading.index, heading.text, "near", column)


def _known(fields: Sequence[Field], languages: Sequence[str]) -> dict[str, Column | str]:
    """Return every column by the folded forms of its headers."""
    found: dict[str, Column | str] = {}
    for field in fields:
        if field.shape not in ("lang", "langs"):
            found[key_of(field.name)] = Column(field)
            continue
        for tag in (*languages, *(tag for tag in LANGUAGE_NAMES if tag not in languages)):
            for name in (tag, *LANGUAGE_NAMES.get(tag, ())):
                found[key_of(f"{field.name} {name}")] = Column(field, tag)
    for field in fields:
        if field.shape in ("lang", "langs"):
            found[key_of(field.name)] = Column(field, languages[0])
    found.setdefault("id", ID)
    found.setdefault("identifier", ID)
    return found


def key_of(header: str) -> str:
    """Fold a header: "Collected for statistics *" is "collectedforstatistics"."""
    return "".join(re.findall(r"[^\W_]+", fold(header)))


def find_header(
    rows: Iterable[tuple[int, list[Any]]], fields: Iterable[Field], languages: Sequence[str]
) -> tuple[int, list[Heading]] | None:
    """Return the number and headings of the header row: among the first rows, the one with most known columns."""
    best: tuple[int, list[Heading]] | None = None
    score = 0
    declared = tuple(fields)
    for count, (number, cells) in enumerate(rows):
        if count == HEADER_ROWS:
            break
        headings = read_headings(cells, declared, languages)
        known = sum(heading.how in ("exact", "folded") for heading in headings)
        if known > score:
            best, score = (number, headings), known
    return best
