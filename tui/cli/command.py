"""How commands are declared: with examples first, and the options that several of them share.

@command(examples=["orodha find permits"])
@click.argument("text")
@listing
def find_command(text: str, form: Form) -> None:
    '''Find records by words.'''
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, Literal

import click

from .session import AUDIENCES, narrowed_audience, remember_audience, remember_target

if TYPE_CHECKING:
    from ...catalogue.record import Visibility

Form = Literal["text", "json", "csv"]
"""How a list is written."""

Function = Callable[..., Any]

DRY_RUN = click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
YES = click.option("--yes", is_flag=True, help="Do not ask.")

_WORDS = re.compile(r"""(?:[^\s'"]|'[^']*'|"[^"]*")+""")
"""The words of a command line, in which spaces between quotes are kept."""

_HELP = {"help_option_names": ["-h", "--help"]}


class Command(click.Command):
    """A command whose help begins with examples that work on the starter catalogue."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = tuple(examples)
        self.params.append(db_option())
        if not any("--audience" in one.opts or one.name == "author" for one in self.params):
            self.params.append(audience_option())

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, then what click writes."""
        for example in self.examples:
            formatter.write("".join(f"  {line}\n" for line in _in_lines(example, formatter.width)))
        formatter.write_paragraph()
        super().format_help(ctx, formatter)


def _in_lines(example: str, room: int) -> list[str]:
    """Return a command line as a person can type it: a long one in several lines, each but the last ended by ``\\``."""
    lines = [""]
    for word in _WORDS.findall(example):
        if lines[-1] and len(lines[-1]) + len(word) > room - len("    \\"):
            lines.append(" ")
        lines[-1] += f" {word}" if lines[-1] else word
    return [*(f"{line} \\" for line in lines[:-1]), lines[-1]]


def command(*, examples: Sequence[str]) -> Callable[[Function], Command]:
    """Make a command of a function; its help is the docstring, after the examples.

    Args:
        examples: Command lines that work on the starter catalogue of Kenya.
    """

    def made(function: Function) -> Command:
        name = function.__name__.removesuffix("_command")
        declared = click.command(name, cls=Command, examples=examples, context_settings=_HELP)
        return declared(function)

    return made


def db_option() -> click.Option:
    """Return the option that names the catalogue."""
    return click.Option(
        ["--db"],
        metavar="PATH",
        help="The catalogue; else ORODHA_DB, else orodha.db here.",
        expose_value=False,
        callback=remember_target,
    )


def audience_option() -> click.Option:
    """Return the option that says for whom a command answers; one that changes the catalogue does not have it."""
    return click.Option(
        ["--audience"],
        type=click.Choice(AUDIENCES),
        metavar="WHOM",
        help="Show only what partner or public may see.",
        expose_value=False,
        callback=remember_audience,
    )


def listing(function: Function) -> Function:
    """Add ``--json`` and ``--csv``, which give the parameter ``form``."""
    as_csv = click.option("--csv", "form", flag_value="csv", help="Write CSV.")
    as_json = click.option("--json", "form", flag_value="json", help="Write JSON.")
    return as_json(as_csv(_text_by_default(function)))


def as_document(function: Function) -> Function:
    """Add ``--json`` alone, which gives the parameter ``form``."""
    return click.option("--json", "form", flag_value="json", help="Write JSON.")(_text_by_default(function))


def writing(function: Function) -> Function:
    """Add ``--note`` and ``--author``, which go into the log."""
    author = click.option("--author", default="", metavar="NAME", help="Who changes it; you, if left out.")
    note = click.option("--note", default="", metavar="TEXT", help="What the change is for; goes into the log.")
    return note(author(function))


def for_audience(
    help: str = "Leave out what it may not see.", default: Visibility = "internal"
) -> Callable[[Function], Function]:
    """Add an ``--audience`` of its own, which gives the parameter ``audience``; a command needs none to leave out
    what others may not see, but it may have a default, or a faster way.

    Args:
        help: What the command does with it.
        default: The audience if none is named.
    """
    whom = click.Choice(AUDIENCES)
    return click.option(
        "--audience", type=whom, default=default, show_default=True, help=help, callback=narrowed_audience
    )


def _text_by_default(function: Function) -> Function:
    @wraps(function)
    def with_form(*args: Any, form: str | None = None, **kwargs: Any) -> Any:
        return function(*args, form=form or "text", **kwargs)

    return with_form
