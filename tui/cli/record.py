"""One record: its fields, and what documents say about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from ...catalogue.asked import Asked, asked
from ...catalogue.disputes import by_value, disagreements, disputes, settlements
from ...catalogue.errors import UsageError
from ...catalogue.reader import Document, Reader
from ..records import cited, instead, name_of, settled_told
from ..values import labels_in, shown
from ..width import clean, isolate, pad, width, wrap
from . import completing
from .command import Form, as_document, command, listing
from .output import Column, screen_width, styled, table_lines, write_json, write_long, write_rows
from .session import open_reader, talk

CLAIM = ("field", "value", "document", "place", "certainty", "date", "chosen", "reason")
"""The columns of ``evidence``."""

DISPUTE = (Column("id"), Column("field"), Column("chosen"), Column("others"), Column("settled"))
"""The columns of ``evidence`` of no record in particular."""

WIDEST_LABEL = 24


@command(examples=["orodha show source/ke-efns", "orodha show concept/topics-labour --lang sw"])
@click.argument("record", shell_complete=completing.ids)
@click.option("--lang", metavar="TAG", help="Only this language of each text, or the nearest that there is.")
@as_document
def show_command(record: str, lang: str | None, form: Form) -> None:
    """Show one record: its fields, what is missing, and where documents disagree.

    RECORD is an id, an IRI, or a name that only one record has.
    """
    with open_reader() as reader:
        document = reader.get(reader.resolve(record))
        if form == "json":
            write_json(document)
            return
        claims = _unsettled(reader, document["id"])
        write_long([*_head(reader, document, lang), "", *_fields(reader, document, claims, lang)])
        missing = asked(reader.kinds[document["kind"]]["fields"], document).missing
        if missing:
            talk(f"\nRecommended, and missing: {', '.join(missing)}.")
            talk(f"  Fill one in with: orodha edit {document['id']} {missing[0].replace(' ', '_')}=...")
        if claims:
            talk(f"\nDocuments disagree. See: orodha evidence {document['id']}")


def _unsettled(reader: Reader, record: str) -> dict[str, list[Document]]:
    """Return the statements about the fields of a record that documents disagree about, and nobody settled."""
    said = reader.statements(record)
    done = settlements(reader, record, said)
    return {field: about for field, about in disagreements(said).items() if field not in done}


def _head(reader: Reader, document: Document, language: str | None) -> Iterator[str]:
    kind = reader.kinds[document["kind"]]
    named = kind["label"] in kind["fields"]  # a mapping is called by its id, which is no field
    yield styled(name_of(reader, document, language) or document["id"], "bold")
    if use := instead(reader, document):
        yield from (styled(line, "yellow") for line in _wrapped([use], 0))
    told = [
        document["id"] if named else "",
        f"revision {document['revision']}",
        document["modified"][:10],
        _complete(asked(kind["fields"], document)),
    ]
    yield " · ".join(filter(None, told))
    yield styled(document["iri"], "dim")


def _complete(has: Asked) -> str:
    return f"{has.filled}/{has.fields} of what is asked for" if has.fields else ""


def _fields(
    reader: Reader, document: Document, claims: Mapping[str, list[Document]], language: str | None
) -> Iterator[str]:
    declared = reader.kinds[document["kind"]]["fields"]
    present = [(name, brief) for name, brief in declared.items() if name in document and name != "iri"]
    labels = labels_in(reader, [(document[name], brief[0]) for name, brief in present])
    column = min(max((width(brief[1]) for _, brief in present), default=0), WIDEST_LABEL)
    for name, (shape, label, *_) in present:
        lines = shown(document[name], shape, labels, language)
        if name in claims:
            lines[-1] += styled(f"  [{len(claims[name])} claims]", "yellow")
        for number, line in enumerate(_wrapped(lines, column + 2)):
            yield f"{pad('' if number else label, column)}  {line}"


@command(
    examples=[
        "orodha evidence agency/ke-dis",
        "orodha evidence source/ke-efns --json",
        "orodha evidence",
        "orodha evidence source/ke-neaims --drop evidence.0 --note 'names a person'",
    ]
)
@click.argument("record", required=False, shell_complete=completing.ids)
@click.option(
    "--drop",
    multiple=True,
    metavar="CLAIM",
    help="Take out a claim by its number, as check has it (evidence.2), or all on a field; can be given again.",
)
@click.option("--note", default="", metavar="TEXT", help="What the change is for; goes into the log.")
@listing
def evidence_command(record: str | None, drop: Sequence[str], note: str, form: Form) -> None:
    """Show what documents say about a record, field by field; the chosen value has a ✓.

    Fields about which documents disagree come first. Without a record, every field is listed about which they do. With
    --drop, claims are taken out; the fields stay as they are.
    """
    if drop:
        if record is None:
            raise UsageError("Claims are taken out of one record.", "Write: orodha evidence RECORD --drop CLAIM")
        from .editing import drop_claims  # looking does without it, and without pydantic

        drop_claims(record, drop, note, form)
        return
    with open_reader() as reader:
        if record is None:
            _write_disputes(list(disputes(reader)), form)
            return
        document = reader.get(reader.resolve(record))
        statements = reader.statements(document["id"])
        if form != "text":
            write_rows(statements, CLAIM, form)
        elif statements:
            write_long(_evidence(reader, document, statements))
        else:
            talk(f"No document is cited for {document['id']}.")


def _write_disputes(found: Sequence[dict[str, Any]], form: Form) -> None:
    if form == "json":
        write_rows(found, [], form)
        return
    rows = [
        {
            "id": one["id"],
            "field": one["field"],
            "chosen": [value["value"] for value in one["values"] if value["chosen"]],
            "others": [value["value"] for value in one["values"] if not value["chosen"]],
            "settled": settled_told(**one["settled"]) if one["settled"] else "",
        }
        for one in found
    ]
    if form == "csv":
        write_rows(rows, DISPUTE, form)
        return
    write_long(table_lines(rows, DISPUTE if any(row["settled"] for row in rows) else DISPUTE[:-1]))
    talk("See what they say with: orodha evidence ID" if rows else "Documents disagree about nothing.")


def _evidence(reader: Reader, document: Document, statements: Sequence[Document]) -> Iterator[str]:
    declared = reader.kinds[document["kind"]]["fields"]
    disputed, done = disagreements(statements), settlements(reader, document["id"], statements)
    shapes = {one["field"]: declared.get(one["field"], ("text",))[0] for one in statements}
    labels = labels_in(reader, [(one["value"], shapes[one["field"]]) for one in statements])
    names = cited(reader, sorted({one["document"] for one in statements if one["document"]}))
    yield styled(document["id"], "bold")
    for field in sorted(shapes, key=lambda field: field not in disputed):
        label = declared[field][1] if field in declared else field or "the record itself"
        yield ""
        yield styled(label, "bold") + (styled("  documents disagree", "yellow") if field in disputed else "")
        if field in done:
            yield styled(f"  {settled_told(*done[field])}", "green")
        about = [one for one in statements if one["field"] == field]
        for same in by_value(about):
            yield from _claim(same, shown(same[0]["value"], shapes[field], labels) if field else [""], names)


def _claim(same: Sequence[Document], lines: Sequence[str], names: Mapping[str, str]) -> Iterator[str]:
    """Yield a claimed value under its mark, then each document that says so with what it is based on."""
    mark = styled("✓", "green") if same[0]["chosen"] else styled("✗", "red")
    for number, line in enumerate(_wrapped(lines, 4)):
        yield f"  {' ' if number else mark} {line}"
    for one in same:
        name = _with_id(one["document"], names)
        told = [", ".join(filter(None, (name, one["place"]))), one["certainty"], one["date"]]
        yield from (styled(f"      {line}", "dim") for line in _wrapped([" · ".join(filter(None, told))], 6))
        yield from (f"        {line}" for line in _wrapped([clean(one["reason"])] if one["reason"] else [], 8))


def _with_id(document: str, names: Mapping[str, str]) -> str:
    short = names.get(document, document)
    return f"{short}  {document}" if short != document else document or "no document"


def _wrapped(lines: Sequence[str], indent: int) -> Iterator[str]:
    """Yield lines broken to what the screen leaves beside an indent; as they are where there is no screen."""
    if not screen_width():
        yield from lines
        return
    room = max(screen_width() - indent, 20)
    yield from (isolate(piece) for line in lines for piece in wrap(line, room))
