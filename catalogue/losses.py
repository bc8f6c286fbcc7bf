"""What exports leave out of what the catalogue knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from .formats import Content, Loss
from .names import kind_of
from .wording import counted

EVIDENCE = "statements of evidence"


_EXPLAINED = re.compile(r":|,| \(")
"""What stands between a sort and its explanation, for which a count has no room."""


def by_sort(losses: Iterable[Loss]) -> Counter[str]:
    """Return how many things of each sort are left out; a sort is named in a few words."""
    counts = Counter[str]()
    for one in losses:
        counts[_EXPLAINED.split(one.what, maxsplit=1)[0]] += one.count
    return counts


def statements(content: Content) -> Iterator[Loss]:
    """Yield the records whose statements are left out, each with how many they are."""
    chosen = None if content.whole else {one["id"] for one in content.documents()}
    rows = content.reader.database.rows(
        "SELECT record.id, count(*) FROM statement JOIN record ON record.key = statement.record GROUP BY record.id"
    )
    for record, count in rows:
        of_kind = kind_of(record) in content.kinds and record not in content.hidden
        if of_kind and (chosen is None or record in chosen):
            yield Loss(EVIDENCE, record, counted(count, "statement"), count)
