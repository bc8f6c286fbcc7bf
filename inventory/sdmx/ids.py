"""Ids that nothing else has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Taken:
    """The ids that must not be given again: those of one list, of one class of artefacts, of one category."""

    ids: set[str] = field(default_factory=set[str])
    numbers: Counter[str] = field(default_factory=Counter[str])

    def free(self, wanted: str) -> str:
        """Return an id that nothing has yet, with a number behind it where it must be, and take it."""
        found = wanted
        while found in self.ids:
            self.numbers[wanted] += 1
            found = f"{wanted}_{self.numbers[wanted] + 1}"
        self.ids.add(found)
        return found
