"""Mappings that definitions contradict, or that are older than these."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from mapped import STOCK, change, fill, found, put, slugs
from orodha.catalogue import Catalogue


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.create(tmp_path / "test.db") as made:
        fill(made)
        yield made


# --- definitions


def test_an_exact_match_of_what_is_not_comparable_is_an_error(catalogue: Catalogue):
    change(catalogue, "a1", facets=STOCK)
    change(catalogue, "b1", facets=STOCK | {"measure": "inflow"})
    put(catalogue, "a1 exact b1")
    (finding,) = found(catalogue, "mapping-not-comparable")
    assert (finding.level, finding.id) == ("error", "mapping/m1")
    assert finding.message.endswith("differ in measure")
    assert slugs(catalogue, "mapping-other-verdict") == []


def test_a_close_match_of_what_is_not_comparable_is_a_warning(catalogue: Catalogue):
    change(catalogue, "a1", facets=STOCK)
    change(catalogue, "b1", facets=STOCK | {"measure": "inflow"})
    put(catalogue, "a1 close b1", "a1 related b1")
    assert slugs(catalogue, "mapping-other-verdict") == ["m1"]
    assert slugs(catalogue, "mapping-not-comparable") == []


def test_an_exact_match_of_a_wider_definition_is_found_with_the_verdicts_predicate(catalogue: Catalogue):
    change(catalogue, "a1", facets=STOCK)
    change(catalogue, "b1", facets=STOCK | {"min_duration": "P6M"})
    put(catalogue, "a1 exact b1")
    (finding,) = found(catalogue, "mapping-other-verdict")
    assert "by their facets it is a broad match: min duration" in finding.message
    assert finding.fix.endswith("orodha map change concept/a1 concept/b1 --predicate broad")


def test_a_match_that_the_verdict_shares_is_no_fault(catalogue: Catalogue):
    change(catalogue, "a1", facets=STOCK)
    change(catalogue, "b1", facets=STOCK | {"min_duration": "P6M"})
    change(catalogue, "c1", facets=STOCK)
    put(catalogue, "a1 broad b1", "a1 exact c1")
    assert slugs(catalogue, "mapping-other-verdict") == slugs(catalogue, "mapping-not-comparable") == []


def test_an_exact_match_of_which_one_side_says_less_is_found_with_what_it_does_not_say(catalogue: Catalogue):
    change(catalogue, "a1", facets=STOCK)
    change(catalogue, "b1", facets={name: value for name, value in STOCK.items() if name != "min_duration"})
    put(catalogue, "a1 exact b1")
    (finding,) = found(catalogue, "mapping-other-verdict")
    assert finding.message.endswith("it is a close match, for one of them does not say: min duration")


@pytest.mark.parametrize("facets", [None, {"object": "person", "min_duration": "P6M"}])
def test_what_facets_do_not_settle_is_no_fault(catalogue: Catalogue, facets: dict[str, str] | None):
    change(catalogue, "a1", facets=STOCK)
    change(catalogue, "b1", facets=facets)
    put(catalogue, "a1 exact b1")
    assert slugs(catalogue, "mapping-other-verdict") == slugs(catalogue, "mapping-not-comparable") == []


# --- time


def test_a_mapping_older_than_a_changed_definition_is_found(catalogue: Catalogue):
    put(catalogue, "a1 exact b1", "a2 exact b2")
    change(catalogue, "b1", definition="Who stays for a year.")
    (finding,) = found(catalogue, "mapping-outdated")
    assert (finding.id, finding.field) == ("mapping/m1", "object")


def test_a_mapping_older_than_changed_facets_is_found(catalogue: Catalogue):
    put(catalogue, "a1 exact b1")
    change(catalogue, "a1", facets=STOCK)
    assert slugs(catalogue, "mapping-outdated") == ["m1"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("reason", "Read again."), ("date", "2027"), ("reviewer", "Ann"), ("predicate", "skos:closeMatch")],
)
def test_a_mapping_that_was_decided_on_since_is_no_fault(catalogue: Catalogue, field: str, value: str):
    put(catalogue, "a1 exact b1")
    change(catalogue, "b1", definition="Who stays for a year.")
    change(catalogue, "mapping/m1", **{field: value})
    assert slugs(catalogue, "mapping-outdated") == []


def test_a_note_makes_no_mapping_new(catalogue: Catalogue):
    put(catalogue, "a1 exact b1")
    change(catalogue, "b1", definition="Who stays for a year.")
    change(catalogue, "mapping/m1", notes="Ask.")
    assert slugs(catalogue, "mapping-outdated") == ["m1"]


def test_a_change_that_was_taken_back_is_no_fault(catalogue: Catalogue):
    put(catalogue, "a1 exact b1")
    change(catalogue, "b1", definition="Who stays for a year.")
    change(catalogue, "b1", definition={})
    assert slugs(catalogue, "mapping-outdated") == []


def test_a_changed_label_makes_no_mapping_old(catalogue: Catalogue):
    put(catalogue, "a1 exact b1", "a2 exact b2 rejected")
    change(catalogue, "b1", label="B one")
    change(catalogue, "b2", definition="Who stays for a year.")
    assert slugs(catalogue, "mapping-outdated") == []
