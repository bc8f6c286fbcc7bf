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
    assert gaps(kenya, "circular migration") == ["concept/migration-circular-migration"]
    assert gaps(kenya, "usual resident")[0] == "concept/migration-usual-resident"
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


def test_a_term_is_held_under_the_name_that_it_is_mapped_to(kenya: Reader):
    first = holds(kenya, "concept/migration-refugee")[0]
    assert [step.id for step in first.path[:2]] == ["concept/migration-refugee", "concept/ke-refugee"]
    assert gaps(kenya, "border crossing") == []


def test_a_rejected_mapping_leads_nowhere(catalogue: Catalogue):
    mapping = catalogue.get("mapping/ke-refugee--migration-refugee")
    catalogue.save(mapping.model_copy(update={"status": "rejected"}))
    assert [one.path[0].id for one in holds(catalogue.reader, "concept/migration-refugee")] == [
        "concept/migration-refugee"
    ]


def test_a_mapping_that_was_retired_leads_nowhere(catalogue: Catalogue):
    mapping = catalogue.get("mapping/ke-refugee--migration-refugee")
    catalogue.save(mapping.model_copy(update={"registration": "retired"}))
    assert [one.path[0].id for one in holds(catalogue.reader, "concept/migration-refugee")] == [
        "concept/migration-refugee"
    ]
