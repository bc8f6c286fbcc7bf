"""What is told and asked about taking back, and about what others write."""

from __future__ import annotations

import pytest
from orodha.catalogue.changes import Applied
from orodha.catalogue.logbook import LARGE, Entry, Written, entry_of
from orodha.catalogue.reader import Reader
from orodha.tui.undoing import asked_first, news, what_was_done

OWN = Entry(7, "2026-11-22T12:00:00Z", "amina", "correct the holder", 2)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (OWN._replace(author="omar"), "omar changed 2 records: correct the holder"),
        (OWN._replace(author="omar", note="", records=1), "omar changed 1 record"),
        (OWN._replace(author="omar", undoes=3), "omar took back 2 records: correct the holder"),
        (OWN._replace(author="omar", undoes=3, again=True), "omar made again 2 records: correct the holder"),
        (OWN, "You, elsewhere, changed 2 records: correct the holder"),
        (OWN._replace(author="o\x1b[2Jmar", note=""), "o [2Jmar changed 2 records"),
    ],
)
def test_what_others_wrote_is_told_in_a_line(entry, told):
    assert news(Written(1, (entry.author,), entry.records, entry), "amina") == told


def test_of_many_changes_the_records_are_told_once_each():
    assert news(None, "amina") == ""
    assert news(Written(1000, ("omar",), 1), "amina") == "omar: 1,000 changes of 1 record"
    assert news(Written(3, ("omar", "amina"), None), "amina") == "You, elsewhere and omar: 3 changes"
    assert news(Written(2, ("amina",), 2), "amina") == "You, elsewhere: 2 changes of 2 records"


def test_what_was_done_names_the_note_the_records_and_the_key_that_reverses_it():
    one, two = Applied(8, updated=["source/a"]), Applied(8, created=["source/a"], deleted=["source/b"])
    told = what_was_done("correct the holder", False, one, "u", "^r")
    assert told == "Took back: correct the holder (source/a). ^r makes it again."
    assert what_was_done("edit source/a", True, one, "u", "^r") == "Made again: edit source/a. u takes it back."
    assert what_was_done("import", False, two, "u", "^r") == "Took back: import (2 records). ^r makes it again."


def test_only_what_is_large_or_of_another_person_is_asked_about(kenya):
    with Reader.open(kenya) as reader:
        first = entry_of(reader, 1)
        small = first._replace(records=LARGE)
        assert asked_first(reader, small, first.author) == ""
        assert f"by {first.author}: starter kenya." in asked_first(reader, small, "amina")
        assert "records deleted" in asked_first(reader, first, first.author)
