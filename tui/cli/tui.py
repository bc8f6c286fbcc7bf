"""The full-screen application, from the command line."""

from __future__ import annotations

import click

from ...catalogue.errors import UsageError
from ..opening import INSTEAD, open_application, why_not
from .command import Form, command, listing
from .session import check_for_the_office, exit_with, target


@command(examples=["orodha tui", "orodha tui --keys"])
@click.option("--keys", is_flag=True, help="List what can be done there, with the key and the command of each.")
@listing
def tui_command(keys: bool, form: Form) -> None:
    """Open the full-screen application, to browse, to change and to map; orodha alone does the same.

    It needs a terminal. Whatever can be done there has a command too: --keys names it. Keys are changed in the file
    orodha/keys.toml in the folder of settings (XDG_CONFIG_HOME, else ~/.config), a line each: undo = "ctrl+z".
    """
    if keys:
        _list_keys(form)
        return
    if form != "text":
        raise UsageError("--json and --csv are for the list of --keys.", "Add --keys, or leave them out.")
    check_for_the_office("The application cannot be opened")
    if told := why_not():
        raise UsageError(told, INSTEAD)
    exit_with(open_application(target()))


def _list_keys(form: Form) -> None:
    from ..keymap import read, rows  # the application itself does without click
    from .output import Column, write_rows
    from .session import talk

    keymap = read()
    columns = ("action", "keys", Column("where", "on"), "does", "command")
    write_rows(rows(keymap.keys), columns, form)
    for problem in keymap.problems:
        talk(f"problem: {problem}")
