"""The log, a page at a time."""

from __future__ import annotations

from orodha.catalogue import Catalogue
from orodha.catalogue.logbook import (
    Logbook,
    change_of_record,
    changes_of,
    entries,
    entry_of,
    states,
    taking_back,
)
from samples import agency


def test_batches_are_newest_first_a_page_at_a_time(small: Catalogue):
    for slug in "abc":
        small.save(agency(slug), note=f"add {slug}", author="Amina")
    book = Logbook.of(small.reader)
    assert len(book) == 4
    assert [one.note for one in book.page(small.reader, 1, 2)] == ["add b", "add a"]
    assert [one.id for one in Logbook.of(small.reader, author="Amina").page(small.reader, 0, 9)] == [4, 3, 2]
    assert list(Logbook.of(small.reader, record="agency/b").batches) == [3]
    assert list(Logbook.of(small.reader, after=3).batches) == [4]


def test_the_changes_of_a_batch_come_a_page_at_a_time(small: Catalogue):
    small.save(*map(agency, "abcde"))
    found = changes_of(small.reader, 2, 1, 3)
    assert [(one.record, one.did) for one in found] == [(f"agency/{slug}", "added") for slug in "bcd"]
    assert changes_of(small.reader, 2, 5, 3) == []
    assert changes_of(small.reader, 99) == []
    assert entry_of(small.reader, 2).records == 5


def test_what_is_gone_is_called_as_it_was_called_last(small: Catalogue):
    label = small.reader.labels(["area/eac"])["area/eac"]
    small.delete("area/eac")
    [one] = changes_of(small.reader, 2)
    assert (one.label, one.did) == (label, "deleted")
    before, after = states(small.reader, [one.seq])[one.seq]
    assert before and before["id"] == "area/eac" and after is None
    assert change_of_record(small.reader, 2, "area/eac") == one
    assert change_of_record(small.reader, 2, "area/none") is None


def test_a_chain_of_undoing_tells_with_what_it_began(small: Catalogue):
    small.save(agency("a"), note="add a")
    taken = small.undo().batch
    again = small.undo(taken).batch
    found = {one.id: one for one in entries(small.reader, [2, 3, 4])}
    assert (found[2].undone, found[2].again) == (None, False)
    assert (found[3].undoes, found[3].origin, found[3].again, found[3].undone) == (2, 2, False, again)
    assert (found[4].note, found[4].origin, found[4].again, found[4].undone) == ("add a", 2, True, None)


def test_taking_back_is_told_by_what_it_does(small: Catalogue):
    small.save(agency("a"), agency("b"))
    small.delete("area/eac")
    assert taking_back(small.reader, 2) == "2 records deleted"
    assert taking_back(small.reader, 3) == "1 record restored"
