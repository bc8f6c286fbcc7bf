"""What is missing, as rows and sentences: the views of it, gaps, objectives of the Global Compact."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from ...catalogue.texts import fold
from ...catalogue.wording import listed
from ..theme import SIGNS
from ..width import clean, cut
from .virtual_table import Column, Row

if TYPE_CHECKING:
    from ...inventory.coverage import Coverage, Objective
    from ...inventory.gaps import Gap, Shortfalls

TOPICS, OBJECTIVES = "topics", "objectives"
"""The views that are no rules."""

GAPS = (Column("about", 3, 24), Column("what is missing", 2, 16), Column("country", 0, 14), Column("agency", 1, 24))

NEW = {
    "source-without-agreement": ("agreement", "covers", {"status": "draft"}, "n writes an agreement that covers it"),
    "source-without-disaggregation": (
        "variable",
        "source",
        {"role": "disaggregation"},
        "n describes a variable that splits its figures",
    ),
}
"""By rule, what record closes the gap: its kind, the field that names the subject, other values, and a sentence."""

_ID = re.compile(r"[a-z][a-z-]*/[a-z0-9][a-z0-9-]*")
_LISTED_IDS = re.compile(rf": {_ID.pattern}[^;]*")

MOST_NOTE = 240
"""Letters of what documents say that are shown below the list."""


class Found(NamedTuple):
    """The gaps, as the screen shows them.

    Attributes:
        gaps: The gaps by rule.
        every: All of them, by kind and rule.
        texts: Of each of them, what filtering looks at.
        counts: How many there are of each kind, and of each rule.
    """

    gaps: Shortfalls
    every: tuple[Gap, ...]
    texts: tuple[str, ...]
    counts: Counter[str]

    @classmethod
    def of(cls, found: Shortfalls) -> Found:
        """Take what was found apart."""
        every_gap = found.gaps
        counts = Counter(one.kind for one in every_gap) + Counter(one.rule for one in every_gap)
        return cls(found, every_gap, tuple(map(text_of, every_gap)), counts)


def view_rows(found: Found, colours: Mapping[str, str]) -> Iterator[Row]:
    """Yield the views: all, each kind of gap with its rules below it, topics by country, objectives."""
    yield Row("", ("all gaps", f"{len(found.every):,}"))
    for kind in dict.fromkeys(one.kind for one in found.every):
        yield Row(kind, (Text(kind, "bold"), f"{found.counts[kind]:,}"))
        for one in found.gaps.rules:
            if one.gaps and one.rule.kinds == (kind,):
                yield Row(one.rule.name, (f"  {one.rule.name.replace('-', ' ')}", f"{len(one.gaps):,}"))
    if stated := found.counts["stated"]:
        yield Row("stated", (Text("stated in documents", "bold"), f"{stated:,}"))
    yield Row(TOPICS, (Text("topics by country", f"bold {colours['accent']}"), ""))
    yield Row(OBJECTIVES, (Text("objectives of the GCM", f"bold {colours['accent']}"), ""))


def text_of(gap: Gap) -> str:
    """Return what filtering looks at."""
    names = (one.label for one in (gap.country, gap.agency) if one)
    return fold(" ".join([gap.subject.label, gap.subject.id, gap.text, gap.rule.replace("-", " "), *names]))


def _lack(gap: Gap) -> str:
    from ...inventory.gaps import GAP_RULES

    return gap.text or GAP_RULES[gap.rule].lack


class GapRows:
    """Gaps, a page at a time; what is the same of all, or not there, has no column of its own."""

    def __init__(self, gaps: Sequence[Gap], colours: Mapping[str, str]) -> None:
        self.gaps = gaps
        self.colours = colours
        differ = len({_lack(one) for one in gaps}) != 1
        self._shown = (True, differ, any(one.country for one in gaps), any(one.agency for one in gaps))

    @property
    def columns(self) -> list[Column]:
        """The columns."""
        return list(compress(GAPS, self._shown))

    def __len__(self) -> int:
        return len(self.gaps)

    def page(self, first: int, count: int) -> list[Row]:
        """Return so many rows."""
        return [self._row(gap) for gap in self.gaps[first : first + count]]

    def _row(self, gap: Gap) -> Row:
        sign, colour = ("planned", self.colours["warning"]) if gap.planned else ("gap", self.colours["faint"])
        name = Text().append(f"{SIGNS[sign]} ", colour).append(clean(gap.subject.label), self.colours["foreground"])
        country, agency = (one.label if one else "" for one in (gap.country, gap.agency))
        lack = _LISTED_IDS.sub("", _lack(gap))  # they are told below
        return Row(gap.subject.id, tuple(compress((name, lack, country, agency), self._shown)))


def gap_told(gap: Gap, named: Callable[[Sequence[str]], Mapping[str, str]], colours: Mapping[str, str]) -> Text:
    """Return a gap in a sentence, what is planned, what documents say, and the key that leads to closing it.

    Args:
        gap: The gap.
        named: Gives what records are called, by id.
        colours: ``app.theme_variables``.
    """
    lack = "; ".join(one for one in _lack(gap).split("; ") if not (gap.planned and one.startswith("planned: ")))
    names = named(_ID.findall(lack))
    lack = _ID.sub(lambda found: names.get(found[0], found[0]), lack)
    told = Text(clean(f"{gap.subject.label.rstrip('.')}{f': {lack}' if lack else ''}."), colours["foreground"])
    if gap.planned:
        told.append(clean(f" Planned: {listed([one.label for one in gap.planned])}."))
    said = [one.label for one in gap.stated]
    places = dict.fromkeys(str(one) for one in gap.evidence if one.document)
    if said or places:
        words = f" Documents say: {'; '.join(said)}" if said else " Documents"
        told.append(clean(cut(f"{words} ({'; '.join(places)}).", MOST_NOTE)))
    return told.append("\n").append(clean(next_key(gap)), colours["accent"])


def is_closed_by_source(gap: Gap) -> bool:
    """Tell whether a source would close the gap."""
    return " gaps plan " in gap.fix


def next_key(gap: Gap) -> str:
    """Say which key leads to closing a gap, in a few words."""
    if is_closed_by_source(gap):
        return "n plans a source for it."
    if gap.rule in NEW:
        return f"{NEW[gap.rule][-1]}."
    fields = re.findall(r" (\w+)\+?=", gap.fix.partition(" --")[0])
    if fields and gap.fix.startswith("orodha edit "):
        return f"e changes the record, to fill in: {listed([one.replace('_', ' ') for one in fields])}."
    return "enter shows what is said of it."


OBJECTIVE = (
    Column("objective", 2, 24),
    Column("data", 0, 8, right=True),
    Column("missing", 1, 27),
    Column("statistics", 0, 10, right=True),
    Column("indicators", 0, 10, right=True),
    Column("done", 0, 5, right=True),
    Column("open", 0, 5, right=True),
    Column("laws", 0, 5, right=True),
)


def objective_rows(found: Coverage, colours: Mapping[str, str]) -> list[Row]:
    """Return the objectives as rows of ``OBJECTIVE``, with what there is for each and what is missing."""
    from ...inventory.coverage import counts

    rows: list[Row] = []
    for one in found.rows:
        data, *others = counts(one)
        lacks = Text(listed(one.gaps), colours["warning"] if one.gaps else "")
        sign = SIGNS["gap"] if "data" in one.gaps else SIGNS["open"]
        rows.append(Row(one.concept.id, (f"{sign} {one.concept.label}", data, lacks, *others)))
    return rows


def objective_told(one: Objective, found: Coverage, colours: Mapping[str, str]) -> Text:
    """Return what there is for an objective in a sentence, then what the table means."""
    from ...inventory.coverage import counts

    names = ("data", "for statistics", "indicators", "actions done", "actions open", "laws and agreements")
    has = ", ".join(f"{name} {number}" for name, number in zip(names, counts(one), strict=True))
    told = Text(clean(f"{one.concept.label}: {has}."), colours["foreground"])
    if one.gaps:
        told.append(f" Missing: {listed(one.gaps)}.", colours["warning"])
    return told.append("\n").append(clean(" ".join(found.remarks())))
