"""Answers to "who holds this?" as the lines of a screen: a tree of agencies, sources and variables; or their paths.

A line knows the answer that it is of, so that the screen can tell why it is there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from ..catalogue.texts import fold
from ..catalogue.wording import counted
from .theme import SIGNS, STATE_COLOURS
from .width import clean, cut, isolate

if TYPE_CHECKING:
    from ..inventory.access import Access
    from ..inventory.holdings import Holding

Colours = Mapping[str, str]
"""Colours of the theme by name."""

FEW = 12
"""With more answers than this, the variables of all sources but the first are folded away."""

NOBODY = "Nobody is known to hold"
"""What stands above what is in no source."""

NO_HOLDER = "no known holder"
"""What stands above sources of which nobody knows who keeps them."""

_WORD = re.compile(r"\w+")


class Line(NamedTuple):
    """One line of the answers.

    Attributes:
        id: Id of the record that it stands for; "" for a heading.
        cells: What it, its access and its agreement are.
        holding: The answer that it is of.
        folds: By what id it is folded and unfolded; "" if there is nothing below it.
    """

    id: str
    cells: tuple[Text, ...]
    holding: Holding
    folds: str = ""


def tree(found: Sequence[Holding], words: Collection[str], turned: Collection[str], colours: Colours) -> list[Line]:
    """Return the answers under their agencies: sources with access and agreement, and their variables.

    Args:
        found: The answers, best first.
        words: The words of the question, to mark where they occur.
        turned: Ids of agencies and sources of which the folding is not what it is at first.
        colours: Colours of the theme.
    """
    lines: list[Line] = []
    for agency, those in _by_agency(found).items():
        if not those[0].source:
            continue
        key = agency or NO_HOLDER
        shut = key in turned
        named = those[0].agency
        head = (
            Text()
            .append("▸ " if shut else "▾ ", colours["faint"])
            .append_text(_told(named.label if named else NO_HOLDER))
        )
        head.stylize("bold")
        sources = _by_source(those)
        told = Text(counted(len(sources), "source") if shut else "", colours["faint"])
        lines.append(Line(agency, (head, told, Text()), those[0], key))
        if not shut:
            for source, answers in sources.items():
                opened = (source in turned) != (len(found) <= FEW or answers[0] is found[0])
                lines += _source_lines(answers, words, opened, colours)
    missing = [one for one in found if not one.source]
    if missing:
        lines.append(Line("", (Text(NOBODY, "bold"), Text(), Text()), missing[0]))
    for one in missing:
        label = (
            Text().append(f"  {SIGNS['gap']} ", colours["faint"]).append_text(marked(one.path[0].label, words, colours))
        )
        lines.append(Line(one.path[0].id, (label, Text("gap", colours["faint"]), Text("n plans a source")), one))
    return lines


def _by_agency(found: Sequence[Holding]) -> dict[str, list[Holding]]:
    groups: dict[str, list[Holding]] = {}
    for one in found:
        if one.source:
            groups.setdefault(one.agency.id if one.agency else "", []).append(one)
    return groups


def _by_source(found: Sequence[Holding]) -> dict[str, list[Holding]]:
    groups: dict[str, list[Holding]] = {}
    for one in found:
        if one.source:
            groups.setdefault(one.source.id, []).append(one)
    return groups


def _source_lines(answers: Sequence[Holding], words: Collection[str], opened: bool, colours: Colours) -> Iterator[Line]:
    first = answers[0]
    variables = [one for one in answers if one.variable]
    assert first.source is not None
    label = Text().append(f"  {' ' if not variables else '▾' if opened else '▸'} ", colours["faint"])
    label.append(f"{SIGNS[first.state]} ", colours[STATE_COLOURS[first.state]])
    label.append_text(marked(first.source.label, words, colours))
    access = Text(first.access.replace("-", " ") or "not said", colours["faint"])
    folds = first.source.id if variables else ""
    yield Line(first.source.id, (label, access, agreement_cell(first, colours)), first, folds)
    for one in variables if opened else ():
        assert one.variable is not None
        told = Text("        ").append_text(marked(one.variable.label, words, colours))
        yield Line(one.variable.id, (told, Text("variable", colours["faint"]), Text()), one)


def agreement_cell(holding: Holding, colours: Colours) -> Text:
    """Return the agreement over a source in a few words, behind a sign: in force, still to come, or missing."""
    from ..inventory.access import is_barred  # loaded with the answers

    if holding.agreement:
        barred = is_barred(holding.access, holding.agreement)
        sign, colour = ("suggested", "warning") if barred else ("accepted", "success")
        text = Text().append(f"{SIGNS[sign]} ", colours[colour])
        return text.append(clean(f"{holding.agreement.status}: {holding.agreement.label}"))
    if is_barred(holding.access, None):
        return Text().append(f"{SIGNS['rejected']} ", colours["error"]).append("none on record")
    return Text("none needed", colours["faint"])


def paths(found: Sequence[Holding], words: Collection[str], colours: Colours) -> list[Line]:
    """Return how each answer hangs together with the words: one step a line, from what has them to the agency.

    Args:
        found: The answers, best first.
        words: The words of the question.
        colours: Colours of the theme.
    """
    lines: list[Line] = []
    for number, one in enumerate(found, start=1):
        for depth, step in enumerate(one.path):
            before = f"{number:>3}  " if not depth else " " * (3 + 2 * depth) + "└ "
            label = Text().append(before, colours["faint"]).append_text(marked(step.label, words, colours))
            kind = step.id.partition("/")[0]
            if kind == "source":
                way = agreement_cell(one, colours)
                told = Text(f"source {SIGNS[one.state]}", colours[STATE_COLOURS[one.state]])
            else:
                told, way = Text("term" if kind == "concept" else kind, colours["faint"]), Text()
            if not one.source:
                way = Text("n plans a source")
            lines.append(Line(step.id, (label, told, way), one))
    return lines


def marked(label: str, words: Collection[str], colours: Colours) -> Text:
    """Return a label in which the words of a question stand out."""
    text = _told(label)
    for word in _WORD.finditer(text.plain):
        folded = fold(word.group())
        if any(folded.startswith(asked) for asked in words):
            text.stylize(f"bold {colours['accent']}", *word.span())
    return text


def _told(label: str) -> Text:
    return Text(isolate(clean(label)), end="", no_wrap=True)


def why(holding: Holding, words: Collection[str], colours: Colours, *, called: str = "", under: bool = False) -> Text:
    """Return why an answer is one: the path from the words to who holds it, and what is in the way.

    Args:
        holding: The answer.
        words: The words of the question.
        colours: Colours of the theme.
        called: The name by which the first step was met, if its label has none of the words.
        under: Whether each step stands under what it is, where there is room for that.
    """
    text = Text(end="").append("WHY\n" if under else "why  ", f"bold {colours['faint']}")
    for number, step in enumerate(holding.path):
        kind = step.id.partition("/")[0]
        kind = "term" if kind == "concept" else kind
        if under:
            text.append(f"\n{'→ ' if number else ''}{kind}\n", colours["faint"])
        else:
            text.append(f"{chr(10) + '     → ' if number else ''}{kind} ", colours["faint"])
        text.append_text(marked(step.label, words, colours))
        if called and not number:
            text.append(", also ", colours["faint"]).append_text(marked(called, words, colours))
    text.append("\n\nIN THE WAY\n\n" if under else "\n     ", f"bold {colours['faint']}")
    told, colour = _in_the_way(holding)
    return text.append(told, colours[colour])


def _in_the_way(holding: Holding) -> tuple[str, str]:
    """Return what keeps one from the data, as a sentence, and the colour of that."""
    from ..inventory.access import is_barred  # loaded with the answers

    if not holding.source:
        return f"{SIGNS['gap']} No source of any agency is about it: n plans one.", "warning"
    unknown = "" if holding.agency else " Nobody knows who keeps it."
    access = holding.access.replace("-", " ") or "not said"
    if holding.state == "planned":
        return f"{SIGNS['planned']} It is not in use: planned or retired.{unknown}", "accent"
    if not is_barred(holding.access, holding.agreement):
        agreed = f": {clean(holding.agreement.label)} is in force" if holding.agreement else ""
        return f"{SIGNS['accepted']} Nothing is in the way; access {access}{agreed}.{unknown}", "success"
    agreed = f"{clean(holding.agreement.label)}: {holding.agreement.status}" if holding.agreement else "no agreement"
    return f"{SIGNS['rejected']} Access {access}, {agreed}.{unknown}", "error"


def legend(colours: Colours, *, brief: bool = False) -> Text:
    """Return the signs of how far one can get at what is held, with their words."""
    text = Text(no_wrap=True, end="")
    told = {"open": "held and open", "restricted": "held, restricted", "planned": "planned", "gap": "gap"}
    for state, words in told.items():
        shown = state if brief else words
        text.append(f"{SIGNS[state]} ", colours[STATE_COLOURS[state]])
        text.append(f"{shown}{' ' if brief else '   '}", colours["faint"])
    return text


def sources_told(access: Sequence[Access], most: int, width: int, colours: Colours, *, under: bool) -> Text:
    """Return sources with sign, access and the agreement in the way; of more than fit, how many are left.

    Args:
        access: The sources.
        most: So many lines, or pairs of lines if ``under``.
        width: The cells of a line.
        colours: Colours of the theme.
        under: Whether access and agreement stand under the name.
    """
    from ..inventory.access import is_barred  # loaded with the matrix

    text = Text(no_wrap=True, end="")
    shown = access if len(access) <= most else access[: most - 1]
    for one in shown:
        way = one.access.replace("-", " ") or "access not said"
        if one.agreement:
            way += f" · {one.agreement.status}: {one.agreement.label}"
        elif is_barred(one.access, one.agreement):
            way += " · no agreement"
        way, name = clean(way), clean(one.source.label)
        text.append(f"{SIGNS[one.state]} ", colours[STATE_COLOURS[one.state]])
        if under:
            text.append(f"{isolate(cut(name, width - 2))}\n").append(f"  {cut(way, width - 2)}\n", colours["faint"])
        else:
            room = max(20, width - 5 - min(len(way), width // 2))
            text.append(isolate(cut(name, room))).append(f" · {cut(way, width // 2)}\n", colours["faint"])
    if len(shown) < len(access):
        text.append(f"and {len(access) - len(shown):,} more: enter lists them\n", colours["faint"])
    return text
