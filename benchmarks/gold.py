"""Alignments that people made, to measure suggestions by; no weight is trained on any of them."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox
from orodha.vocab.matching.quality import Alignment, answer, quality
from orodha.vocab.matching.suggest import Decision, suggest
from orodha.vocab.matching.suggestions import Suggestion
from orodha.vocab.matching.terms import Term

_SKOS = "http://www.w3.org/2004/02/skos/core#"


def ivoa(samples: Path, alternatives: bool = True) -> Alignment:
    """The terms of the IVOA thesaurus against the Unified Astronomy Thesaurus.

    Args:
        samples: The folder with alignments/ivoat-uat.tsv and skos/uat.rdf.
        alternatives: Whether the alternative labels of the second are read.
    """
    rows = _ivoa_rows(samples)
    sources = dict.fromkeys(row[0] for row in rows)
    pairs = frozenset((row[0], row[3]) for row in rows if row[1] == "exactMatch")
    left = tuple(Term(name, {"en": name}) for name in sources)
    name = "IVOA to UAT" if alternatives else "IVOA to UAT, preferred labels alone"
    return Alignment(name, left, tuple(_uat(samples, alternatives)), pairs)


def ivoa_predicates(samples: Path) -> dict[tuple[str, str], str]:
    """The predicate of each pair of that alignment, as SKOS spells it."""
    spelt = {"broaderMatch": "broadMatch", "narrowerMatch": "narrowMatch"}
    return {(row[0], row[3]): "skos:" + spelt.get(row[1], row[1]) for row in _ivoa_rows(samples) if row[3]}


def countries(left: str, right: str) -> Alignment:
    """The countries in two languages, by ISO 3166 code.

    Args:
        left: Language of the first scheme, of Unicode CLDR; "iso" for the English names of ISO 3166.
        right: Language of the second, of Unicode CLDR.
    """
    iso = left == "iso"
    first = _iso_countries() if iso else _cldr_countries(left)
    second = _cldr_countries(right)
    pairs = frozenset((f"a:{code}", f"b:{code}") for code in first.keys() & second.keys())
    return Alignment(
        f"countries, {left} to {right}",
        tuple(
            Term(f"a:{code}", {"en" if iso else left: name}, _iso_others(code) if iso else {})
            for code, name in sorted(first.items())
        ),
        tuple(Term(f"b:{code}", {right: name}) for code, name in sorted(second.items())),
        pairs,
    )


def f1_with_decisions(each: Alignment, found: Sequence[Suggestion], chosen: Collection[str]) -> tuple[float, float]:
    """Return F1 on the terms that are left when some are decided: without the decisions, and with them.

    Args:
        each: The alignment.
        found: What is suggested without decisions.
        chosen: Ids of the left terms that are decided, each as the alignment says.
    """
    decisions = [
        Decision(one.subject, one.object, (one.subject, one.object) in each.pairs)
        for one in found
        if one.subject in chosen
    ]
    after = suggest(each.left, each.right, decisions=decisions)
    right = [pair for pair in each.pairs if pair[0] not in chosen]
    rest = [[pair for pair in answer(one) if pair[0] not in chosen] for one in (found, after)]
    return quality(rest[0], right).f1, quality(rest[1], right).f1


def _ivoa_rows(samples: Path) -> list[list[str]]:
    lines = (samples / "alignments/ivoat-uat.tsv").read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter="\t") if row]


def _uat(samples: Path, alternatives: bool) -> Iterator[Term]:
    store = ox.Store()
    store.bulk_load(path=str(samples / "skos/uat.rdf"), format=ox.RdfFormat.RDF_XML)
    for concept in sorted(set(_about(store)), key=str):
        values: dict[str, list[ox.Literal | ox.NamedNode]] = {}
        for quad in store.quads_for_pattern(concept, None, None, None):
            if isinstance(quad.object, ox.Literal | ox.NamedNode):
                values.setdefault(quad.predicate.value.removeprefix(_SKOS), []).append(quad.object)
        yield Term(
            concept.value,
            {"en": values["prefLabel"][0].value},
            {"en": tuple(sorted(v.value for v in values.get("altLabel", ())))} if alternatives else {},
            broader=tuple(sorted(v.value for v in values.get("broader", ()))),
            definition={"en": values["definition"][0].value} if "definition" in values else {},
        )


def _about(store: ox.Store) -> Iterator[ox.NamedNode]:
    for quad in store.quads_for_pattern(None, ox.NamedNode(_SKOS + "prefLabel"), None, None):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject


def _iso_countries() -> dict[str, str]:
    import pycountry  # read where it is needed: the astronomy sets do without

    return {country.alpha_2: country.name for country in pycountry.countries}


def _iso_others(code: str) -> dict[str, tuple[str, ...]]:
    import pycountry  # likewise

    country = pycountry.countries.get(alpha_2=code)
    others = (getattr(country, name, None) for name in ("common_name", "official_name"))
    return {"en": tuple(other for other in others if other)}


def _cldr_countries(language: str) -> dict[str, str]:
    import babel  # likewise

    codes = _iso_countries()
    return {code: name for code, name in babel.Locale(language).territories.items() if code in codes}
