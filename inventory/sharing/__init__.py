"""May a source be shared with an agency, and if not yet, what is missing."""

from ..standing import in_force
from .decide import decide, may_share
from .facts import Facts, gather
from .reasons import Answer, Citation, Reason, State, Verdict
from .rules import LawRules, LawTest, load_rules, rules_for

__all__ = [
    "Answer",
    "Citation",
    "Facts",
    "LawRules",
    "LawTest",
    "Reason",
    "State",
    "Verdict",
    "decide",
    "gather",
    "in_force",
    "load_rules",
    "may_share",
    "rules_for",
]
