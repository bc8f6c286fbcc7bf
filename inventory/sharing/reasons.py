"""What an answer consists of: a verdict, and a reason for each rule that was asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from ...catalogue.wording import listed
from ..named import Named, Permission

Verdict = Literal["yes", "not yet", "no"]

State = Literal["met", "missing", "forbidden", "not asked"]
"""Whether a rule is kept; what is not known is missing, and what does not apply is not asked."""

VERDICTS: Mapping[Verdict, str] = {"yes": "Yes", "not yet": "Not yet", "no": "No"}
"""The verdicts as they begin a sentence."""

REMARK = "For legal review."
"""What stands under every answer: it is no advice of a lawyer."""


class Citation(NamedTuple):
    """A place in a law: its record, its name, and the section or regulation."""

    law: str
    name: str
    place: str

    def __str__(self) -> str:
        return f"{self.name}, {self.place}"


class Step(NamedTuple):
    """A record on the way to a reason: its id, its label, and what it is to the one before.

    An agreement that is not in force has its standing beside it, "expired"; "" is that of any other record.
    """

    id: str
    label: str
    relation: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """How one rule turned out.

    Attributes:
        rule: What the rule is called.
        state: Whether it is met.
        text: Why, in a sentence.
        path: The records that it was read from, the source first.
        cites: Where the law asks for it; empty for what the catalogue asks by itself.
        fix: What would change it; "" where nothing has to.
    """

    rule: str
    state: State
    text: str
    path: tuple[Step, ...] = ()
    cites: tuple[Citation, ...] = ()
    fix: str = ""

    def advice(self) -> tuple[str, tuple[str, ...]]:
        """Return what to do in words, and the commands that record it, if there are any."""
        told, found, commands = self.fix.partition(": orodha ")
        each = commands.split("; ") if found else ()
        return told, tuple(one if one.startswith("orodha ") else f"orodha {one}" for one in each)

    def as_json(self) -> dict[str, Any]:
        """Return the reason as JSON data."""
        cites = [one._asdict() for one in self.cites]
        path = [one._asdict() for one in self.path]
        return {
            "rule": self.rule,
            "state": self.state,
            "text": self.text,
            "path": path,
            "cites": cites,
            "fix": self.fix,
        }


_ALSO: tuple[tuple[State, ...], tuple[State, ...]] = (("met", "not asked"), ("not asked",))
"""The states that are told by the names of their rules alone, of other answers and of a yes."""

COUNTS = "Or share counts that identify nobody: record them as a source of their own (personal_data=aggregate)."


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a source may be shared.

    Attributes:
        verdict: "yes" only if every rule is met; "no" only if something forbids it.
        source: What is to be shared.
        recipient: With whom.
        purpose: For what, as a code of the scheme sharing-purposes; "" if nobody said.
        on: The day for which the answer is given.
        reasons: Every rule and how it turned out.
        rests_on: For each fact about the source that the answer rests on, what is recorded and who says so.
        unstated: The facts among these that no document states: they are inferred, or nobody says on what they rest.
        nearest: Agreements that name the recipient, or may one day cover the source, and how far they are that day.
        law: The rules that were applied: their name and version, and who checked them.
        checked_by_lawyer: Whether a lawyer has checked these rules.
    """

    verdict: Verdict
    source: Named
    recipient: Named
    purpose: str
    on: dt.date
    reasons: tuple[Reason, ...]
    rests_on: tuple[str, ...]
    unstated: tuple[str, ...]
    nearest: tuple[Permission, ...]
    law: str
    checked_by_lawyer: bool

    @property
    def sentence(self) -> str:
        """The answer in a sentence, and what no document states of that on which a yes rests."""
        purpose = f", for {self.purpose.replace('-', ' ')}" if self.purpose else ""
        limit, note = "", ""
        if self.verdict == "yes" and self.unstated:
            limit, note = ", as far as recorded", f" No document states its {listed(self.unstated)}."
        return f"{VERDICTS[self.verdict]}{limit}: {self.source.label} with {self.recipient.label}{purpose}.{note}"

    @property
    def decisive(self) -> tuple[Reason, ...]:
        """The reasons that the answer follows from: what is missing or forbidden; of a yes, all that is met."""
        return tuple(
            one
            for one in self.reasons
            if one.state in ("missing", "forbidden") or (one.state == "met" and self.verdict == "yes")
        )

    @property
    def others(self) -> dict[State, tuple[str, ...]]:
        """The names of the other rules, by how they turned out."""
        found: dict[State, tuple[str, ...]] = {}
        for state in _ALSO[self.verdict == "yes"]:
            if names := tuple(one.rule for one in self.reasons if one.state == state):
                found[state] = names
        return found

    @property
    def nearest_told(self) -> str:
        """The agreements that come nearest, where one is missing: "agreement/x (draft)"; "" where none is."""
        if not any(one.rule == "agreement" for one in self.changes):
            return ""
        return ", ".join(f"{one.id} ({one.status})" for one in self.nearest)

    @property
    def counts_instead(self) -> bool:
        """Whether counts that identify nobody could be shared where the source cannot."""
        return any(one.rule == "lawful basis" for one in self.changes)

    @property
    def changes(self) -> tuple[Reason, ...]:
        """The reasons that something can be done about."""
        return tuple(one for one in self.reasons if one.state in ("missing", "forbidden") and one.fix)

    def as_json(self) -> dict[str, Any]:
        """Return the answer in the shape of ``orodha may-share --json``."""
        return {
            "verdict": self.verdict,
            "remark": REMARK,
            "source": self.source._asdict(),
            "recipient": self.recipient._asdict(),
            "purpose": self.purpose,
            "on": self.on.isoformat(),
            "law": self.law,
            "checked_by_lawyer": self.checked_by_lawyer,
            "reasons": [one.as_json() for one in self.reasons],
            "changes": [{"rule": one.rule, "fix": one.fix} for one in self.changes],
            "rests_on": list(self.rests_on),
            "unstated": list(self.unstated),
            "nearest": [one._asdict() for one in self.nearest],
        }
