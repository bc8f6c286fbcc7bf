"""Drafts of forms on disk."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest
from orodha.tui.drafts import Draft, Keeper, folder, forget, unfinished


@pytest.fixture
def place(tmp_path):
    return tmp_path / "drafts"


def keeper(place, catalogue="some.db", name="source/ke-efns"):
    return Keeper(catalogue, name, place)


def files(place):
    return [one for one in place.iterdir() if one.suffix == ".json"]


def test_drafts_are_kept_where_programs_keep_their_state(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert folder() == tmp_path / "orodha" / "drafts"
    monkeypatch.setenv("XDG_STATE_HOME", "")
    assert folder() == Path.home() / ".local" / "state" / "orodha" / "drafts"


def test_what_was_kept_is_found_again(place):
    first = keeper(place)
    first.keep(Draft({"title:sw": "Vibali"}, {"id": "source/ke-efns"}, 3, "why"))
    first.close()
    found = keeper(place).find()
    assert found
    assert (found.texts, found.base, found.revision, found.note) == (
        {"title:sw": "Vibali"},
        {"id": "source/ke-efns"},
        3,
        "why",
    )


def test_another_record_and_another_catalogue_have_drafts_of_their_own(place):
    first = keeper(place)
    first.keep(Draft({"title:en": "A"}))
    first.close()
    assert keeper(place, name="source/ke-other").find() is None
    assert keeper(place, catalogue="other.db").find() is None


def test_a_form_that_is_open_elsewhere_keeps_its_draft(place):
    first, second = keeper(place), keeper(place)
    first.keep(Draft({"title:en": "A"}))
    assert second.find() is None
    second.keep(Draft({"title:en": "B"}))
    assert len(files(place)) == 2
    second.drop()
    second.close()
    first.close()
    assert keeper(place).find().texts == {"title:en": "A"}


def test_only_its_owner_can_read_a_draft(place):
    keeper(place).keep(Draft({"title:en": "A"}))
    assert stat.S_IMODE(files(place)[0].stat().st_mode) == 0o600
    assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_an_older_text_that_comes_late_is_left_out(place):
    first = keeper(place)
    first.keep(Draft({"title:en": "new"}), 2)
    first.keep(Draft({"title:en": "old"}), 1)
    first.close()
    assert keeper(place).find().texts == {"title:en": "new"}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"texts": 1}', '{"texts": {}, "base": {}}'])
def test_a_file_that_is_damaged_is_passed_over(place, text):
    first = keeper(place)
    first.keep(Draft({"title:en": "A"}))
    first.close()
    files(place)[0].write_text(text)
    assert keeper(place).find() is None


def test_a_full_disk_leaves_the_draft_before_as_it_was(place, monkeypatch):
    first = keeper(place)
    first.keep(Draft({"title:en": "A"}))

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("orodha.tui.drafts.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        first.keep(Draft({"title:en": "AB"}))
    assert json.loads(files(place)[0].read_text())["texts"] == {"title:en": "A"}
    assert len(list(place.iterdir())) == 2, "the draft and its lock"


def test_dropping_takes_the_file_away_and_closing_the_lock(place):
    first = keeper(place)
    first.keep(Draft({"title:en": "A"}))
    first.drop()
    first.close()
    assert list(place.iterdir()) == []


def test_drafts_need_no_textual():
    assert "textual" not in sys.modules["orodha.tui.drafts"].__dict__


def test_forms_that_were_left_are_listed_but_not_those_that_are_open(place):
    first, second, other = keeper(place), keeper(place, name="source"), keeper(place, catalogue="other.db")
    first.keep(Draft({"title:en": "A"}, {"id": "source/ke-efns"}))
    second.keep(Draft({"title:en": "B"}, {"id": "source/unnamed"}))
    other.keep(Draft({"title:en": "C"}, {"id": "source/ke-efns"}))
    first.close()
    other.close()
    assert unfinished("some.db", ["source", "agency"], place) == ["source/ke-efns"]
    second.close()
    assert unfinished("some.db", ["source", "agency"], place) == ["source", "source/ke-efns"]
    assert unfinished("some.db", [], place / "none") == []


def test_a_form_that_was_closed_takes_and_writes_nothing_any_more(place):
    first = keeper(place)
    first.keep(Draft({"title:en": "A"}))
    first.close()
    late = keeper(place)
    late.close()
    assert late.find() is None
    late.keep(Draft({"title:en": "B"}))
    assert keeper(place).find().texts == {"title:en": "A"}


def test_only_a_draft_of_what_was_saved_is_forgotten(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    first = Keeper("some.db", "source/ke-efns")
    first.keep(Draft({"title:en": "A"}))
    first.close()
    forget("some.db", "source/ke-efns", {"title:en": "B"})
    assert len(files(folder())) == 1
    forget("some.db", "source/ke-efns", {"title:en": "A"})
    assert files(folder()) == []
