"""What an audience may know: every record that is told of, by id and by what leads to it."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any, cast

from ...catalogue.exporting import Selection
from ...catalogue.formats import Content
from ...catalogue.formats.sdmx.model import Texts
from ...catalogue.kinds import kinds
from ...catalogue.reader import Document, Reader
from ...catalogue.texts import in_language
from .annotations import mended
from .identities import ESMS_SCHEME


class Facts(ABC):
    """The records of a catalogue as a reader of what is written may see them, with what leads to each.

    Attributes:
        language: The language of names that a record does not tell.
    """

    language: str

    @abstractmethod
    def get(self, record: str | None) -> Document | None:
        """Return a record, or None if there is none of that id that may be told of."""

    @abstractmethod
    def each_leading(self, kind: str, field: str, *targets: str) -> Iterator[Document]:
        """Yield the records of a kind whose field refers to one of some records, as often as they refer to any."""

    def some(self, records: Any) -> Iterator[Document]:
        """Yield the records that a field refers to, one or a list, without those that are not told of."""
        return (found for one in listed(records) if (found := self.get(one)))

    def leading(self, kind: str, field: str, *targets: str) -> list[Document]:
        """Return the records of a kind whose field refers to one of some records, each once, by id."""
        found = {one["id"]: one for one in self.each_leading(kind, field, *targets)}
        return [found[name] for name in sorted(found)]

    def label(self, document: Document) -> Texts:
        """Return what a record is called, by language, as XML can hold it; its id if its name is not told."""
        value = document.get(kinds()[document["kind"]].label_field)
        if not value or not isinstance(value, dict):
            return {self.language: document["id"]}
        return {language: mended(text) for language, text in cast("Texts", value).items()}

    def labels(self, records: Any) -> list[Texts]:
        """Return what the records that a field refers to are called."""
        return [self.label(one) for one in self.some(records)]

    def named(self, document: Document, text: Texts) -> Texts:
        """Return a text with what a record is called before it: "Register of permits: yearly"."""
        return joined(self.label(document), text, ": ")

    def source_of(self, document: Document | None) -> Document | None:
        """Return the source that a record is, or that it belongs to as a release or variable."""
        while document and document["kind"] != "source":
            document = self.get(document.get("source"))
        return document

    def variables(self, source: Document) -> list[Document]:
        """Return the variables of a source and of its releases."""
        return self.leading("variable", "source", *self._with_releases(source))

    def quality(self, source: Document) -> list[Document]:
        """Return the quality reports on a source and on its releases."""
        return self.leading("quality-report", "subject", *self._with_releases(source))

    def agreements(self, source: Document) -> list[Document]:
        """Return the agreements that cover a source or variables of it."""
        return self.leading("agreement", "covers", source["id"], *(one["id"] for one in self.variables(source)))

    def _with_releases(self, source: Document) -> list[str]:
        return [source["id"], *(one["id"] for one in self.leading("dataset", "source", source["id"]))]


class WrittenFacts(Facts):
    """The facts of what is written, as its audience sees them: all at once, since most of them are asked for.

    What is written may be a choice of records; what is said of them may name others (a topic, a law), as long as the
    audience may know of these.

    Args:
        content: What is written, and for whom.
    """

    def __init__(self, content: Content) -> None:
        told = content if content.whole else Selection(content.reader, audience=content.audience).content()
        self.documents = _told_of(told)
        self.language = content.languages[0] if content.languages else "en"
        written = None if content.whole else {one["id"]: _list(one) for one in content.documents()}
        self._written = written and frozenset(written)
        self._lists = frozenset(written.values() if written else ())
        self._leading: dict[tuple[str, str, str], list[Document]] = {}
        for document in self.documents.values():
            for field in _FOLLOWED.get(document["kind"], ()):
                for target in listed(document.get(field)):
                    self._leading.setdefault((document["kind"], field, target), []).append(document)

    def get(self, record: str | None) -> Document | None:
        """Return a record, or None if there is none of that id that may be told of."""
        return self.documents.get(record or "")

    def each_leading(self, kind: str, field: str, *targets: str) -> Iterator[Document]:
        """Yield the records of a kind whose field refers to one of some records, as often as they refer to any."""
        return (one for target in targets for one in self._leading.get((kind, field, target), ()))

    def reaches(self, document: Document) -> bool:
        """Tell whether a reference to a record leads somewhere: to an item that is written, or out of the message."""
        return self._written is None or document["id"] in self._written or _list(document) not in self._lists


class AskedFacts(Facts):
    """The facts looked up one by one: a few sources of very many cost no more.

    Args:
        reader: The catalogue, as whoever will read what is written may see it.
        language: The language of names that a record does not tell.
    """

    def __init__(self, reader: Reader, language: str) -> None:
        self.reader = reader
        self.language = language
        self._known: dict[str, Document | None] = {}

    def get(self, record: str | None) -> Document | None:
        """Return a record, or None if there is none of that id; each is read once."""
        if record and record not in self._known:
            self._known[record] = next(self.reader.some([record]), None)
        return self._known.get(record or "")

    def each_leading(self, kind: str, field: str, *targets: str) -> Iterator[Document]:
        """Yield the records of a kind whose field refers to one of some records, as often as they refer to any."""
        rows = self.reader.database.rows(
            "SELECT record.id FROM json_each(?) AS wanted JOIN link ON object = wanted.value AND field = ?"
            " JOIN record ON record.key = subject AND +kind = ? ORDER BY wanted.key, record.id",
            (json.dumps(targets), field, kind),
        )
        return (found for (one,) in rows if (found := self.get(one)))


_FOLLOWED = {
    "variable": ("source",),
    "dataset": ("source",),
    "quality-report": ("subject",),
    "agreement": ("covers",),
    "indicator": ("sources",),
    "source": ("terms",),
    "mapping": ("subject", "object"),
}
"""The fields by which records are looked up from what they refer to, by kind."""


def _told_of(content: Content) -> dict[str, Document]:
    """Return the records, but of concepts only those of schemes that others refer to: lists may have 300,000."""
    others = [one for one in content.kinds if one != "concept"]
    found = {one["id"]: one for one in content.documents(others)} if others else {}
    if "concept" not in content.kinds:
        return found
    wanted = {one for document in found.values() for one in _mentioned(document)}
    asked = set[str]()
    schemes = {"", ESMS_SCHEME}
    while wanted or not asked:
        asked |= wanted | {""}
        schemes.update(one["scheme"] for one in content.reader.some(sorted(wanted)))
        concepts = {one["id"]: one for one in content.documents(["concept"]) if one.get("scheme", "") in schemes}
        found |= concepts
        wanted = {one for document in concepts.values() for one in _mentioned(document)} - found.keys() - asked
    return found


def _mentioned(value: Any) -> Iterator[str]:
    """Yield the ids of concepts anywhere in a value."""
    if isinstance(value, str):
        if value.startswith("concept/"):
            yield value
    elif isinstance(value, dict):
        for one in cast("dict[str, Any]", value).values():
            yield from _mentioned(one)
    elif isinstance(value, list):
        for one in cast("list[Any]", value):
            yield from _mentioned(one)


def _list(document: Document) -> str:
    """Return what says which list of SDMX a record is an item of: its scheme, source or kind."""
    return document.get("scheme") or document.get("source") or document["kind"]


def listed(value: Any) -> list[Any]:
    """Return a value that may be a list, one thing or nothing as a list."""
    if value is None:
        return []
    return cast("list[Any]", value) if isinstance(value, list) else [value]


def joined(first: Texts, second: Texts, between: str) -> Texts:
    """Return two texts as one, in every language that either has; what one lacks comes in English or another."""
    return {
        language: f"{in_language(first, language)}{between}{in_language(second, language)}"
        for language in languages_of((first, second))
    }


def languages_of(texts: Iterable[Texts]) -> list[str]:
    """Return the languages that some texts have, each once, in order of appearance."""
    return list(dict.fromkeys(language for one in texts for language in one))
