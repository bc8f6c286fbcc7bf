"""Areas: countries, blocs of countries, counties and border points."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..catalogue.record import LangText, LangTexts, Means, Record, Ref, Text


class Area(Record, kind="area", rdf=("dct:Location", "skos:Concept"), label="name"):
    """A country, region bloc, county or border point (ISO 3166, UN M49; SDMX CL_AREA)."""

    name: Annotated[LangText, Means("skos:prefLabel", "What the area is called.", search="title")]
    aliases: Annotated[
        LangTexts, Means("skos:altLabel", "Other names and spellings.", need="recommended", search="title")
    ] = Field(default_factory=dict)
    type: Annotated[
        Literal["country", "region bloc", "county", "border point"], Means("dct:type", "What sort of area it is.")
    ]
    part_of: Annotated[
        list[Ref], Means("skos:broader", "The larger areas and blocs that it belongs to.", to="area")
    ] = Field(default_factory=list)
    iso3166: Annotated[
        Text | None, Means("skos:notation", "ISO 3166-1 alpha-2 code, or ISO 3166-2 of a county.", search="code")
    ] = None
    iso3166_alpha3: Annotated[Text | None, Means("orodha:alpha3", "ISO 3166-1 alpha-3 code.", search="code")] = None
    m49: Annotated[Text | None, Means("orodha:m49", "UN M49 code, three digits.", search="code")] = None
    functions: Annotated[LangText, Means("dct:description", "What happens there; of a border point.")] = Field(
        default_factory=dict
    )
    same_as: Annotated[list[Ref], Means("skos:exactMatch", "The same area in another scheme.")] = Field(
        default_factory=list
    )
