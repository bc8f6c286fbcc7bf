"""Agreements under which data may be shared, and the laws behind them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..catalogue.record import Date, Duration, Iri, LangText, LangTexts, Means, Part, Record, Ref, Rule, Text
from .sources import PersonalData


class StatusChange(Part, rdf=("prov:Activity",)):
    """One step in the life of an agreement or law."""

    status: Annotated[Text, Means("orodha:status", "The status reached.")]
    date: Annotated[Date, Means("dct:date", "When.")]
    note: Annotated[Text | None, Means("rdfs:comment", "By what.")] = None


class MonitoringNote(Part, rdf=("orodha:MonitoringNote",)):
    """What was seen, on one day, of how an agreement is kept."""

    date: Annotated[Date | None, Means("dct:date", "When it was seen.")] = None
    by: Annotated[Ref | None, Means("dct:creator", "Who saw it.", to="agency")] = None
    text: Annotated[LangText, Means("dct:description", "What was seen.")]
    document: Annotated[Ref | None, Means("foaf:page", "Where it is written.", to="document")] = None


class Agreement(
    Record,
    kind="agreement",
    rdf=("odrl:Agreement", "odrl:Policy"),
    label="title",
    rule=Rule(
        "odrl:permission",
        "odrl:Permission",
        "covers",
        ("parties", "recipients", "covers"),
        (("odrl:action", "odrl:use"),),
    ),
):
    """A memorandum, labour agreement, protocol or exchange mechanism (ODRL 2.2; SDMX ProvisionAgreement)."""

    title: Annotated[LangText, Means("dct:title", "What it is called.", search="title")]
    type: Annotated[
        Literal["MoU", "bilateral labour agreement", "protocol", "exchange mechanism", "manual", "treaty"],
        Means("dct:type", "What sort of agreement it is."),
    ]
    parties: Annotated[
        list[Ref],
        Means("odrl:assigner", "Who agreed, two or more.", to=("agency", "area"), need="recommended"),
    ] = Field(default_factory=list)
    status: Annotated[
        Literal["idea", "draft", "signed", "in force", "expired"], Means("orodha:agreementStatus", "How far it is.")
    ]
    history: Annotated[list[StatusChange], Means("orodha:statusChange", "How it came to that status.")] = Field(
        default_factory=list
    )
    signed: Annotated[Date | None, Means("dct:dateAccepted", "When it was signed.")] = None
    effective: Annotated[Date | None, Means("dct:valid", "First day in force, inclusive.")] = None
    expires: Annotated[Date | None, Means("orodha:expires", "Last day in force, inclusive.")] = None
    renewal: Annotated[
        Literal["automatic", "by agreement", "none"] | None,
        Means("orodha:renewal", "How it goes on after its last day."),
    ] = None
    notice: Annotated[
        Duration | None, Means("orodha:notice", "How long before its end notice is due, ISO 8601: P6M.")
    ] = None
    replaces: Annotated[Ref | None, Means("dct:replaces", "The one that it renews.", to="agreement")] = None
    review_cycle: Annotated[
        Duration | None, Means("orodha:reviewCycle", "How often its keeping is looked at, ISO 8601: P1Y.")
    ] = None
    last_review: Annotated[Date | None, Means("orodha:lastReview", "When its keeping was last looked at.")] = None
    covers: Annotated[
        list[Ref],
        Means("odrl:target", "Sources and variables that it covers.", to=("source", "variable"), need="recommended"),
    ] = Field(default_factory=list)
    areas: Annotated[list[Ref], Means("dct:spatial", "Border points and areas that it concerns.", to="area")] = Field(
        default_factory=list
    )
    personal_data: Annotated[
        PersonalData | None,
        Means("orodha:coversPersonalData", "The most identifying data that may pass under it."),
    ] = None
    excludes: Annotated[
        list[Ref],
        Means(
            "orodha:excludes",
            "To whom, or what, it forbids to be given.",
            to=("agency", "area", "source", "variable"),
        ),
    ] = Field(default_factory=list)
    topics: Annotated[list[Ref], Means("dcat:theme", "What it is about.", to="concept", scheme="topics")] = Field(
        default_factory=list
    )
    gcm_objectives: Annotated[
        list[Ref],
        Means("orodha:gcmObjective", "Objectives of the Global Compact that it serves.", to="concept", scheme="gcm"),
    ] = Field(default_factory=list)
    purposes: Annotated[LangTexts, Means("orodha:permittedPurpose", "What the data may be used for.")] = Field(
        default_factory=dict
    )
    purpose_codes: Annotated[
        list[Ref],
        Means(
            "odrl:purpose",
            "Purposes for which the data may be used, as codes.",
            to="concept",
            scheme="sharing-purposes",
        ),
    ] = Field(default_factory=list)
    recipients: Annotated[
        list[Ref], Means("odrl:assignee", "Who may receive data under it.", to=("agency", "area"))
    ] = Field(default_factory=list)
    legal_basis: Annotated[list[Ref], Means("dcatap:applicableLegislation", "Laws that found it.", to="law")] = Field(
        default_factory=list
    )
    safeguards: Annotated[LangTexts, Means("orodha:safeguard", "What protects the data.")] = Field(default_factory=dict)
    document: Annotated[Ref | None, Means("foaf:page", "Its text.", to="document")] = None
    monitoring: Annotated[LangText, Means("orodha:monitoring", "How it is kept, as last seen.")] = Field(
        default_factory=dict
    )
    reports: Annotated[
        list[MonitoringNote], Means("orodha:monitoringNote", "What was seen of its keeping, newest last.")
    ] = Field(default_factory=list)


class Law(Record, kind="law", rdf=("eli:LegalResource",), label="title"):
    """A law, bill, policy, order or convention (European Legislation Identifier 1.4)."""

    title: Annotated[LangText, Means("dct:title", "What it is called.", search="title")]
    aliases: Annotated[LangTexts, Means("dct:alternative", "Other names.", search="title")] = Field(
        default_factory=dict
    )
    type: Annotated[
        Literal["act", "bill", "policy", "order", "convention", "plan", "regulation", "guideline", "constitution"],
        Means("eli:type_document", "What sort of instrument it is."),
    ]
    year: Annotated[Date | None, Means("eli:date_document", "Year or date.", need="recommended")] = None
    country: Annotated[
        Ref | None, Means("eli:jurisdiction", "The country; none for an international instrument.", to="area")
    ] = None
    status: Annotated[
        Literal["draft", "in force", "amended", "not ratified", "ratified", "repealed"] | None,
        Means("orodha:lawStatus", "Whether it holds.", need="recommended"),
    ] = None
    gcm_objectives: Annotated[
        list[Ref],
        Means("orodha:gcmObjective", "Objectives of the Global Compact that it serves.", to="concept", scheme="gcm"),
    ] = Field(default_factory=list)
    replaces: Annotated[list[Ref], Means("eli:repeals", "What it replaces.", to="law")] = Field(default_factory=list)
    description: Annotated[LangText, Means("dct:description", "What it rules.")] = Field(default_factory=dict)
    link: Annotated[Iri | None, Means("foaf:page", "Its text.")] = None
