"""Border points: all of them, or what is known of one."""

from __future__ import annotations

import click

from ...inventory.border import border_point, point_table, points_table
from . import completing
from .command import Form, command
from .session import open_reader
from .tabling import show, tabling


@command(examples=["orodha border", "orodha border jkia", "orodha border area/ke-border-moyale --json"])
@click.argument("point", required=False, shell_complete=completing.ids)
@tabling
def border_command(point: str | None, output: str, force: bool, form: Form) -> None:
    """Show the agencies, sources, agreements, threats and actions at border points.

    POINT is an id, a name, or the last word of an id. Without it, how much is known of each point is counted.
    """
    with open_reader() as reader:
        show(point_table(border_point(reader, point)) if point else points_table(reader), output, force, form)
