"""Records filled in and changed in a form."""

from __future__ import annotations

import contextlib

import pytest
from forms import document, line, on_form, write
from screens import Driven, drive


@pytest.mark.slow
def test_a_source_is_added_with_few_keys_beside_its_texts(own):
    pressed: list[str] = []

    async def work(it: Driven) -> None:
        async def press(*keys: str) -> None:
            pressed.extend(keys)
            await it.press(*keys)

        await press("g", "s", "n")
        for text in ("Registry of foreign workers", "reg", "kenya", "lab", "live", "open", "agg", ""):
            await write(it, text)
            await press("enter")
        await write(it, "Permits to work, by nationality")
        await press("enter")
        await write(it, "immigration")
        await press("enter", "ctrl+s")
        assert it.told == ["Saved source/ke-registry-of-foreign-workers. u takes it back."]
        await press("u")

    drive(own, work, first="sources")
    assert len(pressed) <= 25


def test_what_is_missing_is_told_when_one_saves_and_the_first_gets_the_focus(own):
    async def work(it: Driven) -> None:
        await it.press("tab", "ctrl+s")
        assert "Is mandatory." in it.text
        assert it.app.focused.line.key == "title:en"
        assert it.told[-1].startswith("Not saved: 7 things are still to be mended. F8")

    on_form(own, work)


@pytest.mark.slow
def test_a_misspelt_code_is_told_on_leaving_and_what_is_offered_is_taken_by_a_key(own):
    async def work(it: Driven) -> None:
        await it.press(*["tab"] * 4)
        await it.press("ctrl+u")
        await write(it, "retird")
        await it.press("tab")
        assert "Did you mean retired?" in it.text
        await it.press("f2", "ctrl+s")

    on_form(own, work, record="source/ke-efns")
    assert document(own, "source/ke-efns")["status"] == "retired"


@pytest.mark.slow
def test_a_language_is_added_and_right_to_left_text_is_kept(own):
    async def work(it: Driven) -> None:
        await it.press("ctrl+l")
        await write(it, "ar")
        await it.press("enter")
        assert it.app.focused.line.key == "title:ar"
        await write(it, "خدمات")
        await it.press("ctrl+s")

    on_form(own, work, record="source/ke-efns")
    title = document(own, "source/ke-efns")["title"]
    assert title == {"en": "Electronic Foreign Nationals Service System", "ar": "خدمات"}


def test_only_what_was_typed_changes(own):
    before = document(own, "source/ke-efns")

    async def work(it: Driven) -> None:
        await it.press("end")
        await write(it, " 2")
        await it.press("ctrl+s")

    on_form(own, work, record="source/ke-efns")
    after = document(own, "source/ke-efns")
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"title", "revision", "modified"}


@pytest.mark.slow
def test_values_to_begin_with_are_told_and_do_not_count_as_changed(kenya):
    async def work(it: Driven) -> None:
        assert "filled in from where you were: status" in it.text and "nothing changed" in it.lines[0]

    on_form(kenya, work, given={"status": "planned"})


@pytest.mark.slow
def test_a_record_that_looks_like_one_there_says_so_and_a_key_opens_that(own):
    async def work(it: Driven) -> None:
        await write(it, "Electronic Foreign Nationals Service")
        await it.press("enter")
        assert it.lines[1].startswith(" did you mean source/ke-efns")
        await it.press("ctrl+o")
        assert it.app.screen.PLACE == "record"

    on_form(own, work)


@pytest.mark.slow
def test_a_telephone_number_is_told_as_the_command_tells_it(own):
    async def work(it: Driven) -> None:
        await it.press(*["tab"] * 7)
        await write(it, " Ask Jane, 0722 123 456.")
        await it.press("tab")
        assert "Looks private: telephone number" in it.text
        assert "0722 123 456. It" not in it.text
        await it.press("ctrl+s")

    on_form(own, work, record="source/ke-efns")
    assert "0722" in document(own, "source/ke-efns")["description"]["en"]


@pytest.mark.slow
def test_the_fields_of_one_more_part_are_added_and_filled_in(own):
    async def work(it: Driven) -> None:
        await it.press("f3")
        while it.app.focused.line.key != "distributions":
            await it.press("shift+tab")
        await it.press("ctrl+l")
        while it.app.focused.line.key != "distributions.0.format":
            await it.press("tab")
        await write(it, "CSV")
        await it.press("ctrl+s")

    on_form(own, work, record="source/ke-efns")
    assert document(own, "source/ke-efns")["distributions"] == [{"format": "CSV"}]


@pytest.mark.slow
def test_the_choices_of_a_list_are_completed_one_by_one(own):
    async def work(it: Driven) -> None:
        await it.press("tab", "tab", "tab")
        await write(it, "; lab")
        await it.press("tab")
        await it.press("ctrl+s")

    on_form(own, work, record="source/ke-efns")
    topics = document(own, "source/ke-efns")["topics"]
    assert topics == ["concept/topics-visas-permits", "concept/topics-irregular", "concept/topics-labour"]


@pytest.mark.slow
def test_to_look_around_in_a_form_changes_nothing(kenya):
    async def work(it: Driven) -> None:
        for keys in (("down", "tab"), ("f5", "tab"), ("f5", "enter"), ("up", "pagedown", "pageup", "f5", "escape")):
            await it.press(*["ctrl+home", *["down"] * 3, *keys])  # one of several
            await it.press(*["ctrl+home", *["down"] * 4, *keys])
            await it.press(*["ctrl+home", *["down"] * 4, "ctrl+end", "ctrl+home", "up"])
            assert it.app.focused.line.key == "title:en"
        assert "nothing changed" in it.lines[0]

    on_form(kenya, work, record="source/ke-efns")


@pytest.mark.slow
def test_a_list_begins_at_what_is_there_and_of_several_adds_one(own):
    async def work(it: Driven) -> None:
        await it.press(*["down"] * 4, "f5")
        assert any(one.strip() == "▸ live" for one in it.lines)
        await it.press("escape", "up", "f5", "down", "enter")
        await it.press("up")
        await write(it, "labour")
        await it.press("enter", "ctrl+s")

    on_form(own, work, record="source/ke-efns")
    after = document(own, "source/ke-efns")
    before = ["concept/topics-visas-permits", "concept/topics-irregular"]
    assert after["status"] == "live"
    assert after["topics"][:2] == before and after["topics"][3] == "concept/topics-labour"


@pytest.mark.slow
def test_keys_are_told_only_where_they_do_something(kenya):
    async def work(it: Driven) -> None:
        assert "^l add" in it.lines[-1] and "F5" not in it.lines[-1] and "F2" not in it.lines[-1]
        await it.press("down", "down", "down")
        assert "^l add" not in it.lines[-1] and "F5 list" in it.lines[-1]

    on_form(kenya, work, record="source/ke-efns")


@pytest.mark.slow
def test_the_help_of_a_form_begins_with_its_keys(kenya):
    async def work(it: Driven) -> None:
        await it.press("f1")
        text = " ".join(it.text.split())
        assert 0 < text.index("On this screen") < text.index("delete a word") < text.index("Everywhere")

    on_form(kenya, work, record="source/ke-efns", size=(80, 60))


@pytest.mark.slow
def test_errors_of_a_form_name_no_command_and_offer_what_can_be_taken(own):
    async def work(it: Driven) -> None:
        while it.app.focused.line.key != "holder":
            await it.press("down")
        await write(it, "Min of Magic")
        await it.press("ctrl+home", "down", "down")
        assert "orodha" not in it.text and "press F5 for a list" in " ".join(it.text.split())
        await write(it, "Kenia")
        await it.press("tab")
        assert "Did you mean Kenya or" in " ".join(it.text.split())
        await it.press("f2")
        assert "area/ke" in line(it, "country")

    on_form(own, work, record="source/ke-efns")


@pytest.mark.slow
def test_a_choice_is_taken_by_the_mouse(own):
    async def work(it: Driven) -> None:
        await it.press(*["tab"] * 4, "f5")
        row = next(place for place, one in enumerate(it.lines) if one.strip() == "retired")
        await it.pilot.click(offset=(25, row))
        await it.settle()
        await it.press("ctrl+s")

    on_form(own, work, record="source/ke-efns")
    assert document(own, "source/ke-efns")["status"] == "retired"


@pytest.mark.slow
def test_a_text_goes_through_the_editor_and_json_that_is_broken_stays_to_be_mended(own, monkeypatch):
    monkeypatch.setattr("orodha.tui.lending.edited", lambda text, *, whole, check: '{"a": ' if whole else f"{text} 2")
    monkeypatch.setattr("textual.app.App.suspend", contextlib.nullcontext)

    async def work(it: Driven) -> None:
        await it.press("f4", "f3")
        while it.app.focused.line.key != "extra":
            await it.press("shift+tab")
        await it.press("f4", "ctrl+s")
        assert "Is not readable as JSON" in it.text
        assert it.app.focused.text == '{"a": '
        await write(it, "1}")
        await it.press("ctrl+s")

    on_form(own, work, record="source/ke-efns")
    after = document(own, "source/ke-efns")
    assert after["title"]["en"].endswith("System 2")
    assert after["extra"] == {"a": 1}


@pytest.mark.slow
def test_a_form_of_nothing_leaves_by_itself_and_help_before_it_stays(kenya):
    async def work(it: Driven) -> None:
        it.app.show("edit", "source", "source/ke-nothing")
        it.app.action_help()
        await it.settle()
        assert "Everywhere" in it.text or "On this screen" in it.text
        await it.press("escape")
        assert it.app.screen.PLACE == "kinds"

    drive(kenya, work, first="kinds")


@pytest.mark.slow
def test_letters_that_drive_a_terminal_are_shown_and_kept(kenya):
    async def work(it: Driven) -> None:
        await write(it, "\x1b[2J\x07\x9b")
        assert "System␛[2J␇\ufffd" in it.text
        assert it.app.focused.text.endswith("\x1b[2J\x07\x9b")

    on_form(kenya, work, record="source/ke-efns")


@pytest.mark.slow
@pytest.mark.parametrize("program", ["false", "/nonexistent/ed", "ed 'a"])
def test_an_editor_that_fails_leaves_the_form_as_it_is(kenya, monkeypatch, program):
    inside: list[str] = []

    @contextlib.contextmanager
    def lent(_app):
        inside.append("lent")
        yield  # an error would skip what follows, as with Textual
        inside.append("back")

    monkeypatch.setattr("textual.app.App.suspend", lent)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", program)

    async def work(it: Driven) -> None:
        await it.press("f4")
        assert "Set EDITOR" in it.told[-1]

    on_form(kenya, work, record="source/ke-efns")
    assert inside == ["lent", "back"]
