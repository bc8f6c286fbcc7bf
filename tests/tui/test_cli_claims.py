from __future__ import annotations

from orodha.catalogue.record import Statement
from orodha.tui.cli.claims import revised
from orodha.tui.values import Difference

STATED = Statement("holder", "agency/a", "document/d", "page 1")
CHANGED = [Difference("holder", "agency/a", "agency/b")]


def test_a_field_that_no_document_speaks_of_gets_no_statement():
    assert revised([], CHANGED, None) == []


def test_what_a_document_says_stays_beside_what_a_person_knows():
    old, new = revised([STATED], CHANGED, None)
    assert (old.value, old.chosen, old.place) == ("agency/a", False, "page 1")
    assert (new.value, new.chosen, new.certainty, new.document) == ("agency/b", True, "outside", "")
    assert new.reason == "Changed by hand."


def test_a_value_that_a_document_gives_already_is_chosen():
    other = Statement("holder", "agency/b", "document/e", chosen=False)
    assert [one.chosen for one in revised([STATED, other], CHANGED, None)] == [False, True]


def test_a_claim_is_added_for_every_changed_field():
    claim = Statement("", document="document/e", place="page 2")
    changed = [*CHANGED, Difference("unit", None, {"en": "Person"})]
    new = revised([], changed, claim, "why")
    assert [(one.field, one.document, one.reason) for one in new] == [
        ("holder", "document/e", "why"),
        ("unit", "document/e", "why"),
    ]


def test_an_emptied_field_has_no_chosen_statement():
    assert [one.chosen for one in revised([STATED], [Difference("holder", "agency/a", None)], None)] == [False]


def test_statements_on_other_fields_stay_as_they_are():
    other = Statement("unit", {"en": "Person"}, "document/d")
    assert other in revised([STATED, other], CHANGED, None)


def test_a_translation_does_not_contradict_what_documents_say():
    before, after = {"en": "Person"}, {"en": "Person", "sw": "Mtu"}
    stated = [Statement("unit", before, f"document/{name}", chosen=name == "d") for name in "de"]
    kept = revised(stated, [Difference("unit", before, after)], None)
    assert [(one.value, one.document) for one in kept] == [(after, "document/d"), (after, "document/e")]


def test_more_entries_do_not_contradict_what_documents_say():
    claim = Statement("", document="document/e")
    changed = [Difference("topics", ["a"], ["a", "b"])]
    kept = revised([Statement("topics", ["a"], "document/d")], changed, claim)
    assert [(one.value, one.document, one.chosen) for one in kept] == [
        (["a", "b"], "document/d", True),
        (["a", "b"], "document/e", True),
    ]


def test_another_text_beside_a_translation_is_a_claim_of_its_own():
    before, after = {"en": "Person"}, {"en": "Case", "sw": "Kesi"}
    kept = revised([Statement("unit", before, "document/d")], [Difference("unit", before, after)], None)
    assert [(one.value, one.chosen) for one in kept] == [(before, False), (after, True)]


def test_claims_by_hand_do_not_pile_up():
    once = revised([STATED], CHANGED, None)
    twice = revised(once, [Difference("holder", "agency/b", "agency/c")], None)
    assert [(one.value, one.chosen) for one in twice] == [("agency/a", False), ("agency/c", True)]
    assert revised(twice, [Difference("holder", "agency/c", "agency/a")], None) == [STATED]
