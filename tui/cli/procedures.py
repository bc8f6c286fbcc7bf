"""Procedures: who does what under them, what changed between two of them, and their reviews."""

from __future__ import annotations

import click

from ...inventory import raci
from . import completing
from .command import Form, command
from .session import open_reader
from .tabling import show, tabling


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
    no agency is named for. Without PROCEDURE, all procedures.
    """
    with open_reader() as reader:
        chosen = raci.procedures_named(reader, procedure)
        remarks = raci.remarks(reader, chosen, list(raci.role_findings(reader, chosen)))
        show(raci.raci(raci.tasks(reader, chosen), by, remarks), output, force, form)


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
