"""Taking a file in: which can be read, what it would do, and where its rejected rows go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .import_options import Options
from .paths import expanded, refused

if TYPE_CHECKING:
    from ..catalogue.importing import ImportPlan
    from ..catalogue.reader import Reader


def is_readable(name: str) -> bool:
    """Tell whether the ending of a file is one that can be taken in."""
    from ..catalogue.formats import formats  # with the entry points of packages

    return name.casefold().endswith(tuple(ending for one in formats() if one.reader for ending in one.suffixes))


def write_rejected(plan: ImportPlan, place: str) -> None:
    """Write the rejected rows of a file to another one; from any thread.

    Raises:
        OrodhaError: They cannot be written there.
    """
    from ..catalogue import rejected  # with what writes spreadsheets

    path = expanded(place)
    try:
        rejected.write_rejected(plan, path)
    except OSError as error:
        raise refused(path, error) from error


def make_plan(reader: Reader, path: Path, options: Options, progress: Callable[[int], None]) -> ImportPlan:
    """Return what taking a file in would do, as ``orodha import --dry-run`` finds it.

    Raises:
        OrodhaError: The file cannot be read, or does not tell enough; or ``progress`` has raised it.
    """
    from ..catalogue import importing  # with all kinds and pydantic
    from ..catalogue.given import read_given

    unstated: Mapping[str, Any] = read_given(reader, options.given)
    return importing.plan(
        reader,
        [path],
        kind_name=options.kind,
        sheet=options.sheet,
        format_name=options.format_name,
        wipe=options.wipe,
        overwrite=options.overwrite,
        allow_missing=options.allow_missing,
        unstated=unstated,
        progress=progress,
    )


def in_keys(text: str) -> str:
    """Return what a command would advise, for who has keys instead of options."""
    for option, key in (
        ("--kind", "o, kind"),
        ("--format", "o, format"),
        ("--set", "o, given"),
        ("--sheet", "o, sheet"),
    ):
        text = text.replace(option, key)
    return text
