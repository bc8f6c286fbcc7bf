"""Where the fields of codes, values, concepts and categories stand."""

from __future__ import annotations

from .. import model
from .base import ANNOTATIONS, NAMEABLE, PLAIN, SCHEME, TEXTS
from .fields import Field, Table, itself, parts

_SENTINEL = Table(model.Sentinel, (Field("value", "text", "@value", "value"), *TEXTS))
TEXT_FORMAT = Table(
    model.TextFormat,
    (
        Field("type", "id", "@textType", "dataType"),
        Field("is_sequence", "flag", "@isSequence", "isSequence"),
        Field("interval", "number", "@interval", "interval"),
        Field("start_value", "number", "@startValue", "startValue"),
        Field("end_value", "number", "@endValue", "endValue"),
        Field("time_interval", "text", "@timeInterval", "timeInterval"),
        Field("start_time", "text", "@startTime", "startTime"),
        Field("end_time", "text", "@endTime", "endTime"),
        Field("min_length", "number", "@minLength", "minLength"),
        Field("max_length", "number", "@maxLength", "maxLength"),
        Field("min_value", "number", "@minValue", "minValue"),
        Field("max_value", "number", "@maxValue", "maxValue"),
        Field("decimals", "number", "@decimals", "decimals"),
        Field("pattern", "text", "@pattern", "pattern"),
        Field("is_multilingual", "flag", "@isMultiLingual", "isMultiLingual"),
        Field("sentinels", "part", "str:SentinelValue", "sentinelValues", ml21="", many=True, of=(_SENTINEL,)),
    ),
)
REPRESENTATION = Table(
    model.Representation,
    (
        Field("min_occurs", "number", "@minOccurs", "minOccurs", ml21=""),
        Field("max_occurs", "number", "@maxOccurs", "maxOccurs", ml21=""),
        Field("format", "part", "str:TextFormat", "format", of=(TEXT_FORMAT,)),
        Field("enumeration", "urn", "str:Enumeration", "enumeration", refers="Codelist"),
        Field("enumeration_format", "part", "str:EnumerationFormat", "enumerationFormat", of=(TEXT_FORMAT,)),
    ),
)
CONCEPT_SCHEME = Table(
    model.ConceptScheme,
    (
        *SCHEME,
        parts(
            "concepts",
            "str:Concept",
            "concepts",
            Table(
                model.Concept,
                (
                    *NAMEABLE,
                    Field("parent", "local", "str:Parent", "parent"),
                    Field(
                        "representation", "part", "str:CoreRepresentation", "coreRepresentation", of=(REPRESENTATION,)
                    ),
                    Field(
                        "iso_reference",
                        "part",
                        "str:ISOConceptReference",
                        "isoConceptReference",
                        of=(
                            Table(
                                model.IsoConceptReference,
                                (
                                    Field("agency", "text", "str:ConceptAgency", "conceptAgency"),
                                    Field("scheme", "text", "str:ConceptSchemeID", "conceptSchemeID"),
                                    Field("concept", "text", "str:ConceptID", "conceptID"),
                                ),
                            ),
                        ),
                    ),
                ),
                "Concept",
            ),
        ),
    ),
    "ConceptScheme",
)

CODE = Table(model.Code, (*NAMEABLE, Field("parent", "local", "str:Parent", "parent")), "Code")
_MEMBER = Table(
    model.CodeMember, (Field("cascade", "text", "@cascadeValues", "cascadeValues"), Field("value", "id", ".", "value"))
)
_SELECTION = Table(model.CodeSelection, (parts("members", "str:MemberValue", "memberValues", _MEMBER),))
_EXTENSION = Table(
    model.CodelistExtension,
    (
        Field("prefix", "text", "@prefix", "prefix"),
        Field("codelist", "urn", "str:Codelist", "codelist", refers="Codelist"),
        Field("only", "part", "str:InclusiveCodeSelection", "inclusiveCodeSelection", of=(_SELECTION,)),
        Field("but", "part", "str:ExclusiveCodeSelection", "exclusiveCodeSelection", of=(_SELECTION,)),
    ),
)
CODELIST = Table(
    model.Codelist,
    (
        *SCHEME,
        parts("codes", "str:Code", "codes", CODE),
        Field(
            "extensions", "part", "str:CodelistExtension", "codelistExtensions", ml21="", many=True, of=(_EXTENSION,)
        ),
    ),
    "Codelist",
)
VALUE_LIST = Table(
    model.ValueList,
    (
        *PLAIN,
        parts(
            "items",
            "str:ValueItem",
            "valueItems",
            Table(model.ValueItem, (Field("id", "text", "@id", "id"), ANNOTATIONS, *TEXTS)),
        ),
    ),
    "ValueList",
)

_CATEGORIES = Field("categories", "part", "str:Category", "categories", many=True)
CATEGORY = itself(Table(model.Category, (*NAMEABLE, _CATEGORIES), "Category", nested=True), _CATEGORIES)
CATEGORY_SCHEME = Table(model.CategoryScheme, (*SCHEME, _CATEGORIES), "CategoryScheme")
