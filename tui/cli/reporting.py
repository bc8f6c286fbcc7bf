"""After a change: what became of it, and how to take it back."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ...catalogue.wording import first_few
from .command import Form
from .output import write_json
from .session import invocation, talk

if TYPE_CHECKING:
    from ...catalogue.changes import Applied


def report(applied: Applied, form: Form = "text", *, take_back: str = "Take it back") -> None:
    """Say what a change set did: as JSON on stdout, or in words on stderr with the command that takes it back."""
    if form == "json":
        write_json(asdict(applied))
        return
    done = (("Added", applied.created), ("Changed", applied.updated), ("Deleted", applied.deleted))
    for word, ids in done:
        if ids:
            talk(f"{word} {first_few(ids)}.")
    if applied.batch is None:
        talk("Nothing changed: it is so already.")
    else:
        talk(f"{take_back} with: {invocation()} undo {applied.batch}")
