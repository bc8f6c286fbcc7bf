"""Releases of a vocabulary: what changed between two of them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ...catalogue.errors import NoCatalogue, UsageError
from .command import Form, command, listing
from .files import SCREEN, check_free, format_of, write_to
from .output import as_json, write_long
from .session import exit_with, open_reader, talk

if TYPE_CHECKING:
    from ...catalogue.reader import Reader
    from ...vocab.release_changes import Difference
    from ...vocab.release_reading import Release

FORMATS = ("text", "html", "json", "csv")


@command(examples=["orodha diff ke@1 ke", "orodha diff ke@1 ke --json", "orodha diff ke@1 ke -o changes.html"])
@click.argument("old")
@click.argument("new")
@click.option("--scheme", "schemes", multiple=True, metavar="NAME", help="Which, of a file with several; repeatable.")
@click.option("--format", "format_name", default="", metavar="NAME", help="Of files, where the suffix does not say.")
@click.option("-o", "--output", metavar="FILE", default=SCREEN, help="Where to write it: .html is a page; .json, .csv.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.option("--exit-code", "check", is_flag=True, help="Exit with 1 if anything differs.")
@listing
def diff_command(
    old: str,
    new: str,
    schemes: tuple[str, ...],
    format_name: str,
    output: str,
    force: bool,
    check: bool,
    form: Form,
) -> None:
    """Show what changed between two releases of a scheme.

    OLD and NEW are files that import would take (RDF, JSON, a spreadsheet), or schemes of the catalogue: as they are
    now (scheme/ke), after a batch of the log (scheme/ke@12), or at the end of a day (scheme/ke@2025-11-30).

    Concepts are found again by IRI, else by code, by IRI without its version, and by label. Order and white space are
    no difference.
    """
    from ...vocab.releases import difference  # here and below: the help does without them
    from .release_lines import lines

    chosen = format_of(output, form, FORMATS, "difference")
    check_free(output, force)
    before, after = _releases(old, new, {"schemes": schemes, "format_name": format_name})
    for note in (*before.notes, *after.notes):
        talk(f"note: {note}")
    found = difference(before.documents, after.documents)
    names = (before.name, after.name)
    if output == SCREEN and chosen == "text":
        write_long(lines(found, names))
    else:
        write_to(output, _written(found, names, chosen), force)
    if output != SCREEN:
        talk(f"Wrote {output}." if found else f"Wrote {output}. Nothing differs.")
    if check and found:
        exit_with(1)


def _releases(old: str, new: str, options: dict[str, Any]) -> tuple[Release, Release]:
    """Read both releases; a catalogue is opened only where one of them is in it.

    Raises:
        NoCatalogue: One of them is no file, and there is no catalogue.
    """
    if all(Path(name).is_file() for name in (old, new)):
        return _in_file(old, options), _in_file(new, options)
    missing = next(name for name in (old, new) if not Path(name).is_file())
    if Path(missing).is_dir() and Path(missing).name != missing:
        raise UsageError(f"{missing} is a folder.", "Name a file in it.")
    if _looks_like_a_file(missing):
        raise UsageError(f"There is no file {missing}.", "Check the path.")
    try:
        reader = open_reader()
    except NoCatalogue as error:
        raise NoCatalogue(f"{missing} is no file, and {error.what[0].lower()}{error.what[1:]}", error.advice) from None
    with reader:
        return _release(reader, old, options), _release(reader, new, options)


def _release(reader: Reader, name: str, options: dict[str, Any]) -> Release:
    from ...vocab.release_reading import release_in_catalogue  # files do without it

    if Path(name).is_file():
        about: dict[str, Any] = {one: reader.meta[one] for one in ("base", "languages")}
        return _in_file(name, {**options, **about})
    scheme, _, at = name.rpartition("@") if "@" in name else (name, "", "")
    return release_in_catalogue(reader, scheme, at)


def _in_file(name: str, options: dict[str, Any]) -> Release:
    from ...vocab.release_reading import release_in_file  # pydantic, and what imports take

    return release_in_file(name, **options | ({"format_name": ""} if _looks_like_a_file(name) else {}))


def _looks_like_a_file(name: str) -> bool:
    from ...catalogue.formats import FORMATS  # only for names of files

    return Path(name).suffix.casefold() in {suffix for one in FORMATS for suffix in one.suffixes}


def _sheet(found: Difference) -> str:
    import csv  # the other forms do without it

    from ...vocab.release_words import COLUMNS, rows

    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, list(COLUMNS), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows(found))
    return sheet.getvalue()


def _written(found: Difference, names: tuple[str, str], form: str) -> str:
    match form:
        case "html":
            from ...vocab.release_page import difference_page  # only what is asked for is loaded

            return difference_page(found, names)
        case "json":
            told = found.as_json()
            for side, name in zip(("old", "new"), names, strict=True):
                told[side] = {"name": name} | told[side]
            return as_json(told)
        case "csv":
            return _sheet(found)
        case _:
            from .release_lines import lines

            return "".join(f"{line}\n" for line in lines(found, names))
