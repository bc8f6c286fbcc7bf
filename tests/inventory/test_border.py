from __future__ import annotations

import datetime as dt

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import NotFound, UsageError
from orodha.catalogue.names import GENERATED
from orodha.catalogue.reader import Reader
from orodha.inventory import roadmap
from orodha.inventory.border import border_point, border_points, point_table, points_table
from orodha.inventory.due import due

JKIA = "area/ke-border-jkia"
ON = dt.date(2026, 11, 22)


def ids(reader: Reader, part: str, point: str = JKIA) -> list[str]:
    return [one.record.id for one in border_point(reader, point, ON).of(part)]


def action(catalogue: Catalogue, slug: str, **fields: object) -> str:
    name = f"action/{slug}"
    catalogue.put_all([({"id": name, "text": {"en": slug}, "areas": [JKIA], **fields}, [])])
    return name


def test_the_airport_has_its_sources_agencies_and_actions(kenya: Reader):
    assert ids(kenya, "source") == ["source/ke-forensic-lab"]
    assert ids(kenya, "system") == ["source/ke-border-egates"]
    assert {"agency/ke-dis", "agency/ke-customs-jkia"} <= set(ids(kenya, "agency"))
    assert len(ids(kenya, "action")) == 3


def test_a_point_is_found_by_the_last_word_of_its_id(kenya: Reader):
    assert border_point(kenya, "jkia", ON).area.id == JKIA


def test_a_point_of_the_same_county_may_be_the_same(kenya: Reader):
    assert [one.id for one in border_point(kenya, "jkia", ON).nearby] == ["area/ke-border-nairobi-s2"]


def test_what_is_not_recorded_is_said(kenya: Reader):
    assert (
        "Nothing is recorded there as agency, system or source."
        in point_table(border_point(kenya, "moyale", ON), ON).foot
    )


def test_all_points_are_counted(kenya: Reader):
    assert len(list(border_points(kenya, ON))) == len(points_table(kenya, ON).rows) == 8


def test_a_place_that_is_no_border_point_is_refused(kenya: Reader):
    with pytest.raises(UsageError, match="no border point"):
        border_point(kenya, "area/ke", ON)
    with pytest.raises(NotFound):
        border_point(kenya, "nowhere-at-all", ON)


def test_actions_still_to_be_done_come_first(catalogue: Catalogue):
    done = action(catalogue, "z-done", status="done", due="2020")
    later = action(catalogue, "z-later", status="planned", due="2031")
    sooner = action(catalogue, "z-sooner", status="planned", due="2030")
    found = ids(catalogue.reader, "action")
    assert [one for one in found if one in (done, later, sooner)] == [sooner, later, done]
    assert found[0] == sooner


def test_a_threat_stands_apart(catalogue: Catalogue):
    name = action(catalogue, "smuggling", type="threat")
    assert ids(catalogue.reader, "threat")[0] == name


def test_who_assessed_a_point_does_not_work_there(kenya: Reader):
    busia = border_point(kenya, "busia", ON)
    assert [one.record.id for one in busia.of("source")] == ["source/ke-border-assessment"]
    assert [one.record.id for one in busia.of("action")] == ["action/ke-deadline-dl-assess"]
    assert busia.of("agency") == ()


def test_an_agency_that_works_there_is_shown(catalogue: Catalogue):
    agency = catalogue.reader.get("agency/ke-kims")
    kept = {field: value for field, value in agency.items() if field in ("id", "name", "type")}
    catalogue.put_all([(kept | {"works_at": [JKIA]}, [])])
    assert "agency/ke-kims" in ids(catalogue.reader, "agency")


def test_threats_to_the_whole_country_are_threats_to_each_point_and_marked(kenya: Reader):
    told = [one.told for one in border_point(kenya, JKIA, ON).of("threat")]
    assert told == ["all of Kenya; reported"] * 3
    assert "Beside these, 3 threats to a whole county or country." in points_table(kenya, ON).foot


def test_bodies_that_agencies_there_sit_in_or_are_part_of_are_relationships(kenya: Reader):
    told = {one.record.id: one.told for one in border_point(kenya, JKIA, ON).of("relationship")}
    assert told["agency/ke-twg-ncm"] == "member: Department of Immigration Services"
    assert told["agency/ke-moi"] == "part of it: Department of Immigration Services"


def test_an_agreement_on_a_point_is_a_relationship(kenya: Reader):
    assert ids(kenya, "relationship", "moyale") == ["agreement/ke-moyale-manual"]


def test_an_action_of_a_point_that_is_late_says_so(catalogue: Catalogue):
    action(catalogue, "late", status="planned", due="2026-11-20")
    found = border_point(catalogue.reader, JKIA, ON).of("action")[0]
    assert found.date == "2026-11-20 (2 days late)"


def test_below_all_points_stands_how_far_the_road_map_is(catalogue: Catalogue):
    action(catalogue, "step", type="road map", status="planned")
    foot = points_table(catalogue.reader, ON).foot
    assert "6 entries on 2026-11-22: 1 planned, 2 reported and 3 done; none overdue." in foot


def test_a_point_that_was_merged_into_another_is_not_listed(catalogue: Catalogue):
    gone = {"id": "area/ke-border-old", "name": "JKIA", "type": "border point", "part_of": ["area/ke-30"]}
    given = [(gone | {"registration": "superseded", "replaced_by": JKIA}, [])]
    before = border_point(catalogue.reader, JKIA, ON)
    catalogue.put_all(given)
    assert gone["id"] not in [one.area.id for one in border_points(catalogue.reader, ON)]
    assert border_point(catalogue.reader, JKIA, ON).nearby == before.nearby


def test_nothing_that_does_not_stand_is_at_a_point(catalogue: Catalogue):
    before = border_point(catalogue.reader, JKIA, ON)
    retired = {"registration": "retired"}
    source = catalogue.reader.get("source/ke-forensic-lab")
    body = catalogue.reader.get("agency/ke-twg-ncm")
    for one in (source, body):
        catalogue.put_all([({name: value for name, value in one.items() if name not in GENERATED} | retired, [])])
    action(catalogue, "retired-threat", type="threat", areas=["area/ke"], **retired)
    action(catalogue, "retired-deed", status="planned", **retired)
    after = border_point(catalogue.reader, JKIA, ON)
    was, told = ({one.record.id for one in point.entries} for point in (before, after))
    assert {source["id"], body["id"]} <= was - told
    assert told <= was


def test_deadlines_are_looked_up_once_for_all_points(kenya: Reader, monkeypatch: pytest.MonkeyPatch):
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(roadmap, "due", lambda *given: asked.append(given) or due(*given))
    points_table(kenya, ON)
    border_point(kenya, JKIA, ON)
    assert [one[3:] for one in asked] == [(["action"],)] * 2


def test_titles_name_the_day_on_which_things_are_late(kenya: Reader):
    assert points_table(kenya, ON).title == f"Border points, {ON}"
    assert point_table(border_point(kenya, "moyale", ON), ON).title.endswith(f", {ON}")
