"""Gaps: what is asked for and held by nobody, told once however many schemes have the word."""

from __future__ import annotations

from orodha.catalogue import Catalogue
from orodha.catalogue.reader import Reader
from orodha.inventory import DataSource, holds


def gaps(reader: Reader, text: str) -> list[str]:
    return [one.path[0].id for one in holds(reader, text) if one.is_gap and one.source is None]


def test_a_term_of_another_country_is_no_gap_where_ours_is_held(kenya: Reader):
    assert gaps(kenya, "refugees") == []
    assert gaps(kenya, "migrant workers") == []


def test_of_terms_called_the_same_the_shared_one_stands_for_all(kenya: Reader):
    assert gaps(kenya, "immigration") == ["concept/migration-immigration"]
    assert gaps(kenya, "net migration") == ["concept/migration-net-migration"]


def test_terms_of_other_schemes_push_no_answer_out(kenya: Reader):
    found = {one.variable.id for one in holds(kenya, "refugees") if one.variable}
    assert "variable/ke-refugee-register-asylum-seekers" in found


def test_terms_of_two_countries_that_are_both_held_both_answer(catalogue: Catalogue):
    ours = catalogue.get("source/ke-refugee-register")
    assert isinstance(ours, DataSource)
    theirs = {
        "id": "source/ug-register",
        "country": "area/ug",
        "terms": ["concept/ug-refugee"],
        "holder": "agency/ug-ubos",
    }
    catalogue.save(DataSource.model_validate(ours.model_dump() | theirs))
    held = {one.source.id for one in holds(catalogue.reader, "refugee") if one.source}
    assert {"source/ug-register", "source/ke-refugee-register"} <= held
