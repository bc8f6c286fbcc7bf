"""What an import would do: shown, asked about, saved, and told; the same for every command that takes files in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ...catalogue.wording import counted
from ..values import Difference
from .command import Form
from .differing import difference_lines
from .output import styled, write, write_json
from .session import can_ask, exit_with, invocation, talk

if TYPE_CHECKING:
    from ...catalogue.catalogue import Catalogue
    from ...catalogue.changes import Applied
    from ...catalogue.drafts import CellProblem
    from ...catalogue.importing import ImportPlan

SHOWN = 10
"""So many changed records are shown with what differs."""

PROBLEMS_SHOWN = 200
"""So many problems are printed; ``--json`` has all."""

PARTIAL = click.option(
    "--partial",
    default="",
    metavar="REJECTED",
    type=click.Path(dir_okay=False),
    help="Save the good rows, and write the others to this file to mend.",
)


class Door(NamedTuple):
    """What a command calls itself, and the option that lets a file replace what is there."""

    command: str
    overwrite: str


def take_in(
    catalogue: Catalogue | None,
    make: Callable[[Callable[[int], None] | None], ImportPlan],
    *,
    dry_run: bool,
    partial: str,
    yes: bool,
    note: str,
    author: str,
    form: Form,
    door: Door,
) -> None:
    """Plan an import, show it, ask, save it, and say what became of it; ends the command with 1 if rows are wrong.

    Args:
        catalogue: The catalogue; None if nothing is to be saved.
        make: Makes the plan; is given what to tell of its progress.
        dry_run: Save nothing.
        partial: Where rejected rows go; "" to save all or nothing.
        yes: Do not ask.
        note: For the log.
        author: For the log.
        form: How to write what was found.
        door: Which command it is.
    """
    from ...catalogue import rejected  # other commands do without

    with _progress() as progress:
        plan = make(progress)
    if partial and plan.problems:
        rejected.check_target(plan, partial)
    refused = bool(plan.problems) and not partial
    if form != "json":
        _show(plan, door)
    applied = None
    if catalogue and not dry_run and not refused and plan.planned and (yes or form == "json" or _sure(plan)):
        applied = plan.apply(catalogue, partial=bool(partial), note=note, author=author)
    if partial and plan.problems and not dry_run:
        rejected.write_rejected(plan, partial)
    if form == "json":
        write_json(_as_json(plan, applied, partial if not dry_run and plan.problems else ""))
    else:
        _report(plan, applied, partial if not dry_run else "", door, dry_run=dry_run)
    if refused:
        exit_with(1)


def _sure(plan: ImportPlan) -> bool:
    """Ask, if there is somebody to ask; nobody is asked in a script."""
    if not can_ask():
        return True
    return click.confirm(f"Save {counted(len(plan.planned), 'record')}?", default=True, err=True)


@contextmanager
def _progress() -> Generator[Callable[[int], None] | None]:
    """Give a function that counts records on stderr, if that is a terminal; its line is gone at the end."""
    if not sys.stderr.isatty():
        yield None
        return

    def tell(count: int) -> None:
        print(f"\r{counted(count, 'row')}", end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _show(plan: ImportPlan, door: Door) -> None:
    """Write the preview: what differs in the first records, what was assumed and kept, and every problem."""
    created, updated = plan.created, plan.updated
    for record in updated[:SHOWN]:
        write(styled(record, "bold"))
        for line in difference_lines([Difference(*one) for one in plan.planned[record].changes]):
            write(line)
    if len(updated) > SHOWN:
        write(f"... and {counted(len(updated) - SHOWN, 'more changed record')}")
    for record in created[:SHOWN]:
        write(f"{styled('+', 'green')} {record}")
    if len(created) > SHOWN:
        write(f"... and {counted(len(created) - SHOWN, 'more new record')}")
    for text in plan.notes:
        talk(f"note: {text}")
    for one in plan.kept[:PROBLEMS_SHOWN]:
        talk(
            f"kept: {one.id}, {one.field}: {one.reason}; the file says {one.offered!r}. Take it with {door.overwrite}."
        )
    for problem in plan.problems[:PROBLEMS_SHOWN]:
        talk(f"problem: {problem.in_words()}")
    if len(plan.problems) > PROBLEMS_SHOWN:
        talk(f"... and {counted(len(plan.problems) - PROBLEMS_SHOWN, 'more problem')}; --json lists all.")
    talk(_summary(plan))


def _summary(plan: ImportPlan) -> str:
    return ", ".join(f"{count} {word}" for word, count in plan.counts().items()) + "."


def _report(plan: ImportPlan, applied: Applied | None, partial: str, door: Door, *, dry_run: bool) -> None:
    if plan.problems and partial:
        again = f"{invocation()}{door.command.removeprefix('orodha')} {partial}"
        talk(f"The rejected rows are in {partial}. Mend them there, then: {again}")
    elif plan.problems:
        from ...catalogue.rejected import ending  # only where something is wrong

        talk(f"Nothing was saved. Mend the file, or save the good rows with --partial REJECTED{ending(plan)}")
    if applied and applied.batch is not None:
        talk(f"Saved. Take it back with: {invocation()} undo {applied.batch}")
    elif plan.problems and not partial:
        pass  # it was said already
    elif dry_run:
        talk("Nothing was saved, as asked.")
    elif plan.planned:
        talk("Nothing was saved.")
    elif not plan.problems:
        empty = "The file has no rows below its header." if plan.tables else "The file has nothing to take in."
        talk("Nothing changed: it is so already." if plan.unchanged else empty)


def _as_json(plan: ImportPlan, applied: Applied | None, partial: str) -> dict[str, Any]:
    return {
        "created": plan.created,
        "updated": [
            {"id": one.id, "changes": [change._asdict() for change in one.changes]}
            for one in plan.planned.values()
            if not one.new
        ],
        "unchanged": plan.unchanged,
        "problems": [_problem(one) for one in plan.problems],
        "kept": [one._asdict() for one in plan.kept],
        "notes": plan.notes,
        "batch": applied.batch if applied else None,
        "rejected": partial or None,
    }


def _problem(problem: CellProblem) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in ("file", "sheet", "row", "column", "reason", "value", "fix")}
