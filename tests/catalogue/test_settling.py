"""Settling what documents disagree about."""

from __future__ import annotations

import shutil

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.errors import NotFound
from orodha.catalogue.settling import settled

NEAIMS = "source/ke-neaims"


@pytest.fixture
def catalogue(kenya_file, tmp_path):
    with Catalogue.open(shutil.copy(kenya_file, tmp_path / "own.db")) as one:
        yield one


def test_the_field_takes_the_value_and_every_statement_stays(catalogue):
    before = catalogue.reader.statements(NEAIMS)
    catalogue.apply(settled(catalogue.reader, NEAIMS, "acronym", "NEAMIS"))
    after = catalogue.reader.statements(NEAIMS)
    assert catalogue.reader.get(NEAIMS)["acronym"] == "NEAMIS"
    assert [one["value"] for one in after] == [one["value"] for one in before]
    chosen = {one["value"]: one["chosen"] for one in after if one["field"] == "acronym"}
    assert chosen == {"NEAIMS": False, "NEAMIS": True}


def test_it_can_be_taken_back(catalogue):
    before = catalogue.reader.statements(NEAIMS)
    catalogue.apply(settled(catalogue.reader, NEAIMS, "acronym", "NEAMIS"))
    catalogue.undo()
    assert catalogue.reader.statements(NEAIMS) == before
    assert catalogue.reader.get(NEAIMS)["acronym"] == "NEAIMS"


def test_only_what_is_said_can_be_chosen(catalogue):
    with pytest.raises(NotFound, match="Nothing says that"):
        settled(catalogue.reader, NEAIMS, "acronym", "NEA")
