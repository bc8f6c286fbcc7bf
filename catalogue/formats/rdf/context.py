"""Our JSON-LD context: a readable term for each predicate (JSON-LD 1.1, https://www.w3.org/TR/json-ld11/).

A term is the local name of its predicate (``publisher``). Where two predicates share one, that of the better known
vocabulary has it and the others have their prefix before it (``title``, ``eli_title``); so have those that are called
as a kind of record is, whose names are prefixes of IRIs (``dct_source``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from ...kinds import kinds
from ...names import PREFIXES
from .extras import TYPE
from .predicates import LANGUAGE, PLAIN, values

KEYWORDS = {"id": "@id", "type": "@type"}
FIRST = ("dct", "dcat", "skos", "foaf", "rdfs")
"""The vocabularies whose predicates have the bare name, the first before the others."""


def terms() -> dict[str, str]:
    """Return the term of every predicate, by CURIE."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for predicate in values():
        if predicate != TYPE:
            by_name[predicate.partition(":")[2]].append(predicate)
    taken = {*KEYWORDS, *PREFIXES, *kinds()}
    found: dict[str, str] = {}
    for name, predicates in by_name.items():
        bare = _bare(predicates) if name not in taken else ""
        for predicate in predicates:
            found[predicate] = name if predicate == bare else predicate.replace(":", "_")
    return dict(sorted(found.items()))


def _bare(predicates: Iterable[str]) -> str:
    """Return which of the predicates with one local name has it as its term; "" if none."""
    known = {predicate.partition(":")[0]: predicate for predicate in predicates}
    if len(known) == 1:
        return next(iter(known.values()))
    return next((known[prefix] for prefix in FIRST if prefix in known), "")


def definitions() -> dict[str, Any]:
    """Return what the context says of its terms, by term."""
    found: dict[str, Any] = dict(KEYWORDS)
    value = values()
    for predicate, term in sorted(terms().items(), key=lambda pair: pair[1]):
        found[term] = _definition(predicate, value[predicate])
    return found


def _definition(predicate: str, value: str) -> str | dict[str, str]:
    if value == PLAIN:
        return predicate
    return {"@id": predicate, **({"@container": LANGUAGE} if value == LANGUAGE else {"@type": value})}


def context() -> dict[str, Any]:
    """Return the context that we publish, as a JSON-LD document.

    The base is left to who uses it.
    """
    return {"@context": {"@version": 1.1, **PREFIXES, **definitions()}}


def published() -> str:
    """Return the context as text, a term a line, as ``docs/schema/context.jsonld`` has it."""
    return f'{{"@context": {{\n{lines(context()["@context"])}\n}}}}\n'


def lines(entries: Mapping[str, Any]) -> str:
    """Return the entries of a context as JSON, an entry a line."""
    return ",\n".join(f'  "{name}": {orjson.dumps(said).decode()}' for name, said in entries.items())
