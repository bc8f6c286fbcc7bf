"""Changing one record: add, edit, delete."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from typing import Any

import click

from ...catalogue.assigning import assign
from ...catalogue.catalogue import Catalogue, valid_document
from ...catalogue.changes import ABSENT, Applied, ChangeSet, Delete, Put
from ...catalogue.drafting import json_object, merged, new_document, own_fields
from ...catalogue.errors import NotFound, UsageError
from ...catalogue.kinds import kind
from ...catalogue.linking import at_stake
from ...catalogue.reader import Document, Reader
from ...catalogue.record import Statement
from ...catalogue.wording import counted
from ..values import differences
from . import completing
from .claims import parse_claim, revised
from .command import DRY_RUN, YES, Form, as_document, command, writing
from .differing import write_differences
from .output import write
from .private import tell_typed
from .reporting import report
from .session import can_ask, exit_with, invocation, open_catalogue, talk

_EVIDENCE = click.option(
    "--evidence", metavar="CLAIM", help="Where it comes from: document=ID,place=TEXT,certainty=stated|inferred|outside."
)

_NUMBERED = re.compile(r"evidence\.\d+")


@command(
    examples=[
        'orodha add agency name="Refugee Consortium" type=NGO country=ke',
        "orodha add document title=Yearbook date=2024 --dry-run",
    ]
)
@click.argument("kind_name", metavar="KIND", shell_complete=completing.kinds)
@click.argument("fields", nargs=-1, required=True, shell_complete=completing.fields)
@_EVIDENCE
@DRY_RUN
@writing
@as_document
def add_command(
    kind_name: str, fields: tuple[str, ...], evidence: str | None, dry_run: bool, note: str, author: str, form: Form
) -> None:
    """Add a record, and print its id.

    FIELDS are field=value; field:sw=value is a text in Swahili, field+=value one more entry of a list. A reference
    may be an id, a code or a label. Without id=..., the record is named after its country and name. A single - reads
    the fields from stdin as a JSON object.
    """
    with open_catalogue() as catalogue:
        document = new_document(
            catalogue.reader, kind_name, json_object(sys.stdin.read()) if fields == ("-",) else fields
        )
        changed = differences(None, document)
        claim = parse_claim(evidence, catalogue.reader) if evidence else None
        statements = revised([], changed, claim, note)
        tell_typed(catalogue.reader, document, [name for name, *_ in changed], statements)
        if dry_run:
            write_differences(changed, document["id"])
            return
        put = Put(document, statements, ABSENT)
        applied = catalogue.apply(ChangeSet([put], note, author))
        if form == "text":
            write(document["id"])
        report(applied, form)


@command(
    examples=[
        "orodha edit source/ke-efns frequency=monthly --note 'as told by DIS'",
        "orodha edit source/ke-efns title:sw='Huduma za raia wa kigeni' topics+=labour --dry-run",
    ]
)
@click.argument("record", shell_complete=completing.ids)
@click.argument("fields", nargs=-1, shell_complete=completing.fields)
@_EVIDENCE
@DRY_RUN
@writing
@as_document
def edit_command(
    record: str, fields: tuple[str, ...], evidence: str | None, dry_run: bool, note: str, author: str, form: Form
) -> None:
    """Change fields of a record.

    FIELDS are field=value; field= empties it, field:sw=value sets the Swahili text, field+=value and field-=value add
    to a list and take from it. A single - reads them from stdin as a JSON object, where null empties. Without any,
    the record opens in EDITOR.
    """
    with open_catalogue() as catalogue:
        before = _meant(catalogue.reader, record)
        after = valid_document(_edited(catalogue.reader, before, fields))
        changed = differences(before, after)
        names = [name for name, *_ in changed]
        claim = parse_claim(evidence, catalogue.reader) if evidence else None
        backed = _backed(fields, after, names) if claim else []
        old = [Statement(**one) for one in catalogue.reader.statements(before["id"])]
        statements = revised(old, [*changed, *backed], claim, note)
        tell_typed(catalogue.reader, before | after, names, statements)
        if dry_run:
            write_differences(changed, before["id"])
            return
        put = Put(after, statements, before["revision"])
        applied = catalogue.apply(ChangeSet([put], note, author))
        if form == "text" and changed:
            write_differences(changed, before["id"])
        report(applied, form)
        if form == "text" and claim:
            _say_chosen([name for name, _, value in [*changed, *backed] if value is not None], before["id"])


def _backed(fields: Sequence[str], after: Document, changed: Sequence[str]) -> list[tuple[str, Any, Any]]:
    """Return the fields that were given the value that they have: evidence for them is a claim all the same."""
    named = dict.fromkeys(re.split(r"[.:+=-]", one, maxsplit=1)[0] for one in fields if one != "-")
    return [(name, after[name], after[name]) for name in named if name in after and name not in changed]


def _say_chosen(names: Sequence[str], record: str) -> None:
    """Say which values now rest on the evidence that was given."""
    if names:
        talk(f"Chosen by this evidence: {', '.join(names)}. See: {invocation()} evidence {record}")


def _meant(reader: Reader, text: str) -> Document:
    """Return the record that a person means, and say which it is if it was not named by its id."""
    document = reader.get(reader.resolve(text))
    if text not in (document["id"], document["iri"]):
        talk(f"{text} is {document['id']}.")
    return document


def _edited(reader: Reader, before: Document, fields: Sequence[str]) -> Document:
    """Return a record with some fields changed: by assignments, from stdin, or in the editor."""
    if fields:
        return _assigned(reader, before["kind"], own_fields(reader, before), fields)
    if not can_ask():
        raise UsageError("Nothing to change was given.", f"Write: orodha edit {before['id']} field=value")
    text = json.dumps(own_fields(reader, before), ensure_ascii=False, indent=2)
    edited = click.edit(text + "\n", extension=".json")
    return json_object(edited if edited is not None else text) | {"id": before["id"]}


def _assigned(reader: Reader, name: str, document: Document, fields: Sequence[str]) -> Document:
    """Return a document after some assignments, or those of a JSON object on stdin."""
    if tuple(fields) != ("-",):
        return assign(kind(name), document, fields, reader.resolve)
    return merged(document, json_object(sys.stdin.read()))


def drop_claims(record: str, claims: Sequence[str], note: str, form: Form) -> None:
    """Take claims out of what documents say about a record, in one batch; its fields stay as they are.

    Args:
        record: What a person calls it.
        claims: Numbers as a check has them, "evidence.2", or fields: all claims on those.
        note: For the log.
        form: How to write what was done.

    Raises:
        NotFound: There is no such claim; nothing is taken out then.
    """
    with open_catalogue() as catalogue:
        document = _meant(catalogue.reader, record)
        said = catalogue.reader.statements(document["id"])
        gone = {place for one in claims for place in _places(document["id"], said, one)}
        kept = [Statement(**one) for place, one in enumerate(said) if place not in gone]
        put = Put(valid_document(own_fields(catalogue.reader, document)), kept, document["revision"])
        applied = catalogue.apply(ChangeSet([put], note))
        if form == "text":
            talk(f"Took out {counted(len(gone), 'claim')} of {len(said)}.")
        report(applied, form)


def _places(record: str, said: Sequence[Document], claim: str) -> list[int]:
    """Return where the claims stand that are called by a number or by their field."""
    number = _NUMBERED.fullmatch(claim)
    names = [f"evidence.{place}" if number else one["field"] for place, one in enumerate(said)]
    found = [place for place, name in enumerate(names) if name == claim]
    if not found:
        advice = f"See what is said: {invocation()} evidence {record} --csv (the first is evidence.0)"
        raise NotFound(f"{record} has no claim {claim!r}.", advice)
    return found


@command(examples=["orodha delete source/ke-efns --yes", "orodha delete source/ke-efns --dry-run"])
@click.argument("records", nargs=-1, required=True, metavar="RECORD...", shell_complete=completing.ids)
@YES
@DRY_RUN
@writing
@as_document
def delete_command(records: tuple[str, ...], yes: bool, dry_run: bool, note: str, author: str, form: Form) -> None:
    """Delete records. It asks first, and can be undone.

    What refers to them stays, and is reported by check. A single - reads the ids from stdin, one a line.
    """
    names = sys.stdin.read().split() if records == ("-",) else list(records)
    with open_catalogue() as catalogue:
        found = [_meant(catalogue.reader, name) for name in names]
        for document in found:
            talk(at_stake(catalogue.reader, document))
        if dry_run:
            return
        if not yes and not _sure(len(found)):
            exit_with(1)
        report(_deleted(catalogue, found, note, author), form)


def _deleted(catalogue: Catalogue, found: Sequence[Document], note: str, author: str) -> Applied:
    deletes = [Delete(document["id"], document["revision"]) for document in found]
    return catalogue.apply(ChangeSet(deletes, note, author))


def _sure(count: int) -> bool:
    if not can_ask():
        raise UsageError("Deleting asks first, and there is no terminal to ask at.", "Add --yes.")
    what = "it" if count == 1 else f"these {counted(count, 'record')}"
    return click.confirm(f"Delete {what}?", err=True)
