"""Where the fields of hierarchies stand."""

from __future__ import annotations

from .. import model
from .base import IDENTIFIABLE, NAMEABLE, PLAIN
from .fields import Field, Table, itself, parts
from .lists import TEXT_FORMAT

_BELOW = Field("level", "part", "str:Level", "level")
_FORMAT = Field("format", "part", "str:CodingFormat", "codingFormat", of=(TEXT_FORMAT,))
LEVEL = itself(Table(model.Level, (*NAMEABLE, _FORMAT, _BELOW), "Level"), _BELOW)
_CODES = Field("codes", "part", "str:HierarchicalCode", "hierarchicalCodes", many=True)
HIERARCHICAL_CODE = itself(
    Table(
        model.HierarchicalCode,
        (
            *IDENTIFIABLE[:1],
            Field("version", "id", ml21="@version"),
            Field("valid_from", "text", "@validFrom", "validFrom"),
            Field("valid_to", "text", "@validTo", "validTo"),
            *IDENTIFIABLE[1:],
            Field("code", "urn", "str:Code", "code", refers="Code"),
            Field("alias", "id", ml21="str:CodelistAliasRef"),
            Field("code_id", "local", ml21="str:CodeID"),
            _CODES,
            Field("level", "local", "str:Level", "level"),
        ),
        "HierarchicalCode",
        nested=True,
    ),
    _CODES,
)
HIERARCHY = Table(
    model.Hierarchy,
    (*PLAIN, Field("has_levels", "flag", "@hasFormalLevels", "hasFormalLevels"), _BELOW, _CODES),
    "Hierarchy",
)
_INCLUDED = Table(
    model.IncludedCodelist,
    (Field("alias", "id", "@alias"), Field("codelist", "urn", ".", refers="Codelist")),
)
HIERARCHICAL_CODELIST = Table(
    model.HierarchicalCodelist,
    (
        *PLAIN,
        parts("included", "str:IncludedCodelist", "", _INCLUDED),
        parts(
            "hierarchies",
            "str:Hierarchy",
            "",
            Table(
                model.HierarchyIn,
                (*NAMEABLE, Field("has_levels", "flag", "@leveled"), _CODES, _BELOW),
                "Hierarchy",
                nested=True,
            ),
        ),
    ),
    "HierarchicalCodelist",
)
