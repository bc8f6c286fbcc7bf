"""Where a reader is, and what it noticed."""

from __future__ import annotations

from dataclasses import dataclass, field

from .model import Note, SetStructure
from .syntax import Syntax


@dataclass(slots=True)
class Where:
    """Where a reader is, and what it noticed.

    Attributes:
        syntax: The syntax of the file.
        file: What people call the file.
        artefact: The artefact that is being read, "Codelist SDMX:CL_FREQ(2.1)", or the path of keys to it.
        owner: Its agency, id and version, as in its URN.
        language: The language of texts that JSON gives in one language only.
        sender: Who sends the message, which owns what has no owner in 2.1.
        structures: What the header says of the structure of reports, by its id there.
        notes: What was noticed so far.
    """

    syntax: Syntax
    file: str = ""
    artefact: str = ""
    owner: str = ""
    language: str = "en"
    sender: str = ""
    structures: dict[str, SetStructure] = field(default_factory=dict[str, SetStructure])
    notes: list[Note] = field(default_factory=list[Note])

    def note(self, message: str, advice: str = "", line: int | None = None) -> None:
        """Remember something about the artefact."""
        self.notes.append(Note(message, line or 0, self.artefact, advice))
