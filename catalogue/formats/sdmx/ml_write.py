"""SDMX-ML, written as text: a message in pieces, an artefact at a time."""

from __future__ import annotations

from collections.abc import Iterator

from . import model, urn
from .metadata import is_metadata, prepared
from .ml_elements import element
from .syntax import NAMESPACES, Syntax
from .tables import CONTAINERS_21, HEADER, KIND_OF, artefact_kind


def written(message: model.Message, syntax: Syntax) -> Iterator[str]:
    """Yield a message of XML in pieces, an artefact or so at a time.

    Args:
        message: What to write. Artefacts that the syntax has no place for are left out (``lost.losses`` tells).
        syntax: One of SDMX-ML.
    """
    if is_metadata(message):
        yield from _reports(message, syntax)
        return
    yield _head("mes:Structure", ("mes", "str", "com"), syntax)
    yield element(HEADER, syntax, "mes:Header")(message.header, "  ", "")
    containers = _containers(message, syntax)
    if containers:
        yield "  <mes:Structures>\n"
        for container, artefacts in containers:
            yield f"    <{container}>\n" if container else ""
            for artefact in artefacts:
                yield _artefact(artefact, syntax)
            yield f"    </{container}>\n" if container else ""
        yield "  </mes:Structures>\n"
    yield "</mes:Structure>\n"


def _head(root: str, prefixes: tuple[str, ...], syntax: Syntax) -> str:
    spaces = "\n    ".join(f'xmlns:{one}="{syntax.schema}{NAMESPACES[one]}"' for one in prefixes)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {spaces}>\n'


def _reports(message: model.Message, syntax: Syntax) -> Iterator[str]:
    """Yield a message of reports."""
    header, reports = prepared(message, syntax)
    yield _head("mes:GenericMetadata", ("mes", "gen", "com"), syntax)
    yield element(HEADER, syntax, "mes:Header")(header, "  ", "")
    kind = KIND_OF[model.MetadataSet]
    write = element(kind.table, syntax, kind.element, urns=not syntax.is_21)
    for report in reports:
        yield write(report, "  ", urn.owner(report.agency, report.id, report.version))
    yield "</mes:GenericMetadata>\n"


def _containers(message: model.Message, syntax: Syntax) -> list[tuple[str, list[model.Maintainable | model.Raw]]]:
    """Return what a message has in each container; in the order of the XSD of 2.1, for that of 3.x leaves it free."""
    found: dict[str, list[model.Maintainable | model.Raw]] = {}
    for artefact in message.artefacts:
        if container := artefact_kind(artefact).container(syntax):
            found.setdefault(container, []).append(artefact)
    for raw in message.unknown:
        if raw.syntax == syntax.name:
            found.setdefault(raw.container, []).append(raw)
    if not syntax.is_21:
        return list(found.items())
    places = {container: place for place, container in enumerate(CONTAINERS_21)}
    return sorted(found.items(), key=lambda one: places.get(one[0], len(places)))


def _artefact(artefact: model.Maintainable | model.Raw, syntax: Syntax) -> str:
    if isinstance(artefact, model.Raw):
        return f"      {artefact.content}\n"
    kind = artefact_kind(artefact)
    owner = urn.owner(artefact.agency, artefact.id, artefact.version)
    return element(kind.table, syntax, kind.element)(artefact, "      ", owner)
