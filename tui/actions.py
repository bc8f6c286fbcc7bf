"""What a person can do in the application: the one registry that keys, palette, help and reference are made from.

Each action names the command that does the same, for who cannot use a screen and for who writes scripts.
"""

from __future__ import annotations

from collections.abc import Iterator
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


ACTIONS: dict[str, Action] = {
    one.id: one
    for one in (
        # what the cursor is on
        Action(
            "open",
            "enter",
            "open",
            "Open what the cursor is on.",
            "orodha show {id}",
            ("list", "record", "agreements", "due", "gaps", "log", "may share"),
        ),
        Action(
            "filter",
            "slash",
            "filter",
            "Keep the rows with some words.",
            "orodha find {text}",
            ("list", "agreements", "due", "gaps"),
        ),
        Action(
            "edit",
            "e",
            "edit",
            "Change the record.",
            "orodha edit {id}",
            ("list", "record", "agreements", "due", "gaps"),
        ),
        Action("new", "n", "new", "Make a record of this kind.", "orodha add {kind}", ("list",)),
        Action(
            "copy",
            "y",
            "copy",
            "Copy the id to the clipboard.",
            "",
            ("list", "record", "agreements", "due", "gaps", "log"),
            shown=False,
        ),
        # agreements, due, gaps, log
        Action(
            "may_share",
            "s",
            "may share",
            "Ask whether a source may be shared with an agency, and why.",
            "orodha may-share {source} --with {agency}",
            ("agreements",),
        ),
        Action(
            "keep_status",
            "f",
            "status",
            "Keep the agreements that are so far.",
            "orodha agreements --status {status}",
            ("agreements",),
        ),
        Action("calendar", "i", "calendar", "Write what is due as a calendar.", "orodha due --ics {file}", ("due",)),
        Action("later", "plus,equals_sign", "further", "Look further ahead.", "orodha due --within 365d", ("due",)),
        Action("sooner", "minus", "less far", "Look less far ahead.", "orodha due --within 30d", ("due",)),
        Action("keep_kind", "f", "kind", "Keep one sort of what is due.", "", ("due",)),
        Action(
            "plan",
            "n",
            "plan a source",
            "Plan a source that closes the gap.",
            "orodha gaps plan {id} --title {title}",
            ("gaps",),
        ),
        Action("country", "c", "country", "Look at one country.", "orodha gaps --country {code}", ("gaps",)),
        Action(
            "undo_batch",
            "u",
            "take back",
            "Take the batch under the cursor back; of an undo, make it again.",
            "orodha undo {batch}",
            ("log",),
        ),
        Action("only", "f", "only", "Show all, only yours, or one record.", "orodha log {id}", ("log",)),
        Action("unfold", "space", "unfold", "Show the fields of a record in a large batch.", "", ("log",)),
        # everywhere
        Action("undo", "u", "undo", "Take the last change back.", "orodha undo"),
        Action("redo", "ctrl+r", "redo", "Make a change again that was taken back.", "orodha undo", shown=False),
        Action("go", "g", "go to", "Go to another part; a letter follows."),
        Action("back", "escape", "back", "Go back to where you came from.", shown=False),
        Action("help", "question_mark,f1", "help", "What can be done here.", "orodha --help"),
        Action("palette", "ctrl+p", "commands", "Find a command or a record by its name.", "orodha find {text}"),
        Action("quit", "q,ctrl+q", "quit", "Leave; nothing is lost.", shown=False),
    )
}
"""The actions by id."""


def actions_of(place: str) -> Iterator[Action]:
    """Yield what can be done on a screen: its own first, then what can be done everywhere."""
    for wanted in (place, EVERYWHERE):
        yield from (one for one in ACTIONS.values() if wanted in one.where)
