"""The lines of a tree of concepts: label, notation, how many are below, what is mapped, which labels are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from rich.text import Text

from ...catalogue.reader import Document, Reader
from ...vocab.glance import by_key, mapped
from ...vocab.hierarchy import Hierarchy
from ...vocab.successors import is_deprecated
from ..theme import SIGNS
from .concept_card import in_language, missing, shown
from .lazy_tree import Line, indented
from .virtual_table import Column, Row


def columns(tree: Hierarchy) -> list[Column]:
    """Return the columns: of notations only where there is one."""
    code = [Column("code", 1, 6)] if tree.coded else []
    return [
        Column("concept", 6, 30),
        *code,
        Column("below", 0, 6, right=True),
        Column("mapped", 0, 6),
        Column("no label", 1, 11),
    ]


def rows(
    reader: Reader,
    tree: Hierarchy,
    lines: Sequence[Line],
    *,
    language: str,
    hits: Set[int],
    colours: Mapping[str, str],
) -> list[Row]:
    """Return the rows of some lines.

    Args:
        reader: The catalogue.
        tree: The tree that they are of.
        lines: The lines.
        language: The language of the labels; where a label is in another, that is said.
        hits: The keys of what a search found.
        colours: The colours of the theme.
    """
    documents = by_key(reader, sorted({line.key for line in lines}))
    ties = mapped(reader, [one["id"] for one in documents.values()])
    languages: Sequence[str] = reader.meta["languages"]

    def row(line: Line) -> Row:
        document = documents.get(line.key)
        if document is None:
            return Row("", (indented(line, "(gone)"),))
        below = len(tree.narrower.get(line.key, ()))
        return Row(
            document["id"],
            (
                _label(line, document, language, line.key in hits, colours),
                *((shown(document.get("notation", "")),) if tree.coded else ()),
                f"{below:,}" if below else "",
                _tie(ties.get(document["id"]), colours),
                Text(" ".join(missing(document, languages)), colours["faint"]),
            ),
        )

    return [row(line) for line in lines]


def _label(line: Line, document: Document, language: str, hit: bool, colours: Mapping[str, str]) -> Text:
    label, other = in_language(document.get("label", {}), language)
    text = Text(end="").append(indented(line, shown(label or document["id"])), f"bold {colours['accent']}" * hit)
    text.append(f" ({other})" if other else "", colours["faint"])
    if is_deprecated(document):
        text.append(f" {SIGNS['rejected']} {document['registration']}", colours["warning"])
    return text


def _tie(accepted: bool | None, colours: Mapping[str, str]) -> Text:
    if accepted is None:
        return Text()
    return (
        Text(f"  {SIGNS['accepted']}", colours["success"])
        if accepted
        else Text(f"  {SIGNS['suggested']}", colours["warning"])
    )
