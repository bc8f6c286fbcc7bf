"""Resources: what a partner's file describes and no other kind fits."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..catalogue.record import LangText, Means, Record, Text


class Resource(Record, kind="resource", rdf=(), label="label"):
    """Something that a partner's file describes and no other kind fits; kept whole, and given out again (RDF 1.1)."""

    label: Annotated[LangText, Means("rdfs:label", "What it is called.", search="title")] = Field(default_factory=dict)
    types: Annotated[list[Text], Means("rdf:type", "What it is: classes, as CURIEs or IRIs.", form="curie")] = Field(
        default_factory=list
    )
