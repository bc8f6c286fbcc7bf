from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.reader import Reader
from orodha.inventory.procedure_changes import Change, changes_table, compare, versions

SOP = "procedure/ke-sop-data"


def step(task: str, text: str = "", **fields: Any) -> dict[str, Any]:
    return {"task": task, **({"text": {"en": text}} if text else {}), **fields}


def changes(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[Change]:
    return list(compare({"steps": before}, {"steps": after}))


def test_a_step_that_got_another_agency_is_changed_and_not_replaced():
    before, after = step("clean", responsible=["agency/a"]), step("clean", responsible=["agency/b"])
    assert changes([before], [after]) == [Change("1 clean", "responsible", ["agency/a"], ["agency/b"])]


def test_a_step_that_only_moved_up_is_no_change():
    clean, share = step("clean", "Clean it."), step("share", "Give it.")
    assert changes([step("collect"), clean, share], [clean, share]) == [Change("1 collect", "", "collect", None)]


def test_numbers_of_their_own_bring_steps_together():
    old, new = step("clean", "Clean it.", number="2"), step("validate", "Look at it.", number="2")
    assert {one.field for one in changes([old], [new])} == {"task", "text"}


def test_steps_of_different_numbers_are_different_steps():
    found = changes([step("train", "One.", number="1")], [step("train", "Other words altogether.", number="2")])
    assert [one.field for one in found] == ["", ""]


def test_a_reworded_step_is_known_by_its_words():
    old = step("coordinate", "Put the procedures before the higher levels.")
    new = step("adopt", "Put the procedures before higher levels.")
    assert {one.field for one in changes([old], [new])} == {"task", "text"}


def test_a_field_of_the_procedure_itself_is_told():
    assert compare({"version": "1"}, {"version": "2"}) == (Change("", "version", "1", "2"),)


STEPS = st.lists(
    st.builds(
        step,
        st.sampled_from(["collect", "clean", "share"]),
        st.text("ab ", max_size=6),
        responsible=st.lists(st.sampled_from(["agency/a", "agency/b"]), max_size=2),
    ),
    max_size=5,
)


@given(STEPS)
def test_nothing_differs_from_itself(steps: list[dict[str, Any]]):
    assert changes(steps, steps) == []


@given(STEPS, STEPS)
def test_as_many_steps_come_and_go_as_the_lengths_differ_by(before: list[dict[str, Any]], after: list[dict[str, Any]]):
    whole = [one for one in changes(before, after) if not one.field]
    come = sum(one.before is None for one in whole)
    assert come - (len(whole) - come) == len(after) - len(before)


def test_a_procedure_never_changed_differs_in_nothing(kenya: Reader):
    assert changes_table(kenya, *versions(kenya, SOP)).foot == ("Nothing differs.",)


def test_one_procedure_is_held_against_itself_before_its_last_change(catalogue: Catalogue):
    found = catalogue.get(SOP)
    catalogue.save(found.model_copy(update={"version": "2"}))
    table = changes_table(catalogue.reader, *versions(catalogue.reader, SOP))
    assert table.rows == (("procedure", "version", "–", "2"),)


def test_one_procedure_is_held_against_the_one_that_it_replaces(catalogue: Catalogue):
    new = {"id": "procedure/new", "title": {"en": "New"}, "replaces": SOP}
    catalogue.put_all([(new, [])])
    old, later = versions(catalogue.reader, "procedure/new")
    assert (old["id"], later["id"]) == (SOP, "procedure/new")
