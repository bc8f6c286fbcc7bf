"""What a person can do in the application: the one registry that keys, palette, help and reference are made from.

Each action names the command that does the same, for who cannot use a screen and for who writes scripts.
"""

from __future__ import annotations

from collections.abc import Iterator

from .action import EVERYWHERE, Action
from .exchange import EXCHANGE
from .general import GENERAL
from .governance import GOVERNANCE
from .records import RECORDS
from .terms import TERMS

__all__ = ["ACTIONS", "EVERYWHERE", "Action", "actions_of"]

ACTIONS: dict[str, Action] = {one.id: one for one in (*RECORDS, *TERMS, *GOVERNANCE, *EXCHANGE, *GENERAL)}
"""The actions by id."""


def actions_of(place: str) -> Iterator[Action]:
    """Yield what can be done on a screen: its own first, then what can be done everywhere."""
    for wanted in (place, EVERYWHERE):
        yield from (one for one in ACTIONS.values() if wanted in one.where)
