"""What changed between two releases of a scheme: the words, the meanings, the places, and what took whose place.

    found = difference(documents_of_2024, documents_of_2026)
    for change in found.of("relabelled"):
        print(change.concept.id, change.details)

Order and white space are no difference. What a release only leaves out of a language that it has no more is told once,
of the language, and not of each concept.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from ..catalogue.names import kind_of
from ..catalogue.reader import Document
from .comparability import compare
from .pairing import Pair, iri_of, iris_kept, pairs
from .release_changes import WHATS, Change, Detail, Difference, Name, Side, What
from .successors import chain, is_deprecated


def difference(old: Iterable[Document], new: Iterable[Document]) -> Difference:
    """Compare two releases of a scheme; the time it takes grows as they do, not faster.

    Args:
        old: Documents of the earlier release: concepts, the scheme itself if there is one, and what stands for
            concepts that are deprecated (records of another kind that say so). Ids and IRIs are each another's.
        new: Those of the later release.
    """
    return _Comparison(_Release(old), _Release(new)).difference()


class _Release:
    """One release as it is looked up."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.by_id = {one["id"]: one for one in documents}
        schemes = [one for one in self.by_id.values() if kind_of(one["id"]) == "scheme"]
        self.scheme: Document = schemes[0] if len(schemes) == 1 else {}
        self.concepts = [one for one in self.by_id.values() if kind_of(one["id"]) != "scheme"]
        self.by_iri = {iri_of(one): one for one in self.concepts}
        self.languages = Counter(tag for one in self.concepts for tag in _languages(one))
        self.tags = {*self.languages, *_languages(self.scheme)}

    def side(self) -> Side:
        one = self.scheme
        iri = iri_of(one) if one else ""
        return Side(one.get("title", {}), one.get("version", ""), iri, len(self.concepts))

    def find(self, reference: str) -> Document | None:
        """Return the concept that an id or IRI means."""
        return self.by_id.get(reference) or self.by_iri.get(reference)

    def name(self, reference: str) -> Name:
        """Return what is called so; what is in another vocabulary is called by its id or IRI."""
        document = self.find(reference)
        return _name(document) if document else Name(reference, reference)

    def successors(self, document: Document) -> tuple[str, ...]:
        """Return the ids, or else IRIs, of what a concept says stands in for it."""
        stated = [document.get("replaced_by"), *iris_kept(document, "dct:isReplacedBy")]
        found = {one: self.find(one) for one in stated if one}
        return tuple(dict.fromkeys(there["id"] if there else one for one, there in found.items()))

    def last(self, document: Document) -> str:
        """Return the last in the chain of successors, or "" if that is the first one, or there is none."""

        def following(reference: str) -> str | None:
            there = self.find(reference)
            return next(iter(self.successors(there)), None) if there else None

        found = chain(document["id"], following)
        return found[-1] if len(found) > 1 else ""


class _Comparison:
    """Two releases while they are compared."""

    def __init__(self, old: _Release, new: _Release) -> None:
        self.old = old
        self.new = new
        self.pairs = pairs(old.concepts, new.concepts)
        self.in_new = {pair.old["id"]: pair.new["id"] for pair in self.pairs}
        self.shared = old.tags & new.tags
        self.replacing = self._replacing()

    def difference(self) -> Difference:
        """Return what differs."""
        changes = [*self._apart(), *(change for pair in self.pairs for change in self._pair(pair))]
        changes += self._merged_and_split(changes)
        order = {what: number for number, what in enumerate(WHATS)}
        return Difference(
            old=self.old.side(),
            new=self.new.side(),
            scheme=tuple(self._scheme()),
            languages_gone=_only(self.old, self.new),
            languages_come=_only(self.new, self.old),
            changes=tuple(sorted(changes, key=lambda one: order[one.what])),
            pairs=tuple((pair.old["id"], pair.new["id"], pair.by) for pair in self.pairs),
        )

    def _scheme(self) -> Iterator[Detail]:
        before, after = self.old.scheme, self.new.scheme
        if before and after:
            for name in ("title", "description"):
                yield from self._texts(name, before, after)
            yield from _plain(("version",), before, after)

    def _apart(self) -> Iterator[Change]:
        paired = set(self.in_new.values())
        yield from (Change("added", _name(one)) for one in self.new.concepts if one["id"] not in paired)
        for one in self.old.concepts:
            if one["id"] not in self.in_new:
                yield Change("removed", _name(one), "", tuple(self._pointing_on(one, self.replacing.get(one["id"]))))

    def _pair(self, pair: Pair) -> Iterator[Change]:
        before, after, by = pair
        concept = _name(after)
        was, now = is_deprecated(before), is_deprecated(after)
        if now and not was:
            yield Change("deprecated", concept, by, tuple(self._deprecated(before, after)))
            return  # what a release still says of it matters no more
        if was and not now:
            registration = Detail("registration", before["registration"], after.get("registration"))
            yield Change("restored", concept, by, (registration,))
        elif was and (redirected := tuple(self._redirected(before, after))):
            yield Change("redirected", concept, by, redirected)
        if kind_of(before["id"]) == kind_of(after["id"]) == "concept":  # else it only stands for one
            for what, details in self._fields(before, after):
                if found := tuple(details):
                    yield Change(what, concept, by, found)

    def _fields(self, before: Document, after: Document) -> Iterator[tuple[What, Iterable[Detail]]]:
        yield "relabelled", self._labels(before, after)
        yield "redefined", [*self._texts("definition", before, after), *_facets(before, after)]
        yield "moved", self._references("broader", before, after)
        yield "renumbered", _plain(("notation",), before, after)
        yield "annotated", self._annotations(before, after)

    def _labels(self, before: Document, after: Document) -> Iterator[Detail]:
        yield from self._texts("label", before, after)
        for name in ("alternative_labels", "hidden_labels"):
            old, new = before.get(name, {}), after.get(name, {})
            for tag in sorted({*old, *new} & self.shared) if old != new else ():
                had = {_tight(text): text for text in map(_spaced, old.get(tag, ()))}
                has = {_tight(text): text for text in map(_spaced, new.get(tag, ()))}
                if had.keys() != has.keys():
                    yield Detail(name, _without(had, has), _without(has, had), tag)

    def _texts(self, name: str, before: Document, after: Document) -> Iterator[Detail]:
        old, new = before.get(name, {}), after.get(name, {})
        for tag in sorted({*old, *new} & self.shared) if old != new else ():
            had, has = _spaced(old.get(tag, "")), _spaced(new.get(tag, ""))
            if _tight(had) != _tight(has):
                yield Detail(name, had or None, has or None, tag)

    def _references(self, name: str, before: Document, after: Document) -> Iterator[Detail]:
        """Compare references by what they lead to, whatever that is called in either release."""
        old = {self._key(self.old, one): one for one in before.get(name, ())}
        new = {self._key(self.new, one): one for one in after.get(name, ())}
        gone = tuple(self.old.name(old[key]) for key in sorted(old.keys() - new.keys()))
        come = tuple(self.new.name(new[key]) for key in sorted(new.keys() - old.keys()))
        if gone or come:
            yield Detail(name, gone or None, come or None)

    def _key(self, release: _Release, reference: str) -> tuple[str, str]:
        """Return what a reference leads to so that the two releases can be compared: the side, and the id there."""
        there = release.find(reference)
        if there is None:
            elsewhere = self.new.find(reference)
            return ("new", elsewhere["id"]) if elsewhere else ("", reference)
        if release is self.new:
            return "new", there["id"]
        same = self.in_new.get(there["id"])
        return ("new", same) if same else ("old", there["id"])

    def _annotations(self, before: Document, after: Document) -> Iterator[Detail]:
        yield from self._texts("scope_note", before, after)
        yield from self._references("related", before, after)
        yield from _plain(("definition_source", "definition_verified", "valid_from", "valid_to"), before, after)
        if is_deprecated(before) == is_deprecated(after):
            yield from _plain(("registration",), before, after)

    # --- what took whose place

    def _replacing(self) -> dict[str, list[str]]:
        """Return what says that it replaces concepts of the earlier release: ids in the later one, by id there."""
        found: dict[str, list[str]] = {}
        for one in self.new.concepts:
            for iri in iris_kept(one, "dct:replaces"):
                if before := self.old.find(iri):
                    found.setdefault(before["id"], []).append(one["id"])
        return found

    def _deprecated(self, before: Document, after: Document) -> Iterator[Detail]:
        yield Detail("registration", before.get("registration"), after["registration"])
        stated = self.new.successors(after)
        yield from self._pointing_on(after, [*stated, *self.replacing.get(before["id"], ())])

    def _redirected(self, before: Document, after: Document) -> Iterator[Detail]:
        had, has = self.old.successors(before), self.new.successors(after)
        if {self.in_new.get(one, one) for one in had} != set(has):
            old, new = tuple(map(self.old.name, had)), tuple(map(self.new.name, has))
            yield Detail("replaced_by", old or None, new or None)

    def _pointing_on(self, document: Document, successors: Sequence[str] | None) -> Iterator[Detail]:
        if successors:
            yield Detail("replaced_by", None, tuple(self.new.name(one) for one in dict.fromkeys(successors)))
        if last := self.new.last(document):
            yield Detail("leads_to", None, (self.new.name(last),))

    def _merged_and_split(self, changes: Sequence[Change]) -> list[Change]:
        """Return what several concepts were replaced by, and what several replace."""
        into: dict[str, list[Name]] = {}
        names: dict[str, Name] = {}
        found: list[Change] = []
        for change in changes:
            if change.what in ("deprecated", "removed"):
                for detail in change.details:
                    if detail.field == "replaced_by":
                        targets = cast("tuple[Name, ...]", detail.new)
                        names.update((one.id, one) for one in targets)
                        for one in targets:
                            into.setdefault(one.id, []).append(change.concept)
                        if len(targets) > 1:
                            found.append(Change("split", change.concept, change.by, (Detail("into", None, targets),)))
        for target, several in into.items():
            if len(several) > 1:
                found.append(Change("merged", names[target], "", (Detail("from", tuple(several), None),)))
        return found


def _name(document: Document) -> Name:
    return Name(document["id"], iri_of(document), document.get("notation", ""), document.get("label", {}))


def _spaced(text: str) -> str:
    """Return a text without what is no difference: more than one space between words, and how accents are coded."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


_BESIDE_SIGNS = re.compile(r"(?<=[^\w\s]) | (?=[^\w\s])")


def _tight(text: str) -> str:
    """Return what makes a text another: "et / ou" is "et/ou", but "data base" is not "database"."""
    return _BESIDE_SIGNS.sub("", text)


_TEXTS = ("title", "description", "label", "alternative_labels", "hidden_labels", "definition", "scope_note")


def _languages(document: Document) -> set[str]:
    return {tag for name in _TEXTS for tag in document.get(name, ())}


def _only(one: _Release, other: _Release) -> dict[str, int]:
    """Return the languages that only one release has, each with the number of concepts with texts in it."""
    return {tag: one.languages[tag] for tag in sorted(one.tags - other.tags)}


def _plain(names: Sequence[str], before: Document, after: Document) -> Iterator[Detail]:
    for name in names:
        old, new = _shown(before.get(name)), _shown(after.get(name))
        if old != new:
            yield Detail(name, old, new)


def _facets(before: Document, after: Document) -> Iterator[Detail]:
    old: Document = before.get("facets") or {}
    new: Document = after.get("facets") or {}
    for one in compare(new, old).facets if old != new else ():
        if one.relation != "same":
            relation = "" if one.relation == "unknown" else one.relation
            yield Detail(f"facets.{one.name}", _shown(one.right), _shown(one.left), relation=relation)


def _without(texts: Mapping[str, str], others: Mapping[str, str]) -> tuple[str, ...] | None:
    return tuple(sorted(text for key, text in texts.items() if key not in others)) or None


def _shown(value: Any) -> str | None:
    """Return a value as one text, whatever the order of a list; None where there is none."""
    if isinstance(value, tuple):
        ends = [_shown(one) or "?" for one in cast("tuple[Any, ...]", value)]
        return " to ".join(ends)
    if isinstance(value, list):
        return "; ".join(sorted(_spaced(str(one)) for one in cast("list[Any]", value))) or None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None or value == "" else _spaced(str(value))
