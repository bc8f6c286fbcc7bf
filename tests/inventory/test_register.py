"""The register of agreements."""

from __future__ import annotations

import datetime as dt

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.reader import Reader
from orodha.inventory import Agreement
from orodha.inventory.register import STANDINGS, by_days_left, naming, register
from orodha.tui.cli.agreements import STATUSES

TODAY = dt.date(2026, 11, 22)


def test_every_agreement_stands_in_the_register(kenya: Reader):
    table = register(kenya, TODAY)
    assert table.title == "Agreements, as they are on 2026-11-22"
    assert len(table.rows) == kenya.count("agreement")
    told = {row[-1]: row for row in table.rows}
    assert told["agreement/ke-bla-ksa-2017"][1] == "in force"
    assert "(1 party)" in told["agreement/ke-cotu-gcc"][3]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"covers": "source/ke-musaned"}, {"agreement/ke-bla-ksa-2017"}),
        ({"party": "agency/igad"}, {"agreement/igad-fmp", "agreement/igad-fmp-roadmap"}),
        ({"party": "agency/igad", "status": "in force"}, set[str]()),
    ],
)
def test_the_register_is_asked_by_party_source_and_status(kenya: Reader, asked: dict[str, str], ids: set[str]):
    assert {row[-1] for row in register(kenya, TODAY, **asked).rows} == ids


@pytest.mark.parametrize(
    ("dates", "status"),
    [
        ({}, "in force"),
        ({"expires": "2020"}, "expired"),
        ({"effective": "2030"}, "not in force"),
        ({"effective": "2020", "expires": "2019"}, "not in force"),
    ],
)
def test_an_agreement_is_found_under_what_is_told_of_it_and_nothing_else(
    catalogue: Catalogue, dates: dict[str, str], status: str
):
    document = {"id": "agreement/x", "title": {"en": "X"}, "type": "MoU", "status": "in force", **dates}
    catalogue.put_all([(document, None)])
    where = [one for one in STANDINGS if ("agreement/x",) in register(catalogue.reader, TODAY, status=one).ids]
    assert where == [status]


def test_every_agreement_is_found_under_one_status(kenya: Reader):
    found = [row[-1] for one in STANDINGS for row in register(kenya, TODAY, status=one).rows]
    assert sorted(found) == sorted(row[-1] for row in register(kenya, TODAY).rows)
    assert STATUSES == STANDINGS


def test_an_agreement_that_another_stands_in_for_is_not_listed(catalogue: Catalogue):
    document = {"id": "agreement/x", "title": {"en": "X"}, "type": "MoU", "status": "idea"}
    catalogue.put_all([(document | {"registration": "superseded"}, None)])
    assert ("agreement/x",) not in register(catalogue.reader, TODAY).ids


def test_agreements_by_days_left_begin_with_what_is_over_and_end_with_what_is_gone(catalogue: Catalogue):
    before = catalogue.database.value("SELECT max(key) FROM record")
    agreements = {
        "late": {"status": "in force", "expires": "2026-11-20"},
        "soon": {"status": "signed", "expires": "2026-11"},
        "later": {"status": "in force", "expires": "2027"},
        "endless": {"status": "in force"},
        "idea": {"status": "idea", "expires": "2026-12-01"},
        "gone": {"status": "expired", "expires": "2020"},
    }
    for slug, fields in agreements.items():
        catalogue.save(Agreement(id=f"agreement/{slug}", title={"en": slug}, type="MoU", **fields))
    found = [one for one in by_days_left(catalogue.reader, TODAY) if one.key > before]
    names = [one["title"]["en"] for one in catalogue.reader.at([one.key for one in found])]
    assert names == list(agreements)
    assert [one.left for one in found] == [-2, 8, 404, None, 9, -2152]


def test_words_find_agreements_by_their_parties_and_by_what_they_cover(kenya: Reader):
    [bla] = kenya.at([*naming(kenya, "musaned")])
    assert bla["id"] == "agreement/ke-bla-ksa-2017"
    assert "agreement/ke-bla-uk" not in {one["id"] for one in kenya.at([*naming(kenya, "saudi")])}
