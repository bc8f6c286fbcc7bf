"""References by relation."""

from __future__ import annotations

from orodha.catalogue import Catalogue
from orodha.catalogue.linking import at_stake, referring, relations

EFNS, DIS = "source/ke-efns", "agency/ke-dis"


def test_what_a_record_refers_to_comes_by_field(kenya):
    found = {one.field: one for one in relations(kenya, EFNS) if not one.incoming}
    assert [one.label for one in found["holder"].page(kenya, 0, 9)] == ["Department of Immigration Services"]
    assert len(found["terms"]) == 3 and found["terms"].kind == "concept"


def test_what_refers_to_a_record_comes_by_field_and_kind(kenya):
    found = {(one.field, one.kind): len(one) for one in relations(kenya, EFNS, "incoming")}
    assert found == {("concerns", "action"): 1, ("source", "variable"): 1}
    assert referring(kenya, EFNS) == 2


def test_pages_are_parts_of_the_whole_in_its_order(kenya):
    for one in relations(kenya, "area/ke"):
        whole = one.page(kenya, 0, len(one))
        assert len(whole) == len(one)
        assert [*one.page(kenya, 0, 3), *one.page(kenya, 3, 1000)] == whole


def test_all_links_are_there(kenya):
    links = {(one.field, one.incoming, one.id) for one in kenya.links(DIS)}
    found = {(one.field, one.incoming, end.id) for one in relations(kenya, DIS) for end in one.page(kenya, 0, 10_000)}
    assert found == links


def test_what_is_not_in_the_catalogue_stands_behind_the_others(tmp_path):
    with Catalogue.create(tmp_path / "a.db") as catalogue:
        rows = [
            {"id": "concept/b", "label": "B", "scheme": "scheme/a"},
            {"id": "concept/a", "label": "A", "scheme": "scheme/a", "broader": ["concept/b", "concept/gone"]},
        ]
        catalogue.begin_with(((one, None) for one in rows), note="", author="")
        found = [one for one in relations(catalogue.reader, "concept/a") if one.field == "broader"]
        ends = [(one.kind, one.page(catalogue.reader, 0, 9)) for one in found]
        assert sorted(kind for kind, _ in ends) == ["", "concept"]
        assert [tuple(end) for kind, several in ends if not kind for end in several] == [("concept/gone", "")]


def test_it_is_said_what_depends_on_a_record(kenya):
    told = "source/ke-efns  Electronic Foreign Nationals Service System (2 records refer to it)"
    assert at_stake(kenya, kenya.get(EFNS)) == told
