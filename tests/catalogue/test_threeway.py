"""Two changes of the same record put together."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue.threeway import merge, settle

BASE = {"id": "source/a", "title": {"en": "A"}, "status": "live", "topics": ["x"]}

atoms = st.sampled_from(["a", "b", "c"])
values = atoms | st.lists(atoms, min_size=1, max_size=2) | st.dictionaries(atoms, atoms, min_size=1, max_size=3)
documents = st.dictionaries(st.sampled_from(["f", "g", "h"]), values, max_size=3)


def test_changes_of_other_fields_and_languages_stand_together():
    found = merge(BASE, BASE | {"title": {"en": "A", "sw": "Y"}}, BASE | {"title": {"en": "B"}, "status": "retired"})
    assert found.clashes == ()
    assert found.document == BASE | {"title": {"en": "B", "sw": "Y"}, "status": "retired"}


def test_what_both_changed_is_told_with_all_three_values():
    found = merge(BASE, BASE | {"status": "planned"}, BASE | {"status": "retired"})
    (clash,) = found.clashes
    assert clash == (("status",), "live", "planned", "retired")
    assert found.document["status"] == "planned"
    assert settle(found.document, clash, clash.mine)["status"] == "retired"


def test_taking_out_what_the_other_changed_is_a_clash():
    mine = {name: value for name, value in BASE.items() if name != "status"}
    found = merge(BASE, BASE | {"status": "planned"}, mine)
    assert found.clashes[0].mine is None
    assert "status" not in settle(found.document, found.clashes[0], None)


def test_the_last_text_taken_out_takes_the_field_out():
    found = merge(BASE, BASE | {"title": {"en": "B"}}, BASE | {"title": {"sw": "Y"}})
    assert found.document["title"] == {"en": "B", "sw": "Y"}
    assert (
        settle(
            settle(found.document, found.clashes[0], None), found.clashes[0]._replace(path=("title", "sw")), None
        ).get("title")
        is None
    )


@given(documents, documents)
def test_what_one_side_left_alone_is_as_the_other_made_it(base, other):
    assert merge(base, other, base) == (other, ())
    assert merge(base, base, other) == (other, ())
    assert merge(base, other, other) == (other, ())


@given(documents, documents, documents)
def test_settling_all_for_one_side_keeps_every_change_of_it(base, theirs, mine):
    before = json.dumps([base, theirs, mine])
    found = merge(base, theirs, mine)
    document = found.document
    for clash in found.clashes:
        document = settle(document, clash, clash.mine)
    assert all(
        document.get(name) == value
        for name, value in mine.items()
        if value != base.get(name) and not isinstance(value, dict)
    )
    assert json.dumps([base, theirs, mine]) == before
