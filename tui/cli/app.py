"""The command ``orodha``: finds the command that is meant, runs it, and turns errors into words and exit codes."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from ...catalogue.errors import InvalidRecord, NotFound, OrodhaError, Problem, UsageError, did_you_mean
from .. import __version__
from .command import Command, audience_option, db_option
from .menu import COMMANDS, family_help, root_help
from .session import audience, exit_with, invocation, target

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

FAILED, WRONG_USAGE, NOT_FOUND, INTERRUPTED = 1, 2, 3, 130
"""Exit codes; 1 also says that a check has found something."""

_HELP = {"help_option_names": ["-h", "--help"]}
_CODES = ((UsageError, WRONG_USAGE), (NotFound, NOT_FOUND))


class Family(click.Group):
    """Commands of two words that share the first: ``orodha map suggest``, ``orodha map accept``."""

    def __init__(self, name: str) -> None:
        super().__init__(name, invoke_without_command=True, callback=self._list, context_settings=_HELP)

    def _list(self) -> None:
        """Print what there is where no command is named."""
        if click.get_current_context().invoked_subcommand is None:
            print(family_help(self.name or ""))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the second words in the order of the help."""
        return [name.partition(" ")[2] for name in COMMANDS if name.partition(" ")[0] == self.name]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command by its second word; None if there is none."""
        return orodha.get_command(ctx, f"{self.name} {cmd_name}")

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments begin with.

        Raises:
            UsageError: There is none; the message offers near ones.
        """
        _check_name(ctx, args[0], self.list_commands(ctx), f"orodha {self.name}")
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """Return the commands with what each does; loads none of them."""
        return family_help(self.name or "")


class Orodha(click.Group):
    """The command line; a command's module is loaded when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of the help, the first words of those of two."""
        return list(dict.fromkeys(name.partition(" ")[0] for name in COMMANDS))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command; None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return Family(cmd_name) if cmd_name in self.list_commands(ctx) else None
        entry = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f".{entry.module}", __package__), entry.attribute)
        if not isinstance(command, Command) and not any("--db" in parameter.opts for parameter in command.params):
            command.params.append(db_option())
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments begin with.

        Raises:
            UsageError: There is none; the message offers near ones.
        """
        _check_name(ctx, args[0], self.list_commands(ctx), "orodha")
        if args[0] in COMMANDS and (name := " ".join(args[:2])) in COMMANDS:  # "gaps plan" beside "gaps"
            return name, self.get_command(ctx, name), args[2:]
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, and end quietly if nobody reads on ("orodha list concept | head")."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # here, for click would exit with 1
            _reader_gone()
            return 0
        return code

    def get_help(self, ctx: click.Context) -> str:
        """Return the help of ``orodha`` itself, which loads no command."""
        return root_help()

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the commands without loading them, then options."""
        from click.shell_completion import CompletionItem  # for completion only

        found = [
            CompletionItem(name, help=COMMANDS[name].summary if name in COMMANDS else None)
            for name in self.list_commands(ctx)
            if name.startswith(incomplete)
        ]
        return found or click.Command.shell_complete(self, ctx, incomplete)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> NoReturn:
        """Run a command line and exit with the code that says how it went."""
        extra.update(prog_name="orodha", standalone_mode=False)
        try:
            code: int | None = super().main(args, *rest, **extra)
            sys.stdout.flush()
        except BrokenPipeError:
            code = _reader_gone()
        except Exception as error:
            code = explain(error)
        sys.exit(code or 0)


def _check_name(ctx: click.Context, name: str, known: Sequence[str], above: str) -> None:
    """Refuse a name that is no command's.

    Raises:
        UsageError: With near names, or else where they are listed.
    """
    if name not in known and not name.startswith("-") and not ctx.resilient_parsing:
        advice = did_you_mean(name, known)
        seen = advice if advice.startswith("Did") else f"See what there is with: {above} --help"
        raise UsageError(f"There is no command {f'{above} {name}'.removeprefix('orodha ')!r}.", seen)


@click.group(
    cls=Orodha,
    invoke_without_command=True,
    context_settings=_HELP,
    params=[db_option(), audience_option()],
)
@click.version_option(__version__, message="orodha %(version)s")
@click.pass_context
def orodha(context: click.Context) -> None:
    """The command line of Orodha."""
    if context.invoked_subcommand is None:
        start()


def start() -> None:
    """Do what ``orodha`` alone does: open the application in a terminal, greet in a dumb one, print help elsewhere.

    Raises:
        DatabaseError: There is a catalogue, and it cannot be read.
    """
    from ..opening import open_application, why_not  # commands do without it, and so for the next

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(root_help())
    elif why_not() or audience() != "internal":
        from .welcome import welcome

        print(welcome())
    else:
        exit_with(open_application(target()))


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code."""
    try:
        orodha.main(list(arguments))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FAILED


def explain(error: Exception) -> int:
    """Say what went wrong and what to do about it, on stderr; return the exit code.

    Raises:
        Exception: The error itself, if nobody foresaw it.
    """
    match error:
        case click.Abort():
            _say("interrupted", "")
            return INTERRUPTED
        case click.ClickException():
            _say(error.format_message(), _see_help(error))
            return WRONG_USAGE if isinstance(error, click.UsageError) else FAILED
        case InvalidRecord():
            problems = "\n  ".join(f"{one.field or 'record'}: {_problem(one)}" for one in error.problems)
            _say(f"{error.record} is not valid.", problems)
            return FAILED
        case OrodhaError():
            _say(error.what, error.advice)
            return next((code for kind, code in _CODES if isinstance(error, kind)), FAILED)
        case BrokenPipeError():
            return _reader_gone()
        case OSError(filename=None, errno=errno.ENOSPC | errno.EDQUOT | errno.EFBIG | errno.EIO):
            _reader_gone()
            _say(f"the output could not be written: {error.strerror}", "")
            return FAILED
        case OSError(filename=str() as name):
            _say(f"{name}: {error.strerror}.", "")
            return FAILED
        case _:
            raise error


def _problem(problem: Problem) -> str:
    found = f" (found {problem.value!r})" if problem.value else ""
    return f"{problem.message.rstrip('.')}{found}. {problem.fix}".rstrip()


def _say(what: str, advice: str) -> None:
    told = f"error: {what}" + (f"\n  {advice}" if advice else "")
    if sys.stderr.isatty():
        told = "\n".join(line for one in told.split("\n") for line in _in_lines(one))
    print(told, file=sys.stderr)


def _in_lines(line: str) -> list[str]:
    """Break a line at the end of the screen, the rest indented; with a command or path it stays whole, to be copied."""
    if f"{invocation()} " in line or "/" in line:
        return [line]
    from ..width import wrap  # what goes well does without it

    text = line.lstrip(" ")
    indent = line[: len(line) - len(text)]
    first, *rest = wrap(text, shutil.get_terminal_size().columns - len(indent) - 2)
    return [indent + first, *(f"{indent}  {one}" for one in rest)]


def _see_help(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"See: {context.command_path} --help" if context else ""


def _reader_gone() -> int:
    """Point the streams that nobody reads, or that are full, at nothing: what is left in them is flushed at exit."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return 0
