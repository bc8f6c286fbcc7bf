"""What changed between two releases of a scheme."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from orodha.vocab.release_changes import WHATS
from orodha.vocab.release_page import difference_page
from orodha.vocab.release_words import pieces, rows, shortened
from orodha.vocab.releases import difference
from released import Document, concept, counts, scheme
from steps import steps_of

# --- what is found


def test_added_and_removed():
    found = difference([concept("a"), concept("b")], [concept("b"), concept("c")])
    assert [one.concept.id for one in found.of("added")] == ["concept/c"]
    assert [one.concept.id for one in found.of("removed")] == ["concept/a"]
    assert counts(found) == {"added": 1, "removed": 1}


def test_a_label_differs_by_language():
    old, new = concept("a", {"en": "Stay", "fr": "Séjour"}), concept("a", {"en": "Stay", "fr": "Résidence"})
    [change] = difference([old], [new]).changes
    [detail] = change.details
    assert (change.what, detail.language, detail.old, detail.new) == ("relabelled", "fr", "Séjour", "Résidence")


def test_a_translation_that_came_is_a_relabelling():
    old = [concept("a"), concept("b", {"en": "b", "fr": "b"})]
    new = [concept("a", {"en": "a", "fr": "la"}), concept("b", {"en": "b", "fr": "b"})]
    [detail] = difference(old, new).of("relabelled")[0].details
    assert (detail.old, detail.new) == (None, "la")


def test_alternative_labels_tell_what_went_and_came():
    old = concept("a", alternative_labels={"en": ["one", "two"]})
    new = concept("a", alternative_labels={"en": ["two", "three"]})
    [detail] = difference([old], [new]).of("relabelled")[0].details
    assert (detail.field, detail.old, detail.new) == ("alternative_labels", ("one",), ("three",))


def test_order_white_space_and_coding_are_no_difference():
    old = concept("a", "Caf\u00e9 et/ou bar", alternative_labels={"en": ["x", "y"]}, definition={"en": "Two  words"})
    new = concept(
        "a", "Cafe\u0301 et / ou bar", alternative_labels={"en": ["y", "x"]}, definition={"en": "Two\nwords "}
    )
    assert not difference([old], [new])


def test_two_words_are_not_one():
    assert difference([concept("a", "data base")], [concept("a", "database")])


def test_a_definition_differs_by_language():
    old, new = concept("a", definition={"en": "Six months"}), concept("a", definition={"en": "A year"})
    assert counts(difference([old], [new])) == {"redefined": 1}


def test_a_facet_is_told_with_how_it_stands_to_the_old_one():
    old = concept("a", facets={"object": "person", "min_duration": "P12M"})
    new = concept("a", facets={"object": "person", "min_duration": "P6M"})
    [detail] = difference([old], [new]).of("redefined")[0].details
    assert (detail.field, detail.old, detail.new) == ("facets.min_duration", "P12M", "P6M")
    assert detail.relation == "wider"


def test_facets_that_mean_the_same_are_no_difference():
    old, new = concept("a", facets={"min_duration": "P12M"}), concept("a", facets={"min_duration": "P1Y"})
    assert not difference([old], [new])


def test_a_concept_under_another_is_moved():
    old = [concept("a"), concept("b"), concept("c", broader=["concept/a"])]
    new = [concept("a"), concept("b"), concept("c", broader=["concept/b"])]
    [detail] = difference(old, new).of("moved")[0].details
    assert isinstance(detail.old, tuple) and isinstance(detail.new, tuple)
    assert [getattr(one, "id", "") for one in (*detail.old, *detail.new)] == ["concept/a", "concept/b"]


def test_a_parent_with_another_id_is_the_same_parent():
    old = [concept("a", notation="1"), concept("b", broader=["concept/a"])]
    new = [concept("x", notation="1"), concept("b", broader=["concept/x"])]
    assert "moved" not in counts(difference(old, new))


def test_a_parent_outside_is_compared_by_iri():
    old, new = concept("a", broader=["http://other.org/1"]), concept("a", broader=["http://other.org/1"])
    assert not difference([old], [new])


def test_a_code_differs():
    assert counts(difference([concept("a", notation="1")], [concept("a", notation="01")])) == {"renumbered": 1}


def test_a_scope_note_is_another_change():
    old, new = concept("a", scope_note={"en": "x"}), concept("a", scope_note={"en": "y"})
    assert counts(difference([old], [new])) == {"annotated": 1}


def test_the_scheme_differs_in_title_and_version():
    found = difference([scheme(version="1")], [scheme(version="2", title={"en": "Words"})])
    assert [one.field for one in found.scheme] == ["title", "version"]
    assert found


def test_a_language_that_is_gone_is_told_once():
    old = [concept(name, {"en": name, "fi": f"{name} fi"}) for name in "abc"]
    found = difference(old, [concept(name) for name in "abc"])
    assert (found.languages_gone, counts(found)) == ({"fi": 3}, {})
    assert found


def test_releases_in_different_languages_are_paired_by_code():
    found = difference([concept("a", {"fr": "un"}, notation="1")], [concept("b", {"sw": "moja"}, notation="1")])
    assert (found.languages_gone, found.languages_come, counts(found)) == ({"fr": 1}, {"sw": 1}, {})


# --- what took whose place


def gone(name: str, replaced_by: str = "", **fields: Any) -> Document:
    after = {"registration": "superseded", "replaced_by": replaced_by} if replaced_by else {"registration": "retired"}
    return concept(name, **fields) | after


def ids(value: Any) -> list[str]:
    return [one.id for one in value]


def test_a_deprecated_concept_points_on():
    found = difference([concept("a"), concept("b")], [gone("a", "concept/b"), concept("b")])
    [change] = found.changes
    assert (change.what, [one.field for one in change.details]) == ("deprecated", ["registration", "replaced_by"])
    assert ids(change.details[1].new) == ["concept/b"]


def test_a_chain_of_successors_leads_to_the_last():
    old = [concept(name) for name in "abc"]
    found = difference(old, [gone("a", "concept/b"), gone("b", "concept/c"), concept("c")])
    last = {one.concept.id: one.details[-1] for one in found.of("deprecated")}
    assert (last["concept/a"].field, ids(last["concept/a"].new)) == ("leads_to", ["concept/c"])


def test_successors_in_a_circle_do_no_harm():
    found = difference([concept("a"), concept("b")], [gone("a", "concept/b"), gone("b", "concept/a")])
    assert counts(found) == {"deprecated": 2}


def test_what_a_deprecated_concept_lost_besides_is_not_told():
    old = concept("a", notation="1", broader=["concept/b"], definition={"en": "x"})
    assert counts(difference([old, concept("b")], [gone("a"), concept("b")])) == {"deprecated": 1}


def test_what_stands_for_a_deprecated_concept_may_be_of_another_kind():
    stub = {"id": "resource/1", "iri": "http://example.org/a", "label": {"en": "a"}, "registration": "retired"}
    assert counts(difference([concept("a")], [stub])) == {"deprecated": 1}
    assert counts(difference([stub], [stub])) == {}


def test_a_concept_can_come_back():
    assert counts(difference([gone("a")], [concept("a")])) == {"restored": 1}


def test_a_deprecated_concept_can_point_elsewhere():
    rest = [concept("b"), concept("c")]
    found = difference([gone("a", "concept/b"), *rest], [gone("a", "concept/c"), *rest])
    [detail] = found.of("redirected")[0].details
    assert (ids(detail.old), ids(detail.new)) == (["concept/b"], ["concept/c"])


def test_several_concepts_that_point_to_one_are_merged():
    old = [concept("a"), concept("b"), concept("c")]
    found = difference(old, [gone("a", "concept/c"), gone("b", "concept/c"), concept("c")])
    [change] = found.of("merged")
    assert (change.concept.id, ids(change.details[0].old)) == ("concept/c", ["concept/a", "concept/b"])


def test_what_several_say_that_they_replace_is_split():
    replaces = {"dct:replaces": {"@id": "http://example.org/a"}}
    found = difference([concept("a")], [concept("x", extra=replaces), concept("y", extra=replaces)])
    assert counts(found) == {"added": 2, "removed": 1, "split": 1}
    assert ids(found.of("split")[0].details[0].new) == ["concept/x", "concept/y"]


# --- what must always hold

LABELS = st.dictionaries(
    st.sampled_from(("en", "fr", "ar")), st.sampled_from(("Stay", "stay ", "Séjour", "x y")), max_size=3
)

NAMES = st.sampled_from("abcdef")


@st.composite
def releases(draw: st.DrawFn) -> list[Document]:
    names = draw(st.lists(NAMES, unique=True))
    made: list[Document] = []
    for name in names:
        fields: Document = {"notation": code} if (code := draw(st.sampled_from(("", "1", "2", "3")))) else {}
        fields["broader"] = [f"concept/{one}" for one in draw(st.lists(NAMES, unique=True, max_size=2))]
        fields["alternative_labels"] = {"en": draw(st.lists(st.sampled_from(("p", "q")), unique=True))}
        if draw(st.booleans()):
            fields |= {"registration": "superseded", "replaced_by": f"concept/{draw(NAMES)}"}
        made.append(concept(name, draw(LABELS), iri=f"http://example.org/{draw(st.integers(1, 3))}.0/{name}", **fields))
    return made


@given(releases())
def test_a_release_does_not_differ_from_itself(documents: list[Document]):
    found = difference(documents, reversed(documents))
    assert not found
    assert found.unchanged == len(documents)


@given(releases(), releases())
def test_what_was_added_one_way_is_removed_the_other(old: list[Document], new: list[Document]):
    there, back = difference(old, new), difference(new, old)
    assert [one.concept for one in there.of("added")] == [one.concept for one in back.of("removed")]
    assert {(a, b, by) for a, b, by in there.pairs} == {(a, b, by) for b, a, by in back.pairs}


@given(releases(), releases())
def test_every_concept_is_in_a_pair_or_apart(old: list[Document], new: list[Document]):
    found = difference(old, new)
    assert len(found.pairs) + found.counts["added"] == len(new)
    assert len(found.pairs) + found.counts["removed"] == len(old)
    assert bool(found) == bool(found.changes or found.languages_come or found.languages_gone)


@given(releases(), releases())
def test_every_difference_can_be_written(old: list[Document], new: list[Document]):
    found = difference(old, new)
    assert json.loads(json.dumps(found.as_json()))["counts"] == found.counts
    assert difference_page(found).endswith("</html>\n")
    assert len(list(rows(found))) >= len(found.changes)


@given(st.text(), st.text())
def test_pieces_are_the_two_texts(old: str, new: str):
    if found := pieces(old, new):
        assert [word for mark, words in found if mark != "+" for word in words] == old.split()
        assert [word for mark, words in found if mark != "-" for word in words] == new.split()


def test_words_far_from_what_differs_are_left_out():
    words = [f"w{number}" for number in range(40)]
    found = shortened(pieces(" ".join(words), " ".join([*words[:20], "new", *words[21:]])))
    assert [piece[1] for piece in found] == [["…", *words[14:20]], ["w20"], ["new"], [*words[21:27], "…"]]


def test_the_work_grows_as_the_releases_do():
    def steps(count: int) -> int:
        old = [concept(str(n), f"Concept {n}", broader=[f"concept/{n // 10}"]) for n in range(count)]
        new = [one | {"iri": f"http://example.org/2.0/{one['id']}"} for one in old]
        assert len(difference(old, new).pairs) == count
        return steps_of(lambda: difference(old, new))

    assert steps(800) < 5 * steps(200)


def test_the_page_shows_texts_as_texts():
    found = difference([concept("a", "<b>old</b>")], [concept("a", "<script>new</script>")])
    page = difference_page(found)
    assert "<script>" not in page and "&lt;script&gt;" in page


def test_every_sort_of_change_has_words():
    from orodha.vocab.release_words import HEADINGS

    assert tuple(HEADINGS) == WHATS
