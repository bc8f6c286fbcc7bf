from __future__ import annotations

import datetime as dt

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.reader import Reader
from orodha.inventory import Agreement
from orodha.inventory.access import access_to, agreement_told, is_barred, state_of
from orodha.inventory.named import Permission

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("status", "access", "state"),
    [
        ("live", "open", "open"),
        ("live", "concept/access-public-use", "open"),
        ("live", "licensed", "restricted"),
        ("live", "", "restricted"),
        ("planned", "open", "planned"),
        ("retired", "open", "planned"),
    ],
)
def test_only_what_is_in_use_can_be_got_at(status: str, access: str, state: str):
    assert state_of(status, access) == state


def test_sources_are_told_in_the_order_asked_for_without_those_that_are_gone(kenya: Reader):
    told = access_to(kenya, ["source/ke-permits", "source/nowhere", "source/ke-cbk-remit-survey"], TODAY)
    assert [one.source.id for one in told] == ["source/ke-permits", "source/ke-cbk-remit-survey"]
    assert [(one.state, one.access) for one in told] == [("restricted", "licensed"), ("open", "open")]


def test_an_agreement_opens_a_source_only_while_it_is_in_force(catalogue: Catalogue):
    agreement = Agreement(
        id="agreement/permits",
        title={"en": "Permits"},
        type="MoU",
        status="in force",
        covers=["source/ke-permits"],
        expires="2026-11",
    )
    catalogue.save(agreement)
    (before,) = access_to(catalogue.reader, ["source/ke-permits"], TODAY)
    (after,) = access_to(catalogue.reader, ["source/ke-permits"], dt.date(2026, 12, 1))
    assert before.agreement and not is_barred(before.access, before.agreement)
    assert after.agreement and is_barred(after.access, after.agreement)


def test_what_is_said_of_an_agreement_says_where_one_is_missing():
    assert agreement_told("open", None) == ""
    assert agreement_told("licensed", None) == "none on record"
    assert agreement_told("licensed", Permission("agreement/a", "A", "draft")) == "A (draft)"
    assert not is_barred("open", None)
