"""Where the fields of maps between lists stand."""

from __future__ import annotations

from .. import model
from .base import ANNOTATIONS, NAMEABLE, PLAIN
from .fields import Field, Table, parts

_VALUE = Table(
    model.MappedValue,
    (
        Field("is_pattern", "flag", "@isRegEx", "isRegEx"),
        Field("start", "number", "@startIndex", "startIndex"),
        Field("end", "number", "@endIndex", "endIndex"),
        Field("value", "text", ".", "value"),
    ),
)
_ROW = (
    Field("valid_from", "day", "@validFrom", "validFrom"),
    Field("valid_to", "day", "@validTo", "validTo"),
    ANNOTATIONS,
)


def _end(side: str) -> Table:
    return Table(
        model.MapEnd,
        (
            Field("codelist", "urn", f"str:{side}Codelist", "codelist", refers="Codelist"),
            Field("type", "id", f"str:{side}DataType", "dataType"),
        ),
    )


REPRESENTATION_MAP = Table(
    model.RepresentationMap,
    (
        *PLAIN,
        Field("sources", "choice", "str:Source", "source", many=True, of=(_end("Source"),)),
        Field("targets", "choice", "str:Target", "target", many=True, of=(_end("Target"),)),
        parts(
            "mappings",
            "str:RepresentationMapping",
            "representationMappings",
            Table(
                model.ValueMapping,
                (
                    *_ROW,
                    parts("sources", "str:SourceValue", "sourceValues", _VALUE),
                    Field("targets", "text", "str:TargetValue", "targetValues", many=True),
                ),
            ),
        ),
    ),
    "RepresentationMap",
)
CONCEPT_SCHEME_MAP = Table(
    model.ConceptSchemeMap,
    (
        *PLAIN,
        Field("source", "urn", "str:Source", "source", refers="ConceptScheme"),
        Field("target", "urn", "str:Target", "target", refers="ConceptScheme"),
        parts(
            "mappings",
            "str:ItemMap",
            "itemMaps",
            Table(
                model.ItemMapping,
                (
                    *_ROW,
                    Field("source", "part", "str:SourceValue", "sourceValue", of=(_VALUE,)),
                    Field("target", "text", "str:TargetValue", "targetValue"),
                ),
            ),
        ),
    ),
    "ConceptSchemeMap",
)


def _map_in(cls: type[model.ItemSchemeMap], name: str, scheme: str, pair: str) -> Table:
    """Return the table of a map in a structure set, which 3.x does not have."""
    row = Table(
        model.ItemPair,
        (ANNOTATIONS, Field("source", "local", "str:Source"), Field("target", "local", "str:Target")),
    )
    own = (
        Field("source", "urn", "str:Source", refers=scheme),
        Field("target", "urn", "str:Target", refers=scheme),
        parts("pairs", f"str:{pair}", "", row),
    )
    return Table(cls, (*NAMEABLE, *own), name, ml=f"str:{name}", package="mapping")


_MAPS = (
    _map_in(model.OrganisationSchemeMapIn, "OrganisationSchemeMap", "OrganisationUnitScheme", "OrganisationMap"),
    _map_in(model.CategorySchemeMapIn, "CategorySchemeMap", "CategoryScheme", "CategoryMap"),
    _map_in(model.CodelistMapIn, "CodelistMap", "Codelist", "CodeMap"),
    _map_in(model.ConceptSchemeMapIn, "ConceptSchemeMap", "ConceptScheme", "ConceptMap"),
)
STRUCTURE_SET = Table(
    model.StructureSet,
    (
        *PLAIN,
        Field("related", "urn", "str:RelatedStructure", many=True, refers="DataStructure"),
        Field("maps", "part", "str:CodelistMap", many=True, of=_MAPS),
    ),
    "StructureSet",
)
"""Maps of any class in any order; those of other classes are unknown to us, and stay as they are."""
