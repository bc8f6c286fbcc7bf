"""Projections onto graphs: explanations, single points."""

from __future__ import annotations

from typing import Any

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.graph import explain, project, single_points


def parents(catalogue: Catalogue, *pairs: str) -> None:
    """Put agencies, each below another: "ab" is a below b."""
    below: dict[str, dict[str, Any]] = {}
    for one, other in pairs:
        for slug in (one, other):
            below.setdefault(slug, {"id": f"agency/{slug}", "name": slug, "type": "NGO"})
        below[one].setdefault("members", []).append(f"agency/{other}")
    catalogue.put_all((document, None) for document in below.values())


def slugs(ids: list[str]) -> str:
    return "".join(one.removeprefix("agency/") for one in ids)


def test_a_projection_has_an_edge_for_each_reference(small: Catalogue):
    graph = project(small.reader, ["holder"])
    assert sorted(graph.edges) == [
        ("source/ke-census", "agency/ke-knbs", "holder"),
        ("source/ke-permits", "agency/ke-dis", "holder"),
    ]


def test_a_projection_without_fields_has_every_reference(small: Catalogue):
    assert project(small.reader).number_of_edges() == small.database.value("SELECT count(*) FROM link")


def test_a_projection_may_be_of_some_kinds(small: Catalogue):
    graph = project(small.reader, ["country"], ["agency"])
    assert {start for start, _ in graph.edges()} == {"agency/ke-dis", "agency/ke-knbs"}


def test_two_references_to_one_record_are_two_edges(small: Catalogue):
    source = small.get("source/ke-permits")
    source.compiler = "agency/ke-dis"  # type: ignore[attr-defined]
    small.save(source)
    fields = project(small.reader).get_edge_data("source/ke-permits", "agency/ke-dis")
    assert set(fields) == {"holder", "compiler"}


def test_an_explanation_goes_in_either_direction(small: Catalogue):
    assert explain(
        small.reader, "variable/ke-permits-nationality", "source/ke-census", ["source", "holder", "country"]
    ) == [
        "variable/ke-permits-nationality",
        "source/ke-permits",
        "area/ke",
        "source/ke-census",
    ]


def test_an_explanation_keeps_to_the_fields(small: Catalogue):
    assert explain(small.reader, "source/ke-permits", "source/ke-census", ["holder"]) == []


@pytest.mark.parametrize("end", ["document/review-2022", "agency/nothing"])
def test_there_may_be_no_explanation(small: Catalogue, end: str):
    assert explain(small.reader, "source/ke-permits", end) == []


def test_what_holds_groups_together_is_a_single_point(empty: Catalogue):
    parents(empty, "ab", "bc", "ca", "cd", "de", "ec")
    assert single_points(empty.reader, ["members"]) == ["agency/c"]


def test_a_ring_has_no_single_point(empty: Catalogue):
    parents(empty, "ab", "bc", "ca")
    assert single_points(empty.reader, ["members"]) == []


def test_a_sole_holder_is_a_single_point(small: Catalogue):
    points = single_points(small.reader, ["holder", "source"])
    assert points == ["source/ke-permits"]
