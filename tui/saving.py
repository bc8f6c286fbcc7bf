"""Saving a record that a person has changed, also when others have changed it meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..catalogue.catalogue import Catalogue
from ..catalogue.changes import ABSENT, Applied, ChangeSet, Put
from ..catalogue.drafting import named, own_fields
from ..catalogue.evidence import revised
from ..catalogue.kinds import Document, kind
from ..catalogue.names import kind_of
from ..catalogue.record import Statement
from ..catalogue.threeway import Clash, merge
from .values import differences


class Outcome(NamedTuple):
    """What became of a record that was to be saved.

    Attributes:
        id: Its short id.
        applied: What was written; None if nothing was, because of clashes.
        meanwhile: The fields that others had changed meanwhile, and that are kept as they made them.
        theirs: The record as it stands in the catalogue, if there are clashes.
        document: The record as it was to be, with what others changed; theirs where they clash.
        clashes: What both changed.
    """

    id: str
    applied: Applied | None = None
    meanwhile: tuple[str, ...] = ()
    theirs: Document | None = None
    document: Document | None = None
    clashes: tuple[Clash, ...] = ()


def save(
    catalogue: Catalogue, base: Mapping[str, Any], revision: int, document: Mapping[str, Any], note: str = ""
) -> Outcome:
    """Save a record; what others have changed since it was opened stays, and what both changed is told.

    Args:
        catalogue: Open for writing.
        base: The record as it was opened, without what the catalogue adds; of a new one anything.
        revision: The revision of that; ``ABSENT`` for a new record.
        document: The record as it shall be, valid.
        note: For the log.

    Raises:
        NotFound: It was deleted meanwhile.
        Conflict: A new record has an id that is taken.
        OrodhaError: As ``Catalogue.apply``.
    """
    reader = catalogue.reader
    declared = kind(kind_of(document["id"]))
    new = dict(document)
    if revision == ABSENT:
        new = named(reader, declared, new)
        put = Put(new, revised([], differences(None, new), None, note), ABSENT)
        return Outcome(new["id"], catalogue.apply(ChangeSet([put], note)))
    now = reader.get(new["id"])
    theirs = own_fields(reader, now)
    meanwhile: tuple[str, ...] = ()
    if now["revision"] != revision:
        found = merge(base, theirs, new)
        if found.clashes:
            return Outcome(new["id"], None, (), now, found.document, found.clashes)
        meanwhile = tuple(one.field for one in differences(base, theirs))
        new = found.document
    new = named(reader, declared, new)
    said = [Statement(**one) for one in reader.statements(new["id"])]
    put = Put(new, revised(said, differences(theirs, new), None, note), now["revision"])
    return Outcome(new["id"], catalogue.apply(ChangeSet([put], note)), meanwhile)
