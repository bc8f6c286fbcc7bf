"""What is due: agreements, reviews, validations, actions and promised outputs, as a list and as a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ...catalogue.errors import UsageError
from ...catalogue.wording import counted
from ...inventory.dates import last_day, span_of_words
from ..width import clean, wrap
from .command import Form, command
from .files import SCREEN, check_free, format_of, whole_file, write_to
from .output import as_json, line_width, styled, wrapped, write
from .session import invocation, open_reader, talk
from .tabling import FORMATS, show, tabling

if TYPE_CHECKING:
    from ...inventory.due import Due, DueList


def day_of(text: str | None) -> dt.date:
    """Return the day that a person names, or today.

    Raises:
        UsageError: It is no date, or a whole month or year.
    """
    try:
        day = last_day(text) if text else dt.date.today()
    except ValueError:
        raise UsageError(f"{text!r} is no date.", "Write it like 2026-11-22.") from None
    if text and text != day.isoformat():
        raise UsageError(f"{text!r} is no single day.", f"Write the day that you mean: {day.isoformat()}")
    return day


@command(
    examples=[
        "orodha due",
        "orodha due --within 1y --on 2026-11-22",
        "orodha due --ics due.ics",
        "orodha due -o due.xlsx",
    ]
)
@click.option("--within", default="90d", show_default=True, metavar="TIME", help="How far ahead: 90d, 3 months, 1y.")
@click.option("--on", "day", metavar="DATE", help="As if it were that day; else today.")
@click.option("--ics", metavar="FILE", help="Write it as a calendar, that other programs take in.")
@click.option("--undated", is_flag=True, help="List the open actions of which nobody said when.")
@tabling
def due_command(
    within: str, day: str | None, ics: str | None, undated: bool, output: str, force: bool, form: Form
) -> None:
    """Show what is overdue, and what is due soon: last days of agreements, reviews, validations, actions, outputs."""
    from ...inventory.due import due  # the help does without it

    on, ahead = day_of(day), span_of_words(within)
    chosen = format_of(output, form, FORMATS, "table")
    check_free(output, force)
    check_free(ics or SCREEN, force)
    with open_reader() as reader:
        found, base = due(reader, on, ahead), str(reader.meta["base"])
    if ics:
        _write_calendar(found, base, ics, force)
    elif chosen == "json":
        write_to(output, as_json(found.as_json()), force)
    elif chosen == "text" and output == SCREEN:
        _write_list(found, undated)
    else:
        from ...inventory.due_table import table_of  # the list on screen does without it

        show(table_of(found), output, force, form)


def _write_calendar(found: DueList, base: str, ics: str, force: bool) -> None:
    from ...inventory.ics import to_ics  # a library that only calendars need

    text = to_ics(found, base)
    if ics == SCREEN:
        write_to(ics, text.decode(), force)
        return
    with whole_file(ics, force) as path:
        path.write_bytes(text)
    talk(f"Wrote {ics}: {counted(len(found.items), 'event')}.")


def _write_list(found: DueList, undated: bool) -> None:
    for one in found.items:
        for line in _lines(one, found.on):
            write(line)
    for remark in found.remarks():
        for line in wrapped(remark):
            write(line)
    if undated:
        for each in found.undated:
            for line in _hanging(f"no date  {each.id}  {each.label}"):
                write(line)
    elif found.undated:
        talk(f"See which actions have no date: {invocation()} due --undated")


def _lines(one: Due, on: dt.date) -> Iterator[str]:
    """Yield when and what, then by whom and in which record, within the screen."""
    head, *more = _hanging(f"{one.written}  {one.lateness(on)}  {one.what}")
    yield styled(head, "red" if one.on < on else "bold")
    yield from more
    who = ", ".join(each.label for each in one.who) or "nobody named"
    below = " · ".join([who, one.record.id, *([one.note] if one.note else [])])
    yield from (styled("    " + line, "dim") for line in wrap(clean(below), (line_width() or 10_000) - 4))


def _hanging(text: str) -> list[str]:
    """Break a text into lines that fit, all but the first indented; one line where nothing says how wide."""
    return wrapped(text, 0, 4) if line_width() else [clean(text)]
