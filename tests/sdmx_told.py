"""What tests of SDMX views share: the views of a class, the report on a record, records changed by their fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from orodha.catalogue import Catalogue
from orodha.catalogue.exporting import Selection
from orodha.catalogue.formats import Content
from orodha.catalogue.formats.sdmx import Message
from orodha.catalogue.formats.sdmx import model as m
from orodha.catalogue.names import GENERATED
from orodha.catalogue.reader import Reader
from orodha.catalogue.record import Visibility
from orodha.inventory.sdmx import giving
from orodha.inventory.sdmx.facts import WrittenFacts
from orodha.inventory.sdmx.identities import Names
from orodha.inventory.sdmx.metadata import metadata_sets
from orodha.inventory.sdmx.views import Views

Made = TypeVar("Made", bound=m.Maintainable)


def content_of(reader: Reader, audience: Visibility = "internal", chosen: tuple[str, ...] = ()) -> Content:
    return Selection(reader, chosen, audience=audience).content()


def message(content: Content, syntax: str) -> Message:
    """The message of some records, as an export writes it."""
    return giving.message(Views.of(content, Names.of(content)), syntax)


def reports(content: Content, syntax: str) -> Message:
    """The message of reports on some records, as an export writes it."""
    return giving.reports(content, Names.of(content), WrittenFacts(content), syntax)


def views(content: Content, syntax: str = "sdmx-ml-3.0") -> list[m.Maintainable]:
    """The views of some records."""
    return list(Views.of(content, Names.of(content)).artefacts(syntax))


def sets(content: Content, syntax: str = "sdmx-ml-3.0") -> list[m.MetadataSet]:
    """The reports on some records."""
    return list(metadata_sets(content, Names.of(content), WrittenFacts(content), syntax))


def views_of(
    reader: Reader,
    cls: type[Made],
    syntax: str = "sdmx-ml-3.0",
    audience: Visibility = "internal",
    chosen: tuple[str, ...] = (),
) -> dict[str, Made]:
    """The views of a class, by id."""
    content = content_of(reader, audience, chosen)
    return {one.id: one for one in views(content, syntax) if isinstance(one, cls)}


def report_on(reader: Reader, record: str, audience: Visibility = "internal") -> dict[str, m.ReportedAttribute]:
    """What the report on a record says, by id of the attribute; headings too."""
    content = content_of(reader, audience)
    names = Names.of(content)
    target = names.urn(record)
    [found] = [one for one in sets(content) if one.targets == (target,)]
    return {attribute.id: attribute for attribute in every(found.attributes)}


def every(attributes: tuple[m.ReportedAttribute, ...]) -> Iterator[m.ReportedAttribute]:
    for one in attributes:
        yield one
        yield from every(one.attributes)


def change(catalogue: Catalogue, record: str, **fields: Any) -> None:
    """Save a record of the catalogue with other values in some fields; None empties a field."""
    document = {name: value for name, value in catalogue.reader.get(record).items() if name not in (*GENERATED, "iri")}
    document.update(fields)
    add(catalogue, {name: value for name, value in document.items() if value is not None})


def add(catalogue: Catalogue, *documents: dict[str, Any]) -> None:
    catalogue.put_all([(one, None) for one in documents])
