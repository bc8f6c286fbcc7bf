"""Concept schemes: thesauri, code lists, glossaries and classifications."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..catalogue.record import Iri, LangText, Means, Record, Ref, Text


class ConceptScheme(Record, kind="scheme", rdf=("skos:ConceptScheme", "adms:Asset"), label="title"):
    """A set of concepts kept by one authority (SKOS 2009; SDMX Codelist or ConceptScheme)."""

    title: Annotated[LangText, Means("dct:title", "What the scheme is called.", search="title")]
    description: Annotated[LangText, Means("dct:description", "What it is for.")] = Field(default_factory=dict)
    authority: Annotated[
        Ref | None, Means("dct:publisher", "The agency that decides on it.", to="agency", need="recommended")
    ] = None
    country: Annotated[Ref | None, Means("dct:spatial", "The country whose scheme it is.", to="area")] = None
    role: Annotated[
        Literal["thesaurus", "code list", "glossary", "classification"],
        Means("dct:type", "What sort of scheme it is.", unstated="thesaurus"),
    ]
    version: Annotated[Text | None, Means("owl:versionInfo", "The version, as its authority counts.")] = None
    link: Annotated[Iri | None, Means("foaf:page", "Where it is published.")] = None
