"""Concepts: a shared term, a national term, or a code."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..catalogue.record import Date, Inverse, LangText, LangTexts, Means, Record, Ref, Text, YesNo
from .definitions import Facets


class Concept(Record, kind="concept", rdf=("skos:Concept",), label="label"):
    """One meaning in one scheme (SKOS 2009; SDMX Code or Concept).

    A national definition is a concept of that authority's scheme, mapped to the shared term.
    """

    label: Annotated[LangText, Means("skos:prefLabel", "The preferred label, one a language.", search="title")]
    alternative_labels: Annotated[LangTexts, Means("skos:altLabel", "Synonyms and abbreviations.", search="title")] = (
        Field(default_factory=dict)
    )
    hidden_labels: Annotated[
        LangTexts, Means("skos:hiddenLabel", "Spellings to find it by, never shown.", search="title")
    ] = Field(default_factory=dict)
    notation: Annotated[Text | None, Means("skos:notation", "Its code.", search="code")] = None
    scheme: Annotated[
        Ref,
        Means(
            "skos:inScheme",
            "The scheme that it belongs to.",
            to="scheme",
            inverse=(Inverse("skos:hasTopConcept", where=("broader", None)),),
        ),
    ]
    broader: Annotated[list[Ref], Means("skos:broader", "Wider concepts of the same scheme.", to="concept")] = Field(
        default_factory=list
    )
    related: Annotated[list[Ref], Means("skos:related", "Concepts that belong beside it.", to="concept")] = Field(
        default_factory=list
    )
    definition: Annotated[
        LangText, Means("skos:definition", "What it means, in full sentences.", need="recommended")
    ] = Field(default_factory=dict)
    definition_source: Annotated[
        Text | None, Means("dct:source", "Where the definition comes from: document and place.")
    ] = None
    definition_verified: Annotated[
        YesNo | None,
        Means("orodha:definitionVerified", "Whether the definition and its facets were compared with that source."),
    ] = None
    scope_note: Annotated[LangText, Means("skos:scopeNote", "When to use it and when not.")] = Field(
        default_factory=dict
    )
    facets: Annotated[Facets | None, Means("orodha:facets", "The definition, aspect by aspect.")] = None
    valid_from: Annotated[Date | None, Means("schema:validFrom", "First day of validity, inclusive.")] = None
    valid_to: Annotated[Date | None, Means("schema:validThrough", "Last day of validity, inclusive.")] = None
