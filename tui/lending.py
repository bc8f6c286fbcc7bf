"""The terminal lent to the person's own editor: for one text of a form, or for a whole record."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from ..catalogue.errors import NotFound, OrodhaError, UsageError
from ..catalogue.names import kind_of
from .drafts import Draft, Keeper
from .editor import edited
from .typed import app_of

if TYPE_CHECKING:
    from .screens.page import Page


def in_editor(page: Page, text: str, *, whole: bool, check: Callable[[str], object] | None = None) -> str | None:
    """Return a text as the person left it in their editor; None if something went wrong, which is told.

    Args:
        page: The screen that asks.
        text: As of ``editor.edited``, like the rest.
        whole: The same.
        check: The same.
    """
    left = wrong = None
    try:
        with app_of(page).suspend():  # an error that left it would leave the terminal without the application
            try:
                left = edited(text, whole=whole, check=check)
            except (OrodhaError, OSError) as error:
                wrong = page.application.as_told(error)
    except SuspendNotSupported:
        wrong = UsageError("This terminal cannot be lent to an editor.", "Type the text in the form.")
    if wrong:
        page.tell_error(wrong)
    return left


def edit_whole(page: Page, record: str) -> None:
    """Open a record in the person's editor, as JSON; what they change stands in its form then, to be saved there.

    Args:
        page: The screen that asks.
        record: Its id.
    """
    from ..catalogue.catalogue import valid_document  # with pydantic: only when something is edited
    from ..catalogue.drafting import json_object, merged
    from .filling import differing, opened

    keeper = Keeper(page.session.target, record)
    try:
        if keeper.find():
            page.tell("This form was left unsaved: it goes on from there.")
            page.application.show("edit", kind_of(record), record)
            return
        form = opened(page.reader, kind_of(record), record)
        before = json.dumps(form.base, ensure_ascii=False)

        def as_left(text: str) -> dict[str, str]:
            given = json_object(text)
            if given.get("id", record) != record:
                raise UsageError("The id of a record stays.", "Make another record, and delete this one.")
            return differing(form, valid_document(merged({"id": record}, given)))

        left = in_editor(page, before, whole=True, check=as_left)
        if left is None:
            return
        if not (texts := as_left(left)):
            page.tell("Nothing was changed.")
            return
        keeper.keep(Draft(texts, form.base, form.revision))
    except (NotFound, OSError) as error:
        page.tell_error(page.application.as_told(error))
        return
    finally:
        keeper.close()
    page.application.show("edit", kind_of(record), record)
    page.tell(f"What you changed stands here now; {page.key_of('save')} saves it.")
