"""What is wrong with a line of a form, in the words of the form: what commands tell names ids and commands."""

from __future__ import annotations

import re
from dataclasses import replace

from ..catalogue.errors import LOOK_FOR, Problem
from ..catalogue.reader import Reader

_ID = re.compile(r"[a-z-]+/[^\s?]+")


def in_form(reader: Reader, problem: Problem) -> Problem:
    """Return a problem as a form tells it: records by their names, and actions (in braces) in place of commands."""
    if problem.fix == LOOK_FOR:
        return replace(problem, fix="Type some of its name, or press {choices} for a list.")
    if not problem.fix.startswith("Did you mean "):
        return problem
    labels = reader.labels(_ID.findall(problem.fix))
    return replace(problem, fix=_ID.sub(lambda found: labels.get(found[0], found[0]), problem.fix))
