from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue.kinds import kinds
from orodha.catalogue.record import Record
from orodha.inventory.completeness import (
    KINDS,
    completeness,
    kinds_table,
    record_table,
    records_table,
    scores,
    shipped_rules,
    weights,
    weights_table,
)
from strategies import documents

SOURCE = "source/ke-efns"
ON = dt.date(2026, 11, 22)


def share(kenya, document, kind="source"):
    return completeness(document, weights(kenya, kind))[0]


def lacking(kenya, document):
    return {one.field for one in completeness(document, weights(kenya, "source"))[1]}


def test_what_is_mandatory_weighs_3_recommended_2_and_the_rest_1(kenya):
    found = {one.field: (one.need, one.weight) for one in weights(kenya, "source")}
    assert (found["title"], found["holder"], found["medium"]) == (
        ("mandatory", 3),
        ("recommended", 2),
        ("optional", 1),
    )


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_what_a_record_says_of_itself_is_not_counted(kenya, kind):
    assert not {one.field for one in weights(kenya, kind)} & set(Record.model_fields)


def test_every_field_with_a_weight_of_its_own_is_declared(kenya):
    for kind, own in shipped_rules().items():
        if kind in kinds():
            unless = own.get("unless", {})
            named = {*own, *unless, *(other for one in unless.values() for other in one)} - {"unless"}
            assert named <= set(kenya.kinds[kind]["fields"]), kind


def test_an_empty_record_has_0(kenya):
    assert share(kenya, {}) == 0


def test_what_is_unknown_counts_as_empty(kenya):
    known = {"access": "concept/access-open", "personal_data": "none"}
    unknown = {"access": "concept/access-unknown", "personal_data": "unknown"}
    assert share(kenya, unknown) == 0 < share(kenya, known)


@given(st.sampled_from(["unknown", "concept/access-unknown", "a-unknown", "Study of the unknown"]))
def test_a_name_that_says_unknown_is_a_name(kenya, name):
    assert lacking(kenya, {}) - lacking(kenya, {"title": {"en": name}, "contact": name}) == {"title", "contact"}


def test_only_a_concept_can_say_that_nobody_knows(kenya):
    assert "holder" in lacking(kenya, {})
    assert "holder" not in lacking(kenya, {"holder": "agency/ke-unknown"})


@given(st.booleans(), st.booleans())
def test_an_empty_field_is_no_lack_if_any_of_its_conditions_is_met(kenya, planned, public):
    conditions = {"status": ["planned"], "access": ["concept/access-open"]}
    rules = shipped_rules() | {"source": {"unless": {"quality": conditions}}}
    asked = [one for one in weights(kenya, "source", rules) if one.field == "quality"]
    document = {"status": "planned" if planned else "live", "access": f"concept/access-{'open' if public else 'no'}"}
    assert bool(completeness(document, asked)[1]) == (not planned and not public)


def test_no_counts_as_an_answer(kenya):
    assert "collected_for_statistics" not in lacking(kenya, {"collected_for_statistics": False})


def test_a_part_with_nothing_in_it_is_empty(kenya):
    assert "coverage" in lacking(kenya, {"coverage": {"areas": []}})


def test_data_on_nobody_need_no_lawful_basis(kenya):
    assert "lawful_bases" not in lacking(kenya, {"personal_data": "none"})
    assert "lawful_bases" in lacking(kenya, {"personal_data": "unknown"})


def test_what_is_lacking_comes_with_the_heaviest_first(kenya):
    weighs = [one.weight for one in scores(kenya, "source").records[0].lacks]
    assert weighs == sorted(weighs, reverse=True)


@given(documents("source"), st.data())
def test_filling_a_field_never_lowers_the_score(kenya, document, data):
    asked = weights(kenya, "source")
    other = data.draw(documents("source"))
    name = data.draw(st.sampled_from([one.field for one in asked]))
    without = {field: value for field, value in document.items() if field != name}
    before, _ = completeness(without, asked)
    after, _ = completeness(without | {name: other.get(name)}, asked)
    assert 0 <= before <= after <= 1


@given(st.sampled_from(KINDS), st.data())
def test_a_record_that_lacks_nothing_has_1(kenya, kind, data):
    asked = weights(kenya, kind)
    document = data.draw(documents(kind))
    share, lacks = completeness(document, asked)
    full = document | dict.fromkeys([one.field for one in lacks], "known")
    assert completeness(full, asked) == (1, ())
    assert (share == 1) == (not lacks)


def test_kinds_come_with_their_least_complete_record(kenya):
    found = kinds_table(kenya, ON)
    assert [row[0] for row in found.rows] == list(KINDS)
    assert found.rows[0][:2] == ("source", "52")
    assert found.foot[0] == "Validated within 12 months: 0 of 31 sources with data."


def test_records_come_with_the_least_complete_first(kenya):
    found = [one.share for one in scores(kenya, "source").records]
    assert found == sorted(found)
    assert records_table(kenya, "source", ON, limit=3).rows == records_table(kenya, "source", ON).rows[:3]


def test_an_agency_is_asked_for_what_is_its_business(kenya):
    ids = {one.record.id for one in scores(kenya, "source", "agency/ke-dis").records}
    assert SOURCE in ids
    assert "source/ke-neaims" not in ids
    assert {one.record.id for one in scores(kenya, "agency", "agency/ke-dis").records} >= {"agency/ke-dis"}


def test_variables_are_the_business_of_who_holds_their_source(kenya):
    ids = {one.record.id for one in scores(kenya, "variable", "agency/ke-nea").records}
    sources = {kenya.get(one)["source"] for one in ids}
    assert sources
    assert all("agency/ke-nea" in str(kenya.get(one)) for one in sources)


def test_one_record_comes_with_the_command_that_fills_it_in(kenya):
    found = record_table(kenya, SOURCE)
    assert ("legal basis", "2", "recommended", "legal_basis=...") in found.rows
    assert ("impact assessment", "2", "optional", "in the editor") in found.rows
    assert found.foot[1] == f"Fill in with: orodha edit {SOURCE} legal_basis=..."
    assert "never" in found.foot[2]


def test_who_validated_last_is_told(catalogue):
    (source,) = catalogue.reader.some([SOURCE])
    fields = {name: value for name, value in source.items() if name not in ("kind", "revision", "created", "modified")}
    catalogue.put_all([(fields | {"last_validated": "2026-03", "validated_by": "agency/ke-dis"}, None)])
    name = catalogue.reader.labels(["agency/ke-dis"])["agency/ke-dis"]
    assert record_table(catalogue.reader, SOURCE).foot[2] == f"Last validated: 2026-03, by {name}."
    assert ("2026-03", name) in {row[2:4] for row in records_table(catalogue.reader, "source", ON).rows}


@pytest.mark.parametrize(("written", "counted"), [("2026-03", 1), ("2025-03", 0), ("2035-01", 0)])
def test_only_what_was_validated_within_a_year_counts(catalogue, written, counted):
    source = catalogue.reader.get("source/ke-musaned")
    fields = {name: value for name, value in source.items() if name not in ("kind", "revision", "created", "modified")}
    catalogue.put_all([(fields | {"last_validated": written}, None)])
    told = f"Validated within 12 months: {counted} of 31 sources with data."
    assert kinds_table(catalogue.reader, ON).foot[0] == records_table(catalogue.reader, "source", ON).foot[-1] == told


def test_the_title_names_the_day_only_where_it_counts(kenya):
    assert kinds_table(kenya, ON).title == "Completeness, 2026-11-22"
    assert records_table(kenya, "source", ON).title == "Completeness: source, 2026-11-22"
    assert records_table(kenya, "law", ON).title == "Completeness: law"


def test_superseded_records_are_not_asked(catalogue):
    (source,) = catalogue.reader.some([SOURCE])
    fields = {name: value for name, value in source.items() if name not in ("kind", "revision", "created", "modified")}
    catalogue.put_all([(fields | {"registration": "superseded", "replaced_by": "source/ke-neaims"}, None)])
    assert len(scores(catalogue.reader, "source").records) == 51


def test_the_weights_are_published(kenya):
    rows = weights_table(kenya, ["source"]).rows
    assert ("source", "last validated", "2", "optional", "status is planned") in rows
    assert len(rows) == len(weights(kenya, "source"))
