"""Messages and what is noticed while one is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from .base import Link, Maintainable, Part, Raw, Texts
from .organisations import Contact


@dataclass(slots=True)
class Party(Part):
    """Who sends or receives a message; ``timezone`` is an offset such as "+03:00"."""

    id: str = ""
    names: Texts = field(default_factory=dict)
    contacts: tuple[Contact, ...] = ()
    timezone: str = ""


@dataclass(slots=True)
class SetStructure(Part):
    """What reports in a message are structured by (ML): the URN of one of the following.

    Attributes:
        id: What reports of 2.1 refer to it by.
        structure: A metadata structure.
        flow: A metadata flow.
        agreement: A provision agreement.
        schema_url, service_url, structure_url: Where to get it.
    """

    id: str = ""
    structure: str = ""
    flow: str = ""
    agreement: str = ""
    schema_url: str = ""
    service_url: str = ""
    structure_url: str = ""


@dataclass(slots=True)
class Header(Part):
    """What a message says of itself.

    Attributes:
        prepared: Date and time of ISO 8601, as written.
        sources: Where the data come from, by language (ML only).
        languages: Languages of the message (JSON only).
        links: Known in JSON only.
        structures: What reports in it are structured by; follows from the reports where it is not given (ML).
        provider: URN of who provides the reports (ML).
        action: What is done with the reports, as in one (ML).
        sets: Ids of sets that the message is about (ML).
        extracted: When the reports were taken out of a system, date and time of ISO 8601 (ML).
    """

    id: str = ""
    test: bool | None = None
    prepared: str = ""
    sender: Party | None = None
    receivers: tuple[Party, ...] = ()
    names: Texts = field(default_factory=dict)
    sources: Texts = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    structures: tuple[SetStructure, ...] = field(default=(), compare=False)
    provider: str = ""
    action: str = ""
    sets: tuple[str, ...] = ()
    extracted: str = ""


@dataclass(slots=True)
class Note:
    """Something that was noticed while reading.

    Attributes:
        message: What, in one sentence.
        line: Line of the file, from 1; 0 where there is none to tell.
        artefact: Where: the URN of an artefact in short, or a path of keys.
        advice: What to do, or empty.
    """

    message: str
    line: int = 0
    artefact: str = ""
    advice: str = ""

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else ""
        place = ", ".join(filter(None, (line, self.artefact)))
        return f"{place}{': ' if place else ''}{self.message}{' ' + self.advice if self.advice else ''}"


@dataclass(slots=True)
class Message:
    """A message of structures, or of reports (``MetadataSet``), never of both.

    Attributes:
        header: What it says of itself.
        artefacts: What it holds, in the order of the file.
        unknown: Artefacts of kinds that are not known here.
        syntax: The name of the syntax that it was read in, or empty.
        notes: What was noticed while reading; no part of the content.
    """

    header: Header = field(default_factory=Header)
    artefacts: list[Maintainable] = field(default_factory=list[Maintainable])
    unknown: list[Raw] = field(default_factory=list[Raw])
    syntax: str = field(default="", compare=False)
    notes: list[Note] = field(default_factory=list[Note], compare=False)
