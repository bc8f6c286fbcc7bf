"""Border points, and what is to be done there or for a procedure."""

from __future__ import annotations

import click

from . import completing
from .command import Form, command
from .due import day_of
from .files import check_free, format_of, write_to
from .output import as_json
from .session import open_reader
from .tabling import FORMATS, show, tabling


@command(examples=["orodha border", "orodha border jkia", "orodha border area/ke-border-moyale --json"])
@click.argument("point", required=False, shell_complete=completing.ids)
@click.option("--on", "day", metavar="DATE", help="As if it were that day; else today.")
@tabling
def border_command(point: str | None, day: str | None, output: str, force: bool, form: Form) -> None:
    """Show the agencies, systems, relationships, sources, threats and actions at border points.

    POINT is an id, a name, or the last word of an id. Without it, how much is known of each point is counted.
    """
    from ...inventory.border import border_point, point_table, points_table  # the help does without it

    on = day_of(day)
    with open_reader() as reader:
        found = point_table(border_point(reader, point, on), on) if point else points_table(reader, on)
        show(found, output, force, form)


@command(
    examples=[
        "orodha roadmap procedure/ke-roadmap-bcp --on 2026-11-22",
        "orodha roadmap jkia",
        "orodha roadmap -o roadmap.xlsx",
    ]
)
@click.argument("about", metavar="[PROCEDURE|AREA]", required=False, default="", shell_complete=completing.ids)
@click.option("--on", "day", metavar="DATE", help="As if it were that day; else today.")
@tabling
def roadmap_command(about: str, day: str | None, output: str, force: bool, form: Form) -> None:
    """Show what is done and still to be done for a procedure or in an area, by status and date, and what is overdue.

    An area is told of with those within it. Without an argument: all actions of a road map, and those at border points.
    """
    from ...inventory.roadmap import road_map, road_map_table  # the help does without it

    chosen = format_of(output, form, FORMATS, "table")
    check_free(output, force)
    with open_reader() as reader:
        found = road_map(reader, day_of(day), about)
    if chosen == "json":
        write_to(output, as_json(found.as_json()), force)
    else:
        show(road_map_table(found), output, force, form)
