"""The rules by which gaps are found, as data: each with its kind, what it looks at and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .asked import counties, disaggregations, indicators, objectives, topics, undefined, undivided_indicators
from .facts import Facts, Found, GapKind
from .sources import (
    each_source,
    no_agreement,
    no_frequency,
    no_holder,
    not_for_statistics,
    not_validated,
    totals_only,
)
from .stated import stated


@dataclass(frozen=True, slots=True)
class GapRule:
    """One sort of gap.

    Attributes:
        name: What ``--rule`` calls it.
        kinds: The kinds of gap that it finds, mostly one.
        noun: What it looks at, one of it: "topic".
        lack: What is said of those that it finds, after the noun: "without data".
        help: What it finds, in a sentence.
        next: The command that closes such a gap; {id} stands for the subject.
        find: Finds them.
        of_agencies: Whether what it looks at belongs to an agency, so that one can be asked about.
    """

    name: str
    kinds: tuple[GapKind, ...]
    noun: str
    lack: str
    help: str
    next: str
    find: Callable[[Facts], Found]
    of_agencies: bool = True


_PLAN = "orodha gaps plan {id} --title TITLE"

_RULES = (
    GapRule(
        "topic-without-data",
        ("data",),
        "topic",
        "without data",
        "Topics that no source of data is about, nor about a narrower one.",
        _PLAN,
        topics,
        False,
    ),
    GapRule(
        "objective-without-data",
        ("data",),
        "objective",
        "without data",
        "Objectives of the Global Compact that no source of data serves.",
        _PLAN,
        objectives,
        False,
    ),
    GapRule(
        "indicator-without-data",
        ("data",),
        "indicator",
        "without data",
        "Indicators that are computed from no source of data.",
        _PLAN,
        indicators,
    ),
    GapRule(
        "disaggregation-without-data",
        ("data",),
        "disaggregation",
        "asked for and not recorded",
        "What indicators are to be split by, and no variable of their sources records.",
        _PLAN,
        disaggregations,
    ),
    GapRule(
        "source-without-disaggregation",
        ("data",),
        "statistical source",
        "without disaggregation",
        "Sources for statistics with no variable that splits their figures.",
        "orodha add variable source={id} role=disaggregation name=NAME label=LABEL identifies=no",
        totals_only,
    ),
    GapRule(
        "indicator-without-disaggregation",
        ("data",),
        "indicator",
        "without disaggregation",
        "Indicators of which nothing says by what they are split.",
        "orodha edit {id} disaggregations+=CONCEPT",
        undivided_indicators,
    ),
    GapRule(
        "term-without-definition",
        ("data",),
        "used term",
        "without a definition",
        "Terms that sources or variables are about, and that nothing defines.",
        "orodha edit {id} definition=TEXT --evidence document=DOCUMENT,place=PLACE",
        undefined,
    ),
    GapRule(
        "source-not-for-statistics",
        ("reporting",),
        "data source",
        "not collected for statistics",
        "Sources whose data are collected for another purpose, or of which nobody said.",
        "orodha edit {id} collected_for_statistics=yes",
        each_source(not_for_statistics, "collected_for_statistics"),
    ),
    GapRule(
        "source-not-validated",
        ("reporting",),
        "data source",
        "not validated for 12 months",
        "Sources whose data nobody has validated in the twelve months before the day.",
        "orodha edit {id} last_validated=DATE validated_by=AGENCY",
        each_source(not_validated, "last_validated"),
    ),
    GapRule(
        "source-without-frequency",
        ("reporting",),
        "data source",
        "of unknown frequency",
        "Sources of which it is not known how often they are updated.",
        "orodha edit {id} frequency=FREQUENCY",
        each_source(no_frequency, "frequency"),
    ),
    GapRule(
        "county-without-data",
        ("geographic",),
        "county",
        "named by no data source, though national ones may cover them",
        "Counties that no source of data names; a national one may cover them.",
        _PLAN,
        counties,
        False,
    ),
    GapRule(
        "source-without-agreement",
        ("capacity",),
        "closed source",
        "under no agreement in force",
        "Sources that are not open, and that no agreement in force covers.",
        "orodha add agreement title=TITLE type=MoU status=draft covers={id}",
        no_agreement,
    ),
    GapRule(
        "source-without-holder",
        ("capacity",),
        "data source",
        "without a known holder",
        "Sources of which it is not known who keeps the data.",
        "orodha edit {id} holder=AGENCY",
        each_source(no_holder, "holder"),
    ),
    GapRule(
        "stated",
        ("data", "reporting", "financial", "geographic", "capacity"),
        "challenge",
        "stated in documents",
        "Challenges and next steps in which documents tell of a gap.",
        "orodha show {id}",
        stated,
    ),
)

GAP_RULES: Mapping[str, GapRule] = {rule.name: rule for rule in _RULES}
"""The rules by name, in the order in which answers have them."""
