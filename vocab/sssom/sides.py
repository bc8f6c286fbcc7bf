"""What a catalogue tells readers of a file about the concepts that are mapped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ...catalogue.errors import UsageError
from ...catalogue.formats import Content
from ...catalogue.kinds import Document, kind
from ...catalogue.names import is_id
from ...catalogue.reader import Reader
from ...catalogue.record import AUDIENCES, Visibility
from ...catalogue.texts import in_language
from .writing import Side

CHUNK = 1000
MOST = 50_000
"""So many concepts are remembered before all are forgotten."""


class Sides:
    """Tells about concepts.

    Args:
        reader: The catalogue.
        audience: Who will read it: labels and definitions that are not for them are left out.
    """

    def __init__(self, reader: Reader, audience: Visibility = AUDIENCES[0]) -> None:
        self.reader = reader
        self.audience: Visibility = audience
        self.base: str = reader.meta["base"]
        self.language: str = next(iter(reader.meta["languages"]), "en")
        self._known: dict[str, Side] = {}
        self._schemes: dict[str, str] = {}

    def __call__(self, reference: str) -> Side:
        """Return what there is to tell of a concept, given by id or IRI."""
        if reference not in self._known:
            self.learn([reference])
        return self._known[reference]

    def learn(self, references: Iterable[str]) -> None:
        """Look many concepts up at once."""
        if len(self._known) > MOST:
            self._known.clear()
        missing = {one for one in references if one not in self._known}
        found = {one["id"]: self._side(one) for one in self.reader.some(sorted(filter(is_id, missing)))}
        for one in missing:
            self._known[one] = found.get(one) or Side(self.base + one if is_id(one) else one)

    def _side(self, document: Document) -> Side:
        scheme: str = document.get("scheme", "")
        return Side(
            document["iri"],
            self._text(document, "label") or self._text(document, "name"),
            self._scheme(scheme) if scheme else "",
            scheme.partition("/")[2],
            self._text(document, "definition"),
        )

    def _text(self, document: Document, field: str) -> str:
        declared = kind(document["kind"])
        value: dict[str, str] = document.get(field, {})
        if not value or field not in declared.by_name:
            return ""
        seen = AUDIENCES.index(declared.visibility(document, field)) >= AUDIENCES.index(self.audience)
        return in_language(value, self.language) if seen else ""

    def _scheme(self, reference: str) -> str:
        if reference not in self._schemes:
            found = next(self.reader.some([reference]), None) if is_id(reference) else None
            self._schemes[reference] = (
                found["iri"] if found else self.base + reference if is_id(reference) else reference
            )
        return self._schemes[reference]


def mappings_of(content: Content, sides: Sides) -> Iterator[Document]:
    """Yield the mappings of an export, when what there is to tell of their concepts is known.

    Raises:
        UsageError: It is an export of something else.
    """
    if tuple(content.kinds) != ("mapping",):
        raise UsageError("Such a file holds mappings alone.", "Add --what mapping, or write it with: orodha map export")
    remaining = content.documents(("mapping",))
    while chunk := list(islice(remaining, CHUNK)):
        sides.learn(_references(chunk))
        yield from chunk


def _references(documents: Sequence[Document]) -> Iterator[str]:
    for one in documents:
        yield one["subject"]
        yield one["object"]
        yield from one.get("via", ())
