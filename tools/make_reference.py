"""Write the pages of ``docs/`` that follow from declarations, so that they cannot differ from the software.

    python tools/make_reference.py            write them
    python tools/make_reference.py --check    name those that differ, and exit with 1 if any does

Made are: a page and a JSON Schema for each kind, the tables and views of the database, the rules, the code lists, the
starter catalogue, the Python library, and what ``reference_linked_data.py`` makes. ``tools/make_commands.py`` makes the
page of the commands.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import reference_linked_data
import reference_sdmx
from orodha import catalogue, inventory, vocab
from orodha.catalogue.checks import rules
from orodha.catalogue.kinds import Field, Kind, fields_of, kinds
from orodha.catalogue.record import Part, Record
from orodha.catalogue.schema import view_ddl
from orodha.catalogue.tables import metadata
from orodha.inventory.starter import records

DOCS = Path(__file__).resolve().parent.parent / "docs"
MADE = "<!-- Made by tools/make_reference.py; do not edit. -->\n\n"
WIDE = "---\nhide:\n  - toc\n---\n\n"
LANGUAGES = ["en", "fr", "sw", "ar", "pt"]
ROOMS = {"vocab": "what words mean", "inventory": "who holds what"}

SHAPES = {
    "text": "text",
    "lang": "text in languages",
    "langs": "texts in languages",
    "iri": "IRI or URL",
    "date": "date: `2019`, `2019-08` or `2019-08-24`",
    "duration": "ISO 8601 duration: `P1Y`, `P6M`",
    "integer": "whole number",
    "number": "number",
    "boolean": "yes or no",
    "map": "JSON object",
}

SECTIONS = ("Args:", "Attributes:", "Returns:", "Raises:")
ENTRY = re.compile(r"    (\w+): (.*)")

Document = dict[str, Any]

DATABASE = """\
A catalogue is one SQLite file. Read it with any SQLite tool; change it through Orodha alone, which keeps links, search
text and history in step."""
TABLES = """\
They are declared in `catalogue/tables.py`. Beside them stand `search_fts`, the full-text index of `search_doc`, and
`search_term`, its words."""
VIEWS = """\
One view a kind, for analysts: `SELECT title_en, holder FROM source`. References are short ids; lists and parts are
JSON. A text has one column for each language of the catalogue: beside `title_en` there are `title_fr`, `title_sw` and
so on, which are left out here."""
CODE_LISTS = """\
Fields with codes take them from these concept schemes, which come with every starter but `empty`. In a command or a
cell, write the code, the label in any language, or the notation. Partners may add concepts, or keep schemes of their
own."""
STARTER = """\
`orodha init` makes a catalogue that begins with what {documents} documents say of migration data in Kenya, in our
words, and with the code lists. `--starter vocabulary` leaves out the inventory, `--starter empty` everything."""
EVIDENCE = """\
{statements} statements say where the facts come from. About {fields} fields the claims differ; one is chosen there,
with a reason."""
PYTHON = """\
What the packages export; all else may change. See also [how to use Orodha from Python](../how-to/python-library.md)."""


def pages() -> dict[str, str]:
    """Return every made page by its path under ``docs/``."""
    starter = [document for document, _ in records("kenya")]
    statements = [one for _, evidence in records("kenya") for one in evidence]
    made = {f"reference/kinds/{kind.name}.md": kind_page(kind, starter) for kind in kinds().values()}
    made |= {f"schema/{kind.name}.json": _schema(kind) for kind in kinds().values()}
    made["reference/kinds/index.md"] = kinds_page()
    made["reference/database.md"] = database_page()
    made["reference/rules.md"] = rules_page()
    made["reference/schemes.md"] = schemes_page(starter)
    made["reference/starter.md"] = starter_page(starter, statements)
    made["reference/python.md"] = python_page()
    made |= {
        path: WIDE + MADE + page for path, page in (reference_linked_data.pages() | reference_sdmx.pages()).items()
    }
    return made | reference_linked_data.documents()


def kind_page(kind: Kind, starter: Sequence[Document]) -> str:
    """Return the page of one kind: its fields, its parts, and a record of the starter catalogue."""
    own = [field for field in kind.fields if field.name not in Record.model_fields]
    lines = [f"# {kind.name}", "", kind.doc, ""]
    rdf = ", ".join(f"`{one}`" for one in kind.rdf) or "no class of its own"
    lines += [f"- In RDF: {rdf}; [field by field](../mapping.md#{kind.name})", f"- Named by: `{kind.label_field}`"]
    lines += [f"- JSON Schema: [{kind.name}.json](../../schema/{kind.name}.json)"]
    lines += [f"- SQL view: [`{kind.name.replace('-', '_')}`](../database.md#views)", ""]
    lines += ["## Fields", "", "Beside these, it has [what every record has](index.md#what-every-record-has).", ""]
    lines += field_table(own)
    for part in _parts(own):
        lines += ["", f"## {part.__name__}", "", _first_paragraph(part), ""]
        lines += field_table(fields_of(part))
    if example := _example(kind, starter):
        lines += ["", "## A record of the starter catalogue", "", "```json", _json(example), "```"]
    return WIDE + MADE + "\n".join(lines) + "\n"


def field_table(fields: Iterable[Field]) -> list[str]:
    """Return the lines of a table of fields: what each means, and what it takes."""
    lines = ["| field | meaning | need | values | RDF | seen by |", "|---|---|---|---|---|---|"]
    for field in fields:
        rdf = f"`{field.means.rdf}`" if field.means.rdf else ""
        cells = [f"`{field.name}`", field.means.help, field.need, _values(field), rdf, field.means.visibility]
        lines.append(f"| {' | '.join(_cell(cell) for cell in cells)} |")
    return lines


def _values(field: Field) -> str:
    """Say what a field takes: its shape, or the records, codes or parts."""
    if field.part:
        told = f"[{field.part.__name__}](#{field.part.__name__.lower()})"
    elif field.means.scheme:
        told = f"code of [{field.means.scheme}](../schemes.md#{field.means.scheme})"
    elif field.shape == "ref":
        told = " or ".join(f"[{kind}]({kind}.md)" for kind in field.targets) or "any record"
    elif field.shape == "code":
        told = ", ".join(f"`{choice}`" for choice in field.choices)
    else:
        told = SHAPES[field.shape]
    return f"list of: {told}" if field.many else told


def _parts(fields: Iterable[Field]) -> Iterator[type[Part]]:
    for part in dict.fromkeys(field.part for field in fields if field.part):
        yield part
        yield from _parts(fields_of(part))


def _example(kind: Kind, starter: Sequence[Document]) -> Document | None:
    """Return the fullest record of a kind that fits on a page."""
    short = [one for one in starter if one["id"].startswith(f"{kind.name}/") and len(_json(one)) < 1800]
    return max(short, key=lambda one: (len(one), one["id"]), default=None)


def _schema(kind: Kind) -> str:
    return _json(kind.json_schema) + "\n"


def kinds_page() -> str:
    """Return the overview of the kinds, and the fields that all of them have."""
    lines = ["# Kinds of record", "", "A kind is one Python class; these pages are made from the classes.", ""]
    for room, what in ROOMS.items():
        lines += [f"## {room.capitalize()}: {what}", "", "| kind | what it is | in RDF |", "|---|---|---|"]
        lines += [
            f"| [{kind.name}]({kind.name}.md) | {kind.doc} | {', '.join(f'`{one}`' for one in kind.rdf)} |"
            for kind in sorted(kinds().values(), key=lambda kind: kind.name)
            if kind.model.__module__.startswith(f"orodha.{room}.")
        ]
        lines.append("")
    lines += ["## What every record has", "", "`id`: its short id, kind and slug: `source/ke-efns`. And:", ""]
    lines += field_table(fields_of(Record))
    lines += ["", "The catalogue adds `kind`, `revision`, `created` and `modified` to what it gives out."]
    return WIDE + MADE + "\n".join(lines) + "\n"


def database_page() -> str:
    """Return the tables and views of the database."""
    lines = ["# Database", "", DATABASE, "", "## Tables", "", TABLES, ""]
    described = {table.__tablename__: table for table in _table_classes()}
    for table in sorted(metadata.tables.values(), key=lambda table: table.name):
        lines += [f"### {table.name}", "", _first_paragraph(described[table.name]), ""]
        lines += ["| column | type | |", "|---|---|---|"]
        for column in table.columns:
            notes = ["key"] * column.primary_key + ["unique"] * bool(column.unique)
            notes += [f"refers to `{key.target_fullname}`" for key in column.foreign_keys]
            notes += ["may be null"] * bool(column.nullable)
            lines.append(f"| `{column.name}` | {str(column.type).lower()} | {', '.join(notes)} |")
        indexes = sorted(f"`{', '.join(column.name for column in index.columns)}`" for index in table.indexes)
        lines += ["", *([f"Indexes: {'; '.join(indexes)}.", ""] if indexes else [])]
    lines += ["## Views", "", VIEWS, ""]
    for kind in sorted(kinds().values(), key=lambda kind: kind.name):
        lines += [f"### {kind.name.replace('-', '_')}", "", ", ".join(f"`{one}`" for one in _view_columns(kind)), ""]
    return MADE + "\n".join(lines).rstrip() + "\n"


def _table_classes() -> Iterator[Any]:
    from orodha.catalogue import tables

    for _, one in inspect.getmembers(tables, inspect.isclass):
        if getattr(one, "__tablename__", None) in metadata.tables:
            yield one


def _view_columns(kind: Kind) -> list[str]:
    import sqlite3

    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE record (id, iri, label, kind, document, version, revision, created, modified)")
    connection.execute(view_ddl(kind, LANGUAGES))
    found = connection.execute(f'SELECT * FROM "{kind.name.replace("-", "_")}"').description
    connection.close()
    others = tuple(f"_{tag}" for tag in LANGUAGES[1:])
    return [column[0] for column in found if not column[0].endswith(others)]


def rules_page() -> str:
    """Return the rules that ``orodha check`` holds records to."""
    order = ("error", "warning", "info")
    lines = ["# Rules", "", "What `orodha check` holds records to. An error gives exit code 1.", ""]
    lines += ["| rule | level | what it demands |", "|---|---|---|"]
    for rule in sorted(rules().values(), key=lambda rule: (order.index(rule.level), rule.name)):
        lines.append(f"| `{rule.name}` | {rule.level} | {_cell(rule.doc)} |")
    return WIDE + MADE + "\n".join(lines) + "\n"


def schemes_page(starter: Sequence[Document]) -> str:
    """Return the code lists that fields take values from, with what to write."""
    lines = ["# Code lists", "", CODE_LISTS, ""]
    used = sorted({field.means.scheme for kind in kinds().values() for field in kind.fields if field.means.scheme})
    by_id = {document["id"]: document for document in starter}
    for slug in used:
        scheme = by_id[f"scheme/{slug}"]
        lines += [f"## {slug}", "", scheme.get("description", scheme["title"])["en"], ""]
        lines += ["| code | label | notation | within |", "|---|---|---|---|"]
        for concept in _concepts(starter, slug):
            code = concept["id"].removeprefix(f"concept/{slug}-")
            broader = ", ".join(one.removeprefix(f"concept/{slug}-") for one in concept.get("broader", []))
            cells = [f"`{code}`", concept["label"]["en"], concept.get("notation", ""), broader]
            lines.append(f"| {' | '.join(map(_cell, cells))} |")
        lines.append("")
    return MADE + "\n".join(lines).rstrip() + "\n"


def _concepts(starter: Sequence[Document], slug: str) -> list[Document]:
    found = [one for one in starter if one.get("scheme") == f"scheme/{slug}" and one["id"].startswith("concept/")]
    return sorted(found, key=lambda one: int(one["notation"]) if one.get("notation", "").isdigit() else 0)


def starter_page(starter: Sequence[Document], statements: Sequence[Any]) -> str:
    """Return what the starter catalogue of Kenya holds, in numbers."""
    counts = Counter(document["id"].partition("/")[0] for document in starter)
    cited = Counter(one.document for one in statements if one.document)
    by_id = {document["id"]: document for document in starter}
    lines = ["# The starter catalogue", "", STARTER.format(documents=counts["document"]), ""]
    lines += ["## Records", "", "| kind | records |", "|---|--:|"]
    lines += [f"| [{kind}](kinds/{kind}.md) | {number} |" for kind, number in sorted(counts.items())]
    lines += [f"| all | {len(starter)} |", "", "## Documents", ""]
    lines += [EVIDENCE.format(statements=len(statements), fields=_disputed()), ""]
    lines += ["| document | statements |", "|---|--:|"]
    titles = {one: by_id[one]["title"]["en"] for one in cited}
    lines += [f"| {_cell(titles[one])} | {number} |" for one, number in cited.most_common()]
    lines += ["", "## Schemes", "", "| scheme | title | role | concepts |", "|---|---|---|--:|"]
    concepts = Counter(document["scheme"] for document in starter if document["id"].startswith("concept/"))
    for scheme in (document for document in starter if document["id"].startswith("scheme/")):
        cells = [f"`{scheme['id']}`", scheme["title"]["en"], scheme["role"], str(concepts[scheme["id"]])]
        lines.append(f"| {' | '.join(map(_cell, cells))} |")
    return MADE + "\n".join(lines) + "\n"


def _disputed() -> int:
    """Count the fields of the starter about which claims differ."""
    count = 0
    for _, evidence in records("kenya"):
        claimed: dict[str, set[str]] = {}
        for one in evidence:
            claimed.setdefault(one.field, set()).add(json.dumps(one.value, sort_keys=True))
        count += sum(len(values) > 1 for field, values in claimed.items() if field)
    return count


def python_page() -> str:
    """Return the public names of the three rooms below the terminal, with their signatures."""
    lines = ["# Python library", "", PYTHON, ""]
    for package in (catalogue, vocab, inventory):
        lines += [f"## {package.__name__}", "", _first_paragraph(package), ""]
        for name in _public(package):
            lines += _described(name, getattr(package, name))
    return MADE + "\n".join(lines).rstrip() + "\n"


def _public(package: Any) -> list[str]:
    return sorted(getattr(package, "__all__", None) or getattr(package, "_HOMES", ()))


def _described(name: str, one: Any) -> list[str]:
    """Return the lines on one public name; of a plain class, those on its methods too."""
    lines = [f"### {name}", ""]
    if inspect.isfunction(one):
        return [*lines, "```python", f"{name}{_signature(one)}", "```", "", *_docstring(one)]
    lines += _docstring(one)
    if inspect.isclass(one) and issubclass(one, Record) and one is not Record:
        kind = next(kind.name for kind in kinds().values() if kind.model is one)
        return [*lines, f"Its fields: [{kind}](kinds/{kind}.md).", ""]
    for method, function in _methods(one) if not issubclass(one, Exception | Record | Part) else ():
        lines += ["```python", f"{name}.{method}{_signature(function)}", "```", "", *_docstring(function)]
    return lines


def _docstring(one: Any) -> list[str]:
    """Return a docstring in Markdown: its paragraphs, and its sections as lists."""
    lines: list[str] = []
    for line in inspect.cleandoc(one.__doc__ or "").replace("``", "`").split("\n"):
        if line in SECTIONS:
            lines += [f"*{line}*", ""]
        elif found := ENTRY.fullmatch(line):
            lines.append(f"- `{found.group(1)}`: {found.group(2)}")
        else:
            lines.append(f"  {line.strip()}" if line.startswith("     ") else line.removeprefix("    "))
    return [*lines, ""]


def _methods(one: type) -> list[tuple[str, Any]]:
    found = ((name, value) for name, value in vars(one).items() if not name.startswith("_"))
    bare = ((name, getattr(value, "__func__", value)) for name, value in found)
    return [(name, value) for name, value in bare if inspect.isfunction(value) and value.__doc__]


def _signature(function: Any) -> str:
    """Return the parameters and result of a function as they are declared, on several lines if one is too long."""
    parts: list[str] = []
    starred = False
    for one in inspect.signature(function).parameters.values():
        if one.kind is one.KEYWORD_ONLY and not starred:
            parts.append("*")
        starred = starred or one.kind in (one.KEYWORD_ONLY, one.VAR_POSITIONAL)
        if one.name not in ("self", "cls"):
            parts.append(_parameter(one))
    result = f" -> {inspect.signature(function).return_annotation}"
    flat = f"({', '.join(parts)}){result}"
    return flat if len(flat) < 72 else "(\n    " + ",\n    ".join(parts) + f",\n){result}"


def _parameter(one: inspect.Parameter) -> str:
    stars = {one.VAR_POSITIONAL: "*", one.VAR_KEYWORD: "**"}.get(one.kind, "")
    default = getattr(one.default, "__name__", repr(one.default))
    return f"{stars}{one.name}: {one.annotation}" + ("" if one.default is one.empty else f" = {default}")


def _first_paragraph(one: Any) -> str:
    text = inspect.cleandoc(one.__doc__ or "").split("\n\n")[0].replace("\n", " ")
    return text.replace("``", "`")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("``", "`")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def stale(made: dict[str, str]) -> list[str]:
    """Return the paths of pages that differ from what would be made, are missing, or are made no more."""
    differing = [path for path, text in made.items() if _read(path) != text]
    folders = ("reference/kinds", "schema")
    there = [f"{folder}/{file.name}" for folder in folders for file in sorted((DOCS / folder).glob("*.*"))]
    return sorted(differing) + [path for path in there if path not in made]


def _read(path: str) -> str | None:
    file = DOCS / path
    return file.read_text(encoding="utf-8") if file.is_file() else None


def main() -> None:
    """Write the pages, or say which differ."""
    made = pages()
    differing = stale(made)
    if "--check" in sys.argv:
        for path in differing:
            print(f"docs/{path} differs: run python tools/make_reference.py")
        sys.exit(1 if differing else 0)
    for path in differing:
        file = DOCS / path
        if path not in made:
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(made[path], encoding="utf-8")
        print(f"wrote docs/{path}")


if __name__ == "__main__":
    main()
