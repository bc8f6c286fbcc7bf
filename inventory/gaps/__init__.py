"""What is missing: data, reports, money, places and capacity, by rule, with evidence and what to do next."""

from .facts import Gap, GapKind
from .found import KINDS, RuleFound, Shortfalls, counts_by, gaps, table_of
from .rules import GAP_RULES, GapRule

__all__ = [
    "GAP_RULES",
    "KINDS",
    "Gap",
    "GapKind",
    "GapRule",
    "RuleFound",
    "Shortfalls",
    "counts_by",
    "gaps",
    "table_of",
]
