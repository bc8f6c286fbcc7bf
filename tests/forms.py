"""Forms driven by keys."""

from __future__ import annotations

from orodha.catalogue.reader import Reader
from screens import Driven, drive
from textual import events


def document(path, record):
    with Reader.open(path) as reader:
        return reader.get(record)


def on_form(db, work, *, kind="source", record="", given=None, size=(80, 24)):
    """Do some work in a form."""

    async def opened(it: Driven) -> None:
        it.app.show("edit", kind, record, given)
        await it.settle()
        await work(it)

    drive(db, opened, first="kinds", size=size)


async def write(it: Driven, text: str) -> None:
    """Put a text in at the cursor, as from the clipboard."""
    it.app.post_message(events.Paste(text))
    await it.settle()


def line(it: Driven, label: str) -> str:
    """Return the line of the screen with a label, without the bar at its end."""
    return next(one for one in it.lines if one[3:].startswith(label)).rstrip(" ▁▂▃▄▅▆▇█")
