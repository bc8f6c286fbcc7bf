from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.vocab import review
from orodha.vocab.mappings import PREDICATES
from orodha.vocab.proposing import propose, waiting
from tries import tries

BY = {"reviewer": "A. Juma", "date": "2026-10-18"}
LABELS = ("Migrant", "Seasonal migrant", "Seasonal worker")


def records():
    for scheme in ("a", "b", "c"):
        yield {"id": f"scheme/{scheme}", "title": scheme, "role": "glossary"}
        for number, label in enumerate(LABELS):
            yield {"id": f"concept/{scheme}-{number}", "label": label, "scheme": f"scheme/{scheme}"}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    with Catalogue.create(tmp_path_factory.mktemp("proposing") / "any.db") as made:
        made.put_all((one, None) for one in records())
        yield made


def proposed(catalogue, left, right):
    found = propose(catalogue.reader, f"scheme/{left}", f"scheme/{right}", least=0)
    return {frozenset((one.subject, one.object)) for one in found.suggestions}


ends = st.tuples(st.sampled_from(["a", "b", "c"]), st.integers(0, 2))
decisions = st.lists(
    st.tuples(ends, ends, st.sampled_from(PREDICATES), st.booleans()).filter(lambda row: row[0][0] != row[1][0]),
    unique_by=lambda row: frozenset(row[:2]),
    max_size=8,
)


@tries(12, 60)
def test_what_was_decided_is_never_proposed_again(catalogue, examples):
    @settings(max_examples=examples)
    @given(decisions)
    def hold(rows):
        made = [
            (review.between(f"concept/{a}-{n}", f"concept/{b}-{m}", predicate), right)
            for (a, n), (b, m), predicate, right in rows
        ]
        done = [review.accept(one, **BY) if right else review.reject(one, **BY, reason="No.") for one, right in made]
        batch = catalogue.save(*done).batch if done else None
        decided = {frozenset((one.subject, one.object)) for one in done}
        assert decided.isdisjoint(proposed(catalogue, "a", "b") | proposed(catalogue, "b", "a"))
        if batch is not None:
            catalogue.undo(batch)

    hold()


def test_what_a_person_has_changed_is_proposed_so(catalogue):
    batch = catalogue.save(review.between("concept/b-0", "concept/a-0", "skos:broadMatch")).batch
    found = propose(catalogue.reader, "scheme/a", "scheme/b")
    [one] = [one for one in found.suggestions if (one.subject, one.object) == ("concept/a-0", "concept/b-0")]
    assert one.predicate == "skos:narrowMatch"
    catalogue.undo(batch)


def test_what_nobody_suggests_but_is_on_record_waits_too(catalogue):
    batch = catalogue.save(review.between("concept/b-2", "concept/a-0", "skos:broadMatch")).batch
    found = propose(catalogue.reader, "scheme/a", "scheme/b", least=0.99)
    last = waiting(catalogue.reader, found)[-1]
    assert (last.subject, last.object, last.predicate) == ("concept/a-0", "concept/b-2", "skos:narrowMatch")
    assert (last.subject_label, last.object_label) == ("Migrant", "Seasonal worker")
    catalogue.undo(batch)


def test_the_one_to_one_answer_waits_first(catalogue):
    best = [one.best for one in waiting(catalogue.reader, propose(catalogue.reader, "scheme/a", "scheme/b", least=0))]
    assert best == sorted(best, reverse=True) and any(best)
