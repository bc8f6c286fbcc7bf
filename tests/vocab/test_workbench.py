"""The workbench of two schemes, the pairs there are, and decisions in an open catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from glossaries import records
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import Conflict, NotFound, UsageError
from orodha.vocab.deciding import Ruling, rule
from orodha.vocab.decisions import Recorded, Seen
from orodha.vocab.matching.suggestions import Suggestion
from orodha.vocab.review import accept, between, reject
from orodha.vocab.scheme_pairs import pair_names, scheme_named, scheme_pairs
from orodha.vocab.workbench import Workbench, as_decided

MIGRANT = ("concept/a-migrant", "concept/b-migrant")
WHO = {"reviewer": "A. Juma", "date": "2026-11-22"}


@pytest.fixture
def words(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.create(tmp_path / "words.db") as made:
        made.begin_with(((one, None) for one in records()), note="words", author="tests")
        yield made


def suggestion(left: str, right: str, sure: float = 0.9, predicate="skos:exactMatch") -> Suggestion:
    ends = (f"concept/a-{left}", f"concept/b-{right}")
    return Suggestion(*ends, predicate, sure, sure, True, left, right, reasons=("alike",))


def bench_of(catalogue: Catalogue, *suggestions: Suggestion) -> Workbench:
    bench = Workbench.of(catalogue.reader, "scheme/a", "scheme/b")
    bench.suggest(suggestions)
    return bench


def say(catalogue: Catalogue, did="accept", **more) -> Recorded:
    return rule(catalogue, Ruling(*MIGRANT, did, **WHO, **more), version="1")[0]


# the workbench


def test_a_term_waits_until_it_is_accepted(words):
    bench = bench_of(words, suggestion("migrant", "migrant"))
    assert bench.shown("suggested") == ["concept/a-migrant"]
    assert bench.counts() == (3, 0, 0, 0, 0, 1)
    bench.put(say(words))
    assert bench.state("concept/a-migrant") == "accepted"
    assert bench.counts() == (3, 1, 0, 0, 0, 0)
    assert bench.shown("undecided") == ["concept/a-returnee", "concept/a-seasonal-worker"]


def test_nothing_else_is_suggested_for_what_has_an_exact_match(words):
    bench = bench_of(words, suggestion("migrant", "migrant"), suggestion("returnee", "migrant"))
    bench.put(say(words, predicate="skos:closeMatch"))
    assert bench.waits("concept/a-returnee")
    bench.put(say(words, predicate="skos:exactMatch"))
    assert not bench.waits("concept/a-returnee")
    assert bench.candidates("concept/a-returnee") == []


def test_candidates_stand_by_what_was_named_then_accepted_then_how_sure_then_rejected(words):
    bench = bench_of(words, suggestion("migrant", "seasonal-workers", 0.4), suggestion("migrant", "border-post", 0.6))
    bench.put(say(words, "reject", text="no"))
    names = [one.right.removeprefix("concept/b-") for one in bench.candidates("concept/a-migrant")]
    assert names == ["border-post", "seasonal-workers", "migrant"]
    bench.pick("concept/a-migrant", "concept/b-seasonal-workers")
    assert bench.candidates("concept/a-migrant")[0].right == "concept/b-seasonal-workers"


def test_what_contradicts_a_mapping_is_the_state_of_its_term(words):
    bench = bench_of(words)
    bench.put(say(words))
    bench.against = {"mapping/a-migrant--b-migrant": ["No."]}
    assert bench.shown("contradictions") == ["concept/a-migrant"]
    assert bench.counts().against == 1


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("predicate", ["skos:exactMatch", "skos:broadMatch"])
def test_a_decision_is_shown_as_it_will_be_on_record(words, turned, predicate):
    if turned:
        words.save(between(*reversed(MIGRANT), "skos:closeMatch"))
    bench = bench_of(words, suggestion("migrant", "migrant"))
    (one,) = bench.candidates("concept/a-migrant")
    shown = as_decided(one, "accepted", predicate, *WHO.values(), "")
    written = say(words, predicate=predicate, suggestion=one.suggestion, seen=one.seen)
    assert (shown.status, shown.predicate, shown.turned) == (written.status, written.predicate, written.turned)
    assert {name: shown.document[name] for name in WHO} == {name: written.document[name] for name in WHO}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.sampled_from(["accepted", "rejected"]))))
def test_the_counts_are_those_of_the_rows(decided):
    bench = Workbench("l", "r", {one: one for one in "abc"}, {one: one for one in "xyz"})
    bench.suggest(Suggestion(one, "x", "skos:closeMatch", 0.5, 0.5, False, one, "x") for one in "ab")
    for left, right, status in decided:
        bench.put(Recorded({"status": status, "predicate": "skos:closeMatch"}, left, right, False))
    counts, states = bench.counts(), [bench.state(one) for one in bench.terms]
    assert counts.mapped == states.count("accepted")
    assert counts.found == states.count("suggested") == len(bench.shown("suggested"))
    assert len(bench.shown()) == counts.terms == 3


# deciding


def test_an_accepted_suggestion_keeps_what_it_was_and_says_who_decided(words):
    say(words, suggestion=suggestion("migrant", "migrant"))
    made = words.reader.get("mapping/a-migrant--b-migrant")
    assert (made["status"], made["reviewer"], made["date"]) == ("accepted", "A. Juma", "2026-11-22")
    assert (made["justification"], made["tool"], made["tool_version"]) == (
        "semapv:ManualMappingCuration",
        "orodha",
        "1",
    )
    assert "confidence" not in made
    assert words.reader.log(1)[0].note == "accept mapping/a-migrant--b-migrant"


def test_what_was_decided_since_it_was_seen_is_not_overwritten(words):
    words.save(accept(between(*MIGRANT, "skos:exactMatch"), reviewer="B", date="2026-11-21"))
    with pytest.raises(Conflict, match="was accepted by B in the meantime"):
        say(words, "reject", text="no", seen=Seen())
    with pytest.raises(Conflict, match="is gone"):
        rule(words, Ruling(MIGRANT[0], "concept/b-border-post", "accept", **WHO, seen=Seen("proposed", "")))


def test_a_rejected_pair_is_accepted_by_a_ruling_that_saw_it(words):
    words.save(reject(between(*MIGRANT, "skos:exactMatch"), reviewer="B", date="2026-11-21", reason="no"))
    assert say(words, seen=Seen("rejected", "skos:exactMatch")).status == "accepted"


def test_a_rejection_needs_a_reason_and_a_note_a_text(words):
    for did in ("reject", "note on"):
        with pytest.raises(UsageError):
            say(words, did)
    assert words.reader.count("mapping") == 0


# the pairs


def test_the_own_scheme_stands_first_and_what_has_most_to_decide_on_top(kenya):
    first, *rest = scheme_pairs(kenya)
    assert (first.left.name, first.right.id) == ("Kenya", "scheme/migration")
    assert first.proposed > 10
    own = [one for one in rest if one.left.own]
    assert rest[: len(own)] == own
    assert "Uganda" in [one.right.name for one in own if not one.begun]


def test_the_list_of_pairs_and_the_workbench_count_alike(words):
    def numbers() -> list[tuple[int, ...]]:
        [pair] = [one for one in scheme_pairs(words.reader) if one.right.id == "scheme/b" and one.begun]
        counts = bench_of(words).counts()
        return [(pair.accepted, pair.proposed, pair.rejected), (counts.mapped, counts.suggested, counts.rejected)]

    words.save(between(*MIGRANT, "skos:exactMatch"), between("concept/a-returnee", MIGRANT[1], "skos:closeMatch"))
    assert numbers() == [(0, 2, 0)] * 2
    words.save(accept(between(*reversed(MIGRANT), "skos:exactMatch"), **WHO))  # decided, though the other way round
    assert numbers() == [(1, 1, 0)] * 2


def test_the_pairs_of_one_scheme_have_it_on_the_left(kenya):
    found = scheme_pairs(kenya, "scheme/ug")
    assert {one.left.name for one in found} == {"Uganda"}
    assert {"Kenya", "Rwanda"} <= {one.right.name for one in found}


@pytest.mark.parametrize("name", ["ke", "scheme/ke", "Kenya", "kenya", "area/ke", "Migration terms used in Kenya"])
def test_a_scheme_is_meant_by_its_country_too(kenya, name):
    assert scheme_named(kenya, name) == "scheme/ke"


def test_a_scheme_that_is_not_there_is_told(kenya):
    with pytest.raises(NotFound):
        scheme_named(kenya, "Atlantis")


def test_two_schemes_of_one_country_are_called_by_their_titles(words):
    words.put_all([({"id": "area/x", "name": "X", "type": "country"}, None)])
    for one in "ab":
        scheme = words.get(f"scheme/{one}")
        scheme.country = "area/x"
        words.save(scheme)
    assert pair_names(words.reader, "scheme/a", "scheme/b") == ("Words of A", "Words of B")
    assert pair_names(words.reader, "scheme/a", "scheme/c") == ("X", "Words of C")


def test_a_catalogue_that_owns_no_scheme_offers_its_glossaries(words):
    names = [(one.left.name[-1], one.right.name[-1]) for one in scheme_pairs(words.reader)]
    assert names == [("A", "B"), ("A", "C"), ("B", "C")]  # the empty one has nothing to map
