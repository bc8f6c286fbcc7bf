"""Gaps: terms and indicators that are asked for, and that no source is about under any name."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..catalogue.reader import Reader
from ..catalogue.search import Hit, stem
from ..catalogue.texts import fold
from ..vocab.reach import neighbours

ABOUT = ("topics", "terms", "concept", "gcm_objectives", "sensitive", "framework", "disaggregations")
"""Fields that say what a source, variable or indicator is about."""

MAPPED = 100
"""How many terms that are mapped to those asked for are looked at."""


def gaps_among(reader: Reader, hits: Sequence[Hit]) -> list[Hit]:
    """Return terms and indicators that are asked for, and that no source is about; codes of a list are no question."""
    asked = {hit.id: hit for hit in hits if hit.kind in ("concept", "indicator")}
    unheld = _unheld(reader, list(asked))
    others = mapped_terms(reader, sorted(unheld))
    elsewhere = {other for other, _ in others} - _unheld(reader, [other for other, _ in others])
    unheld -= {term for other, term in others if other in elsewhere}
    return [hit for i, hit in asked.items() if i in unheld and (len(asked) == 1 or not _is_code(reader, i))]


def mapped_terms(reader: Reader, ids: Sequence[str]) -> list[tuple[str, str]]:
    """Return (term, one of the ids) for the terms that are mapped to some concepts, and were not rejected."""
    near = neighbours(reader, ids) if ids else {}
    pairs = [(other, term) for term in ids for other in sorted({one.term for one in near.get(term, ())} - {term})]
    return pairs[:MAPPED]


def _unheld(reader: Reader, ids: Sequence[str]) -> set[str]:
    """Return those of some terms and indicators that no source is about, nor about a narrower term."""
    about = ", ".join(f"'{field}'" for field in ABOUT)
    rows = reader.database.rows(
        "SELECT wanted.value FROM json_each(?) AS wanted WHERE NOT EXISTS ("
        f" SELECT 1 FROM link JOIN record ON key = subject WHERE object = wanted.value AND field IN ({about})"
        " AND (+kind IN ('source', 'variable') OR (+kind = 'indicator' AND EXISTS"
        "  (SELECT 1 FROM link AS used WHERE used.subject = key AND used.field = 'sources'))))"
        " AND NOT EXISTS (SELECT 1 FROM link AS below JOIN record AS narrow ON narrow.key = below.subject"
        f" JOIN link ON link.object = narrow.id AND link.field IN ({about})"
        " JOIN record ON record.key = link.subject AND +record.kind IN ('source', 'variable')"
        " WHERE below.object = wanted.value AND below.field = 'broader')"
        " AND NOT EXISTS (SELECT 1 FROM record JOIN link ON subject = key AND field = 'sources'"
        " WHERE id = wanted.value)",
        (json.dumps(ids),),
    )
    return {i for (i,) in rows}


def _is_code(reader: Reader, concept: str) -> bool:
    """Tell whether a concept is a code of a list, which nobody asks for among other things."""
    role = reader.database.value(
        "SELECT json_extract(list.document, '$.role') FROM record AS code JOIN link ON subject = code.key"
        " JOIN record AS list ON list.id = object WHERE code.id = ? AND field = 'scheme'",
        (concept,),
    )
    return role == "code list"


def one_a_name(reader: Reader, hits: Sequence[Hit]) -> list[Hit]:
    """Leave out terms of other schemes that are called the same as one that something is held about.

    Of terms called the same about which nothing is held, the one that most others are mapped to stands for all.
    """
    groups: dict[tuple[str, ...], list[Hit]] = {}
    for hit in hits:
        if hit.kind == "concept":
            groups.setdefault(tuple(map(stem, fold(hit.label).split())), []).append(hit)
    alike = [group for group in groups.values() if len(group) > 1]
    ids = [hit.id for group in alike for hit in group]
    unheld, hubs = (_unheld(reader, ids), _mapped_to(reader, ids)) if ids else (set[str](), {})
    left: set[str] = set()
    for group in alike:
        kept = {hit.id for hit in group} - unheld or {max(group, key=lambda hit: hubs.get(hit.id, 0)).id}
        left.update(hit.id for hit in group if hit.id not in kept)
    return [hit for hit in hits if hit.id not in left]


def _mapped_to(reader: Reader, ids: Sequence[str]) -> dict[str, int]:
    """Return how many mappings lead to each of some concepts."""
    return dict(
        reader.database.rows(
            "SELECT object, count(*) FROM link WHERE object IN (SELECT value FROM json_each(?)) AND field = 'object'"
            " GROUP BY object",
            (json.dumps(ids),),
        )
    )
