"""The screens by name: the module and class of each, loaded when it is opened; and the letter that goes there."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A screen.

    Attributes:
        module: Its module among the screens.
        page: Its class there.
        title: What it is called.
        letter: The letter after ``g`` that goes there; "" if one gets there only from something shown.
        arguments: What it is made with when one goes there by its letter.
        told: What is there, for who chooses.
    """

    module: str
    page: str
    title: str
    letter: str = ""
    told: str = ""
    arguments: tuple[str, ...] = ()


PLACES: dict[str, Place] = {
    "home": Place("home", "HomePage", "Home", "h", "what each agency holds, by topic"),
    "sources": Place("listing", "ListPage", "Sources", "s", "the data sources, narrowed as you type", ("source",)),
    "kinds": Place("kinds", "KindsPage", "All kinds", "k", "every kind of record: agencies, variables, laws, ..."),
    "holds": Place("holds", "HoldsPage", "Who holds", "w", "who holds data on something, and what is in the way"),
    "vocabulary": Place("vocabulary", "VocabularyPage", "Vocabulary", "v", "terms and code lists, in every language"),
    "map": Place("mapping", "MappingPage", "Map", "m", "which terms of two countries mean the same"),
    "compare": Place("comparing", "ComparePage", "Compare", "c", "definitions, facet by facet"),
    "agreements": Place("agreements", "AgreementsPage", "Agreements", "a", "what may be shared, by days left"),
    "due": Place("due", "DuePage", "Due", "d", "what is overdue, and due soon"),
    "gaps": Place("gaps", "GapsPage", "Gaps", "x", "what is missing, and what is planned"),
    "log": Place("log", "LogPage", "Log", "l", "who changed what; undo and redo"),
    "import": Place("importing", "ImportPage", "Import", "i", "take spreadsheets and files in"),
    "export": Place("exporting", "ExportPage", "Export", "o", "give records out, as files"),
    "list": Place("listing", "ListPage", "List"),
    "record": Place("record", "RecordPage", "Record"),
    "edit": Place("edit", "EditPage", "Edit"),
    "map pair": Place("mapping_pair", "PairPage", "Map two"),
    "terms": Place("terms", "TermsPage", "One term"),
    "conflict": Place("conflict", "ConflictPage", "Conflict"),
    "first run": Place("first_run", "FirstRunPage", "Begin"),
}
"""The screens by the name that ``Application.show`` knows them by."""

LETTERS = {place.letter: name for name, place in PLACES.items() if place.letter}
"""The names of the screens by letter."""
