"""What is odd about artefacts that come in: told, and taken in all the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...catalogue.circles import rings
from ...catalogue.formats.sdmx import model
from ...catalogue.wording import counted, first_few
from .foreign import ROLES, parents
from .intake import short
from .naming import ID, NAME

_TOLD = 5
_NO_URN = re.compile("is no URN of SDMX[.:]")
_REPEATED = "Equal ones are taken once, others are refused; remove one, or give it an id of its own."


def noticed(artefact: model.Maintainable, notes: Iterable[model.Note]) -> Iterator[model.Note]:
    """Yield what there is to tell of an artefact.

    Args:
        artefact: A new one.
        notes: What the codec says of it: what is there twice, and references that lead nowhere.
    """
    for one in notes:
        if not _NO_URN.search(one.message):  # which the reader has told with the line
            yield _advised(one)
    if type(artefact) in ROLES:
        for what in _of_list(artefact):
            yield model.Note(what, 0, short(artefact.urn))


def _advised(note: model.Note) -> model.Note:
    """Return a note of the codec with what an import does about it."""
    advice = _REPEATED if "more than once" in note.message else note.advice
    return replace(note, artefact=short(note.artefact), advice=advice)


def _of_list(artefact: model.Maintainable) -> Iterator[str]:
    rows = list(parents(artefact))
    if not isinstance(artefact, model.ValueList):  # whose items are called by any text, and need no name
        allowed = NAME if isinstance(artefact, model.ConceptScheme) else ID
        if odd := [repr(item.id) for _, item, _ in rows if not allowed.fullmatch(item.id)]:
            yield f"SDMX does not allow {counted(len(odd), 'id')}, taken as they are: {first_few(odd, _TOLD)}."
        if bare := [path for path, item, _ in rows if not item.names]:
            yield f"{counted(len(bare), 'item')} without a name, called by their ids: {first_few(bare, _TOLD)}."
    if around := next(rings({path: above for path, _, above in rows if above}), None):
        yield f"Parents lead in a circle: {' < '.join((*around, around[0]))}. Remove one of them from the file."
