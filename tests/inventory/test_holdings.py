from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import NotFound
from orodha.catalogue.reader import Reader
from orodha.inventory import Agreement, holds


def test_work_permits_are_held_by_immigration(kenya: Reader):
    first = holds(kenya, "work permits")[0]
    assert first.agency and first.agency.id == "agency/ke-dis"
    assert first.source and first.source.id == "source/ke-permits"


def test_words_scattered_around_a_source_find_its_variable(kenya: Reader):
    first = holds(kenya, "who holds work permits by nationality")[0]
    assert first.variable and first.variable.id == "variable/ke-permits-nationality"


def test_the_path_leads_from_what_was_asked_to_the_agency(kenya: Reader):
    found = next(one for one in holds(kenya, "remittances") if one.path[0].id == "concept/ke-remittance")
    assert found.agency and found.source
    assert [step.id.partition("/")[0] for step in found.path] == ["concept", "variable", "source", "agency"]
    assert found.path[-1].id == found.agency.id


def test_what_an_agency_does_is_not_what_it_holds(kenya: Reader):
    assert "source/ke-border-assessment" not in {one.source.id for one in holds(kenya, "passports") if one.source}


def test_one_letter_of_a_name_is_no_question_of_its_own(kenya: Reader):
    first = holds(kenya, "e-citizen")[0]
    assert first.source and first.source.id == "source/ke-ecitizen"


def test_every_step_of_a_path_is_linked_to_the_next(kenya: Reader):
    for holding in holds(kenya, "refugees"):
        for here, there in zip(holding.path, holding.path[1:], strict=False):
            linked = {link.id for link in kenya.links(here.id)}
            assert there.id in linked, f"{here.id} is not linked to {there.id}"


def test_a_source_without_holder_is_a_gap_and_stands_after_equals_with_one(kenya: Reader):
    found = holds(kenya, "work permits")
    order = [(-one.score, one.is_gap) for one in found]
    assert order == sorted(order)
    assert any(one.is_gap and one.source and one.source.id == "source/ke-ecitizen" for one in found)


def test_a_term_that_no_source_is_about_is_a_gap(catalogue: Catalogue):
    catalogue.put_all(
        [({"id": "concept/ke-sea-migration", "label": "Migration by seaplane", "scheme": "scheme/ke"}, ())]
    )
    gap = holds(catalogue.reader, "seaplane")[-1]
    assert (gap.agency, gap.source, gap.path[0].id) == (None, None, "concept/ke-sea-migration")


def test_words_of_which_one_names_a_gap_find_it(kenya: Reader):
    (gap,) = holds(kenya, "climate migration")
    assert gap.is_gap and gap.path[0].id == "concept/topics-climate"


def test_a_code_of_a_list_is_no_gap(kenya: Reader):
    assert "concept/frequency-irregular" not in {one.path[0].id for one in holds(kenya, "irregular")}


def test_what_an_agency_keeps_stands_before_what_it_contributes_to(kenya: Reader):
    assert {one.agency.id for one in holds(kenya, "agency/ke-dis")[:3] if one.agency} == {"agency/ke-dis"}


def test_the_most_advanced_agreement_over_a_source_is_told(catalogue: Catalogue):
    assert holds(catalogue.reader, "source/ke-permits")[0].agreement is None
    for slug, status in (("one", "draft"), ("two", "signed"), ("three", "idea")):
        catalogue.save(
            Agreement(
                id=f"agreement/{slug}", title={"en": slug}, type="MoU", status=status, covers=["source/ke-permits"]
            )
        )
    agreement = holds(catalogue.reader, "source/ke-permits")[0].agreement
    assert agreement and (agreement.id, agreement.status) == ("agreement/two", "signed")


@pytest.mark.parametrize(
    ("expires", "registration", "told"),
    [
        ("2026-11-22", "recorded", "in force"),
        ("2026-11-21", "recorded", "expired (said to be in force)"),
        ("2027", "retired", None),
    ],
)
def test_an_agreement_is_told_as_it_stands_on_the_day(
    catalogue: Catalogue, expires: str, registration: str, told: str | None
):
    fields = {"title": {"en": "X"}, "type": "MoU", "covers": ["source/ke-permits"], "status": "in force"}
    one = fields | {"id": "agreement/x", "expires": expires, "registration": registration}
    catalogue.put_all([(one, None)])
    agreement = holds(catalogue.reader, "source/ke-permits", on=dt.date(2026, 11, 22))[0].agreement
    assert (agreement.status if agreement else None) == told


def test_a_concept_can_be_asked_for_by_id(kenya: Reader):
    assert {one.path[0].id for one in holds(kenya, "concept/topics-labour")} >= {"concept/topics-labour"}


def test_an_unknown_id_is_not_found(kenya: Reader):
    with pytest.raises(NotFound):
        holds(kenya, "concept/no-such-thing")


def test_a_country_narrows_the_answer(kenya: Reader):
    sources = {one.source.id for one in holds(kenya, "return", country="ET") if one.source}
    assert sources == {"source/et-rrdb"}


def test_a_limit_is_kept(kenya: Reader):
    assert len(holds(kenya, "migration", limit=3)) == 3


def test_fillers_alone_find_nothing_and_do_not_fail(kenya: Reader):
    assert isinstance(holds(kenya, "who has data on the"), list)
    assert holds(kenya, "") == []


def test_json_has_the_documented_keys(kenya: Reader):
    shape = {"agency", "source", "variable", "access", "agreement", "path", "score"}
    assert all(set(one.as_json()) == shape for one in holds(kenya, "passport"))


@given(st.text(max_size=30))
def test_any_question_is_answered(kenya: Reader, text: str):
    try:
        found = holds(kenya, text)
    except NotFound:
        assert "/" in text
    else:
        assert all(0 <= one.score <= 1 for one in found)
