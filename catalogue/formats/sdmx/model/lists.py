"""Lists of codes, values, concepts and categories, and how values look."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from .base import Annotation, Maintainable, Nameable, Part, Scheme, Texts


@dataclass(slots=True)
class Sentinel(Part):
    """A value with a meaning of its own, such as -1 for "unknown" (3.x)."""

    value: str = ""
    names: Texts = field(default_factory=dict)
    descriptions: Texts = field(default_factory=dict)


@dataclass(slots=True)
class TextFormat(Part):
    """What values look like. Numbers are kept as written: "0.10".

    Attributes:
        type: Data type: "String", "Integer", "ObservationalTimePeriod".
        interval: Step of a sequence from ``start_value`` to ``end_value``.
        time_interval: Step of a sequence from ``start_time`` to ``end_time``, a duration of ISO 8601.
    """

    type: str = ""
    is_sequence: bool | None = None
    interval: str = ""
    start_value: str = ""
    end_value: str = ""
    time_interval: str = ""
    start_time: str = ""
    end_time: str = ""
    min_length: str = ""
    max_length: str = ""
    min_value: str = ""
    max_value: str = ""
    decimals: str = ""
    pattern: str = ""
    is_multilingual: bool | None = None
    sentinels: tuple[Sentinel, ...] = ()


@dataclass(slots=True)
class Representation(Part):
    """Where values come from: a list, whose codes may have a format of their own, or a format.

    Attributes:
        enumeration: URN of a code list or value list; in a measure dimension of 2.1, of a concept scheme.
        min_occurs, max_occurs: How many values at a time, a number or "unbounded" (3.x).
    """

    format: TextFormat | None = None
    enumeration: str = ""
    enumeration_format: TextFormat | None = None
    min_occurs: str = ""
    max_occurs: str = ""


@dataclass(slots=True)
class IsoConceptReference(Part):
    """The ISO 11179 concept that a concept is."""

    agency: str = ""
    scheme: str = ""
    concept: str = ""


@dataclass(slots=True)
class Concept(Nameable):
    """A concept; ``parent`` is the id of the one above it, in the same scheme."""

    parent: str = ""
    representation: Representation | None = None
    iso_reference: IsoConceptReference | None = None


@dataclass(slots=True)
class ConceptScheme(Scheme):
    """A list of concepts."""

    urn_class: ClassVar[str] = "ConceptScheme"
    concepts: tuple[Concept, ...] = ()


@dataclass(slots=True)
class Code(Nameable):
    """A code; ``parent`` is the id of the one above it, in the same list."""

    parent: str = ""


@dataclass(slots=True)
class CodeMember(Part):
    """A code to take over from another list.

    Attributes:
        value: Its id; may end in % to stand for all that begin so.
        cascade: "true" with the codes below it, "excluderoot" only these, "false" or empty without.
    """

    value: str = ""
    cascade: str = ""


@dataclass(slots=True)
class CodeSelection(Part):
    """Codes of another list."""

    members: tuple[CodeMember, ...] = ()


@dataclass(slots=True)
class CodelistExtension(Part):
    """Codes that a list takes over from another one (3.x).

    Attributes:
        codelist: URN of the other one.
        prefix: What is put before each id.
        only, but: Which codes are taken, or are not; all if both are None.
    """

    codelist: str = ""
    prefix: str = ""
    only: CodeSelection | None = None
    but: CodeSelection | None = None


@dataclass(slots=True)
class Codelist(Scheme):
    """A list of codes."""

    urn_class: ClassVar[str] = "Codelist"
    codes: tuple[Code, ...] = ()
    extensions: tuple[CodelistExtension, ...] = ()


@dataclass(slots=True)
class ValueItem(Part):
    """A value of a value list; its id may be any text, such as "€"."""

    id: str = ""
    names: Texts = field(default_factory=dict)
    descriptions: Texts = field(default_factory=dict)
    annotations: tuple[Annotation, ...] = ()


@dataclass(slots=True)
class ValueList(Maintainable):
    """A list of values that are no ids (3.x)."""

    urn_class: ClassVar[str] = "ValueList"
    items: tuple[ValueItem, ...] = ()


@dataclass(slots=True)
class Category(Nameable):
    """A category, with those in it."""

    categories: tuple[Category, ...] = ()


@dataclass(slots=True)
class CategoryScheme(Scheme):
    """Categories, nested."""

    urn_class: ClassVar[str] = "CategoryScheme"
    categories: tuple[Category, ...] = ()
