"""Organisations in their roles, and how they are reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from .base import Nameable, Part, Scheme, Texts


@dataclass(slots=True)
class Contact(Part):
    """How an organisation is reached.

    Attributes:
        id: Known in JSON only.
    """

    id: str = ""
    names: Texts = field(default_factory=dict)
    departments: Texts = field(default_factory=dict)
    roles: Texts = field(default_factory=dict)
    phones: tuple[str, ...] = ()
    faxes: tuple[str, ...] = ()
    x400s: tuple[str, ...] = ()
    uris: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


@dataclass(slots=True)
class Organisation(Nameable):
    """An organisation in one of its roles."""

    contacts: tuple[Contact, ...] = ()


@dataclass(slots=True)
class Agency(Organisation):
    """An organisation that maintains artefacts."""


@dataclass(slots=True)
class DataProvider(Organisation):
    """An organisation that reports data."""


@dataclass(slots=True)
class DataConsumer(Organisation):
    """An organisation that takes data."""


@dataclass(slots=True)
class MetadataProvider(Organisation):
    """An organisation that reports reference metadata (3.x)."""


@dataclass(slots=True)
class OrganisationUnit(Organisation):
    """A unit of an organisation; ``parent`` is the id of the unit above it, in the same scheme."""

    parent: str = ""


@dataclass(slots=True)
class AgencyScheme(Scheme):
    """The agencies that an agency knows."""

    urn_class: ClassVar[str] = "AgencyScheme"
    id: str = "AGENCIES"
    agencies: tuple[Agency, ...] = ()


@dataclass(slots=True)
class DataProviderScheme(Scheme):
    """The data providers that an agency knows."""

    urn_class: ClassVar[str] = "DataProviderScheme"
    id: str = "DATA_PROVIDERS"
    providers: tuple[DataProvider, ...] = ()


@dataclass(slots=True)
class DataConsumerScheme(Scheme):
    """The data consumers that an agency knows."""

    urn_class: ClassVar[str] = "DataConsumerScheme"
    id: str = "DATA_CONSUMERS"
    consumers: tuple[DataConsumer, ...] = ()


@dataclass(slots=True)
class MetadataProviderScheme(Scheme):
    """The metadata providers that an agency knows (3.x)."""

    urn_class: ClassVar[str] = "MetadataProviderScheme"
    id: str = "METADATA_PROVIDERS"
    providers: tuple[MetadataProvider, ...] = ()


@dataclass(slots=True)
class OrganisationUnitScheme(Scheme):
    """The units of an organisation."""

    urn_class: ClassVar[str] = "OrganisationUnitScheme"
    units: tuple[OrganisationUnit, ...] = ()
