"""Finding the records that an import refers to: in the catalogue, or among those that the same import makes.

A column has few distinct values, and each is looked for once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

import orjson

from .errors import LOOK_FOR, NotFound
from .names import is_id, is_iri, kind_of
from .precedence import ours_first
from .reader import Reader
from .texts import DEFAULT_LANGUAGE, fold

BEFORE_INDEXING = 50
"""After so many labels of some kinds were looked for one by one, all labels of these kinds are read."""

SUGGESTIONS = 100
"""So many unknown names get suggestions; a file with more of them has another fault."""

NEARBY = 20_000
"""Among so many records of the batch suggestions are looked for."""

_WEB = ("http:", "https:", "urn:", "mailto:", "doi:", "tag:", "info:")


class Resolver:
    """Tells what a text refers to, in a catalogue and a batch of records that are about to be saved.

    Args:
        reader: The catalogue.
        allow_missing: Take well-formed ids and IRIs of records that are nowhere.
    """

    def __init__(self, reader: Reader, *, allow_missing: bool = False) -> None:
        self.reader = reader
        self.allow_missing = allow_missing
        self.language: str = (reader.meta["languages"] or [DEFAULT_LANGUAGE])[0]
        self.base: str = reader.meta["base"]
        self.batch: set[str] = set()
        """The ids of the batch."""
        self.of_import: dict[str, Any] = {}
        """What readers of formats remember from one file of an import to the next, each under a name of its own."""
        self.late_names: Callable[[], Iterable[tuple[str, list[str], list[str]]]] | None = None
        """Gives ids of the batch, what each may be called, and IRIs of its own; asked for when the first is needed."""
        self._batch_names: dict[str, list[str]] = {}
        self._batch_iris: set[str] = set()
        self._known: dict[str, bool] = {}
        self._found: dict[tuple[str, Sequence[str], str], str | NotFound] = {}
        self._searched: dict[Sequence[str], int] = {}
        self._index: dict[Sequence[str], dict[str, list[str]]] = {}
        self._misses = 0

    def __call__(self, text: str, kinds: Sequence[str] = (), scheme: str = "") -> str:
        """Return the short id of the record that a text means, or the IRI of one that is elsewhere.

        Raises:
            NotFound: None is meant, or more than one; the message offers near ones.
        """
        key = (text, kinds, scheme)
        if key not in self._found:
            try:
                self._found[key] = self._resolve(text, kinds, scheme)
            except NotFound as error:
                self._found[key] = error
        found = self._found[key]
        if isinstance(found, NotFound):
            raise found
        return found

    def prefetch(self, texts: Iterable[str]) -> None:
        """Look up, in one query, which of many texts are short ids of records in the catalogue."""
        unknown = [text for text in texts if text not in self._known and text not in self.batch]
        if not unknown:
            return
        rows = self.reader.database.rows(
            "SELECT id FROM record WHERE id IN (SELECT value FROM json_each(?))", (orjson.dumps(unknown).decode(),)
        )
        self._known.update(dict.fromkeys(unknown, False))
        self._known.update((record_id, True) for (record_id,) in rows)

    def known(self, target: str) -> bool:
        """Tell whether a reference leads somewhere: to the catalogue, the batch, or out by an IRI."""
        if target in self.batch:
            return True
        if target not in self._known:
            self.prefetch([target])
        return self._known[target] or self.allow_missing or not is_id(target)

    def _resolve(self, text: str, kinds: Sequence[str], scheme: str) -> str:
        name = text.removeprefix(self.base) if text.startswith(self.base) else text
        if is_id(name):
            return self._by_id(name, kinds)
        if is_iri(text) and (text.casefold().startswith(_WEB) or self._is_iri_of_record(text)):
            return text  # an IRI stays what it was, so that a file comes back as it went
        batch = self._in_batch(name, kinds, scheme)
        if len(batch) == 1:
            return batch[0]
        if batch:
            raise NotFound(f"{text!r} can mean {' or '.join(sorted(batch)[:5])}.", "Write the id.")
        searched = self._searched[kinds] = self._searched.get(kinds, 0) + 1
        try:
            if searched > BEFORE_INDEXING:
                return self._in_index(text, kinds, scheme)
            return self.reader.resolve(text, kinds, scheme)
        except NotFound:
            if is_iri(text) and self.allow_missing:
                return text
            raise

    def _by_id(self, name: str, kinds: Sequence[str]) -> str:
        if not self.known(name):
            return self._refuse(name, kinds, "")
        if kinds and kind_of(name) not in kinds:
            raise NotFound(f"{name} is no {' or '.join(kinds)}.", "Choose another record, or correct the column.")
        return name

    def _is_iri_of_record(self, text: str) -> bool:
        self._learn_names()
        there = "SELECT 1 FROM record WHERE iri = ?"
        return text in self._batch_iris or self.reader.database.value(there, (text,)) is not None

    def _in_batch(self, text: str, kinds: Sequence[str], scheme: str) -> list[str]:
        self._learn_names()
        slugs = [f"{kind}/{text}" for kind in kinds] + ([f"concept/{scheme}-{fold(text)}"] if scheme else [])
        found = {slug for slug in slugs if slug in self.batch}
        named = self._batch_names.get(fold(text).strip(), ())
        return sorted(found or {one for one in named if _fits(one, kinds, scheme)})

    def _learn_names(self) -> None:
        if self.late_names is None:
            return
        for record_id, names, iris in self.late_names():
            self._batch_iris.update(iris)
            for name in {fold(name).strip() for name in names if record_id}:
                self._batch_names.setdefault(name, []).append(record_id)
        self.late_names = None
        self._found = {key: found for key, found in self._found.items() if isinstance(found, str)}

    def _in_index(self, text: str, kinds: Sequence[str], scheme: str) -> str:
        """Do what ``Reader.resolve`` does, with all names of these kinds in memory."""
        if kinds not in self._index:
            self._index[kinds] = self._read_names(kinds)
        index = self._index[kinds]
        slugs = [f"{kind}/{text}" for kind in kinds] + ([f"concept/{scheme}-{fold(text)}"] if scheme else [])
        found = [slug for slug in slugs if slug in index]
        found = found or [one for one in index.get(fold(text).strip(), ()) if _fits(one, kinds, scheme)]
        found = ours_first(self.reader.database, found)
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFound(f"{text!r} can mean {', '.join(sorted(found)[:5])}.", "Write the id.")
        return self._refuse(text, kinds, scheme)

    def _read_names(self, kinds: Sequence[str]) -> dict[str, list[str]]:
        """Return the ids of records by each folded name, and by the id itself."""
        index: dict[str, list[str]] = {}
        condition = "record.kind IN (SELECT value FROM json_each(?))" if kinds else "? IS NOT NULL"
        rows = self.reader.database.stream(
            f"SELECT record.id, code, title FROM record JOIN search_doc USING (key) WHERE {condition}",
            (orjson.dumps(list(kinds)).decode(),),
        )
        for record_id, code, title in rows:
            for name in {record_id, *code.split("\n"), *title.split("\n")} - {""}:
                index.setdefault(name, []).append(record_id)
        return index

    def _refuse(self, text: str, kinds: Sequence[str], scheme: str) -> str:
        """Say that there is no such record, with near names as long as they are few to look for."""
        self._misses += 1
        what = f"There is no {' or '.join(kinds) or 'record'} {text!r}."
        if self._misses > SUGGESTIONS:
            raise NotFound(what, LOOK_FOR)
        if near := self._near_in_batch(text, kinds):
            raise NotFound(what, f"Did you mean {' or '.join(near)}?")
        return self.reader.resolve(text, kinds, scheme)  # raises, with suggestions from the catalogue

    def _near_in_batch(self, text: str, kinds: Sequence[str]) -> list[str]:
        from rapidfuzz import fuzz, process  # only when a name is unknown

        slug = fold(text.rpartition("/")[2])
        ids = [one for one in islice(self.batch, NEARBY) if not kinds or kind_of(one) in kinds]
        slugs = {one: one.partition("/")[2] for one in ids}
        return [found[2] for found in process.extract(slug, slugs, scorer=fuzz.ratio, score_cutoff=80, limit=3)]


def _fits(record_id: str, kinds: Sequence[str], scheme: str) -> bool:
    if scheme and not record_id.startswith(f"concept/{scheme}-"):
        return False
    return not kinds or kind_of(record_id) in kinds
