"""Maps between lists: which values of one stand for which of another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .base import Annotation, Maintainable, Nameable, Part


@dataclass(slots=True)
class MappedValue(Part):
    """A value that is mapped; ``value`` may be a pattern.

    Attributes:
        is_pattern: Whether it is a regular expression.
        start, end: The part of the value that counts, from and to which letter.
    """

    value: str = ""
    is_pattern: bool | None = None
    start: str = ""
    end: str = ""


@dataclass(slots=True)
class ValueMapping(Part):
    """One row of a map: these values together stand for those.

    Attributes:
        valid_from, valid_to: Dates of ISO 8601; both inclusive.
    """

    sources: tuple[MappedValue, ...] = ()
    targets: tuple[str, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    valid_from: str = ""
    valid_to: str = ""


@dataclass(slots=True)
class MapEnd(Part):
    """What values of a map are from: a list (URN of a code list or value list), or values of a type ("String")."""

    codelist: str = ""
    type: str = ""


@dataclass(slots=True)
class RepresentationMap(Maintainable):
    """Maps values of lists to values of lists (3.x; a code list map of a structure set in 2.1)."""

    urn_class: ClassVar[str] = "RepresentationMap"
    sources: tuple[MapEnd, ...] = ()
    targets: tuple[MapEnd, ...] = ()
    mappings: tuple[ValueMapping, ...] = ()


@dataclass(slots=True)
class ItemMapping(Part):
    """One row of a map between items."""

    source: MappedValue | None = None
    target: str = ""
    annotations: tuple[Annotation, ...] = ()
    valid_from: str = ""
    valid_to: str = ""


@dataclass(slots=True)
class ConceptSchemeMap(Maintainable):
    """Maps concepts of one scheme (``source``, a URN) to those of another (3.x)."""

    urn_class: ClassVar[str] = "ConceptSchemeMap"
    source: str = ""
    target: str = ""
    mappings: tuple[ItemMapping, ...] = ()


@dataclass(slots=True)
class ItemPair(Part):
    """One row of a map of 2.1: ids of the two."""

    source: str = ""
    target: str = ""
    annotations: tuple[Annotation, ...] = ()


@dataclass(slots=True)
class ItemSchemeMap(Nameable):
    """A map of 2.1 between two schemes, both URNs."""

    source: str = ""
    target: str = ""
    pairs: tuple[ItemPair, ...] = ()


@dataclass(slots=True)
class CodelistMapIn(ItemSchemeMap):
    """A map between code lists, in a structure set."""


@dataclass(slots=True)
class ConceptSchemeMapIn(ItemSchemeMap):
    """A map between concept schemes, in a structure set."""


@dataclass(slots=True)
class CategorySchemeMapIn(ItemSchemeMap):
    """A map between category schemes, in a structure set."""


@dataclass(slots=True)
class OrganisationSchemeMapIn(ItemSchemeMap):
    """A map between organisation schemes, in a structure set."""


@dataclass(slots=True)
class StructureSet(Maintainable):
    """Maps that belong together (2.1); other sorts of maps than these are kept as they are.

    Attributes:
        related: URNs of structures and flows that they serve.
    """

    urn_class: ClassVar[str] = "StructureSet"
    related: tuple[str, ...] = ()
    maps: tuple[ItemSchemeMap, ...] = ()
