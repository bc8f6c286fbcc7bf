"""Names for blank nodes that need one: made of what is said of them, so that the same file gives the same names.

A name comes from the descriptions down to some steps away. Blank nodes that are described alike are numbered in the
order in which they are asked for.
"""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b

from .stage import Stage

STEPS = 6
"""So far away a description counts; circles of blank nodes end there."""


class Blanks:
    """Names the blank nodes of a file.

    Args:
        stage: What the file says.
    """

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._names: dict[str, str] = {}
        self._given = Counter[str]()
        self._digests: dict[tuple[str, int], str] = {}

    def name(self, term: str) -> str:
        """Return the name of a blank node: hexadecimal digits, with a number behind them if another has the same."""
        if (known := self._names.get(term)) is None:
            digest = self._digest(term, STEPS)
            self._given[digest] += 1
            count = self._given[digest]
            known = self._names[term] = digest if count == 1 else f"{digest}-{count}"
        return known

    def _digest(self, term: str, steps: int) -> str:
        if steps == 0:
            return "_"
        key = (term, steps)
        if (known := self._digests.get(key)) is None:
            said = (
                f"{predicate} {self._digest(one, steps - 1) if one[0] == '_' else one}"
                for predicate, terms in self.stage.node(term).items()
                for one in terms
            )
            text = "\n".join(sorted(said))
            known = self._digests[key] = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        return known
