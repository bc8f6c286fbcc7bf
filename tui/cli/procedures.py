"""Procedures: who does what under them, what changed between two of them, their endorsements and reviews."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from ...inventory import raci
from ...inventory.reviews import LEVELS, close_review, endorse, open_review
from . import completing
from .applying import apply_or_show
from .command import DRY_RUN, Form, as_document, command, writing
from .files import SCREEN
from .output import write
from .session import open_catalogue, open_reader
from .tabling import show, tabling

if TYPE_CHECKING:
    from ...catalogue.changes import ChangeSet
    from ...catalogue.reader import Document

OUTCOMES = ("unchanged", "revised", "withdrawn")


@command(
    examples=[
        "orodha raci procedure/ke-sop-data",
        "orodha raci ke-sop-data --by agency",
        "orodha raci --csv",
    ]
)
@click.argument("procedure", nargs=-1, shell_complete=completing.ids)
@click.option("--by", type=click.Choice(["task", "agency"]), default="task", show_default=True, help="What a row is.")
@tabling
def raci_command(procedure: tuple[str, ...], by: str, output: str, force: bool, form: Form) -> None:
    """Show who does what under procedures, answers for it, is asked and is told (RACI).

    Below the table stands what is missing or double: steps that nobody answers for, tasks that two lead, groups that
    no agency is named for; then what is done in each step, and which document says so. Without PROCEDURE, all of
    them.
    """
    with open_reader() as reader:
        found = raci.raci(reader, raci.procedures_named(reader, procedure), dt.date.today(), by)
    show(found, output, force, form)
    if output == SCREEN and form == "text":
        for one in found.more:
            write()
            show(one, output, force, form)


@command(
    examples=[
        "orodha procedure changes ke-sop-data",
        "orodha procedure changes ke-sop-bm-update ke-sop-cbm",
    ]
)
@click.argument("old", shell_complete=completing.ids)
@click.argument("new", required=False, default="", shell_complete=completing.ids)
@tabling
def changes_command(old: str, new: str, output: str, force: bool, form: Form) -> None:
    """Show what changed between two versions of a procedure, step by step.

    With one procedure: since the one that it replaces, or else since before its last change.
    """
    from ...inventory.procedure_changes import changes_table, versions  # raci does without it

    with open_reader() as reader:
        show(changes_table(reader, *versions(reader, old, new)), output, force, form)


@command(
    examples=[
        "orodha procedure endorse ke-sop-data official --by agency/ke-ncm --on 2026-11-22",
        "orodha procedure endorse ke-sop-cbm drafted --dry-run",
    ]
)
@click.argument("procedure", shell_complete=completing.ids)
@click.argument("level", type=click.Choice(LEVELS))
@click.option("--by", metavar="AGENCY", default="", help="Who endorses it; a draft needs nobody.")
@click.option("--on", metavar="DATE", default="", help='The day, or "unknown"; today, if left out.')
@click.option("--document", metavar="DOCUMENT", default="", help="The document that says so, if it is a record.")
@DRY_RUN
@writing
@as_document
def endorse_command(
    procedure: str,
    level: str,
    by: str,
    on: str,
    document: str,
    dry_run: bool,
    note: str,
    author: str,
    form: Form,
) -> None:
    """Enter that a procedure was drafted, or endorsed at technical or official level; one batch, which undo takes back.

    The level of the procedure becomes the highest that it has reached.
    """
    from ...catalogue.record import Statement  # this writes; the other commands only read

    with open_catalogue() as catalogue:
        reader = catalogue.reader
        before = reader.get(reader.resolve(procedure, ("procedure",)))
        agency = reader.resolve(by, ("agency",)) if by else ""
        cited = reader.resolve(document, ("document",)) if document else ""
        day = "" if on == "unknown" else on or dt.date.today().isoformat()
        changed = endorse(before, level, agency, day, cited)
        claim = Statement("", None, cited) if cited else None
        put = _put(before, changed)
        apply_or_show(catalogue, put, dry_run=dry_run, note=note, author=author, form=form, claim=claim)


@command(
    examples=[
        "orodha procedure review open ke-sop-data --by agency/ke-ncm",
        "orodha procedure review close ke-sop-data --opened 2026-02-02 --on 2026-03-13 --outcome unchanged",
    ]
)
@click.argument("what", metavar="open|close", type=click.Choice(["open", "close"]))
@click.argument("procedure", shell_complete=completing.ids)
@click.option("--on", metavar="DATE", default="", help="The day of opening or closing; today, if left out.")
@click.option("--by", metavar="AGENCY", default="", help="Who reviews, where a review is opened.")
@click.option("--opened", metavar="DATE", default="", help="First day of a review that was held, and not opened here.")
@click.option("--outcome", type=click.Choice(OUTCOMES), default="unchanged", show_default=True, help="What came of it.")
@click.option("--version", default="", metavar="TEXT", help="The version that came of it.")
@DRY_RUN
@writing
@as_document
def review_command(
    what: str,
    procedure: str,
    on: str,
    by: str,
    opened: str,
    outcome: str,
    version: str,
    dry_run: bool,
    note: str,
    author: str,
    form: Form,
) -> None:
    """Open or close a review of a procedure; one batch, which undo takes back.

    Closing enters the day as that of the last review, from which the next one is counted.
    """
    with open_catalogue() as catalogue:
        reader = catalogue.reader
        before = reader.get(reader.resolve(procedure, ("procedure",)))
        day = on or dt.date.today().isoformat()
        if what == "open":
            changed = open_review(before, day, reader.resolve(by, ("agency",)) if by else "")
        else:
            changed = close_review(before, day, outcome, version, opened)
        apply_or_show(catalogue, _put(before, changed), dry_run=dry_run, note=note, author=author, form=form)


def _put(before: Document, changed: Document) -> ChangeSet:
    from ...catalogue.changes import ChangeSet, Put  # this writes; the other commands only read

    return ChangeSet([Put(changed, None, before["revision"])])
