"""What the law of a country asks before data are shared, read from a TOML file.

The tests are a closed vocabulary, each a function of ``by_law``; the file says when a test is asked, what it accepts,
what is said where it is not met, and which section asks for it. Another country's file replaces Kenya's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

from ...catalogue.errors import FormatError, did_you_mean
from ..dates import last_day_if_any
from ..private_patterns import read_patterns
from ..rules_file import ADVICE, RulesFile, of_type, parsed, read_file, shipped, text_of
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
        checked_by: Which lawyer; "" where none has.
        checked_on: When, as a date of a day, a month or a year; "" where none has.
        tests: What is asked.
        cites: Where the law asks for what the catalogue asks by itself, by the name of that rule.
        sharing_topics: Topics of agreements on the sharing of data, among which one that may come is looked for.
    """

    country: str
    name: str
    version: str
    checked_by_lawyer: bool
    tests: tuple[LawTest, ...]
    cites: Mapping[str, tuple[Citation, ...]]
    sharing_topics: tuple[str, ...] = ()
    checked_by: str = ""
    checked_on: str = ""

    @property
    def told(self) -> str:
        """The rules by name, edition, and whether they were checked, by whom and when."""
        checked = "not checked by a lawyer"
        if self.checked_by_lawyer:
            checked = f"checked by a lawyer ({self.checked_by}, {self.checked_on})"
        return f"{self.name}, rules of {self.version}, {checked}"


@cache
def rules_for(country: str) -> LawRules | None:
    """Return the rules that come with the software for a country ("area/ke"); None where there are none."""
    file = shipped(country)
    return parse_rules(file) if file.text else None


def load_rules(path: Path) -> LawRules:
    """Return the rules of a file.

    Raises:
        FormatError: It is no TOML, or says what no rule can say.
        OSError: It cannot be read.
    """
    return parse_rules(read_file(path))


def parse_rules(file: RulesFile) -> LawRules:
    """Return the rules that a file says.

    Raises:
        FormatError: It is no TOML, or says what no rule can say: where, and what.
    """
    told, place = parsed(file), file.place
    _check_names(told, _FILE, place)
    country, name, law = (text_of(told, one, place) for one in ("country", "name", "law"))
    if not country.startswith("area/"):
        raise FormatError(f"{place}: country is {country!r}.", "Write the id of an area: area/ke")
    of_type(told.get("regulations", law), str, "regulations", place)
    places: Mapping[str, Any] = of_type(told.get("cites", {}), dict, "cites", place)
    cites = {rule: _citations(told, places[rule], f"{place}, cites, {rule}") for rule in places}
    given: list[Any] = of_type(told.get("rule", []), list, "rule", place)
    if not given:
        raise FormatError(f"{place} has no [[rule]]: a law that asks nothing would allow everything.", ADVICE)
    tests = tuple(_test(told, one, f"{place}, [[rule]] {number}") for number, one in enumerate(given, 1))
    list(read_patterns(told, place))
    version: str = of_type(told.get("version", ""), str, "version", place)
    checked: bool = of_type(told.get("checked_by_lawyer", False), bool, "checked_by_lawyer", place)
    topics = tuple(_texts(told, "sharing_topics", place))
    return LawRules(country, name, version, checked, tests, cites, topics, *_checked(told, checked, place))


def _checked(told: Mapping[str, Any], checked: bool, place: str) -> tuple[str, str]:
    """Return who checked rules, and when: that a lawyer did is believed only of one who can be asked."""
    by: str = of_type(told.get("checked_by", ""), str, "checked_by", place).strip()
    day: str = of_type(told.get("checked_on", ""), str, "checked_on", place).strip()
    if checked and not (by and day):
        raise FormatError(
            f"{place}: checked_by_lawyer is true, and nothing says who checked them, and when.", _CHECKED_ADVICE
        )
    if day and not _is_date(day):
        raise FormatError(f"{place}: checked_on is {day!r}, and no date.", _CHECKED_ADVICE)
    return by, day


def _is_date(written: str) -> bool:
    return bool(_DATE.fullmatch(written)) and last_day_if_any(written) is not None


_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_CHECKED_ADVICE = 'Write: checked_by = "NAME OF THE LAWYER" checked_on = "2026-11-22", each on a line of its own.'
_HEAD = ("country", "name", "law", "regulations", "checked_by_lawyer", "checked_by", "checked_on", "version")
_FILE = (*_HEAD, "sharing_topics", "cites", "rule", "private")
_RULE = (
    "id", "test", "missing", "fix", "cites", "personal_data", "abroad", "sensitive", "accepts", "needs_all", "sources",
)  # fmt: skip
_LEVELS = ("none", "aggregate", "pseudonymised", "identifiable", "unknown")


def _test(told: Mapping[str, Any], given: Any, place: str) -> LawTest:
    one: Mapping[str, Any] = of_type(given, dict, "it", place)
    place = f"{place} ({one['id']})" if isinstance(one.get("id"), str) else place
    _check_names(one, _RULE, place)
    test = text_of(one, "test", place)
    if test not in get_args(Test):
        raise FormatError(f"{place}: there is no test {test!r}.", did_you_mean(test, get_args(Test)))
    levels = _texts(one, "personal_data", place)
    if unknown := [level for level in levels if level not in _LEVELS]:
        raise FormatError(f"{place}: personal_data has {unknown[0]!r}.", did_you_mean(unknown[0], _LEVELS))
    return LawTest(
        text_of(one, "id", place),
        cast("Test", test),
        text_of(one, "missing", place),
        of_type(one.get("fix", ""), str, "fix", place),
        _citations(told, one.get("cites", []), place),
        frozenset(levels),
        of_type(one.get("abroad", False), bool, "abroad", place),
        of_type(one.get("sensitive", False), bool, "sensitive", place),
        frozenset(_texts(one, "accepts", place)),
        frozenset(_texts(one, "needs_all", place)),
        frozenset(_texts(one, "sources", place)),
    )


def _citations(told: Mapping[str, Any], given: Any, place: str) -> tuple[Citation, ...]:
    """Return places as citations: "reg. 40" is in the regulations, anything else in the act."""
    found: list[Citation] = []
    for cited in _texts({"cites": given}, "cites", place):
        if cited.startswith("reg"):
            found.append(Citation(told.get("regulations", told["law"]), "Regulations", cited))
        else:
            found.append(Citation(told["law"], told["name"], cited))
    return tuple(found)


def _check_names(told: Mapping[str, Any], known: tuple[str, ...], place: str) -> None:
    """Refuse what nobody would read: a word misspelt here would leave a rule out in silence."""
    if unknown := [name for name in told if name not in known]:
        raise FormatError(f"{place}: nothing is called {unknown[0]!r}.", did_you_mean(unknown[0], known))


def _texts(told: Mapping[str, Any], name: str, place: str) -> list[str]:
    return [of_type(one, str, name, place) for one in of_type(told.get(name, []), list, name, place)]
