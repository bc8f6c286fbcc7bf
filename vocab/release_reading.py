"""Releases of a scheme as documents: out of a file, out of the catalogue, or as the catalogue had it once.

A file is read as an import reads it, against an empty catalogue that is thrown away; nothing is saved.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..catalogue.catalogue import Catalogue
from ..catalogue.errors import NotFound, UsageError
from ..catalogue.importing import ImportPlan, plan
from ..catalogue.names import DEFAULT_BASE, kind_of
from ..catalogue.reader import Document, Reader
from ..catalogue.texts import fold
from ..catalogue.wording import counted
from .pairing import iri_of, iris_kept
from .successors import DEPRECATED, is_deprecated

LANGUAGES = ("en", "fr", "sw", "ar", "pt")
"""The languages in which headings of a spreadsheet are known where no catalogue says which."""

_NONE = "urn:x-orodha:no-scheme"
"""What concepts are put under whose file names no scheme."""


@dataclass(frozen=True, slots=True)
class Release:
    """One release of a scheme.

    Attributes:
        name: What people call it: the name of the file, or "scheme/ke@12".
        documents: The scheme, if there is a record of it, its concepts, and what stands for deprecated ones.
        notes: What could not be read, in sentences.
    """

    name: str
    documents: list[Document]
    notes: tuple[str, ...] = ()


def release_in_file(
    path: str | Path,
    schemes: Sequence[str] = (),
    *,
    format_name: str = "",
    base: str = DEFAULT_BASE,
    languages: Sequence[str] = LANGUAGES,
) -> Release:
    """Read a release out of a file.

    Args:
        path: A file in any format that an import reads.
        schemes: Names of schemes: of those that are in the file, exactly one is taken. Where there is one only, it
            need not be named.
        format_name: The format, where the suffix does not say.
        base: What the IRIs of records begin with that have none of their own.
        languages: Languages in which the headings of a spreadsheet are known.

    Raises:
        FormatError: The file cannot be read.
        UsageError: There is no such file; or no concept in it; or several schemes, and none of them was named.
    """
    found = Path(path)
    with (
        tempfile.TemporaryDirectory() as folder,
        Catalogue.create(Path(folder) / "release.db", base=base, languages=languages) as catalogue,
    ):
        unstated = {"concept.scheme": _NONE}
        taken = plan(catalogue.reader, [found], format_name=format_name, allow_missing=True, unstated=unstated)
    documents = [_with_iri(one.put.document, base) for one in taken.planned.values()]
    chosen = _choose(documents, schemes, found.name, taken)
    return Release(found.name, _of_scheme(documents, chosen), tuple(_notes(taken, found.name)))


def release_in_catalogue(reader: Reader, scheme: str, at: str = "") -> Release:
    """Return a release of a scheme of the catalogue.

    Args:
        reader: The catalogue.
        scheme: Short id, IRI or name of the scheme.
        at: As it was after this batch ("12"), or at the end of this day, month or year, UTC ("2025-11"); as it is now
            if left out.

    Raises:
        NotFound: There is no such scheme or batch, or the scheme was not there yet.
        UsageError: ``at`` is neither.
    """
    if not at:
        record = reader.resolve(scheme, ("scheme",))
        rows = reader.database.rows(_NOW, (record, record, json.dumps(DEPRECATED)))
        name = record
    else:
        batch = _batch_at(reader, at)
        record = _scheme_once(reader, scheme)
        rows = reader.database.rows(_THEN, (batch, record, record, json.dumps(DEPRECATED)))
        name = f"{record}@{at}"
    documents = [_with_iri(json.loads(text), reader.meta["base"]) for (text,) in rows]
    if all(one["id"] != record for one in documents):
        raise NotFound(f"There was no {record} at {at}.", f"See when it came: orodha log {record}")
    return Release(name, _of_scheme(documents, record))


_WANTED = (
    "id LIKE 'concept/%' AND json_extract(document, '$.scheme') = ? OR id = ?"
    " OR id NOT LIKE 'concept/%' AND json_extract(document, '$.registration') IN (SELECT value FROM json_each(?))"
)
_NOW = f"SELECT document FROM record WHERE {_WANTED} ORDER BY id"
_THEN = (
    "SELECT document FROM (SELECT record AS id, after AS document FROM change"
    " WHERE seq IN (SELECT max(seq) FROM change WHERE batch <= ? GROUP BY record) AND after IS NOT NULL)"
    f" WHERE {_WANTED} ORDER BY id"
)


def _batch_at(reader: Reader, at: str) -> int:
    """Return the last batch of a moment.

    Raises:
        NotFound: There is none.
        UsageError: It is no moment.
    """
    if at.isdecimal() and reader.database.value("SELECT 1 FROM batch WHERE id = ?", (int(at),)) is not None:
        return int(at)
    if at.isdecimal() and len(at) != len("2025"):
        raise NotFound(f"There is no batch {at}.", "See them with: orodha log")
    if not _is_moment(at):
        raise UsageError(f"{at!r} is neither a batch nor a date.", "Write the number of a batch, or 2025-11-30.")
    last = reader.database.value("SELECT max(id) FROM batch WHERE time <= ?", (at + _END,))
    if last is None:
        raise NotFound(f"The catalogue has nothing from {at} or before.", "See what there is with: orodha log")
    return last


def _is_moment(at: str) -> bool:
    """Tell whether a text is a year, month, day or time that the calendar has."""
    whole = at if len(at) > len("2025-11-30") else at + "2025-01-01"[len(at) :]
    try:
        dt.datetime.fromisoformat(whole)
    except ValueError:
        return False
    return _MOMENT.fullmatch(at) is not None


_MOMENT = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9:]+Z?)?)?)?")
_END = "\uffff"
"""Sorts after all that a time can go on with."""


def _scheme_once(reader: Reader, scheme: str) -> str:
    """Return the short id of a scheme that is in the catalogue or was.

    Raises:
        NotFound: There is none, and never was.
    """
    for name in (scheme, f"scheme/{scheme}"):
        if reader.database.value("SELECT 1 FROM change WHERE record = ? LIMIT 1", (name,)) is not None:
            return name
    return reader.resolve(scheme, ("scheme",))


def _with_iri(document: Document, base: str) -> Document:
    return document if document.get("iri") else document | {"iri": base + document["id"]}


def _choose(documents: Iterable[Document], wanted: Sequence[str], file: str, taken: ImportPlan) -> str:
    """Return the scheme that is to be compared: its id, or the IRI of one that has no record.

    Raises:
        UsageError: There is nothing, or no telling which.
    """
    counts = Counter[str]()
    schemes: dict[str, Document] = {}
    for one in documents:
        if kind_of(one["id"]) == "concept":
            counts[one["scheme"]] += 1
        elif kind_of(one["id"]) == "scheme":
            schemes[one["id"]] = one
    names = [name for name in dict.fromkeys((*counts, *schemes)) if name != _NONE]
    if not (names or counts):
        left_out = any(kind_of(one) in ("concept", "scheme") for one in taken.rejected_ids)
        first = f" that can be read. The first problem is: {taken.problems[0]}" if left_out else ""
        what = f"{file} has no concepts, and no scheme{first}".rstrip(".") + "."
        raise UsageError(what, "" if left_out else "Give a file with a vocabulary in it.")
    if len(names) < 2:
        return next(iter(names), _NONE)
    fitting = [one for one in names if any(_is_called(schemes.get(one, {"id": one}), name) for name in wanted)]
    if not wanted and len(filled := [one for one in names if counts[one]]) == 1:
        fitting = filled
    if len(fitting) != 1:
        listed = "; ".join(f"{one} ({counts[one]:,})" for one in names[:SHOWN])
        raise UsageError(f"{file} has {len(names)} schemes: {listed}.", f"Say which with: --scheme {names[0]}")
    return fitting[0]


SHOWN = 12
"""So many schemes of a file are named."""


def _is_called(scheme: Document, name: str) -> bool:
    """Tell whether a person means a scheme: by id, the end of it, IRI or title."""
    titles = {fold(title) for title in scheme.get("title", {}).values()}
    return name in (scheme["id"], scheme["id"].partition("/")[2], scheme.get("iri")) or fold(name) in titles


def _of_scheme(documents: Iterable[Document], chosen: str) -> list[Document]:
    """Return the scheme, its concepts, and what stands for deprecated concepts of it."""
    scheme = next((one for one in documents if one["id"] == chosen), None)
    return [one for one in documents if _belongs(one, chosen, iri_of(scheme) if scheme else chosen)]


def _belongs(document: Document, scheme: str, iri: str) -> bool:
    if document["id"] == scheme:
        return True
    if kind_of(document["id"]) == "concept":
        return document["scheme"] in (scheme, _NONE) or iri in iris_kept(document, "skos:inScheme")
    return is_deprecated(document) and iri in iris_kept(document, "skos:inScheme")


def _notes(taken: ImportPlan, file: str) -> Iterable[str]:
    if taken.problems:
        yield f"{file}: {counted(len(taken.rejected), 'record')} left out; the first: {taken.problems[0]}"
