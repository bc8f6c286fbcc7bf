"""Records: a kind is one class, and each of its fields says what it means.

Everything else (validation, JSON Schema, links, search text, spreadsheet columns, SQL views, the reference pages) is
derived from these declarations; see ``kinds.py``. Records refer to each other by identifier only.

    class DataSource(Record, kind="source", rdf=("dcat:Dataset", "dcat:Resource"), label="title"):
        title: Annotated[LangText, Means("dct:title", "What the source is called.", search="title")]
        holder: Annotated[Ref, Means("dct:publisher", "The agency that keeps the data.", to="agency")]
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal, cast, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, StringConstraints

from .names import ID_PATTERN, IRI_PATTERN
from .texts import DEFAULT_LANGUAGE

Registration = Literal["candidate", "recorded", "qualified", "standard", "superseded", "retired"]
"""Registration status of a record, as ISO/IEC 11179-6 names it."""

Visibility = Literal["internal", "partner", "public"]
"""Who may see a record or field: this office, the agencies it exchanges with, or everybody."""

Certainty = Literal["stated", "inferred", "outside"]
"""How sure a claim is: stated in the document, inferred from it, or known from outside any."""

CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)

AUDIENCES: tuple[Visibility, ...] = ("internal", "partner", "public")
"""Audiences from the widest view to the narrowest: an audience sees what is marked with it or with a later one."""


@dataclass(frozen=True, slots=True)
class Inverse:
    """What a reference also says from its other end.

    Attributes:
        rdf: The predicate, from what the field leads to to the record.
        where: The field and value without which it is not said, None for a field that is empty; () if always.
        type: The class, if any, that the record has then.
    """

    rdf: str
    where: tuple[str, str | None] | tuple[()] = ()
    type: str = ""


@dataclass(frozen=True, slots=True)
class Means:
    """What a field means; stands in the field's ``Annotated`` type.

    Attributes:
        rdf: RDF predicate as a CURIE of ``names.PREFIXES``.
        help: One sentence for the person who fills the field in.
        to: Kind or kinds that a reference points to.
        scheme: Slug of the concept scheme whose concepts are the values ("frequency" is ``scheme/frequency``).
        need: ``recommended``: the software lists where it is missing. A field without default is mandatory anyway.
        search: Where its text weighs in search: "code" (8), "title" (5), "body" (1), "" (not searched), or "auto"
            (body for texts in languages, otherwise not searched).
        visibility: The widest audience that sees the field, unless the record says otherwise.
        range: Classes, as CURIEs, that what the field leads to has besides those of its kind (dct:Frequency).
        also: Further predicates that say the same.
        inverse: What a reference also says from its other end.
        form: How a text becomes a resource or a typed literal; one of ``formats.rdf.forms.FORMS``.
        unstated: The value that a record takes from a partner's RDF that does not say; what is assumed so is reported.
    """

    rdf: str
    help: str
    to: str | tuple[str, ...] = ()
    scheme: str = ""
    need: Literal["recommended", "optional"] = "optional"
    search: Literal["auto", "code", "title", "body", ""] = "auto"
    visibility: Visibility = "public"
    range: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    inverse: tuple[Inverse, ...] = ()
    form: str = ""
    unstated: Any = None


@dataclass(frozen=True, slots=True)
class Triple:
    """The triple that a record of a kind states besides those about itself, as a mapping does.

    Attributes:
        subject: The field with its subject, a reference.
        predicate: The field with its predicate, a code that is a CURIE.
        object: The field with its object, a reference.
        where: The field and value without which it is not stated.
    """

    subject: str
    predicate: str
    object: str
    where: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A resource of its own that repeats what a record says in some fields, as the permission of an ODRL policy does.

    Attributes:
        rdf: The predicate that leads to it.
        type: Its class.
        needs: The field without which there is none.
        fields: The fields that it repeats.
        fixed: Further pairs of predicate and object, CURIEs.
    """

    rdf: str
    type: str
    needs: str
    fields: tuple[str, ...]
    fixed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """How a value looks; stands in the type aliases below and drives cells, forms, links and RDF terms."""

    name: str


LANGUAGE = re.compile(
    "[a-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
    "(-[A-WYZa-wyz0-9](-[A-Za-z0-9]{2,8})+)*(-[xX](-[A-Za-z0-9]{1,8})+)?"
)
"""A well-formed language tag (BCP 47): language, script, region, variants, extensions, private use."""

DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_N = "[0-9]+"
_DURATION = re.compile(f"P(?=.)({_N}Y)?({_N}M)?({_N}W)?({_N}D)?(T(?=.)({_N}H)?({_N}M)?({_N}S)?)?")


def _text_by_language(value: Any) -> Any:
    return {DEFAULT_LANGUAGE: value} if isinstance(value, str) else value


def _texts_by_language(value: Any) -> Any:
    if isinstance(value, str | list):
        value = cast("object", {DEFAULT_LANGUAGE: value})
    if isinstance(value, dict):
        given = cast("dict[Any, Any]", value)
        return {key: [texts] if isinstance(texts, str) else texts for key, texts in given.items() if texts != []}
    return value


def _check_languages(value: dict[str, Any]) -> dict[str, Any]:
    for language in value:
        if not LANGUAGE.fullmatch(language):
            raise ValueError(f"{language!r} is not a language tag like 'en', 'sw' or 'pt-BR'")
    return value


def check_date(value: str) -> str:
    """Return a date as it is.

    Raises:
        ValueError: It is none.
    """
    if not DATE.fullmatch(value):
        raise ValueError("write a date as YYYY, YYYY-MM or YYYY-MM-DD")
    try:
        dt.date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
    except ValueError as error:
        raise ValueError(f"there is no such date: {error}") from None
    return value


def check_duration(value: str) -> str:
    """Return a duration as it is.

    Raises:
        ValueError: It is none.
    """
    if not _DURATION.fullmatch(value):
        raise ValueError("write a duration as ISO 8601 does: P1Y, P6M, P30D")
    return value


def _pattern(text: str) -> Any:
    return Field(json_schema_extra={"pattern": f"^{text}$"})


_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), Shape("text")]
"""A text in no language: a name in a code, a unit, an e-mail address."""

LangText = Annotated[
    dict[str, _Words], BeforeValidator(_text_by_language), AfterValidator(_check_languages), Shape("lang")
]
"""One text a language: {"en": "Work permits", "sw": "..."}, keys BCP 47. A bare string is read as English."""

LangTexts = Annotated[
    dict[str, list[_Words]], BeforeValidator(_texts_by_language), AfterValidator(_check_languages), Shape("langs")
]
"""Several texts a language: {"en": ["EFNS", "e-FNS"]}."""

Ref = Annotated[str, StringConstraints(pattern=f"^({ID_PATTERN}|{IRI_PATTERN})$"), Shape("ref")]
"""A reference to another record: its short id, or its IRI if it is not in the catalogue."""

Iri = Annotated[str, StringConstraints(pattern=f"^{IRI_PATTERN}$"), Shape("iri")]
"""An absolute IRI or URL."""

Date = Annotated[str, AfterValidator(check_date), _pattern(DATE.pattern), Shape("date")]
"""A date known to the year, month or day: "2019", "2019-08", "2019-08-24"."""

Duration = Annotated[str, AfterValidator(check_duration), _pattern(_DURATION.pattern), Shape("duration")]
"""An ISO 8601 duration: "P1Y", "P6M"."""

_EXACT = 2**53 - 1

Integer = Annotated[int, Field(ge=-_EXACT, le=_EXACT), Shape("integer")]
"""A whole number that every format carries exactly (RFC 8259, section 6)."""

Number = Annotated[float, Field(allow_inf_nan=False), Shape("number")]
YesNo = Annotated[bool, Shape("boolean")]


@dataclass(frozen=True, slots=True)
class Saved:
    """What the catalogue keeps about a record.

    Attributes:
        version: Counted from 1; a save is refused if the catalogue has moved on from it.
        created: When it was first saved, UTC, ISO 8601.
        modified: When it was last saved, UTC, ISO 8601.
    """

    version: int
    created: str
    modified: str


class Part(BaseModel):
    """A piece of a record that has no identity of its own outside it: a contact, a step, a distribution.

    A part is declared as a record is. Class arguments: ``rdf``, the classes of the resource that it becomes.
    """

    model_config = ConfigDict(extra="forbid")
    __rdf__: tuple[str, ...] = ()

    iri: Annotated[Iri | None, Means("", "Its own IRI, if it came with one.", search="")] = None
    extra: Annotated[
        dict[str, Any],
        Means("", "What a partner's file says of it that has no home here.", search="", visibility="internal"),
    ] = Field(default_factory=dict)

    def __init_subclass__(cls, rdf: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.__rdf__ = rdf


class Record(BaseModel):
    """What every record has, whatever its kind.

    Class arguments of a kind: ``kind``, its name in short ids; ``rdf``, its classes; ``label``, the field that names
    a record to people; ``states``, the triple that it is about; ``rule``, what it repeats in a resource of its own.
    """

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, StringConstraints(pattern=f"^{ID_PATTERN}$"), Shape("id")]
    iri: Annotated[Iri | None, Means("", "The record's own IRI, if it came with one.", search="")] = None
    registration: Annotated[
        Registration, Means("adms:status", "How far the record itself has come (ISO/IEC 11179).", search="")
    ] = "recorded"
    visibility: Annotated[Visibility, Means("orodha:visibility", "Who may see the record.", search="")] = "public"
    field_visibility: Annotated[
        dict[str, Visibility],
        Means("", "Fields of this record with another audience.", search="", visibility="internal"),
    ] = Field(default_factory=dict)
    replaced_by: Annotated[
        Ref | None, Means("dct:isReplacedBy", "The record that stands in for this one.", search="")
    ] = None
    different_from: Annotated[
        list[Ref],
        Means("owl:differentFrom", "Records that look like this one, and are known to be something else.", search=""),
    ] = Field(default_factory=list)
    notes: Annotated[LangText, Means("skos:editorialNote", "Remarks for colleagues.", visibility="internal")] = Field(
        default_factory=dict
    )
    extra: Annotated[
        dict[str, Any],
        Means(
            "",
            "Fields of a partner's file that have no home here; kept and given back.",
            search="",
            visibility="internal",
        ),
    ] = Field(default_factory=dict)

    _saved: Saved | None = PrivateAttr(default=None)

    def __init_subclass__(
        cls,
        kind: str = "",
        rdf: tuple[str, ...] = (),
        label: str = "name",
        states: Triple | None = None,
        rule: Rule | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init_subclass__(**kwargs)  # the arguments are for below, where the fields are known

    @classmethod
    def __pydantic_init_subclass__(
        cls,
        kind: str = "",
        rdf: tuple[str, ...] = (),
        label: str = "name",
        states: Triple | None = None,
        rule: Rule | None = None,
        **kwargs: Any,
    ) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if kind:
            from .kinds import Kind, register  # the registry reads this module's types

            register(Kind(kind, cls, rdf, label, states, rule))

    @property
    def saved(self) -> Saved | None:
        """What the catalogue knows of the record as it was read; None of one that was never saved."""
        return self._saved


@dataclass(frozen=True, slots=True)
class Statement:
    """One sourced claim about one field of a record.

    Two documents that disagree give two statements; the chosen one is the field's value.

    Attributes:
        field: The field that the claim is about; "" for the record as a whole (that the thing exists).
        value: The value claimed, in the field's own form; None when the claim is about the record as a whole.
        document: Short id of the document that says so; "" for knowledge from outside any document.
        place: Where in the document: "objective 4", "page 12".
        certainty: ``stated`` in the document, ``inferred`` from it, or known from ``outside``.
        date: When the claim was made or read: a ``Date``, or "".
        chosen: Whether the record's value follows this claim.
        reason: Why it was chosen or not.
    """

    field: str
    value: Any = None
    document: str = ""
    place: str = ""
    certainty: Certainty = "stated"
    date: str = ""
    chosen: bool = True
    reason: str = ""
