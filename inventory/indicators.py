"""Indicators: figures that somebody asks for."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..catalogue.record import LangText, Means, Record, Ref, Text, YesNo


class Indicator(Record, kind="indicator", rdf=("qb:MeasureProperty", "skos:Concept"), label="name"):
    """A figure that a framework or report asks for (Data Cube; SDMX Concept)."""

    code: Annotated[Text | None, Means("skos:notation", "Its code: 10.7.2.", search="code")] = None
    name: Annotated[LangText, Means("skos:prefLabel", "What it is called.", search="title")]
    definition: Annotated[LangText, Means("skos:definition", "What it measures.", need="recommended")] = Field(
        default_factory=dict
    )
    unit: Annotated[LangText, Means("orodha:unit", "Its unit.")] = Field(default_factory=dict)
    method: Annotated[LangText, Means("orodha:method", "How it is computed.")] = Field(default_factory=dict)
    disaggregations: Annotated[
        list[Ref], Means("orodha:disaggregation", "By what it is split.", to=("concept", "variable"))
    ] = Field(default_factory=list)
    frequency: Annotated[
        Ref | None,
        Means("orodha:askedEvery", "How often it is asked for.", to="concept", scheme="frequency"),
    ] = None
    framework: Annotated[
        list[Ref], Means("skos:relatedMatch", "The objectives and targets that ask for it.", to="concept")
    ] = Field(default_factory=list)
    topics: Annotated[list[Ref], Means("dcat:theme", "What it is about.", to="concept", scheme="topics")] = Field(
        default_factory=list
    )
    sources: Annotated[
        list[Ref], Means("prov:wasDerivedFrom", "Sources that it is computed from.", to="source", need="recommended")
    ] = Field(default_factory=list)
    custodian: Annotated[Ref | None, Means("orodha:custodian", "The agency in charge of it.", to="agency")] = None
    country: Annotated[Ref | None, Means("dct:spatial", "The country, where it is a national one.", to="area")] = None
    required_by: Annotated[
        list[Ref],
        Means("orodha:requiredBy", "Agencies and agreements that demand it.", to=("agency", "agreement")),
    ] = Field(default_factory=list)
    priority: Annotated[YesNo | None, Means("orodha:priority", "Whether it is a priority indicator.")] = None
    measures: Annotated[
        Ref | None,
        Means("orodha:nationalOf", "The regional indicator that this national one answers.", to="indicator"),
    ] = None
    latest: Annotated[LangText, Means("orodha:latestFigure", "The last figure reported, with its period.")] = Field(
        default_factory=dict
    )
