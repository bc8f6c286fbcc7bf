"""What a comparison of definitions shows: the verdict, a row a facet, and the definitions in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.text import Text

from ...catalogue.wording import counted
from ...vocab.comparability_words import facet_sentence, whose
from ...vocab.relations import short
from ...vocab.side_by_side import GLYPHS
from ..theme import SIGNS
from .concept_card import MEANS, shown
from .virtual_table import Column, Row

if TYPE_CHECKING:
    from ...vocab.aspects import Relation
    from ...vocab.comparing import Compared
    from ...vocab.side_by_side import SideBySide

WORDS: Mapping[Relation, str] = {
    "same": "the same",
    "narrower": "narrower",
    "wider": "wider",
    "overlaps": "overlaps",
    "disjoint": "nothing shared",
    "unknown": "unknown",
}
"""What the second is beside the first."""

_COLOURS: Mapping[Relation, str] = {
    "same": "success",
    "narrower": "accent",
    "wider": "accent",
    "overlaps": "warning",
    "disjoint": "error",
    "unknown": "faint",
}

Colours = Mapping[str, str]


def columns(found: SideBySide) -> list[Column]:
    """Return the columns: facet, what each says, and of two also what the second is beside the first."""
    values = [Column(shown(one.whose), 2, 11) for one in found.concepts]
    if len(values) > 2:
        return [Column("facet", 1, 14), *values]
    return [Column("facet", 1, 18), *values, Column(f"{values[-1].title} is", 0, 16)]


def rows(found: SideBySide, colours: Colours) -> list[Row]:
    """Return a row a facet, its name as the id."""

    def related(facet: str, place: int) -> tuple[str, Relation]:
        relation: Relation = found.relation(facet, place) or "unknown"
        return GLYPHS[relation], relation

    table = found.table()[1:]
    made: list[Row] = []
    for facet, (title, first, *others) in zip(found.facets, table, strict=True):
        cells: list[str | Text] = [title, _value(first, colours)]
        for place, cell in enumerate(others, 1):
            glyph, relation = related(facet, place)
            value = _value(cell.removeprefix(f"{glyph} "), colours)
            if len(others) > 1:
                value = Text(f"{glyph} ", colours[_COLOURS[relation]], end="").append_text(value)
                cells.append(value)
            else:
                cells += [value, Text(f"{glyph} {WORDS[relation]}", colours[_COLOURS[relation]], end="")]
        made.append(Row(facet, tuple(cells)))
    return made


def _value(text: str, colours: Colours) -> Text:
    return Text(shown(text), colours["faint" if text == "unknown" else "foreground"], end="")


def answer(compared: Compared, colours: Colours) -> Text:
    """Return what stands above the table: the verdict of each beside the first, what it suggests, what is on record.

    Of two the verdict is a sentence; of more it has a line each, and the sentences stand beneath.
    """
    found, told = compared.found, Text()
    several = len(found.concepts) > 2
    for place in range(1, len(found.concepts)):
        comparison, name = found.answers[0, place], shown(found.concepts[place].whose)
        told.append("\n" if place > 1 else "").append_text(_sign(found, place, colours))
        if several:
            so_far = "" if comparison.sure else " so far"
            told.append(name, "bold").append(f" {comparison.verdict}{so_far} · ")
        else:
            told.append(f"{shown(found.told(0, place)[0])}\n  ", "bold")
        if comparison.predicate:
            told.append("suggested mapping: ", colours["faint"]).append(short(comparison.predicate))
            told.append(" · " if several else f", {whose(name)} is {_said(comparison.predicate)}\n  ", colours["faint"])
        told.append_text(_on_record(compared, place, colours))
    if found.unknown:
        told.append("\n" if several else " · ").append(
            f"{'none' if several else 'neither'} says anything of {counted(found.unknown, 'other facet')}",
            colours["faint"],
        )
    return told


def _sign(found: SideBySide, place: int, colours: Colours) -> Text:
    relation = found.overall(place, 0)
    return Text(f"{GLYPHS[relation]} ", f"bold {colours[_COLOURS[relation]]}")


def _said(predicate: str) -> str:
    return MEANS[predicate].removesuffix(":")


def _on_record(compared: Compared, place: int, colours: Colours) -> Text:
    record = compared.mapped[place - 1]
    if record is None:
        return Text("not mapped", colours["faint"])
    sign, colour = _STATES[record.status]
    told = Text(f"{SIGNS[sign]} {record.status}: {_said(record.predicate)}", colours[colour])
    if record.status != "rejected" and compared.found.answers[0, place].contradicts(record.predicate):
        told.append(f" {SIGNS['contradicts']} the definitions say otherwise", colours["error"])
    return told


_STATES = {
    "accepted": ("accepted", "success"),
    "proposed": ("suggested", "warning"),
    "rejected": ("rejected", "error"),
}
"""The sign and the colour of what was decided."""


def beneath(compared: Compared, facet: str, colours: Colours) -> Text:
    """Return what stands below the table: the facet of the cursor in words, and the definitions."""
    found, told = compared.found, Text()
    first = found.concepts[0]
    for place in range(1, len(found.concepts)):
        for one in found.answers[0, place].facets:
            if one.name == facet:
                names = first.whose, found.concepts[place].whose
                sentence = facet_sentence(one.name, one.relation, one.left, one.right, *names)
                told.append(f"{shown(sentence)}\n", colours["foreground"])
    for place in range(1, len(found.concepts) if len(found.concepts) > 2 else 0):
        told.append_text(_sign(found, place, colours)).append(f"{shown(found.told(0, place)[0])}\n")
    for place, one in enumerate(found.concepts):
        told.append(f"{shown(one.whose)} ", f"bold {colours['foreground']}")
        told.append(f"{shown(one.label)}  {one.id}\n", colours["faint"])
        told.append(f"{shown(compared.definition(place)) or 'no definition in words'}\n", colours["foreground"])
    told.append(shown(found.remark()), colours["warning"])
    return told
