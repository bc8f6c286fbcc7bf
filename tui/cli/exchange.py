"""Exchange: import, export, template."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ...catalogue.errors import UsageError
from ...catalogue.wording import counted
from ..giving import arguments
from . import completing
from .command import DRY_RUN, YES, Form, as_document, command, for_audience, listing, writing
from .losing import show_losses, tell_losses
from .planned import PARTIAL, Door, take_in
from .private import ALLOW_PRIVATE, check_nothing_private, guard
from .session import open_catalogue, open_reader, talk

if TYPE_CHECKING:
    from ...catalogue.formats import Loss
    from ...catalogue.importing import ImportPlan, Source
    from ...catalogue.record import Visibility

_DOOR = Door("orodha import", "--overwrite")


@command(
    examples=[
        "orodha template agency agencies.xlsx",
        "orodha import agencies.xlsx --dry-run",
        "orodha import agencies.xlsx --partial to-mend.xlsx",
        "orodha export codes.sdmx.xml --what scheme/frequency",
        "orodha import codes.sdmx.xml --dry-run",
        "orodha import codes.sdmx.xml --set country=Kenya --dry-run",
    ]
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(allow_dash=True))
@click.option(
    "--kind",
    "kind_name",
    default="",
    metavar="KIND",
    shell_complete=completing.kinds,
    help="The kind of record, where sheet, file name and ids do not say.",
)
@click.option("--sheet", default="", metavar="NAME", help="Only this sheet.")
@click.option(
    "--format", "format_name", default="", metavar="NAME", help="xlsx, csv, turtle, sdmx and so on; else the suffix."
)
@DRY_RUN
@PARTIAL
@click.option("--wipe", is_flag=True, help="Let an empty cell empty its field.")
@click.option("--overwrite", is_flag=True, help="Replace values chosen from evidence, and approved statuses.")
@click.option("--allow-missing", is_flag=True, help="Accept references to records that are nowhere.")
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Of RDF and SDMX: what records get where the file does not say, as country=Kenya; can be given again. Of SDMX "
    "only what is mandatory, unless it names the kind, as source.country=Kenya.",
)
@YES
@writing
@as_document
def import_command(
    files: tuple[str, ...],
    kind_name: str,
    sheet: str,
    format_name: str,
    dry_run: bool,
    partial: str,
    wipe: bool,
    overwrite: bool,
    allow_missing: bool,
    given: tuple[str, ...],
    yes: bool,
    note: str,
    author: str,
    form: Form,
) -> None:
    """Take records in from spreadsheets, CSV, JSON, RDF and SDMX.

    It shows what would change and asks. All of it is saved as one batch that can be undone, or nothing. A row is the
    record with its id, or else the one with its name. What a file leaves out or leaves empty stays as it is. Of SDMX
    (.xml, .json), lists become schemes, organisations agencies and data flows sources. A single - reads from stdin,
    with --format.
    """
    from ...catalogue import importing
    from ...catalogue.given import read_given

    with open_catalogue() as catalogue:
        sources = [_source(name, format_name) for name in files]

        def make(progress: Callable[[int], None] | None) -> ImportPlan:
            return importing.plan(
                catalogue.reader,
                sources,
                kind_name=kind_name,
                sheet=sheet,
                format_name=format_name,
                wipe=wipe,
                overwrite=overwrite,
                allow_missing=allow_missing,
                unstated=read_given(catalogue.reader, given),
                progress=progress,
            )

        take_in(
            catalogue, make, dry_run=dry_run, partial=partial, yes=yes, note=note, author=author, form=form, door=_DOOR
        )


def _source(name: str, format_name: str) -> str | Source:
    if name != "-":
        if Path(name).is_dir():
            raise UsageError(f"{name} is a folder.", f"Name the files in it: orodha import {Path(name) / '*.xlsx'}")
        return name
    from ...catalogue.formats import format_of
    from ...catalogue.importing import Source

    if not format_name:
        raise UsageError("The format of stdin has to be said.", "Add --format csv, json, turtle, sdmx or another.")
    return Source("stdin", sys.stdin.buffer.read(), format_of("stdin", format_name))


@command(
    examples=[
        "orodha export kenya.xlsx",
        "orodha export agencies.csv --what agency",
        "orodha export public.json --audience public",
        "orodha export kenya.ttl",
        "orodha export kenya.sdmx.xml",
        "orodha export kenya.xml --format sdmx-ml-2.1 --loss",
    ]
)
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
@click.option(
    "--what",
    "chosen",
    multiple=True,
    metavar="KIND|ID",
    shell_complete=completing.kinds,
    help="Only this kind, or this record with what belongs to it; can be given more than once.",
)
@click.option("--where", multiple=True, metavar="FIELD=VALUE", help="Only records like this, as in list.")
@for_audience()
@click.option(
    "--evidence/--no-evidence",
    default=None,
    help="Whether the sources of facts go along; they do, but not into RDF and SDMX.",
)
@click.option(
    "--format", "format_name", default="", metavar="NAME", help="turtle, sdmx-ml-2.1 and so on; else the suffix."
)
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.option("--loss", is_flag=True, help="List what the file could not carry, and write nothing.")
@ALLOW_PRIVATE
@listing
def export_command(
    file: str,
    chosen: Sequence[str],
    where: Sequence[str],
    audience: Visibility,
    evidence: bool | None,
    format_name: str,
    force: bool,
    loss: bool,
    allow_private: bool,
    form: Form,
) -> None:
    """Give records out as XLSX, CSV, JSON, RDF or SDMX.

    A whole catalogue in .xlsx or .json can be imported again and is the same. A CSV file holds one kind. RDF is Turtle
    (.ttl), N-Triples (.nt), TriG (.trig), RDF/XML (.rdf) or JSON-LD (.jsonld). SDMX is .sdmx.xml (SDMX-ML 3.0) or
    .sdmx.json (SDMX-JSON 2.0), reports on sources are .metadata.xml or .metadata.json, and other versions are named:
    sdmx-ml-2.1, sdmx-ml-3.1, sdmx-json-2.1, each also with -metadata. A single - writes to stdout, with --format.

    If a text seems to hold private data, nothing goes out to partners or the public; within the office it is told.
    """
    from ...catalogue import exporting

    wanted = [name for given in chosen for name in given.split(",") if name]
    if file == "-" and not format_name:
        raise UsageError(
            "The format of stdout has to be said.", "Add --format csv, json, turtle, sdmx-ml-3.0 or another."
        )
    if form != "text" and not loss:
        raise UsageError("--json and --csv are for the list of --loss.", "Say the format with --format.")
    choice = exporting.Choice(wanted, where, audience, evidence, format_name)
    with open_reader(tell=False) as reader:
        if loss:
            show_losses(exporting.losses(reader, file, choice), form)
            return
        left_out: list[Loss] = []
        before = guard(allow=allow_private)
        if file == "-":
            _to_stdout(lambda path: exporting.write(reader, path, choice, left_out=left_out, before=before))
        else:
            count = exporting.write(reader, file, choice, overwrite=force, left_out=left_out, before=before)
            talk(f"Wrote {counted(count, choice.format(file).unit)} to {file}.")
    if choice.format(file).losses is not None:
        tell_losses(left_out, arguments(file, choice))


def _to_stdout(export_to: Callable[[Path], Any]) -> None:
    import shutil
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        export_to(path)
        with path.open("rb") as stream:
            shutil.copyfileobj(stream, sys.stdout.buffer)


@command(examples=["orodha template agency agencies.xlsx", "orodha template source sources.xlsx"])
@click.argument("kind", shell_complete=completing.kinds)
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def template_command(kind: str, file: str, force: bool) -> None:
    """Write a spreadsheet to fill in for a kind of record.

    Its headers carry help, its drop-down lists what the catalogue knows. Mandatory columns have a star. Fill it in, and
    import it as it is.
    """
    from ...catalogue.formats.template import template
    from ...catalogue.kinds import kind as kind_called

    with open_reader() as reader:
        check_nothing_private(file)
        path = template(kind_called(kind), file, reader, overwrite=force)
    talk(f"Wrote {path}. When it is filled in: orodha import {path} --dry-run")
