from __future__ import annotations

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import NotFound
from orodha.catalogue.names import GENERATED
from orodha.catalogue.reader import Reader
from orodha.inventory.counting import holds_data
from orodha.inventory.raci import procedures_named, raci, remarks, role_findings, tasks, without_validator

SOP = "procedure/ke-sop-data"


def cells(reader: Reader, name: str = SOP):
    table = raci(tasks(reader, procedures_named(reader, [name])))
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
    assert set(cells(kenya)["12 share"].values()) == {"12 share", "·"}


def test_missing_roles_are_found(kenya: Reader):
    rules = {rule for rule, _ in found(kenya, SOP)}
    assert {"nobody-responsible", "nobody-accountable", "nobody-asked"} <= rules
    assert ("source-no-validator", "nobody is named to validate 31 of 31 sources with data") in found(kenya)


def test_a_group_without_members_is_found(kenya: Reader):
    assert any(rule == "group-without-members" and text.startswith("MDAs ") for rule, text in found(kenya, SOP))


def test_by_agency_a_row_says_what_it_does(kenya: Reader):
    table = raci(tasks(kenya, procedures_named(kenya, [SOP])), "agency")
    row = next(row for row in table.rows if row[0] == "MDAs")
    assert row[2] == "2 clean, 3 validate"


def test_remarks_name_the_documents(kenya: Reader):
    chosen = procedures_named(kenya, [SOP])
    assert any(line.startswith("From: MIEUX") for line in remarks(kenya, chosen, []))


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


def test_a_table_of_no_steps_has_no_rows(kenya: Reader):
    assert raci(()).rows == ()


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
