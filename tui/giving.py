"""What a person gives out: the formats that there are, what a file is called, and the equal command."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..catalogue.wording import plural
from .width import clean

if TYPE_CHECKING:
    from ..catalogue.exporting import Choice
    from ..catalogue.formats import Format, Loss

PREFIXES = 2
"""So many prefixes of Turtle are shown."""

ROWS = 3
"""So many rows of each sheet are shown, the header among them."""

Audience = Literal["internal", "partner", "public"]

AUDIENCES: dict[Audience, str] = {
    "internal": "the office",
    "partner": "partners",
    "public": "the public",
}
_TITLES = {
    "xlsx": "Spreadsheet",
    "csv": "CSV",
    "json": "JSON",
    "jsonl": "JSON, a record a line",
    "turtle": "RDF, Turtle",
    "ntriples": "RDF, N-Triples",
    "trig": "RDF, TriG",
    "rdfxml": "RDF/XML",
    "jsonld": "JSON-LD",
    "jsonld-expanded": "JSON-LD, expanded",
    "sssom": "SSSOM",
    "sssom-json": "SSSOM, JSON",
    "mapping-sheet": "Sheet of mappings",
}
_PARTS = {"sdmx": "SDMX", "ml": "ML", "json": "JSON", "skos": "SKOS,", "rdfxml": "RDF/XML", "ntriples": "N-Triples"}


class Offered(NamedTuple):
    """A format.

    Attributes:
        name: What ``--format`` calls it.
        title: What people call it.
        ending: The ending of its files, with the dot.
        carries: What it carries, in a few words.
    """

    name: str
    title: str
    ending: str
    carries: str


def offered(kind: str = "") -> list[Offered]:
    """Return the formats that records can be given out in.

    Args:
        kind: The only kind that goes out; formats that have none of it are left out, and so are those of mappings alone
            unless it is that.
    """
    from ..catalogue.formats import formats  # with the entry points of packages

    return [
        Offered(one.name, title(one.name), _ending(one), _carries(one))
        for one in formats()
        if one.writer and (kind == "mapping" if _of_mappings(one) else not kind or kind in (one.kinds or (kind,)))
    ]


def endings() -> list[str]:
    """Return the endings of all formats that records can be given out in."""
    return [one.ending for one in {*offered(), *offered("mapping")}]


def _of_mappings(one: Format) -> bool:
    return one.package.startswith("orodha.vocab")


def title(name: str) -> str:
    """Return what people call a format: "SDMX-ML 2.1, reports" for "sdmx-ml-2.1-metadata"."""
    if name in _TITLES:
        return _TITLES[name]
    *_, last = parts = name.split("-")
    if parts[0] == "sdmx" and len(parts) > 2:
        return f"SDMX-{_PARTS.get(parts[1], parts[1])} {parts[2]}{', reports' if last == 'metadata' else ''}"
    return " ".join(_PARTS.get(part, part.capitalize()) for part in parts)


def _ending(one: Format) -> str:
    if one.suffixes:
        return one.suffixes[0]
    names = {
        "xlsx": ".xlsx",
        "jsonld": ".jsonld",
        "json": ".json",
        "turtle": ".ttl",
        "ntriples": ".nt",
        "rdfxml": ".rdf",
    }
    last = one.name.removesuffix("-metadata")
    return next((ending for part, ending in names.items() if part in last), ".xlsx" if "sheet" in last else ".xml")


def _carries(one: Format) -> str:
    if one.kinds:
        return f"reports on {' and '.join(map(plural, one.kinds))}"
    if one.name == "csv":
        return "one kind"
    if _of_mappings(one):
        return "mappings"
    return {None: "everything", "": "all but evidence"}.get(one.losses, "what the standard has")


def file_name(path: str, ending: str, endings: Sequence[str]) -> str:
    """Return a path with another ending; what stands before it stays.

    Args:
        path: The path.
        ending: The new ending.
        endings: Those that it may have now.
    """
    known = [one for one in endings if path.casefold().endswith(one)]
    return (path[: -len(max(known, key=len))] if known else path) + ending


def begins_with(kind: str, catalogue: str) -> str:
    """Return how a file is called, without its ending: by the kind that it holds, or else by the catalogue."""
    words = plural(kind) if kind else clean(catalogue).casefold()
    return "-".join("".join(letter if letter.isalnum() else " " for letter in words).split()) or "orodha"


def arguments(file: str, choice: Choice) -> list[str]:
    """Return the arguments of ``orodha export`` that choose the same."""
    found = [file, *(part for one in choice.chosen for part in ("--what", one))]
    found += [part for one in choice.where for part in ("--where", one)]
    found += ["--audience", choice.audience] if choice.audience != "internal" else []
    found += [] if choice.evidence is None else ["--evidence" if choice.evidence else "--no-evidence"]
    return found + (["--format", choice.format_name] if choice.format_name else [])


def lost(losses: Sequence[Loss]) -> str:
    """Return how much is left out, in a line."""
    from ..catalogue.losses import by_sort  # with the formats

    counts = by_sort(losses)
    if not counts.total():
        return "Nothing is left out."
    return f"Left out: {', '.join(f'{count:,} {what}' if count > 1 else what for what, count in counts.most_common())}."


def first_lines(path: Path, most: int = 40, longest: int = 2000) -> list[str]:
    """Return the first lines of a file as text; of a spreadsheet its sheets and their first rows.

    Args:
        path: The file, which is whole.
        most: So many lines.
        longest: So many letters of a line.
    """
    with path.open("rb") as stream:
        head = stream.read(4)
    if head.startswith(b"PK"):
        return _rows(path, most)
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        lines = [line for line in (stream.readline(longest) for _ in range(3 * most)) if line]
    prefixes = [line for line in lines if line.startswith("@prefix")]
    if len(prefixes) > PREFIXES:  # they are the same in every file
        rest = [line for line in lines if line not in prefixes]
        lines = [*prefixes[:PREFIXES], f"... {len(prefixes) - PREFIXES} more prefixes\n", *rest]
    return [clean(line.rstrip("\n").replace("\t", "    ")) for line in lines[:most]]


def _rows(path: Path, most: int) -> list[str]:
    from ..catalogue.entry import as_text  # with what reads spreadsheets
    from ..catalogue.formats import table

    found: list[str] = []
    for sheet in table.read(path, path.name):
        head, *rows = [[as_text(cell) for cell in cells] for _, cells in islice(sheet.rows(), ROWS)] or [[]]
        filled = [place for place in range(len(head)) if any(row[place : place + 1] != [""] for row in rows)]
        lines = (" | ".join(row[place] for place in filled if place < len(row)) for row in (head, *rows))
        found += [f"[{sheet.name}]", *(f"  {clean(line)}" for line in lines)]
        if len(found) >= most:
            break
    return found[:most]


def in_keys(text: str) -> str:
    """Return what a command would advise, for who has keys instead of options."""
    return (
        text.replace("Say which with --what.", "s chooses one.")
        .replace("--what", "s")
        .replace("--force", "another name")
    )
