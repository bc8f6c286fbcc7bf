"""Keys that a person changes in a file."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orodha.tui import keymap
from orodha.tui.actions import ACTIONS, EVERYWHERE, Action
from orodha.tui.keymap import normal, parse, read, rows

OURS = {
    one.id: one
    for one in (
        Action("edit", "e", "edit", "Change it.", "", ("list", "record")),
        Action("again", "u", "again", "Show it again.", "", ("record",)),
        Action("undo", "u", "undo", "Take it back."),
        Action("redo", "ctrl+r", "redo", "Make it again."),
        Action("go", "g", "go to", "Go."),
        Action("help", "question_mark,f1", "help", "Help."),
        Action("palette", "ctrl+p", "commands", "Find."),
        Action("quit", "q", "quit", "Leave."),
    )
}


@pytest.fixture
def ours(monkeypatch):
    """A few actions instead of all."""
    monkeypatch.setattr(keymap, "ACTIONS", OURS)


def test_a_key_that_forms_type_with_is_refused_for_them_alone():
    found = parse('choices = "ctrl+k"\nmore = "f7"\ndue = "ctrl+d"\ndrop = "ctrl+z"')
    assert found.problems == ["line 1: choices: ctrl+k is for typing in a form. Choose another key."]
    assert found.keys == {"more": "f7", "due": "ctrl+d", "drop": "ctrl+z"}


@pytest.mark.usefixtures("ours")
def test_a_line_changes_a_key():
    assert parse('undo = "ctrl+z"  # as elsewhere\n\nhelp = ["f1", "?"]') == (
        {"undo": "ctrl+z", "help": "f1,question_mark"},
        [],
    )


def test_no_file_changes_nothing(tmp_path):
    assert read(tmp_path / "keys.toml") == ({}, [])


def test_a_file_that_is_no_text_is_told(tmp_path):
    (tmp_path / "keys.toml").write_bytes(b"\xff\xfe")
    assert "cannot be read" in read(tmp_path / "keys.toml").problems[0]


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('undoo = "z"', "line 2: there is no action 'undoo'. Did you mean undo"),
        ('undo = "crtl+z"', "line 2: undo: there is no key 'crtl+z'. Did you mean ctrl+z"),
        ('undo = "pagedown"', "line 2: undo: pagedown moves in lists and fields"),
        ('undo = "g"', "line 2: undo: g is 'go' there already"),
        ("undo = ctrl+z", "line 2: 'undo = ctrl+z' sets no key. Write: undo ="),
        ("undo = 3", "line 2: undo is given no key"),
    ],
)
def test_what_cannot_be_used_is_told_and_the_rest_applies(line, told):
    found = parse(f'palette = "f9"\n{line}\nredo = "Z"')
    assert found.keys == {"palette": "f9", "redo": "Z"}
    assert len(found.problems) == 1
    assert found.problems[0].startswith(told)


@pytest.mark.usefixtures("ours")
def test_two_actions_may_change_keys_with_each_other():
    assert parse('palette = "ctrl+r"\nredo = "ctrl+p"') == ({"palette": "ctrl+r", "redo": "ctrl+p"}, [])


@pytest.mark.usefixtures("ours")
def test_of_two_changes_to_one_key_the_first_holds():
    found = parse('undo = "f9"\nredo = "f9"')
    assert found.keys == {"undo": "f9"}
    assert found.problems == ["line 2: redo: f9 is 'undo' there already. Choose another key for one of them."]


def test_keys_are_called_as_textual_calls_them():
    from textual.keys import _character_to_key

    for letter in string.ascii_letters + string.digits + string.punctuation:
        assert normal(letter) == _character_to_key(letter)
        assert normal(_character_to_key(letter)) == _character_to_key(letter)


def test_every_key_of_ours_can_be_written_in_the_file():
    for one in ACTIONS.values():
        assert all(normal(key) == key for key in one.keys.split(",")), one.id


KEYS = st.sampled_from(["u", "z", "ctrl+z", "f5", "?", "g", "enter", "ctrl", ""]) | st.text(max_size=3)
LINES = st.builds('{} = "{}"'.format, st.sampled_from([*ACTIONS, "nothing"]), KEYS) | st.text(max_size=20)


@given(st.lists(LINES, max_size=6).map("\n".join))
def test_whatever_the_file_says_no_screen_gets_one_key_for_two_actions(text):
    keys, problems = parse(text)
    assert all(told.startswith("line ") for told in problems)
    for name, changed in keys.items():
        for other in ACTIONS.values():
            meet = {*ACTIONS[name].where, EVERYWHERE} & {*other.where} or EVERYWHERE in ACTIONS[name].where
            if other.id != name and meet:
                assert set(changed.split(",")).isdisjoint(keys.get(other.id, other.keys).split(","))


def test_the_list_has_every_action_with_the_key_that_it_has_now():
    found = {row["action"]: row["keys"] for row in rows({"undo": "ctrl+z"})}
    assert list(found) == list(ACTIONS)
    assert (found["undo"], found["help"]) == ("ctrl+z", "question_mark, f1")
