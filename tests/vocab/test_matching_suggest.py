"""Suggestions: what they promise whatever the terms, and a small alignment made by hand."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from orodha.vocab.matching.suggest import Decision, suggest
from orodha.vocab.matching.suggestions import Suggestion
from orodha.vocab.matching.terms import Term
from tries import tries

WORDS = st.sampled_from(["migrant", "worker", "labour", "permit", "stock", "flow", "refugee", "camp", "12", "months"])
LABELS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


def terms(side: str, *labels: str) -> list[Term]:
    return [Term(f"{side}-{n}", {"en": label}) for n, label in enumerate(labels)]


def schemes(side: str) -> st.SearchStrategy[list[Term]]:
    return st.lists(LABELS, min_size=1, max_size=12).map(lambda labels: terms(side, *labels))


KENYA = terms(
    "ke",
    "Immigrant workers",
    "Work permit",
    "Class A permit",
    "Class D permit",
    "Asylum seekers",
    "Stock of foreign residents",
    "Emigration",
)
UGANDA = terms(
    "ug",
    "Worker, immigrant",
    "Permits for work",
    "Class D permit",
    "Asylum-seeker",
    "Stock of foreign workers",
    "Immigration",
    "Cattle movement",
)


def best(found: list[Suggestion]) -> dict[str, str]:
    return {each.subject: each.object for each in found if each.best}


def confidence(found: list[Suggestion], subject: str, other: str) -> float:
    return next((each.confidence for each in found if (each.subject, each.object) == (subject, other)), 0.0)


@tries(15, 80)
def test_an_answer_is_one_to_one_ordered_and_of_probabilities(examples: int) -> None:
    @settings(max_examples=examples)
    @given(schemes("a"), schemes("b"))
    def hold(left: list[Term], right: list[Term]) -> None:
        found = suggest(left, right, top=3)
        assert found == suggest(left, right, top=3)
        assert all(0 <= each.confidence <= 1 and 0 <= each.similarity <= 1 for each in found)
        assert all(each.confidence >= 0.5 for each in found if each.best)
        answer = [each for each in found if each.best]
        assert len({each.subject for each in answer}) == len({each.object for each in answer}) == len(answer)
        for term in left:
            own = [each for each in found if each.subject == term.id]
            assert len(own) <= 3
            assert own == sorted(own, key=lambda each: (not each.best, -each.confidence))

    hold()


@tries(10, 60)
def test_what_is_decided_is_not_suggested(examples: int) -> None:
    @settings(max_examples=examples)
    @given(schemes("a"), schemes("b"), st.data())
    def hold(left: list[Term], right: list[Term], data: st.DataObject) -> None:
        pairs = sorted({(each.subject, each.object) for each in suggest(left, right)})
        chosen = data.draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
        decisions = [Decision(*pair, right=data.draw(st.booleans())) for pair in chosen]
        found = suggest(left, right, decisions=decisions)
        assert not {(each.subject, each.object) for each in found} & set(chosen)
        accepted = {end for each in decisions if each.right for end in (each.subject, each.object)}
        assert not accepted & {end for each in found if each.best for end in (each.subject, each.object)}

    hold()


def test_equal_words_in_another_order_or_number_are_found() -> None:
    found = best(suggest(KENYA, UGANDA))
    assert found["ke-0"] == "ug-0"
    assert found["ke-1"] == "ug-1"
    assert found["ke-4"] == "ug-3"


def test_a_similar_label_that_means_something_else_is_unlikely() -> None:
    found = suggest(KENYA, UGANDA)
    assert confidence(found, "ke-2", "ug-2") < 0.5
    assert confidence(found, "ke-6", "ug-5") < 0.5


def test_a_concept_is_never_paired_with_itself() -> None:
    found = suggest(KENYA, KENYA)
    assert all(each.subject != each.object for each in found)


def test_schemes_without_terms_or_letters_give_nothing() -> None:
    assert suggest([], UGANDA) == []
    assert suggest(KENYA, []) == []
    assert suggest([Term("a", {"en": "?!"})], [Term("b", {"en": "..."})]) == []


def test_a_name_in_brackets_of_nothing_in_common_is_not_suggested() -> None:
    assert suggest([Term("a", {"en": "Refugee camp"})], [Term("b", {"en": "Livestock"})]) == []


def test_a_settled_concept_is_in_no_answer() -> None:
    found = suggest(KENYA, UGANDA, decisions=[Decision("ke-0", "ug-4", right=True)])
    assert "ke-0" not in best(found)
    assert "ug-4" not in best(found).values()


def test_a_concept_with_a_wider_match_can_still_have_an_exact_one() -> None:
    found = suggest(KENYA, UGANDA, decisions=[Decision("ke-0", "ug-4", right=True, exact=False)])
    assert best(found)["ke-0"] == "ug-0"


def test_definitions_that_cannot_be_compared_overrule_equal_labels() -> None:
    stock = Term("a", {"en": "Immigrant"}, facets={"object": "person", "measure": "stock"})
    flow = Term("b", {"en": "Immigrant"}, facets={"object": "event", "measure": "inflow"})
    [found] = suggest([stock], [flow])
    assert not found.best
    assert found.predicate != "skos:exactMatch"
    assert any("object" in reason and "measure" in reason for reason in found.reasons)


def test_the_definitions_say_which_concept_is_the_wider() -> None:
    year = Term("a", {"en": "Immigrant"}, facets={"object": "person", "min_duration": "P12M"})
    half = Term("b", {"en": "Immigrant"}, facets={"object": "person", "min_duration": "P6M"})
    [found] = suggest([year], [half])
    assert found.predicate == "skos:broadMatch"
    assert "the definitions differ in shortest stay" in found.reasons


def test_reasons_tell_why() -> None:
    found = {(each.subject, each.object): each.reasons for each in suggest(KENYA, UGANDA)}
    assert "the same words in another order" in found["ke-0", "ug-0"]
    assert "the labels are the same" in found["ke-3", "ug-2"]
