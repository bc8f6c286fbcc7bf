"""Which fields have a place of their own in SDMX: a table a kind, with what puts them there and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...catalogue.formats.sdmx import model, urn
from ...catalogue.formats.sdmx.model import Texts
from ...catalogue.kinds import Document, Kind, kinds
from ...catalogue.texts import DEFAULT_LANGUAGE
from .annotations import mended, unwritable
from .foreign import identity
from .identities import ABOVE, slug_of
from .naming import VERSION

_DESCRIPTIONS = {"agency": ("functions",), "area": ("functions",)}
_OTHER_DESCRIPTIONS = ("definition", "description")
_FORMATS = {"number": "Decimal", "date": "ObservationalTimePeriod", "text": "String", "yes/no": "Boolean"}
"""The data type of SDMX that values of variables are written with, by what they are."""

_TYPES = {
    **dict.fromkeys(("String", "Alpha", "AlphaNumeric", "URI", "XHTML"), "text"),
    **dict.fromkeys(("BigInteger", "Integer", "Long", "Short", "Decimal", "Float", "Double", "Count"), "number"),
    **dict.fromkeys(("InclusiveValueRange", "ExclusiveValueRange", "Incremental", "Numeric"), "number"),
    **dict.fromkeys(("ObservationalTimePeriod", "StandardTimePeriod", "BasicTimePeriod", "DateTime", "Time"), "date"),
    **dict.fromkeys(("GregorianTimePeriod", "GregorianYear", "GregorianYearMonth", "GregorianDay"), "date"),
    **dict.fromkeys(("ReportingTimePeriod", "ReportingYear", "ReportingMonth", "ReportingDay", "TimeRange"), "date"),
    "Boolean": "yes/no",
}
"""What values are, by the data type of SDMX."""


@dataclass(frozen=True, slots=True)
class Native:
    """The fields of a kind that have a place of their own.

    Attributes:
        label: The field with the names; "" if the kind is named otherwise, or not known here.
        plain: Whether that is a text in no language.
        body: The field with the descriptions, or "".
        above: The field with the records above it, the first of which SDMX can say, or "".
        code: The field with the code, or "".
        states: The fields with the triple that the record states, which names it if it has no label.
    """

    label: str = ""
    plain: bool = False
    body: str = ""
    above: str = ""
    code: str = ""
    states: Sequence[str] = ()

    def names(self, fields: Mapping[str, Any], otherwise: str) -> Texts:
        """Return the names of a record; SDMX demands one."""
        if self.label and (label := fields.get(self.label)):
            return _written({DEFAULT_LANGUAGE: label} if self.plain else label)
        told = " ".join(str(fields[name]) for name in self.states if name in fields)
        return {DEFAULT_LANGUAGE: mended(told or otherwise)}

    def descriptions(self, fields: Mapping[str, Any]) -> Texts:
        """Return the descriptions of a record."""
        return _written(fields[self.body]) if self.body in fields else {}

    def read(self, names: Texts, descriptions: Texts) -> Document:
        """Return the fields that names and descriptions give."""
        found: Document = {}
        if self.label and names:
            found[self.label] = names.get(DEFAULT_LANGUAGE, "") if self.plain else names
        if self.body and descriptions:
            found[self.body] = descriptions
        return found


@cache
def native(kind: str) -> Native:
    """Return the table of a kind, which need not be known here."""
    declared = kinds().get(kind)
    if declared is None:
        return Native()
    label = declared.by_name.get(declared.label_field)
    usable = label and not label.many and label.shape in ("lang", "text")
    states = declared.states
    return Native(
        declared.label_field if usable else "",
        bool(label) and label.shape == "text",
        _body(declared),
        ABOVE.get(kind, ""),
        "notation" if kind == "concept" else "",
        (states.subject, states.predicate, states.object) if states else (),
    )


def _body(declared: Kind) -> str:
    fields = declared.by_name
    wanted = _DESCRIPTIONS.get(declared.name, _OTHER_DESCRIPTIONS)
    fitting = (name for name in wanted if name in fields and fields[name].shape == "lang" and not fields[name].many)
    return next(fitting, "")


def _written(texts: Texts) -> Texts:
    """Return texts as XML can hold them."""
    if any(map(unwritable, texts.values())):
        return {language: mended(text) for language, text in texts.items()}
    return texts


def version(given: str) -> Document:
    """Return the version of a scheme or release that the version of its artefact stands for: 1.0 is that of all."""
    return {} if given == "1.0" or not VERSION.fullmatch(given) else {"version": given}


def contacts(document: Document) -> tuple[model.Contact, ...]:
    """Return the contacts of an agency."""
    return tuple(
        model.Contact(
            departments=_written(one.get("unit", {})),
            roles=_written(one.get("post", {})),
            uris=tuple(mended(one[name]) for name in ("url",) if name in one),
            emails=tuple(mended(one[name]) for name in ("email",) if name in one),
        )
        for one in document.get("contacts", ())
    )


def contacts_read(item: model.Organisation) -> Document:
    """Return the contacts of an agency as its field has them; no field if there are none."""
    found: list[Document] = []
    for one in item.contacts:
        contact: Document = {"post": one.roles} if one.roles else {}
        contact |= {"unit": one.departments} if one.departments else {}
        contact |= {"email": one.emails[0]} if one.emails else {}
        contact |= {"url": one.uris[0]} if one.uris else {}
        found.append(contact)
    return {"contacts": found} if found else {}


def representation(given: Mapping[str, Any], scheme: str) -> model.Representation | None:
    """Return how the values of a variable are written.

    Args:
        given: The field of the variable.
        scheme: URN of its scheme if that is a code list, otherwise "".
    """
    if scheme:
        return model.Representation(enumeration=scheme)
    format = _FORMATS.get(given.get("type", ""))
    return model.Representation(format=model.TextFormat(format)) if format else None


def representation_read(item: model.Concept, agency: str) -> Document:
    """Return how the values of a variable are written, as its field has it.

    Args:
        item: The concept.
        agency: The agency of its scheme, whose code lists are called as our own are.
    """
    given = item.representation
    if given is None:
        return {}
    if given.enumeration:
        place = urn.parse(given.enumeration)
        own = f"scheme/{slug_of(place.id)}" if place.agency == agency else identity(given.enumeration)
        return {"representation": {"scheme": own, "type": "code"}}
    type = type_read(given)
    return {"representation": type} if type else {}


def type_read(given: model.Representation) -> Document:
    """Return what values are, by their data type, as a representation has it; nothing for a type that says neither."""
    type = _TYPES.get(given.format.type) if given.format else None
    return {"type": type} if type else {}
