"""Data flows and structures, who provides them, and what is put into which category."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .base import Identifiable, Maintainable, Part
from .lists import Representation


@dataclass(slots=True)
class Categorisation(Maintainable):
    """Puts an artefact (``source``, a URN) into a category (``target``, a URN)."""

    urn_class: ClassVar[str] = "Categorisation"
    source: str = ""
    target: str = ""


@dataclass(slots=True)
class Dataflow(Maintainable):
    """Data of one structure.

    Attributes:
        structure: URN of the data structure.
        dimension_constraint: Ids of the dimensions that are used, if it evolves (3.1).
    """

    urn_class: ClassVar[str] = "Dataflow"
    structure: str = ""
    dimension_constraint: tuple[str, ...] = ()


@dataclass(slots=True)
class ProvisionAgreement(Maintainable):
    """Says that a provider reports data of a flow; both URNs."""

    urn_class: ClassVar[str] = "ProvisionAgreement"
    dataflow: str = ""
    provider: str = ""


@dataclass(slots=True)
class Component(Identifiable):
    """A part of a data structure.

    Attributes:
        concept: URN of the concept that says what it means.
        roles: URNs of concepts that say what it is used for.
    """

    concept: str = ""
    representation: Representation | None = None
    roles: tuple[str, ...] = ()


@dataclass(slots=True)
class Dimension(Component):
    """A dimension; ``position`` is its place in the key, from 1, if stated."""

    position: str = ""


@dataclass(slots=True)
class MeasureDimension(Dimension):
    """The dimension whose values are measures (2.1); a plain dimension elsewhere."""


@dataclass(slots=True)
class TimeDimension(Component):
    """The dimension of time."""

    id: str = "TIME_PERIOD"
    position: str = ""


@dataclass(slots=True)
class DimensionLink(Part):
    """A dimension that an attribute depends on; optional where the attribute may be given without it (3.x)."""

    id: str = ""
    optional: bool | None = None


@dataclass(slots=True)
class Relationship(Part):
    """What an attribute depends on: one of the following.

    Attributes:
        dataflow: Nothing but the data flow.
        dimensions: These dimensions, and in 2.1 ``groups``, groups that it may be attached to.
        group: The dimensions of this group.
        observation: The id of the measure, for the observation; "OBS_VALUE" where the syntax does not say which.
    """

    dataflow: bool | None = None
    dimensions: tuple[DimensionLink, ...] = ()
    groups: tuple[str, ...] = ()
    group: str = ""
    observation: str = ""


@dataclass(slots=True)
class Attribute(Component):
    """An attribute of data.

    Attributes:
        usage: "mandatory" or "optional".
        measures: Ids of the measures that it is about; all if empty (3.x).
    """

    usage: str = "optional"
    relationship: Relationship | None = None
    measures: tuple[str, ...] = ()


@dataclass(slots=True)
class ReportingYearStartDay(Attribute):
    """The attribute that says on which day a reporting year begins (2.1); a plain attribute elsewhere."""

    id: str = "REPORTING_YEAR_START_DAY"


@dataclass(slots=True)
class MetadataUsage(Identifiable):
    """An attribute of the metadata structure that is reported with the data (3.x); ``attribute`` is its id."""

    attribute: str = ""
    relationship: Relationship | None = None


@dataclass(slots=True)
class Measure(Component):
    """A measure; ``usage`` is "mandatory" or "optional". In 2.1 there is exactly one."""

    usage: str = "optional"


@dataclass(slots=True)
class DimensionList(Identifiable):
    """The dimensions, in order."""

    id: str = "DimensionDescriptor"
    dimensions: tuple[Dimension, ...] = ()
    time: TimeDimension | None = None


@dataclass(slots=True)
class AttributeList(Identifiable):
    """The attributes."""

    id: str = "AttributeDescriptor"
    attributes: tuple[Attribute, ...] = ()
    metadata: tuple[MetadataUsage, ...] = ()


@dataclass(slots=True)
class MeasureList(Identifiable):
    """The measures."""

    id: str = "MeasureDescriptor"
    measures: tuple[Measure, ...] = ()


@dataclass(slots=True)
class Group(Identifiable):
    """Some of the dimensions, by id; or, in 2.1, a constraint (URN) that says which."""

    dimensions: tuple[str, ...] = ()
    constraint: str = ""


@dataclass(slots=True)
class Components(Part):
    """What a data structure consists of."""

    dimensions: DimensionList | None = None
    groups: tuple[Group, ...] = ()
    attributes: AttributeList | None = None
    measures: MeasureList | None = None


@dataclass(slots=True)
class DataStructure(Maintainable):
    """The structure of data.

    Attributes:
        metadata: URN of the metadata structure whose attributes are reported with the data (3.x).
        evolving: Whether dimensions may be added without a new major version (3.1).
    """

    urn_class: ClassVar[str] = "DataStructure"
    components: Components | None = None
    metadata: str = ""
    evolving: bool | None = None
