from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import NotFound
from orodha.catalogue.reader import Reader
from orodha.vocab.matching.candidates import Candidates, Comparison, candidates
from orodha.vocab.matching.labels import labels_of
from orodha.vocab.matching.terms import Term, terms_of
from orodha.vocab.matching.vectors import cosines, vectors
from samples import concept, scheme
from strategies import TRICKY
from tries import tries


def terms(*labels: str | dict[str, str], notation: Sequence[str] = ()) -> list[Term]:
    codes = [*notation, *[""] * len(labels)]
    each = [{"en": label} if isinstance(label, str) else label for label in labels]
    return [Term(f"concept/x-{n}", label, notation=codes[n]) for n, label in enumerate(each)]


def pairs(found: Candidates) -> list[tuple[int, int]]:
    return list(zip(found.left.tolist(), found.right.tolist(), strict=True))


def best(found: Candidates) -> dict[int, int]:
    return dict(reversed(pairs(found)))


def test_the_same_words_in_another_order_are_wholly_alike() -> None:
    found = candidates(terms("Migrant workers"), terms("Asylum", "Worker, migrant"))
    assert best(found) == {0: 1}
    assert found.cosine[0] == pytest.approx(1)


@pytest.mark.parametrize("typo", ["Immigratoin", "Imigration", "Immigration services", "immigrations"])
def test_a_label_is_found_in_spite_of_a_slip(typo: str) -> None:
    others = terms("Emigration", "Visa", "Migration", "Immigration", "Integration")
    assert (0, 3) in pairs(candidates(terms(typo), others))


def test_the_candidates_of_a_term_stand_together_with_the_most_alike_first() -> None:
    found = candidates(terms("Work permit", "Exit visa"), terms("Work permits", "Working", "Visa", "Exit visas"))
    assert found.left.tolist() == sorted(found.left.tolist())
    for term in (0, 1):
        mine = found.cosine[found.left == term].tolist()
        assert mine == sorted(mine, reverse=True)


def test_no_more_candidates_than_asked_for() -> None:
    others = terms(*[f"Permit {n}" for n in range(30)])
    assert len(candidates(terms("Permit", "Permits"), others, top=3).left) == 6


def test_a_pair_stands_once_with_its_most_similar_labels() -> None:
    ours = [Term("concept/a", {"en": "Alien"}, {"en": ("Foreign national", "Foreigner")})]
    theirs = [Term("concept/b", {"en": "Non-citizen"}, {"en": ("Foreign nationals", "Stranger")})]
    found = candidates(ours, theirs)
    assert pairs(found) == [(0, 0)]
    assert labels_of(ours).originals[found.left_label[0]] == "Foreign national"
    assert labels_of(theirs).originals[found.right_label[0]] == "Foreign nationals"


def test_labels_are_compared_where_they_share_a_language() -> None:
    ours = terms({"en": "Residence", "fr": "Permis"})
    theirs = terms({"en": "Permis", "pt": "Residence"}, {"en": "Residence"})
    assert pairs(candidates(ours, theirs)) == [(0, 1)]


def test_a_region_makes_no_other_language() -> None:
    assert pairs(candidates(terms({"en-GB": "Labour"}), terms({"en-US": "Labor", "fr": "x"}))) == [(0, 0)]


def test_schemes_without_a_common_language_are_compared_by_names_that_are_alike() -> None:
    french = terms({"fr": "Éthiopie"}, {"fr": "Ouganda"})
    portuguese = terms({"pt": "Uganda"}, {"pt": "Etiópia"})
    assert best(candidates(french, portuguese)) == {0: 1, 1: 0}


@pytest.mark.parametrize("turned", [False, True])
def test_a_term_without_a_common_language_is_compared_in_all(turned: bool) -> None:
    ours, theirs = terms({"en": "Kenya"}, {"fr": "Ouganda"}), terms({"en": "Kenya"}, {"en": "Uganda"})
    found = candidates(theirs, ours) if turned else candidates(ours, theirs)
    assert best(found) == {0: 0, 1: 1}


def test_labels_in_two_scripts_give_no_candidates() -> None:
    assert pairs(candidates(terms({"ar": "المهاجرون"}), terms("Migrants"))) == []


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("zh", "普通话", "普通話 普通"), ("am", "የሥራ ፈቃድ", "ሥራ ፈቃድ"), ("ar", "مكتب الإحصاء", "مكتب الاحصاءات")],
)
def test_other_scripts_find_their_like(language: str, one: str, other: str) -> None:
    assert pairs(candidates(terms({language: one}), terms({language: other}))) == [(0, 0)]


def test_terms_with_the_same_notation_are_candidates_whatever_their_labels() -> None:
    found = candidates(terms({"ar": "كينيا"}, notation=["KE"]), terms("Uganda", "Kenya", notation=["UG", "ke"]))
    assert pairs(found) == [(0, 1)]
    assert found.cosine.tolist() == [0]


def test_a_notation_that_all_share_does_not_explode() -> None:
    many = terms(*[f"Term {n}" for n in range(300)], notation=["1"] * 300)
    assert len(candidates(many, many, top=5).left) <= 300 * 10


def test_a_label_that_thousands_share_does_not_explode() -> None:
    many = terms(*["Other"] * 20_000)
    found = candidates(many, many)
    assert len(found.left) == 200_000
    assert set(np.bincount(found.left).tolist()) == {10}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [([], []), ([], ["Visa"]), (["Visa"], []), (["!?", ""], ["!?", ""]), ([{}], ["Visa"]), (["Visa"], [{}, {}])],
)
def test_nothing_to_compare_gives_nothing(ours: list[str | dict[str, str]], theirs: list[str | dict[str, str]]) -> None:
    assert pairs(candidates(terms(*ours), terms(*theirs))) == []


def test_one_letter_is_a_label_too() -> None:
    assert best(candidates(terms("A", "B"), terms("B", "A"))) == {0: 1, 1: 0}


def test_a_very_long_label_is_compared_by_its_beginning() -> None:
    assert pairs(candidates(terms("permit " * 50_000), terms("Permit " * 40_000))) == [(0, 0)]


def test_terms_without_labels_do_not_shift_the_others() -> None:
    found = candidates(terms({}, "Visa", "?"), terms({}, {}, "Visa"))
    assert pairs(found) == [(1, 2)]


labels = st.text(max_size=12) | st.sampled_from([*TRICKY, "Permits", "permit", "work permit", "Visa of work"])
some = st.lists(
    st.builds(
        lambda names, notation: Term("concept/x", names, notation=notation),
        st.dictionaries(st.sampled_from(["en", "fr", "ar"]), labels, max_size=3),
        st.sampled_from(["", "1", "2"]),
    ),
    max_size=6,
)


@tries(15, 80)
def test_every_pair_stands_once_with_labels_of_its_own_terms(examples: int) -> None:
    @settings(max_examples=examples)
    @given(some, some)
    def hold(ours: list[Term], theirs: list[Term]) -> None:
        found = candidates(ours, theirs, top=2)
        assert len(set(pairs(found))) == len(found.left)
        assert labels_of(ours).owner[found.left_label].tolist() == found.left.tolist()
        assert labels_of(theirs).owner[found.right_label].tolist() == found.right.tolist()
        assert bool(np.all((found.cosine >= 0) & (found.cosine <= 1)))

    hold()


@tries(15, 80)
def test_every_term_finds_itself(examples: int) -> None:
    @settings(max_examples=examples)
    @given(some)
    def hold(ours: list[Term]) -> None:
        found = candidates(ours, ours, top=len(ours) or 1)
        labelled = set(labels_of(ours).owner.tolist())
        assert {left for left, right in pairs(found) if left == right} == labelled

    hold()


def test_the_cosine_of_any_labels_can_be_asked_for() -> None:
    comparison = Comparison(terms("Work permit", "Visa"), terms("Work permits", "Refugee"))
    at = np.array([0, 0, 1], np.int32), np.array([0, 1, 1], np.int32)
    assert comparison.cosine(*at).tolist() == pytest.approx([1, 0, 0], abs=0.3)
    assert comparison.cosine(*at)[0] == pytest.approx(1)


def test_vectors_agree_with_n_grams_counted_one_by_one() -> None:
    def runs(text: str) -> list[str]:
        padded = [f" {word} " for word in text.split()]
        return [word[i : i + n] for word in padded for n in (2, 3, 4) for i in range(len(word) - n + 1)]

    left, right = ["visa permit visa", "a", "", "移民"], ["permit", "visa a", "移民 局"]
    texts = [runs(text) for text in left + right]
    every = sorted({run for text in texts for run in text})
    weight = np.array([np.log((1 + len(texts)) / (1 + sum(run in text for text in texts))) + 1 for run in every])
    rows = np.array([[1 + np.log(text.count(run)) if run in text else 0 for run in every] for text in texts]) * weight
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows /= np.where(lengths == 0, 1, lengths)
    expected = rows[: len(left)] @ rows[len(left) :].T
    ours, theirs = (grid.ravel().astype(np.int32) for grid in np.indices(expected.shape))
    assert cosines(*vectors(left, right), ours, theirs) == pytest.approx(expected.ravel(), abs=1e-6)


def test_terms_come_in_the_order_of_their_ids_without_the_superseded(tmp_path: Path) -> None:
    old = concept("t", "c", "Old") | {"registration": "superseded"}
    documents = [scheme("t", "T"), concept("t", "b", "Asylum"), concept("t", "a", "Visa"), old]
    with Catalogue.create(tmp_path / "t.db") as catalogue:
        catalogue.put_all((document, ()) for document in documents)
    with Reader.open(tmp_path / "t.db") as reader:
        found = terms_of(reader, "scheme/t")
        assert [(term.id, term.label, term.notation) for term in found] == [
            ("concept/t-a", "Visa", "a"),
            ("concept/t-b", "Asylum", "b"),
        ]
        with pytest.raises(NotFound, match="scheme/none"):
            terms_of(reader, "scheme/none")
