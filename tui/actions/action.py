"""One thing that a person can do."""

from __future__ import annotations

from dataclasses import dataclass

EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done.

    Attributes:
        id: What it is called in a file of keys.
        keys: The keys that do it, parted by commas, as Textual names them.
        title: One or two words for the line of keys.
        told: A sentence for the help.
        command: The command that does the same; what stands in braces is filled in. "" for what only moves on a screen.
        where: The screens that have it: their ``PLACE``.
        shown: Whether the line of keys shows it where there is room; the help always does.
    """

    id: str
    keys: str
    title: str
    told: str
    command: str = ""
    where: tuple[str, ...] = (EVERYWHERE,)
    shown: bool = True
