"""What was changed, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import click

from ...catalogue.errors import NotFound, UsageError
from ...catalogue.logbook import LARGE, entry_of, last_batch, taking_back
from ...catalogue.names import is_id
from ...catalogue.reader import Change, Reader
from ..values import differences
from . import completing
from .command import DRY_RUN, YES, Form, as_document, command, listing
from .differing import difference_lines, write_differences
from .output import Column, styled, table_lines, write_long, write_rows
from .reporting import report
from .session import can_ask, exit_with, invocation, open_catalogue, open_reader, talk

BATCH = (Column("batch"), Column("time"), Column("author"), Column("records"), Column("note"))


@command(examples=["orodha log", "orodha log agency/ke-dis", "orodha log --json"])
@click.argument("record", required=False, shell_complete=completing.ids)
@click.option("--batch", type=click.IntRange(min=1), help="What this batch changed.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
@listing
def log_command(record: str | None, batch: int | None, limit: int, form: Form) -> None:
    """Show what was changed, newest first; of one record, each field before and after."""
    with open_reader() as reader:
        if record is None and batch is None:
            rows = [_batch_row(one._asdict()) for one in reader.log(limit)]
            _write_batches(rows, form, str(reader.meta.get("starter_batch", "")))
            return
        if batch is not None and reader.database.value("SELECT 1 FROM batch WHERE id = ?", (batch,)) is None:
            raise NotFound(f"There is no batch {batch}.", "See them with: orodha log")
        named = record if record is None or is_id(record) else reader.resolve(record)  # an id may be of a deleted one
        changes = _first(reader.history(named, batch), limit)
        if form == "text":
            write_long(_history_lines(changes))
        elif form == "json":
            write_rows(({**one._asdict(), "changes": _changed(one)} for one in changes), [], form)
        else:
            write_rows((row for one in changes for row in _field_rows(one)), _FIELDS, form)


_FIELDS = ("batch", "time", "author", "record", "field", "before", "after")


def _batch_row(batch: dict[str, Any]) -> dict[str, Any]:
    return {"batch": batch.pop("id"), **batch}


def _write_batches(rows: list[dict[str, Any]], form: Form, starter: str) -> None:
    if form == "text":
        write_long(table_lines(rows, BATCH))
        if rows and str(rows[0]["batch"]) != starter:
            talk(f"Take one back with: {invocation()} undo {rows[0]['batch']}")
    else:
        write_rows(rows, ["batch", "time", "author", "records", "undoes", "note"], form)


def _first(changes: Iterator[Change], limit: int) -> Iterable[Change]:
    return (change for change, _ in zip(changes, range(limit), strict=False))


def _changed(change: Change) -> list[dict[str, Any]]:
    return [one._asdict() for one in differences(change.before, change.after)]


def _field_rows(change: Change) -> Iterator[dict[str, Any]]:
    head = {"batch": change.batch, "time": change.time, "author": change.author, "record": change.record}
    for one in _changed(change):
        yield head | one


def _history_lines(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        did = "added" if change.before is None else "deleted" if change.after is None else "changed"
        told = [f"batch {change.batch}", change.time, f"{did} by {change.author}", change.note]
        yield styled(change.record, "bold") + "  " + " · ".join(filter(None, told))
        yield from difference_lines(differences(change.before, change.after))


@command(examples=["orodha undo", "orodha undo 2 --dry-run"])
@click.argument("batch", required=False, type=click.IntRange(min=1))
@DRY_RUN
@YES
@click.option("--author", default="", metavar="NAME", help="Who takes it back; you, if left out.")
@as_document
def undo_command(batch: int | None, dry_run: bool, yes: bool, author: str, form: Form) -> None:
    """Take a batch of changes back: the last one, or the one of that number in the log.

    It asks first if that is more than 100 records. A record that was changed again since is left alone, and nothing is
    done. To do it again, undo the undo.
    """
    from ...catalogue import changes  # reading the log does without it

    with open_catalogue() as catalogue:
        number = batch or last_batch(catalogue.database)
        if dry_run:
            changes.inverse(catalogue.database, number)  # refuses what cannot be taken back
            for one in catalogue.reader.history(batch=number):
                write_differences(differences(one.after, one.before), one.record)
            return
        if not yes and not _sure(catalogue.reader, number):
            talk("Nothing was changed.")
            exit_with(1)
        entry = entry_of(catalogue.reader, number)
        applied = catalogue.undo(number, author=author)
        if form == "text":
            talk(f"Took batch {number} back.")
        report(applied, form, take_back="Take it back" if entry.undoes and not entry.again else "Do it again")


def _sure(reader: Reader, batch: int) -> bool:
    """Ask before a large batch is taken back, if there is somebody to ask.

    Raises:
        UsageError: There is nobody.
    """
    if entry_of(reader, batch).records <= LARGE:
        return True
    told = taking_back(reader, batch)
    if not can_ask():
        raise UsageError(f"Taking batch {batch} back asks first: {told}.", "Add --yes, or look first with --dry-run.")
    return click.confirm(f"Take batch {batch} back: {told}?", err=True)
