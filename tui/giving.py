"""What a person gives out: the formats that there are, what a file is called, and the equal command."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..catalogue.errors import OrodhaError, UsageError
from ..catalogue.wording import counted, plural
from .paths import refused
from .width import clean, cut, pad, width

if TYPE_CHECKING:
    from ..catalogue.exporting import Choice, Selection
    from ..catalogue.formats import Format, Loss
    from ..catalogue.reader import Reader

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
_ALL, _UNASKED = "everything", "all but evidence"

TABLES = (".xlsx", ".csv")
"""Endings of files whose rows are shown as rows."""

_CELL = 20
"""Columns that a cell has at most."""

_PARTS = {"sdmx": "SDMX", "ml": "ML", "json": "JSON", "skos": "SKOS,", "rdfxml": "RDF/XML", "ntriples": "N-Triples"}


class Offered(NamedTuple):
    """A format.

    Attributes:
        name: What ``--format`` calls it.
        title: What people call it.
        ending: The ending of its files, with the dot.
        carries: What it carries, in a few words; what carries evidence only if asked to says so as ``_UNASKED``.
    """

    name: str
    title: str
    ending: str
    carries: str

    def told(self, evidence: bool | None) -> str:
        """Return what it carries if evidence goes along, does not, or goes as the format has it (None)."""
        if evidence is not None and self.carries in (_ALL, _UNASKED):
            return _ALL if evidence else _UNASKED
        return self.carries


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
    return {None: _ALL, "": _UNASKED}.get(one.losses, "what the standard has")


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
    if head.startswith(b"PK") or path.suffix == ".csv":
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
    from ..catalogue.formats import format_of

    found: list[str] = []
    for sheet in format_of(f"x{path.suffix}").read(path, path.name):
        head, *rows = [[as_text(cell) for cell in cells] for _, cells in islice(sheet.rows(), ROWS)] or [[]]
        filled = [place for place in range(len(head)) if any(row[place : place + 1] != [""] for row in rows)]
        found += [f"[{sheet.name}]"] if sheet.name else []
        found += _aligned([[row[place] if place < len(row) else "" for place in filled] for row in (head, *rows)])
        if len(found) >= most:
            break
    return found[:most]


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows of as many cells as lines, the cells below each other."""
    cells = [[cut(clean(cell), _CELL) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    return ["  ".join(map(pad, row, widths)).rstrip() for row in cells]


def in_keys(text: str) -> str:
    """Return what a command would advise, for who has keys instead of options."""
    return (
        text.replace("Say which with --what.", "s chooses one.")
        .replace("--what", "s")
        .replace("--force", "another name")
    )


class Private(UsageError):
    """Texts hold what looks private, and others would read it."""


def count(reader: Reader) -> dict[str, int]:
    """Return how many records of each kind there are; what the first choice loads is loaded then."""
    import_module("..catalogue.exporting", __package__)  # with all kinds and pydantic, which take their time
    return reader.counts()


def preview(reader: Reader, choice: Choice, ending: str) -> Sequence[str] | OrodhaError:
    """Return the first lines of a file with the first records, or why there can be none."""
    from ..catalogue.exporting import sample  # with all kinds and pydantic

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"preview{ending}"
        try:
            sample(reader, path, choice)
        except OrodhaError as error:
            return error
        except OSError as error:  # no room for it
            return refused(path, error)
        return first_lines(path)


def losses_of(reader: Reader, path: str, choice: Choice) -> Sequence[Loss] | OrodhaError:
    """Return what an export would leave out, as ``orodha export --loss`` does, or why it cannot be told."""
    from ..catalogue.exporting import losses  # as above

    try:
        return losses(reader, path, choice)
    except OrodhaError as error:
        return error


def write(
    reader: Reader, path: Path, choice: Choice, stopped: Callable[[], bool], *, replace_it: bool, allow: bool
) -> int | OrodhaError:
    """Write the file, as ``orodha export`` does; return how many records it has, or why it was not written."""
    from ..catalogue import exporting  # as above
    from ..inventory.private_texts import leaving

    def before(selection: Selection) -> None:
        if allow or selection.audience == "internal":
            return
        if found := leaving(selection):
            told = "\n".join(f"{one.id}  {one.field}  {one.found.kind} {one.found.masked}" for one in found[:8])
            raise Private(
                f"{counted(len(found), 'place')} in texts may hold private data, and others will read it.", told
            )

    def whole() -> None:
        if stopped():
            raise OrodhaError("The writing was stopped.")

    try:
        return exporting.write(reader, path, choice, overwrite=replace_it, before=before, whole=whole)
    except OrodhaError as error:
        return error
    except OSError as error:
        return refused(path, error)
