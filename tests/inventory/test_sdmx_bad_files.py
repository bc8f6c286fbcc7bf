"""What is wrong in files of other agencies, and what is left out of them: all of it is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from orodha.catalogue import Catalogue
from sdmx_taken import SEX, bytes_of, code, codelist, copied, planned, structure, take


@pytest.fixture
def catalogue(vocabulary: Path) -> Iterator[Catalogue]:
    with copied(vocabulary) as found:
        yield found


def test_a_code_that_is_there_twice_and_differs_is_a_problem(catalogue):
    made = planned(catalogue, bytes_of([codelist(code("A", "One"), code("A", "Other"))]))
    assert [str(one) for one in made.problems] == [
        "file1.xml: Code=XY:CL_X(1.0).A is there twice, and not the same. "
        "Remove one of them from the file, or give it an id or version of its own."
    ]


def test_the_same_list_in_two_files_is_taken_once(catalogue):
    made = planned(catalogue, bytes_of([SEX]), bytes_of([SEX]))
    assert made.problems == [] and len(made.created) == 5
    assert any("4 records more than once" in note for note in made.notes)


def test_a_parent_that_is_not_there_is_noted_and_kept(catalogue):
    made = take(catalogue, codelist(code("A", parent="NONE")))
    assert "broader" not in catalogue.reader.get("concept/xy-cl-x-1.0-A")
    assert any("The parent NONE of A is not there" in note for note in made.notes)


def test_many_notes_of_a_sort_are_one(catalogue):
    made = take(catalogue, codelist(*(code(f"A{number}", parent=f"N{number}") for number in range(9))))
    assert [note for note in made.notes if "is not there" in note] == [
        note for note in made.notes if "(8 more notes like it)" in note
    ]


def test_what_is_no_record_here_is_counted_by_class(catalogue):
    made = take(catalogue, SEX, structure())
    assert any("left out: DataStructure without a data flow (1)" in note for note in made.notes)
