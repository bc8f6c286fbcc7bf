"""A whole record in the person's own editor."""

from __future__ import annotations

import contextlib
import json
from itertools import pairwise
from pathlib import Path

import pytest
from forms import document
from hypothesis import given
from hypothesis import strategies as st
from orodha.catalogue.drafting import own_fields
from orodha.catalogue.forms import fill
from orodha.catalogue.kinds import kind
from orodha.catalogue.reader import Reader
from orodha.tui.filling import Opened, differing, opened
from screens import Driven, drive

EFNS = "source/ke-efns"


def made(form: Opened, wanted, resolve):
    """Return the record that comes of typing what another one differs in."""
    return fill(form.kind, form.base, differing(form, wanted), resolve)


@pytest.mark.slow
def test_any_record_becomes_any_other_of_its_kind_by_what_is_typed(kenya_file):
    with Reader.open(kenya_file) as reader:
        for name in reader.kinds:
            records = [*reader.documents(name)]
            for one, other in (*pairwise(records[:60]), *pairwise(records[60::-1])):
                form = opened(reader, name, one["id"])
                wanted = own_fields(reader, other) | {"id": one["id"]}
                found = made(form, wanted, reader.resolve)
                assert (dict(found.problems), found.document) == ({}, wanted)


PARTS = st.lists(
    st.fixed_dictionaries(
        {"title": st.fixed_dictionaries({}, optional={"en": st.sampled_from("ab"), "sw": st.sampled_from("ab")})},
        optional={"format": st.sampled_from(["CSV", "PDF"]), "access_url": st.just("https://example.org/a")},
    ).filter(lambda one: one["title"]),
    max_size=3,
)


@given(PARTS, PARTS)
def test_parts_come_go_and_change(before, after):
    head = {"id": "source/ke-permits", "title": {"en": "Permits"}}
    states = [head | ({"distributions": parts} if parts else {}) for parts in (before, after)]
    form = Opened(kind("source"), states[0], 1, "Permits")
    assert made(form, states[1], lambda text, *_: text).document == states[1]


def editing(monkeypatch, change):
    """Let the editor be something that changes what is written in a file."""

    def run(_program, name):
        path = Path(name)
        path.write_text(change(path.read_text("utf-8")), "utf-8")

    monkeypatch.setattr("orodha.tui.editor._run", run)
    monkeypatch.setattr("textual.app.App.suspend", contextlib.nullcontext)


def test_what_was_changed_in_the_editor_stands_in_the_form_and_is_saved_there(own, monkeypatch):
    editing(
        monkeypatch, lambda text: json.dumps(json.loads(text) | {"acronym": None, "keywords": {"en": ["a", "b; c"]}})
    )

    async def work(it: Driven) -> None:
        it.app.open_record(EFNS)
        await it.settle()
        await it.press("E")
        assert "2 changed" in it.lines[0] and "^z drops it" in it.lines[1]
        await it.press("ctrl+s")

    before = document(own, EFNS)
    drive(own, work)
    after = document(own, EFNS)
    assert "acronym" in before and "acronym" not in after and after["keywords"] == {"en": ["a", "b; c"]}
    same = before.keys() - {"acronym", "keywords", "revision", "modified"}
    assert {name: after[name] for name in same} == {name: before[name] for name in same}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text, "Nothing was changed."),
        (lambda text: text[:-9], "That is no JSON"),
        (lambda text: text.replace('"status"', '"stats"'), "status"),
        (lambda _: "{}", "title"),
        (lambda _: '{"id": "source/other"}', "The id of a record stays."),
    ],
)
def test_what_cannot_be_taken_over_is_told_and_is_where_that_says(own, monkeypatch, tmp_path, change, told):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    editing(monkeypatch, change)

    async def work(it: Driven) -> None:
        await it.press("E")
        assert told in it.told[-1] and "no kind" not in it.told[-1]
        assert it.app.screen.PLACE != "edit"
        kept = [*tmp_path.glob("orodha-*.json")]
        assert [str(one) in it.told[-1] for one in kept] == [True] * (told != "Nothing was changed.")

    drive(own, work, first="sources")


@pytest.mark.slow
def test_a_form_that_was_left_unsaved_goes_on_before_the_editor_is_opened(own, monkeypatch):
    editing(monkeypatch, lambda text: pytest.fail("the editor was opened"))

    async def work(it: Driven) -> None:
        it.app.open_record(EFNS)
        await it.settle()
        await it.press("e", "X", "escape", "E")
        assert "1 changed" in it.lines[0]
        assert "goes on" in it.told[-1]

    drive(own, work)
