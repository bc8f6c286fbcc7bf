"""Documents: what statements cite."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..catalogue.record import Date, Iri, LangText, Means, Record, Ref, Text


class CitedDocument(Record, kind="document", rdf=("foaf:Document",), label="title"):
    """A report, page, letter or form that facts are taken from (FOAF 0.99)."""

    title: Annotated[LangText, Means("dct:title", "Its title.", search="title")]
    short_title: Annotated[Text | None, Means("orodha:shortTitle", "How citations call it.", search="code")] = None
    publisher: Annotated[
        Ref | None, Means("dct:publisher", "The agency that published it.", to="agency", need="recommended")
    ] = None
    date: Annotated[Date | None, Means("dct:issued", "When it was published.", need="recommended")] = None
    description: Annotated[LangText, Means("dct:description", "What it is about.")] = Field(default_factory=dict)
    link: Annotated[Iri | None, Means("foaf:page", "Where it can be read.")] = None
