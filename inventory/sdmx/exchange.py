"""SDMX as a format of the catalogue: structures in and out, reports out, and what each cannot carry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from ...catalogue.drafts import Draft
from ...catalogue.formats import Content, Loss, sdmx
from ...catalogue.kinds import Document
from ...catalogue.reconcile import Kept
from ...catalogue.resolving import Resolver
from ...catalogue.wording import counted
from .formats import REPORTED
from .giving import message, reports
from .identities import Names
from .intake import short
from .reading import Reading
from .views import left_out

HISTORY = "the log of changes"
UNREPORTED = "records that no report is about"
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
    """Write the records of an export, or reports on them; see ``Format.write``."""
    made = _made(content, syntax, what)
    sdmx.write(made, syntax, path)
    return list(_losses(content, made, syntax, what))


def losses(content: Content, syntax: str, what: str = "") -> Iterator[Loss]:
    """Yield what a file of a syntax leaves out; see ``Format.left_out``."""
    return _losses(content, _made(content, syntax, what), syntax, what)


def _made(content: Content, syntax: str, what: str) -> sdmx.Message:
    return (reports if what else message)(content, syntax)


def _losses(content: Content, made: sdmx.Message, syntax: str, what: str) -> Iterator[Loss]:
    for one in sdmx.losses(made, syntax):
        yield Loss(one.what, short(one.artefact), one.place)
    if what:
        kinds = Counter(one["kind"] for one in content.documents())
        for kind, count in kinds.items():
            if kind not in REPORTED:
                yield Loss(UNREPORTED, kind, counted(count, kind), count)
        return
    for one in left_out(content, Names.of(content)):
        yield Loss(one.what, short(one.artefact), one.place)
    if content.whole:
        changes = content.reader.database.value("SELECT count(*) FROM change", ())
        yield Loss(HISTORY, "catalogue", f"{changes:,} changes; keep a backup for them")
