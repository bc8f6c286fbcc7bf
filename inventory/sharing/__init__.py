"""May a source be shared with an agency, and if not yet, what is missing."""

from ..standing import in_force
from .decide import decide, may_share
from .facts import Facts, gather
from .in_use import drop_rules, keep_rules, rules_in_use, rules_table
from .reasons import Answer, Citation, Reason, State, Verdict
from .rules import LawRules, LawTest, load_rules, rules_for
from .words import check_words

__all__ = [
    "Answer",
    "Citation",
    "Facts",
    "LawRules",
    "LawTest",
    "Reason",
    "State",
    "Verdict",
    "check_words",
    "decide",
    "drop_rules",
    "gather",
    "in_force",
    "keep_rules",
    "load_rules",
    "may_share",
    "rules_for",
    "rules_in_use",
    "rules_table",
]
