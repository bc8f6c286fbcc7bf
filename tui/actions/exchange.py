"""What can be done while files are taken in and given out."""

from __future__ import annotations

from .action import Action

_EXCHANGE = ("import", "export")

EXCHANGE: tuple[Action, ...] = (
    # import and export
    Action("save_import", "ctrl+s", "save", "Save what is shown, as one change.", "orodha import {file}", ("import",)),
    Action(
        "options",
        "o",
        "options",
        "Say kind, sheet, format, what may be replaced.",
        "orodha import --help",
        ("import",),
    ),
    Action(
        "to_mend",
        "w",
        "to mend",
        "Write the rejected rows to a file.",
        "orodha import {file} --partial {file}",
        ("import",),
    ),
    Action("write", "enter,ctrl+s", "write", "Write the file.", "orodha export {file}", ("export",)),
    Action("scope", "s", "what", "Choose which records go out.", "orodha export {file} --what {kind}", ("export",)),
    Action(
        "audience",
        "a",
        "for whom",
        "Choose who will read it.",
        "orodha export {file} --audience {whom}",
        ("export",),
    ),
    Action(
        "evidence",
        "e",
        "evidence",
        "Let the sources of facts go along, or not.",
        "orodha export {file} --evidence",
        ("export",),
    ),
    Action("losses", "l", "left out", "List what the format leaves out.", "orodha export {file} --loss", ("export",)),
    Action("stop", "escape", "stop", "Stop; nothing was changed.", "", _EXCHANGE),
    Action(
        "copy_command",
        "Y",
        "copy command",
        "Copy the command that does the same.",
        "",
        ("holds", "compare", *_EXCHANGE),
        shown=False,
    ),
    Action("file", "f", "file", "Name another file.", "", _EXCHANGE),
)
"""In the order of the line of keys."""
