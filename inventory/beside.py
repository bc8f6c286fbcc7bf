"""What is shown beside a record: the variables and agreements of a source, and how long an agreement lasts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..catalogue.linking import relations
from ..catalogue.reader import Document, Reader
from .counting import variables_of
from .standing import day_of, standing


class Lasts(NamedTuple):
    """How far an agreement is on a day.

    Attributes:
        standing: In words; see ``standing``.
        left: Days until its last day, which counts; negative once that is behind; None if it has none.
    """

    standing: str
    left: int | None


def lasts(agreement: Mapping[str, Any], on: dt.date) -> Lasts:
    """Return how far an agreement is on a day, and how many days are left of it."""
    last = day_of(agreement, "expires", first=False)
    return Lasts(standing(agreement, on), (last - on).days if last else None)


def variables_beside(reader: Reader, source: str) -> list[Document]:
    """Return the variables of a source and of the datasets that it has released, by label."""
    ids = [variable for _, variable in variables_of(reader, [source])]
    labels = reader.labels(ids)
    return sorted(reader.some(ids), key=lambda one: (labels[one["id"]].casefold(), one["id"]))


def agreements_beside(reader: Reader, source: str) -> list[Document]:
    """Return the agreements that cover a source or a variable of it, by id."""
    ids = [source, *(variable for _, variable in variables_of(reader, [source]))]
    found = {
        one["id"]: one
        for covered in ids
        for relation in relations(reader, covered, "incoming")
        if (relation.field, relation.kind) == ("covers", "agreement")
        for one in reader.at(relation.keys)
    }
    return [found[one] for one in sorted(found)]
