"""Variables: what a source records about each unit."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..catalogue.record import Inverse, LangText, Means, Part, Record, Ref, Text, YesNo


class Representation(Part, rdf=("disco:Representation",)):
    """How the values are written."""

    scheme: Annotated[Ref | None, Means("orodha:codeList", "The code list.", to="scheme")] = None
    unit: Annotated[Text | None, Means("orodha:unitOfMeasure", "The unit of measure.")] = None
    type: Annotated[
        Literal["code", "number", "date", "text", "yes/no", "image"] | None, Means("dct:type", "What values are.")
    ] = None


class Variable(Record, kind="variable", rdf=("disco:Variable",), label="label"):
    """One thing that a source records about each unit (DDI Discovery; SDMX Concept with representation)."""

    name: Annotated[Text, Means("skos:notation", "Its name in the source: PERMIT_NAT.", search="code")]
    label: Annotated[LangText, Means("skos:prefLabel", "What it is, in words.", search="title")]
    source: Annotated[
        Ref,
        Means(
            "orodha:variableOf",
            "The source or dataset that has it.",
            to=("source", "dataset"),
            inverse=(
                Inverse("orodha:hasVariable"),
                Inverse("stat:dimension", where=("role", "disaggregation"), type="qb:DimensionProperty"),
                Inverse("stat:attribute", where=("role", "attribute"), type="qb:AttributeProperty"),
            ),
        ),
    ]
    concept: Annotated[
        Ref | None, Means("disco:concept", "The term that it measures.", to="concept", need="recommended")
    ] = None
    representation: Annotated[Representation | None, Means("disco:representation", "How values are written.")] = None
    universe: Annotated[LangText, Means("orodha:universe", "About whom it is recorded.")] = Field(default_factory=dict)
    question: Annotated[LangText, Means("orodha:questionText", "The question asked.")] = Field(default_factory=dict)
    role: Annotated[
        Literal["identifier", "disaggregation", "measure", "attribute"] | None,
        Means("orodha:variableRole", "What it serves for; a disaggregation splits the counts."),
    ] = None
    identifies: Annotated[YesNo, Means("orodha:identifiesPerson", "Whether it identifies a person.")]
    sensitive: Annotated[
        Ref | None,
        Means("dpv:hasSensitivityLevel", "Its sensitive category.", to="concept", scheme="sensitive"),
    ] = None
