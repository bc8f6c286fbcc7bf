"""What every artefact has: texts, annotations, ids, names, versions."""

from __future__ import annotations

from dataclasses import KW_ONLY, MISSING, dataclass, field, fields
from functools import cache
from typing import Any, ClassVar

from .. import urn

Texts = dict[str, str]
"""Language (BCP 47) to text."""


@dataclass(slots=True)
class Raw:
    """Something that this package does not know, as it stood in the file, to be written again in the same syntax.

    Attributes:
        syntax: The name of the syntax that it was read in: "sdmx-ml-3.0".
        name: The element with its prefix, "@" and the attribute, or the key; people are told this.
        content: The element as XML with its namespaces, or the value of the attribute or key.
        container: Of an artefact: the element or key that it stood in.
    """

    syntax: str
    name: str
    content: Any
    container: str = ""


@dataclass(slots=True)
class Part:
    """Anything that may hold what is not known."""

    _: KW_ONLY
    unknown: tuple[Raw, ...] = ()


@cache
def defaults(cls: type[Part]) -> dict[str, Any]:
    """Return what each field of a class is if nothing is given; ``dataclasses.MISSING`` where something must be."""
    return {one.name: one.default if one.default_factory is MISSING else one.default_factory() for one in fields(cls)}


@dataclass(slots=True)
class Link(Part):
    """A reference to something related to an artefact (3.x).

    Attributes:
        rel: How it is related: "alternate", "glossary".
        type: Media type.
        uri, titles, language: Known in JSON only.
    """

    rel: str
    url: str = ""
    urn: str = ""
    type: str = ""
    uri: str = ""
    titles: Texts = field(default_factory=dict)
    language: str = ""


@dataclass(slots=True)
class Annotation(Part):
    """A remark by the maintainer for a purpose that its type names.

    Attributes:
        urls: Addresses by language; "" for one without.
        value: A value without a language (3.x).
        links: Known in JSON only.
    """

    id: str = ""
    title: str = ""
    type: str = ""
    urls: Texts = field(default_factory=dict)
    texts: Texts = field(default_factory=dict)
    value: str = ""
    links: tuple[Link, ...] = ()


@dataclass(slots=True)
class Identifiable(Part):
    """Anything with an id.

    Attributes:
        uri: An address to look it up, if it has one.
    """

    id: str = ""
    _: KW_ONLY
    uri: str = ""
    annotations: tuple[Annotation, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(slots=True)
class Nameable(Identifiable):
    """Anything with names and descriptions."""

    names: Texts = field(default_factory=dict)
    descriptions: Texts = field(default_factory=dict)


@dataclass(slots=True)
class Maintainable(Nameable):
    """What an agency maintains under an id and a version.

    Attributes:
        valid_from, valid_to: Date and time of ISO 8601, as written; both inclusive.
        is_final: Whether this version will not change (2.1; a version of three numbers says so in 3.x).
        is_external: Whether this is a stub, and the artefact is elsewhere.
        is_partial_language: Whether languages were left out (3.1).
        service_url, structure_url: Where it is maintained, and where a file of it is.
    """

    urn_class: ClassVar[str] = ""

    _: KW_ONLY
    agency: str
    version: str = "1.0"
    valid_from: str = ""
    valid_to: str = ""
    is_final: bool | None = None
    is_external: bool | None = None
    is_partial_language: bool | None = None
    service_url: str = ""
    structure_url: str = ""

    @property
    def urn(self) -> str:
        """The URN."""
        return str(urn.Urn(self.urn_class, self.agency, self.id, self.version))


@dataclass(slots=True)
class Scheme(Maintainable):
    """A maintainable list of items.

    Attributes:
        is_partial: Whether this is a part of the list.
    """

    _: KW_ONLY
    is_partial: bool | None = None
