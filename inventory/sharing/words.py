"""The words that rules accept: a word misspelt would be one that no source ever has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args, get_type_hints

from ...catalogue.errors import FormatError, did_you_mean
from ...catalogue.reader import Reader
from ..sources import ImpactAssessment
from .rules import LawRules

_SCHEMES = {
    "lawful-basis": "lawful-bases",
    "sensitive": "lawful-bases",
    "children": "lawful-bases",
    "transfer": "transfer-mechanisms",
}
"""From which scheme a test takes its words."""


def check_words(reader: Reader, law: LawRules, place: str) -> None:
    """Refuse rules that accept a word which the catalogue does not know, in a catalogue that knows such words.

    Raises:
        FormatError: Which word of which rule it is, and what it may mean.
    """
    known = _known(reader)
    for number, test in enumerate(law.tests, 1):
        words = known.get(test.test, frozenset())
        if unknown := sorted(one for one in test.accepts | test.needs_all if words and one not in words):
            where = f"{place}, [[rule]] {number} ({test.id})"
            raise FormatError(f"{where}: nothing is called {unknown[0]!r}.", did_you_mean(unknown[0], sorted(words)))


def _known(reader: Reader) -> Mapping[str, frozenset[str]]:
    """Return the words that each test can meet."""
    found = {test: _slugs(reader, scheme) for test, scheme in _SCHEMES.items()}
    return found | {"assessment": frozenset(get_args(get_type_hints(ImpactAssessment)["status"]))}


def _slugs(reader: Reader, scheme: str) -> frozenset[str]:
    begins = f"concept/{scheme}-"
    rows = reader.database.rows("SELECT id FROM record WHERE id GLOB ?", (f"{begins}*",))
    return frozenset(one.removeprefix(begins) for (one,) in rows)
