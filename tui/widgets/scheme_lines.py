"""The lines of a list of schemes: title, how many concepts, whose it is, and in which languages its labels are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text

from ...catalogue.texts import DEFAULT_LANGUAGE
from ...vocab.glance import SchemeGlance
from .concept_card import in_language, shown
from .virtual_table import Column, Row

SCHEME_COLUMNS = (
    Column("scheme", 3, 31),
    Column("concepts", 0, 8, right=True),
    Column("owner", 1, 7),
    Column("country", 1, 7),
    Column("labels in", 2, 14),
    Column("version", 0, 7),
)


def scheme_rows(
    found: Sequence[SchemeGlance],
    labels: Mapping[str, Mapping[str, int]],
    languages: Sequence[str],
    colours: Mapping[str, str],
) -> list[Row]:
    """Return the rows of some schemes.

    Args:
        found: The schemes.
        labels: How many concepts of each have a label in a language; of one that is not in it, nothing is told.
        languages: The languages of the catalogue.
        colours: The colours of the theme.
    """

    def row(one: SchemeGlance) -> Row:
        document = one.document
        title, _ = in_language(document["title"], DEFAULT_LANGUAGE)
        told = _languages(labels.get(document["id"], {}), one.concepts, languages, colours["faint"])
        version = str(document.get("version", ""))
        return Row(document["id"], (shown(title), f"{one.concepts:,}", one.owner, one.country, told, version))

    return [row(one) for one in found]


def _languages(counts: Mapping[str, int], concepts: int, languages: Sequence[str], faint: str) -> Text:
    """Return the languages that labels are in, with their share where some are missing."""
    text = Text(end="")
    place = {tag: number for number, tag in enumerate(languages)}
    for tag in sorted(counts, key=lambda one: (counts[one] < concepts, place.get(one, len(place)), one)):
        text.append(f"{tag} ")
        if counts[tag] < concepts:
            text.append(f"{100 * counts[tag] // concepts}% ", faint)
    return text
