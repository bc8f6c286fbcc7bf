"""Data sources and the datasets that they release."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..catalogue.record import Date, Duration, Integer, Iri, LangText, LangTexts, Means, Part, Record, Ref, Text, YesNo

PersonalData = Literal["none", "aggregate", "pseudonymised", "identifiable", "unknown"]
"""How far data can be traced to a person; ``unknown`` where a partner's catalogue does not say."""


class Coverage(Part, rdf=("orodha:Coverage", "dct:PeriodOfTime")):
    """What a source covers: where, whom and when."""

    areas: Annotated[list[Ref], Means("dct:spatial", "Areas that it covers.", to="area")] = Field(default_factory=list)
    population: Annotated[LangText, Means("orodha:population", "Whom or what it covers.")] = Field(default_factory=dict)
    first_period: Annotated[Date | None, Means("dcat:startDate", "First period with data, inclusive.")] = None
    last_period: Annotated[Date | None, Means("dcat:endDate", "Last period with data, inclusive.")] = None


class Distribution(Part, rdf=("dcat:Distribution",)):
    """One form in which a source or dataset can be had (DCAT 3)."""

    title: Annotated[LangText, Means("dct:title", "What it is called.")] = Field(default_factory=dict)
    description: Annotated[LangText, Means("dct:description", "What is in it.")] = Field(default_factory=dict)
    format: Annotated[
        Text | None,
        Means(
            "dct:format",
            "File format: CSV, XLSX.",
            need="recommended",
            form="file type",
            range=("dct:MediaTypeOrExtent",),
        ),
    ] = None
    media_type: Annotated[
        Text | None,
        Means("dcat:mediaType", "IANA media type: text/csv.", form="media type", range=("dct:MediaType",)),
    ] = None
    access_url: Annotated[Iri | None, Means("dcat:accessURL", "Where to get it.", need="recommended")] = None
    download_url: Annotated[Iri | None, Means("dcat:downloadURL", "The file itself.")] = None
    size: Annotated[Integer | None, Means("dcat:byteSize", "Size in bytes.", form="non-negative"), Field(ge=0)] = None
    licence: Annotated[Iri | None, Means("dct:license", "Its licence.", range=("dct:LicenseDocument",))] = None


class ImpactAssessment(Part, rdf=("dpv:ImpactAssessment",)):
    """Whether the risks of processing to persons were assessed (Data Protection Act of Kenya, section 31)."""

    status: Annotated[
        Literal["needed", "under way", "done", "not needed"],
        Means("orodha:assessmentStatus", "How far the assessment is."),
    ]
    date: Annotated[Date | None, Means("dct:date", "When it was done.")] = None
    assessor: Annotated[Ref | None, Means("orodha:assessor", "Who assessed.", to="agency")] = None
    document: Annotated[Ref | None, Means("foaf:page", "Its report.", to="document")] = None
    submitted: Annotated[Date | None, Means("dct:dateSubmitted", "When the supervisor of data got it.")] = None
    note: Annotated[LangText, Means("rdfs:comment", "What it found, or why none is needed.")] = Field(
        default_factory=dict
    )


class Transfer(Part, rdf=("orodha:Transfer",)):
    """Data on persons that go abroad or come from there, and what lets them."""

    to: Annotated[Ref, Means("dpv:hasRecipient", "Who gets the data: agency or country.", to=("agency", "area"))]
    mechanism: Annotated[
        Ref | None,
        Means("orodha:transferMechanism", "What lets them pass.", to="concept", scheme="transfer-mechanisms"),
    ] = None
    direction: Annotated[
        Literal["out", "in"], Means("orodha:direction", "Whether data go out or come in.", unstated="out")
    ] = "out"
    agreement: Annotated[
        Ref | None, Means("orodha:underAgreement", "The agreement under which they pass.", to="agreement")
    ] = None
    purpose: Annotated[LangText, Means("orodha:transferPurpose", "What they are sent for.")] = Field(
        default_factory=dict
    )
    since: Annotated[Date | None, Means("dcat:startDate", "First day, inclusive.")] = None
    until: Annotated[Date | None, Means("dcat:endDate", "Last day, inclusive.")] = None
    document: Annotated[Ref | None, Means("foaf:page", "Where it is written.", to="document")] = None


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
    type: Annotated[
        Ref,
        Means(
            "dct:type",
            "What sort of source it is.",
            to="concept",
            scheme="source-kinds",
            unstated="concept/source-kinds-other",
        ),
    ]
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
    coverage: Annotated[Coverage | None, Means("orodha:coverage", "What it covers.", also=("dct:temporal",))] = None
    measures: Annotated[
        Literal["stock", "flow", "stock and flow", "neither"] | None,
        Means("orodha:measures", "Whether it counts people at a date, movements in a period, or both."),
    ] = None
    unit: Annotated[LangText, Means("orodha:unit", "What one record is about: person, crossing, permit.")] = Field(
        default_factory=dict
    )
    topics: Annotated[
        list[Ref],
        Means("dcat:theme", "What it is about.", to="concept", scheme="topics", unstated=["concept/topics-general"]),
    ] = Field(min_length=1)
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
            "dct:accrualPeriodicity",
            "How often it is updated.",
            to="concept",
            scheme="frequency",
            need="recommended",
            range=("dct:Frequency",),
        ),
    ] = None
    status: Annotated[
        Literal["planned", "live", "retired"],
        Means("orodha:sourceStatus", "Whether it is in use.", unstated="live"),
    ]
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
        Literal["paper", "digital", "both"] | None, Means("orodha:medium", "Whether it is on paper or digital.")
    ] = None
    legal_basis: Annotated[
        list[Ref],
        Means(
            "dcatap:applicableLegislation",
            "Laws and agreements that found it.",
            to=("law", "agreement"),
            need="recommended",
            range=("eli:LegalResource",),
        ),
    ] = Field(default_factory=list)
    languages: Annotated[
        list[Text],
        Means(
            "dct:language",
            "Languages of the data, as tags: en, sw.",
            form="language",
            range=("dct:LinguisticSystem",),
        ),
    ] = Field(default_factory=list)
    access: Annotated[
        Ref,
        Means(
            "dct:accessRights",
            "Who can get the data.",
            to="concept",
            scheme="access",
            range=("dct:RightsStatement",),
            unstated="concept/access-unknown",
        ),
    ]
    conditions: Annotated[LangText, Means("orodha:accessConditions", "Conditions of access.")] = Field(
        default_factory=dict
    )
    personal_data: Annotated[
        PersonalData,
        Means("orodha:personalData", "How far the data can be traced to a person.", unstated="unknown"),
    ]
    sensitive: Annotated[
        list[Ref],
        Means("dpv:hasSensitivityLevel", "Sensitive categories in it.", to="concept", scheme="sensitive"),
    ] = Field(default_factory=list)
    lawful_bases: Annotated[
        list[Ref],
        Means(
            "dpv:hasLegalBasis",
            "Why the law lets the data on persons be processed.",
            to="concept",
            scheme="lawful-bases",
        ),
    ] = Field(default_factory=list)
    impact_assessment: Annotated[
        ImpactAssessment | None, Means("dpv:hasImpactAssessment", "Whether the risks to persons were assessed.")
    ] = None
    hosted_in: Annotated[
        Ref | None,
        Means("orodha:hostedIn", "The country where the data are kept, where not that of the holder.", to="area"),
    ] = None
    transfers: Annotated[
        list[Transfer],
        Means(
            "orodha:transfer",
            "Data on persons that go abroad, or are kept there, and by what means.",
            visibility="partner",
        ),
    ] = Field(default_factory=list)
    children: Annotated[YesNo | None, Means("orodha:holdsChildren", "Whether it holds data on children.")] = None
    security_use: Annotated[
        YesNo | None,
        Means("orodha:securityUse", "Whether it serves intelligence or criminal matters.", visibility="partner"),
    ] = None
    retention: Annotated[
        Duration | None, Means("orodha:retention", "How long records on persons are kept, ISO 8601: P10Y.")
    ] = None
    contact: Annotated[
        Text | None,
        Means(
            "dcat:contactPoint",
            "Work e-mail or post to ask.",
            visibility="partner",
            form="contact",
            range=("vcard:Kind",),
        ),
    ] = None
    last_validated: Annotated[Date | None, Means("orodha:lastValidated", "When its data were last validated.")] = None
    validated_by: Annotated[Ref | None, Means("orodha:validatedBy", "The agency that validated it.", to="agency")] = (
        None
    )
    validation_cycle: Annotated[
        Duration | None,
        Means("orodha:validationCycle", "How often its data are to be validated, ISO 8601; a year if left out."),
    ] = None
    quality: Annotated[LangText, Means("orodha:qualityNote", "What is known of its quality.")] = Field(
        default_factory=dict
    )
    series: Annotated[
        YesNo,
        Means("orodha:inEditions", "Whether it comes in editions (dcat:DatasetSeries).", range=("dcat:DatasetSeries",)),
    ] = False
    part_of: Annotated[
        list[Ref], Means("dct:isPartOf", "Systems or series that it is a module or part of.", to="source")
    ] = Field(default_factory=list)
    link: Annotated[Iri | None, Means("dcat:landingPage", "Its page.", range=("foaf:Document",))] = None
    distributions: Annotated[
        list[Distribution], Means("dcat:distribution", "The forms to get it in, where it has no separate releases.")
    ] = Field(default_factory=list)


class Dataset(Record, kind="dataset", rdf=("dcat:Dataset",), label="title"):
    """One release of a source for one period (DCAT 3; SDMX Dataflow)."""

    title: Annotated[LangText, Means("dct:title", "What the release is called.", search="title")]
    description: Annotated[LangText, Means("dct:description", "What it holds.", need="recommended")] = Field(
        default_factory=dict
    )
    source: Annotated[
        Ref,
        Means("dcat:inSeries", "The source that it is a release of.", to="source", range=("dcat:DatasetSeries",)),
    ]
    period: Annotated[
        Text,
        Means(
            "dct:temporal",
            "The period that it is about: 2019, 2019-Q3.",
            search="body",
            form="period",
            range=("dct:PeriodOfTime",),
        ),
    ]
    released: Annotated[Date | None, Means("dct:issued", "When it was released.")] = None
    version: Annotated[Text | None, Means("dcat:version", "Version of the release.")] = None
    licence: Annotated[Iri | None, Means("dct:license", "Its licence.", range=("dct:LicenseDocument",))] = None
    distributions: Annotated[list[Distribution], Means("dcat:distribution", "The forms to get it in.")] = Field(
        default_factory=list
    )
