from __future__ import annotations

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import NotFound, UsageError
from orodha.catalogue.reader import Reader
from orodha.inventory.border import border_point, border_points, point_table, points_table

JKIA = "area/ke-border-jkia"


def ids(reader: Reader, part: str, point: str = JKIA) -> list[str]:
    return [one.record.id for one in border_point(reader, point).of(part)]


def action(catalogue: Catalogue, slug: str, **fields: object) -> str:
    name = f"action/{slug}"
    catalogue.put_all([({"id": name, "text": {"en": slug}, "areas": [JKIA], **fields}, [])])
    return name


def test_the_airport_has_its_sources_agencies_and_actions(kenya: Reader):
    assert {"source/ke-border-egates", "source/ke-forensic-lab"} <= set(ids(kenya, "source"))
    assert {"agency/ke-dis", "agency/ke-customs-jkia"} <= set(ids(kenya, "agency"))
    assert len(ids(kenya, "action")) == 3


def test_a_point_is_found_by_the_last_word_of_its_id(kenya: Reader):
    assert border_point(kenya, "jkia").area.id == JKIA


def test_a_point_of_the_same_county_may_be_the_same(kenya: Reader):
    assert [one.id for one in border_point(kenya, "jkia").nearby] == ["area/ke-border-nairobi-s2"]


def test_what_is_not_recorded_is_said(kenya: Reader):
    assert "Nothing is recorded there as agreement or threat." in point_table(border_point(kenya, "jkia")).foot


def test_all_points_are_counted(kenya: Reader):
    assert len(list(border_points(kenya))) == len(points_table(kenya).rows) == 8


def test_a_place_that_is_no_border_point_is_refused(kenya: Reader):
    with pytest.raises(UsageError, match="no border point"):
        border_point(kenya, "area/ke")
    with pytest.raises(NotFound):
        border_point(kenya, "nowhere-at-all")


def test_actions_still_to_be_done_come_first(catalogue: Catalogue):
    done = action(catalogue, "z-done", status="done", due="2020")
    later = action(catalogue, "z-later", status="planned", due="2031")
    sooner = action(catalogue, "z-sooner", status="planned", due="2030")
    found = ids(catalogue.reader, "action")
    assert [one for one in found if one in (done, later, sooner)] == [sooner, later, done]
    assert found[0] == sooner


def test_a_threat_stands_apart(catalogue: Catalogue):
    name = action(catalogue, "smuggling", type="threat")
    assert ids(catalogue.reader, "threat") == [name]


def test_an_agency_that_works_there_is_shown(catalogue: Catalogue):
    agency = catalogue.reader.get("agency/ke-kims")
    kept = {field: value for field, value in agency.items() if field in ("id", "name", "type")}
    catalogue.put_all([(kept | {"works_at": [JKIA]}, [])])
    assert "agency/ke-kims" in ids(catalogue.reader, "agency")


def test_the_road_map_is_counted_by_status(catalogue: Catalogue):
    action(catalogue, "step", type="road map", status="planned")
    assert points_table(catalogue.reader).foot == ("1 action of a road map: 1 planned.",)
