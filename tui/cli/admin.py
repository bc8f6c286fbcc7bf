"""Making a catalogue and caring for it: init, check, backup, schema, completion."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote
from typing import TYPE_CHECKING

import click

from ...catalogue.errors import UsageError
from ..width import wrap
from . import completing
from .command import Form, command, listing
from .findings import level_option, report_findings
from .output import write, write_json, write_rows
from .private import check_nothing_private
from .session import audience, check_for_the_office, invocation, open_reader, talk, target
from .welcome import summary

if TYPE_CHECKING:
    from ...catalogue.checks import Finding
    from ...catalogue.reader import Reader
    from ...inventory.starter import Starter

PROSE = 80
"""Columns of what is said in sentences."""

_CALLED = {"partner": "partners", "public": "the public"}

STARTERS = ("kenya", "vocabulary", "empty")
SHELLS = ("bash", "zsh", "fish")


@command(examples=["orodha init", "orodha init uganda.db --starter vocabulary --title Uganda"])
@click.argument("path", required=False, type=click.Path(dir_okay=False))
@click.option(
    "--starter",
    type=click.Choice(STARTERS),
    default="kenya",
    show_default=True,
    help="What it begins with: Kenya's inventory, the code lists alone, or nothing.",
)
@click.option("--base", metavar="IRI", help="What the IRIs of your records begin with, ending in / or #.")
@click.option("--title", default="", help="What people call the catalogue.")
def init_command(path: str | None, starter: Starter, base: str | None, title: str) -> None:
    """Make a catalogue at PATH, else where --db or ORODHA_DB say, else at orodha.db."""
    from ...catalogue.names import DEFAULT_BASE
    from ...inventory.starter import create  # loads every kind

    check_for_the_office("A catalogue cannot be made")
    place = path or target()
    with create(place, starter=starter, base=base or DEFAULT_BASE, title=title) as catalogue:
        counts = catalogue.reader.counts()
    told = summary(counts)
    talk("\n".join(wrap(f"Made {place}{': ' + told if told else ', which is empty'}.", PROSE)))
    talk("\nTry next:")
    for line in ('holds "work permits"', "list source") if starter == "kenya" else ("list", "add --help"):
        talk(f"  {invocation(place)} {line}")


@command(
    examples=[
        "orodha check --level error",
        "orodha check --rule missing-target --json",
        "orodha check --shapes orodha",
    ]
)
@click.option("--rule", help="Only this rule.")
@click.option(
    "--shapes",
    multiple=True,
    metavar="PATH",
    help="Hold the catalogue as linked data to these SHACL shapes instead; orodha stands for our own. Can be repeated.",
)
@level_option
@listing
def check_command(rule: str | None, shapes: tuple[str, ...], level: str, form: Form) -> None:
    """Hold every record to the rules, and list what is found with what to do about it.

    Of a rule that is broken often, the first few are shown; --rule shows all, and so do --json and --csv. Exit code 1
    if there is an error among the findings.
    """
    if shapes and rule:
        raise UsageError("--rule and --shapes do not go together.", "Leave one of them out.")
    with open_reader() as reader:
        found = _conformance(reader, shapes) if shapes else _rules(reader, rule)
    again = " ".join([f"{invocation()} check", *(f"--shapes {quote(one)}" for one in shapes)])
    whole = rule or shapes
    report_findings(found, level, form, again, narrow=None if whole else lambda name: f"{again} --rule {name}")


def _rules(reader: Reader, rule: str | None) -> list[Finding]:
    from ...catalogue.checks import run  # the rules know the kinds, and load them

    return list(run(reader, *([rule] if rule else [])))


def _conformance(reader: Reader, shapes: Sequence[str]) -> list[Finding]:
    from ...catalogue.conformance import check  # loads the kinds and a validator

    return check(reader, shapes)


@command(examples=["orodha backup orodha-backup.db"])
@click.argument("file", type=click.Path(dir_okay=False))
def backup_command(file: str) -> None:
    """Copy the catalogue to FILE, which must not exist yet; others may go on working meanwhile.

    With --audience, the copy holds what partners or the public may see, and no history: a catalogue to give away.
    """
    from pathlib import Path

    with open_reader() as reader:
        check_nothing_private(file)
        reader.database.backup(Path(file))
    whom = audience()
    told = target() if whom == "internal" else f"what {_CALLED[whom]} may see of {target()}"
    talk(f"Copied {told} to {file}.")


@command(
    examples=[
        "orodha schema source",
        "orodha schema",
        "orodha schema --context",
        "orodha schema --shapes",
    ]
)
@click.argument("kind", required=False, shell_complete=completing.kinds)
@click.option("--context", is_flag=True, help="Print the JSON-LD context.")
@click.option("--ontology", is_flag=True, help="Print the ontology of our own terms, as Turtle.")
@click.option("--shapes", is_flag=True, help="Print the SHACL shapes of all kinds, as Turtle.")
@listing
def schema_command(kind: str | None, context: bool, ontology: bool, shapes: bool, form: Form) -> None:
    """Print the JSON Schema (2020-12) of a kind; without one, list the kinds with what they are.

    A schema is JSON whether --json is given or not. It needs no catalogue.
    """
    from ...catalogue.kinds import kind as declared  # the declarations themselves, with pydantic
    from ...catalogue.kinds import kinds

    if context or ontology or shapes:
        write(_published("context" if context else "ontology" if ontology else "shapes").rstrip("\n"))
        return
    if kind is not None:
        write_json(declared(kind).json_schema)
        return
    rows = [{"kind": one.name, "fields": len(one.fields), "what": one.doc} for one in kinds().values()]
    write_rows(sorted(rows, key=lambda row: str(row["kind"])), ["kind", "fields", "what"], form)


def _published(what: str) -> str:
    """Return a document that is generated from all declarations."""
    from ...catalogue.formats.rdf import context, ontology, shapes  # they read every declaration

    makers = {"context": context.published, "ontology": ontology.ontology, "shapes": shapes.turtle}
    return makers[what]()


@command(examples=["orodha completion bash", "orodha completion fish"])
@click.argument("shell", type=click.Choice(SHELLS))
def completion_command(shell: str) -> None:
    """Print the script that lets a shell complete commands, kinds, fields and ids.

    For bash, put this into ~/.bashrc: eval "$(orodha completion bash)"; for zsh the same in ~/.zshrc; for fish:
    orodha completion fish > ~/.config/fish/completions/orodha.fish
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    if made is not None:
        root = click.get_current_context().find_root().command
        write(made(root, {}, "orodha", "_ORODHA_COMPLETE").source())
