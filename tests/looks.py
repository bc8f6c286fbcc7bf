"""The screens that are looked at: what is pressed to see each, on a catalogue in which no time passes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from orodha.catalogue import Catalogue
from orodha.tui.theme import ENOUGH, contrast
from orodha.tui.widgets.keys import Keys, active, key_name
from rich.cells import cell_len
from screens import Driven

THEN = "2026-11-20T09:30:00Z"
"""When everything in the catalogue was written."""

LOOKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "home": ("home", ()),
    "go": ("home", ("g",)),
    "help": ("home", ("question_mark",)),
    "sources": ("sources", ()),
    "sources-filtered": ("sources", ("slash", *"permit")),
    "kinds": ("kinds", ()),
    "record": ("sources", ("slash", *"efns", "enter", "enter")),
    "record-evidence": ("sources", ("slash", *"neaims", "enter", "enter", "3")),
    "edit": ("sources", ("slash", *"efns", "enter", "e")),
    "new": ("sources", ("n",)),
    "holds": ("holds", ("w", "o", "r", "k", "space", *"permits")),
    "vocabulary": ("vocabulary", ()),
    "map": ("map", ()),
    "map-pair": ("map", ("enter",)),
    "compare": ("compare", ()),
    "compare-two": ("compare", (*"immigrant ken", "enter", *"ethiopia", "enter")),
    "agreements": ("agreements", ()),
    "due": ("due", ()),
    "gaps": ("gaps", ()),
    "log": ("log", ()),
    "import": ("import", ()),
    "export": ("export", ()),
}
"""The place that the application opens with, and the keys after that."""

SIZES = {"80x24": (80, 24), "140x40": (140, 40)}

_DRAWN = re.compile(r"[\s\u2500-\u259f\u2800-\u28ff]*")
"""Lines, blocks and spaces: no text, for which 3 to 1 is asked."""


def stand_still(db: Path) -> None:
    """Let everything in a catalogue have been written at the same time by the same person."""
    with Catalogue.open(db) as catalogue, catalogue.database.write():
        catalogue.database.run("UPDATE batch SET time = ?, author = 'amina'", (THEN,))
        catalogue.database.run("UPDATE record SET created = ?, modified = ?", (THEN, THEN))


def faint_texts(it: Driven) -> Iterator[tuple[str, str, str, float]]:
    """Yield the texts on the screen that do not stand out from what is behind them, with both colours.

    What shows through behind a small window is not there to be read.
    """
    screen = it.app.screen
    window = [one.region for one in screen.children] if screen.is_modal else [screen.region]
    for line, strip in enumerate(screen._compositor.render_strips()):
        column = 0
        for segment in strip:
            at, column = column, column + cell_len(segment.text)
            style = segment.style
            if not any(one.contains(at, line) for one in window) or _DRAWN.fullmatch(segment.text):
                continue
            if style is None or style.color is None or style.bgcolor is None:
                continue
            text, ground = (one.get_truecolor().hex for one in (style.color, style.bgcolor))
            if style.reverse:
                text, ground = ground, text
            if (apart := contrast(text, ground)) < ENOUGH:
                yield segment.text.strip(), text, ground, round(apart, 2)


def clipped(it: Driven) -> list[str]:
    """Return the hints at the foot that are neither shown whole nor counted as left out."""
    lines = it.app.screen.query(Keys)
    if not lines:
        return []
    wanted = [
        f" {key_name(one.binding.key)} {one.binding.description} " for one in active(it.app.screen) if one.binding.show
    ]
    shown = it.lines[-1].ljust(it.app.size.width)
    missing = [one for one in wanted if one not in shown]
    counted = re.search(r" \+(\d+) ", shown)
    return missing if len(missing) != (int(counted[1]) if counted else 0) else []
