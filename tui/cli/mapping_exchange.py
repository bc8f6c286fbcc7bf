"""Exchange of mappings: SSSOM, triples of SKOS, and the sheet that a colleague fills in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...catalogue.errors import NotFound, UsageError
from ...catalogue.reader import Reader
from ...catalogue.wording import counted
from ...vocab.relations import ACCEPTED, PROPOSED, STATUSES
from . import completing
from .command import DRY_RUN, YES, Form, as_document, command, for_audience, writing
from .mapping import meant
from .planned import PARTIAL, Door, take_in
from .private import check_nothing_private
from .session import invocation, open_catalogue, open_reader, talk

if TYPE_CHECKING:
    from ...catalogue.importing import ImportPlan, Source
    from ...catalogue.record import Visibility

WRITTEN = {
    ".tsv": "sssom",
    ".json": "sssom-json",
    ".xlsx": "mapping-sheet",
    ".ttl": "skos-turtle",
    ".nt": "skos-ntriples",
    ".rdf": "skos-rdfxml",
    ".jsonld": "skos-jsonld",
}
"""The format of a file of mappings, by its suffix."""

READ = {**WRITTEN, ".csv": "sssom", ".txt": "sssom", ".owl": "skos-rdfxml"}
"""The same for reading."""


@command(
    examples=[
        "orodha map export mappings.sssom.tsv",
        "orodha map export to-review.xlsx ke --status proposed",
        "orodha map export mappings.ttl --audience public",
    ]
)
@click.argument("file", type=click.Path(dir_okay=False))
@click.argument("left", metavar="[SCHEME_A]", required=False, shell_complete=completing.ids)
@click.argument("right", metavar="[SCHEME_B]", required=False, shell_complete=completing.ids)
@click.option(
    "--status", multiple=True, type=click.Choice(STATUSES), help="Only such; can be given more than once. All, if not."
)
@for_audience()
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def export_command(
    file: str,
    left: str | None,
    right: str | None,
    status: Sequence[str],
    audience: Visibility,
    force: bool,
) -> None:
    """Give mappings out: all, those of a scheme, or those between two.

    SSSOM is a table (.sssom.tsv) or JSON (.sssom.json); "map import" takes it in again with every decision. A
    spreadsheet (.xlsx) is for a colleague to fill in. SKOS (.ttl, .nt, .rdf, .jsonld) says what was accepted, and no
    more.
    """
    from ...catalogue.exporting import export  # --help does without pydantic

    name = _format(file)
    wanted = tuple(status) or ((ACCEPTED,) if name.startswith("skos-") else ())
    if name.startswith("skos-") and wanted != (ACCEPTED,):
        raise UsageError("SKOS has no word for what is not accepted.", "Write .sssom.tsv to give it out.")
    with open_reader() as reader:
        check_nothing_private(file)
        chosen, where = _choice(reader, left, right, wanted)
        count = export(reader, file, chosen=chosen, where=where, audience=audience, format_name=name, overwrite=force)
    talk(f"Wrote {counted(count, 'mapping')} to {file}.")
    if name == "mapping-sheet":
        talk(f"When it is filled in: {invocation()} map import {file}")


def _format(file: str) -> str:
    suffix = Path(file).suffix.casefold()
    if suffix not in WRITTEN:
        endings = ", ".join(".sssom" + one if one in (".tsv", ".json") else one for one in WRITTEN)
        raise UsageError(
            f"{file}: mappings are not written as {suffix or 'a file without an ending'}.", f"End it in {endings}."
        )
    return WRITTEN[suffix]


def _choice(
    reader: Reader, left: str | None, right: str | None, statuses: Sequence[str]
) -> tuple[Sequence[str], Sequence[str]]:
    """Return what is exported: the kind with a condition, or the ids of mappings.

    Raises:
        NotFound: There are no such mappings.
        UsageError: Both schemes are one.
    """
    if left is None and len(statuses) < 2:
        conditions = [f"status={one}" for one in statuses]
        if reader.count("mapping", conditions):
            return ["mapping"], conditions
        raise _none(statuses, left, right)
    if left is None:
        found = [one["id"] for one in reader.records("mapping") if one.get("status", PROPOSED) in statuses]
    else:
        from ...vocab.decisions import recorded  # only for mappings of a scheme

        first, second = meant(reader, left), meant(reader, right) if right else ""
        if first == second:
            raise UsageError(f"{first} is not mapped to itself.", "Name another scheme: orodha list scheme")
        records = recorded(reader, first, second)
        found = [one.document["id"] for one in records if not statuses or one.status in statuses]
    if not found:
        raise _none(statuses, left, right)
    return found, ()


def _none(statuses: Sequence[str], left: str | None, right: str | None) -> NotFound:
    such = f" that is {' or '.join(statuses)}" if statuses else ""
    which = f"No mapping{such} is on record"
    if left and right:
        advice = f"See what is suggested: {invocation()} map suggest {left} {right}"
        return NotFound(f"{which} between these schemes.", advice)
    return NotFound(f"{which}{' for this scheme' if left else ''}.", f"See what there is: {invocation()} map list")


@command(
    examples=[
        "orodha map export to-review.xlsx ke",
        "orodha map import to-review.xlsx --dry-run",
        "orodha map import to-review.xlsx --partial to-mend.xlsx",
    ]
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(dir_okay=False))
@DRY_RUN
@PARTIAL
@click.option("--theirs", is_flag=True, help="Let decisions of the file replace ours.")
@YES
@writing
@as_document
def import_command(
    files: tuple[str, ...],
    dry_run: bool,
    partial: str,
    theirs: bool,
    yes: bool,
    note: str,
    author: str,
    form: Form,
) -> None:
    """Take mappings in: SSSOM (.sssom.tsv, .sssom.json), SKOS (.ttl and so on), or the sheet of "map export" filled in.

    It shows what would change and asks. All of it is saved as one batch that can be undone. What was decided here stays
    as it is, whatever a file proposes; where a file decides otherwise, it is reported, and taken over with --theirs.
    """
    from ...catalogue import importing  # --help does without pydantic

    with open_reader() if dry_run else open_catalogue() as opened:
        reader = opened if isinstance(opened, Reader) else opened.reader
        sources = [_source(name, author) for name in files]

        def make(progress: Callable[[int], None] | None) -> ImportPlan:
            return importing.plan(reader, sources, wipe=True, overwrite=theirs, progress=progress)

        take_in(
            None if isinstance(opened, Reader) else opened,
            make,
            dry_run=dry_run,
            partial=partial,
            yes=yes,
            note=note,
            author=author,
            form=form,
            door=Door("orodha map import", "--theirs"),
        )


def _source(name: str, author: str) -> Source:
    """Return a file of mappings, in the format that its suffix says; a sheet's reviewer is the author, if not named.

    Raises:
        UsageError: It is not there, or is of no such format.
    """
    from ...catalogue.formats import format_of
    from ...catalogue.importing import Source

    path = Path(name)
    if not path.is_file():
        raise UsageError(f"There is no file {name}.", "Check the path.")
    suffix = path.suffix.casefold()
    if suffix not in READ:
        raise UsageError(
            f"{name}: no mappings are read from {suffix or 'such a file'}.", f"It ends in {', '.join(READ)}."
        )
    found = format_of(path, READ[suffix])
    if author and found.name == "mapping-sheet":
        found = replace(found, options=(author,))
    return Source(path.name, path, found)
