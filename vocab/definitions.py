"""Definitions as facets, so that two countries' meanings of one word can be compared by machine.

A facet that is left out is unknown. ``not applicable`` (or ``unbounded`` for a duration) and ``none`` say that the
definition does not limit it, or excludes everything.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..catalogue.record import Duration, Means, Part, Shape, Text

Bound = Annotated[Literal["unbounded", "not applicable"] | Duration, Shape("text")]
"""An ISO 8601 duration, "unbounded" or "not applicable"."""


class Facets(Part, rdf=("orodha:DefinitionFacets",)):
    """What a definition fixes, one aspect a field."""

    object: Annotated[
        Literal["person", "event", "status", "procedure"] | None, Means("orodha:object", "What is counted.")
    ] = None
    measure: Annotated[
        Literal["stock", "inflow", "outflow", "net", "not applicable"] | None,
        Means("orodha:measure", "Whether it is a state at a date or movements in a period."),
    ] = None
    min_duration: Annotated[Bound | None, Means("orodha:minDuration", "Shortest stay, ISO 8601.")] = None
    max_duration: Annotated[Bound | None, Means("orodha:maxDuration", "Longest stay, ISO 8601.")] = None
    duration_evidence: Annotated[
        Literal[
            "actual",
            "intended",
            "actual or intended",
            "permit validity",
            "most of last 12 months",
            "not applicable",
        ]
        | None,
        Means("orodha:durationEvidence", "How the stay is known."),
    ] = None
    residence_criterion: Annotated[
        Literal["usual", "de facto", "de jure", "registered", "permit", "not applicable"] | None,
        Means("orodha:residenceCriterion", "Which residence counts."),
    ] = None
    origin_basis: Annotated[
        Literal["country of birth", "citizenship", "previous residence", "parents' birth", "not applicable"] | None,
        Means("orodha:originBasis", "What makes a person come from elsewhere."),
    ] = None
    direction: Annotated[
        Literal["in", "out", "return", "transit", "internal", "not applicable"] | None,
        Means("orodha:direction", "Which way the movement goes."),
    ] = None
    geographic_level: Annotated[
        Literal["international", "region bloc", "admin 1", "admin 2"] | None,
        Means("orodha:geographicLevel", "Which border is crossed."),
    ] = None
    included_groups: Annotated[list[Text], Means("orodha:includes", "Groups that count, or none.")] = Field(
        default_factory=list
    )
    excluded_purposes: Annotated[
        list[Text], Means("orodha:excludesPurpose", "Purposes of travel that do not count, or none.")
    ] = Field(default_factory=list)
    purpose: Annotated[list[Text], Means("orodha:purpose", "Purposes that count, or none.")] = Field(
        default_factory=list
    )
    legal_status: Annotated[list[Text], Means("orodha:legalStatus", "Legal statuses that count, or none.")] = Field(
        default_factory=list
    )
    protection_basis: Annotated[
        list[Text], Means("orodha:protectionBasis", "Grounds of protection that count, or none.")
    ] = Field(default_factory=list)
    labour_attachment: Annotated[list[Text], Means("orodha:labourAttachment", "Ties to work that count, or none.")] = (
        Field(default_factory=list)
    )
    voluntariness: Annotated[
        Literal["voluntary", "forced", "any"] | None, Means("orodha:voluntariness", "Whether the move is free.")
    ] = None
    min_age: Annotated[int | None, Means("orodha:minAge", "Youngest age in years, inclusive."), Shape("integer")] = None
    max_age: Annotated[int | None, Means("orodha:maxAge", "Oldest age in years, inclusive."), Shape("integer")] = None
    reference: Annotated[Text | None, Means("orodha:reference", "Reference date or period.")] = None
    population_base: Annotated[Text | None, Means("orodha:populationBase", "The population that is counted.")] = None
    institutional_population: Annotated[
        Literal["included", "excluded", "not applicable"] | None,
        Means("orodha:institutionalPopulation", "Whether camps, barracks and hostels count."),
    ] = None
    end_condition: Annotated[Text | None, Means("orodha:endCondition", "What ends the status.")] = None
    descendants: Annotated[
        Literal["included", "excluded", "not applicable"] | None,
        Means("orodha:descendants", "Whether children born later count."),
    ] = None
    territory: Annotated[list[Text], Means("orodha:excludesTerritory", "Territories left out, or none.")] = Field(
        default_factory=list
    )
