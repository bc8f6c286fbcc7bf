"""Reference metadata: their structure, their flows, and the reports themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from .base import Annotation, Identifiable, Maintainable, Part, Texts
from .lists import Representation
from .structures import Component


@dataclass(slots=True)
class MetadataAttribute(Component):
    """Something that a report says, with what belongs below it.

    Attributes:
        min_occurs, max_occurs: How often, a number or "unbounded"; once if empty.
        is_presentational: Whether it only heads what is below it.
    """

    min_occurs: str = ""
    max_occurs: str = ""
    is_presentational: bool | None = None
    attributes: tuple[MetadataAttribute, ...] = ()


@dataclass(slots=True)
class ReportStructure(Identifiable):
    """What a report consists of. In 3.x a metadata structure has one, which is called as here.

    Attributes:
        targets: Ids of the metadata targets that it can be about (2.1).
    """

    id: str = "MetadataAttributeDescriptor"
    attributes: tuple[MetadataAttribute, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(slots=True)
class TargetObject(Identifiable):
    """A part of what a report is about (2.1).

    Attributes:
        kind: The element: "IdentifiableObjectTarget", "ReportPeriodTarget", "KeyDescriptorValuesTarget",
            "DataSetTarget" or "ConstraintContentTarget".
        object_type: Of an identifiable object, its class: "Dataflow".
    """

    kind: str = "IdentifiableObjectTarget"
    object_type: str = ""
    representation: Representation | None = None


@dataclass(slots=True)
class MetadataTarget(Identifiable):
    """What a report can be about, taken together (2.1)."""

    objects: tuple[TargetObject, ...] = ()


@dataclass(slots=True)
class MetadataStructure(Maintainable):
    """The structure of reports.

    Attributes:
        targets: What they can be about (2.1; in 3.x the metadata flow says so).
        reports: What they consist of; one in 3.x.
    """

    urn_class: ClassVar[str] = "MetadataStructure"
    targets: tuple[MetadataTarget, ...] = ()
    reports: tuple[ReportStructure, ...] = ()


@dataclass(slots=True)
class Metadataflow(Maintainable):
    """Reports of one structure.

    Attributes:
        structure: URN of the metadata structure.
        targets: URNs, with * in places, of what they can be about (3.x).
    """

    urn_class: ClassVar[str] = "Metadataflow"
    structure: str = ""
    targets: tuple[str, ...] = ()


@dataclass(slots=True)
class ReportedAttribute(Part):
    """What a report says on one point: values, or texts, or texts with marks, and what is below it.

    Attributes:
        values: Values in no language; one in 2.1 and in JSON.
        texts: Plain text by language.
        structured: XHTML by language: the elements within, in canonical form.
    """

    id: str = ""
    annotations: tuple[Annotation, ...] = ()
    values: tuple[str, ...] = ()
    texts: Texts = field(default_factory=dict)
    structured: Texts = field(default_factory=dict)
    attributes: tuple[ReportedAttribute, ...] = ()


@dataclass(slots=True)
class TargetValue(Part):
    """A part of what a report of 2.1 is about: ``id`` of the target object, and one of the others.

    Attributes:
        object: URN of an artefact or item.
        period: A reporting period.
    """

    id: str = ""
    object: str = ""
    period: str = ""


@dataclass(slots=True)
class MetadataSet(Maintainable):
    """A report. It stands in a message of its own, which has nothing but reports.

    Attributes:
        metadataflow: URN of its flow, or
        agreement: URN of the metadata provision agreement that it comes under.
        targets: URNs of what it is about (3.x).
        structure: URN of its metadata structure (2.1).
        report: Id of the report structure (2.1).
        target, target_values: The metadata target, and what each of its objects is (2.1).
        action: "Append", "Replace", "Delete" or "Information".
    """

    urn_class: ClassVar[str] = "MetadataSet"
    metadataflow: str = ""
    agreement: str = ""
    targets: tuple[str, ...] = ()
    structure: str = ""
    report: str = ""
    target: str = ""
    target_values: tuple[TargetValue, ...] = ()
    attributes: tuple[ReportedAttribute, ...] = ()
    action: str = ""
    reporting_begin: str = ""
    reporting_end: str = ""
    publication_period: str = ""
    publication_year: str = ""
