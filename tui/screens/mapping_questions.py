"""What the workbench of two schemes asks in the background: it takes a second, and packages that nothing else needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...catalogue.reader import Reader

if TYPE_CHECKING:
    from ...vocab.matching.suggestions import Suggestion


def suggestions(left: str, right: str) -> Callable[[Reader], list[Suggestion]]:
    """Return a question: what is suggested for two schemes; in meaning too, where the extra for that is installed."""

    def answer(reader: Reader) -> list[Suggestion]:
        from ...vocab.matching.embedding import find_embedder  # with numpy and scipy
        from ...vocab.proposing import propose

        return propose(reader, left, right, embedder=find_embedder()).suggestions

    return answer


def contradictions(left: str, right: str) -> Callable[[Reader], dict[str, list[str]]]:
    """Return a question: what contradicts each mapping between two schemes, and what to do about it; by its id."""

    def answer(reader: Reader) -> dict[str, list[str]]:
        from ...vocab.checks.mappings import CONTRADICTIONS, of_mappings  # the rules know the kinds, and load them

        found: dict[str, list[str]] = {}
        for one in of_mappings(reader, (left, right), *CONTRADICTIONS):
            found.setdefault(one.id, []).append(f"{one.message[:1].upper()}{one.message[1:]}. {one.fix}")
        return found

    return answer
