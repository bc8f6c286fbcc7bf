from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import NotFound
from orodha.catalogue.reader import Reader
from orodha.inventory.dates import last_day
from orodha.inventory.roadmap import RoadMap, remarks, road_map, road_map_table, undertakings
from strategies import dates

ON = dt.date(2026, 11, 22)
PLAN = "procedure/ke-roadmap-bcp"


def action(catalogue: Catalogue, slug: str, **fields: object) -> str:
    name = f"action/{slug}"
    given = {"id": name, "text": {"en": slug}, "type": "road map", "concerns": [PLAN], **fields}
    catalogue.put_all([(given, [])])
    return name


def ids(found: RoadMap) -> list[str]:
    return [one.record.id for one in found.items]


def test_a_procedure_without_steps_and_road_map_is_said_to_be_so(kenya: Reader):
    told = remarks(road_map(kenya, ON, PLAN))
    assert told == (
        f"{PLAN} has no steps.",
        "3 entries on 2026-11-22: 1 reported and 2 done; none overdue.",
        'None of them is an action of a road map (type "road map").',
    )


def test_what_concerns_nothing_is_said_to_be_nothing(kenya: Reader):
    assert remarks(road_map(kenya, ON, "procedure/ke-sop-detention")) == (
        "procedure/ke-sop-detention has no steps.",
        "No action is recorded for procedure/ke-sop-detention.",
    )


def test_actions_stand_by_status_then_by_date_and_the_undated_last(catalogue: Catalogue):
    wanted = [
        action(catalogue, "z", status="under way", due="2027-01"),
        action(catalogue, "y", status="planned", due="2027-02"),
        action(catalogue, "x", status="planned", due="2028"),
        action(catalogue, "a", status="planned"),
        action(catalogue, "b"),
    ]
    assert ids(road_map(catalogue.reader, ON, PLAN))[:5] == wanted


def test_what_is_overdue_is_marked_and_counted(catalogue: Catalogue):
    name = action(catalogue, "late", status="planned", due="2026-10")
    found = road_map(catalogue.reader, ON, PLAN)
    one = found.items[0]
    assert (one.record.id, one.when, one.late) == (name, "2026-10 (22 days late)", 22)
    assert any(line.endswith("1 overdue.") for line in remarks(found))


def test_nothing_is_overdue_on_its_last_day(catalogue: Catalogue):
    action(catalogue, "today", status="planned", due="2026-11")
    assert road_map(catalogue.reader, dt.date(2026, 11, 30), PLAN).items[0].late == 0


def test_what_is_done_is_not_overdue(catalogue: Catalogue):
    action(catalogue, "past", status="done", due="2020")
    assert not any(one.late for one in road_map(catalogue.reader, ON, PLAN).items)


def test_steps_with_a_date_stand_in_the_road_map_of_their_procedure(kenya: Reader):
    steps = [one for one in road_map(kenya, ON, "ke-sop-data").items if one.sort == "step"]
    assert [(one.when, [who.id for who in one.who]) for one in steps] == [("2020-02, every year", ["agency/ke-ncm"])]


def test_an_area_is_told_of_with_what_is_within_it(kenya: Reader):
    assert set(ids(road_map(kenya, ON, "jkia"))) < set(ids(road_map(kenya, ON, "area/ke-30")))
    assert set(ids(road_map(kenya, ON, "area/ke-30"))) < set(ids(road_map(kenya, ON, "area/ke")))


def test_threats_are_nothing_to_be_done(kenya: Reader):
    assert not {"threat", "challenge"} & {one.sort for one in road_map(kenya, ON, "area/ke").items}


def test_without_a_name_there_are_the_road_map_and_what_is_done_at_border_points(catalogue: Catalogue):
    name = action(catalogue, "step", status="planned")
    found = road_map(catalogue.reader, ON)
    assert ids(found)[0] == name
    assert "action/ke-act-128" in ids(found)


def test_the_table_names_agencies_and_says_where_none_is(kenya: Reader):
    rows = road_map_table(road_map(kenya, ON, "jkia")).rows
    assert [row[3] for row in rows] == ["nobody named", "Customs department at JKIA", "nobody named"]


def test_as_json_each_entry_names_its_record(kenya: Reader):
    told = road_map(kenya, ON, "jkia").as_json()
    assert told["about"]["id"] == "area/ke-border-jkia"
    assert told["items"][1]["who"] == [{"id": "agency/ke-customs-jkia", "label": "Customs department at JKIA"}]


def test_what_is_no_procedure_and_no_area_is_not_found(kenya: Reader):
    with pytest.raises(NotFound):
        road_map(kenya, ON, "nowhere-at-all")


def test_what_does_not_stand_is_not_to_be_done(catalogue: Catalogue):
    action(catalogue, "retired", status="planned", registration="retired", areas=["area/ke-border-jkia"])
    reader = catalogue.reader
    for about in ("", PLAN, "jkia", "area/ke"):
        assert "action/retired" not in ids(road_map(reader, ON, about))


def test_a_point_that_was_merged_into_another_leaves_its_ending_to_that(catalogue: Catalogue):
    gone = {"id": "area/ug-border-jkia", "name": "JKIA", "type": "border point", "registration": "superseded"}
    catalogue.put_all([(gone | {"replaced_by": "area/ke-border-jkia"}, [])])
    assert road_map(catalogue.reader, ON, "jkia").as_json()["about"]["id"] == "area/ke-border-jkia"


def test_what_only_begins_on_a_day_stands_after_what_is_due(catalogue: Catalogue):
    begun = action(catalogue, "a", status="planned", start="2021")
    wanted = action(catalogue, "b", status="planned", due="2028")
    found = road_map(catalogue.reader, ON, PLAN).items
    assert [(one.record.id, one.due, one.start) for one in found[:2]] == [(wanted, "2028", ""), (begun, "", "2021")]


@given(st.lists(dates | st.none(), max_size=6))
def test_undertakings_stand_in_the_order_of_their_last_days(kenya: Reader, due: list[str | None]):
    given = [{"id": f"action/{n}", "text": {"en": "x"}} | ({"due": day} if day else {}) for n, day in enumerate(due)]
    told = [one.due for one in undertakings(kenya, given, ON, {})]
    dated = [last_day(one) for one in told if one]
    assert dated == sorted(dated)
    assert told == [one for one in told if one] + [""] * due.count(None)
