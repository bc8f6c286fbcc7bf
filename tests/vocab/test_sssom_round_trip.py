"""Mappings written as SSSOM and read again are the same, whatever is in them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue.kinds import to_document
from orodha.catalogue.names import is_iri
from orodha.vocab.review import mapping_id
from orodha.vocab.sssom import read, write
from orodha.vocab.sssom.tsv import joined, split
from strategies import documents, iris, texts

HARD = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=8)
"""Texts with tabs, quotation marks, bars, line ends, marks of direction and control characters."""

extras = st.dictionaries(
    st.sampled_from(("see_also", "author_id", "other", "mine", "my column", "reviewer_agreement", "subject_label"))
    | texts,
    HARD | texts | iris | st.lists(HARD | iris, max_size=3) | st.floats(0, 1) | st.none(),
    max_size=4,
)


@st.composite
def mappings(draw: st.DrawFn) -> dict[str, Any]:
    found = draw(documents("mapping")) | {"extra": draw(extras)}
    found = {name: value for name, value in found.items() if value != {}}
    if draw(st.booleans()):
        found["id"] = mapping_id(found["subject"], found["object"])
    return found


def may_be_written(document: dict[str, Any]) -> bool:
    """Tell whether a mapping can be: one of two concepts, whose own IRI is not that of another record."""
    own = document.get("iri", "")
    return document["subject"] != document["object"] and not own.startswith("https://w3id.org/orodha/id/")


@pytest.mark.parametrize("suffix", ["tsv", "json"])
@given(st.lists(mappings().filter(may_be_written), max_size=4))
def test_mappings_come_back_as_they_went(suffix, given_mappings):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x.sssom.{suffix}"
        assert write(path, given_mappings) == len(given_mappings)
        assert [to_document(one) for one in read(path)] == given_mappings


@given(st.lists(HARD, min_size=1).filter(lambda values: values != [""]))
def test_values_come_back_from_a_cell(values):
    assert split(joined(values)) == values


@given(iris)
def test_any_iri_can_be_shortened_and_comes_back(iri):
    from orodha.vocab.sssom.curies import Contractor, Prefixes

    contractor = Contractor({})
    curie = contractor.curie(iri)
    assert is_iri(iri)
    assert Prefixes(contractor.curie_map()).expand(curie) == iri


def test_the_same_mappings_give_the_same_bytes(tmp_path):
    one = {
        "id": "mapping/a--b",
        "subject": "concept/a",
        "predicate": "skos:exactMatch",
        "object": "concept/b",
        "justification": "semapv:LexicalMatching",
    }
    write(tmp_path / "1.sssom.tsv", [one])
    write(tmp_path / "2.sssom.tsv", [one])
    assert (tmp_path / "1.sssom.tsv").read_bytes() == (tmp_path / "2.sssom.tsv").read_bytes()
