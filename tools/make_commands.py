"""Write the reference page of the commands, from the help that they print.

python tools/make_commands.py            write it
python tools/make_commands.py --check    exit with 1 if it differs
"""

from __future__ import annotations

import sys
from pathlib import Path

import click
from orodha.tui.cli.app import orodha
from orodha.tui.cli.menu import COMMANDS, SECTIONS, root_help

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "commands.md"
WIDTH = 88

ABOUT = """\
# Commands

<!-- Made by tools/make_commands.py; do not edit. -->

Data goes to stdout, everything else to stderr. `--json` and `--csv` are there on every command that lists; JSON is on
one line in a pipe and indented in a terminal. Nothing asks where there is no terminal.

The catalogue is the one that `--db` names, else the one that the environment variable `ORODHA_DB` names, else
`orodha.db` in the current folder. `NO_COLOR`, `PAGER` and `EDITOR` are honoured.

| exit code | means |
|---|---|
| 0 | done |
| 1 | failed, `check` has found an error, or `query` was answered with no |
| 2 | wrong usage: no such command, option, kind or field |
| 3 | not found: no such record or batch, or no catalogue |
| 130 | interrupted |
"""


def page() -> str:
    """Return the page: what holds for all, the commands by section, then the help of each."""
    lines = [ABOUT, "```text", root_help(), "```"]
    for title, section in SECTIONS.items():
        lines += ["", f"## {title}"]
        for name in section:
            lines += ["", f"### {name}", "", "```text", help_of(name), "```"]
    return "\n".join(lines) + "\n"


def help_of(name: str) -> str:
    """Return the help of a command as it is printed in a terminal of 88 columns."""
    root = click.Context(orodha, info_name="orodha")
    command = orodha.get_command(root, name)
    if command is None:
        raise KeyError(name)
    context = click.Context(command, info_name=name, parent=root, terminal_width=WIDTH, max_content_width=WIDTH)
    context.help_option_names = ["-h", "--help"]
    lines = command.get_help(context).splitlines()
    return "\n".join(line.rstrip() for line in lines)


def main() -> None:
    """Write the page, or compare it."""
    new = page()
    if "--check" in sys.argv[1:]:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != new:
            sys.exit(f"{PAGE} differs; run: python tools/make_commands.py")
    else:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(new, encoding="utf-8")
        print(f"{PAGE}: {len(COMMANDS)} commands")


if __name__ == "__main__":
    main()
