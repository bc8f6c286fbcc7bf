"""How complete records are, what they lack, and what quality reports say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from ...catalogue.errors import UsageError
from ...inventory.completeness import kinds_table, record_table, records_table, weights_table
from ...inventory.quality_reports import ASSESSED, ORDERS, quality_reports, remark, reports_on, reports_table
from . import completing
from .command import Form, command
from .due import day_of
from .session import open_reader
from .tabling import show, tabling

if TYPE_CHECKING:
    from ...catalogue.reader import Reader
    from ...inventory.tables import Table


@command(
    examples=[
        "orodha quality",
        "orodha quality source/ke-efns",
        "orodha quality --kind source --agency DIS -o to-fill-in.xlsx",
        "orodha quality --by dimension",
        "orodha quality --weights --kind source",
    ]
)
@click.argument("record", required=False, metavar="[ID]", shell_complete=completing.ids)
@click.option("--kind", metavar="KIND", help="Each record of this kind, the least complete first.")
@click.option("--agency", metavar="AGENCY", help="Only what is the business of this agency.")
@click.option("--limit", type=click.IntRange(1), help="At most so many records of the kind.")
@click.option("--by", type=click.Choice(ORDERS), help="What quality reports say, in this order.")
@click.option("--on", "day", metavar="DATE", help="As if it were that day; else today.")
@click.option("--weights", "only_weights", is_flag=True, help="What each field counts.")
@tabling
def quality_command(
    record: str | None,
    kind: str | None,
    agency: str | None,
    limit: int | None,
    by: str | None,
    day: str | None,
    only_weights: bool,
    output: str,
    force: bool,
    form: Form,
) -> None:
    """Show how complete records are, what they lack, and who validated them last.

    A field counts 3 if it is mandatory, 2 if it is recommended and 1 if not, where --weights does not show another
    weight. What says only "unknown" counts as empty. With --by, the quality reports are shown instead.
    """
    if sum(map(bool, (record, kind and not only_weights, by, only_weights))) > 1:
        raise UsageError("Too much is asked at once.", "Name a record, or --kind, or --by, or --weights.")
    on = day_of(day)
    with open_reader() as reader:
        whose = reader.resolve(agency, ["agency"]) if agency else ""
        if only_weights:
            found = weights_table(reader, [kind] if kind else [])
        elif by:
            found = reports_table(reader, by, whose)
        elif record:
            found = _one_record(reader, reader.resolve(record))
        elif kind:
            found = records_table(reader, kind, on, whose, limit)
        else:
            found = kinds_table(reader, on, whose)
            found = replace(found, foot=(*found.foot, remark(reader, quality_reports(reader, agency=whose), whose)))
    show(found, output, force, form)


def _one_record(reader: Reader, record: str) -> Table:
    """Return what a record lacks, and below it what was found out about it, where that can be."""
    found = record_table(reader, record)
    told = reports_on(reader, record) if record.startswith(ASSESSED) else ()
    return replace(found, foot=found.foot + told)
