"""What a kind of record asks for, and how much of it a record has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class Asked(NamedTuple):
    """How much of what is asked for a record has.

    Attributes:
        filled: How many of the mandatory and recommended fields are filled in.
        fields: How many there are.
        missing: The labels of the recommended fields that are empty.
    """

    filled: int
    fields: int
    missing: tuple[str, ...]


def asked(declared: Mapping[str, Sequence[str]], document: Mapping[str, Any]) -> Asked:
    """Return how much of what is asked for a record has.

    Args:
        declared: The fields of its kind in brief, as in ``Reader.kinds``.
        document: The record.
    """
    wanted = [name for name, brief in declared.items() if _need(brief) in ("mandatory", "recommended")]
    empty = [brief[1] for name, brief in declared.items() if _need(brief) == "recommended" and name not in document]
    return Asked(sum(name in document for name in wanted), len(wanted), tuple(empty))


def _need(brief: Sequence[str]) -> str:
    return brief[3] if len(brief) > 3 else ""
