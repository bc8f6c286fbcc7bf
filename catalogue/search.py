"""Search: one query language, compiled for the database, and ranking.

Words are folded as the index is; each may be the beginning of a longer one; all must occur. When nothing has them all,
unknown words are corrected against the words of the index.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .database import Database
from .names import kind_word
from .texts import fold

CANDIDATES = 50
"""How many records with whole words, and how many with beginnings, are looked at to rank the best."""

TITLES = 30
"""How many records whose title begins as the query does are looked at besides."""

_WORD = re.compile(r"[^\W_]+")


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
        """The query in FTS5's language: every word, singular or plural, and the last perhaps only begun."""
        *whole, last = self.words
        return _all_of([*map(_either, whole), f'"{stem(last)}"*'])

    @property
    def begun(self) -> str:
        """The query with every word perhaps only begun."""
        return _all_of([f'"{stem(word)}"*' for word in self.words])

    @property
    def exact(self) -> str:
        """The query for whole words in codes and titles alone."""
        return _all_of([_either(word) for word in self.words], "{code title}")


def _all_of(parts: Sequence[str], columns: str = "{code title body}") -> str:
    return f"{columns} : ({' AND '.join(parts)})"


def _either(word: str) -> str:
    return "(" + " OR ".join(f'"{form}"' for form in sorted({word, stem(word), stem(word) + "s"})) + ")"


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


def count(database: Database, text: str, kinds: Sequence[str] = (), most: int = 1000) -> int:
    """Return how many records have all the words of a text, counted up to a limit."""
    query = parse(text)
    return len(_matches(database, query.exact + _within(kinds), most)) if query.words else 0


def every(database: Database, text: str, kinds: Sequence[str] = ()) -> list[int]:
    """Return the keys of all records that have every word of a text, each perhaps only begun; in no order.

    Nothing is corrected, so that a list that is narrowed as one types shows what was typed.
    """
    query = parse(text)
    if not query.words:
        return []
    sql = "SELECT json_group_array(rowid) FROM search_fts WHERE search_fts MATCH ?"
    return json.loads(database.value(sql, (query.begun + _within(kinds),)))  # half the time of reading rows


def by_merit(database: Database, text: str, keys: Sequence[int]) -> array[int]:
    """Return keys of records in the order of how well these answer a text."""
    order = {hit.id: place for place, hit in enumerate(rank(parse(text), _rows(database, keys)))}
    ids = database.rows(f"SELECT key, id FROM record WHERE key IN ({','.join(map(str, keys))})")
    return array("q", (key for key, _ in sorted(ids, key=lambda row: order[row[1]])))


class _Row(NamedTuple):
    id: str
    iri: str
    kind: str
    label: str
    code: str
    title: str


def _candidates(database: Database, query: Query, kinds: Sequence[str], limit: int) -> list[_Row]:
    within = _within(kinds)
    wanted = max(CANDIDATES, limit)
    keys = _titled(database, query, kinds) + _matches(database, query.exact + within, wanted)
    if len(keys) < wanted:
        keys += _matches(database, query.match + within, wanted)
    if not keys and len(query.words) > 1:
        keys = _matches(database, query.begun + within, wanted)
    return _rows(database, set(keys))


def _rows(database: Database, keys: Iterable[int]) -> list[_Row]:
    sql = (
        "SELECT record.id, record.iri, record.kind, record.label, code, title"
        f" FROM record JOIN search_doc USING (key) WHERE key IN ({','.join(map(str, keys))})"
    )
    return [_Row(*row) for row in database.rows(sql)]


def _within(kinds: Sequence[str]) -> str:
    return " AND kind : (" + " OR ".join(f'"{kind_word(kind)}"' for kind in kinds) + ")" if kinds else ""


def _titled(database: Database, query: Query, kinds: Sequence[str]) -> list[int]:
    """Return records whose first title begins with the words as they stand, the shortest first."""
    start = " ".join(query.words)
    words = json.dumps([kind_word(kind) for kind in kinds])
    rows = database.rows(
        "SELECT key FROM search_doc WHERE title >= ? AND title < ?"
        " AND (? = '[]' OR kind IN (SELECT value FROM json_each(?))) ORDER BY title LIMIT ?",
        (start, start + "\U0010ffff", words, words, TITLES),
    )
    return [key for (key,) in rows]


def _matches(database: Database, match: str, limit: int) -> list[int]:
    rows = database.rows("SELECT rowid FROM search_fts WHERE search_fts MATCH ? LIMIT ?", (match, limit))
    return [key for (key,) in rows]


def rank(query: Query, rows: Iterable[_Row]) -> list[Hit]:
    """Order rows by how well they answer a query."""
    words = [(word, stem(word)) for word in query.words]
    hits = [Hit(row.id, row.iri, row.kind, row.label, _score(words, row)) for row in rows]
    return sorted(hits, key=lambda hit: (-hit.score, hit.label, hit.id))


def _score(asked: Sequence[tuple[str, str]], row: _Row) -> float:
    """Say how well a row answers, 0 to 1: a word in a title counts most, whole words before beginnings."""
    titles, codes = _lines(asked, row.title), _lines(asked, row.code)
    words = [word for word, _ in asked]
    if words in titles or words in codes:
        return 1.0
    best = max((_share(asked, title) for title in titles), default=0.0)
    coded = max((sum(word in code for word in words) / len(words) for code in codes), default=0.0)
    return round(0.2 + 0.75 * max(best, 0.8 * coded), 4)


def _lines(asked: Sequence[tuple[str, str]], text: str) -> list[list[str]]:
    """Return the words of those lines that have anything of what was asked."""
    return [_words(line) for line in text.split("\n") if any(beginning in line for _, beginning in asked)]


def _words(line: str) -> list[str]:
    parts = line.split()
    return parts if "".join(parts).isalnum() else _WORD.findall(line)


def _share(asked: Sequence[tuple[str, str]], title: Sequence[str]) -> float:
    """Return the share of the words that a title has, less for beginnings, and a little less for a long title."""
    found = 0.0
    for word, beginning in asked:
        if word in title:
            found += 1.0
        elif any(one.startswith(beginning) for one in title):
            found += 0.9
    return found / len(asked) * (0.8 + 0.2 * min(1.0, len(asked) / len(title))) if found else 0.0


def correct(database: Database, query: Query) -> Query:
    """Replace each word that begins no word of the index by the nearest one that does."""
    return Query(tuple(_corrected(database, word) for word in query.words))


def _corrected(database: Database, word: str) -> str:
    base = stem(word)
    known = "SELECT 1 FROM search_term WHERE term >= ? AND term < ?"
    if len(base) < 3 or database.value(known, (base, base + "\U0010ffff")):
        return word
    from rapidfuzz import process  # only when a word is unknown: it costs a lookup 10 ms
    from rapidfuzz.distance import OSA

    edits = 1 if len(word) < 6 else 2
    for letter in dict.fromkeys(word[:2]):  # the first two may be swapped, or the first one too many
        terms = _terms(database, letter)
        near = process.extract(word, terms.keys(), scorer=OSA.distance, score_cutoff=edits, limit=50)
        if near:
            return min(near, key=lambda found: (found[1], -terms[found[0]], found[0]))[0]
    return word


def _terms(database: Database, letter: str) -> dict[str, int]:
    """Return the words of the index that begin with a letter, and how many records have each.

    They are kept on the connection until something is written.

    Codes are left out: they are not corrected, and there can be more of them than of words.
    """
    version = (database.changed_by_others(), database.value("SELECT total_changes()"))
    if database.terms[0] != version:
        database.terms = (version, {})
    known = database.terms[1]
    if letter not in known:
        rows = database.rows(
            "SELECT term, doc FROM search_term WHERE term >= ? AND term < ?", (letter, letter + "\U0010ffff")
        )
        known[letter] = {term: records for term, records in rows if len(term) > 2 and term.isalpha()}
    return known[letter]
