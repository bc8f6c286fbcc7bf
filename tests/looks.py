"""The screens that are looked at: what is pressed to see each, on a catalogue in which no time passes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from orodha.catalogue import Catalogue
from orodha.tui.theme import contrast
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
    "compare": ("compare", ()),
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
    """Yield the texts on the screen that do not stand out from what is behind them, with both colours."""
    for strip in it.app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            if _DRAWN.fullmatch(segment.text) or style is None or style.color is None or style.bgcolor is None:
                continue
            text, ground = (one.get_truecolor().hex for one in (style.color, style.bgcolor))
            if style.reverse:
                text, ground = ground, text
            if (apart := contrast(text, ground)) < 4.5:
                yield segment.text.strip(), text, ground, round(apart, 2)


def clipped(it: Driven) -> list[str]:
    """Return the hints at the foot that are cut, or left out without being counted."""
    from orodha.tui.widgets.keys import Keys, key_name

    found = it.app.screen.query(Keys)
    if not found:
        return []
    shown = [one.binding for one in it.app.screen.active_bindings.values() if one.binding.show]
    wanted = list(dict.fromkeys(f"{key_name(one.key)} {one.description}" for one in shown))
    line = found.first().render().plain
    assert len(line) <= it.app.size.width
    seen = [one for one in wanted if one in line.replace("  ", " ")]
    missing = [one for one in wanted if one not in seen]
    counted = re.search(r"\+(\d+)\s*$", line)
    return [] if len(missing) == (int(counted[1]) if counted else 0) else missing
