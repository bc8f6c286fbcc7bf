"""The looks of the application: two themes of its own, and a sign for every state, so that colour never speaks alone.

Every text stands out from what is behind it by at least 4.5 to 1 (WCAG 2.2, success criterion 1.4.3); tests compute it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.theme import Theme

ENOUGH = 4.5
"""The least contrast of a text."""

SIGNS = {
    "open": "●",
    "restricted": "◐",
    "planned": "○",
    "gap": "·",
    "accepted": "✓",
    "rejected": "✗",
    "suggested": "?",
    "contradicts": "▲",
    "late": "!",
    "chosen": "◆",
    "other": "◇",
}
"""The sign of each state; the words stand in the key below the screen."""

STATE_COLOURS = {"open": "success", "restricted": "warning", "planned": "accent", "gap": "faint"}
"""The colour of the sign of what is held, by its name in the theme."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of a theme, by what they are for.

    Attributes:
        ground: Behind everything.
        raised: Behind bars and panels.
        chosen: Behind the row of the cursor.
        text: What is read.
        faint: Headings of columns, ids, remarks.
        accent: Keys, links, what has focus.
        good: Held and open, accepted, in order.
        caution: Restricted, suggested, soon due.
        bad: Errors, overdue, rejected.
    """

    ground: str
    raised: str
    chosen: str
    text: str
    faint: str
    accent: str
    good: str
    caution: str
    bad: str

    def pairs(self) -> list[tuple[str, str]]:
        """Return each colour of text with each colour that it may stand on."""
        texts = (self.text, self.faint, self.accent, self.good, self.caution, self.bad)
        return [(text, ground) for text in texts for ground in (self.ground, self.raised, self.chosen)]


DARK = Tokens(
    ground="#11181c",
    raised="#1b252b",
    chosen="#12405a",
    text="#e6edf0",
    faint="#a9b8c0",
    accent="#7cc7ff",
    good="#7ddc8c",
    caution="#f2c55c",
    bad="#ffa9a0",
)
LIGHT = Tokens(
    ground="#fbfbf8",
    raised="#eef0ea",
    chosen="#d3e6f5",
    text="#16211c",
    faint="#4a5751",
    accent="#00508a",
    good="#0c5a23",
    caution="#6b4700",
    bad="#a01010",
)
THEMES = {"orodha-dark": DARK, "orodha-light": LIGHT}


def contrast(first: str, second: str) -> float:
    """Return how far two colours stand apart, 1 to 21, as WCAG 2.2 reckons it.

    Args:
        first: A colour as "#rrggbb".
        second: Another.
    """
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def theme(name: str) -> Theme:
    """Return a theme as Textual takes it."""
    from textual.theme import Theme  # the tokens are read without Textual too

    tokens = THEMES[name]
    return Theme(
        name=name,
        dark=tokens is DARK,
        primary=tokens.accent,
        secondary=tokens.accent,
        accent=tokens.accent,
        foreground=tokens.text,
        background=tokens.ground,
        surface=tokens.ground,
        panel=tokens.raised,
        success=tokens.good,
        warning=tokens.caution,
        error=tokens.bad,
        variables={
            "faint": tokens.faint,
            "chosen": tokens.chosen,
            "text-muted": tokens.faint,
            "block-cursor-background": tokens.chosen,
            "block-cursor-foreground": tokens.text,
            "footer-background": tokens.raised,
            "input-selection-background": tokens.chosen,
        },
    )
