"""What exports leave out of what the catalogue knows."""

from __future__ import annotations

from collections.abc import Iterator

from .formats import Content, Loss
from .names import kind_of
from .wording import counted

EVIDENCE = "statements of evidence"


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
