"""Quality reports: what somebody found out about a source or dataset."""

from __future__ import annotations

from typing import Annotated, Literal

from ..catalogue.record import Date, Inverse, LangText, Means, Record, Ref, Text


class QualityReport(Record, kind="quality-report", rdf=("dqv:QualityAnnotation",), label="text"):
    """A finding on one dimension of quality (W3C DQV; SDMX MetadataSet)."""

    subject: Annotated[
        Ref,
        Means(
            "oa:hasTarget",
            "What was assessed.",
            to=("source", "dataset"),
            inverse=(Inverse("dqv:hasQualityAnnotation"),),
        ),
    ]
    framework: Annotated[Literal["NQAF", "SIMS", "KeSQAF"], Means("orodha:qualityFramework", "The framework followed.")]
    dimension: Annotated[
        Ref, Means("dqv:inDimension", "The dimension assessed.", to="concept", scheme="esms", range=("dqv:Dimension",))
    ]
    rating: Annotated[Text | None, Means("orodha:rating", "The rating, as the framework writes it.")] = None
    text: Annotated[LangText, Means("oa:bodyValue", "What was found.", search="body")]
    assessor: Annotated[Ref | None, Means("dct:creator", "Who assessed.", to="agency", need="recommended")] = None
    date: Annotated[Date | None, Means("dct:created", "When.", need="recommended")] = None
