"""What is due, as a table for a page or a spreadsheet."""

from __future__ import annotations

from .due_list import DueList
from .tables import Table

HEAD = ("when", "last day", "late", "kind", "what", "who", "record", "remark")


def table_of(found: DueList) -> Table:
    """Return what is due as a table, the oldest first."""
    rows = tuple(
        (
            one.written,
            one.on.isoformat(),
            one.lateness(found.on),
            one.kind,
            one.what,
            ", ".join(each.label for each in one.who),
            one.record.id,
            one.note,
        )
        for one in found.items
    )
    ids = tuple((one.record.id, *(each.id for each in one.also)) for one in found.items)
    return Table(
        f"Due until {found.until.isoformat()}, as it is on {found.on.isoformat()}", HEAD, rows, found.remarks(), ids
    )
