"""Publishing in a triple store: push."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Literal

import click

from ...catalogue.wording import counted
from .command import Form, as_document, command, for_audience
from .output import Column, write_json, write_rows
from .private import ALLOW_PRIVATE, guard
from .session import open_reader, talk

if TYPE_CHECKING:
    from ...catalogue.pushing import Progress, Push
    from ...catalogue.record import Visibility

COLUMNS = [Column("iri", "graph"), Column("records"), Column("triples"), Column("state")]


@command(
    examples=[
        "orodha push http://localhost:7878/store --dry-run",
        "orodha push http://localhost:7878/store --graphs country --dry-run",
    ]
)
@click.argument("url")
@click.option(
    "--graphs",
    "by",
    type=click.Choice(["none", "country", "agency"]),
    default="none",
    show_default=True,
    help="One named graph for each country or agency, or one for all.",
)
@click.option("--graph", default="", metavar="IRI", help="The name of the graph, where it is one for all.")
@for_audience(default="public")
@click.option("--evidence", is_flag=True, help="Say which document each fact comes from.")
@click.option("--dry-run", is_flag=True, help="Show what would be sent, and send nothing.")
@click.option("--force", is_flag=True, help="Send also what the store has already.")
@click.option("--prune", is_flag=True, help="Delete graphs that were pushed once and are gone from here.")
@ALLOW_PRIVATE
@as_document
def push_command(
    url: str,
    by: Literal["none", "country", "agency"],
    graph: str,
    audience: Visibility,
    evidence: bool,
    dry_run: bool,
    force: bool,
    prune: bool,
    allow_private: bool,
    form: Form,
) -> None:
    """Publish the catalogue in a triple store: the named graphs that it does not have yet.

    URL is where the store speaks the SPARQL 1.1 Graph Store Protocol. Each graph is replaced as a whole; what has not
    changed is not sent. After an interruption, the same command goes on where it stopped. Who may write is told by
    ORODHA_PUSH_USER and ORODHA_PUSH_PASSWORD, or by ORODHA_PUSH_TOKEN, in the environment. If a text seems to hold
    private data, nothing is sent.
    """
    from ...catalogue import pushing  # no other command needs a client for HTTP

    chosen: dict[str, Any] = {"by": by, "graph": graph, "audience": audience, "evidence": evidence}
    chosen["before"] = guard(allow=allow_private, stop=not dry_run)
    with open_reader(tell=False) as reader, _progress() as progress:
        if dry_run:
            done = pushing.plan(reader, url, force=force, prune=prune, **chosen)
        else:
            done = pushing.push(reader, url, force=force, prune=prune, progress=progress, **chosen)
    if form == "json":
        write_json({**asdict(done), "dry_run": dry_run})
    else:
        shown = done.graphs if dry_run else [one for one in done.graphs if one.action]
        write_rows(map(asdict, shown), COLUMNS, form)
    _report(done, dry_run=dry_run)


@contextmanager
def _progress() -> Generator[Progress | None]:
    """Give a function that tells on stderr what is being sent, if that is a terminal; its line is gone at the end."""
    if not sys.stderr.isatty():
        yield None
        return

    def tell(number: int, count: int, graph: str) -> None:
        print(f"\r\x1b[K{number + 1} of {count}: {graph}", end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _report(done: Push, *, dry_run: bool) -> None:
    """Say what was done, or would be, and what to know about it."""
    if done.unreachable:
        talk(f"{done.unreachable} So it is not known what the store has already.")
    if done.exposed:
        talk("The URL is not https: anybody on the way can read the credentials.")
    sent, deleted = done.doing("send"), done.doing("delete")
    there = len(done.being("unchanged")) - sum(one.state == "unchanged" for one in sent)
    if sent:
        records, triples = sum(one.records for one in sent), sum(one.triples for one in sent)
        size = f"{counted(records, 'record')}, {counted(triples, 'triple')}"
        talk(f"{'Would send' if dry_run else 'Sent'} {counted(len(sent), 'graph')} to {done.store}: {size}.")
    if there:
        talk(f"{counted(there, 'graph')} {'is' if there == 1 else 'are'} there already.")
    if deleted:
        talk(f"{'Would delete' if dry_run else 'Deleted'} {counted(len(deleted), 'graph')}.")
    if left := len(done.being("gone")) - len(deleted):
        talk(
            f"{counted(left, 'graph')} in the store {'is' if left == 1 else 'are'} gone from here; delete with --prune."
        )
