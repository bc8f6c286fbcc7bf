"""How good the suggestions are: the measures themselves, and floors on alignments that people made."""

from __future__ import annotations

from functools import cache

import pytest
from gold import countries, f1_with_decisions, ivoa
from orodha.vocab.matching.quality import Alignment, Band, Quality, answer, calibration, quality
from orodha.vocab.matching.suggest import suggest
from orodha.vocab.matching.suggestions import Suggestion
from samples import SAMPLES

astronomy = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")


def suggestion(subject: str, other: str, confidence: float) -> Suggestion:
    return Suggestion(subject, other, "skos:exactMatch", confidence, 1.0, confidence >= 0.5, subject, other)


@cache
def astronomers() -> tuple[Alignment, list[Suggestion]]:
    each = ivoa(SAMPLES)
    return each, suggest(each.left, each.right)


def test_quality_counts_hits() -> None:
    assert quality([("a", "1"), ("b", "2")], {("a", "1"), ("c", "3"), ("d", "4")}) == Quality(0.5, 1 / 3, 0.4)


def test_an_empty_answer_is_precise_and_finds_nothing() -> None:
    assert quality([], {("a", "1")}) == Quality(1.0, 0.0, 0.0)


def test_calibration_counts_each_suggestion_once() -> None:
    found = [suggestion("a", "1", 0.0), suggestion("b", "2", 0.5), suggestion("c", "3", 1.0)]
    assert calibration(found, {("b", "2")}, (0.0, 0.5, 1.0)) == [Band(0.0, 0.5, 1, 0.0), Band(0.5, 1.0, 2, 0.5)]


@astronomy
def test_the_terms_of_astronomers_are_found() -> None:
    each, found = astronomers()
    assert quality(answer(found), each.pairs).f1 >= 0.89


@astronomy
def test_confidence_is_what_it_says() -> None:
    each, found = astronomers()
    low, *_, high = calibration(found, each.pairs)
    assert low.right <= 0.1
    assert high.right >= 0.9


@astronomy
def test_decisions_do_no_harm() -> None:
    each, found = astronomers()
    before, after = f1_with_decisions(each, found, {term.id for term in each.left[::5]})
    assert after >= before - 0.002


@pytest.mark.parametrize(("left", "right", "floor"), [("en", "fr", 0.945), ("fr", "pt", 0.94), ("sw", "en", 0.92)])
def test_countries_are_found_in_another_language(left: str, right: str, floor: float) -> None:
    pytest.importorskip("pycountry")
    pytest.importorskip("babel")
    each = countries(left, right)
    assert quality(answer(suggest(each.left, each.right)), each.pairs).f1 >= floor
