"""Deciding on mappings: accept, reject, change, note. Each is one batch, which ``undo`` takes back."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from ...catalogue.catalogue import Catalogue
from ...catalogue.errors import UsageError, did_you_mean
from ...catalogue.names import is_id, is_iri, kind_of
from ...catalogue.reader import Reader
from ...catalogue.wording import counted
from ...catalogue.writer import user
from ...vocab import review
from ...vocab.deciding import Target, of_pair
from ...vocab.mappings import Mapping, MatchPredicate
from ...vocab.relations import BY_SHORT, EXACT, RELATED, short
from . import completing
from .command import Form, as_document, command
from .reporting import report
from .session import open_catalogue

_MAPPINGS = click.argument("names", metavar="MAPPING... | A B", nargs=-1, required=True, shell_complete=completing.ids)
_REASON = click.option("--reason", default="", metavar="TEXT", help="Why; it is kept with the decision.")
_REOPEN = click.option("--reopen", is_flag=True, help="Even what was rejected before.")
_HELP = "What A is to B: exact, close, broad (B is wider), narrow or related."


def read_relation(context: click.Context, parameter: click.Parameter, value: str | None) -> MatchPredicate | None:
    """Return the predicate that a person typed: exact, close, broad, narrow, related, or the whole CURIE.

    Raises:
        BadParameter: It is none; the message offers near ones.
    """
    if value is None:
        return None
    typed = short(value.strip()).casefold()
    if typed not in BY_SHORT:
        raise click.BadParameter(f"{value!r} is no relation. {did_you_mean(typed, BY_SHORT)}", context, parameter)
    return BY_SHORT[typed]


def reviewing(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--reviewer``, which goes into the mapping and into the log."""
    return click.option("--reviewer", default="", metavar="NAME", help="Who decides; you, if left out.")(function)


def reviewer_or_user(name: str) -> str:
    """Return the name of the reviewer: the one given, or else of the user of the machine."""
    return name.strip() or user()


def today() -> str:
    """Return the date of a decision that is made now: YYYY-MM-DD, local time."""
    return dt.date.today().isoformat()


@command(
    examples=[
        "orodha map accept concept/ke-emigrant concept/ug-emigrant --predicate exact",
        "orodha map accept ke-refugee ug-refugee --predicate close --reason 'Both laws read.' --reviewer 'A. Juma'",
    ]
)
@_MAPPINGS
@click.option(
    "--predicate",
    metavar="RELATION",
    callback=read_relation,
    help=f"{_HELP} Needed for a pair that has no mapping yet.",
)
@_REASON
@_REOPEN
@reviewing
@as_document
def accept_command(
    names: tuple[str, ...], predicate: MatchPredicate | None, reason: str, reopen: bool, reviewer: str, form: Form
) -> None:
    """Accept mappings: by their ids, or by two concepts A and B.

    A pair that has no mapping yet gets one. What was rejected is accepted only with --reopen. A single - reads ids of
    mappings from stdin, one a line.
    """

    who = reviewer_or_user(reviewer)
    with open_catalogue() as catalogue:
        targets = _targets(catalogue, names, predicate)
        done = [
            review.accept(
                _reopened(one, reopen), reviewer=who, date=today(), predicate=one.read(predicate), reason=reason
            )
            for one in targets
        ]
        _save(catalogue, done, "accept", who, form)


@command(examples=["orodha map reject ke-immigrant ug-immigrant --reason 'They do not count the same people.'"])
@_MAPPINGS
@_REASON
@reviewing
@as_document
def reject_command(names: tuple[str, ...], reason: str, reviewer: str, form: Form) -> None:
    """Reject mappings for a reason: by their ids, or by two concepts A and B.

    A rejected pair is kept, and is never suggested again. A pair that has no mapping yet is kept as no exact match. A
    single - reads ids of mappings from stdin, one a line.
    """

    who = reviewer_or_user(reviewer)
    with open_catalogue() as catalogue:
        targets = _targets(catalogue, names, EXACT)
        done = [review.reject(one.mapping, reviewer=who, date=today(), reason=reason) for one in targets]
        _save(catalogue, done, "reject", who, form)


@command(examples=["orodha map change ke-refugee ug-refugee --predicate broad"])
@_MAPPINGS
@click.option("--predicate", metavar="RELATION", callback=read_relation, required=True, help=_HELP)
@_REASON
@_REOPEN
@reviewing
@as_document
def change_command(
    names: tuple[str, ...], predicate: MatchPredicate, reason: str, reopen: bool, reviewer: str, form: Form
) -> None:
    """Change what mappings say: by their ids, or by two concepts A and B.

    What is proposed stays proposed, what is accepted stays accepted. A pair that has no mapping yet gets one, proposed.
    """

    who = reviewer_or_user(reviewer)
    with open_catalogue() as catalogue:
        done: list[Mapping] = []
        for one in _targets(catalogue, names, predicate):
            wanted = one.read(predicate) or predicate
            done.append(review.change(_reopened(one, reopen), wanted, reviewer=who, date=today(), reason=reason))
        _save(catalogue, done, "change", who, form)


@command(examples=["orodha map note ke-refugee ug-refugee 'Ask the Department of Refugee Services.'"])
@click.argument("names", metavar="MAPPING | A B", nargs=-1, required=True, shell_complete=completing.ids)
@click.argument("text")
@reviewing
@as_document
def note_command(names: tuple[str, ...], text: str, reviewer: str, form: Form) -> None:
    """Add a remark for colleagues to a mapping; it decides nothing.

    A pair that has no mapping yet gets a proposed one: that the two are related.
    """

    who = reviewer_or_user(reviewer)
    with open_catalogue() as catalogue:
        done = [review.note(one.mapping, text) for one in _targets(catalogue, names, RELATED)]
        _save(catalogue, done, "note on", who, form)


def _reopened(target: Target, wanted: bool) -> Mapping:
    """Return the mapping of a target: proposed again if it was rejected and that is wanted."""

    return review.reopen(target.mapping) if wanted and target.mapping.status == "rejected" else target.mapping


def _save(catalogue: Catalogue, mappings: Sequence[Mapping], did: str, author: str, form: Form) -> None:
    what = mappings[0].id if len(mappings) == 1 else counted(len(mappings), "mapping")
    report(catalogue.save(*mappings, note=f"{did} {what}", author=author), form)


def _targets(catalogue: Catalogue, names: Sequence[str], predicate: MatchPredicate | None) -> list[Target]:
    """Return the mappings that a person means, by their ids or by two concepts.

    Raises:
        UsageError: A concept stands alone, or two that have no mapping and no predicate is given for one.
        NotFound: There is no such mapping or concept.
    """

    given = sys.stdin.read().split() if tuple(names) == ("-",) else list(names)
    ids = [one for one in map(_mapping_id(catalogue.reader), given) if one]
    if len(ids) == len(given) and ids:
        return [Target(catalogue.get(one, Mapping)) for one in dict.fromkeys(ids)]
    if ids or len(given) != 2:
        wrong = [one for one in given if not _mapping_id(catalogue.reader)(one)]
        told = f"{wrong[0]!r} is no mapping on record." if wrong else "No mapping was named."
        raise UsageError(told, "Name mappings, which orodha map list shows, or two concepts.")
    subject, object = (concept_meant(catalogue.reader, one) for one in given)
    return [of_pair(catalogue, subject, object, predicate)]


def _mapping_id(reader: Reader) -> Callable[[str], str]:
    """Return a function that gives the id of the mapping that a name means, or ""."""

    def found(name: str) -> str:
        plain = name.removeprefix(reader.meta["base"])
        if kind_of(plain) == "mapping":
            return plain
        named = f"mapping/{plain}"
        return named if is_id(named) and reader.has(named) else ""

    return found


def concept_meant(reader: Reader, name: str) -> str:
    """Return the id of the concept that a person means, or an IRI that the catalogue does not know.

    Raises:
        NotFound: It is neither, or several could be meant.
    """
    if is_iri(name) and not reader.database.value("SELECT 1 FROM record WHERE iri = ?", (name,)):
        return name
    return reader.resolve(name, ["concept"])
