"""Search: one query language, compiled for the database, and ranking.

Words are folded as the index is; each may be the beginning of a longer one; all must occur. When nothing has them all,
unknown words are corrected against the words of the index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .database import Database
from .texts import fold

COUNTED = 2000
"""Up to this many hits, the database ranks all of them; above, a part of them is ranked here."""

CANDIDATES = 300

_WORD = re.compile(r"[^\W_]+")
_WEIGHTS = "0, 8.0, 5.0, 1.0"


class Hit(NamedTuple):
    """One record that was found; score from 0 to 1, higher is better."""

    id: str
    iri: str
    kind: str
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked for: folded words, of which the last may be still being typed."""

    words: tuple[str, ...]

    @property
    def match(self) -> str:
        """The query in FTS5's language: every word, each as a beginning."""
        return "{code title body} : (" + " AND ".join(f'"{stem(word)}"*' for word in self.words) + ")"

    @property
    def exact(self) -> str:
        """The query for whole words in codes and titles alone."""
        return "{code title} : (" + " AND ".join(f'"{word}"' for word in self.words) + ")"


def parse(text: str) -> Query:
    """Read what a person typed."""
    return Query(tuple(_WORD.findall(fold(text))))


def stem(word: str) -> str:
    """Take an English plural ending off, so that "permits" finds "permit"."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def find(database: Database, text: str, kinds: Sequence[str] = (), limit: int = 20) -> list[Hit]:
    """Return the best hits for a text, of some kinds or of all."""
    query = parse(text)
    if not query.words:
        return []
    rows = _candidates(database, query, kinds, limit)
    if not rows:
        corrected = correct(database, query)
        if corrected != query:
            query = corrected
            rows = _candidates(database, query, kinds, limit)
    return rank(query, rows)[:limit]


class _Row(NamedTuple):
    id: str
    iri: str
    kind: str
    label: str
    code: str
    title: str


def _candidates(database: Database, query: Query, kinds: Sequence[str], limit: int) -> list[_Row]:
    within = f" AND kind : ({' OR '.join(kind.replace('-', '') for kind in kinds)})" if kinds else ""
    match = query.match + within
    count = database.value(
        f"SELECT count(*) FROM (SELECT 1 FROM search_fts WHERE search_fts MATCH ? LIMIT {COUNTED + 1})", (match,)
    )
    wanted = max(CANDIDATES, limit)
    if not count:
        return []
    if count <= COUNTED:
        keys = database.rows(
            f"SELECT rowid FROM search_fts WHERE search_fts MATCH ? ORDER BY bm25(search_fts, {_WEIGHTS}) LIMIT ?",
            (match, wanted),
        )
    else:
        one = "SELECT rowid FROM search_fts WHERE search_fts MATCH ? LIMIT ?"
        keys = database.rows(one, (query.exact + within, wanted)) + database.rows(one, (match, wanted))
    wanted_keys = ",".join({str(key) for (key,) in keys})
    return [
        _Row(*row)
        for row in database.rows(
            "SELECT record.id, record.iri, record.kind, record.label, code, title"
            f" FROM record JOIN search_doc USING (key) WHERE key IN ({wanted_keys})"
        )
    ]


def rank(query: Query, rows: Iterable[_Row]) -> list[Hit]:
    """Order rows by how well they answer a query."""
    hits = [Hit(row.id, row.iri, row.kind, row.label, _score(query, row)) for row in rows]
    return sorted(hits, key=lambda hit: (-hit.score, hit.label, hit.id))


def _score(query: Query, row: _Row) -> float:
    """Say how well a row answers, 0 to 1: a word in a title counts most, whole words before beginnings."""
    titles = [_WORD.findall(line) for line in row.title.split("\n")]
    codes = [_WORD.findall(line) for line in row.code.split("\n")]
    words = list(query.words)
    if words in titles or words in codes:
        return 1.0
    best = max((_share(words, title) for title in titles), default=0.0)
    coded = max(sum(word in code for word in words) for code in codes) / len(words)
    return round(0.2 + 0.75 * max(best, 0.8 * coded), 4)


def _share(words: Sequence[str], title: Sequence[str]) -> float:
    """Return the share of the words that a title has, less for beginnings, and a little less for a long title."""
    if not title:
        return 0.0
    found = 0.0
    present = set(title)
    for word in words:
        if word in present:
            found += 1.0
        elif any(one.startswith(stem(word)) for one in present):
            found += 0.9
    return found / len(words) * (0.8 + 0.2 * min(1.0, len(words) / len(title)))


def correct(database: Database, query: Query) -> Query:
    """Replace each word that begins no word of the index by the nearest one that does."""
    return Query(tuple(_corrected(database, word) for word in query.words))


def _corrected(database: Database, word: str) -> str:
    base = stem(word)
    if len(base) < 3 or database.value("SELECT 1 FROM search_term WHERE term >= ? AND term < ?", (base, base + "\U0010ffff")):
        return word
    from rapidfuzz import process  # only when a word is unknown: it costs a lookup 10 ms
    from rapidfuzz.distance import OSA

    edits = 1 if len(word) < 6 else 2
    near = process.extract(word, _terms(database), scorer=OSA.distance, score_cutoff=edits, limit=10)
    best = min(near, key=lambda found: (found[1], found[0][:1] != word[:1], found[0]), default=None)
    return best[0] if best else word


def _terms(database: Database) -> list[str]:
    """Return the words of the index, kept on the connection until something is written."""
    version = (database.changed_by_others(), database.value("SELECT total_changes()"))
    if database.terms is None or database.terms[0] != version:
        found = [term for (term,) in database.rows("SELECT term FROM search_term") if len(term) > 2]
        database.terms = (version, found)
    return database.terms[1]
