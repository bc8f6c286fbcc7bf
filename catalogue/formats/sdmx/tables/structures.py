"""Where the fields of data flows and structures stand."""

from __future__ import annotations

from dataclasses import replace

from .. import model
from .base import FLOATING, ID, IDENTIFIABLE, LINKS, PLAIN
from .fields import Field, Table, parts
from .lists import REPRESENTATION

CATEGORISATION = Table(
    model.Categorisation,
    (
        *FLOATING,
        Field("source", "urn", "str:Source", "source", refers="Any"),
        Field("target", "urn", "str:Target", "target", refers="Category"),
    ),
    "Categorisation",
)
DATAFLOW = Table(
    model.Dataflow,
    (
        *PLAIN,
        Field("structure", "urn", "str:Structure", "structure", refers="DataStructure"),
        Field(
            "dimension_constraint",
            "id",
            "str:DimensionConstraint/str:Dimension",
            "dimensionConstraint",
            ml21="",
            ml30="",
            json20="",
            many=True,
        ),
    ),
    "Dataflow",
)
PROVISION_AGREEMENT = Table(
    model.ProvisionAgreement,
    (
        *PLAIN,
        Field("dataflow", "urn", "str:Dataflow", "dataflow", ml21="str:StructureUsage", refers="Dataflow"),
        Field("provider", "urn", "str:DataProvider", "dataProvider", refers="DataProvider"),
    ),
    "ProvisionAgreement",
)

_CONCEPTS_OF_MEASURES = Table(
    model.Representation,
    (Field("enumeration", "urn", ml21="str:Enumeration", refers="ConceptScheme"), *REPRESENTATION.fields[2:3]),
)
_CONCEPT = Field("concept", "urn", "str:ConceptIdentity", "conceptIdentity", refers="Concept")
_LOCAL = Field("representation", "part", "str:LocalRepresentation", "localRepresentation", of=(REPRESENTATION,))
_ROLES = Field("roles", "urn", "str:ConceptRole", "conceptRoles", many=True, refers="Concept")
_ROLES_3 = replace(_ROLES, ml21="")
_POSITION = Field("position", "number", "@position", "position")
_USAGE = Field("usage", "usage", "@usage", "usage", ml21="@assignmentStatus")
_RELATIONSHIP = Field(
    "relationship",
    "part",
    "str:AttributeRelationship",
    "attributeRelationship",
    of=(
        Table(
            model.Relationship,
            (
                Field("dataflow", "mark", "str:Dataflow", "dataflow", ml21="str:None"),
                parts(
                    "dimensions",
                    "str:Dimension",
                    "dimensions",
                    Table(
                        model.DimensionLink,
                        (Field("optional", "flag", "@optional", "optional", ml21=""), Field("id", "local", ".", "id")),
                    ),
                ),
                Field("groups", "local", ml21="str:AttachmentGroup", many=True),
                Field("group", "local", "str:Group", "group"),
                Field("observation", "observation", "str:Observation", "observation", ml21="str:PrimaryMeasure"),
            ),
        ),
    ),
)
_ATTRIBUTE = (
    *IDENTIFIABLE,
    _USAGE,
    _CONCEPT,
    _LOCAL,
    _ROLES,
    _RELATIONSHIP,
    Field("measures", "id", "str:MeasureRelationship/str:Measure", "measureRelationship", ml21="", many=True),
)
_ATTRIBUTES = (
    Table(model.Attribute, _ATTRIBUTE, "DataAttribute", ml="str:Attribute"),
    Table(
        model.ReportingYearStartDay,
        tuple(_ROLES_3 if one is _ROLES else one for one in _ATTRIBUTE),
        "ReportingYearStartDay",
        ml="str:Attribute",
        ml21="str:ReportingYearStartDay",
    ),
)
_DIMENSIONS = (
    Table(model.Dimension, (*IDENTIFIABLE, _POSITION, _CONCEPT, _LOCAL, _ROLES), "Dimension", ml="str:Dimension"),
    Table(
        model.MeasureDimension,
        (
            *IDENTIFIABLE,
            _POSITION,
            _CONCEPT,
            Field("representation", "part", _LOCAL.ml, _LOCAL.json, of=(_CONCEPTS_OF_MEASURES,)),
            _ROLES,
        ),
        "MeasureDimension",
        ml="str:Dimension",
        ml21="str:MeasureDimension",
    ),
)
_TIME = Table(
    model.TimeDimension,
    (*IDENTIFIABLE, Field("position", "number", ml21="@position"), _CONCEPT, _LOCAL),
    "TimeDimension",
)
_MEASURE = Table(
    model.Measure,
    (
        replace(ID, fixed21="OBS_VALUE"),
        *IDENTIFIABLE[1:],
        Field("usage", "usage", "@usage", "usage", ml21=""),
        _CONCEPT,
        _LOCAL,
        _ROLES_3,
    ),
    "Measure",
    ml="str:Measure",
    ml21="str:PrimaryMeasure",
)
_METADATA_USAGE = Table(
    model.MetadataUsage,
    (
        *IDENTIFIABLE[1:],
        Field("attribute", "id", "str:MetadataAttributeReference", "metadataAttributeReference"),
        _RELATIONSHIP,
    ),
)
_DIMENSION_LIST = Table(
    model.DimensionList,
    (
        *IDENTIFIABLE,
        Field("dimensions", "part", "str:Dimension", "dimensions", many=True, of=_DIMENSIONS),
        Field("time", "part", "str:TimeDimension", "timeDimension", of=(_TIME,)),
    ),
    "DimensionDescriptor",
)
_GROUP = Table(
    model.Group,
    (
        *(replace(one, ml="") if one is LINKS else one for one in IDENTIFIABLE),
        Field("dimensions", "local", "str:GroupDimension>str:DimensionReference", "groupDimensions", many=True),
        Field("constraint", "urn", ml21="str:AttachmentConstraint", refers="AttachmentConstraint"),
    ),
    "GroupDimensionDescriptor",
)
_ATTRIBUTE_LIST = Table(
    model.AttributeList,
    (
        *IDENTIFIABLE,
        Field("attributes", "part", "str:Attribute", "attributes", many=True, of=_ATTRIBUTES),
        Field(
            "metadata",
            "part",
            "str:MetadataAttributeUsage",
            "metadataAttributeUsages",
            ml21="",
            many=True,
            of=(_METADATA_USAGE,),
        ),
    ),
    "AttributeDescriptor",
)
_MEASURE_LIST = Table(
    model.MeasureList,
    (*IDENTIFIABLE, Field("measures", "part", "str:Measure", "measures", many=True, of=(_MEASURE,), most21=1)),
    "MeasureDescriptor",
)
_COMPONENTS = Table(
    model.Components,
    (
        Field("dimensions", "part", "str:DimensionList", "dimensionList", of=(_DIMENSION_LIST,)),
        Field("groups", "part", "str:Group", "groups", many=True, of=(_GROUP,)),
        Field("attributes", "part", "str:AttributeList", "attributeList", of=(_ATTRIBUTE_LIST,)),
        Field("measures", "part", "str:MeasureList", "measureList", of=(_MEASURE_LIST,)),
    ),
)
DATA_STRUCTURE = Table(
    model.DataStructure,
    (
        *PLAIN,
        Field("evolving", "flag", "@evolvingStructure", "evolvingStructure", ml21="", ml30="", json20=""),
        Field("components", "part", "str:DataStructureComponents", "dataStructureComponents", of=(_COMPONENTS,)),
        Field("metadata", "urn", "str:Metadata", "metadata", ml21="", refers="MetadataStructure"),
    ),
    "DataStructure",
)
