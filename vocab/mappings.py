"""Mappings between concepts of two schemes (SSSOM 1.0)."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from ..catalogue.record import Date, Means, Number, Record, Ref, Text, Triple

MatchPredicate = Literal[
    "skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch"
]
"""How the object relates to the subject: a broadMatch object is the wider one."""


PREDICATES: tuple[MatchPredicate, ...] = get_args(MatchPredicate)


class Mapping(
    Record,
    kind="mapping",
    rdf=("sssom:Mapping", "owl:Axiom"),
    label="id",
    states=Triple("subject", "predicate", "object", where=("status", "accepted")),
):
    """A claim that two concepts mean the same, or nearly, and what became of it (SSSOM 1.0)."""

    subject: Annotated[
        Ref, Means("sssom:subject_id", "The concept that is mapped.", to="concept", also=("owl:annotatedSource",))
    ]
    predicate: Annotated[
        MatchPredicate,
        Means("sssom:predicate_id", "How the object relates to the subject.", also=("owl:annotatedProperty",)),
    ]
    object: Annotated[
        Ref, Means("sssom:object_id", "The concept that it is mapped to.", to="concept", also=("owl:annotatedTarget",))
    ]
    justification: Annotated[
        Text,
        Means(
            "sssom:mapping_justification",
            "How the claim was reached, a semapv term.",
            form="curie",
            unstated="semapv:UnspecifiedMatching",
        ),
    ]
    confidence: Annotated[
        Number | None, Means("sssom:confidence", "Probability that it is right, 0 to 1."), Field(ge=0, le=1)
    ] = None
    similarity: Annotated[
        Number | None,
        Means("sssom:similarity_score", "How alike the labels are, 0 to 1, before calibration."),
        Field(ge=0, le=1),
    ] = None
    similarity_measure: Annotated[Text | None, Means("sssom:similarity_measure", "What the similarity measures.")] = (
        None
    )
    via: Annotated[
        list[Ref],
        Means("orodha:via", "The concepts in between, of a claim that follows from others; in order.", to="concept"),
    ] = Field(default_factory=list)
    status: Annotated[
        Literal["proposed", "accepted", "rejected"], Means("orodha:reviewStatus", "What the review decided.")
    ] = "proposed"
    reviewer: Annotated[Text | None, Means("sssom:reviewer_label", "Who decided.", visibility="partner")] = None
    date: Annotated[Date | None, Means("sssom:mapping_date", "When it was decided.")] = None
    reason: Annotated[Text | None, Means("rdfs:comment", "Why it was decided so.", search="body")] = None
    tool: Annotated[Text | None, Means("sssom:mapping_tool", "The software that proposed it.")] = None
    tool_version: Annotated[Text | None, Means("sssom:mapping_tool_version", "The version of that software.")] = None
