"""What documents disagree about, and by whom it was settled."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from orodha.catalogue import Catalogue
from orodha.catalogue.changes import ChangeSet, Put
from orodha.catalogue.disputes import disputes, settlements
from orodha.catalogue.drafting import own_fields
from orodha.catalogue.record import Statement
from orodha.catalogue.settling import settled

NEAIMS = "source/ke-neaims"


@pytest.fixture
def catalogue(kenya_file, tmp_path):
    with Catalogue.open(shutil.copy(kenya_file, tmp_path / "own.db")) as one:
        yield one


def by(catalogue):
    """Return who settled the disagreements about the source, by field."""
    said = catalogue.reader.statements(NEAIMS)
    return {field: one.by for field, one in settlements(catalogue.reader, NEAIMS, said).items()}


def said(catalogue):
    return [Statement(**one) for one in catalogue.reader.statements(NEAIMS)]


def put(catalogue, statements, **changed):
    document = own_fields(catalogue.reader, catalogue.reader.get(NEAIMS)) | changed
    catalogue.apply(ChangeSet([Put(document, statements)], "", "juma"))


def choose(catalogue, value):
    catalogue.apply(replace(settled(catalogue.reader, NEAIMS, "acronym", value), author="amina"))


def test_what_was_only_taken_in_is_open(catalogue):
    assert by(catalogue) == {}
    assert all(one["settled"] is None for one in disputes(catalogue.reader))


def test_who_chooses_settles_it(catalogue):
    choose(catalogue, "NEAMIS")
    assert by(catalogue) == {"acronym": "amina"}
    one = next(one for one in disputes(catalogue.reader) if (one["id"], one["field"]) == (NEAIMS, "acronym"))
    assert one["settled"]["by"] == "amina" and one["settled"]["time"] > "20"


def test_it_is_open_again_once_the_choice_is_taken_back_and_settled_once_that_is_undone(catalogue):
    choose(catalogue, "NEAMIS")
    taken_back = catalogue.undo()
    assert by(catalogue) == {}
    catalogue.undo(taken_back.batch)
    assert by(catalogue) == {"acronym": "amina"}


def test_it_is_open_again_once_another_document_says_something_else(catalogue):
    choose(catalogue, "NEAMIS")
    put(catalogue, [*said(catalogue), Statement("acronym", "NEMIS", "document/mieux-case-study-kenya", chosen=False)])
    assert by(catalogue) == {}


def test_a_document_that_says_the_same_as_what_was_chosen_settles_it(catalogue):
    put(catalogue, [*said(catalogue), Statement("acronym", "NEAIMS", "document/mieux-case-study-kenya")])
    assert by(catalogue) == {"acronym": "juma"}


def test_other_changes_leave_it_settled(catalogue):
    choose(catalogue, "NEAMIS")
    put(catalogue, None, medium="paper")
    put(catalogue, [replace(one, reason="as agreed") for one in said(catalogue)])
    assert by(catalogue) == {"acronym": "amina"}
