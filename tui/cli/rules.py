"""What the law of a country asks before data on persons are shared: rules, rules set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...catalogue.errors import NotFound, UsageError
from .command import Form, command
from .files import write_to
from .session import check_for_the_office, invocation, open_catalogue, open_reader, talk
from .tabling import show, tabling

if TYPE_CHECKING:
    from ...catalogue.reader import Reader


@command(examples=["orodha rules", "orodha rules Kenya -o rules.xlsx", "orodha rules Kenya -o ke.toml"])
@click.argument("country", default="")
@tabling
def rules_command(country: str, output: str, force: bool, form: Form) -> None:
    """Show what the law of COUNTRY asks before data on persons are shared, and where: for a lawyer to check.

    Without COUNTRY it is the one that most sources are of. A file whose name ends in .toml is the rules themselves:
    change it, and give it to may-share --rules, or let the catalogue go by it with rules set.
    """
    from ...inventory.rules_file import in_use  # help does without it
    from ...inventory.sharing import rules_in_use, rules_table

    with open_reader() as reader:
        place = _country(reader, country)
        law, file = rules_in_use(reader, place), in_use(reader, place)
        if law is None:
            advice = "Begin with a copy of Kenya's: orodha rules Kenya -o rules.toml"
            raise NotFound(f"The catalogue has no rules for {place}.", advice)
        if output.endswith(".toml"):
            write_to(output, file.text, force)
            talk(f"Wrote {output}.")
            return
        found = rules_table(law, kept=file.kept)
    show(found, output, force, form)


@command(examples=["orodha rules Kenya -o ke.toml", "orodha rules set ke.toml", "orodha rules set --drop Kenya"])
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--drop", metavar="COUNTRY", help="Go by the rules that come with Orodha for it again.")
def set_command(file: Path | None, drop: str | None) -> None:
    """Let the catalogue go by the rules of FILE for the country that the file names.

    May-share and the search for private data do so then. The file is kept in the catalogue. It is a setting: it is not
    in the log, and undo does not take it back.
    """
    from ...inventory.sharing import drop_rules, keep_rules  # help does without it

    setting = "It is a setting: not in the log, and undo does not take it back"
    if (file is None) == (drop is None):
        raise UsageError("Name a file of rules, or --drop a country.", "See orodha rules set --help")
    check_for_the_office("Rules cannot be set")
    with open_catalogue() as catalogue:
        if file:
            law = keep_rules(catalogue, file)
            talk(f"For {law.country} the catalogue goes by: {law.told}.")
            talk(f"{setting}; orodha rules set --drop {law.country} does.")
        elif drop:
            kept = drop_rules(catalogue, _country(catalogue.reader, drop))
            talk(f"{drop}: {'the rules of the file are gone' if kept else 'no rules of a file were kept'}.")
            if kept:
                talk(f"{setting}.")


def _country(reader: Reader, text: str) -> str:
    """Return the country that is meant: that of most sources, if none was named."""
    from ...inventory.private_patterns import home_of  # help does without it

    if text:
        return _known(reader, text)
    place = home_of(reader)
    if not place:
        raise UsageError("No source says which country it is of.", f"Name the country: {invocation()} rules ke")
    return place


def _known(reader: Reader, text: str) -> str:
    """Return the country of a name; where the catalogue has no areas, that of a code whose rules come with Orodha."""
    from ...inventory.rules_file import shipped  # help does without it

    try:
        return reader.resolve(text, ("area",))
    except NotFound as error:
        place = f"area/{text.lower()}"
        if shipped(place).text:
            return place
        advice = f"One that the catalogue does not have is named by its code: {invocation()} rules ke"
        raise NotFound(error.what, advice) from None
