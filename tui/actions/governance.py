"""What can be done with agreements, deadlines, gaps and the log."""

from __future__ import annotations

from .action import Action

GOVERNANCE: tuple[Action, ...] = (
    # agreements, due, gaps, log
    Action(
        "may_share",
        "s",
        "may share",
        "Ask whether a source may be shared with an agency, and why.",
        "orodha may-share {source} --with {agency}",
        ("agreements", "may share"),
    ),
    Action(
        "keep_status",
        "f",
        "status",
        "Show only the agreements of one status.",
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
    Action("batches", "escape", "list", "Go back from what a batch changed to the list of them.", "", ("log",)),
    Action("only", "f", "only", "Show all, only yours, or one record.", "orodha log {id}", ("log",)),
    Action("unfold", "space", "unfold", "Show the fields of a record in a large batch.", "", ("log",)),
)
"""In the order of the line of keys."""
