"""How far a term reaches by the mappings on record."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.vocab.reach import reaches
from orodha.vocab.relations import INVERSE, STATUSES

TERMS = [f"concept/{letter}" for letter in "abcd"]
PAIRS = list(combinations(TERMS, 2))

Drawn = dict[tuple[str, str], tuple[str, str, bool]]
"""By two terms what is said of them: predicate, status, and whether the second is the subject."""

drawn = st.dictionaries(
    st.sampled_from(PAIRS), st.tuples(st.sampled_from(list(INVERSE)), st.sampled_from(STATUSES), st.booleans())
)


@pytest.fixture(scope="module")
def terms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """Four terms, for whatever mappings."""
    with Catalogue.create(tmp_path_factory.mktemp("reach") / "some.db") as catalogue:
        catalogue.put_all([({"id": term, "label": {"en": term}, "scheme": "scheme/some"}, []) for term in TERMS])
        yield catalogue


def map_them(catalogue: Catalogue, mappings: Drawn) -> set[str]:
    """Say of every two terms what was drawn, and that others were rejected; return the mappings that were not."""
    documents = [
        {
            "id": f"mapping/{(number * 5) % 7}",  # no order of mappings is that of their terms
            "subject": second if turned else first,
            "object": first if turned else second,
            "predicate": predicate,
            "status": status,
            "justification": "semapv:ManualMappingCuration",
        }
        for number, (first, second) in enumerate(PAIRS)
        for predicate, status, turned in [mappings.get((first, second), ("skos:exactMatch", "rejected", False))]
    ]
    catalogue.put_all([(one, []) for one in documents])
    return {one["id"] for one in documents if one["status"] != "rejected"}


@settings(max_examples=40)
@given(drawn)
def test_each_way_leads_back_as_its_inverse(terms: Catalogue, mappings: Drawn):
    map_them(terms, mappings)
    ways = {(here, one.term): one for here, those in reaches(terms.reader, TERMS).items() for one in those}
    for (here, there), one in ways.items():
        back = ways[there, here]
        assert (back.predicate, back.settled) == (INVERSE[one.predicate], one.settled)
        assert back.mappings == one.mappings[::-1]


@settings(max_examples=40)
@given(drawn)
def test_a_term_reaches_itself_and_only_over_what_was_not_rejected(terms: Catalogue, mappings: Drawn):
    kept = map_them(terms, mappings)
    for term, ways in reaches(terms.reader, TERMS).items():
        assert (ways[0].term, ways[0].mappings) == (term, ())
        assert kept.issuperset(mapping for one in ways for mapping in one.mappings)
