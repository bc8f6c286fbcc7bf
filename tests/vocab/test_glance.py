"""Concepts and schemes at a glance."""

from __future__ import annotations

import pytest
from orodha.catalogue.reader import Reader
from orodha.vocab.glance import by_key, languages_of, mapped, schemes, tied


@pytest.fixture(scope="module")
def reader(kenya_file):
    with Reader.open(kenya_file) as opened:
        yield opened


def test_schemes_tell_their_size_and_whose_they_are(reader):
    found = {one.document["id"]: one for one in schemes(reader)}
    kenya = found["scheme/ke"]
    assert (kenya.concepts, kenya.owner, kenya.country) == (
        reader.count("concept", ["scheme=scheme/ke"]),
        "NCM",
        "Kenya",
    )
    assert len(found) == reader.count("scheme")


def test_languages_are_counted_by_scheme(reader):
    counts = languages_of(reader)["scheme/migration"]
    assert counts["en"] == reader.count("concept", ["scheme=scheme/migration"])
    assert 0 < counts["sw"] < counts["en"]


def test_what_a_concept_is_mapped_to_is_told_accepted_first(reader):
    found = tied(reader, "concept/migration-refugee")
    settled = [one.way.settled for one in found]
    assert settled == sorted(settled, reverse=True)
    assert {"Migration terms used in Kenya", "Migration terms of IGAD"} <= {one.scheme for one in found}
    assert mapped(reader, ["concept/migration-refugee", "concept/comesa-refugee", "concept/ke-nothing"]) == {
        "concept/migration-refugee": True,
        "concept/comesa-refugee": False,
    }


def test_what_is_gone_is_left_out(reader):
    [key] = [key for (key,) in reader.database.rows("SELECT key FROM record WHERE id = 'concept/ke-refugee'")]
    assert {one: each["id"] for one, each in by_key(reader, [key, 0]).items()} == {key: "concept/ke-refugee"}
