"""Rules for the structure of schemes: each finds its fault, and nothing where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.checks import Finding, run


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.create(tmp_path / "test.db") as made:
        made.put_all(({"id": f"scheme/{one}", "title": one, "role": "thesaurus"}, None) for one in "st")
        yield made


def put(catalogue: Catalogue, letters: str, *broader: str, related: str = "", retired: str = "", t: str = "") -> None:
    """Put concepts; "ab" in broader is a below b, in related a beside b. Those of t are of scheme/t."""
    for one in letters:
        document = {
            "id": f"concept/{one}",
            "label": one,
            "scheme": "scheme/t" if one in t else "scheme/s",
            "broader": [f"concept/{pair[1]}" for pair in broader if pair[0] == one],
            "related": [f"concept/{pair[1]}" for pair in related.split() if pair[0] == one],
        }
        if one in retired:
            document["registration"] = "retired"
        catalogue.put_all([(document, None)])


def found(catalogue: Catalogue, rule: str) -> list[Finding]:
    return list(run(catalogue.reader, rule))


def letters(catalogue: Catalogue, rule: str) -> str:
    return "".join(one.id.removeprefix("concept/") for one in found(catalogue, rule))


def test_a_concept_that_stands_alone_is_found(catalogue: Catalogue):
    put(catalogue, "abcd", "ab", related="ca")
    assert letters(catalogue, "orphan") == "d"


def test_in_a_flat_list_nothing_stands_alone(catalogue: Catalogue):
    put(catalogue, "abc", related="ab")
    assert letters(catalogue, "orphan") == ""


def test_a_retired_concept_may_stand_alone(catalogue: Catalogue):
    put(catalogue, "abc", "ab", retired="c")
    assert letters(catalogue, "orphan") == ""


def test_a_part_that_hangs_together_apart_from_the_rest_is_found(catalogue: Catalogue):
    put(catalogue, "abcdefg", "ab", "cb", "db", "ef", "ge")
    (finding,) = found(catalogue, "disconnected")
    assert finding.id == "concept/e"
    assert finding.message == "hangs together with 2 more, but not with the other 4 of scheme/s"


def test_trees_side_by_side_are_no_fault(catalogue: Catalogue):
    put(catalogue, "abcdef", "ab", "cd", "ef")
    assert letters(catalogue, "disconnected") == ""


def test_a_whole_is_no_fault(catalogue: Catalogue):
    put(catalogue, "abcd", "ab", "cd", related="bd")
    assert letters(catalogue, "disconnected") == ""


def test_a_parent_that_is_above_another_parent_is_found(catalogue: Catalogue):
    put(catalogue, "abcd", "ab", "bc", "cd", "ad")
    (finding,) = found(catalogue, "broader-redundant")
    assert finding.message == (
        "is under concept/d twice: directly, and by concept/a → concept/b → concept/c → concept/d"
    )
    assert finding.fix == "orodha edit concept/a broader-=concept/d"


def test_two_parents_side_by_side_are_no_fault(catalogue: Catalogue):
    put(catalogue, "abcd", "ab", "ac", "bd", "cd")
    assert letters(catalogue, "broader-redundant") == ""


def test_parents_in_a_circle_are_left_to_the_rule_for_circles(catalogue: Catalogue):
    put(catalogue, "abc", "ab", "ac", "bc", "cb")
    assert letters(catalogue, "broader-redundant") == ""


@pytest.mark.parametrize("ring", ["a", "ab", "abcde"])
def test_a_circle_of_broader_is_found_whatever_its_length(catalogue: Catalogue, ring: str):
    put(catalogue, ring, *(one + other for one, other in zip(ring, ring[1:] + ring[0], strict=True)))
    (finding,) = found(catalogue, "circle")
    assert finding.message == "is above itself: " + " → ".join(f"concept/{one}" for one in ring + ring[0])


def test_a_broader_concept_of_another_scheme_is_found(catalogue: Catalogue):
    put(catalogue, "abc", "ab", "cb", t="ab")
    (finding,) = found(catalogue, "broader-elsewhere")
    assert finding.id == "concept/c"
    assert "--predicate broad" in finding.fix


def test_a_broader_concept_outside_is_not_judged(catalogue: Catalogue):
    put(catalogue, "a")
    record = catalogue.get("concept/a")
    record.broader = ["https://example.org/b"]  # type: ignore[attr-defined]
    catalogue.save(record)
    assert letters(catalogue, "broader-elsewhere") == ""


def test_a_concept_related_to_itself_is_found(catalogue: Catalogue):
    put(catalogue, "abc", related="aa bc cb")
    assert letters(catalogue, "related-itself") == "a"


def test_an_empty_scheme_is_found(catalogue: Catalogue):
    put(catalogue, "a")
    assert [one.id for one in found(catalogue, "scheme-empty")] == ["scheme/t"]
