"""Which rules a catalogue goes by: those that it keeps for a country, else those that come with the software.

Kept rules are a setting of the catalogue: the text of the file, so that they go where the catalogue goes.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from ...catalogue.errors import UsageError
from ...catalogue.reader import Reader
from ..private_patterns import kept_text, setting_of
from ..tables import Table
from .rules import LawRules, LawTest, load_rules, parse_rules, rules_for, text_of

if TYPE_CHECKING:
    from ...catalogue.catalogue import Catalogue


def rules_in_use(reader: Reader, country: str) -> LawRules | None:
    """Return the rules for a country ("area/ke"); None where there are none.

    Raises:
        FormatError: The catalogue keeps rules that this version cannot read.
    """
    text = kept_text(reader, country)
    return _parsed(text, country) if text else rules_for(country)


@cache
def _parsed(text: str, country: str) -> LawRules:
    return parse_rules(text, f"The rules that the catalogue keeps for {country}")


def rules_text(reader: Reader, country: str) -> str:
    """Return the file of the rules for a country, "" where there are none."""
    return kept_text(reader, country) or text_of(country)


def keep_rules(catalogue: Catalogue, path: Path) -> LawRules:
    """Let a catalogue go by the rules of a file for their country, and return them.

    Raises:
        FormatError: It is no file of rules.
        UsageError: It is for a country that is not in the catalogue.
        OSError: It cannot be read.
    """
    law = load_rules(path)
    if not catalogue.reader.has(law.country):
        raise UsageError(f"{path} is for {law.country}, which is not in the catalogue.", "Write the id of an area.")
    _set(catalogue, law.country, path.read_text("utf-8"))
    return law


def drop_rules(catalogue: Catalogue, country: str) -> bool:
    """Let a catalogue go by the rules that come with the software again; return whether it kept others."""
    kept = bool(kept_text(catalogue.reader, country))
    _set(catalogue, country, "")
    return kept


def _set(catalogue: Catalogue, country: str, text: str) -> None:
    with catalogue.database.write():
        if text:
            value = orjson.dumps(text).decode()
            catalogue.database.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", (setting_of(country), value))
        else:
            catalogue.database.run("DELETE FROM meta WHERE name = ?", (setting_of(country),))


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
