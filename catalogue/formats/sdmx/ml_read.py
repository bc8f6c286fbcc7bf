"""SDMX-ML, read an artefact at a time, so that a file may be larger than the memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, BinaryIO, cast

from lxml import etree

from ...errors import FormatError
from . import model
from .detect import Source, opened
from .metadata import entered, resolved
from .ml_parts import Element, note, raw, reader, shown
from .syntax import Syntax
from .tables import CONTAINERS_21, HEADER, KINDS, Kind
from .where import Where

Read = model.Header | model.Maintainable | model.Raw
"""What a message is read into, piece by piece."""


@cache
def _kinds(syntax: Syntax) -> dict[tuple[str, str], Kind]:
    """Return what is known, by the tags of the container and of the artefact."""
    placed = ((one.container(syntax), one) for one in KINDS)
    return {(syntax.tag(container), syntax.tag(one.element)): one for container, one in placed if container}


def pieces(source: Source, where: Where) -> Iterator[Read]:
    """Yield the header, and then each artefact as soon as it has been read.

    Args:
        source: The file or its content, in the syntax that ``where`` names.
        where: Learns where the reader is, and what it noticed.

    Raises:
        FormatError: It is damaged or cut off; what was yielded before is right.
    """
    with opened(source) as stream:
        parsed = _parsed(stream, where.syntax)
        try:
            yield from _walk(parsed, where)
        except etree.XMLSyntaxError as error:
            first = next(iter(cast("Iterable[Any]", parsed.error_log)), None)
            line, message = (first.line, first.message) if first else (error.lineno, error.msg)
            after = f" after {where.artefact}" if where.artefact else ""
            raise FormatError(
                f"{where.file}, line {line}: the file is damaged or cut off{after} ({message}).",
                "Fetch it again, or mend that line.",
            ) from None


def _parsed(stream: BinaryIO, syntax: Syntax) -> Any:
    """Return the events of a file: the end of each element that something is done at."""
    known = _kinds(syntax)
    tags = {*(container for container, _ in known), *(artefact for _, artefact in known)}
    tags |= {syntax.tag(one) for one in ("mes:Header", "mes:Structures", *CONTAINERS_21)}
    return etree.iterparse(
        stream,
        events=("end",),
        tag=tuple(tags),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )


def _walk(parsed: Iterable[tuple[str, Element]], where: Where) -> Iterator[Read]:
    syntax = where.syntax
    known = _kinds(syntax)
    header, structures = syntax.tag("mes:Header"), syntax.tag("mes:Structures")
    for _, element in parsed:
        parent: Element = element.getparent()
        if parent is None:
            continue
        kind = known.get((parent.tag, element.tag))
        if kind is not None:
            artefact = reader(kind.table, syntax).read(element, where)
            if isinstance(artefact, model.MetadataSet):
                resolved(artefact, where)
            yield artefact
            _forget(element)
        elif element.tag == header:
            where.artefact, where.owner = "the header", ""
            head = reader(HEADER, syntax).read(element, where)
            entered(head, where)
            yield head
            _forget(element)
        elif element.tag == structures:
            for container in element:
                yield from _unknown(container, where)
            _forget(element)
        elif parent.tag == structures:
            yield from _unknown(element, where)
            _forget(element)


def _forget(element: Element) -> None:
    """Free the memory of an element; emptied first, for taking a full one out of its parent is quadratic in lxml."""
    parent = element.getparent()
    element.clear()
    parent.remove(element)


def _unknown(container: Element, where: Where) -> Iterator[model.Raw]:
    """Yield the artefacts of a container that nobody read, as they stand."""
    syntax = where.syntax
    place = f"str:{shown(container.tag)}"
    if syntax.tag(place) != container.tag:
        yield _kept(container, where, "")
        return
    for element in container:
        yield _kept(element, where, place)


def _kept(element: Element, where: Where, container: str) -> model.Raw:
    identity = f"{element.get('agencyID', '')}:{element.get('id', '')}({element.get('version', '1.0')})"
    where.artefact = f"{shown(element.tag)} {identity}"
    note(
        where,
        element,
        f"{shown(element.tag)} is not understood; it is kept, and goes out again in {where.syntax.name}.",
    )
    return raw(element, where.syntax, container)
