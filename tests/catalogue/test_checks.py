"""The rules that hold for every kind: each finds its fault, and nothing where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from orodha.catalogue import Catalogue, Statement, checks
from orodha.catalogue.errors import UsageError
from orodha.catalogue.reader import Reader


def findings(catalogue: Catalogue, rule: str) -> list[tuple[str, str]]:
    """Record and field of what a rule finds."""
    return [(found.id, found.field) for found in checks.run(catalogue.reader, rule)]


def put(catalogue: Catalogue, *documents: dict[str, Any]) -> None:
    catalogue.put_all((document, None) for document in documents)


def change(catalogue: Catalogue, name: str, **fields: Any) -> None:
    record = catalogue.get(name)
    for field, value in fields.items():
        setattr(record, field, value)
    catalogue.save(record)


def claim(catalogue: Catalogue, name: str, *statements: Statement) -> None:
    catalogue.save(catalogue.get(name), evidence={name: statements})


def agency(slug: str, **fields: Any) -> dict[str, Any]:
    return {"id": f"agency/{slug}", "name": slug, "type": "NGO"} | fields


@pytest.mark.parametrize("rule", sorted(checks.rules()))
def test_a_clean_catalogue_has_no_faults(small: Catalogue, rule: str):
    change(small, "source/ke-permits", lawful_bases=["https://w3id.org/dpv#PublicTask"])
    if checks.rules()[rule].level != "info":
        assert findings(small, rule) == []


@pytest.mark.parametrize("rule", sorted(checks.rules()))
def test_an_empty_catalogue_has_no_faults(empty: Catalogue, rule: str):
    assert findings(empty, rule) == []


@pytest.mark.parametrize("rule", sorted(checks.rules()))
def test_every_rule_says_what_it_demands(rule: str):
    assert checks.rules()[rule].doc.endswith(".")


def test_a_reference_to_nothing_is_found(small: Catalogue):
    small.delete("agency/ke-dis")
    assert ("source/ke-permits", "holder") in findings(small, "missing-target")


def test_a_reference_to_nothing_in_a_part_is_found(small: Catalogue):
    change(small, "source/ke-permits", coverage={"areas": ["area/xx"]})
    assert findings(small, "missing-target") == [("source/ke-permits", "coverage.areas")]


def test_a_reference_to_the_outside_is_no_fault(small: Catalogue):
    change(small, "source/ke-permits", holder="https://example.org/ministry")
    assert findings(small, "missing-target") == []
    assert findings(small, "wrong-kind") == []


def test_a_reference_to_another_kind_is_found(small: Catalogue):
    change(small, "source/ke-permits", holder="area/ke")
    assert findings(small, "wrong-kind") == [("source/ke-permits", "holder")]


def test_a_reference_to_another_kind_in_a_part_is_found(small: Catalogue):
    change(small, "source/ke-permits", coverage={"areas": ["agency/ke-dis"]})
    assert findings(small, "wrong-kind") == [("source/ke-permits", "coverage.areas")]


def test_a_reference_may_be_to_any_of_several_kinds(small: Catalogue):
    change(small, "agency/ke-dis", members=["agency/ke-knbs", "area/ke"])
    assert findings(small, "wrong-kind") == []


def test_a_reference_that_may_be_to_anything_is_no_fault(small: Catalogue):
    change(small, "agency/ke-dis", replaced_by="area/ke")
    assert findings(small, "wrong-kind") == []


def test_a_concept_of_another_scheme_is_found(small: Catalogue):
    change(small, "source/ke-permits", frequency="concept/topics-labour")
    assert findings(small, "wrong-scheme") == [("source/ke-permits", "frequency")]


def test_one_wrong_concept_in_a_list_is_found(small: Catalogue):
    change(small, "source/ke-permits", topics=["concept/topics-labour", "concept/frequency-annual"])
    assert findings(small, "wrong-scheme") == [("source/ke-permits", "topics")]


@pytest.mark.parametrize(
    ("field", "kind"),
    [("parent", "agency"), ("replaced_by", "agency"), ("part_of", "area"), ("broader", "concept")],
)
def test_a_circle_is_found(small: Catalogue, field: str, kind: str):
    fields = {"agency": agency("x"), "area": {"name": "x", "type": "county"}, "concept": {"label": "x"}}[kind]
    if kind == "concept":
        fields["scheme"] = "scheme/topics"
    many = field in ("part_of", "broader")
    ring = {"a": "b", "b": "c", "c": "a"}
    targets = {one: [f"{kind}/{other}"] if many else f"{kind}/{other}" for one, other in ring.items()}
    put(small, *(fields | {"id": f"{kind}/{one}", field: target} for one, target in targets.items()))
    assert findings(small, "circle") == [(f"{kind}/a", field)]


def test_a_record_above_itself_is_a_circle(small: Catalogue):
    put(small, agency("a", parent="agency/a"))
    assert findings(small, "circle") == [("agency/a", "parent")]


def test_a_circle_is_told_from_its_least_id_on(small: Catalogue):
    put(small, agency("b", parent="agency/a"), agency("a", parent="agency/b"))
    (found,) = checks.run(small.reader, "circle")
    assert found.message == "is above itself: agency/a → agency/b → agency/a"


def test_two_ways_to_the_same_top_are_no_circle(small: Catalogue):
    put(
        small,
        {"id": "area/top", "name": "Top", "type": "region bloc"},
        {"id": "area/l", "name": "L", "type": "county", "part_of": ["area/top"]},
        {"id": "area/r", "name": "R", "type": "county", "part_of": ["area/top"]},
        {"id": "area/x", "name": "X", "type": "county", "part_of": ["area/l", "area/r"]},
    )
    assert findings(small, "circle") == []


def test_a_value_that_differs_from_the_chosen_statement_is_found(small: Catalogue):
    change(small, "source/ke-permits", holder="agency/ke-knbs")
    assert findings(small, "chosen-differs") == [("source/ke-permits", "holder")]


def test_a_chosen_statement_about_an_empty_field_is_found(small: Catalogue):
    claim(small, "area/eac", Statement("m49", "404"))
    assert findings(small, "chosen-differs") == [("area/eac", "m49")]


def test_the_order_of_languages_makes_no_difference_to_a_statement(small: Catalogue):
    claim(small, "area/ke", Statement("name", {"ar": "كينيا", "fr": "Kenya", "en": "Kenya"}))
    assert findings(small, "chosen-differs") == []


def test_a_statement_that_was_not_chosen_may_differ(small: Catalogue):
    claim(small, "area/eac", Statement("m49", "404", chosen=False))
    assert findings(small, "chosen-differs") == []


DIS, KNBS = "agency/ke-dis", "agency/ke-knbs"


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        ([Statement("holder", DIS, chosen=False), Statement("holder", KNBS, chosen=False)], "none chosen"),
        ([Statement("holder", DIS), Statement("holder", KNBS, chosen=False)], "no reason for the choice"),
        ([Statement("holder", DIS, reason="newer"), Statement("holder", KNBS)], "two chosen values"),
    ],
)
def test_statements_that_disagree_without_a_choice_are_found(small: Catalogue, statements: list[Statement], told: str):
    claim(small, "source/ke-permits", *statements)
    (found,) = checks.run(small.reader, "no-choice")
    assert (found.id, found.field) == ("source/ke-permits", "holder")
    assert told in found.message


def test_statements_that_agree_need_no_reason(small: Catalogue):
    claim(small, "source/ke-permits", Statement("holder", DIS, "document/a"), Statement("holder", DIS, "document/b"))
    assert findings(small, "no-choice") == []


def test_a_superseded_record_without_successor_is_found(small: Catalogue):
    put(small, agency("old", registration="superseded"), agency("a", registration="superseded", replaced_by=DIS))
    assert findings(small, "replaced-without-successor") == [("agency/old", "replaced_by")]


def test_a_recommended_field_that_is_empty_is_found(small: Catalogue):
    found = findings(small, "recommended-missing")
    assert ("source/ke-census", "frequency") in found
    assert ("source/ke-permits", "frequency") not in found


def test_errors_come_first(small: Catalogue):
    small.delete("agency/ke-dis")
    put(small, agency("old", registration="superseded"))
    levels = [found.level for found in checks.run(small.reader)]
    assert levels == sorted(levels, key=["error", "warning", "info"].index)
    assert set(levels) == {"error", "warning", "info"}


def test_every_finding_says_what_to_do(small: Catalogue):
    small.delete("agency/ke-dis")
    for found in checks.run(small.reader):
        assert found.message
        assert found.fix


def test_a_finding_is_plain_json(small: Catalogue):
    small.delete("agency/ke-knbs")
    found = next(checks.run(small.reader, "missing-target"))
    assert found.as_json() == {
        "rule": "missing-target",
        "level": "error",
        "id": "source/ke-census",
        "field": "holder",
        "message": "refers to agency/ke-knbs, which is not there",
        "fix": "Add that record, or name another.",
    }


def test_an_unknown_rule_is_answered_with_near_ones(small: Catalogue):
    with pytest.raises(UsageError, match="Did you mean circle"):
        list(checks.run(small.reader, "circles"))


def test_a_rule_of_another_package_is_run(small: Catalogue, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(checks, "_rules", dict(checks.rules()))

    @checks.rule("no-x", "warning")
    def no_x(reader: Reader) -> Iterator[checks.Found]:
        """Nothing is called X."""
        yield from ((one["id"], "name", "is called X", "Rename it.") for one in reader.records("agency", ["name=X"]))

    put(small, agency("x", name="X"))
    assert findings(small, "no-x") == [("agency/x", "name")]


def test_a_rule_of_single_records_sees_the_kinds_that_it_asks_for(small: Catalogue, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(checks, "_rules", dict(checks.rules()))

    @checks.record_rule("no-agency", "warning", "agency")
    def no_agency(document: dict[str, Any]) -> Iterator[checks.Found]:
        """There are no agencies."""
        yield document["id"], "", "is an agency", "Delete it."

    assert findings(small, "no-agency") == [("agency/ke-dis", ""), ("agency/ke-knbs", "")]


def test_several_rules_may_be_named(small: Catalogue):
    small.delete("agency/ke-dis")
    put(small, agency("old", registration="superseded"))
    found = {one.rule for one in checks.run(small.reader, "missing-target", "replaced-without-successor")}
    assert found == {"missing-target", "replaced-without-successor"}


def test_what_rules_share_is_made_once_in_a_run(small: Catalogue):
    made: list[int] = []

    def count(survey: checks.Survey) -> int:
        made.append(survey.count("agency"))
        return made[-1]

    survey = checks.Survey(small.reader)
    assert [survey.shared(count), survey.shared(count)] == [2, 2]
    assert made == [2]


def test_checks_change_nothing(small: Catalogue):
    before = small.database.value("SELECT total_changes()")
    list(checks.run(small.reader))
    assert small.database.value("SELECT total_changes()") == before
