"""Releases of a vocabulary: what changed between two of them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ...catalogue.errors import NoCatalogue, UsageError
from .command import Form, command, listing
from .files import SCREEN, check_free, format_of, write_to
from .output import as_json, screen_width, styled, write_long
from .session import exit_with, open_reader, talk
from .width import clean, isolate, width, wrap

if TYPE_CHECKING:
    from ...catalogue.reader import Reader
    from ...vocab.release_changes import Change, Detail, Difference
    from ...vocab.release_reading import Release

ROOM = 80
"""Columns of a line where no screen says how many there are."""

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
    from ...vocab.releases import difference  # the help does without it

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
        write_to(output, _written(found, names, chosen))
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
    from ...vocab.release_reading import release_in_catalogue

    if Path(name).is_file():
        about: dict[str, Any] = {one: reader.meta[one] for one in ("base", "languages")}
        return _in_file(name, {**options, **about})
    scheme, _, at = name.rpartition("@") if "@" in name else (name, "", "")
    return release_in_catalogue(reader, scheme, at)


def _in_file(name: str, options: dict[str, Any]) -> Release:
    from ...vocab.release_reading import release_in_file

    return release_in_file(name, **options | ({"format_name": ""} if _looks_like_a_file(name) else {}))


def _looks_like_a_file(name: str) -> bool:
    from ...catalogue.formats import FORMATS

    return Path(name).suffix.casefold() in {suffix for one in FORMATS for suffix in one.suffixes}


def _written(found: Difference, names: tuple[str, str], form: str) -> str:
    from ...vocab import release_page, release_words

    match form:
        case "html":
            return release_page.difference_page(found, names)
        case "json":
            told = found.as_json()
            for side, name in zip(("old", "new"), names, strict=True):
                told[side] = {"name": name} | told[side]
            return as_json(told)
        case "csv":
            import csv

            sheet = io.StringIO()
            writer = csv.DictWriter(sheet, list(release_words.COLUMNS), restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(release_words.rows(found))
            return sheet.getvalue()
        case _:
            return "".join(f"{line}\n" for line in lines(found, names))


def lines(found: Difference, names: tuple[str, str]) -> Iterator[str]:
    """Yield a difference for the eye.

    Args:
        found: What differs.
        names: What the two releases are called.
    """
    from ...vocab.release_changes import WHATS
    from ...vocab.release_words import HEADINGS, languages, summary, title

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
    from ...vocab.release_words import called, code_of

    by = "(found by its label)" if change.by == "label" else ""
    code = styled(clean(code_of(change.concept)), "dim")
    yield "  ".join(filter(None, (_coloured(f"  {mark} {isolate(clean(called(change.concept)))}", mark), code, by)))
    for detail in change.details:
        yield from _detail(detail, 6)


def _detail(detail: Detail, indent: int, head: str | None = None) -> Iterator[str]:
    """Yield one field: what it is called, then the words that go and come, broken where the screen ends."""
    from ...vocab.release_words import head_of, shortened, shown, tail_of

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
