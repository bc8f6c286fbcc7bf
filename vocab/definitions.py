"""Definitions as facets, so that two countries' meanings of one word can be compared by machine.

There are three kinds of absence. A facet that is left out is unknown. ``not applicable``, or ``unbounded`` for a
duration or an age, says that the definition does not limit it. ``none`` says that it names nothing: no group, no
purpose, no territory.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from ..catalogue.record import Duration, Means, Part, Shape, Text

Bound = Annotated[Literal["unbounded", "not applicable", "none"] | Duration, Shape("text")]
"""An ISO 8601 duration, "unbounded", "not applicable" or "none"."""


_AGE = re.compile("[0-9]{1,3}")


def _as_text(value: Any) -> Any:
    return str(value) if type(value) is int else value


def check_age(value: str) -> str:
    """Return an age as it is.

    Raises:
        ValueError: It is none.
    """
    if not _AGE.fullmatch(value):
        raise ValueError("write an age in years such as 18")
    return value


Age = Annotated[
    Literal["unbounded", "not applicable", "none"]
    | Annotated[
        str,
        BeforeValidator(_as_text),
        AfterValidator(check_age),
        Field(json_schema_extra={"pattern": f"^{_AGE.pattern}$"}),
    ],
    Shape("text"),
]
"""An age in completed years, "unbounded", "not applicable" or "none"."""

Purpose = Literal[
    "holiday",
    "visit",
    "business",
    "medical",
    "pilgrimage",
    "work",
    "study",
    "family",
    "protection",
    "other",
    "not applicable",
    "none",
]
"""Why a person moves."""

Group = Literal[
    "citizens",
    "foreigners",
    "refugees",
    "asylum seekers",
    "stateless",
    "diplomats",
    "military",
    "seasonal",
    "students",
    "cross-border",
    "nomads",
    "not applicable",
    "none",
]
"""Groups of people that definitions name."""

LegalStatus = Literal[
    "citizen",
    "permanent resident",
    "temporary resident",
    "visitor",
    "recognised refugee",
    "asylum applicant",
    "irregular",
    "stateless",
    "other",
    "not applicable",
    "none",
]
"""What a person is in the law of the place where they are."""

Protection = Literal[
    "1951 convention",
    "OAU 1969 convention",
    "prima facie",
    "subsidiary",
    "temporary",
    "internal displacement",
    "statelessness",
    "other",
    "not applicable",
    "none",
]
"""Why a person is protected."""

Labour = Literal[
    "employed",
    "own account",
    "seeking work",
    "available for work",
    "posted",
    "seasonal",
    "cross-border",
    "domestic work",
    "other",
    "not applicable",
    "none",
]
"""How a person is tied to work."""


class Facets(Part, rdf=("orodha:DefinitionFacets",)):
    """What a definition fixes, one aspect a field."""

    object: Annotated[
        Literal["person", "event", "status", "procedure", "not applicable", "none"] | None,
        Means("orodha:object", "What is counted."),
    ] = None
    measure: Annotated[
        Literal["stock", "inflow", "outflow", "net", "not applicable", "none"] | None,
        Means("orodha:measure", "Whether it is a state at a date or movements in a period."),
    ] = None
    min_duration: Annotated[Bound | None, Means("orodha:minDuration", "Shortest stay, inclusive, ISO 8601.")] = None
    max_duration: Annotated[Bound | None, Means("orodha:maxDuration", "Longest stay, exclusive, ISO 8601.")] = None
    duration_evidence: Annotated[
        Literal[
            "actual",
            "intended",
            "actual or intended",
            "permit validity",
            "most of last 12 months",
            "not applicable",
            "none",
        ]
        | None,
        Means("orodha:durationEvidence", "How the stay is known."),
    ] = None
    residence_criterion: Annotated[
        Literal["usual", "de facto", "de jure", "registered", "permit", "not applicable", "none"] | None,
        Means("orodha:residenceCriterion", "Which residence counts."),
    ] = None
    origin_basis: Annotated[
        Literal["country of birth", "citizenship", "previous residence", "parents' birth", "not applicable", "none"]
        | None,
        Means("orodha:originBasis", "What makes a person come from elsewhere."),
    ] = None
    direction: Annotated[
        Literal["in", "out", "return", "transit", "internal", "not applicable", "none"] | None,
        Means("orodha:direction", "Which way the movement goes."),
    ] = None
    geographic_level: Annotated[
        Literal["international", "region bloc", "admin 1", "admin 2", "not applicable", "none"] | None,
        Means("orodha:geographicLevel", "Which border has to be crossed."),
    ] = None
    included_groups: Annotated[list[Group], Means("orodha:includes", "Groups that count.")] = Field(
        default_factory=list
    )
    excluded_purposes: Annotated[
        list[Purpose], Means("orodha:excludesPurpose", "Purposes of travel that do not count.")
    ] = Field(default_factory=list)
    purpose: Annotated[list[Purpose], Means("orodha:purpose", "Purposes that count.")] = Field(default_factory=list)
    legal_status: Annotated[list[LegalStatus], Means("orodha:legalStatus", "Legal statuses that count.")] = Field(
        default_factory=list
    )
    protection_basis: Annotated[
        list[Protection], Means("orodha:protectionBasis", "Grounds of protection that count.")
    ] = Field(default_factory=list)
    labour_attachment: Annotated[list[Labour], Means("orodha:labourAttachment", "Ties to work that count.")] = Field(
        default_factory=list
    )
    voluntariness: Annotated[
        Literal["voluntary", "forced", "any", "not applicable", "none"] | None,
        Means("orodha:voluntariness", "Whether the move is free."),
    ] = None
    min_age: Annotated[Age | None, Means("orodha:minAge", "Youngest age in years, inclusive.")] = None
    max_age: Annotated[Age | None, Means("orodha:maxAge", "Oldest age in years, inclusive.")] = None
    reference: Annotated[Text | None, Means("orodha:reference", "Reference date or period.")] = None
    population_base: Annotated[Text | None, Means("orodha:populationBase", "The population that is counted.")] = None
    institutional_population: Annotated[
        Literal["included", "excluded", "not applicable", "none"] | None,
        Means("orodha:institutionalPopulation", "Whether camps, barracks and hostels count."),
    ] = None
    end_condition: Annotated[Text | None, Means("orodha:endCondition", "What ends the status.")] = None
    descendants: Annotated[
        Literal["included", "excluded", "not applicable", "none"] | None,
        Means("orodha:descendants", "Whether children born later count."),
    ] = None
    territory: Annotated[list[Text], Means("orodha:excludesTerritory", "Territories left out.")] = Field(
        default_factory=list
    )
