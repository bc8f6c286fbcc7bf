"""Finding what is in the catalogue twice, making one of it or saying that it is not, and replacing a contact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from ..values import plain
from . import completing
from .applying import apply_or_show
from .command import DRY_RUN, Form, as_document, command, writing
from .files import SCREEN, check_free, format_of, write_to
from .output import as_json
from .session import invocation, open_catalogue, open_reader, talk
from .tabling import FORMATS, show, tabling

if TYPE_CHECKING:
    from ...inventory.tables import Table

_SHOWN = ("score", "first", "second", "why")
_WRITTEN = ("score", "first", "first_label", "second", "second_label", "why")


@command(
    examples=[
        "orodha duplicates",
        "orodha duplicates --kind source --least 0.7",
        "orodha duplicates --kind action --json",
        "orodha duplicates -o duplicates.xlsx",
    ]
)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Of this kind only; may be repeated.")
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    default=0.85,
    show_default=True,
    help="Only pairs at least so alike, 0 to 1.",
)
@tabling
def duplicates_command(kinds: tuple[str, ...], least: float, output: str, force: bool, form: Form) -> None:
    """Show pairs of records that are likely the same thing twice, and why. It changes nothing.

    Searched are sources, agreements, agencies, documents, indicators and procedures, if no kind is named.
    """
    from ...inventory.duplicates import duplicates  # loads rapidfuzz, which merging does without

    chosen = format_of(output, form, FORMATS, "table")
    check_free(output, force)
    with open_reader() as reader:
        pairs = [pair.as_json() for pair in duplicates(reader, kinds, least)]
    on_screen = chosen == "text" and output == SCREEN
    if chosen == "json":
        write_to(output, as_json(pairs), force)
    elif pairs or not on_screen:
        show(_table(pairs, _SHOWN if on_screen else _WRITTEN), output, force, form)
    if not pairs:
        talk("Nothing is in the catalogue twice, as far as names tell.")
    elif on_screen:
        both = f"{pairs[0]['first']} {pairs[0]['second']}"
        talk(f"Look at both, then: {invocation()} merge {both} --dry-run")
        talk(f"If they are not the same: {invocation()} distinct {both}")


def _table(pairs: Sequence[Mapping[str, Any]], head: tuple[str, ...]) -> Table:
    from ...inventory.tables import Table  # merging does without it

    rows = tuple(tuple(plain(pair[name]) for name in head) for pair in pairs)
    return Table("Records that are likely the same", head, rows)


@command(
    examples=[
        "orodha distinct agency/twg-igad agency/twg-national --dry-run",
        "orodha distinct agency/twg-igad agency/twg-national --note 'one is regional'",
    ]
)
@click.argument("one", metavar="ID", shell_complete=completing.ids)
@click.argument("other", metavar="ID", shell_complete=completing.ids)
@DRY_RUN
@writing
@as_document
def distinct_command(one: str, other: str, dry_run: bool, note: str, author: str, form: Form) -> None:
    """Say that two records are not the same: the pair is not shown again, and cannot be merged.

    The first one says so, in its field different_from, and it counts for both.
    """
    from ...inventory.merging import told_apart  # loads the declarations, which finding does without

    with open_catalogue() as catalogue:
        reader = catalogue.reader
        changes = told_apart(reader, reader.resolve(one), reader.resolve(other))
        apply_or_show(catalogue, changes, dry_run=dry_run, note=note, author=author, form=form)


@command(
    examples=[
        "orodha merge source/ke-efns source/ke-permits --dry-run",
        "orodha merge agency/igad agency/eac --note 'as an example; take it back'",
    ]
)
@click.argument("keep", shell_complete=completing.ids)
@click.argument("others", nargs=-1, required=True, metavar="OTHER...", shell_complete=completing.ids)
@DRY_RUN
@writing
@as_document
def merge_command(keep: str, others: tuple[str, ...], dry_run: bool, note: str, author: str, form: Form) -> None:
    """Make one record of several: KEEP takes over what each OTHER says.

    Lists are united and other names become aliases. Where they differ, the value of KEEP stays, and the other one is
    kept as a statement that is not chosen. All that referred to OTHER refers to KEEP; OTHER is superseded by it, and
    its id still answers.
    """
    from ...inventory.merging import merged

    with open_catalogue() as catalogue:
        reader = catalogue.reader
        changes = merged(reader, reader.resolve(keep), [reader.resolve(one) for one in others])
        apply_or_show(catalogue, changes, dry_run=dry_run, note=note, author=author, form=form)


@command(
    examples=[
        "orodha replace-contact old.post@example.org new.post@example.org --dry-run",
        'orodha replace-contact "Focal Point" "Head of Statistics"',
    ]
)
@click.argument("old")
@click.argument("new")
@DRY_RUN
@writing
@as_document
def replace_contact_command(old: str, new: str, dry_run: bool, note: str, author: str, form: Form) -> None:
    """Put the post or address NEW wherever sources and agencies name OLD as their contact.

    What documents said stays: statements that name OLD are listed, not changed.
    """
    from ...inventory.contacts import replaced_contact

    with open_catalogue() as catalogue:
        replaced = replaced_contact(catalogue.reader, old, new)
        if not replaced.changes.changes and form == "text":
            talk(f"No source or agency names {old} as its contact.")
        else:
            apply_or_show(catalogue, replaced.changes, dry_run=dry_run, note=note, author=author, form=form)
    for record, field in replaced.statements:
        talk(f"A statement still names it: {record}, {field}.")
