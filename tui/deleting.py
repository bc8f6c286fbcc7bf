"""Deleting records from a screen: only if it is meant, told with what refers to them, and taken back by one key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ..catalogue.wording import counted
from .typed import app_of
from .widgets.dialogs import Sure
from .width import clean

if TYPE_CHECKING:
    from ..catalogue.reader import Document
    from .screens.page import Page


def delete(
    page: Page,
    documents: Sequence[Document],
    names: Mapping[str, str],
    refer: int,
    then: Callable[[], object] = lambda: None,
) -> None:
    """Delete records of a kind in one batch, if the person types that it is meant.

    Args:
        page: The screen that asks.
        documents: What is to go, as it was when it was shown.
        names: What each is called, by id.
        refer: How many other records refer to them.
        then: What to do when they are gone.
    """
    ids = [each["id"] for each in documents]
    several = counted(len(ids), documents[0]["kind"])
    one = len(ids) == 1
    refers = f"{counted(refer, 'record')} {'refers' if refer == 1 else 'refer'}" if refer else "Nothing refers"
    stays = f", and stay{'s' * (refer == 1)}" if refer else ""
    what = f"{names[ids[0]]} ({ids[0]})" if one else several
    undone = f"{page.key_of('undo')} takes {'it' if one else 'them'} back."

    def sure(answer: str | None) -> None:
        if answer is None:
            return
        from ..catalogue.changes import ChangeSet, Delete  # with pydantic: only when something is written

        deletes = [Delete(each["id"], each["revision"]) for each in documents]
        called = names[ids[0]] if one else several
        page.write(ChangeSet(deletes, f"delete {ids[0] if one else several}"), f"Deleted {called}", lambda _: then())

    question = f"Delete {what}? {refers} to {'it' if one else 'them'}{stays}. {undone}"
    app_of(page).push_screen(Sure(clean(question), ids[0] if one else f"delete {len(ids)}"), sure)
