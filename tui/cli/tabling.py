"""Commands whose answer is a table: on screen, as JSON or CSV, as a page or a spreadsheet.

@command(examples=["orodha agreements", "orodha agreements -o agreements.xlsx"])
@tabling
def agreements_command(output: str, force: bool, form: Form) -> None:
    with open_reader() as reader:
        show(register(reader), output, force, form)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...catalogue.wording import counted
from .command import Form, Function, listing
from .files import SCREEN, check_free, format_of, whole_file, write_to
from .fitting import fitted_lines
from .output import as_json, write_long
from .session import talk

if TYPE_CHECKING:
    from ...inventory.tables import Table

FORMATS = ("text", "csv", "html", "xlsx", "json", "md")


def tabling(function: Function) -> Function:
    """Add ``-o FILE``, ``--force``, ``--json`` and ``--csv``, which give ``output``, ``force`` and ``form``."""
    output = click.option("-o", "--output", metavar="FILE", default=SCREEN, help="Where: xlsx, html, md, csv, json.")
    force = click.option("--force", is_flag=True, help="Replace a file that is there.")
    return output(force(listing(function)))


def show(found: Table, output: str, force: bool, form: Form) -> None:
    """Write a table where and as it was asked for.

    Raises:
        UsageError: The file is named after no format, is there already, or cannot be written.
    """
    chosen = format_of(output, form, FORMATS, "table")
    check_free(output, force)
    if chosen == "xlsx":
        with whole_file(output, force) as path:
            found.xlsx(path)
    elif chosen == "text" and output == SCREEN:
        write_long(fitted_lines(found))
    else:
        write_to(output, _as_text(found, chosen), force)
    if output != SCREEN:
        talk(f"Wrote {output}: {counted(len(found.rows), 'row')}.")


def _as_text(found: Table, chosen: str) -> str:
    made = {"json": lambda: as_json(found.as_json()), "csv": found.csv, "html": found.html, "md": found.markdown}
    return made[chosen]() if chosen in made else found.markdown()
