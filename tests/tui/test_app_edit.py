"""Records filled in and changed in a form."""

from __future__ import annotations

from orodha.catalogue.reader import Reader
from screens import Driven, drive
from textual import events


def document(path, record):
    with Reader.open(path) as reader:
        return reader.get(record)


def on_form(db, work, *, kind="source", record="", given=None, size=(80, 24)):
    """Do some work in a form."""

    async def opened(it: Driven) -> None:
        it.app.show("edit", kind, record, given)
        await it.settle()
        await work(it)

    drive(db, opened, first="sources", size=size)


async def write(it: Driven, text: str) -> None:
    """Put a text in at the cursor, as from the clipboard."""
    it.app.post_message(events.Paste(text))
    await it.settle()


def line(it: Driven, label: str) -> str:
    """Return the line of the screen with a label."""
    return next(one for one in it.lines if one[3:].startswith(label))


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
        assert it.told[-1].startswith("Not saved: 7 things are still to be mended. f8")

    on_form(own, work)


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


def test_a_form_that_was_left_is_there_again_and_its_draft_can_be_dropped(own):
    async def work(it: Driven) -> None:
        await write(it, "New")
        await it.press("escape")
        assert "what you typed is kept" in it.told[-1]
        it.app.show("edit", "source", "source/ke-efns")
        await it.settle()
        assert "restored; ^z drops it" in it.lines[1]
        assert "SystemNew" in line(it, "title")
        await it.press("ctrl+z")
        assert "New" not in line(it, "title")
        await it.press("ctrl+s")
        it.app.show("edit", "source", "source/ke-efns")
        await it.settle()
        assert "New" not in line(it, "title")

    on_form(own, work, record="source/ke-efns")
