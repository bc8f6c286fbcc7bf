"""What is odd about artefacts that come in: told, and taken in all the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ...catalogue.formats.sdmx import model
from ...catalogue.wording import counted, first_few
from .foreign import ROLES, parents
from .intake import short

_TOLD = 5
_NO_URN = re.compile("is no URN of SDMX[.:]")
_ID = re.compile("[A-Za-z0-9_@$-]+")
_NCNAME = re.compile("[A-Za-z][A-Za-z0-9_-]*")
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
    place = short(note.artefact)
    if "more than once" in note.message:
        return replace(note, artefact=place, advice=_REPEATED)
    return replace(note, artefact=place)


def _of_list(artefact: model.Maintainable) -> Iterator[str]:
    rows = list(parents(artefact))
    if not isinstance(artefact, model.ValueList):  # whose items are called by any text, and need no name
        allowed = _NCNAME if isinstance(artefact, model.ConceptScheme) else _ID
        if odd := [repr(item.id) for _, item, _ in rows if not allowed.fullmatch(item.id)]:
            yield f"SDMX does not allow {counted(len(odd), 'id')}, taken as they are: {first_few(odd, _TOLD)}."
        if bare := [path for path, item, _ in rows if not item.names]:
            yield f"{counted(len(bare), 'item')} without a name, called by their ids: {first_few(bare, _TOLD)}."
    if around := circle({path: above for path, _, above in rows if above}):
        yield f"Parents lead in a circle: {' < '.join((*around, around[0]))}. Remove one of them from the file."


def circle(above: Mapping[str, str]) -> Sequence[str]:
    """Return items of which each has the next as its parent, and the last the first; none if there is no circle.

    Args:
        above: The parent of each item that has one.
    """
    good = set[str]()
    for start in above:
        way: dict[str, None] = {}
        at = start
        while at in above and at not in good and at not in way:
            way[at] = None
            at = above[at]
        if at in way:
            walked = list(way)
            return walked[walked.index(at) :]
        good.update(way)
    return ()
