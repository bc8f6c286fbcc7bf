"""The register of agreements."""

from __future__ import annotations

import click

from ...catalogue.errors import NotFound
from ...catalogue.reader import Reader
from .command import Form, command
from .due import day_of
from .session import open_reader
from .tabling import show, tabling

STATUSES = ("idea", "draft", "signed", "in force", "not in force", "expired")  # as register tells them


@command(
    examples=[
        "orodha agreements",
        'orodha agreements --status "in force" --on 2026-11-22',
        "orodha agreements --with IGAD",
        "orodha agreements --covers MUSANED",
        "orodha agreements -o agreements.xlsx",
    ]
)
@click.option("--status", type=click.Choice(STATUSES), default=None, help="Only those that are this far.")
@click.option("--with", "party", metavar="AGENCY", help="Only those with this party or recipient: agency or country.")
@click.option("--covers", metavar="SOURCE", help="Only those that cover this source, or a variable of it.")
@click.option("--on", "day", metavar="DATE", help="As if it were that day; else today.")
@tabling
def agreements_command(
    status: str | None, party: str | None, covers: str | None, day: str | None, output: str, force: bool, form: Form
) -> None:
    """Show the register of agreements: parties, what they cover, how far they are, until when, how they are kept."""
    from ...inventory.register import register  # the help does without it

    on = day_of(day)
    with open_reader() as reader:
        agency = _party(reader, party) if party else ""
        source = reader.resolve(covers, ("source", "variable")) if covers else ""
        found = register(reader, on, status=status or "", party=agency, covers=source)
    show(found, output, force, form)


def _party(reader: Reader, text: str) -> str:
    """Return who is meant: the agency, where an organisation and its region are called the same."""
    try:
        return reader.resolve(text, ("agency",))
    except NotFound:
        return reader.resolve(text, ("agency", "area"))
