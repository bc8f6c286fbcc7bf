"""Specimens of linked data, and graphs compared: is every triple of one in another, whatever blank nodes are called?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from orodha.catalogue import Catalogue, importing
from orodha.catalogue.exporting import export
from orodha.catalogue.formats.rdf.stage import Said, Stage, stage
from orodha.catalogue.importing import ImportPlan
from orodha.catalogue.reader import Reader

PREFIXES = """\
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix schema: <http://schema.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix adms: <http://www.w3.org/ns/adms#> . @prefix : <https://portal.example/> .
"""


SYNTAXES = {".ttl": "turtle", ".rdf": "rdfxml", ".jsonld": "jsonld", ".trig": "trig", ".nt": "ntriples"}
ALL = {"country": "area/es", "dataset.period": "2020"}


Fact = tuple[str, str, str]


def facts(source: Path | bytes, syntax: str, base: str) -> set[Fact]:
    """The triples of a file, as they are staged: with the namespaces that the vocabularies have."""
    staged = stage(source, "a file", syntax, base)
    try:
        return {(subject, predicate, term) for subject, said in _nodes(staged) for predicate, term in _pairs(said)}
    finally:
        staged.close()


def _nodes(staged: Stage) -> Iterable[tuple[str, Said]]:
    return staged.nodes()


def _pairs(said: Said) -> Iterable[tuple[str, str]]:
    return ((predicate, term) for predicate, terms in said.items() for term in terms)


def lost(given: set[Fact], found: set[Fact]) -> list[Fact]:
    """The triples of one graph that are not in another; empty if they all are, under some naming of its blank nodes.

    Two blank nodes may have become one resource, as two publishers of one name do.
    """
    ground = {fact for fact in given if fact[0][0] != "_" and fact[2][0] != "_"}
    if missing := ground - found:
        return sorted(missing)
    return _Search(given - ground, found).lost()


class _Search:
    """A search for what blank nodes became: candidates are narrowed down, and what is left is tried."""

    def __init__(self, given: set[Fact], found: set[Fact]) -> None:
        self.given = given
        self.found = found
        self.by_predicate: dict[str, set[tuple[str, str]]] = {}
        for subject, predicate, term in found:
            self.by_predicate.setdefault(predicate, set()).add((subject, term))
        self.about: dict[str, list[Fact]] = {}
        for fact in given:
            for term in {fact[0], fact[2]}:
                if term[0] == "_":
                    self.about.setdefault(term, []).append(fact)

    def lost(self) -> list[Fact]:
        could: dict[str, set[str]] = {}
        for blank, about in self.about.items():
            for fact in about:
                fitting = self._fitting(fact, blank)
                could[blank] = could[blank] & fitting if blank in could else fitting
        return self._solve(could)

    def _fitting(self, fact: Fact, blank: str) -> set[str]:
        subject, predicate, term = fact
        pairs = self.by_predicate.get(predicate, set())
        if subject == blank:
            return {s for s, o in pairs if term[0] == "_" or o == term}
        return {o for s, o in pairs if subject[0] == "_" or s == subject}

    def _solve(self, could: dict[str, set[str]]) -> list[Fact]:
        changed = set(could)
        while changed:
            blank = changed.pop()
            for fact in self.about[blank]:
                subject, predicate, term = fact
                pairs = self.by_predicate.get(predicate, set())
                subjects = could.get(subject, {subject})
                terms = could.get(term, {term})
                fitting = [(s, o) for s, o in pairs if s in subjects and o in terms]
                if not fitting:
                    return [fact]
                for name, left in ((subject, {s for s, _ in fitting}), (term, {o for _, o in fitting})):
                    if name in could and left != could[name]:
                        could[name] = left
                        changed.add(name)
        open_ones = [blank for blank, names in could.items() if len(names) > 1]
        if not open_ones:
            return []
        uses = Counter({blank: -len(self.about[blank]) for blank in open_ones})
        blank = min(open_ones, key=lambda one: (len(could[one]), uses[one]))
        tried: list[Fact] = []
        for name in sorted(could[blank]):
            tried = self._solve({one: set(names) for one, names in could.items()} | {blank: {name}})
            if not tried:
                return []
        return tried


def specimen(folder: Path, text: str, suffix: str = ".ttl") -> Path:
    path = folder / f"specimen{suffix}"
    path.write_text((PREFIXES if suffix in (".ttl", ".trig") else "") + text, encoding="utf-8")
    return path


def brought_in(catalogue: Catalogue, path: Path, **options: Any) -> ImportPlan:
    """Import a file, and hold that nothing of it is lost, and that importing it again changes nothing."""
    options = {"allow_missing": True, "unstated": ALL} | options
    plan = importing.plan(catalogue.reader, [path], **options)
    assert not plan.problems, [str(one) for one in plan.problems[:5]]
    plan.apply(catalogue)
    again = importing.plan(catalogue.reader, [path], **options)
    assert {name: one.changes for name, one in again.planned.items()} == {}
    assert nothing_lost(catalogue, path) == []
    return plan


def nothing_lost(catalogue: Catalogue, path: Path) -> list[Any]:
    base = catalogue.reader.meta["base"]
    out = path.with_name("given-out.nt")
    export(catalogue.reader, out, overwrite=True)
    return lost(facts(path, SYNTAXES[path.suffix], base), facts(out, "ntriples", base))


def only(reader: Reader, kind: str) -> dict[str, Any]:
    (found,) = reader.records(kind)
    return found
