"""Planning a source that closes a gap."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.changes import Put
from orodha.catalogue.errors import NotFound, UsageError
from orodha.catalogue.reader import Reader
from orodha.inventory.gaps import gaps
from orodha.inventory.planned import SUBJECTS, planned

TODAY = dt.date(2026, 11, 22)


def plan(reader: Reader, subject: str, **said: Any) -> dict[str, Any]:
    first = next(iter(planned(reader, subject, "New survey", **said).changes))
    assert isinstance(first, Put)
    return first.document


def test_a_topic_becomes_the_topic_of_a_planned_source(kenya: Reader):
    document = plan(kenya, "concept/topics-climate")
    assert (document["status"], document["topics"]) == ("planned", ["concept/topics-climate"])
    assert (document["country"], document["id"]) == ("area/ke", "source/ke-new-survey")


def test_an_objective_becomes_its_objective(kenya: Reader):
    document = plan(kenya, "concept/gcm-17", holder="agency/ke-knbs")
    assert document["gcm_objectives"] == ["concept/gcm-17"]
    assert (document["topics"], document["holder"]) == (["concept/topics-general"], "agency/ke-knbs")


def test_a_term_becomes_its_term(kenya: Reader):
    assert plan(kenya, "concept/ke-diaspora")["terms"] == ["concept/ke-diaspora"]


def test_a_variable_that_is_not_recorded_hands_on_its_term(kenya: Reader):
    terms = {one["id"]: one["concept"] for one in kenya.records("variable") if "concept" in one}
    name = next(iter(terms))
    assert plan(kenya, name)["terms"] == [terms[name]]


def test_a_county_becomes_what_it_covers(kenya: Reader):
    document = plan(kenya, "area/ke-01")
    assert (document["coverage"], document["country"]) == ({"areas": ["area/ke-01"]}, "area/ke")


def test_a_source_hands_on_what_it_is_about(kenya: Reader):
    document = plan(kenya, "source/ke-cbk-remit-survey")
    assert "concept/topics-remittances" in document["topics"]
    assert "concept/ke-remittance" in document["terms"]


def test_a_challenge_hands_on_the_topics_of_what_it_concerns(kenya: Reader):
    document = plan(kenya, "action/ke-challenge-ch-547")
    assert "concept/topics-remittances" in document["topics"]
    assert document["gcm_objectives"] == ["concept/gcm-1", "concept/gcm-20"]


def test_the_country_is_that_of_the_gap_or_the_one_that_is_said(kenya: Reader):
    assert plan(kenya, "source/et-rrdb")["country"] == "area/et"
    assert plan(kenya, "concept/topics-climate", country="area/ug")["country"] == "area/ug"
    assert plan(kenya, "area/igad")["country"] == "area/igad"


def test_an_indicator_comes_to_name_the_source_in_the_same_batch_and_undo_takes_all_back(catalogue: Catalogue):
    before = catalogue.reader.get("indicator/ke-i-fund")
    applied = catalogue.apply(planned(catalogue.reader, "indicator/ke-i-fund", "Accounts of the fund"))
    assert catalogue.reader.get("indicator/ke-i-fund")["sources"] == applied.created
    gap = next(one for one in gaps(catalogue.reader, TODAY).gaps if one.subject.id == "indicator/ke-i-fund")
    assert [one.id for one in gap.planned] == applied.created
    assert applied.batch
    catalogue.undo(applied.batch)
    assert "sources" not in catalogue.reader.get("indicator/ke-i-fund")
    assert not catalogue.reader.has(applied.created[0])
    assert before["name"] == catalogue.reader.get("indicator/ke-i-fund")["name"]


def test_a_challenge_comes_to_concern_the_source(catalogue: Catalogue):
    applied = catalogue.apply(planned(catalogue.reader, "action/ke-challenge-ch-547", "Remittances by sex"))
    assert catalogue.reader.get("action/ke-challenge-ch-547")["concerns"][-1:] == applied.created


def test_a_title_that_a_source_has_already_is_refused(catalogue: Catalogue):
    catalogue.apply(planned(catalogue.reader, "concept/topics-climate", "Climate survey"))
    with pytest.raises(UsageError, match="There is a source of that name"):
        planned(catalogue.reader, "concept/topics-integration", "Climate survey")


@pytest.mark.parametrize("title", ["", "  "])
def test_a_source_needs_a_title(kenya: Reader, title: str):
    with pytest.raises(UsageError, match="no title"):
        planned(kenya, "concept/topics-climate", title)


def test_whatever_has_a_gap_can_be_planned_for_if_its_rule_says_so(kenya: Reader):
    for gap in gaps(kenya, TODAY).gaps:
        if " gaps plan " in gap.fix:
            assert plan(kenya, gap.subject.id)["status"] == "planned"


def test_no_source_is_planned_for_an_agency_or_for_what_is_not_there(kenya: Reader):
    with pytest.raises(UsageError, match="No source can be planned"):
        plan(kenya, "agency/ke-dis")
    with pytest.raises(NotFound):
        plan(kenya, "concept/topics-nothing")


BORDER: dict[str, Any] = {"id": "area/ke-border-new", "type": "border point", "name": {"en": "New"}}


@pytest.mark.parametrize(
    ("part_of", "holder", "country"),
    [
        (["area/ke-30"], "", "area/ke"),
        (["area/ke-30", "area/ug"], "", "area/ke"),
        (["area/ug", "area/ke-30"], "agency/ke-knbs", "area/ke"),
        (["area/ug"], "agency/ke-knbs", "area/ug"),
        ([], "", "area/ke"),
    ],
)
def test_a_border_point_is_of_its_countries_at_any_depth(
    catalogue: Catalogue, part_of: list[str], holder: str, country: str
):
    catalogue.put_all([(BORDER | ({"part_of": part_of} if part_of else {}), None)])
    assert plan(catalogue.reader, "area/ke-border-new", holder=holder)["country"] == country


def test_at_a_border_between_others_it_asks(catalogue: Catalogue):
    catalogue.put_all([(BORDER | {"part_of": ["area/ug", "area/et"]}, None)])
    with pytest.raises(UsageError, match="whose data"):
        plan(catalogue.reader, "area/ke-border-new")


def test_a_challenge_in_a_county_is_planned_for_in_its_country(catalogue: Catalogue):
    told = {"id": "action/new", "text": {"en": "Few."}, "type": "challenge", "gap": "data", "areas": ["area/ug"]}
    catalogue.put_all([(told, None)])
    assert plan(catalogue.reader, "action/new")["country"] == "area/ug"


def test_without_any_country_it_asks(vocabulary):
    with Reader.open(vocabulary) as reader, pytest.raises(UsageError, match="whose data"):
        plan(reader, "concept/topics-climate")


@pytest.mark.parametrize("kind", SUBJECTS)
def test_of_whatever_kind_the_plan_is_about_undo_gives_all_back(catalogue: Catalogue, kind: str):
    def everything() -> list[dict[str, Any]]:
        told = catalogue.reader.database.rows("SELECT document FROM record ORDER BY id")
        return [json.loads(text) for (text,) in told]

    before = everything()
    subject = next(iter(catalogue.reader.records(kind)))["id"]
    applied = catalogue.apply(planned(catalogue.reader, subject, "New survey"))
    assert everything() != before
    assert applied.batch
    catalogue.undo(applied.batch)
    assert everything() == before
