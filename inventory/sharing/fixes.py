"""What would change an answer, as commands: where somebody has to fill something in, it has "…"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, cast

from ...catalogue.reader import Document
from ..standing import in_force
from .facts import Facts

EVIDENCE = '--evidence "document=…,place=…,certainty=stated"'
"""Where a document has spoken, only one that is newer settles it."""


def edit(document: Document, *assignments: str) -> str:
    """Return the command that changes a record."""
    return f"orodha edit {document['id']} {' '.join(assignments)}"


def settle(facts: Facts, name: str, else_: str = "") -> str:
    """Return what settles a field about which documents disagree: a newer document that states a value, or else."""
    chosen = facts.source.get(name)
    one_by_one = cast("list[Any]", chosen) if isinstance(chosen, list) else [chosen or "…"]
    assignments = [f"{name}{'+' if number else ''}={one}" for number, one in enumerate(one_by_one)]
    return f"Once a newer document settles it{else_}: {edit(facts.source, *assignments)} {EVIDENCE}"


def agreement(facts: Facts, covering: Iterable[Document], lacks: dict[str, tuple[str, ...]], on: dt.date) -> str:
    """Return what lets the source pass: an agreement that covers it changed, the best first, else a new one.

    Args:
        facts: What is known.
        covering: Agreements that cover the source.
        lacks: Assignments that each of them needs to name the recipient and bind who gives the data, by its id.
        on: The day.
    """
    begun = {"status": "in force", "effective": on.isoformat()}
    may_come = [
        one
        for one in covering
        if in_force(one, on) or (one.get("status") in ("idea", "draft", "signed") and in_force({**one, **begun}, on))
    ]
    for one in sorted(may_come, key=lambda one: (not in_force(one, on), len(lacks[one["id"]]))):
        needs = lacks[one["id"]]
        if not in_force(one, on):
            needs = (*needs, 'status="in force"', "effective=…")
        return f"Once its parties agree: {edit(one, *needs)}"
    giver = (facts.holder or {}).get("id", "…")
    source, recipient = facts.source["id"], facts.recipient["id"]
    return (
        f"Once it is signed: orodha add agreement title=… type=MoU parties={giver} parties+={recipient}"
        f' covers={source} recipients={recipient} status="in force" effective=…'
    )


def transfers(facts: Facts, mechanisms: Iterable[str]) -> str:
    """Return the assignments that record transfers to the recipient, by what lets them, behind those that are there."""
    recorded = len(facts.source.get("transfers", ()))
    to = facts.recipient["id"]
    return " ".join(
        f"transfers.{number}.to={to} transfers.{number}.mechanism={one}"
        for number, one in enumerate(mechanisms, recorded)
    )


def each(agreements: Iterable[Document], assignment: str) -> str:
    """Return the commands that write the same into agreements; without any, what to write into the one to come."""
    commands = "; ".join(edit(one, assignment) for one in agreements)
    return f"Have it written into the agreement: {commands or assignment}"
