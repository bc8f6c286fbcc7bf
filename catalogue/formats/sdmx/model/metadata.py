"""Reference metadata: their structure, their flows, and the reports themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from .base import Annotation, Identifiable, Maintainable, Part, Texts
from .lists import Representation, TextFormat
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
        values: Values in no language; several in 3.0 only, elsewhere give several of the same id.
        texts: Plain text by language.
        structured: XHTML by language: text and elements, with or without the namespace. What is read has it, and is
            canonical XML.
        format: What values look like, where the report says so itself (JSON).

    One of ``structured``, ``texts`` and ``values`` is filled; 2.1 knows values together with one of the others.
    """

    id: str = ""
    annotations: tuple[Annotation, ...] = ()
    values: tuple[str, ...] = ()
    texts: Texts = field(default_factory=dict)
    structured: Texts = field(default_factory=dict)
    format: TextFormat | None = None
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
        report_annotations: Annotations of the report in the set (2.1).
        provider: URN of who provides it (2.1; in 3.x that is the agency).
        structure_ref: What the header of the file calls the structure (2.1); no part of the content.
        action: "Append", "Replace", "Delete" or "Information".
        reporting_begin, reporting_end: Dates of ISO 8601, both inclusive, that it is about.
        publication_period, publication_year: When it was published.

    In 2.1 a set has no agency, and is owned by the sender of the message; it has no version either. One of
    ``structure``, ``metadataflow`` and ``agreement`` is written there, in this order. JSON wants a version of three
    numbers, or 1.0, which it assumes.
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
    report_annotations: tuple[Annotation, ...] = ()
    provider: str = ""
    structure_ref: str = field(default="", compare=False)
    action: str = ""
    reporting_begin: str = ""
    reporting_end: str = ""
    publication_period: str = ""
    publication_year: str = ""
