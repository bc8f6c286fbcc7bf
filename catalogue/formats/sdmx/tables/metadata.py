"""Where the fields of reference metadata stand: their structures, their flows, and the reports."""

from __future__ import annotations

from dataclasses import replace

from .. import model
from .base import ANNOTATIONS, ID, IDENTIFIABLE, PLAIN
from .fields import Field, Table, itself
from .lists import REPRESENTATION, TEXT_FORMAT

_CONCEPT = Field("concept", "urn", "str:ConceptIdentity", "conceptIdentity", refers="Concept")
_WITHOUT_NUMBER = Table(model.Representation, REPRESENTATION.fields[2:])
"""Values of a metadata attribute; how many there are, the attribute itself says."""

_INNER = Field("attributes", "part", "str:MetadataAttribute", "metadataAttributes", many=True)
_ATTRIBUTE = itself(
    Table(
        model.MetadataAttribute,
        (
            *IDENTIFIABLE,
            Field("min_occurs", "number", "@minOccurs", "minOccurs"),
            Field("max_occurs", "number", "@maxOccurs", "maxOccurs"),
            Field("is_presentational", "flag", "@isPresentational", "isPresentational"),
            _CONCEPT,
            Field("representation", "part", "str:LocalRepresentation", "localRepresentation", of=(_WITHOUT_NUMBER,)),
            _INNER,
        ),
    ),
    _INNER,
)
_REPORT_STRUCTURE = Table(
    model.ReportStructure,
    (
        replace(ID, fixed="MetadataAttributeDescriptor", fixed21=""),
        *IDENTIFIABLE[1:],
        _INNER,
        Field("targets", "local", ml21="str:MetadataTarget", many=True),
    ),
)


def _target_object(kind: str, id: str) -> Table:
    """Return the table of what a target has under an element; all but one of these have one id."""
    return Table(
        model.TargetObject,
        (
            replace(ID, fixed21=id),
            *IDENTIFIABLE[1:],
            Field("object_type", "id", ml21="@objectType"),
            Field("representation", "part", ml21="str:LocalRepresentation", of=(_WITHOUT_NUMBER,)),
        ),
        ml=f"str:{kind}",
        kind=kind,
    )


_OBJECTS = (
    _target_object("IdentifiableObjectTarget", ""),
    _target_object("ReportPeriodTarget", "REPORT_PERIOD_TARGET"),
    _target_object("KeyDescriptorValuesTarget", "DIMENSION_DESCRIPTOR_VALUES_TARGET"),
    _target_object("DataSetTarget", "DATA_SET_TARGET"),
    _target_object("ConstraintContentTarget", "CONSTRAINT_CONTENT_TARGET"),
)
_TARGET = Table(
    model.MetadataTarget,
    (*IDENTIFIABLE, Field("objects", "part", ml21="str:IdentifiableObjectTarget", many=True, of=_OBJECTS)),
)
_COMPONENTS = Table(
    model.MetadataStructure,
    (
        Field("targets", "part", ml21="str:MetadataTarget", many=True, of=(_TARGET,)),
        Field(
            "reports",
            "part",
            "str:MetadataAttributeList",
            "metadataAttributeList",
            ml21="str:ReportStructure",
            many=True,
            of=(_REPORT_STRUCTURE,),
            most=1,
            most21=0,
        ),
    ),
)
METADATA_STRUCTURE = Table(
    model.MetadataStructure,
    (
        *PLAIN,
        Field("", "inside", "str:MetadataStructureComponents", "metadataStructureComponents", of=(_COMPONENTS,)),
    ),
    "MetadataStructure",
)
METADATAFLOW = Table(
    model.Metadataflow,
    (
        *PLAIN,
        Field("structure", "urn", "str:Structure", "structure", refers="MetadataStructure"),
        Field("targets", "urn", "str:Target", "targets", ml21="", many=True),
    ),
    "Metadataflow",
)

_REPORTED = Field(
    "attributes", "part", "gen:Attribute", "attributes", ml21="gen:AttributeSet/gen:ReportedAttribute", many=True
)
_REPORTED_ATTRIBUTE = itself(
    Table(
        model.ReportedAttribute,
        (
            ID,
            ANNOTATIONS,
            Field(
                "values",
                "text",
                "gen:Value",
                "value",
                ml21="@value",
                many=True,
                most=1,
                most30=0,
                unless=("structured", "texts"),
                unless21=(),
            ),
            Field("texts", "texts", "com:Text", "text", unless=("structured",)),
            Field("structured", "xhtml", "com:StructuredText", "structured"),
            Field("format", "part", json="format", of=(TEXT_FORMAT,)),
            _REPORTED,
        ),
    ),
    _REPORTED,
)
_TARGET_VALUE = Table(
    model.TargetValue,
    (
        Field("id", "id", ml21="@id"),
        Field("object", "urn", ml21="gen:ObjectReference", refers="Any"),
        Field("period", "id", ml21="gen:ReportPeriod"),
    ),
)
_TARGET_VALUES = Table(
    model.MetadataSet,
    (
        Field("target", "id", ml21="@id"),
        Field("target_values", "part", ml21="gen:ReferenceValue", many=True, of=(_TARGET_VALUE,)),
    ),
)
_REPORT = Table(
    model.MetadataSet,
    (
        Field("report", "id", ml21="@id"),
        replace(ANNOTATIONS, name="report_annotations", ml="", json="", ml21=ANNOTATIONS.ml),
        Field("", "inside", ml21="gen:Target", of=(_TARGET_VALUES,)),
        replace(_REPORTED, ml="", json=""),
    ),
)
_PLACES_21 = {
    "id": "@setID",
    "valid_from": "@validFromDate",
    "valid_to": "@validToDate",
    "annotations": "com:Annotations/com:Annotation",
    "names": "com:Name",
}
METADATA_SET = Table(
    model.MetadataSet,
    (
        *(replace(one, ml21=_PLACES_21.get(one.name, "")) for one in PLAIN),
        Field("structure_ref", "id", ml21="@structureRef"),
        Field("action", "id", "@action", "action"),
        Field("reporting_begin", "id", "@reportingBeginDate", "reportingBegin"),
        Field("reporting_end", "id", "@reportingEndDate", "reportingEnd"),
        Field("publication_year", "id", "@publicationYear", "publicationYear"),
        Field("publication_period", "id", "@publicationPeriod", "publicationPeriod"),
        Field("agreement", "urn", "gen:MetadataProvisionAgreement", "metadataProvisionAgreement", ml21=""),
        Field(
            "metadataflow", "urn", "gen:Metadataflow", "metadataflow", ml21="", unless=("agreement",), unless_json=()
        ),
        Field("structure", "urn"),
        Field("provider", "urn", ml21="gen:DataProvider", refers="DataProvider"),
        Field("targets", "urn", "gen:Target", "targets", ml21="", many=True),
        replace(_REPORTED, ml21=""),
        Field("", "inside", ml21="gen:Report", of=(_REPORT,)),
    ),
    "MetadataSet",
)
"""Its structure, flow or agreement is said by the header in 2.1, see ``metadata``."""
