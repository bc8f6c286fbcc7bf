"""Data sources and the datasets that they release."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..catalogue.record import Date, Integer, Iri, LangText, LangTexts, Means, Part, Record, Ref, Text, YesNo

PersonalData = Literal["none", "aggregate", "pseudonymised", "identifiable"]
"""How far data can be traced to a person."""


class Coverage(Part, rdf=("orodha:Coverage",)):
    """What a source covers: where, whom and when."""

    areas: Annotated[list[Ref], Means("dct:spatial", "Areas that it covers.", to="area")] = Field(default_factory=list)
    population: Annotated[LangText, Means("orodha:population", "Whom or what it covers.")] = Field(default_factory=dict)
    first_period: Annotated[Date | None, Means("dcat:startDate", "First period with data, inclusive.")] = None
    last_period: Annotated[Date | None, Means("dcat:endDate", "Last period with data, inclusive.")] = None


class DataSource(Record, kind="source", rdf=("dcat:Dataset", "dcat:Resource"), label="title"):
    """A census, survey, register or operational system that holds data on migration (DCAT 3; SDMX Dataflow)."""

    title: Annotated[LangText, Means("dct:title", "What the source is called.", search="title")]
    acronym: Annotated[Text | None, Means("orodha:acronym", "Its short form: EFNS.", search="code")] = None
    aliases: Annotated[LangTexts, Means("dct:alternative", "Other names and spellings.", search="title")] = Field(
        default_factory=dict
    )
    description: Annotated[LangText, Means("dct:description", "What it holds.", need="recommended")] = Field(
        default_factory=dict
    )
    keywords: Annotated[LangTexts, Means("dcat:keyword", "Words that people would look for.", search="body")] = Field(
        default_factory=dict
    )
    type: Annotated[Ref, Means("dct:type", "What sort of source it is.", to="concept", scheme="source-kinds")]
    holder: Annotated[
        Ref | None,
        Means(
            "dct:publisher",
            "The agency that keeps the data. Empty where nobody is known to.",
            to="agency",
            need="recommended",
        ),
    ] = None
    producers: Annotated[
        list[Ref], Means("dct:creator", "Agencies that collect or produce the data, where not the holder.", to="agency")
    ] = Field(default_factory=list)
    compiler: Annotated[
        Ref | None, Means("orodha:compiler", "The agency that compiles statistics from it.", to="agency")
    ] = None
    built_by: Annotated[
        Ref | None, Means("dct:contributor", "The agency that built the system for the holder.", to="agency")
    ] = None
    country: Annotated[Ref, Means("dct:spatial", "The country whose data it is.", to="area")]
    level: Annotated[
        Literal["national", "county", "border point", "regional", "international"] | None,
        Means("orodha:level", "The level at which it is kept."),
    ] = None
    coverage: Annotated[Coverage | None, Means("orodha:coverage", "What it covers.")] = None
    measures: Annotated[
        Literal["stock", "flow", "stock and flow", "neither"] | None,
        Means("orodha:measures", "Whether it counts people at a date, movements in a period, or both."),
    ] = None
    unit: Annotated[LangText, Means("orodha:unit", "What one record is about: person, crossing, permit.")] = Field(
        default_factory=dict
    )
    topics: Annotated[list[Ref], Means("dcat:theme", "What it is about.", to="concept", scheme="topics")] = Field(
        min_length=1
    )
    terms: Annotated[list[Ref], Means("dct:subject", "Terms whose subjects it holds data on.", to="concept")] = Field(
        default_factory=list
    )
    gcm_objectives: Annotated[
        list[Ref],
        Means(
            "orodha:gcmObjective",
            "Objectives of the Global Compact that it serves.",
            to="concept",
            scheme="gcm",
            need="recommended",
        ),
    ] = Field(default_factory=list)
    frequency: Annotated[
        Ref | None,
        Means(
            "dct:accrualPeriodicity", "How often it is updated.", to="concept", scheme="frequency", need="recommended"
        ),
    ] = None
    status: Annotated[Literal["planned", "live", "retired"], Means("orodha:sourceStatus", "Whether it is in use.")]
    collected_for_statistics: Annotated[
        YesNo | None,
        Means(
            "orodha:collectedForStatistics", "Whether statistics is a purpose of the collection.", need="recommended"
        ),
    ] = None
    collection_mode: Annotated[LangText, Means("orodha:collectionMode", "How the data are collected.")] = Field(
        default_factory=dict
    )
    medium: Annotated[
        Literal["paper", "digital", "both"] | None, Means("dct:medium", "Whether it is on paper or digital.")
    ] = None
    legal_basis: Annotated[
        list[Ref],
        Means(
            "dcatap:applicableLegislation",
            "Laws and agreements that found it.",
            to=("law", "agreement"),
            need="recommended",
        ),
    ] = Field(default_factory=list)
    languages: Annotated[list[Text], Means("dct:language", "Languages of the data, as tags: en, sw.")] = Field(
        default_factory=list
    )
    access: Annotated[Ref, Means("dct:accessRights", "Who can get the data.", to="concept", scheme="access")]
    conditions: Annotated[LangText, Means("dct:rights", "Conditions of access.")] = Field(default_factory=dict)
    personal_data: Annotated[PersonalData, Means("dpv:hasPersonalData", "How far the data can be traced to a person.")]
    sensitive: Annotated[
        list[Ref],
        Means("dpv:hasSensitivityLevel", "Sensitive categories in it.", to="concept", scheme="sensitive"),
    ] = Field(default_factory=list)
    contact: Annotated[Text | None, Means("dcat:contactPoint", "Work e-mail or post to ask.", visibility="partner")] = (
        None
    )
    last_validated: Annotated[Date | None, Means("orodha:lastValidated", "When its data were last validated.")] = None
    validated_by: Annotated[Ref | None, Means("orodha:validatedBy", "The agency that validated it.", to="agency")] = (
        None
    )
    quality: Annotated[LangText, Means("orodha:qualityNote", "What is known of its quality.")] = Field(
        default_factory=dict
    )
    series: Annotated[YesNo, Means("orodha:inEditions", "Whether it comes in editions (dcat:DatasetSeries).")] = False
    part_of: Annotated[
        list[Ref], Means("dct:isPartOf", "Systems or series that it is a module or part of.", to="source")
    ] = Field(default_factory=list)
    link: Annotated[Iri | None, Means("dcat:landingPage", "Its page.")] = None


class Distribution(Part, rdf=("dcat:Distribution",)):
    """One form in which a dataset can be had (DCAT 3)."""

    format: Annotated[Text, Means("dct:format", "File format: CSV, XLSX.")]
    access_url: Annotated[Iri, Means("dcat:accessURL", "Where to get it.")]
    size: Annotated[Integer | None, Means("dcat:byteSize", "Size in bytes."), Field(ge=0)] = None


class Dataset(Record, kind="dataset", rdf=("dcat:Dataset",), label="title"):
    """One release of a source for one period (DCAT 3; SDMX Dataflow)."""

    title: Annotated[LangText, Means("dct:title", "What the release is called.", search="title")]
    source: Annotated[Ref, Means("dcat:inSeries", "The source that it is a release of.", to="source")]
    period: Annotated[Text, Means("dct:temporal", "The period that it is about: 2019, 2019-Q3.", search="body")]
    released: Annotated[Date | None, Means("dct:issued", "When it was released.")] = None
    version: Annotated[Text | None, Means("dcat:version", "Version of the release.")] = None
    licence: Annotated[Iri | None, Means("dct:license", "Its licence.")] = None
    distributions: Annotated[list[Distribution], Means("dcat:distribution", "The forms to get it in.")] = Field(
        default_factory=list
    )
