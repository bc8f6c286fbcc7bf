"""What a list says for its items: the quick way of plain codes says the same as the careful one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue.formats.sdmx import model as m
from orodha.catalogue.formats.sdmx.urn import Urn
from orodha.inventory.sdmx.foreign import identity
from orodha.inventory.sdmx.frames import Frame

PLACE = Urn("Codelist", "XY", "CL_X", "1.0")
FRAME = Frame(PLACE, "concept", "scheme/xy-cl-x-1.0", "scheme/xy-cl-x-1.0", came=True)
PLAIN = {"iri": FRAME.urn("A"), "notation": "A", "label": {"en": "All"}, "scheme": "scheme/xy-cl-x-1.0"}
CODE = m.Code("A", names={"en": "All"})


@pytest.mark.parametrize("came", [False, True])
@pytest.mark.parametrize(
    "change",
    [
        {},
        {"notation": "B"},
        {"label": {"en": "Other"}},
        {"definition": {"en": "Everything."}},
        {"broader": ["concept/xy-cl-x-1.0-B"]},
        {"broader": ["concept/xy-cl-x-1.0-B", "concept/xy-cl-x-1.0-C"]},
        {"status": "candidate"},
        {"iri": "https://example.org/a"},
    ],
    ids=str,
)
@pytest.mark.parametrize("above", ["", "concept/xy-cl-x-1.0-B"])
@pytest.mark.parametrize("names", [{"en": "All"}, {"en": " All"}, {"xx_1": "All"}, {}], ids=str)
def test_an_item_needs_the_same_annotations_either_way(came, change, above, names):
    frame = Frame(PLACE, "concept", FRAME.record, FRAME.owner, came)
    fields, item = {**PLAIN, "label": names, **change}, m.Code("A", names=names)
    assert frame.beside("concept", fields, item, "A", above) == frame.annotations(
        "concept", fields, frame.item("concept", item, "A", above)
    )


def test_a_plain_item_that_came_needs_no_annotations():
    assert FRAME.beside("concept", PLAIN, CODE, "A", "") == ()


@given(st.from_regex("[A-Za-z0-9@$_.-]{1,200}", fullmatch=True), st.sampled_from(("CL_X", "CL" + "_LONG" * 20)))
def test_an_item_is_the_record_that_its_urn_says(path, name):
    frame = Frame(Urn("Codelist", "XY", name, "1.0"), "concept", "", "scheme/x", came=True)
    assert frame.id_of(path, path) == identity(frame.urn(path))
