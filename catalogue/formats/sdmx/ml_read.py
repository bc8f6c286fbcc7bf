"""SDMX-ML, read an artefact at a time, so that a file may be larger than the memory."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from . import model
from .detect import Source, opened
from .metadata import entered, resolved
from .ml_parts import part, told
from .ml_pieces import Pieces
from .ml_tags import Reader, Scope, Tag, Torn, local, taken
from .syntax import Syntax
from .tables import HEADER, KINDS, Table
from .where import Where

Read = model.Header | model.Maintainable | model.Raw
"""What a message is read into, piece by piece."""


@cache
def _tables(syntax: Syntax) -> dict[tuple[str, str], Table]:
    """Return the tables of artefacts, by the names of the container and of the artefact."""
    placed = ((one.container(syntax), one) for one in KINDS)
    return {(syntax.tag(container), syntax.tag(one.element)): one.table for container, one in placed if container}


def pieces(source: Source, where: Where) -> Iterator[Read]:
    """Yield the header, and then each artefact as soon as it has been read.

    Args:
        source: The file or its content, in the syntax that ``where`` names.
        where: Learns where the reader is, and what it noticed.

    Raises:
        FormatError: It is damaged or cut off; what was yielded before is right.
    """
    with opened(source) as stream:
        at = Reader(Pieces(stream, where), where)
        try:
            for piece in at.pieces:
                tag = taken(piece)
                scope = Scope({}).inside(tag)
                yield from _message(scope.element(tag.name), tag, scope, at)
        except Torn as torn:
            raise at.error(f"the tag {str(torn)[:40]!r} cannot be read", "Mend that line.") from None


def _within(outer: Tag, scope: Scope, at: Reader) -> Iterator[tuple[str, str, Tag, Scope]]:
    """Yield what is in an element up to its end: piece, name, tag and namespaces of each."""
    for piece in at.pieces if not outer.empty else ():
        if piece[0] == "/":
            return
        tag = taken(piece)
        inner = scope.inside(tag)
        yield piece, inner.element(tag.name), tag, inner


def _message(root: str, outer: Tag, scope: Scope, at: Reader) -> Iterator[Read]:
    where = at.where
    known, structures = _tables(where.syntax), where.syntax.tag("mes:Structures")
    for piece, name, tag, inner in _within(outer, scope, at):
        if name == where.syntax.tag("mes:Header"):
            where.artefact, where.owner = "the header", ""
            header: model.Header = part(HEADER, scope, at).read(piece, at)
            entered(header, where)
            yield header
        elif name == structures:
            told(tag, inner, at)
            yield from _structures(tag, inner, at)
        elif table := known.get((root, name)):
            yield _artefact(table, piece, scope, at)
        else:
            at.mixed(name)
            at.note(f"{local(name)} is not understood, and was left out.")
            at.whole(piece, scope)


def _structures(outer: Tag, scope: Scope, at: Reader) -> Iterator[Read]:
    """Yield the artefacts in their containers."""
    syntax = at.where.syntax
    known = _tables(syntax)
    for piece, container, tag, inner in _within(outer, scope, at):
        place = f"str:{local(container)}"
        if syntax.tag(place) != container:
            yield _kept(piece, container, tag, "", scope, at)
            continue
        told(tag, inner, at)
        for each, name, inner_tag, _ in _within(tag, inner, at):
            table = known.get((container, name))
            if table is None:
                yield _kept(each, name, inner_tag, place, inner, at)
            else:
                yield _artefact(table, each, inner, at)


def _artefact(table: Table, piece: str, scope: Scope, at: Reader) -> model.Maintainable:
    artefact: model.Maintainable = part(table, scope, at).read(piece, at)
    if isinstance(artefact, model.MetadataSet):
        resolved(artefact, at.where)
    return artefact


def _kept(piece: str, name: str, tag: Tag, container: str, scope: Scope, at: Reader) -> model.Raw:
    """Return an artefact that nobody knows, as it stands."""
    at.mixed(name)
    get, shown = tag.attributes.get, local(name)
    at.where.artefact = f"{shown} {get('agencyID', '')}:{get('id', '')}({get('version', '1.0')})"
    at.note(f"{shown} is not understood; it is kept, and goes out again in {at.where.syntax.name}.")
    return at.raw(piece, scope, container)
