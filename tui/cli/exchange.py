"""Exchange: import, export, template."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from ...catalogue.errors import UsageError
from ...catalogue.record import AUDIENCES
from . import completing
from .command import Form, as_document, command, writing
from .output import styled, write, write_json
from .session import can_ask, exit_with, open_catalogue, open_reader, talk
from .values import Difference, difference_lines
from .words import counted

if TYPE_CHECKING:
    from ...catalogue.changes import Applied
    from ...catalogue.drafts import CellProblem
    from ...catalogue.importing import ImportPlan, Source

SHOWN = 10
"""So many changed records are shown with what differs."""

PROBLEMS_SHOWN = 200
"""So many problems are printed; ``--json`` has all."""


@command(
    examples=[
        "orodha template agency agencies.xlsx",
        "orodha import agencies.xlsx --dry-run",
        "orodha import agencies.xlsx --partial to-mend.xlsx",
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
    "--format", "format_name", default="", metavar="NAME", help="xlsx, csv, json, turtle and so on; else the suffix."
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option(
    "--partial",
    default="",
    metavar="REJECTED",
    type=click.Path(dir_okay=False),
    help="Save the good rows, and write the others to this file to mend.",
)
@click.option("--wipe", is_flag=True, help="Let an empty cell empty its field.")
@click.option("--overwrite", is_flag=True, help="Replace values chosen from evidence, and approved statuses.")
@click.option("--allow-missing", is_flag=True, help="Accept references to records that are nowhere.")
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Of RDF: what records get where the file does not say, as country=Kenya; can be given more than once.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
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
    """Take records in from spreadsheets, CSV, JSON and RDF.

    It shows what would change and asks. All of it is saved as one batch that can be undone, or nothing. A row is the
    record with its id, or else the one with its name. What a file leaves out or leaves empty stays as it is. A single
    - reads from stdin, with --format.
    """
    from ...catalogue import importing, rejected
    from ...catalogue.given import read_given

    with open_catalogue() as catalogue:
        sources = [_source(name, format_name) for name in files]
        with _progress() as progress:
            plan = importing.plan(
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
        if partial and plan.problems:
            rejected.check_target(plan, partial)
        refused = bool(plan.problems) and not partial
        if form != "json":
            _show(plan)
        applied = None
        if not dry_run and not refused and plan.planned and (yes or form == "json" or _sure(plan)):
            applied = plan.apply(catalogue, partial=bool(partial), note=note, author=author)
        if partial and plan.problems and not dry_run:
            rejected.write_rejected(plan, partial)
    if form == "json":
        write_json(_as_json(plan, applied, partial if not dry_run and plan.problems else ""))
    else:
        _report(plan, applied, partial if not dry_run else "", dry_run=dry_run)
    if refused:
        exit_with(1)


def _source(name: str, format_name: str) -> str | Source:
    if name != "-":
        return name
    from ...catalogue.formats import format_of
    from ...catalogue.importing import Source

    if not format_name:
        raise UsageError("The format of stdin has to be said.", "Add --format csv, json or jsonl.")
    return Source("stdin", sys.stdin.buffer.read(), format_of("stdin", format_name))


def _sure(plan: ImportPlan) -> bool:
    """Ask, if there is somebody to ask; nobody is asked in a script."""
    if not can_ask():
        return True
    return click.confirm(f"Save {counted(len(plan.planned), 'record')}?", default=True, err=True)


@contextmanager
def _progress() -> Generator[Callable[[int], None] | None]:
    """Give a function that counts records on stderr, if that is a terminal; its line is gone at the end."""
    if not sys.stderr.isatty():
        yield None
        return

    def tell(count: int) -> None:
        print(f"\r{counted(count, 'row')}", end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _show(plan: ImportPlan) -> None:
    """Write the preview: what differs in the first records, what was assumed and kept, and every problem."""
    created, updated = plan.created, plan.updated
    for record in updated[:SHOWN]:
        write(styled(record, "bold"))
        for line in difference_lines([Difference(*one) for one in plan.planned[record].changes]):
            write(line)
    if len(updated) > SHOWN:
        write(f"... and {counted(len(updated) - SHOWN, 'more changed record')}")
    for record in created[:SHOWN]:
        write(f"{styled('+', 'green')} {record}")
    if len(created) > SHOWN:
        write(f"... and {counted(len(created) - SHOWN, 'more new record')}")
    for text in plan.notes:
        talk(f"note: {text}")
    for one in plan.kept[:PROBLEMS_SHOWN]:
        talk(f"kept: {one.id}, {one.field}: {one.reason}; the file says {one.offered!r}. Take it with --overwrite.")
    for problem in plan.problems[:PROBLEMS_SHOWN]:
        talk(f"problem: {_told(problem)}")
    if len(plan.problems) > PROBLEMS_SHOWN:
        talk(f"... and {counted(len(plan.problems) - PROBLEMS_SHOWN, 'more problem')}; --json lists all.")
    talk(_summary(plan))


def _told(problem: CellProblem) -> str:
    """Return a problem in words; of a JSON file, with the place as people count: "record 3, holder"."""
    if not problem.column.startswith("$"):
        return str(problem)
    record = f"record {problem.row}" if problem.row else ""
    place = (record, problem.column.removeprefix("$").removeprefix("."))
    return str(replace(problem, row=0, column=", ".join(filter(None, place))))


def _summary(plan: ImportPlan) -> str:
    counts = (
        (len(plan.created), "new"),
        (len(plan.updated), "changed"),
        (plan.unchanged, "unchanged"),
        (len(plan.rejected), "rejected"),
    )
    return ", ".join(f"{count} {word}" for count, word in counts) + "."


def _report(plan: ImportPlan, applied: Applied | None, partial: str, *, dry_run: bool) -> None:
    if plan.problems and partial:
        talk(f"The rejected rows are in {partial}. Mend them there, then: orodha import {partial}")
    elif plan.problems:
        talk("Nothing was saved. Mend the file, or save the good rows with --partial REJECTED.xlsx")
    if applied and applied.batch is not None:
        talk(f"Saved. Take it back with: orodha undo {applied.batch}")
    elif plan.problems and not partial:
        pass  # it was said already
    elif dry_run:
        talk("Nothing was saved, as asked.")
    elif plan.planned:
        talk("Nothing was saved.")
    elif not plan.problems:
        empty = "The file has no rows below its header." if plan.tables else "The file has nothing to take in."
        talk("Nothing changed: it is so already." if plan.unchanged else empty)


def _as_json(plan: ImportPlan, applied: Applied | None, partial: str) -> dict[str, Any]:
    return {
        "created": plan.created,
        "updated": [
            {"id": one.id, "changes": [change._asdict() for change in one.changes]}
            for one in plan.planned.values()
            if not one.new
        ],
        "unchanged": plan.unchanged,
        "problems": [_problem(one) for one in plan.problems],
        "kept": [one._asdict() for one in plan.kept],
        "notes": plan.notes,
        "batch": applied.batch if applied else None,
        "rejected": partial or None,
    }


def _problem(problem: CellProblem) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in ("file", "sheet", "row", "column", "reason", "value", "fix")}


@command(
    examples=[
        "orodha export kenya.xlsx",
        "orodha export agencies.csv --what agency",
        "orodha export public.json --audience public",
        "orodha export kenya.ttl",
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
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default=AUDIENCES[0],
    show_default=True,
    help="Leave out what it may not see.",
)
@click.option(
    "--evidence/--no-evidence",
    default=None,
    help="Whether the sources of facts go along; they do, but not into RDF.",
)
@click.option("--format", "format_name", default="", metavar="NAME", help="turtle, csv and so on; else the suffix.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def export_command(
    file: str,
    chosen: Sequence[str],
    where: Sequence[str],
    audience: Literal["internal", "partner", "public"],
    evidence: bool | None,
    format_name: str,
    force: bool,
) -> None:
    """Give records out as XLSX, CSV, JSON or RDF.

    A whole catalogue in .xlsx or .json can be imported again and is the same. A CSV file holds one kind. RDF is Turtle
    (.ttl), N-Triples (.nt), TriG (.trig), RDF/XML (.rdf) or JSON-LD (.jsonld). A single - writes to stdout, with
    --format.
    """
    from ...catalogue.exporting import export

    wanted = [name for given in chosen for name in given.split(",") if name]
    with open_reader() as reader:
        if file == "-":
            if not format_name:
                raise UsageError("The format of stdout has to be said.", "Add --format csv, json or turtle.")
            _to_stdout(
                lambda path: export(
                    reader,
                    path,
                    chosen=wanted,
                    where=where,
                    audience=audience,
                    evidence=evidence,
                    format_name=format_name,
                )
            )
            return
        count = export(
            reader,
            file,
            chosen=wanted,
            where=where,
            audience=audience,
            evidence=evidence,
            format_name=format_name,
            overwrite=force,
        )
    talk(f"Wrote {counted(count, 'record')} to {file}.")


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
        path = template(kind_called(kind), file, reader, overwrite=force)
    talk(f"Wrote {path}. When it is filled in: orodha import {path} --dry-run")
