"""Looking up: find, list, links, path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import click

from ...catalogue.errors import UsageError, did_you_mean
from ...catalogue.names import GENERATED
from ...catalogue.reader import Document, Link, Reader, Step
from ...vocab.successors import deprecated_among, is_deprecated
from ..values import as_part, plain
from . import completing
from .command import Form, command, listing
from .output import Column, styled, write, write_json, write_rows
from .session import open_reader, talk

SHOWN: Mapping[str, tuple[str, ...]] = {
    "action": ("type", "status", "due", "objectives"),
    "agency": ("acronym", "type", "country"),
    "agreement": ("type", "status", "parties"),
    "area": ("type", "iso3166", "m49"),
    "concept": ("notation", "scheme"),
    "document": ("publisher", "date"),
    "indicator": ("code", "framework"),
    "law": ("type", "year", "status"),
    "mapping": ("subject", "predicate", "object", "status"),
    "procedure": ("owner", "endorsement", "review_cycle"),
    "scheme": ("role", "authority"),
    "source": ("acronym", "holder", "type", "access"),
    "variable": ("name", "source", "concept"),
}
"""The fields that ``list`` shows of a kind beside id and label, unless it is told which."""

CHUNK = 500


@command(examples=["orodha find permits", "orodha find refuge --kind source --json"])
@click.argument("text", nargs=-1, required=True)
@click.option("--kind", "kinds", multiple=True, shell_complete=completing.kinds, help="Only this kind; repeatable.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
@listing
def find_command(text: tuple[str, ...], kinds: tuple[str, ...], limit: int, form: Form) -> None:
    """Find records by words, best first.

    Each word may be only begun; a misspelt word is corrected when nothing else is found.
    """
    with open_reader() as reader:
        for kind in kinds:
            reader.check_kind(kind)
        hits = reader.find(" ".join(text), kinds, limit)
        rows = [hit._asdict() for hit in hits]
        if form == "text":
            _mark_deprecated(reader, rows)
        write_rows(rows, ["id", "kind", "label"], form, f"Nothing found for {' '.join(text)!r}.")


def _mark_deprecated(reader: Reader, rows: Sequence[Document]) -> None:
    """Say behind the labels of records that are not to be used any more that it is so."""
    marked = deprecated_among(reader, [row["id"] for row in rows])
    for row in rows:
        if row["id"] in marked:
            row["label"] = f"{row['label']} ({marked[row['id']]['registration']})"


@command(examples=["orodha list source", "orodha list source --where holder=ke-dis --json", "orodha list"])
@click.argument("kind", required=False, shell_complete=completing.kinds)
@click.option("--where", multiple=True, metavar="TEST", help="field=value, field!=value, field~text, field= (empty).")
@click.option("--columns", metavar="FIELDS", help="Fields to show, with commas between.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many; all, if left out.")
@listing
def list_command(kind: str | None, where: tuple[str, ...], columns: str | None, limit: int | None, form: Form) -> None:
    """List the records of a kind by label; without a kind, the kinds and how many records each has.

    The table shows the labels of what a record refers to; JSON and CSV have its id.
    """
    with open_reader() as reader:
        if kind is None:
            _list_kinds(reader, form)
            return
        wanted = _columns(reader, kind, columns)
        documents = reader.records(kind, where, limit=limit)
        rows = documents if form != "text" else _with_labels(reader, kind, documents, wanted)
        nothing = f"There is no {kind}" + (" of that sort." if where else " yet.")
        write_rows(rows, [Column("id"), *wanted], form, nothing)


def _list_kinds(reader: Reader, form: Form) -> None:
    counts = reader.counts()
    rows = [{"kind": kind, "records": counts.get(kind, 0)} for kind in reader.kinds]
    write_rows(rows, ["kind", "records"], form)


def _columns(reader: Reader, kind: str, named: str | None) -> list[Column]:
    """Return the columns to show beside the id, the label first."""
    declared = reader.kinds[reader.check_kind(kind)]
    fields = declared["fields"]
    names = [declared["label"], *SHOWN.get(kind, ())] if named is None else named.replace(" ", "").split(",")
    for name in names:
        if name not in fields and name not in ("id", "iri", *GENERATED):
            raise UsageError(f"{kind} has no field {name!r}.", did_you_mean(name, fields))
    return [Column(name, fields[name][1] if name in fields else "") for name in names if name != "id"]


def _with_labels(
    reader: Reader, kind: str, documents: Iterable[Document], columns: Sequence[Column]
) -> Iterator[Document]:
    """Yield documents with labels in place of the references that are shown."""
    fields = reader.kinds[kind]["fields"]
    names = [column.key for column in columns if column.key in fields and fields[column.key][0] == "ref"]
    waiting = iter(documents)
    while chunk := list(islice(waiting, CHUNK)):
        targets = {target for document in chunk for name in names for target in _targets(document.get(name))}
        labels = reader.labels(sorted(targets))
        for document in chunk:
            shown = {n: [labels.get(t, t) for t in _targets(document[n])] for n in names if n in document}
            if is_deprecated(document) and (label := document.get(name := reader.kinds[kind]["label"])):
                shown[name] = [f"{plain(label)} ({document['registration']})"]
            yield document | shown


def _targets(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else value or []


@command(examples=["orodha links source/ke-efns", "orodha links agency/ke-dis --json"])
@click.argument("record", shell_complete=completing.ids)
@listing
def links_command(record: str, form: Form) -> None:
    """Show what a record refers to (→), and what refers to it (←)."""
    with open_reader() as reader:
        name = reader.resolve(record)
        links = reader.links(name)
        if form != "text":
            write_rows([link._asdict() for link in links], Link._fields, form)
            return
        rows = [link._asdict() | {"way": "←" if link.incoming else "→"} for link in links]
        write_rows(rows, [Column("way", " "), "field", "id", "label"], form, f"{name} stands alone.")


@command(examples=["orodha path 'Work permit' DIS", "orodha path variable/ke-efns-process agency/ke-moi --json"])
@click.argument("start", shell_complete=completing.ids)
@click.argument("end", shell_complete=completing.ids)
@click.option("--longest", type=click.IntRange(1, 12), default=6, show_default=True, help="At most so many steps.")
@listing
def path_command(start: str, end: str, longest: int, form: Form) -> None:
    """Show how two records hang together: a shortest way over references in either direction."""
    with open_reader() as reader:
        steps = reader.path(reader.resolve(start), reader.resolve(end), longest)
        if form == "json":
            write_json([step._asdict() for step in steps])
        elif form == "csv":
            write_rows([step._asdict() for step in steps], Step._fields, form)
        else:
            _write_path(steps)
        if not steps:
            talk(f"Nothing leads from {start} to {end} within {longest} steps.")


def _write_path(steps: Sequence[Step]) -> None:
    for step in steps:
        if step.by.startswith("<-"):
            write(f"  ↑ is {as_part(step.by.removeprefix('<-'))} of")
        elif step.by:
            write(f"  ↓ {step.by}")
        write(f"{step.label}  {styled(step.id, 'dim')}")
