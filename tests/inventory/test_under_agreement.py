"""Which sources are under an agreement in force: as ``in_force`` says of each agreement."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from orodha.catalogue import Catalogue
from orodha.catalogue.reader import Reader
from orodha.inventory.standing import in_force
from orodha.inventory.under_agreement import under_agreement

TODAY = dt.date(2026, 11, 22)

DATES = st.sampled_from(["2020", "2026", "2027", "2026-11", "2026-12", "2026-11-21", "2026-11-22", "2026-11-23"])
AGREEMENTS = st.fixed_dictionaries(
    {"status": st.sampled_from(["draft", "signed", "in force", "in force", "expired"])},
    optional={
        "signed": DATES,
        "effective": DATES,
        "expires": DATES,
        "registration": st.sampled_from(["recorded", "recorded", "retired", "superseded"]),
    },
)


def test_musaned_alone_is_covered_in_kenya(kenya: Reader):
    sources = [one["id"] for one in kenya.records("source")]
    assert under_agreement(kenya, sources, TODAY) == {"source/ke-musaned"}


def test_nothing_is_asked_and_nothing_covered(kenya: Reader):
    assert under_agreement(kenya, [], TODAY) == frozenset()


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(AGREEMENTS, max_size=3), st.sampled_from(["source/ke-efns", "variable/x", "variable/y"]))
def test_a_source_is_covered_if_any_agreement_on_it_or_its_variables_is_in_force(
    catalogue: Catalogue, agreements: list[dict[str, Any]], target: str
):
    release = {"id": "dataset/x", "title": {"en": "X"}, "source": "source/ke-efns", "period": "2024"}
    variable = {"name": "N", "label": {"en": "N"}, "identifies": True}
    documents: list[dict[str, Any]] = [release]
    documents.append(variable | {"id": "variable/x", "source": "source/ke-efns"})
    documents.append(variable | {"id": "variable/y", "source": "dataset/x"})
    for number in range(3):
        told = agreements[number] if number < len(agreements) else {"status": "idea"}
        common = {"id": f"agreement/x-{number}", "title": {"en": "X"}, "type": "MoU", "covers": [target]}
        documents.append(common | told)
    catalogue.put_all([(one, None) for one in documents])
    expected = any(in_force(one, TODAY) for one in agreements)
    assert ("source/ke-efns" in under_agreement(catalogue.reader, ["source/ke-efns"], TODAY)) == expected
