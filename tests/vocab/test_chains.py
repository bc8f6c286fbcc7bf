from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.kinds import kind
from orodha.vocab import review
from orodha.vocab.chains import CHAINED, Bridge, bridges, chained, indirect, merged
from orodha.vocab.decisions import decided, recorded
from orodha.vocab.mappings import PREDICATES
from orodha.vocab.matching.suggestions import Suggestion
from orodha.vocab.relations import BY_SHORT, COMPOSED, INVERSE, SAYS, STATUSES

BY = {"reviewer": "A. Juma", "date": "2026-10-18"}


def concepts(*ids):
    for scheme in sorted({one.partition("-")[0] for one in ids}):
        yield {"id": f"scheme/{scheme}", "title": scheme.upper(), "role": "glossary"}
    for one in ids:
        scheme, _, name = one.partition("-")
        yield {"id": f"concept/{one}", "label": f"{name} {scheme.upper()}", "scheme": f"scheme/{scheme}"}


def between(subject, object, predicate="exact"):
    return review.between(f"concept/{subject}", f"concept/{object}", BY_SHORT[predicate])


def agreed(subject, object, predicate="exact", confidence=None):
    return review.accept(between(subject, object, predicate), **BY).model_copy(update={"confidence": confidence})


@pytest.fixture
def catalogue(tmp_path):
    with Catalogue.create(tmp_path / "chains.db") as made:
        made.put_all([(one, None) for one in concepts("a-x", "a-y", "b-x", "b-y", "c-x", "c-y")])
        yield made


def accepted(catalogue, *rows):
    catalogue.save(*[agreed(*row) for row in rows])


def found(catalogue, left="scheme/a", right="scheme/b"):
    pairs = decided(recorded(catalogue.reader, left, right))
    return [
        (one.subject[8:], one.object[8:], one.predicate, one.confidence)
        for one in indirect(catalogue.reader, left, right, decided=pairs)
    ]


def test_what_both_mean_the_same_as_is_the_same(catalogue):
    accepted(catalogue, ("a-x", "c-x"), ("b-x", "c-x"))
    [one] = indirect(catalogue.reader, "scheme/a", "scheme/b")
    assert (one.subject, one.object, one.predicate) == ("concept/a-x", "concept/b-x", "skos:exactMatch")
    assert (one.via, one.justification, one.confidence) == (("concept/c-x",), CHAINED, 1.0)
    assert (one.subject_label, one.object_label) == ("x A", "x B")
    assert one.reasons == ("A: x A means the same as C: x C (concept/c-x), which means the same as B: x B.",)


@pytest.mark.parametrize("turned_first", [False, True])
@pytest.mark.parametrize("turned_second", [False, True])
def test_the_way_a_mapping_was_written_does_not_matter(catalogue, turned_first, turned_second):
    first = ("c-x", "a-x", "narrow") if turned_first else ("a-x", "c-x", "broad")
    second = ("b-x", "c-x", "narrow") if turned_second else ("c-x", "b-x", "broad")
    accepted(catalogue, first, second)
    assert found(catalogue) == [("a-x", "b-x", "skos:broadMatch", 1.0)]
    assert found(catalogue, "scheme/b", "scheme/a") == [("b-x", "a-x", "skos:narrowMatch", 1.0)]


def test_the_confidence_is_the_product(catalogue):
    accepted(catalogue, ("a-x", "c-x", "close", 0.5), ("c-x", "b-x", "exact", 0.5))
    assert found(catalogue) == [("a-x", "b-x", "skos:closeMatch", 0.25)]


def test_two_narrower_terms_of_one_are_perhaps_related(catalogue):
    accepted(catalogue, ("a-x", "c-x", "broad"), ("b-x", "c-x", "broad"))
    [(_, _, predicate, confidence)] = found(catalogue)
    assert predicate == "skos:relatedMatch" and confidence < 0.5


def test_related_terms_of_related_terms_are_not_suggested(catalogue):
    accepted(catalogue, ("a-x", "c-x", "related"), ("b-x", "c-x", "related"))
    assert found(catalogue) == []


def test_only_what_is_accepted_counts(catalogue):
    accepted(catalogue, ("a-x", "c-x"))
    catalogue.save(between("b-x", "c-x"))
    assert found(catalogue) == []


def test_what_was_decided_does_not_come_back(catalogue):
    accepted(catalogue, ("a-x", "c-x"), ("b-x", "c-x"))
    catalogue.save(review.reject(between("b-x", "a-x"), **BY, reason="No."))
    assert found(catalogue) == [] and found(catalogue, "scheme/b", "scheme/a") == []


def test_what_was_accepted_is_not_suggested_again(catalogue):
    accepted(catalogue, ("a-x", "c-x"), ("b-x", "c-x"), ("a-x", "b-x", "close"))
    assert found(catalogue) == []


def test_a_term_outside_the_catalogue_can_be_in_between(catalogue):
    shared = "http://example.org/migrant"
    for one in ("concept/a-x", "concept/b-x"):
        catalogue.save(review.accept(review.between(one, shared, "skos:exactMatch"), **BY))
    [one] = indirect(catalogue.reader, "scheme/a", "scheme/b")
    assert one.via == (shared,)


def test_a_term_of_one_of_both_schemes_is_not_in_between(catalogue):
    accepted(catalogue, ("a-x", "b-x"), ("b-x", "b-y", "broad"))
    assert found(catalogue) == []


def test_of_several_chains_the_surest_is_shown(catalogue):
    accepted(catalogue, ("a-x", "c-x", "close"), ("b-x", "c-x", "close"), ("a-x", "c-y", "broad"), ("c-y", "b-x"))
    assert found(catalogue) == [("a-x", "b-x", "skos:broadMatch", 1.0)]


def test_a_concept_has_so_many_chains_at_most(catalogue):
    accepted(catalogue, ("a-x", "c-x"), ("b-x", "c-x"), ("b-y", "c-x", "close"))
    assert len(indirect(catalogue.reader, "scheme/a", "scheme/b")) == 2
    assert [one.object for one in indirect(catalogue.reader, "scheme/a", "scheme/b", top=1)] == ["concept/b-x"]


def test_a_term_that_very_many_are_mapped_to_does_not_multiply():
    starts = [Bridge(f"concept/a-{n}", "concept/c", "skos:exactMatch", 1) for n in range(2000)]
    ends = [Bridge(f"concept/b-{n}", "concept/c", "skos:broadMatch", 1) for n in range(2000)]
    assert len(chained(starts, ends, {})) == 2000 * 5


predicates = st.sampled_from(PREDICATES)


@given(predicates, predicates)
def test_composing_backwards_gives_the_inverse(first, second):
    there = COMPOSED.get((first, second))
    back = COMPOSED.get((INVERSE[second], INVERSE[first]))
    assert (there is None) == (back is None)
    assert there is None or back is None or (INVERSE[there[0]], there[1]) == back


@given(predicates)
def test_the_same_changes_nothing(predicate):
    assert COMPOSED["skos:exactMatch", predicate] == COMPOSED[predicate, "skos:exactMatch"] == (predicate, 1.0)


def test_every_predicate_has_words():
    assert set(SAYS) == set(INVERSE) == set(PREDICATES) == set(BY_SHORT.values())


def test_the_statuses_are_those_of_the_record():
    assert kind("mapping").field("status").choices == STATUSES


rows = st.lists(
    st.tuples(
        st.sampled_from(["a-x", "a-y", "b-x", "b-y"]),
        st.sampled_from(["c-x", "c-y"]),
        st.sampled_from(sorted(BY_SHORT)),
        st.floats(0, 1) | st.none(),
    ),
    unique_by=lambda row: row[:2],
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with Catalogue.create(tmp_path_factory.mktemp("chains") / "any.db") as made:
        made.put_all([(one, None) for one in concepts("a-x", "a-y", "b-x", "b-y", "c-x", "c-y")])
        yield made


@contextlib.contextmanager
def tried(shared):
    """Save mappings, and take them back however it ends: an example may be given up when more is drawn."""
    saved: list[int] = []
    try:
        yield lambda mapping: saved.append(shared.save(mapping).batch)
    finally:
        for batch in reversed(saved):
            shared.undo(batch)


@given(rows, st.data())
def test_a_rejected_pair_never_comes_back(shared, mapped, data):
    with tried(shared) as save:
        for row in mapped:
            save(agreed(*row))
        for left, right in (("a", "b"), ("b", "a")):
            there = [row[:2] for row in found(shared, f"scheme/{left}", f"scheme/{right}")]
            if there:
                pair = data.draw(st.sampled_from(there))
                save(review.reject(between(*pair), **BY, reason="No."))
                assert pair not in [row[:2] for row in found(shared, f"scheme/{left}", f"scheme/{right}")]
                assert pair[::-1] not in [row[:2] for row in found(shared, f"scheme/{right}", f"scheme/{left}")]


@given(rows)
def test_chains_are_the_same_from_both_ends(shared, mapped):
    with tried(shared) as save:
        for row in mapped:
            save(agreed(*row))
        there, back = found(shared), found(shared, "scheme/b", "scheme/a")
    assert {(a, b) for a, b, *_ in there} == {(a, b) for b, a, *_ in back}
    assert sorted(c for *_, c in there) == pytest.approx(sorted(c for *_, c in back))


def test_bridges_are_seen_from_the_concept(catalogue):
    accepted(catalogue, ("c-x", "a-x", "broad"))
    assert bridges(catalogue.reader, "scheme/a") == [Bridge("concept/a-x", "concept/c-x", "skos:narrowMatch", 1.0)]


def direct(subject, object, confidence, best=True):
    return Suggestion(subject, object, "skos:relatedMatch", confidence, 0.5, best, "x", "y", reasons=("Labels.",))


def chain(subject, object, confidence):
    return Suggestion(
        subject, object, "skos:broadMatch", confidence, 0, False, "x", "y", CHAINED, ("c",), reasons=("Chain.",)
    )


def test_a_pair_that_both_suggest_stands_once():
    [one] = merged([direct("a", "b", 0.8)], [chain("a", "b", 0.6)])
    assert (one.predicate, one.confidence, one.best, one.via) == ("skos:broadMatch", 0.8, True, ("c",))
    assert one.reasons == ("Chain.", "Labels.") and one.similarity == 0.5


def test_a_weak_chain_does_not_overrule_the_labels():
    [one] = merged([direct("a", "b", 0.4)], [chain("a", "b", 0.3)])
    assert (one.predicate, one.confidence, one.via) == ("skos:relatedMatch", 0.4, ())
    assert one.reasons == ("Labels.", "Chain.")


def test_a_chain_joins_the_answer_where_both_ends_are_free():
    answer = merged([direct("a", "b", 0.9)], [chain("a", "d", 0.95), chain("e", "f", 0.8), chain("g", "h", 0.2)])
    assert [(one.object, one.best) for one in answer] == [("d", False), ("b", True), ("f", True), ("h", False)]


def test_merging_keeps_the_first_of_each_subject():
    answer = merged([direct("a", "b", 0.9), direct("a", "c", 0.1)], [chain("a", "d", 0.5)], top=2)
    assert [one.object for one in answer] == ["b", "d"]
