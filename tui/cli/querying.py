"""Asking in SPARQL: query."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from ...catalogue.errors import UsageError
from .command import Form, command, for_audience, listing
from .output import as_json, at_terminal, write, write_json, write_long, write_rows
from .session import exit_with, open_reader, talk

if TYPE_CHECKING:
    from ...catalogue.querying import Answer, Row, Term
    from ...catalogue.reader import Reader
    from ...catalogue.record import Visibility

Syntax = Literal["turtle", "nt", "jsonld"]


@command(
    examples=[
        "orodha query 'SELECT ?source ?title WHERE { ?source a dcat:Dataset ; dct:title ?title }'",
        "orodha query 'DESCRIBE source:ke-efns'",
        "orodha query 'ASK { ?source dct:publisher agency:ke-dis }'",
    ]
)
@click.argument("text", required=False)
@click.option("--file", type=click.Path(exists=True, dir_okay=False), help="Read the query from a file.")
@click.option(
    "--format",
    "syntax",
    type=click.Choice(["turtle", "nt", "jsonld"]),
    help="How CONSTRUCT and DESCRIBE are written; turtle, if left out.",
)
@for_audience("Ask only what it may see.")
@click.option("--evidence", is_flag=True, help="Let what documents say be there too.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="Stop after so long.",
)
@listing
def query_command(
    text: str | None,
    file: str | None,
    syntax: Syntax | None,
    audience: Visibility,
    evidence: bool,
    timeout: float,
    form: Form,
) -> None:
    """Ask the catalogue in SPARQL 1.1: SELECT, ASK, CONSTRUCT, DESCRIBE.

    A query that is - is read from stdin. The prefixes of vocabularies (dcat, dct, skos ...) and of kinds (source,
    agency ...) need no declaration. SELECT gives a table, with --json and --csv the result formats of SPARQL; CONSTRUCT
    and DESCRIBE give Turtle; ASK gives yes or no, and exit code 1 for no. Nothing is changed, nothing is fetched.
    """
    from ...catalogue.querying import query  # lookups do without pyoxigraph and pydantic

    asked = _asked(text, file)
    with open_reader() as reader, query(reader, asked, audience, timeout, evidence) as answer:
        _check_form(answer, form, syntax)
        if answer.kind == "ask":
            _write_truth(answer.yes, form)
        elif answer.kind == "graph":
            _write_graph(answer, syntax or "turtle")
        elif not _write_rows(reader, answer, form):
            _say_nothing(asked)


def _asked(text: str | None, file: str | None) -> str:
    """Return the query, wherever it stands."""
    if (text is None) == (file is None):
        raise UsageError("A query is given either as it is or with --file.", "Such as: orodha query 'ASK { ?s ?p ?o }'")
    try:
        if file:
            return Path(file).read_text(encoding="utf-8-sig")
        return sys.stdin.read() if text == "-" else text or ""
    except UnicodeDecodeError as error:
        raise UsageError(f"{file or 'stdin'} is no text in UTF-8.", "Save the query as UTF-8.") from error


def _check_form(answer: Answer, form: Form, syntax: Syntax | None) -> None:
    """Refuse to write an answer as what it is not."""
    if answer.kind == "graph" and form != "text":
        raise UsageError(f"A graph cannot be written with --{form}.", "Say --format jsonld, nt or turtle.")
    if answer.kind != "graph" and syntax:
        raise UsageError("--format is for CONSTRUCT and DESCRIBE.", "For rows say --json or --csv.")


def _write_truth(yes: bool, form: Form) -> None:
    if form == "json":
        write_json({"head": {}, "boolean": yes})
    else:
        write("yes" if yes else "no")
    if not yes:
        exit_with(1)


def _write_graph(answer: Answer, syntax: Syntax) -> None:
    from ...catalogue.formats.rdf.triples import written  # for graphs only

    write_long(written(answer.triples(), syntax, answer.prefixes).splitlines())


def _write_rows(reader: Reader, answer: Answer, form: Form) -> int:
    """Write what a SELECT gives; return how many rows."""
    if form == "json":
        return _write_results(answer.variables, answer.rows())
    from ...catalogue.querying import shortener  # loaded already

    say: Callable[[Term], str] = _value if form == "csv" else _shown(shortener(reader))
    return write_rows(_named(answer, say), answer.variables, form)


def _named(answer: Answer, say: Callable[[Term], str]) -> Iterator[dict[str, str]]:
    for row in answer.rows():
        yield {name: say(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}


def _value(term: Term) -> str:
    """Return a term as CSV has it (SPARQL 1.1 Query Results CSV and TSV Formats)."""
    from pyoxigraph import Literal, NamedNode  # loaded already

    return term.value if isinstance(term, Literal | NamedNode) else str(term)


def _shown(short: Callable[[str], str]) -> Callable[[Term], str]:
    """Return a function that says terms as people read them."""
    from pyoxigraph import NamedNode  # loaded already

    return lambda term: short(term.value) if isinstance(term, NamedNode) else _value(term)


def _write_results(variables: Iterable[str], rows: Iterator[Row]) -> int:
    """Write rows as SPARQL 1.1 Query Results JSON, as they come."""
    names = list(variables)
    between = "\n" if at_terminal() else ""
    sys.stdout.write(f'{{"head":{as_json({"vars": names})},"results":{{"bindings":[')
    count = 0
    for count, row in enumerate(rows, 1):
        bound = {name: _binding(term) for name, term in zip(names, row, strict=True) if term is not None}
        sys.stdout.write(("," if count > 1 else "") + between + as_json(bound))
    write("]}}")
    return count


def _binding(term: Term) -> dict[str, Any]:
    """Return a term as SPARQL 1.1 Query Results JSON has it."""
    from pyoxigraph import BlankNode, Literal, NamedNode  # loaded already

    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Literal(language=str() as language):
            return {"type": "literal", "value": term.value, "xml:lang": language}
        case Literal() if term.datatype.value.endswith("XMLSchema#string"):
            return {"type": "literal", "value": term.value}
        case Literal():
            return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
        case _:
            ends = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
            return {"type": "triple", "value": {name: _binding(end) for name, end in ends.items()}}


def _say_nothing(asked: str) -> None:
    from ...catalogue.sparql import used_graphs  # loaded already

    named = " A catalogue is one graph without a name: FROM and GRAPH find nothing in it." if used_graphs(asked) else ""
    talk(f"Nothing found.{named}")
