"""Which rules a catalogue goes by: those that it keeps for a country, else those that come with the software."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ...catalogue.errors import UsageError
from ...catalogue.reader import Reader
from ..rules_file import in_use, keep, read_file
from ..tables import Table
from .rules import LawRules, LawTest, parse_rules
from .words import check_words

if TYPE_CHECKING:
    from ...catalogue.catalogue import Catalogue


def rules_in_use(reader: Reader, country: str) -> LawRules | None:
    """Return the rules for a country ("area/ke"); None where there are none.

    Raises:
        FormatError: The catalogue keeps rules that this version cannot read.
    """
    file = in_use(reader, country)
    return _parsed(file) if file.text else None


_parsed = cache(parse_rules)


def keep_rules(catalogue: Catalogue, path: Path) -> LawRules:
    """Let a catalogue go by the rules of a file for their country, and return them.

    That is a setting, and no batch: the log does not tell of it, and undo does not take it back.

    Raises:
        FormatError: It is no file of rules, or accepts a word that the catalogue does not know.
        UsageError: It is for a country that is not in the catalogue.
        OSError: It cannot be read.
    """
    file = read_file(path)
    law = parse_rules(file)
    if not catalogue.reader.has(law.country):
        raise UsageError(f"{path} is for {law.country}, which is not in the catalogue.", "Write the id of an area.")
    check_words(catalogue.reader, law, file.place)
    keep(catalogue, law.country, file.text)
    return law


def drop_rules(catalogue: Catalogue, country: str) -> bool:
    """Let a catalogue go by the rules that come with the software again; return whether it kept others.

    The text of those is gone then: it is in no batch that could be undone.
    """
    kept = in_use(catalogue.reader, country).kept
    keep(catalogue, country, "")
    return kept


def rules_table(law: LawRules, *, kept: bool) -> Table:
    """Return rules as a table to read, or to send to a lawyer."""
    rows = [(one.id, _asked_of(one), _accepted(one), "; ".join(cite.place for cite in one.cites)) for one in law.tests]
    rows += [(rule, "all", "", "; ".join(cite.place for cite in cites)) for rule, cites in law.cites.items()]
    whose = "Kept in the catalogue." if kept else "They come with the software."
    return Table(law.told, ("rule", "asked of", "met by", "cites"), tuple(rows), (f"{law.told}. {whose}",))


def _asked_of(test: LawTest) -> str:
    known = test.personal_data - {"unknown"}
    levels = f"{', '.join(sorted(known))} data" if known else ""
    levels += ", or not known" if "unknown" in test.personal_data else ""
    told = [levels, "sensitive or not known" if test.sensitive else "", "to a recipient abroad" if test.abroad else ""]
    return "; ".join(filter(None, told)) or "all"


def _accepted(test: LawTest) -> str:
    any_of = f"one of {', '.join(sorted(test.accepts))}" if test.accepts else ""
    return "; ".join(filter(None, [" and ".join(sorted(test.needs_all)), any_of]))
