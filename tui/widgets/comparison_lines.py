"""What a comparison of definitions shows: the verdict, a row a facet, and the definitions in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.text import Text

from ...catalogue.wording import counted
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
    values = [Column(shown(one.whose), 2, 14) for one in found.concepts]
    if len(values) > 2:
        return [Column("facet", 1, 14), *values]
    return [Column("facet", 1, 18), *values, Column(f"{values[-1].title} is", 0, 16)]


def rows(found: SideBySide, colours: Colours) -> list[Row]:
    """Return a row a facet, its name as the id."""
    from ...vocab.side_by_side import GLYPHS  # where definitions are compared, it is loaded

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
    """Return what stands above the table: the verdict of each beside the first, what it suggests, what is on record."""
    from ...vocab.side_by_side import GLYPHS  # as above

    found, faint = compared.found, colours["faint"]
    told = Text()
    for place in range(1, len(found.concepts)):
        comparison = found.answers[0, place]
        relation = found.overall(place, 0)
        told.append("\n" if place > 1 else "")
        told.append(f"{GLYPHS[relation]} ", f"bold {colours[_COLOURS[relation]]}")
        told.append(shown(found.told(0, place)[0]), "bold")
        if comparison.predicate:
            told.append("\n  suggests ", faint).append(_said(comparison.predicate), colours["foreground"])
            told.append(f" ({comparison.predicate})", faint)
        told.append("\n  " if not comparison.predicate else " · ").append_text(_on_record(compared, place, colours))
    if found.unknown:
        told.append(f"\n{counted(found.unknown, 'facet')} more: known of none.", faint)
    return told


def _said(predicate: str) -> str:
    return MEANS[predicate].removesuffix(":")


def _on_record(compared: Compared, place: int, colours: Colours) -> Text:
    way = compared.mapped[place - 1]
    if way is None:
        return Text("not mapped yet", colours["faint"])
    sign, colour, word = ("accepted", "success", "accepted") if way.settled else ("suggested", "warning", "proposed")
    return Text(f"{SIGNS[sign]} {word}: {_said(way.predicate)}", colours[colour])


def beneath(compared: Compared, facet: str, colours: Colours) -> Text:
    """Return what stands below the table: the facet of the cursor in words, and the definitions."""
    from ...vocab.comparability_words import facet_sentence  # as above

    found, told = compared.found, Text()
    first = found.concepts[0]
    for place in range(1, len(found.concepts)):
        for one in found.answers[0, place].facets:
            if one.name == facet:
                names = first.whose, found.concepts[place].whose
                sentence = facet_sentence(one.name, one.relation, one.left, one.right, *names)
                told.append(f"{shown(sentence)}\n", colours["foreground"])
    for place, one in enumerate(found.concepts):
        told.append(f"{shown(one.whose)} ", f"bold {colours['foreground']}")
        told.append(f"{shown(one.label)}  {one.id}\n", colours["faint"])
        told.append(f"{shown(compared.definition(place)) or 'no definition in words'}\n", colours["foreground"])
    told.append(shown(found.remark()), colours["warning"])
    return told
