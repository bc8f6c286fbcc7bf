"""What a partner's file says that has no home in a record, kept in ``extra`` and said again.

It is kept as JSON-LD keeps it, predicates as CURIEs of known prefixes: ``{"dct:license": {"@id": "https://..."}}``.
A value is a text, ``{"@value", "@language"}``, ``{"@value", "@type"}``, ``{"@id"}``, or a described resource
(``{"@id", "rdf:type", "dct:title", ...}``, without ``@id`` if it was a blank node); several are a list, sorted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

import orjson

from ...names import PREFIXES, is_iri
from ...record import LANGUAGE
from .forms import expanded, shrunk
from .terms import Spelling

TYPE = "rdf:type"
_PRIVATE = re.compile("(i-[a-z]{2,8}|[xX](-[A-Za-z0-9]{1,8})+)")
_STRING = PREFIXES["xsd"] + "string"
_LANG_STRING = PREFIXES["rdf"] + "langString"


def say(
    extra: Mapping[str, Any], spelling: Spelling, stem: str
) -> tuple[list[tuple[str, list[str]]], dict[str, Any], list[tuple[str, list[tuple[str, list[str]]]]]]:
    """Return what of ``extra`` is statements, spelled; the rest of it; and the resources that the statements describe.

    Args:
        extra: The field.
        spelling: How terms are written.
        stem: What the IRIs of resources without one begin with; a number follows.
    """
    saying = _Saying(spelling, stem)
    rest = {name: value for name, value in extra.items() if not is_said(name, value)}
    pairs = saying.pairs({name: value for name, value in extra.items() if name not in rest})
    return pairs, rest, saying.nodes


class _Saying:
    def __init__(self, spelling: Spelling, stem: str) -> None:
        self.spelling = spelling
        self.stem = stem
        self.count = 0
        self.nodes: list[tuple[str, list[tuple[str, list[str]]]]] = []

    def pairs(self, said: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
        pairs: list[tuple[str, list[str]]] = []
        for name in sorted(said):
            predicate = self.spelling.type if name == TYPE else self.spelling.iri(expanded(name) or name)
            value = said[name]
            values = cast("list[Any]", value) if isinstance(value, list) else [value]
            pairs.append((predicate, sorted({self.term(one) for one in values})))
        pairs.sort(key=lambda pair: "" if pair[0] == self.spelling.type else pair[0])
        return pairs

    def term(self, value: Any) -> str:
        if isinstance(value, str):
            return self.spelling.text(value)
        given: dict[str, Any] = value
        if "@language" in given:
            return self.spelling.lang(given["@value"], given["@language"])
        if "@value" in given:
            datatype: str = given["@type"]
            return self.spelling.typed(given["@value"], expanded(datatype) or datatype)
        if set(given) == {"@id"}:
            return self.spelling.iri(given["@id"])
        if "@id" in given:
            iri = self.spelling.iri(given["@id"])
        else:
            self.count += 1
            iri = self.spelling.iri(f"{self.stem}-{self.count}")
        at = len(self.nodes)
        pairs = self.pairs({name: one for name, one in given.items() if name != "@id"})
        self.nodes.insert(at, (iri, pairs))
        return iri


def is_said(name: str, value: Any) -> bool:
    """Tell whether an entry of ``extra`` is a statement as it would be read back, and no other data."""
    if not (expanded(name) or (is_iri(name) and not shrunk(name))):
        return False
    if isinstance(value, list):
        many = cast("list[Any]", value)
        return len(many) > 1 and all(map(_is_term, many)) and many == in_order(many)
    return _is_term(value)


def _is_term(value: Any) -> bool:
    if isinstance(value, str):
        return True
    if not isinstance(value, dict):
        return False
    given = cast("dict[str, Any]", value)
    match given:
        case {"@value": str(), "@language": str(tag), **rest}:
            return not rest and is_tag(tag)
        case {"@value": str(), "@type": str(datatype), **rest}:
            known = expanded(datatype) or (datatype if is_iri(datatype) and not shrunk(datatype) else "")
            return not rest and bool(known) and known not in (_STRING, _LANG_STRING)
        case {"@id": iri, **rest}:
            return isinstance(iri, str) and is_iri(iri) and all(is_said(*pair) for pair in rest.items())
        case _:
            return bool(given) and all(is_said(*pair) for pair in given.items())


def is_tag(tag: str) -> bool:
    """Tell whether a text can be said in a language: by a tag that every parser takes, registered long ago perhaps."""
    return LANGUAGE.fullmatch(tag) is not None or _PRIVATE.fullmatch(tag) is not None


def in_order(values: list[Any]) -> list[Any]:
    """Return different values in the order in which ``extra`` keeps several."""
    by_text = {orjson.dumps(one, option=orjson.OPT_SORT_KEYS): one for one in values}
    return [by_text[text] for text in sorted(by_text)]
