"""Checking mappings: the rules of ``orodha check`` that are about them."""

from __future__ import annotations

import click

from ...catalogue.errors import UsageError
from . import completing
from .command import Form, command, listing
from .findings import level_option, report_findings
from .session import invocation, open_reader


@command(examples=["orodha map check", "orodha map check ke topics --level warning", "orodha map check --json"])
@click.argument("schemes", nargs=-1, metavar="[SCHEME_A [SCHEME_B]]", shell_complete=completing.ids)
@click.option("--rule", help="Only this rule.")
@level_option
@listing
def check_command(schemes: tuple[str, ...], rule: str | None, level: str, form: Form) -> None:
    """Hold mappings to the rules: all, those of one scheme, or those between two.

    What contradicts what, what is out of date, and where definitions say otherwise; with what to do about it. Exit code
    1 if there is an error among the findings.
    """
    from ...vocab.checks.mappings import of_mappings  # the rules know the kinds, and load them

    with open_reader() as reader:
        if len(schemes) == 2 and len({reader.resolve(one, ["scheme"]) for one in schemes}) == 1:
            raise UsageError(f"{schemes[0]} is not mapped to itself.", "Name another scheme: orodha list scheme")
        found = list(of_mappings(reader, schemes, *([rule] if rule else [])))
    again = " ".join([invocation(), "map check", *schemes])
    report_findings(found, level, form, again, narrow=None if rule else lambda name: f"{again} --rule {name}")
