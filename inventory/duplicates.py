"""Pairs of records that are likely the same thing twice, and why they look so.

Only records that share something are compared at all: the letters of a short name, a rare word of a title, or a page.
That they mean the same is for a person to say, and so is that they do not; nothing here changes anything.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log
from typing import Any

from rapidfuzz.distance import OSA

from ..catalogue.reader import Reader
from ..catalogue.texts import fold
from .counting import CURRENT
from .named import Named

KINDS = ("source", "agreement", "agency", "document", "indicator", "procedure")
"""Kinds that are searched if none is named."""

LEAST = 0.85
"""Pairs below this score are not shown if nobody asks for them."""

COMMON = 50
"""A word in more titles than this within a country says too little for the records to be compared."""

MANY = 2000
"""Of a kind with more records than this, a new one is compared only with what a search for its names finds."""

FEW = 50
"""So many are found at most for a name."""

_SAME_HOME, _TRANSPOSED, _ONE_OFF, _SAME_SHORT = 0.04, 0.9, 0.8, 0.95
_SHORT = 4
"""A short name of fewer letters is too often that of something else."""

_NAMES = (
    "SELECT id, label, title, lower(json_extract(document, '$.acronym')),"
    " json_extract(document, '$.country'), json_extract(document, '$.holder'),"
    " coalesce(json_extract(document, '$.link'), json_extract(document, '$.homepage'))"
    " FROM record JOIN search_doc USING (key) WHERE record.kind = ?"
    f" AND {CURRENT}"
)
_APART = (
    "SELECT here.id, coalesce(there.id, object) FROM link JOIN record AS here ON here.key = subject"
    " LEFT JOIN record AS there ON there.iri = object WHERE field = 'different_from'"
)

_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"\w+")

Words = tuple[frozenset[str], ...]
"""The words of several names."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a record is called, folded, and where it belongs.

    Attributes:
        id: Its short id.
        label: What people call it.
        home: Its country, else its holder; "" if it has neither.
        holder: The agency that it belongs to, "" if that is not known.
        shorts: Its acronym, and its titles and other names of one word.
        words: The words of each of its titles and other names.
        page: Its page, or "".
    """

    id: str
    label: str
    home: str
    holder: str = ""
    shorts: tuple[str, ...] = ()
    words: Words = ()
    page: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that are likely the same.

    Attributes:
        first: The one that was made first.
        second: The other.
        score: How alike they are, 0 to 1.
        why: What makes them alike, in words.
    """

    first: Named
    second: Named
    score: float
    why: str

    def as_json(self) -> dict[str, Any]:
        """Return the pair as JSON data."""
        return {
            "first": self.first.id,
            "first_label": self.first.label,
            "second": self.second.id,
            "second_label": self.second.label,
            "score": self.score,
            "why": self.why,
        }


def duplicates(reader: Reader, kinds: Sequence[str] = (), least: float = LEAST) -> tuple[Pair, ...]:
    """Return the pairs that are likely duplicates, the likeliest first, without those said not to be the same.

    Args:
        reader: The catalogue.
        kinds: The kinds to search; ``KINDS`` if empty. Only records of one kind are compared.
        least: Leave out pairs with a lower score, 0 to 1.

    Raises:
        UsageError: There is no such kind.
    """
    apart = pairs_apart(reader)
    found: list[Pair] = []
    for kind in kinds or [one for one in KINDS if one in reader.kinds]:
        records = [_named(*row) for row in reader.database.rows(f"{_NAMES} ORDER BY key", (reader.check_kind(kind),))]
        weights = _weights(records)
        for one, other in candidates(records):
            pair = _pair(records[one], records[other], weights, least)
            if pair and frozenset((pair.first.id, pair.second.id)) not in apart:
                found.append(pair)
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second)))


def like(reader: Reader, kind: str, document: Mapping[str, Any], titles: Iterable[str]) -> Pair | None:
    """Return what a record that is being written looks like most; None if it looks like nothing that is there.

    Args:
        reader: The catalogue.
        kind: Its kind.
        document: As much of it as there is.
        titles: What it is called, in any language.
    """
    page = document.get("link") or document.get("homepage")
    texts = [document.get(name) for name in ("country", "holder")]
    country, holder = [one if isinstance(one, str) else None for one in texts]
    acronym = str(document.get("acronym") or "").lower() or None
    names = list(titles)
    mine = _named(document["id"], "", "\n".join(map(fold, names)), acronym, country, holder, page)
    there = _found(reader, kind, [*names, acronym or ""])
    all_of = reader.count(kind) <= MANY  # else it is not known which words tell little, and less is asked for
    weights = _weights([*there, mine]) if all_of else defaultdict[str, float](lambda: 1.0)
    least = LEAST if all_of else LEAST - 0.1
    keys = {_anywhere(key, mine.home) for key in _keys(mine)}
    near = [one for one in there if any(_anywhere(key, mine.home) in keys for key in _keys(one))]
    found = [pair for one in near if (pair := _pair(one, mine, weights, least))]
    return max(found, key=lambda pair: pair.score, default=None)


def _found(reader: Reader, kind: str, names: Iterable[str]) -> list[Names]:
    """Return all records of a kind; of one with very many, those that a search for some names finds."""
    if reader.count(kind) <= MANY:
        return [_named(*row) for row in reader.database.rows(_NAMES, (kind,))]
    ids = {hit.id for name in names for hit in reader.find(name, (kind,), FEW)}
    within = f"{_NAMES} AND record.id IN (SELECT value FROM json_each(?))"
    return [_named(*row) for row in reader.database.rows(within, (kind, json.dumps(sorted(ids))))]


def _anywhere(key: tuple[str, ...], home: str) -> tuple[str, ...]:
    """Return what records are compared by, without the home if that of one of them is not known yet."""
    return key if home else (key[0], key[-1])


def pairs_apart(reader: Reader) -> set[frozenset[str]]:
    """Return the pairs of ids of which one of the records says that it is not the other."""
    return {frozenset(pair) for pair in reader.database.rows(_APART)}


def _weights(records: Sequence[Names]) -> dict[str, float]:
    """Return how much each word of the titles tells, by how few records have it."""
    counts = Counter(word for one in records for word in frozenset[str]().union(*one.words))
    return {word: log(1 + len(records) / count) for word, count in counts.items()}


def _named(
    record: str,
    label: str,
    titles: str,
    acronym: str | None,
    country: str | None,
    holder: str | None,
    page: str | None,
) -> Names:
    names = tuple(dict.fromkeys(line.strip() for line in titles.split("\n") if line.strip()))
    shorts = dict.fromkeys(filter(None, [acronym, *(one for one in names if " " not in one)]))
    words = tuple(frozenset(_WORD.findall(name)) for name in names)
    return Names(
        record, label, country or holder or "", holder or "", tuple(shorts), words, (page or "").rstrip("/").lower()
    )


def candidates(records: Sequence[Names]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of records that are worth comparing, by position, each once."""
    blocks = defaultdict[tuple[str, ...], list[int]](list)
    for at, one in enumerate(records):
        for key in set(_keys(one)):
            blocks[key].append(at)
    seen = set[tuple[int, int]]()
    for block in blocks.values():
        if len(block) <= COMMON:
            seen.update(combinations(block, 2))
    yield from sorted(seen)


def _keys(one: Names) -> Iterator[tuple[str, ...]]:
    for short in one.shorts:
        if len(short) >= _SHORT:
            yield "letters", one.home, "".join(sorted(short))
    for name in one.words:
        for word in name:
            yield "word", one.home, word
    if one.page:
        yield "page", one.page


def _pair(one: Names, other: Names, weights: Mapping[str, float], least: float) -> Pair | None:
    short, why_short = _short_score(one.shorts, other.shorts)
    title = _title_score(one.words, other.words, weights, least - 2 * _SAME_HOME)
    best, why = (short, why_short) if short >= title else (title, "names alike" if title < 1 else "same name")
    also: list[str] = []
    if one.holder and one.holder == other.holder:
        also.append("same holder")
    if one.page and one.page == other.page:
        also.append("same page")
    score = round(min(best + _SAME_HOME * len(also), 1), 2) if best else 0
    if score < least:
        return None
    return Pair(Named(one.id, one.label), Named(other.id, other.label), score, "; ".join([*also, why]))


def _short_score(ours: Iterable[str], theirs: Sequence[str]) -> tuple[float, str]:
    """Return how alike two records are by their short names, and why."""
    best, why = 0.0, ""
    for one in ours:
        for other in theirs:
            if min(len(one), len(other)) < _SHORT:
                continue
            far = OSA.distance(one, other, score_cutoff=1)
            if far == 0:
                score, told = _SAME_SHORT, f"both are called {one.upper()}"
            elif far == 1 and sorted(one) == sorted(other):
                score, told = _TRANSPOSED, f"letters of {one.upper()} and {other.upper()} transposed"
            elif far == 1 and len(one) > _SHORT and _NUMBER.findall(one) == _NUMBER.findall(other):
                score, told = _ONE_OFF, f"{one.upper()} and {other.upper()} differ in one letter"
            else:
                continue
            if score > best:
                best, why = score, told
    return best, why


def _title_score(ours: Words, theirs: Words, weights: Mapping[str, float], least: float) -> float:
    """Return how alike the most alike of two records' titles are, 0 to 1.

    It is the share of their words that both have, rare ones weighing more; a word with one letter wrong is the same.
    Titles with other numbers are not alike: a census of another year is another census.
    """
    best = 0.0
    for one in ours:
        for other in theirs:
            if min(len(one), len(other)) > 1 and abs(len(one) - len(other)) < 3:
                best = max(best, _shared(one, other, weights, max(best, least)))
    return best


def _shared(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float], least: float) -> float:
    """Return the share of their words that two titles both have, by weight; 0 if it cannot be so much as ``least``."""
    if one == other:
        return 1.0
    ours, theirs = one - other, other - one
    if len(one) - len(ours) < max(len(ours), len(theirs)):  # fewer than half of the words are the same
        return 0.0
    both = sum([weights[word] for word in one & other])
    more, fewer = sum([weights[word] for word in ours]), sum([weights[word] for word in theirs])
    if both + min(more, fewer) < least * (both + max(more, fewer)):  # even if all that differs were misspelt
        return 0.0
    if any(word.isdecimal() for word in (*ours, *theirs)):
        return 0.0
    for word in ours:
        if len(word) > _SHORT and any(OSA.distance(word, like, score_cutoff=1) < 2 for like in theirs):
            both, more, fewer = both + weights[word], more - weights[word], max(fewer - weights[word], 0)
    return both / (both + more + fewer)
