"""A screen on which one types, and whose texts are on disk within a second."""

from __future__ import annotations

from ..drafts import Draft, Keeper
from ..typed import app_of
from .page import Page

KEEPING = 0.4
"""So many seconds after a letter was typed it is written to the draft."""


class KeptPage(Page):
    """A screen that keeps a draft of what is typed on it, however it is left."""

    _keeper: Keeper | None = None
    _serial = 0
    _waiting = False

    begun = False
    """Whether what ``draft`` tells counts: before that, an older draft is not to be touched."""

    drafts_fail = False
    """Whether drafts cannot be kept: it was said once."""

    def draft(self) -> Draft | None:
        """Return what is to be kept; None if nothing was typed."""
        raise NotImplementedError

    def keep_with(self, name: str) -> Keeper:
        """Begin to keep a draft: of a record, or of a new one of a kind; return what finds an older one."""
        self._keeper = Keeper(self.session.target, name)
        return self._keeper

    def keep_soon(self) -> None:
        """Write the draft in a moment, in the background."""
        if not self._waiting:
            self._waiting = True
            self.set_timer(KEEPING, self._keep_now)

    def _keep_now(self) -> None:
        self._waiting = False
        self._serial += 1
        draft, serial = self.draft(), self._serial
        self.run_worker(lambda: self._keep(draft, serial), group="draft", thread=True)

    def _keep(self, draft: Draft | None, serial: int) -> None:
        """Write the draft; from any thread."""
        if self._keeper is None:
            return
        try:
            if draft:
                self._keeper.keep(draft, serial)
            else:
                self._keeper.drop(serial)
        except OSError as error:
            if not self.drafts_fail and self.is_open:
                self.drafts_fail = True
                app_of(self).call_later(self.tell, f"Drafts cannot be kept: {error.strerror}. Save before you leave.")

    def would_lose(self) -> bool:
        """Keep what was typed at once; tell whether it would be lost all the same if the person left now."""
        if self._keeper is None or not self.begun or (draft := self.draft()) is None:
            return False
        self._serial += 1
        try:
            self._keeper.keep(draft, self._serial)
        except OSError:
            self.drafts_fail = True
            return True
        self.drafts_fail = False
        return False

    def on_unmount(self) -> None:
        """Keep what was typed."""
        self._serial += 1
        if self.begun:
            self._keep(self.draft(), self._serial)
        if self._keeper:
            self._keeper.close()
