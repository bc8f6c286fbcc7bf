"""Schemes: the artefacts that are lists of items, and what these are."""

from __future__ import annotations

from typing import NamedTuple

from . import lists, organisations
from .base import Maintainable, Part


class SchemeClass(NamedTuple):
    """A class of schemes.

    Attributes:
        cls: The class.
        item: The class of its items.
        field: The field that holds them.
    """

    cls: type[Maintainable]
    item: type[Part]
    field: str

    @property
    def items(self) -> str:
        """What the URNs of its items call them: "Code"."""
        return self.item.__name__


SCHEMES: dict[str, SchemeClass] = {
    one.cls.urn_class: one
    for one in (
        SchemeClass(lists.Codelist, lists.Code, "codes"),
        SchemeClass(lists.ValueList, lists.ValueItem, "items"),
        SchemeClass(lists.ConceptScheme, lists.Concept, "concepts"),
        SchemeClass(lists.CategoryScheme, lists.Category, "categories"),
        SchemeClass(organisations.AgencyScheme, organisations.Agency, "agencies"),
        SchemeClass(organisations.DataProviderScheme, organisations.DataProvider, "providers"),
        SchemeClass(organisations.DataConsumerScheme, organisations.DataConsumer, "consumers"),
        SchemeClass(organisations.MetadataProviderScheme, organisations.MetadataProvider, "providers"),
        SchemeClass(organisations.OrganisationUnitScheme, organisations.OrganisationUnit, "units"),
    )
}
"""Every class of schemes, by its name in URNs: "Codelist"."""

SCHEME_OF: dict[str, str] = {one.items: name for name, one in SCHEMES.items()}
"""The class of the scheme that an item of a class is in: "Codelist" of "Code"."""
