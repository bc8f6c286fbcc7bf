"""The difference between two states of a record, as lines on stdout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..values import Difference, entries
from .output import styled, write


def write_differences(changed: Sequence[Difference], record: str) -> None:
    """Write what differs, old above new, a list and a text in languages by what differs in it."""
    write(styled(record, "bold"))
    for line in difference_lines(changed):
        write(line)


def difference_lines(changed: Sequence[Difference]) -> Iterator[str]:
    """Yield the lines of a difference: what goes behind "-", what comes behind "+"."""
    for field, before, after in changed:
        old, new = list(entries(before)), list(entries(after))
        yield f"  {field}"
        for entry in old:
            if entry not in new:
                yield styled(f"    - {entry}", "red")
        for entry in new:
            if entry not in old:
                yield styled(f"    + {entry}", "green")
