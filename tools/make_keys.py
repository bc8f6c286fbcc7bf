"""Write the reference page of the application's keys, from the registry of actions.

python tools/make_keys.py            write it
python tools/make_keys.py --check    exit with 1 if it differs
"""

from __future__ import annotations

import sys
from pathlib import Path

from orodha.tui.actions import ACTIONS, EVERYWHERE, Action
from orodha.tui.places import LETTERS, PLACES
from orodha.tui.widgets.keys import key_name

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "keys.md"

ABOUT = """\
# Keys

<!-- Made by tools/make_keys.py; do not edit. -->

`?` tells the same in the application, for the screen that is open; `orodha tui --keys` prints it. The command does the
same without a screen.

To give an action another key, write its name, as in the first column, into `orodha/keys.toml` in the folder of settings
(`XDG_CONFIG_HOME`, else `~/.config`), a line each:

```toml title="keys.toml"
undo = "ctrl+z"
filter = "slash,f3"
```

What cannot be used is told when the application opens, with its line, and the rest holds. The keys that lists and
fields move by (arrows, tab, enter, page keys) cannot be given away.
"""


def page() -> str:
    """Return the page."""
    parts = [ABOUT, "## Where the letter after `g` goes\n", "| key | goes to | what is there |\n|---|---|---|"]
    parts += [f"| `g` `{letter}` | {PLACES[name].title} | {PLACES[name].told} |" for letter, name in LETTERS.items()]
    parts += ["\n## Everywhere\n", *_table(EVERYWHERE)]
    for where in dict.fromkeys(where for one in ACTIONS.values() for where in one.where if where != EVERYWHERE):
        parts += [f"\n## On the screen: {where}\n", *_table(where)]
    return "\n".join(parts) + "\n"


def _table(where: str) -> list[str]:
    rows = [_row(one) for one in ACTIONS.values() if where in one.where]
    return ["| action | key | does | command |\n|---|---|---|---|", *rows]


def _row(one: Action) -> str:
    keys = ", ".join(f"`{key_name(key)}`" for key in one.keys.split(","))
    return f"| {one.id} | {keys} | {one.told} | {f'`{one.command}`' if one.command else ''} |"


def main() -> int:
    """Write or check the page; return the exit code."""
    if "--check" in sys.argv:
        return PAGE.read_text("utf-8") != page()
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
