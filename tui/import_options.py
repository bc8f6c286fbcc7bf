"""What a person can say about a file that is taken in: the options of ``orodha import``, by the same names."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace

CHOICES = {
    "kind": "Kind of record",
    "sheet": "Only the sheet",
    "format_name": "Format, if not by its ending",
    "wipe": "Let empty cells empty fields",
    "overwrite": "Replace chosen values",
    "allow_missing": "Accept references to nothing",
    "given": "For what is left out: field=value",
}
"""What can be said, in words."""

_OPTIONS = {
    "kind": "--kind",
    "sheet": "--sheet",
    "format_name": "--format",
    "wipe": "--wipe",
    "overwrite": "--overwrite",
    "allow_missing": "--allow-missing",
    "given": "--set",
}


@dataclass(frozen=True, slots=True)
class Options:
    """What was said.

    Attributes:
        kind: The kind of record; "" as the file says.
        sheet: Only this sheet; "" for all.
        format_name: The format; "" by the ending.
        wipe: Whether an empty cell empties its field.
        overwrite: Whether values chosen from evidence, and approved statuses, are replaced.
        allow_missing: Whether references to records that are nowhere are accepted.
        given: What records get where a file of RDF or SDMX does not say: "field=value".
    """

    kind: str = ""
    sheet: str = ""
    format_name: str = ""
    wipe: bool = False
    overwrite: bool = False
    allow_missing: bool = False
    given: tuple[str, ...] = ()

    def told(self, name: str) -> str:
        """Return an option as text: "yes" or "" of one that is on or off."""
        value: str | bool | tuple[str, ...] = getattr(self, name)
        if isinstance(value, bool):
            return "yes" if value else ""
        return value if isinstance(value, str) else shlex.join(value)

    def having(self, name: str, text: str) -> Options:
        """Return the options with one of them as a text says; one that is on or off is on unless the text is empty."""
        value = getattr(self, name)
        if isinstance(value, bool):
            return replace(self, **{name: bool(text)})
        return replace(self, **{name: tuple(_words(text)) if isinstance(value, tuple) else text.strip()})

    def arguments(self) -> list[str]:
        """Return the same as arguments of ``orodha import``."""
        found: list[str] = []
        for name, option in _OPTIONS.items():
            value: str | bool | tuple[str, ...] = getattr(self, name)
            if value is True:
                found.append(option)
            elif value:
                found += [
                    part for one in ((value,) if isinstance(value, str) else value or ()) for part in (option, one)
                ]
        return found


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # a quote without its end
        return text.split()


def shown(options: Options) -> str:
    """Return the options in a line."""
    return shlex.join(options.arguments()) or "none (o)"
