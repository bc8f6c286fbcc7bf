"""Terms of RDF as values of fields: exactly where we wrote them, and as well as can be where somebody else did.

A term is staged text (``stage``). What is read exactly needs not be kept beside; everything else stays in ``extra``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

import orjson

from ...entry import read as read_entry
from ...errors import EntryError, NotFound
from ...kinds import Field
from ...names import expand, is_id, is_iri, kind_of
from ...record import LANGUAGE, Part, Record, check_date, check_duration
from ...resolving import Resolver
from ...texts import DEFAULT_LANGUAGE
from .describe import code_iris
from .foreign import LABELS
from .forms import FORMS, NON_NEGATIVE, Form
from .stage import Said
from .terms import BOOLEAN, DATES, DOUBLE, DURATION, INTEGER, XSD

Value = tuple[Any, bool]
"""A value, and whether we would write it just so."""

Convert = Callable[[str], Value | None]
"""Reads one term; None if it is no value of the field."""


class Around(Protocol):
    """What the reading of a value has to know of the file."""

    resolver: Resolver

    def record(self, term: str) -> str:
        """Return the id of the record that an IRI or blank node is; "" if none."""
        ...

    def said(self, term: str) -> Said:
        """Return what the file says of an IRI or blank node that is no record."""
        ...


class Values:
    """Reads the values of fields.

    Args:
        around: The file.
    """

    def __init__(self, around: Around) -> None:
        self.around = around
        self._converts: dict[tuple[type[Record | Part], str], Convert] = {}

    def read(self, field: Field, owner: type[Record | Part], kind_name: str, terms: Sequence[str]) -> Value:
        """Return the value of a field, None if the terms have none, and whether we would write all of them so."""
        if field.shape in ("lang", "langs"):
            return _texts(field.shape == "langs", terms)
        convert = self._converts.get((owner, field.name))
        if convert is None:
            convert = _within(owner, field, self._convert(field, owner, kind_name))
            self._converts[owner, field.name] = convert
        if len(terms) == 1:
            found = convert(terms[0])
            if found is None:
                return None, False
            return ([found[0]] if field.many else found[0]), found[1]
        read = [one for one in map(convert, sorted(terms)) if one is not None]
        exact = len(read) == len(terms) and all(one[1] for one in read)
        if not read:
            return None, False
        if field.many:
            return sorted({value for value, _ in read}), exact
        return min(read, key=lambda one: not one[1])[0], False

    def _convert(self, field: Field, owner: type[Record | Part], kind_name: str) -> Convert:
        match field.shape:
            case "ref":
                targets = field.targets
                return lambda term: self._ref(field, targets, term)
            case "iri":
                return _iri
            case "code":
                codes = {iri: code for code, iri in code_iris(owner, kind_name, field).items()}
                return lambda term: _code(field, codes, term)
            case "text" if field.means.form:
                return lambda term: self._formed(field, FORMS[field.means.form], term)
            case "text":
                return _text
            case "date":
                return _date
            case "duration":
                return _duration
            case "boolean":
                return _boolean
            case "integer":
                datatype = XSD + "nonNegativeInteger" if field.means.form == NON_NEGATIVE else INTEGER
                return lambda term: _integer(term, datatype)
            case _:
                return _number

    # --- references and resources

    def _ref(self, field: Field, targets: tuple[str, ...], term: str) -> Value | None:
        if record := self.around.record(term):
            return (record, True) if not targets or kind_of(record) in targets else None
        if term[0] == "<":
            iri = term[1:]
            if guess := self._guess(field, iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2]):
                return guess, False
            return iri, True
        text = literal(term) or label_of(self.around.said(term))
        guess = self._guess(field, text)
        return (guess, False) if guess else None

    def _guess(self, field: Field, text: str) -> str:
        """Return the record of the catalogue that is called so, among the codes of a scheme or the areas."""
        if not text or not (field.means.scheme or field.targets == ("area",)):
            return ""
        try:
            found = self.around.resolver(text, field.targets, field.means.scheme)
        except NotFound:
            return ""
        return found if is_id(found) else ""

    def _formed(self, field: Field, form: Form, term: str) -> Value | None:
        if term[0] == "<" and (text := form.text(term[1:])):
            return text, form.iri(text) == term[1:]
        if term[0] in "<_":
            said = self.around.said(term)
            text = label_of(said) or _period(said) or _mailbox(said)
            text = text or (term[1:].rstrip("/").rpartition("/")[2].lower() if term[0] == "<" else "")
            return (text, False) if text.strip() else None
        text = literal(term).strip()
        return (text, term == f'"{text}' and not form.label and not form.iri(text)) if text else None


def _within(owner: type[Record | Part], field: Field, convert: Convert) -> Convert:
    """Return what reads a term, without the numbers that the field cannot hold."""
    if field.shape not in ("integer", "number"):
        return convert
    limits = owner.model_fields[field.name].metadata
    least = next((one.ge for one in limits if hasattr(one, "ge")), float("-inf"))
    most = next((one.le for one in limits if hasattr(one, "le")), float("inf"))

    def read(term: str) -> Value | None:
        found = convert(term)
        return found if found and least <= found[0] <= most else None

    return read


def outside(field: Field, value: Any) -> Iterator[str]:
    """Yield the IRIs of no record that a value of a field becomes."""
    for one in value if field.many else [value]:
        if field.shape == "iri" or (field.shape == "ref" and not kind_of(one)):
            yield one
        elif field.means.form in FORMS and (iri := FORMS[field.means.form].iri(one)):
            yield iri


def literal(term: str) -> str:
    """Return the text of a literal; "" of a resource."""
    if term[0] == '"':
        return term[1:]
    return term.partition(" ")[2] if term[0] in "@^" else ""


def json_data(term: str) -> Any:
    """Return the data that a literal holds as JSON; None if it holds none."""
    try:
        return orjson.loads(literal(term))
    except orjson.JSONDecodeError:
        return None


def label_of(said: Said) -> str:
    """Return what a resource is called; "" if nothing."""
    for predicate in LABELS:
        for term in sorted(said.get(predicate, ())):
            if text := literal(term).strip():
                return text
    values = said.get(expand("rdf:value"), ())
    return next((text for one in sorted(values) if (text := literal(one).strip())), "")


def _period(said: Said) -> str:
    ends = [
        literal(terms[0])[:10]
        for names in (("dcat:startDate", "schema:startDate"), ("dcat:endDate", "schema:endDate"))
        if (terms := next((said[expand(one)] for one in names if expand(one) in said), None))
    ]
    return "/".join(dict.fromkeys(ends))


def _mailbox(said: Said) -> str:
    terms = said.get(expand("vcard:hasEmail"), ()) or said.get(expand("foaf:mbox"), ())
    return next((term[1:].removeprefix("mailto:") for term in terms), "")


# --- literals


def _texts(several: bool, terms: Sequence[str]) -> Value:
    found: dict[str, Any] = {}
    exact = True
    in_turn = sorted(terms, key=lambda term: (term[0] != "@", term)) if len(terms) > 1 else terms  # languages first
    for term in in_turn:
        if term[0] == "@":
            tag, _, text = term[1:].partition(" ")
        else:
            tag, text, exact = DEFAULT_LANGUAGE, literal(term), False
        kept = text.strip()
        if not kept or not _is_language(tag):
            exact = False
        elif several:
            found.setdefault(tag, []).append(kept)
            exact = exact and kept == text
        elif tag in found:
            exact = False
        else:
            found[tag] = kept
            exact = exact and kept == text
    if several:
        found = {tag: sorted(set(texts)) for tag, texts in found.items()}
    return found or None, exact


@lru_cache(256)
def _is_language(tag: str) -> bool:
    return LANGUAGE.fullmatch(tag) is not None


def _iri(term: str) -> Value | None:
    if term[0] == "<":
        return term[1:], True
    text = literal(term).strip()
    return (text, False) if is_iri(text) else None


def _text(term: str) -> Value | None:
    if term[0] == "<":
        return term[1:], False
    text = literal(term)
    kept = text.strip()
    return (kept, term[0] == '"' and kept == text) if kept else None


def _typed(term: str) -> tuple[str, str]:
    """Return datatype and text of a literal."""
    if term[0] == "^":
        datatype, _, text = term[1:].partition(" ")
        return datatype, text
    return "", literal(term)


def _date(term: str) -> Value | None:
    datatype, text = _typed(term)
    for given in (text, text.strip()[:10]):
        try:
            return check_date(given), given == text and datatype == DATES[len(given)]
        except ValueError:
            continue
    return None


def _duration(term: str) -> Value | None:
    datatype, text = _typed(term)
    try:
        return check_duration(text), datatype == ("" if "W" in text else DURATION) and term[0] in '"^'
    except ValueError:
        return None


def _integer(term: str, wanted: str) -> Value | None:
    datatype, text = _typed(term)
    try:
        value = float(text)
    except ValueError:
        return None
    if value != value or abs(value) >= 2**53 or value != int(value):
        return None
    whole = int(text) if text.strip().lstrip("+-").isdigit() else int(value)
    return whole, datatype == wanted and str(whole) == text


def _number(term: str) -> Value | None:
    datatype, text = _typed(term)
    try:
        value = float(text)
    except ValueError:
        return None
    return (value, datatype == DOUBLE and repr(value) == text) if abs(value) < float("inf") else None


def _boolean(term: str) -> Value | None:
    datatype, text = _typed(term)
    value = {"true": True, "1": True, "false": False, "0": False}.get(text)
    return None if value is None else (value, datatype == BOOLEAN and text in ("true", "false"))


def _code(field: Field, codes: Mapping[str, str], term: str) -> Value | None:
    if term[0] == "<":
        if (code := codes.get(term[1:])) is not None:
            return code, True
        text = term.rpartition("/")[2].rpartition("#")[2].replace("-", " ")
    else:
        text = literal(term)
    try:
        return read_entry(field, text, _nowhere), False
    except EntryError:
        return None


def _nowhere(text: str, kinds: Sequence[str], scheme: str) -> str:
    raise NotFound(f"There is no {text}.")
