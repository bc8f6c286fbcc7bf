"""Fields that every artefact has."""

from __future__ import annotations

from .. import model
from .fields import Field, Table

TEXTS = (
    Field("names", "texts", "com:Name", "name"),
    Field("descriptions", "texts", "com:Description", "description"),
)
LINK = Table(
    model.Link,
    (
        Field("rel", "text", "@rel", "rel"),
        Field("url", "text", "@url", "href"),
        Field("urn", "text", "@urn", "urn"),
        Field("uri", "text", json="uri"),
        Field("titles", "texts", json="title"),
        Field("type", "text", "@type", "type"),
        Field("language", "text", json="hreflang"),
    ),
)
ANNOTATION = Table(
    model.Annotation,
    (
        Field("id", "text", "@id", "id"),
        Field("title", "text", "com:AnnotationTitle", "title"),
        Field("type", "text", "com:AnnotationType", "type"),
        Field("urls", "addresses", "com:AnnotationURL", "self", most21=1),
        Field("texts", "texts", "com:AnnotationText", "text"),
        Field("value", "text", "com:AnnotationValue", "value", ml21=""),
        Field("links", "links", json="links", many=True, of=(LINK,)),
    ),
)
ANNOTATIONS = Field("annotations", "part", "com:Annotations/com:Annotation", "annotations", many=True, of=(ANNOTATION,))
ID = Field("id", "id", "@id", "id")
LINKS = Field("links", "links", "com:Link", "links", ml21="", many=True, of=(LINK,))
IDENTIFIABLE = (ID, Field("uri", "link", "@uri", "self"), ANNOTATIONS, LINKS)
NAMEABLE = (*IDENTIFIABLE, *TEXTS)


def _maintainable(version: Field) -> tuple[Field, ...]:
    return (
        ID,
        Field("agency", "id", "@agencyID", "agencyID"),
        version,
        Field("uri", "link", "@uri", "self"),
        Field("is_external", "flag", "@isExternalReference", "isExternalReference"),
        Field("is_final", "flag", ml21="@isFinal"),
        Field("is_partial", "flag", "@isPartial", "isPartial"),
        Field("is_partial_language", "flag", "@isPartialLanguage", "isPartialLanguage", ml21="", ml30="", json20=""),
        Field("valid_from", "text", "@validFrom", "validFrom"),
        Field("valid_to", "text", "@validTo", "validTo"),
        Field("service_url", "link", "@serviceURL", "service"),
        Field("structure_url", "link", "@structureURL", "external"),
        ANNOTATIONS,
        LINKS,
        *TEXTS,
    )


SCHEME = _maintainable(Field("version", "id", "@version", "version"))
PLAIN = tuple(one for one in SCHEME if one.name != "is_partial")
UNVERSIONED = tuple(
    one for one in _maintainable(Field("version", "id", ml21="@version", json="version")) if one.name != "is_final"
)
"""Schemes that have one version only: 1.0, never final."""
FLOATING = tuple(
    Field("version", "id", ml21="@version", ml30="@version", json="version") if one.name == "version" else one
    for one in PLAIN
)
"""A categorisation has no version in ML 3.1, and one in JSON 2.1."""
