"""SDMX as a format of the catalogue: structures in and out, reports out, and what each cannot carry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from ...catalogue.drafts import Draft
from ...catalogue.errors import UsageError
from ...catalogue.formats import Content, Loss, sdmx
from ...catalogue.kinds import Document
from ...catalogue.losses import EVIDENCE, statements
from ...catalogue.reconcile import Kept
from ...catalogue.resolving import Resolver
from ...catalogue.uncollected import uncollected
from ...catalogue.wording import counted, plural
from .facts import WrittenFacts
from .formats import REPORTED
from .giving import message, reports
from .identities import Names
from .intake import short
from .outside import outside
from .reading import Reading
from .views import Views

HISTORY = "the log of changes"
UNREPORTED = "records of other kinds are no reports"
_JSON = re.compile(rb'[\s\xef\xbb\xbf]*\{\s*"(meta|data|errors|\$schema)"\s*:')


def claims(head: bytes) -> bool:
    """Tell whether a JSON file is a message of SDMX, by its first key; see ``Format.is_claimed``."""
    return _JSON.match(head) is not None


def drafts(
    source: Path | bytes,
    file: str,
    index: int,
    resolver: Resolver,
    overwrite: bool,
    given: Mapping[str, Any],
    _syntax: str,
) -> Iterator[list[Draft] | Kept | str]:
    """Yield the records of a structure message as drafts, with notes; see ``Format.drafts``.

    The file says itself which syntax it is in.
    """
    return Reading(source, file, index, resolver, overwrite, given).drafts()


def write_rejected(path: Path, rejected: Sequence[Document], _syntax: str) -> None:
    """Write records as JSON, for it has a place for what is wrong; see ``Format.write_rejected``."""
    path.write_bytes(orjson.dumps(list(rejected), option=orjson.OPT_INDENT_2) + b"\n")


def write(path: Path, content: Content, syntax: str, what: str = "") -> list[Loss]:
    """Write the records of an export, or reports on them; see ``Format.write``.

    Raises:
        UsageError: There is nothing to write.
    """
    made, lost = _made(content, syntax, what)
    sdmx.write(made, syntax, path)
    return [*_lost(made, syntax), *lost]


def losses(content: Content, syntax: str, what: str = "") -> Iterator[Loss]:
    """Yield what a file of a syntax leaves out; see ``Format.left_out``."""
    made, lost = _made(content, syntax, what)
    yield from _lost(made, syntax)
    yield from lost


@uncollected()
def _made(content: Content, syntax: str, what: str) -> tuple[sdmx.Message, Iterator[Loss]]:
    """Return the message that is written, and what of the records is not in it."""
    names = Names.of(content)
    if what:
        made = reports(content, names, WrittenFacts(content), syntax)
        lost = _unreported(content)
    else:
        views = Views.of(content, names)
        made = message(views, syntax)
        lost = chain(views.left_out, _history(content) if content.whole else _references_out(made))
    if not made.artefacts and (what or not content.whole):
        advice = f"Choose {' or '.join(map(plural, REPORTED))} with --what." if what else "Choose others with --what."
        raise UsageError(f"There is no record to {'report on' if what else 'write'} in what was chosen.", advice)
    return made, lost


def _lost(made: sdmx.Message, syntax: str) -> Iterator[Loss]:
    return (Loss(one.what, short(one.artefact), one.place) for one in sdmx.losses(made, syntax))


def _unreported(content: Content) -> Iterator[Loss]:
    """Yield what no report is made of, one line for all: that a file of reports has only reports is no news."""
    count = sum(one["kind"] not in REPORTED for one in content.documents())
    if count:
        yield Loss(UNREPORTED, "catalogue", counted(count, "record"))
    told = sum(one.count for one in statements(content))
    if told:
        yield Loss(EVIDENCE, "catalogue", counted(told, "statement"))


def _history(content: Content) -> Iterator[Loss]:
    changes = content.reader.database.value("SELECT count(*) FROM change", ())
    yield Loss(HISTORY, "catalogue", f"{changes:,} changes; keep a backup for them")


def _references_out(made: sdmx.Message) -> Iterator[Loss]:
    for artefact, count in sorted(outside(made).items(), key=lambda one: str(one[0])):
        what = f"refers to what is not in this file: {artefact.kind}"
        yield Loss(what, short(str(artefact)), counted(count, "reference"), count)
