from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import Conflict, InvalidRecord, UsageError
from orodha.catalogue.names import is_id
from orodha.vocab import review
from orodha.vocab.mappings import PREDICATES
from orodha.vocab.matching.suggestions import Suggestion
from strategies import iris, slugs

BY = {"reviewer": "A. Juma", "date": "2026-10-18"}
ends = slugs.map("concept/{}".format) | iris


def suggestion(subject="concept/ke-migrant", object="concept/ug-migrant", **more):
    return Suggestion(
        subject,
        object,
        "skos:exactMatch",
        0.93456,
        0.81234,
        True,
        "Migrant",
        "Migrant",
        reasons=("One.", "Two."),
        **more,
    )


def mapping(**more):
    return review.proposed(suggestion(), **more)


def test_the_id_of_a_mapping_is_made_of_both_ends():
    assert review.mapping_id("concept/ke-migrant", "concept/ug-migrant") == "mapping/ke-migrant--ug-migrant"
    assert review.mapping_id("concept/ug-migrant", "concept/ke-migrant") == "mapping/ug-migrant--ke-migrant"


def test_the_id_of_a_mapping_to_an_iri_can_be_read():
    made = review.mapping_id("concept/ke-migrant", "http://example.org/terms#Migrant")
    assert made.startswith("mapping/ke-migrant--example-org-terms-migrant--")


@given(ends, ends)
def test_the_id_of_any_mapping_is_one(subject, object):
    made = review.mapping_id(subject, object)
    assert is_id(made) and made == review.mapping_id(subject, object)


@given(st.lists(st.tuples(ends, ends), min_size=2, max_size=2, unique=True))
def test_two_pairs_have_two_ids(pairs):
    assert review.mapping_id(*pairs[0]) != review.mapping_id(*pairs[1])


def test_hyphens_in_names_do_not_make_two_pairs_one():
    assert review.mapping_id("concept/a--b", "concept/c") != review.mapping_id("concept/a", "concept/b--c")


def test_a_proposal_says_what_the_suggestion_says():
    made = mapping(version="1.2")
    assert (made.status, made.confidence, made.similarity) == ("proposed", 0.9346, 0.8123)
    assert made.justification == "semapv:LexicalSimilarityThresholdMatching"
    assert (made.reason, made.tool, made.tool_version) == ("One; Two", "orodha", "1.2")
    assert made.reviewer is None and made.similarity_measure


def test_a_proposal_from_a_chain_names_what_is_in_between():
    made = review.proposed(
        Suggestion("concept/a-x", "concept/b-y", "skos:exactMatch", 1.0, 0.0, True, "X", "Y", via=("concept/c-z",))
    )
    assert made.via == ["concept/c-z"] and made.similarity is None and made.similarity_measure is None


def test_a_concept_is_not_mapped_to_itself():
    with pytest.raises(InvalidRecord, match="is the subject itself"):
        review.proposed(suggestion(object="concept/ke-migrant"))
    with pytest.raises(InvalidRecord):
        review.between("concept/x", "concept/x", "skos:exactMatch")


def test_accepting_says_who_and_when():
    made = review.accept(mapping(), **BY, reason="Read both laws.")
    assert (made.status, made.reviewer, made.date, made.reason) == (
        "accepted",
        "A. Juma",
        "2026-10-18",
        "Read both laws.",
    )
    assert made.justification == "semapv:ManualMappingCuration"


def test_accepting_takes_the_probability_of_the_software_away():
    made = review.accept(mapping(), **BY)
    assert made.confidence is None and made.reason is None
    assert (made.similarity, made.tool) == (0.8123, "orodha")


def test_accepting_keeps_the_reason_that_a_person_gave():
    ours = review.between("concept/a", "concept/b", "skos:closeMatch").model_copy(update={"reason": "One law."})
    assert review.accept(ours, **BY).reason == "One law."
    assert review.accept(ours, **BY, reason="Two laws.").reason == "Two laws."


def test_what_is_accepted_keeps_its_confidence_when_its_predicate_changes():
    ours = review.accept(mapping(), **BY).model_copy(update={"confidence": 0.8})
    assert review.accept(ours, **BY, predicate="skos:closeMatch").confidence == 0.8
    assert review.reject(ours, **BY, reason="No.").confidence is None


def test_accepting_may_change_the_predicate():
    assert review.accept(mapping(), **BY, predicate="skos:broadMatch").predicate == "skos:broadMatch"


def test_accepting_again_on_the_same_day_changes_nothing():
    once = review.accept(mapping(), **BY, reason="Read.")
    assert review.accept(once, **BY) is once


@pytest.mark.parametrize("by", [{"reviewer": "Bob"}, {"date": "2027"}])
def test_accepting_again_renews_date_and_reviewer(by):
    once = review.accept(mapping(), **BY, reason="Read.")
    again = review.accept(once, **BY | by)
    assert {"reviewer": again.reviewer, "date": again.date} == BY | by
    assert (again.status, again.reason) == ("accepted", "Read.")


def test_the_mapping_that_goes_in_stays_as_it_is():
    before = mapping()
    review.accept(before, **BY)
    review.note(before, "Look again.")
    assert before == mapping()


def test_a_rejection_needs_a_reason():
    with pytest.raises(UsageError, match="without a reason"):
        review.reject(mapping(), **BY, reason="  ")


def test_accepting_what_was_rejected_says_who_when_and_why():
    rejected = review.reject(mapping(), **BY, reason="Another duration.")
    with pytest.raises(UsageError, match=r"rejected by A\. Juma on 2026-10-18: Another duration\."):
        review.accept(rejected, **BY)
    with pytest.raises(UsageError):
        review.change(rejected, "skos:broadMatch")


def test_what_was_reopened_can_be_accepted():
    again = review.reopen(review.reject(mapping(), **BY, reason="Another duration."))
    assert (again.status, again.reviewer, again.date, again.reason) == ("proposed", None, None, None)
    assert review.accept(again, **BY).status == "accepted"
    assert review.reopen(again) is again


def test_an_accepted_mapping_can_be_rejected():
    assert review.reject(review.accept(mapping(), **BY), **BY, reason="The law has changed.").status == "rejected"


def test_changing_the_predicate_keeps_the_status():
    assert review.change(mapping(), "skos:broadMatch").status == "proposed"
    changed = review.change(review.accept(mapping(), **BY), "skos:broadMatch", reviewer="B. Otim", date="2027")
    assert (changed.status, changed.predicate, changed.reviewer) == ("accepted", "skos:broadMatch", "B. Otim")


def test_a_proposal_has_no_reviewer_whoever_changes_it():
    assert review.change(mapping(), "skos:broadMatch", **BY).reviewer is None


def test_notes_stand_below_each_other_once():
    noted = review.note(review.note(mapping(), "Ask  Uganda."), "Asked.")
    assert noted.notes == {"en": "Ask Uganda.\nAsked."}
    assert review.note(noted, "Asked.") is noted
    with pytest.raises(UsageError):
        review.note(noted, " ")


@pytest.mark.parametrize("date", ["yesterday", "2026-13"])
def test_a_wrong_date_is_refused(date):
    with pytest.raises(InvalidRecord, match="date"):
        review.accept(mapping(), reviewer="A", date=date)


def test_a_mapping_within_one_scheme_is_refused():
    made = mapping()
    with pytest.raises(UsageError, match="both of scheme/ke"):
        review.check_schemes(made, {"concept/ke-migrant": "scheme/ke", "concept/ug-migrant": "scheme/ke"})
    review.check_schemes(made, {"concept/ke-migrant": "scheme/ke", "concept/ug-migrant": "scheme/ug"})
    review.check_schemes(made, {})


steps = st.lists(
    st.one_of(
        st.builds(lambda predicate: ("accept", predicate), st.none() | st.sampled_from(PREDICATES)),
        st.builds(lambda reason: ("reject", reason), st.sampled_from(["No.", "Another law."])),
        st.builds(lambda predicate: ("change", predicate), st.sampled_from(PREDICATES)),
        st.builds(lambda text: ("note", text), st.sampled_from(["Ask.", "Asked."])),
        st.just(("reopen", None)),
    ),
    max_size=8,
)


def decide(one, step):
    match step:
        case ("accept", predicate):
            return review.accept(one, **BY, predicate=predicate)
        case ("reject", reason):
            return review.reject(one, **BY, reason=reason)
        case ("change", predicate):
            return review.change(one, predicate)
        case ("note", text):
            return review.note(one, text)
        case _:
            return review.reopen(one)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    with Catalogue.create(tmp_path_factory.mktemp("review") / "review.db") as made:
        yield made


def hashes(catalogue):
    return dict(catalogue.database.rows("SELECT id, hash FROM record"))


@given(steps)
def test_undoing_every_decision_gives_the_first_state(catalogue, taken):
    before = hashes(catalogue)
    one, batches = mapping(), []
    for step in taken:
        try:
            one = decide(one, step)
        except UsageError:
            continue
        if (batch := catalogue.save(one, note=step[0]).batch) is not None:
            batches.append(batch)
    for batch in reversed(batches):
        catalogue.undo(batch)
    assert hashes(catalogue) == before


def test_two_reviewers_at_once_are_a_conflict(catalogue):
    catalogue.save(review.between("concept/a", "concept/b", "skos:exactMatch"))
    ours, theirs = (catalogue.get("mapping/a--b", type(mapping())) for _ in range(2))
    catalogue.save(review.accept(ours, **BY))
    with pytest.raises(Conflict):
        catalogue.save(review.reject(theirs, **BY, reason="No."))
