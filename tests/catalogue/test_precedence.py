"""Concepts called the same: that of a scheme which the catalogue's publisher keeps is meant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import NotFound
from orodha.catalogue.resolving import Resolver
from orodha.inventory import Agency
from orodha.vocab import Concept, ConceptScheme


def glossary(slug: str, authority: str) -> ConceptScheme:
    return ConceptScheme(id=f"scheme/{slug}", title={"en": slug}, role="glossary", authority=authority)


def refugee(slug: str) -> Concept:
    return Concept(id=f"concept/{slug}-refugee", label={"en": "Refugee"}, scheme=f"scheme/{slug}")


def agency(record_id: str, name: str) -> Agency:
    return Agency(id=record_id, name={"en": name}, type="department")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.create(tmp_path / "two.db", publisher="agency/ke-ncm") as made:
        made.save(agency("agency/ke-ncm", "NCM"), agency("agency/ug-ubos", "UBOS"))
        for slug, authority in (("ke", "agency/ke-ncm"), ("ug", "agency/ug-ubos"), ("tz", "agency/ug-ubos")):
            made.save(glossary(slug, authority), refugee(slug))
        yield made


def test_our_own_term_is_meant(catalogue: Catalogue):
    assert catalogue.reader.resolve("refugee") == "concept/ke-refugee"
    assert Resolver(catalogue.reader)("Refugee", ("concept",)) == "concept/ke-refugee"


def test_a_scheme_that_is_named_goes_before(catalogue: Catalogue):
    assert catalogue.reader.resolve("Refugee", ("concept",), "ug") == "concept/ug-refugee"


def test_without_one_of_ours_the_id_is_asked_for(catalogue: Catalogue):
    catalogue.delete("concept/ke-refugee")
    with pytest.raises(NotFound, match="can mean concept/tz-refugee, concept/ug-refugee"):
        catalogue.reader.resolve("Refugee")


def test_only_concepts_give_way(catalogue: Catalogue):
    catalogue.save(agency("agency/refugee-office", "Refugee"))
    with pytest.raises(NotFound, match="can mean"):
        catalogue.reader.resolve("Refugee")


def test_many_names_are_settled_like_one(catalogue: Catalogue):
    resolver = Resolver(catalogue.reader)
    for number in range(60):
        with pytest.raises(NotFound):
            resolver(f"no such term {number}", ("concept",))
    assert resolver("Refugee", ("concept",)) == "concept/ke-refugee"
