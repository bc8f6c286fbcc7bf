"""The one error tree: each error says what happened, where, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class OrodhaError(Exception):
    """Anything that Orodha refuses or cannot do.

    Args:
        what: What happened, and where, in one sentence.
        advice: What to do next, or empty.
    """

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(f"{what} {advice}".rstrip())
        self.what = what
        self.advice = advice


class UsageError(OrodhaError):
    """The request itself makes no sense: an unknown kind, field, option or format."""


class NotFound(OrodhaError):
    """No record has that identifier, or nothing is where the request points."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one field of one record, or with one cell of a file.

    Attributes:
        field: Field name; a dotted path for a part ("contacts.0.email"); empty for the whole record.
        message: What is wrong, in words.
        value: The offending value as text, or empty.
        fix: What to do, or empty.
    """

    field: str
    message: str
    value: str = ""
    fix: str = ""

    def __str__(self) -> str:
        shown = f" (found {self.value!r})" if self.value else ""
        return f"{self.field or 'record'}: {self.message}{shown}{' ' + self.fix if self.fix else ''}"


class InvalidRecord(OrodhaError):
    """A record does not satisfy the declaration of its kind; nothing was saved."""

    def __init__(self, record: str, problems: Sequence[Problem]) -> None:
        super().__init__(f"{record} is not valid: " + "; ".join(map(str, problems)) + ".")
        self.record = record
        self.problems = tuple(problems)


class EntryError(OrodhaError):
    """What a person typed, or a cell holds, is no value of its field."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem}.")
        self.problem = problem


class Conflict(OrodhaError):
    """Somebody else changed the same records in the meantime; nothing was saved.

    Attributes:
        ids: The short ids of the records in question.
    """

    def __init__(self, what: str, ids: Sequence[str], advice: str = "Read them again, and repeat the change.") -> None:
        super().__init__(what, advice)
        self.ids = tuple(ids)


class DatabaseError(OrodhaError):
    """The database file or server cannot be used as asked."""


class NoCatalogue(DatabaseError, NotFound):
    """There is no catalogue at the path."""


class NotACatalogue(DatabaseError):
    """The file is something else than an Orodha catalogue, or is damaged."""


class NewerCatalogue(DatabaseError):
    """A newer Orodha made this catalogue."""


class DatabaseBusy(DatabaseError):
    """Another process kept the catalogue locked for longer than the time limit."""


class ReadOnlyCatalogue(DatabaseError):
    """The catalogue, or its folder, may not be written to."""


class Duplicate(DatabaseError):
    """A value that must be the only one of its sort is there already."""


class DiskFull(DatabaseError):
    """The disk has no room left; the change was rolled back."""


class TimeLimit(OrodhaError):
    """A question took longer than it may."""


class FormatError(OrodhaError):
    """A file cannot be read as the format that it claims to be."""


class StoreError(OrodhaError):
    """A triple store refuses what it is asked, or answers what no store would."""


class StoreUnreachable(StoreError):
    """A triple store cannot be reached, or does not answer in time."""


LOOK_FOR = "Look for it with: orodha find"
"""What is advised where no record is near."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "Did you mean x or y?" or, if nothing is near, what there is."""
    import difflib  # only when something went wrong: it costs a lookup 5 ms

    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=3)
    return f"Did you mean {' or '.join(near)}?" if near else there_are(names)


def there_are(names: Iterable[str], most: int = 60) -> str:
    """Return what there is, numbers in their order: "There are: 1, 2, 10 and 13 more."."""
    ordered = sorted(names, key=lambda name: [(len(one), one) if one.isdecimal() else (0, one) for one in _parts(name)])
    more = f" and {len(ordered) - most} more" if len(ordered) > most else ""
    return f"There are: {', '.join(ordered[:most])}{more}."


def _parts(name: str) -> list[str]:
    """Return the numbers of a name, and what stands between them."""
    return re.split(r"(\d+)", name)
