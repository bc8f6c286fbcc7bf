"""Two people who change the same record at the same time."""

from __future__ import annotations

import pytest
from orodha.catalogue.catalogue import Catalogue
from orodha.catalogue.changes import ChangeSet, Put
from orodha.catalogue.drafting import own_fields
from orodha.catalogue.reader import Reader
from screens import Driven, drive
from textual import events

RECORD = "source/ke-efns"


def change(db, **fields):
    """Change a record as another process does."""
    with Catalogue.open(db) as catalogue:
        document = own_fields(catalogue.reader, catalogue.reader.get(RECORD)) | fields
        catalogue.apply(ChangeSet([Put(document)]))


def document(db):
    with Reader.open(db) as reader:
        return reader.get(RECORD)


async def write(it: Driven, text: str) -> None:
    it.app.post_message(events.Paste(text))
    await it.settle()


def on_form(db, work, size=(80, 24)):
    async def opened(it: Driven) -> None:
        it.app.show("edit", "source", RECORD)
        await it.settle()
        await work(it)

    drive(db, opened, first="kinds", size=size)


@pytest.mark.slow
def test_changes_of_different_fields_are_put_together(own):
    async def work(it: Driven) -> None:
        await write(it, " 2")
        change(own, status="retired")
        it.app.look_for_changes()
        await it.settle()
        assert "changed by somebody else since" in it.lines[1]
        await it.press("ctrl+s")
        assert any("Others had changed status meanwhile; that stays." in one for one in it.told)

    on_form(own, work)
    assert document(own)["status"] == "retired"
    assert document(own)["title"]["en"].endswith("System 2")


def test_where_both_changed_the_same_a_person_chooses(own):
    async def work(it: Driven) -> None:
        await write(it, " 2")
        change(own, title={"en": "Theirs", "sw": "Yao"}, status="retired")
        await it.press("ctrl+s")
        assert "Conflict" in it.lines[0]
        assert any("1 theirs" in one and "Theirs" in one for one in it.lines)
        await it.press("2", "ctrl+s")

    on_form(own, work)
    after = document(own)
    assert after["title"] == {"en": "Electronic Foreign Nationals Service System 2", "sw": "Yao"}
    assert after["status"] == "retired"


@pytest.mark.slow
def test_nothing_is_lost_if_one_does_not_choose(own):
    async def work(it: Driven) -> None:
        await write(it, " 2")
        change(own, title={"en": "Theirs"})
        await it.press("ctrl+s", "escape", "escape")
        assert document(own)["title"] == {"en": "Theirs"}
        it.app.show("edit", "source", RECORD)
        await it.settle()
        assert "System 2" in it.text
        await it.press("ctrl+s")
        assert "Conflict" in it.lines[0]

    on_form(own, work, size=(140, 40))
