"""One term across countries."""

from __future__ import annotations

from orodha.vocab.across import across


def test_what_is_mapped_to_the_same_shared_term_is_there_though_it_is_called_otherwise(kenya):
    found = across(kenya, "concept/ke-immigrant-stock")
    rows = {row.concept.id: row for row in found.grid.rows}
    assert rows["concept/tz-immigrant"].comparison.verdict == "comparable"
    assert found.ways["concept/tz-immigrant"].mappings == (
        "mapping/ke-immigrant-stock--migration-foreign-born",
        "mapping/tz-immigrant--migration-foreign-born",
    )
    assert "Tanzania" not in [gap.name for gap in found.grid.gaps]
    assert "Uganda" in [gap.name for gap in found.grid.gaps]


def test_countries_come_first(kenya):
    rows = across(kenya, "concept/migration-immigrant").grid.rows
    countries = [bool(row.concept.country) for row in rows]
    assert countries == sorted(countries, reverse=True)
    assert rows[0].concept.whose == "Ethiopia"


def test_every_concept_of_the_grid_is_given_with_its_document(kenya):
    found = across(kenya, "concept/ke-refugee")
    assert set(found.documents) == {"concept/ke-refugee", *(row.concept.id for row in found.grid.rows)}
