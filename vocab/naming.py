"""What records are called in sentences: by their labels, and mappings, which have none, by what they say.

    names(reader, ["source/ke-efns", "mapping/ke-immigrant--migration-foreign-born"])
    # "Integrated ...", "Immigrant (Kenya) ≈ Foreign-born population (shared terms)"

It is what the log, links, toasts and the history call a mapping. Where the document is gone, the log still has it:
``mapping_names`` takes documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..catalogue.reader import Document, Reader
from .relations import BROAD, CLOSE, EXACT, NARROW, RELATED
from .scheme_pairs import SHARED, SHARED_NAME
from .side_by_side import owners

SIGNS: Mapping[str, str] = {EXACT: "=", CLOSE: "≈", BROAD: "⊂", NARROW: "⊃", RELATED: "~"}
"""How a mapping is drawn between its two terms, by its predicate; narrower and wider as definitions are."""


def names(reader: Reader, ids: Iterable[str]) -> dict[str, str]:
    """Return what the records are called that there are among some ids, by id.

    It stands in for ``reader.labels`` wherever people read the answer.

    Args:
        reader: The catalogue.
        ids: Short ids.
    """
    found = reader.labels(list(dict.fromkeys(ids)))
    unnamed = [name for name in found if name.startswith("mapping/")]
    return found | mapping_names(reader, list(reader.some(unnamed))) if unnamed else found


def mapping_names(reader: Reader, documents: Sequence[Document]) -> dict[str, str]:
    """Return what mappings are called, by id: "Immigrant (Kenya) ≈ Foreign-born population (shared terms)".

    Args:
        reader: The catalogue.
        documents: The mappings, as they are or were.
    """
    ends = sorted({str(one[end]) for one in documents for end in ("subject", "object")})
    concepts = {one["id"]: one for one in reader.some(ends)}
    labels = reader.labels(ends)
    sides = short_sides(reader, {str(one.get("scheme", "")) for one in concepts.values()})

    def term(name: str) -> str:
        side = sides.get(concepts.get(name, {}).get("scheme", ""))
        label = labels.get(name, name)
        return f"{label} ({side})" if side else label

    return {one["id"]: f"{term(one['subject'])} {_sign(one)} {term(one['object'])}" for one in documents}


def _sign(mapping: Mapping[str, Any]) -> str:
    return SIGNS.get(mapping.get("predicate", ""), "–")


def short_sides(reader: Reader, schemes: Iterable[str]) -> dict[str, str]:
    """Return whose the terms of some schemes are, in a word or two, by the id of the scheme: "Kenya", "shared terms".

    Args:
        reader: The catalogue.
        schemes: Their ids; those that are not there are passed over.
    """
    there = {one["id"]: one for one in reader.some(sorted(filter(None, schemes)))}
    return {name: SHARED_NAME if name == SHARED else owner for name, owner in owners(reader, there).items()}
