"""Gaps: what data, reports, money, areas and capacity are missing, by rule, with evidence and what to do next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from ...catalogue.errors import UsageError, did_you_mean
from ...catalogue.reader import Reader
from ...catalogue.uncollected import uncollected
from ...catalogue.wording import counted, listed
from ..cited import Cited, cited
from ..counting import countries_of
from ..named import Named, named
from ..tables import Table
from .facts import Facts, Found, Gap, GapKind, Lack
from .rules import GAP_RULES, GapRule
from .stated import said_of

KINDS: tuple[GapKind, ...] = ("data", "reporting", "financial", "geographic", "capacity")
"""The kinds of gap, in the order of answers."""

FEW = 5
"""Of a country with fewer sources than these, gaps tell of what nobody wrote down rather than of the country."""

HEAD = ("kind", "rule", "subject", "record", "gap", "country", "agency", "documents", "next")


@dataclass(frozen=True, slots=True)
class RuleFound:
    """What one rule found.

    Attributes:
        rule: The rule.
        looked_at: How many records it looked at; None if that was not counted.
        gaps: What they lack; those come first of which documents say so too.
    """

    rule: GapRule
    looked_at: int | None
    gaps: tuple[Gap, ...]

    def sentence(self) -> str:
        """Return how many lack what: "5 of 42 topics without data"."""
        found, looked_at = len(self.gaps), self.looked_at
        if looked_at in (None, found):
            every = "all " if looked_at and looked_at > 1 else ""
            return f"{every}{counted(found, self.rule.noun)} {self.rule.lack}"
        return f"{found:,} of {counted(looked_at or 0, self.rule.noun)} {self.rule.lack}"


@dataclass(frozen=True)
class Shortfalls:
    """The gaps of a catalogue, or of a country or an agency in it.

    Attributes:
        on: The day of the question.
        country: The country asked about, or None.
        agency: The agency asked about, or None.
        rules: What each rule found, also where that is nothing.
        sources: How many sources of the country are recorded, of any kind; None if no country or region is asked about.
    """

    on: dt.date
    country: Named | None
    agency: Named | None
    rules: tuple[RuleFound, ...]
    sources: int | None = None

    @property
    def remark(self) -> str:
        """What to know before the gaps of a country: that no source of it is recorded, or hardly one; else ""."""
        if self.country is None or self.sources is None or self.sources >= FEW:
            return ""
        if not self.sources:
            return f"Nobody asked: no source of {self.country.label} is recorded, so what it has is not known."
        are = "is" if self.sources == 1 else "are"
        told = f"Only {counted(self.sources, 'source')} of {self.country.label} {are} recorded"
        return f"{told}, so what else it has is not known."

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """All gaps, by kind and rule."""
        return tuple(sorted((one for each in self.rules for one in each.gaps), key=lambda gap: KINDS.index(gap.kind)))

    def as_json(self) -> dict[str, Any]:
        """Return the gaps in the shape of ``orodha gaps --json``."""
        return {
            "on": self.on.isoformat(),
            "country": self.country and self.country._asdict(),
            "agency": self.agency and self.agency._asdict(),
            "remarks": [self.remark] if self.remark else [],
            "rules": [
                {
                    "rule": one.rule.name,
                    "kinds": list(one.rule.kinds),
                    "help": one.rule.help,
                    "looked_at": one.looked_at,
                    "gaps": len(one.gaps),
                }
                for one in self.rules
            ],
            "gaps": [one.as_json() for one in self.gaps],
        }


@uncollected()
def gaps(
    reader: Reader,
    on: dt.date,
    *,
    country: str = "",
    agency: str = "",
    kinds: Sequence[str] = (),
    rules: Sequence[str] = (),
) -> Shortfalls:
    """Return what is missing, rule by rule.

    Args:
        reader: The catalogue.
        on: The day of the question.
        country: Id of a country or region: only what is of it, or about it, counts as data.
        agency: Id of an agency: only what it keeps, produces or is in charge of.
        kinds: Kinds of gap; all if empty.
        rules: Names of rules; all if empty.

    Raises:
        UsageError: There is no such kind or rule, or a rule is named that cannot be asked so.
    """
    wanted = [GAP_RULES[one] for one in _known(rules, tuple(GAP_RULES), "rule")] if rules else list(GAP_RULES.values())
    asked = _known(kinds, KINDS, "kind") if kinds else KINDS
    facts = Facts(reader, on, country, agency)
    chosen = [one for one in wanted if not _why_not(one, asked, agency)]
    for one in wanted if rules else ():
        if why := _why_not(one, asked, agency):
            raise UsageError(*why)
    found = [(rule, rule.find(facts)) for rule in chosen]
    names = named(reader, [country, agency])
    return Shortfalls(on, names.get(country), names.get(agency), tuple(_told(facts, found, asked)), _recorded(facts))


def _recorded(facts: Facts) -> int | None:
    """Return how many sources there are of the country or region asked about; None for a part of a country."""
    within = countries_of(facts.reader, [facts.country]).get(facts.country, frozenset()) - {facts.country}
    if within or not facts.country:
        return None
    return sum(facts.is_of((one.country, *one.areas)) for one in facts.sources)


def _known(names: Sequence[str], there: Sequence[str], what: str) -> list[str]:
    for one in names:
        if one not in there:
            raise UsageError(f"There is no {what} of gap {one!r}.", did_you_mean(one, there))
    return [one for one in there if one in names]


def _why_not(rule: GapRule, kinds: Sequence[str], agency: str) -> tuple[str, str] | None:
    """Return why a rule cannot be asked so, and what to do; None if it can."""
    if agency and not rule.of_agencies:
        return f"The rule {rule.name} looks at what is no agency's.", "Leave out the agency, or that rule."
    if not {*kinds} & {*rule.kinds}:
        return f"The rule {rule.name} finds gaps of {listed(rule.kinds)} only.", "Leave out the kinds, or that rule."
    return None


def _told(facts: Facts, found: Sequence[tuple[GapRule, Found]], kinds: Sequence[str]) -> Iterator[RuleFound]:
    """Yield what was found with names of agencies, what documents say, and the plans there are."""
    every = [(rule, lack) for rule, one in found for lack in one.lacks]
    names = named(facts.reader, {one for _, lack in every for one in (lack.agency, lack.country)})
    said = said_of(facts)
    wanted: dict[str, set[str]] = {}
    for rule, lack in every:
        others = said.get((lack.kind or rule.kinds[0], lack.subject.id), ())
        for record, field in (*lack.cites, *((one.id, "text") for one in others)):
            wanted.setdefault(record, set()).add(field)
    cites = _cited(facts.reader, wanted)
    for rule, (looked_at, lacks) in found:
        gaps = [
            _gap(rule, kind, lack, said.get((kind, lack.subject.id), ()), cites, names)
            for lack in lacks
            if (kind := lack.kind or rule.kinds[0]) in kinds
        ]
        gaps.sort(key=lambda gap: (KINDS.index(gap.kind), not gap.stated, bool(gap.planned)))
        yield RuleFound(rule, looked_at if len(rule.kinds) == 1 else len(gaps), tuple(gaps))


_Cites = dict[tuple[str, str], tuple[Cited, ...]]


def _cited(reader: Reader, wanted: dict[str, set[str]]) -> _Cites:
    """Return what documents say, each called by its short title if it has one."""
    cites = cited(reader, wanted)
    documents = {one.document for those in cites.values() for one in those}
    titles = {one["id"]: one["short_title"] for one in reader.some(sorted(documents - {""})) if one.get("short_title")}
    return {
        place: tuple(replace(one, title=titles.get(one.document, one.title)) for one in those)
        for place, those in cites.items()
    }


def _gap(
    rule: GapRule, kind: GapKind, lack: Lack, said: Sequence[Named], cites: _Cites, names: dict[str, Named]
) -> Gap:
    places = (*lack.cites, *((one.id, "text") for one in said))
    evidence = dict.fromkeys(each for place in places for each in cites.get(place, ()))
    return Gap(
        rule.name,
        kind,
        lack.subject,
        lack.text,
        rule.next.format(id=lack.subject.id),
        names.get(lack.country),
        names.get(lack.agency),
        lack.planned,
        tuple(said),
        tuple(evidence),
    )


def counts_by(found: Shortfalls, what: Literal["agency", "country"]) -> Table:
    """Return how many gaps of each kind each agency or country has, those with most first; nobody's come last."""
    counts: dict[Named, dict[str, int]] = {}
    nobody = Named("", f"no {what} named")
    for gap in found.gaps:
        whose = gap.agency if what == "agency" else gap.country
        counts.setdefault(whose or nobody, dict.fromkeys(KINDS, 0))[gap.kind] += 1
    order = sorted(counts, key=lambda one: (not one.id, -sum(counts[one].values()), one.label))
    rows = [(one.label, *(f"{n:,}" for n in counts[one].values()), f"{sum(counts[one].values()):,}") for one in order]
    ids = [(one.id,) if one.id else () for one in order]
    title = f"Gaps by {what}, as they are on {found.on.isoformat()}"
    return Table(title, (what, *KINDS, "all"), tuple(rows), _foot(found), tuple(ids))


def table_of(found: Shortfalls) -> Table:
    """Return the gaps as a table, one a row, with what each rule found below it."""
    rows = tuple(
        (
            one.kind,
            one.rule,
            one.subject.label,
            one.subject.id,
            one.text,
            one.country.label if one.country else "",
            one.agency.label if one.agency else "",
            "; ".join(dict.fromkeys(str(each) for each in one.evidence if each.document)),
            one.fix,
        )
        for one in found.gaps
    )
    foot = (*_foot(found), *(f"{one.sentence()}." for one in found.rules if one.gaps))
    ids = tuple((one.subject.id, *(each.id for each in (*one.stated, *one.planned))) for one in found.gaps)
    return Table(f"Gaps, as they are on {found.on.isoformat()}", HEAD, rows, foot, ids)


def _foot(found: Shortfalls) -> tuple[str, ...]:
    return (found.remark,) if found.remark else ()
