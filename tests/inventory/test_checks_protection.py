"""Findings about data on persons."""

from __future__ import annotations

from typing import Any

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.checks import run
from orodha.catalogue.reader import Reader

RULES = (
    "personal-no-lawful-basis",
    "sensitive-no-assessment",
    "abroad-no-mechanism",
    "foreign-held-no-transfer",
    "legal-basis-draft",
)
CONSENT = ["concept/lawful-bases-consent"]
SAFEGUARDS = "concept/transfer-mechanisms-safeguards"


def found(catalogue: Catalogue, rule: str, **fields: Any) -> list[str]:
    """Return what a rule says of a source with some fields."""
    needed = {
        "id": "source/x",
        "title": {"en": "X"},
        "type": "concept/source-kinds-register",
        "country": "area/ke",
        "topics": ["concept/topics-labour"],
        "status": "live",
        "access": "concept/access-licensed",
        "personal_data": "identifiable",
    }
    catalogue.put_all([({**needed, **fields}, None)])
    return [one.message for one in run(catalogue.reader, rule) if one.id == "source/x"]


def test_what_the_rules_find_in_the_records_of_kenya(kenya: Reader):
    counts = {rule: len(list(run(kenya, rule))) for rule in RULES}
    on_persons = kenya.database.value(
        "SELECT count(*) FROM record WHERE kind = 'source' AND json_extract(document, '$.status') = 'live'"
        " AND json_extract(document, '$.personal_data') IN ('identifiable', 'pseudonymised')"
    )
    assert counts["personal-no-lawful-basis"] == on_persons  # no document names a basis for any of them
    assert [counts[rule] for rule in RULES[1:]] == [6, 0, 1, 1]
    (abroad,) = run(kenya, "foreign-held-no-transfer")
    (draft,) = run(kenya, "legal-basis-draft")
    assert (abroad.id, draft.id) == ("source/ke-musaned", "source/ke-niims-huduma")


@pytest.mark.parametrize("level", ["identifiable", "pseudonymised"])
def test_data_on_persons_need_a_lawful_basis(catalogue: Catalogue, level: str):
    assert found(catalogue, "personal-no-lawful-basis", personal_data=level)
    assert not found(catalogue, "personal-no-lawful-basis", personal_data=level, lawful_bases=CONSENT)


@pytest.mark.parametrize("fields", [{"personal_data": "aggregate"}, {"status": "planned"}, {"registration": "retired"}])
def test_what_identifies_nobody_or_is_not_in_use_needs_none(catalogue: Catalogue, fields: dict[str, Any]):
    assert not found(catalogue, "personal-no-lawful-basis", **fields)


@pytest.mark.parametrize(
    ("assessment", "said"),
    [
        (None, "holds sensitive data (health), and no impact assessment is recorded"),
        ({"status": "needed"}, "holds sensitive data (health), and the impact assessment is needed"),
    ],
)
def test_sensitive_data_need_an_assessment_that_is_done(catalogue: Catalogue, assessment: Any, said: str):
    fields = {"sensitive": ["concept/sensitive-health"], "impact_assessment": assessment}
    assert found(catalogue, "sensitive-no-assessment", **{k: v for k, v in fields.items() if v}) == [said]


def test_an_assessment_that_is_done_is_enough(catalogue: Catalogue):
    fields = {"sensitive": ["concept/sensitive-health"], "impact_assessment": {"status": "done"}}
    assert not found(catalogue, "sensitive-no-assessment", **fields)


def test_data_that_are_said_to_hold_nothing_sensitive_need_none(catalogue: Catalogue):
    assert not found(catalogue, "sensitive-no-assessment", sensitive=["concept/sensitive-none"])


def test_nothing_sensitive_beside_a_category_is_a_contradiction(catalogue: Catalogue):
    none, health = "concept/sensitive-none", "concept/sensitive-health"
    (told,) = found(catalogue, "sensitive-none-and-some", sensitive=[none, health])
    assert "health" in told
    assert not found(catalogue, "sensitive-none-and-some", sensitive=[none])
    assert not found(catalogue, "sensitive-none-and-some", sensitive=[health])


@pytest.mark.parametrize("owner", ["source/x", "dataset/x"])
def test_a_source_is_as_sensitive_as_its_variables_and_those_of_its_releases(catalogue: Catalogue, owner: str):
    assert not found(catalogue, "sensitive-no-assessment")
    dataset = {"id": "dataset/x", "title": {"en": "X"}, "source": "source/x", "period": "2024"}
    variable = {"id": "variable/x", "name": "HIV", "label": {"en": "HIV"}, "source": owner, "identifies": False}
    catalogue.put_all([(dataset, None), ({**variable, "sensitive": "concept/sensitive-health"}, None)])
    assert found(catalogue, "sensitive-no-assessment") == [
        "holds sensitive data (health), and no impact assessment is recorded"
    ]


def test_a_transfer_needs_a_mechanism(catalogue: Catalogue):
    transfer = {"to": "agency/igad"}
    assert found(catalogue, "abroad-no-mechanism", transfers=[transfer]) == [
        "data go to agency/igad, and nothing is recorded that lets them"
    ]
    assert not found(catalogue, "abroad-no-mechanism", transfers=[transfer | {"mechanism": SAFEGUARDS}])
    assert not found(catalogue, "abroad-no-mechanism", transfers=[transfer | {"direction": "in"}])


HELD_ABROAD = {"holder": "agency/ksa-mol"}


@pytest.mark.parametrize(
    "fields",
    [
        HELD_ABROAD,
        {"holder": "agency/ke-dis", "hosted_in": "area/sa"},
        {"holder": "agency/ksa-mol", "hosted_in": "area/ke"},
        {"holder": "agency/iom"},
        {"hosted_in": "area/sa", "personal_data": "unknown"},
        HELD_ABROAD | {"transfers": [{"to": "area/ug", "mechanism": SAFEGUARDS}]},
        HELD_ABROAD | {"transfers": [{"to": "area/sa", "direction": "in", "mechanism": SAFEGUARDS}]},
    ],
)
def test_what_is_held_or_kept_abroad_needs_a_transfer_to_there(catalogue: Catalogue, fields: dict[str, Any]):
    (said,) = found(catalogue, "foreign-held-no-transfer", **fields)
    assert said.startswith("is held or kept abroad (")


@pytest.mark.parametrize(
    "fields",
    [
        {"holder": "agency/ke-dis"},
        {"holder": "agency/ke-dis", "hosted_in": "area/ke"},
        {"holder": "agency/iom", "hosted_in": "area/ke"},
        HELD_ABROAD | {"personal_data": "aggregate"},
        HELD_ABROAD | {"transfers": [{"to": "area/sa"}]},
        HELD_ABROAD | {"transfers": [{"to": "agency/ksa-mol"}]},
        {"hosted_in": "area/sa", "transfers": [{"to": "agency/ksa-mol"}]},
    ],
)
def test_at_home_on_nobody_or_with_a_transfer_there_is_nothing_to_find(catalogue: Catalogue, fields: dict[str, Any]):
    assert not found(catalogue, "foreign-held-no-transfer", **fields)


def test_a_draft_is_no_legal_basis_unless_a_law_in_force_stands_beside_it(catalogue: Catalogue):
    assert found(catalogue, "legal-basis-draft", legal_basis=["law/ke-huduma-bill"]) == [
        "rests on no law that is in force: law/ke-huduma-bill (draft)"
    ]
    assert not found(catalogue, "legal-basis-draft", legal_basis=["law/ke-huduma-bill", "law/ke-dpa-2019"])
    assert not found(catalogue, "legal-basis-draft", legal_basis=["law/ke-dpa-2019"])
