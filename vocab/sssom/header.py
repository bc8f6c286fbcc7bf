"""The header of SSSOM's TSV: YAML on lines that begin with #, or in a file beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import dedent
from typing import Any, cast

import yaml

from ...catalogue.errors import FormatError

BESIDE = (".sssom.yml", ".sssom.yaml", ".yml", ".yaml")
"""What a file of metadata is called that lies beside a table, after the name of the table without its ending."""


def is_header(line: str) -> bool:
    """Tell whether a line belongs to the header; spreadsheet programs put quotation marks around some."""
    return line.startswith(("#", '"#'))


def read_header(lines: Sequence[str], file: str) -> Mapping[str, Any]:
    """Return what the lines of a header say.

    Raises:
        FormatError: They are no YAML; the message names the line.
    """
    return read_yaml(dedent("\n".join(map(_bare, lines))), file)


def _bare(line: str) -> str:
    """Take the mark off a line, and what a spreadsheet program has added: quotation marks and empty cells."""
    text = line.rstrip("\r\n").rstrip("\t,; ")
    if text.startswith('"#'):
        text = text[1:].removesuffix('"').replace('""', '"')
    return text[1:]


def read_yaml(text: str, file: str) -> Mapping[str, Any]:
    """Return a YAML mapping in which every value is text, a list or a mapping; nothing is taken for a date.

    Raises:
        FormatError: It is none.
    """
    try:
        found = cast("object", yaml.load(text, yaml.BaseLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1} of its header" if mark else "its header"
        problem = getattr(error, "problem", None) or "is no YAML"
        advice = "Mend it there or above it: a quotation mark, bracket or indentation that does not fit."
        if "mapping values" in problem:
            advice = "Mend the line: a value with a colon in it needs quotation marks around it."
        raise FormatError(f"{file}, {where}, is no YAML: {problem}.", advice) from None
    if not found:
        return {}
    if not isinstance(found, dict):
        raise FormatError(f"{file}: its header is no list of names and values.", "Write: mapping_set_id: https://...")
    return cast("dict[str, Any]", found)


def read_beside(path: Path) -> tuple[Mapping[str, Any], str]:
    """Return what the file of metadata beside a table says, and its name; nothing and "" if there is none.

    Raises:
        FormatError: It is no YAML.
    """
    stem = path.name
    for ending in (".tsv", ".csv", ".txt", ".sssom"):
        stem = stem.removesuffix(ending)
    for ending in BESIDE:
        found = path.with_name(stem + ending)
        if found.is_file():
            text = found.read_text(encoding="utf-8-sig", errors="replace")
            return read_yaml(text, found.name), found.name
    return {}, ""


def header_lines(header: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a header, each with its mark and end."""
    if not header:
        return
    text: str = yaml.dump(dict(header), sort_keys=False, allow_unicode=True, width=1 << 30)
    for line in text.splitlines():
        yield f"#{line}\n"
