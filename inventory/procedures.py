"""Procedures and what is done under them: steps with roles, and actions with dates."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..catalogue.record import Date, Duration, LangText, Means, Part, Record, Ref, Text


class Step(Part, rdf=("prov:Plan",)):
    """One task of a procedure, with who does it (RACI)."""

    task: Annotated[
        Literal[
            "collect",
            "clean",
            "validate",
            "analyse",
            "disseminate",
            "update",
            "coordinate",
            "share",
            "train",
            "adopt",
            "host",
            "report",
        ],
        Means("dct:type", "What is done."),
    ]
    text: Annotated[LangText, Means("dct:description", "What is done, in words.")] = Field(default_factory=dict)
    responsible: Annotated[list[Ref], Means("orodha:responsible", "Who does it.", to="agency", form="attribution")] = (
        Field(default_factory=list)
    )
    accountable: Annotated[
        list[Ref], Means("orodha:accountable", "Who answers for it.", to="agency", form="attribution")
    ] = Field(default_factory=list)
    consulted: Annotated[list[Ref], Means("orodha:consulted", "Who is asked.", to="agency", form="attribution")] = (
        Field(default_factory=list)
    )
    informed: Annotated[list[Ref], Means("orodha:informed", "Who is told.", to="agency", form="attribution")] = Field(
        default_factory=list
    )
    source: Annotated[Ref | None, Means("orodha:inputSource", "The source that goes in.", to="source")] = None
    deadline: Annotated[Text | None, Means("orodha:deadline", "By when: a date or a recurrence.")] = None
    number: Annotated[Text | None, Means("orodha:stepNumber", "Its number: 3, 3.1; versions are compared by it.")] = (
        None
    )
    due: Annotated[Date | None, Means("orodha:due", "The first last day, inclusive.")] = None
    recurrence: Annotated[Duration | None, Means("orodha:recurrence", "How often it comes back, ISO 8601.")] = None
    document: Annotated[Ref | None, Means("foaf:page", "The document that assigns it.", to="document")] = None
    place: Annotated[Text | None, Means("orodha:placeInDocument", "Where in that document: a section, a page.")] = None


class Endorsement(Part, rdf=("orodha:Endorsement",)):
    """One endorsement of a procedure."""

    level: Annotated[Literal["technical", "official"], Means("orodha:endorsement", "The level that endorsed it.")]
    date: Annotated[Date | None, Means("dct:date", "When.")] = None
    by: Annotated[Ref | None, Means("orodha:endorser", "Who endorsed it.", to="agency")] = None
    document: Annotated[Ref | None, Means("foaf:page", "Where it is written.", to="document")] = None
    note: Annotated[LangText, Means("rdfs:comment", "What else is known of it.")] = Field(default_factory=dict)


class Review(Part, rdf=("prov:Activity",)):
    """One review of a procedure; open until it has a date of closing."""

    opened: Annotated[Date, Means("prov:startedAtTime", "When it was opened.")]
    closed: Annotated[Date | None, Means("prov:endedAtTime", "When it was closed; an open one has none.")] = None
    by: Annotated[Ref | None, Means("prov:wasAssociatedWith", "Who reviews.", to="agency")] = None
    outcome: Annotated[
        Literal["unchanged", "revised", "withdrawn"] | None, Means("orodha:outcome", "What came of it.")
    ] = None
    version: Annotated[Text | None, Means("dcat:version", "The version that came of it.")] = None
    note: Annotated[LangText, Means("rdfs:comment", "What was found.")] = Field(default_factory=dict)


class Procedure(Record, kind="procedure", rdf=("prov:Plan",), label="title"):
    """A standard operating procedure or road map (PROV-O)."""

    title: Annotated[LangText, Means("dct:title", "What it is called.", search="title")]
    version: Annotated[Text | None, Means("dcat:version", "Its version.")] = None
    owner: Annotated[Ref | None, Means("dct:publisher", "Who keeps it.", to="agency", need="recommended")] = None
    endorsement: Annotated[
        Literal["drafted", "technical", "official"] | None,
        Means("orodha:endorsement", "The level that has endorsed it.", need="recommended"),
    ] = None
    review_cycle: Annotated[
        Duration | None, Means("orodha:reviewCycle", "How often it is reviewed, ISO 8601: P1Y.", need="recommended")
    ] = None
    first_review: Annotated[Date | None, Means("orodha:firstReview", "When reviews begin.")] = None
    last_review: Annotated[Date | None, Means("orodha:lastReview", "When it was last reviewed.")] = None
    description: Annotated[LangText, Means("dct:description", "What it rules.")] = Field(default_factory=dict)
    steps: Annotated[list[Step], Means("orodha:step", "Its tasks, in order.")] = Field(default_factory=list)
    endorsements: Annotated[
        list[Endorsement], Means("orodha:endorsedBy", "Who endorsed it, when and at which level.")
    ] = Field(default_factory=list)
    reviews: Annotated[list[Review], Means("orodha:review", "Each review; one without a day of closing is open.")] = (
        Field(default_factory=list)
    )
    replaces: Annotated[Ref | None, Means("dct:replaces", "The version before.", to="procedure")] = None
    document: Annotated[Ref | None, Means("foaf:page", "Its text.", to="document")] = None


class Action(Record, kind="action", rdf=("prov:Activity",), label="text"):
    """Something done or promised: implementation of the Global Compact, a road map, a deadline (PROV-O)."""

    text: Annotated[LangText, Means("dct:description", "What is done.", search="title")]
    type: Annotated[
        Literal[
            "implementation", "next step", "deliverable", "deadline", "road map", "programme", "challenge", "threat"
        ],
        Means("dct:type", "What sort of entry it is."),
    ] = "implementation"
    gap: Annotated[
        Literal["data", "reporting", "financial", "geographic", "capacity"] | None,
        Means("orodha:gapKind", "The kind of gap that a challenge tells of (PARIS21)."),
    ] = None
    objectives: Annotated[
        list[Ref],
        Means("orodha:gcmObjective", "Objectives of the Global Compact that it serves.", to="concept", scheme="gcm"),
    ] = Field(default_factory=list)
    agencies: Annotated[list[Ref], Means("prov:wasAssociatedWith", "Who does it.", to="agency")] = Field(
        default_factory=list
    )
    areas: Annotated[list[Ref], Means("prov:atLocation", "Border points and areas that it concerns.", to="area")] = (
        Field(default_factory=list)
    )
    concerns: Annotated[
        list[Ref],
        Means(
            "dct:relation",
            "Sources, agreements, laws and procedures that it concerns.",
            to=("source", "agreement", "law", "procedure", "indicator", "action"),
        ),
    ] = Field(default_factory=list)
    status: Annotated[
        Literal["planned", "under way", "done", "reported"] | None, Means("orodha:actionStatus", "How far it is.")
    ] = None
    done_on: Annotated[list[Date], Means("orodha:doneOn", "Days on which a recurring one was met.")] = Field(
        default_factory=list
    )
    start: Annotated[Date | None, Means("schema:startDate", "First day, inclusive.")] = None
    due: Annotated[Date | None, Means("orodha:due", "Last day, inclusive.")] = None
    recurrence: Annotated[Duration | None, Means("orodha:recurrence", "How often it comes back, ISO 8601.")] = None
