"""What the law of a country asks before data are shared, read from a TOML file.

The tests are a closed vocabulary, each a function of ``by_law``; the file says when a test is asked, what it accepts,
what is said where it is not met, and which section asks for it. Another country's file replaces Kenya's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, cast, get_args

from ...catalogue.errors import FormatError, did_you_mean
from .reasons import Citation

Test = Literal[
    "legal-basis", "lawful-basis", "assessment", "sensitive", "children", "security-use", "transfer", "kept-at-home"
]


@dataclass(frozen=True, slots=True)
class LawTest:
    """One thing that a law asks.

    Attributes:
        id: What it is called in the answer.
        test: How it is found out.
        missing: What is said where it is not met, without a full stop.
        fix: What would change it; "{source}" stands for the id of the source.
        cites: Where the law asks for it.
        personal_data: It is asked of sources with such data only; of all if empty.
        abroad: It is asked only where the recipient is abroad.
        sensitive: It is asked only where data are sensitive, or nobody has said that they are not.
        accepts: Slugs of which one is enough.
        needs_all: Slugs of which every one is needed.
        sources: Sources that it names.
    """

    id: str
    test: Test
    missing: str
    fix: str
    cites: tuple[Citation, ...]
    personal_data: frozenset[str]
    abroad: bool
    sensitive: bool
    accepts: frozenset[str]
    needs_all: frozenset[str]
    sources: frozenset[str]


@dataclass(frozen=True, slots=True)
class LawRules:
    """The rules of a country.

    Attributes:
        country: Id of the area.
        name: What the law is called.
        version: Which edition of the rules it is.
        checked_by_lawyer: Whether a lawyer has checked them.
        tests: What is asked.
        cites: Where the law asks for what the catalogue asks by itself, by the name of that rule.
    """

    country: str
    name: str
    version: str
    checked_by_lawyer: bool
    tests: tuple[LawTest, ...]
    cites: Mapping[str, tuple[Citation, ...]]

    @property
    def told(self) -> str:
        """The rules by name, edition, and whether they were checked."""
        checked = "checked by a lawyer" if self.checked_by_lawyer else "not checked by a lawyer"
        return f"{self.name}, rules of {self.version}, {checked}"


@cache
def rules_for(country: str) -> LawRules | None:
    """Return the rules that come with the software for a country ("area/ke"); None where there are none."""
    file = files("orodha.inventory.data.rules").joinpath(f"{country.removeprefix('area/')}.toml")
    return _read(file.read_text("utf-8"), file.name) if file.is_file() else None


def load_rules(path: Path) -> LawRules:
    """Return the rules of a file.

    Raises:
        FormatError: It is no TOML, or says what no rule can say.
        OSError: It cannot be read.
    """
    return _read(path.read_text("utf-8"), str(path))


def _read(text: str, place: str) -> LawRules:
    try:
        told = tomllib.loads(text)
        cites = {rule: _citations(told, places) for rule, places in told.get("cites", {}).items()}
        tests = tuple(_test(told, one, place) for one in told.get("rule", ()))
        checked = told.get("checked_by_lawyer") is True
        return LawRules(told["country"], told["name"], str(told.get("version", "")), checked, tests, cites)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"{place} is no TOML: {error}.") from None
    except (KeyError, TypeError, AttributeError) as error:
        raise FormatError(f"{place} is no file of rules: {error} is missing or no such value.", _ADVICE) from None


_ADVICE = "Begin with a copy of the rules of Kenya: inventory/data/rules/ke.toml."


def _test(told: Mapping[str, Any], one: Mapping[str, Any], place: str) -> LawTest:
    test = one["test"]
    if test not in get_args(Test):
        raise FormatError(f"{place}: there is no test {test!r}.", did_you_mean(str(test), get_args(Test)))
    return LawTest(
        one["id"],
        cast("Test", test),
        one["missing"],
        one.get("fix", ""),
        _citations(told, one.get("cites", ())),
        frozenset(one.get("personal_data", ())),
        one.get("abroad") is True,
        one.get("sensitive") is True,
        frozenset(one.get("accepts", ())),
        frozenset(one.get("needs_all", ())),
        frozenset(one.get("sources", ())),
    )


def _citations(told: Mapping[str, Any], places: Any) -> tuple[Citation, ...]:
    """Return places as citations: "reg. 40" is in the regulations, anything else in the act."""
    found: list[Citation] = []
    for place in places:
        if place.startswith("reg"):
            found.append(Citation(told.get("regulations", told["law"]), "Regulations", place))
        else:
            found.append(Citation(told["law"], told["name"], place))
    return tuple(found)
