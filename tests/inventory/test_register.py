"""The register of agreements."""

from __future__ import annotations

import datetime as dt

import pytest
from orodha.catalogue.reader import Reader
from orodha.inventory.register import register

TODAY = dt.date(2026, 11, 22)


def test_every_agreement_stands_in_the_register(kenya: Reader):
    table = register(kenya, TODAY)
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
