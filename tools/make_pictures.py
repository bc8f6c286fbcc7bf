"""Draw the pictures of the application that README and documentation show.

python tools/make_pictures.py            write them to docs/pictures
python tools/make_pictures.py --check    exit with 1 if one differs
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import re
import sys
import tempfile
from pathlib import Path

from orodha.inventory import create
from orodha.tui.app import Application

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
TODAY = dt.date(2026, 11, 22)
THEN = "2026-11-20T09:30:00Z"
SIZE = (100, 30)

PICTURES: dict[str, tuple[str, tuple[str, ...]]] = {
    "home": ("home", ()),
    "holds": ("home", ("slash", *"work permits by nationality")),
    "record": ("sources", ("slash", *"neaims", "enter", "enter")),
    "map": ("map", ("enter",)),
    "compare": ("compare", (*"immigrant ken", "enter", *"ethiopia", "enter")),
}
"""The place that each picture begins at, and the keys after that."""

_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
_NAME = re.compile(r"terminal-\d+")


async def drawn(catalogue: Path, name: str) -> str:
    """Return the picture of a screen as SVG, without anything to be fetched."""
    first, keys = PICTURES[name]
    app = Application(catalogue.name, TODAY, first)
    async with app.run_test(size=SIZE) as pilot:
        for key in ("", *keys):
            if key:
                await pilot.press("space" if key == " " else key)
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
        app.clear_notifications()
        await pilot.pause()
        svg = app.export_screenshot(title="Orodha")
    return _NAME.sub(f"orodha-{name}", _FONTS.sub("", svg)) + "\n"


def made(folder: Path) -> Path:
    """Return a catalogue of Kenya, as of one moment."""
    with create(folder / "orodha.db") as catalogue, catalogue.database.write():
        catalogue.database.run("UPDATE batch SET time = ?, author = 'amina'", (THEN,))
        catalogue.database.run("UPDATE record SET created = ?, modified = ?", (THEN, THEN))
    return folder / "orodha.db"


def main() -> int:
    """Write or check the pictures; return the exit code."""
    os.environ.update(TZ="Africa/Nairobi", USER="amina")
    os.environ.pop("NO_COLOR", None)
    differ: list[str] = []
    with tempfile.TemporaryDirectory() as temporary:
        os.environ.update(dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME"), temporary))
        catalogue = made(Path(temporary))
        os.chdir(temporary)
        for name in PICTURES:
            svg, path = asyncio.run(drawn(catalogue, name)), FOLDER / f"{name}.svg"
            if "--check" not in sys.argv:
                FOLDER.mkdir(exist_ok=True)
                path.write_text(svg, "utf-8")
            elif not path.exists() or path.read_text("utf-8") != svg:
                differ.append(str(path))
    if differ:
        print(f"Differ: {', '.join(differ)}. Run tools/make_pictures.py and look at them.", file=sys.stderr)
    return bool(differ)


if __name__ == "__main__":
    sys.exit(main())
