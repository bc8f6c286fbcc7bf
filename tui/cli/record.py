"""One record: its fields, and what documents say about them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from ...catalogue.errors import UsageError
from ...catalogue.reader import Document, Reader
from ...vocab.successors import deprecated_among, is_deprecated, successor
from ..values import labels_in, plain, shown
from ..width import clean, isolate, pad, width, wrap
from . import completing
from .command import Form, as_document, command, listing
from .output import Column, screen_width, styled, table_lines, write_json, write_long, write_rows
from .session import open_reader, talk

CLAIM = ("field", "value", "document", "place", "certainty", "date", "chosen", "reason")
"""The columns of ``evidence``."""

DISPUTE = (Column("id"), Column("field"), Column("chosen"), Column("others"))
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
        claims = disagreements(reader.statements(document["id"]))
        write_long([*_head(reader, document, lang), "", *_fields(reader, document, claims, lang)])
        missing = _missing(reader, document)
        if missing:
            talk(f"\nRecommended, and missing: {', '.join(missing)}.")
            talk(f"  Fill one in with: orodha edit {document['id']} {missing[0].replace(' ', '_')}=...")
        if claims:
            talk(f"\nDocuments disagree. See: orodha evidence {document['id']}")


def _head(reader: Reader, document: Document, language: str | None) -> Iterator[str]:
    kind = reader.kinds[document["kind"]]
    named = kind["label"] in kind["fields"]  # a mapping is called by its id, which is no field
    name = shown(document[kind["label"]], kind["fields"][kind["label"]][0], {}, language)[0] if named else ""
    yield styled(name or document["id"], "bold")
    yield from _instead(reader, document)
    told = [
        document["id"] if named else "",
        f"revision {document['revision']}",
        document["modified"][:10],
        _complete(kind, document),
    ]
    yield " · ".join(filter(None, told))
    yield styled(document["iri"], "dim")


def _instead(reader: Reader, document: Document) -> Iterator[str]:
    """Yield what to use instead of a record that is not to be used any more: the last in the chain, and the way."""
    after = successor(reader, document["id"]) if "replaced_by" in document else []
    status = document["registration"] if is_deprecated(document) else "replaced"
    if after:
        *way, last = after
        label = reader.labels([last]).get(last, "")
        over = f", by way of {', '.join(way)}" if way else ""
        dead = f", which is {gone[last]['registration']}" if (gone := deprecated_among(reader, [last])) else ""
        told = f"{status}: use {clean(label)}  {clean(last)}{over}{dead}".replace("use   ", "use ")
    elif is_deprecated(document):
        told = f"{status}, and nothing stands in for it"
    else:
        return
    yield from (styled(line, "yellow") for line in _wrapped([told], 0))


def _complete(kind: Mapping[str, Any], document: Document) -> str:
    wanted = [name for name, brief in kind["fields"].items() if _need(brief) in ("mandatory", "recommended")]
    return f"{sum(name in document for name in wanted)}/{len(wanted)} of what is asked for" if wanted else ""


def _missing(reader: Reader, document: Document) -> list[str]:
    """Return the labels of the recommended fields that are empty."""
    fields = reader.kinds[document["kind"]]["fields"].items()
    return [brief[1] for name, brief in fields if _need(brief) == "recommended" and name not in document]


def _need(brief: Sequence[str]) -> str:
    return brief[3] if len(brief) > 3 else ""


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


def disagreements(statements: Sequence[Document]) -> dict[str, list[Document]]:
    """Return the statements about those fields that get more than one value, a document's among them, by field."""
    by_field: dict[str, list[Document]] = {}
    for statement in statements:
        if statement["field"]:
            by_field.setdefault(statement["field"], []).append(statement)
    return {
        field: found
        for field, found in by_field.items()
        if len({_key(one["value"]) for one in found}) > 1 and any(one["document"] for one in found)
    }


def _key(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


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
            _write_disputes(list(_disputes(reader)), form)
            return
        document = reader.get(reader.resolve(record))
        statements = reader.statements(document["id"])
        if form != "text":
            write_rows(statements, CLAIM, form)
        elif statements:
            write_long(_evidence(reader, document, statements))
        else:
            talk(f"No document is cited for {document['id']}.")


def _disputes(reader: Reader) -> Iterator[dict[str, Any]]:
    """Yield every field of every record about which documents disagree, with the values, the chosen ones first."""
    for record, field, values in reader.database.rows(
        "SELECT record.id, field, json_group_array(json_array(chosen, json(value), statement.document))"
        " FROM statement JOIN record ON key = record WHERE field <> '' AND value IS NOT NULL GROUP BY record, field"
        " HAVING count(DISTINCT value) > 1 AND max(statement.document) <> '' ORDER BY record.id, field"
    ):
        found: dict[str, dict[str, Any]] = {}
        for chosen, value, document in json.loads(values):
            one = found.setdefault(_key(value), {"value": value, "chosen": False, "documents": []})
            one["chosen"] = one["chosen"] or bool(chosen)
            if document and document not in one["documents"]:
                one["documents"].append(document)
        if len(found) > 1:
            yield {"id": record, "field": field, "values": sorted(found.values(), key=lambda one: not one["chosen"])}


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
        }
        for one in found
    ]
    if form == "csv":
        write_rows(rows, DISPUTE, form)
        return
    write_long(table_lines(rows, DISPUTE))
    talk("See what they say with: orodha evidence ID" if rows else "Documents disagree about nothing.")


def _evidence(reader: Reader, document: Document, statements: Sequence[Document]) -> Iterator[str]:
    declared = reader.kinds[document["kind"]]["fields"]
    disputed = disagreements(statements)
    shapes = {one["field"]: declared.get(one["field"], ("text",))[0] for one in statements}
    labels = labels_in(reader, [(one["value"], shapes[one["field"]]) for one in statements])
    cited = {name: _cited(reader, name) for name in {one["document"] for one in statements if one["document"]}}
    yield styled(document["id"], "bold")
    for field in sorted(shapes, key=lambda field: field not in disputed):
        label = declared[field][1] if field in declared else field or "the record itself"
        yield ""
        yield styled(label, "bold") + (styled("  documents disagree", "yellow") if field in disputed else "")
        about = [one for one in statements if one["field"] == field]
        for same in _by_value(about):
            yield from _claim(same, shown(same[0]["value"], shapes[field], labels) if field else [""], cited)


def _cited(reader: Reader, name: str) -> str:
    """Return how a document is called in short, and its id."""
    if not reader.has(name):
        return name
    document = reader.get(name)
    short = plain(document.get("short_title") or document.get(reader.kinds[document["kind"]]["label"]))
    return f"{clean(short)}  {name}"


def _by_value(statements: Sequence[Document]) -> Iterator[list[Document]]:
    """Yield the statements that claim the same, the chosen ones first."""
    groups: dict[tuple[bool, str], list[Document]] = {}
    for one in statements:
        groups.setdefault((not one["chosen"], _key(one["value"])), []).append(one)
    for key in sorted(groups, key=lambda key: key[0]):
        yield groups[key]


def _claim(same: Sequence[Document], lines: Sequence[str], cited: Mapping[str, str]) -> Iterator[str]:
    """Yield a claimed value under its mark, then each document that says so with what it is based on."""
    mark = styled("✓", "green") if same[0]["chosen"] else styled("✗", "red")
    for number, line in enumerate(_wrapped(lines, 4)):
        yield f"  {' ' if number else mark} {line}"
    for one in same:
        name = cited.get(one["document"], "no document")
        told = [", ".join(filter(None, (name, one["place"]))), one["certainty"], one["date"]]
        yield from (styled(f"      {line}", "dim") for line in _wrapped([" · ".join(filter(None, told))], 6))
        yield from (f"        {line}" for line in _wrapped([clean(one["reason"])] if one["reason"] else [], 8))


def _wrapped(lines: Sequence[str], indent: int) -> Iterator[str]:
    """Yield lines broken to what the screen leaves beside an indent; as they are where there is no screen."""
    if not screen_width():
        yield from lines
        return
    room = max(screen_width() - indent, 20)
    yield from (isolate(piece) for line in lines for piece in wrap(line, room))
