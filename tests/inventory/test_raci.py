from __future__ import annotations

import datetime as dt

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import NotFound
from orodha.catalogue.names import GENERATED
from orodha.catalogue.reader import Reader
from orodha.inventory.counting import holds_data
from orodha.inventory.raci import procedures_named, raci, role_findings, without_validator

SOP = "procedure/ke-sop-data"
TODAY = dt.date(2026, 11, 22)


def cells(reader: Reader, name: str = SOP):
    table = raci(reader, procedures_named(reader, [name]), TODAY)
    return {row[0]: dict(zip(table.head, row, strict=True)) for row in table.rows}


def found(reader: Reader, *names: str):
    return {(one.rule, one.text) for one in role_findings(reader, procedures_named(reader, names))}


def add(catalogue: Catalogue, slug: str, *steps: dict[str, object]) -> str:
    name = f"procedure/{slug}"
    catalogue.put_all([({"id": name, "title": {"en": slug}, "steps": list(steps)}, [])])
    return name


def test_each_agency_validates_its_own_and_the_mechanism_leads_the_analysis(kenya: Reader):
    rows = cells(kenya)
    assert (rows["3 validate"]["MDAs"], rows["3 validate"]["NCM"]) == ("RA", "·")
    assert (rows["4 analyse"]["NCM"], rows["5 disseminate"]["NCM"]) == ("RA", "RA")


def test_a_step_that_nobody_is_named_for_stays_empty(kenya: Reader):
    row = cells(kenya)["12 share"]
    assert {agency for agency, letter in row.items() if letter != "·"} == {"step", "COMESA"}


def test_missing_roles_are_found(kenya: Reader):
    rules = {rule for rule, _ in found(kenya, SOP)}
    assert {"nobody-responsible", "nobody-accountable"} <= rules
    assert ("source-no-validator", "nobody is named to validate 31 of 31 sources with data") in found(kenya)


def test_a_group_without_members_is_found(kenya: Reader):
    assert any(rule == "group-without-members" and text.startswith("MDAs ") for rule, text in found(kenya, SOP))


def test_by_agency_a_row_says_what_it_does(kenya: Reader):
    table = raci(kenya, procedures_named(kenya, [SOP]), TODAY, "agency")
    row = next(row for row in table.rows if row[0] == "MDAs")
    assert row[2] == "2 clean, 3 validate"


def test_each_step_is_told_in_words_and_with_the_place_that_says_so(kenya: Reader):
    table = raci(kenya, procedures_named(kenya, [SOP]), TODAY)
    (steps,) = table.more
    told = {label: (text, said) for label, text, said in steps.rows}
    assert list(told) == [row[0] for row in table.rows]
    assert len({text for text, _ in told.values()}) == len(told)
    assert told["8 adopt"][1] == "MIEUX Case Study Kenya (2017-2019), impact, enabling environment (inferred)"
    assert told["12 share"][1] == "MIEUX Case Study Kenya (2017-2019), lessons learnt (inferred)"


def test_a_step_that_no_document_assigns_says_so_and_one_with_a_document_names_it(catalogue: Catalogue):
    own = {"task": "host", "document": "document/kenya-ii-sops", "place": "page 2"}
    name = add(catalogue, "own", {"task": "share"}, own)
    (steps,) = raci(catalogue.reader, procedures_named(catalogue.reader, [name]), TODAY).more
    assert steps.rows[0][-1] == "no document"
    assert steps.rows[1][-1].endswith(", page 2")


def test_the_title_says_which_procedure_which_version_and_which_day(catalogue: Catalogue):
    edit(catalogue, SOP, version="2")
    chosen = procedures_named(catalogue.reader, [SOP])
    assert raci(catalogue.reader, chosen, TODAY).title == (
        "Who does what: Standard operating procedures on data collection, analysis and sharing, version 2,"
        " as recorded on 2026-11-22"
    )


def test_an_unknown_procedure_is_an_error(kenya: Reader):
    with pytest.raises(NotFound):
        procedures_named(kenya, ["ke-sop-dta"])


def test_two_leads_of_a_task_are_found_and_the_same_lead_twice_is_not(catalogue: Catalogue):
    own = {"task": "analyse", "responsible": ["agency/ke-ncm"]}
    add(catalogue, "same", own)
    assert not any(rule == "two-leads" for rule, _ in found(catalogue.reader))
    add(catalogue, "other", {"task": "analyse", "responsible": ["agency/ke-knbs"]})
    told = [text for rule, text in found(catalogue.reader) if rule == "two-leads"]
    assert len(told) == 1 and "lead analyse" in told[0] and "KNBS" in told[0]


def test_an_agency_that_is_not_there_is_named_as_unknown(catalogue: Catalogue):
    name = add(catalogue, "strange", {"task": "clean", "responsible": ["agency/ke-nobody"]})
    assert ("unknown-agency", "unknown agency agency/ke-nobody") in found(catalogue.reader, name)


def test_two_that_answer_for_one_step_are_found(catalogue: Catalogue):
    name = add(catalogue, "both", {"task": "clean", "accountable": ["agency/ke-ncm", "agency/ke-knbs"]})
    assert any(rule == "two-accountable" for rule, _ in found(catalogue.reader, name))


def test_procedures_in_which_nobody_is_asked_or_told_are_found(catalogue: Catalogue):
    name = add(catalogue, "quiet", {"task": "clean", "responsible": ["agency/ke-ncm"]})
    told = ("nobody-asked", "nobody is named as consulted or informed in any step")
    assert told in found(catalogue.reader, name)
    assert "nobody-asked" not in {rule for rule, _ in found(catalogue.reader, SOP)}


def test_a_table_of_no_steps_has_no_rows(kenya: Reader):
    table = raci(kenya, procedures_named(kenya, ["ke-sop-cbm"]), TODAY)
    assert (table.rows, table.more) == ((), ())


def test_a_source_is_validated_by_whom_its_record_names(catalogue: Catalogue):
    edit(catalogue, "source/ke-efns", validated_by="agency/ke-knbs")
    assert "source/ke-efns" not in set(without_validator(catalogue.reader))


def test_a_step_that_validates_one_source_names_somebody_for_that_one_only(catalogue: Catalogue):
    step = {"task": "validate", "responsible": ["agency/ke-knbs"], "source": "source/ke-efns"}
    add(catalogue, "validation", step)
    assert set(catalogue_data(catalogue)) - set(without_validator(catalogue.reader)) == {"source/ke-efns"}


def test_a_group_that_validates_its_own_names_its_members(catalogue: Catalogue):
    edit(catalogue, "agency/ke-mdas", members=["agency/ke-knbs"])
    named = set(catalogue_data(catalogue)) - set(without_validator(catalogue.reader))
    assert named == {one for one, holder in catalogue_data(catalogue).items() if holder == "agency/ke-knbs"} != set()


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "retired"},
        {"status": "planned"},
        {"type": "concept/source-kinds-report"},
        {"registration": "superseded", "replaced_by": "source/ke-neaims"},
    ],
)
def test_sources_that_hold_no_data_or_do_not_stand_need_nobody_to_validate_them(
    catalogue: Catalogue, fields: dict[str, object]
):
    assert "source/ke-efns" in set(without_validator(catalogue.reader))
    edit(catalogue, "source/ke-efns", **fields)
    assert "source/ke-efns" not in set(without_validator(catalogue.reader))
    assert ("source-no-validator", "nobody is named to validate 30 of 30 sources with data") in found(catalogue.reader)


def test_a_procedure_that_was_retired_names_nobody(catalogue: Catalogue):
    name = add(catalogue, "validation", {"task": "validate", "responsible": ["agency/ke-knbs"]})
    edit(catalogue, name, registration="retired")
    assert name not in {one["id"] for one in procedures_named(catalogue.reader)}
    assert procedures_named(catalogue.reader, [name])
    assert catalogue_data(catalogue).keys() == set(without_validator(catalogue.reader))


def catalogue_data(catalogue: Catalogue) -> dict[str, str]:
    return {one["id"]: one.get("holder", "") for one in catalogue.reader.records("source") if holds_data(one)}


def edit(catalogue: Catalogue, name: str, **fields: object) -> None:
    kept = {field: value for field, value in catalogue.reader.get(name).items() if field not in GENERATED}
    catalogue.put_all([(kept | fields, [])])
