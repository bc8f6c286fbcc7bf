"""Values of fields as objects of triples, by declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import blake2b
from typing import Any, NamedTuple

import orjson

from ...kinds import Field
from ...names import PREFIXES, expand, kind_of, slugify
from ...record import Part, Record, check_date
from .forms import FORMS, NON_NEGATIVE
from .terms import BOOLEAN, DATES, DOUBLE, DURATION, INTEGER, JSON, XSD, Spelling

Pairs = list[tuple[str, list[str]]]
"""Predicates with their objects, as they are spelled."""

Node = tuple[str, Pairs]
"""One subject with all that is said of it."""

ORODHA = PREFIXES["orodha"]

MEMO = 50_000
"""So many spelled references are kept, before all are forgotten."""


@cache
def code_iris(owner: type[Record | Part], kind_name: str, field: Field) -> Mapping[str, str]:
    """Return the IRIs of a field's codes: ``orodha:agency-type-ministry``, or what a CURIE among them stands for."""
    scheme = code_scheme(owner, kind_name, field)
    return {
        code: expand(code) if ":" in code and code.partition(":")[0] in PREFIXES else f"{scheme}-{slugify(code)}"
        for code in field.choices
    }


def code_scheme(owner: type[Record | Part], kind_name: str, field: Field) -> str:
    """Return the IRI of the scheme of a field's codes: ``orodha:agency-type``, or ``record-...`` of every kind."""
    stem = "record" if field.name in Record.model_fields else kind_name or kebab(owner.__name__)
    return ORODHA + f"{stem}-{field.name}".replace("_", "-")


def kebab(name: str) -> str:
    """Return the name of a class in lower case with hyphens: StatusChange is status-change."""
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")


class Place(NamedTuple):
    """Where a value stands: what the IRIs of the things in it begin with, and the number that sets them apart."""

    path: str
    slug: str

    def child(self, base: str, field: str, number: int | None = None) -> tuple[str, Place]:
        """Return the IRI of what a field leads to, and the place of what is in that."""
        place = Place(f"{self.path}.{field}", self.slug if number is None else f"{self.slug}-{number}")
        return f"{base}{place.path}/{place.slug}", place


Say = Callable[[Any, Place], list[str]]
"""Says a value of a field: the objects that it becomes. They may be shared, and are not to be changed."""


class Objects:
    """Says values of fields.

    Args:
        spelling: How terms are written.
        base: What the catalogue's IRIs begin with.
        iris: The IRIs of the records that came with one, by id.
    """

    def __init__(self, spelling: Spelling, base: str, iris: Mapping[str, str] | None = None) -> None:
        self.spelling = spelling
        self.base = base
        self.iris: Mapping[str, str] = {} if iris is None else iris
        self.codes: dict[str, tuple[str, str]] = {}
        """The codes that were said: their IRI with the field and the code."""
        self.typed_iris: dict[str, tuple[str, ...]] = {}
        """IRIs of no record, with the classes that the fields that lead to them ask for."""
        self.targets: set[str] | None = None
        """Ids of the records that others refer to, if they are collected."""
        self.children: list[Node] = []
        """What was said of resources that belong to the record."""
        self._refs: dict[str, list[str]] = {}

    def curie(self, curie: str) -> str:
        """Return the term of a CURIE."""
        return self.spelling.iri(expand(curie))

    def ref(self, target: str) -> str:
        """Return the term of a record's id, or of an IRI."""
        return self._ref(target)[0]

    def iri_of(self, target: str) -> str:
        """Return the IRI of a record's id; an IRI stays as it is."""
        if not kind_of(target):
            return target
        return self.iris.get(target) or self.base + target

    def sayer(self, field: Field, owner: type[Record | Part], kind_name: str) -> Say:
        """Return what says the values of a field that has no parts."""
        if field.shape == "langs":
            return self._langs
        if field.shape == "lang":
            return self._lang
        say = self._one(field, owner, kind_name)
        if not field.many:
            return say
        return lambda values, place: (
            sorted({say(value, place)[0] for value in values}) if len(values) > 1 else say(values[0], place)
        )

    def _one(self, field: Field, owner: type[Record | Part], kind_name: str) -> Say:
        spelling = self.spelling
        match field.shape:
            case "ref" if field.means.range:
                return lambda value, _: self._typed_ref(value, field.means.range)
            case "ref":
                return self._ref_of
            case "iri" if field.means.range:
                return lambda value, _: [self.typed_iri(value, field.means.range)]
            case "iri":
                return lambda value, _: [spelling.iri(value)]
            case "date":
                return lambda value, _: [spelling.typed(value, DATES[len(value)])]
            case "duration":
                return lambda value, _: [spelling.text(value) if "W" in value else spelling.typed(value, DURATION)]
            case "integer":
                datatype = XSD + "nonNegativeInteger" if field.means.form == NON_NEGATIVE else INTEGER
                return lambda value, _: [spelling.typed(str(value), datatype)]
            case "number":
                return lambda value, _: [spelling.typed(repr(float(value)), DOUBLE)]
            case "boolean":
                said = {True: [spelling.typed("true", BOOLEAN)], False: [spelling.typed("false", BOOLEAN)]}
                return lambda value, _: said[value]
            case "code":
                return self._codes(field, code_iris(owner, kind_name, field))
            case "text" if field.means.form:
                return self._formed(field)
            case _:
                text = spelling.text
                return lambda value, _: [text(value)]

    def typed_iri(self, value: str, classes: tuple[str, ...]) -> str:
        """Return the term of an IRI of no record, and take note of its classes."""
        had = self.typed_iris.get(value, ())
        self.typed_iris[value] = tuple(sorted({*had, *classes})) if had else classes
        return self.spelling.iri(value)

    def json(self, value: Any, _place: Place) -> list[str]:
        """Say any JSON data as one literal."""
        return [self.spelling.typed(canonical_json(value), JSON)]

    def _ref(self, target: str) -> list[str]:
        if (known := self._refs.get(target)) is not None:
            return known
        if len(self._refs) >= MEMO:
            self._refs.clear()
        said = self._refs[target] = [self.spelling.iri(self.iri_of(target))]
        return said

    def _ref_of(self, value: str, _place: Place) -> list[str]:
        if self.targets is not None:
            self.targets.add(value)
        return self._refs.get(value) or self._ref(value)

    def _typed_ref(self, value: str, classes: tuple[str, ...]) -> list[str]:
        if self.targets is not None:
            self.targets.add(value)
        return self._ref(value) if kind_of(value) else [self.typed_iri(value, classes)]

    def _codes(self, field: Field, iris: Mapping[str, str]) -> Say:
        said: dict[str, list[str]] = {}

        def say(value: str, _place: Place) -> list[str]:
            if (known := said.get(value)) is None:
                known = said[value] = [self.spelling.iri(iris[value])]
                if ":" not in value:
                    self.codes[iris[value]] = (field.name, value)
            return known

        return say

    def _lang(self, value: Mapping[str, str], _place: Place) -> list[str]:
        lang = self.spelling.lang
        if len(value) == 1:
            ((tag, text),) = value.items()
            return [lang(text, tag)]
        return [lang(text, tag) for tag, text in sorted(value.items())]

    def _langs(self, value: Mapping[str, list[str]], _place: Place) -> list[str]:
        return [self.spelling.lang(text, tag) for tag in sorted(value) for text in sorted(set(value[tag]))]

    def _formed(self, field: Field) -> Say:
        form = FORMS[field.means.form]

        def say(value: str, place: Place) -> list[str]:
            if iri := form.iri(value):
                return [self.typed_iri(iri, field.means.range) if field.means.range else self.spelling.iri(iri)]
            if not form.label:
                return [self.spelling.text(value)]
            iri, _ = Place(place.path, f"{place.slug}-{_stem(value)}").child(self.base, field.name)
            self.children.append((self.spelling.iri(iri), self._labelled(field, form.label, value)))
            return [self.spelling.iri(iri)]

        return say

    def _labelled(self, field: Field, label: str, value: str) -> Pairs:
        """Say a text as a resource of its own."""
        pairs: Pairs = [(self.curie(label), [self.spelling.text(value)])]
        if field.means.form == "period" and (datatype := date_type(value)):
            said = [self.spelling.typed(value, datatype)]
            pairs.extend((self.curie(one), said) for one in ("dcat:endDate", "dcat:startDate"))
        if field.means.form == "contact" and (mailbox := FORMS["mailbox"].iri(value)):
            pairs.append((self.curie("vcard:hasEmail"), [self.spelling.iri(mailbox)]))
        pairs.sort()
        return [(self.spelling.type, sorted(map(self.curie, field.means.range))), *pairs]


def _stem(value: str) -> str:
    """Return what tells the IRI of a text from those of others."""
    stem = slugify(value)
    return stem if stem == value else f"{stem}-{blake2b(value.encode(), digest_size=4).hexdigest()}".lstrip("-")


def canonical_json(value: Any) -> str:
    """Return JSON data as one text, the same whatever the order of its keys."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def date_type(text: str) -> str:
    """Return the datatype of a text that is a date; "" of any other."""
    try:
        return DATES[len(check_date(text))]
    except ValueError:
        return ""
