"""Keeping what a file says of a record and the record does not say: in ``extra``, as ``extras`` describes it.

A resource that is no record, and that one thing refers to, is described where it is referred to. One that several
things refer to, or that stands too deep, is put apart: it becomes a record of the kind without class.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, cast

from ...drafts import Draft
from ...kinds import Document, Kind, fields_of, kinds
from ...names import expand
from . import extras, foreign
from .blanks import Blanks
from .describe import ORODHA
from .forms import shrunk
from .identities import Identities
from .recognise import TYPE
from .stage import Said
from .stated import Stated
from .values import json_data

EXTRA = ORODHA + "extra"
DEPTH = 20
"""So deep descriptions stand in each other; JSON readers have limits."""


class Claim(NamedTuple):
    """A subject that a record or part is read from.

    Attributes:
        subject: Its term.
        rest: What was not read of it exactly.
        holder: The document or part that keeps the rest.
        said: All that is said of it.
    """

    subject: str
    rest: Said
    holder: Document
    said: Said


class Keeper:
    """Keeps the rest.

    Args:
        known: The records of the file.
        stated: The triples that records of their own state.
    """

    def __init__(self, known: Identities, stated: Stated) -> None:
        self.known = known
        self.stage = known.stage
        self.stated = stated
        self.found = known.found
        self.general = next((one for one in kinds().values() if not one.rdf), None)
        self.claimed: set[str] = set()
        """Subjects that belong to a record."""
        self.apart: list[str] = []
        """Subjects that became too deep to stand in a record."""
        self.homeless = Counter[str]()
        """Predicates that no field is read from, with how often they came."""
        self._blanks = Blanks(known.stage)

    def has_loose(self, said: Said) -> bool:
        """Tell whether a subject refers to what is no record, but described."""
        loose = self.found.loose
        return bool(loose) and any(term in loose for terms in said.values() for term in terms)

    def keep_rest(self, draft: Draft, claims: Sequence[Claim]) -> None:
        """Keep what the file says of a record and its parts beyond what the record says again."""
        again = self._said_again(draft)
        named = self._named_parts(draft, claims)
        for subject, rest, holder, whole in claims:
            known = again.get(named.get(subject, subject), {})
            extra: dict[str, Any] = {}
            depth = DEPTH if subject in self.found.shared else 0  # a part of several records is said in each
            for predicate, terms in rest.items():
                terms = _without_data(predicate, terms, extra)
                had = known.get(predicate, ())
                left = [term for term in terms if named.get(term, term) not in had]
                if left:
                    self._keep(extra, predicate, left, named, depth)
                    if predicate not in _understood(draft.kind):
                        self.homeless[predicate] += len(left)
            for predicate, terms in whole.items():
                if loose := [term for term in terms if self._is_described_here(term)]:
                    self._keep(extra, predicate, loose, named, depth)
            if extra:
                holder["extra"] = extra

    def is_said(self, term: str, said: Said) -> bool:
        """Tell whether we say of an outside resource all that the file does: its classes, what leads to it."""
        if term[0] != "<" or not all(
            self.known.says_back(term, predicate, other) or self.stated.has(term, predicate, other)
            for predicate, others in said.items()
            if predicate != TYPE
            for other in others
        ):
            return False
        classes = {f"<{expand(one)}" for one in self.known.typed_iris.get(term[1:], ())}
        if self.found.bases:
            classes.add(f"<{expand('dct:LinguisticSystem')}")
        return set(said.get(TYPE, ())) <= classes

    def minted(self, term: str) -> str:
        """Return the id that a blank node has as a record of the kind without class."""
        assert self.general
        return f"{self.general.name}/{self._blanks.name(term)}"

    def own_iri(self, term: str) -> str:
        """Return the IRI that a part keeps: its own, or one for a blank node that others refer to; "" if none."""
        if term[0] == "<":
            return "" if term in self.found.inner else term[1:]
        return self.known.resolver.base + self.minted(term) if self.general and term in self.found.shared else ""

    def _is_described_here(self, term: str) -> bool:
        return (
            term in self.found.loose
            and term not in self.claimed
            and not (self.general and term in self.found.shared)
            and not self.is_said(term, self.stage.node(term))
        )

    def _keep(
        self, extra: dict[str, Any], predicate: str, terms: Iterable[str], named: Mapping[str, str], depth: int
    ) -> None:
        name = shrunk(predicate) or predicate
        values = [self._kept(term, named, depth) for term in terms]
        if (had := extra.get(name)) is not None:
            values.extend(cast("list[Any]", had) if isinstance(had, list) else [had])
        values = extras.in_order(values)
        extra[name] = values if len(values) > 1 else values[0]

    def _kept(self, term: str, named: Mapping[str, str], depth: int) -> Any:
        """Return a term as ``extra`` keeps it."""
        if term[0] == '"':
            return term[1:]
        if term[0] == "@":
            language, _, text = term[1:].partition(" ")
            return {"@value": text, "@language": language}
        if term[0] == "^":
            datatype, _, text = term[1:].partition(" ")
            return {"@value": text, "@type": shrunk(datatype) or datatype}
        if term in named:
            return {"@id": named[term][1:]}
        if record := self.known.ids.get(term):
            return {"@id": self.known.describer.iri_of(record)}
        ours = term in self.found.inner and ".extra/" in term and term not in self.claimed
        if not ours and (not self._is_described_here(term) or (depth >= DEPTH and self.general)):
            return {"@id": self._referred(term)}
        self.claimed.add(term)
        said: dict[str, Any] = {"@id": term[1:]} if term[0] == "<" and not ours else {}
        for predicate, terms in self.stage.node(term).items():
            if left := _without_data(predicate, terms, said):
                self._keep(said, predicate, left, named, depth + 1)
        return said

    def _referred(self, term: str) -> str:
        """Return the IRI of what is described elsewhere, or not at all."""
        if term in self.found.loose and term not in self.claimed:
            self.apart.append(term)
        if term[0] == "<":
            return term[1:]
        return self.known.resolver.base + self.minted(term) if self.general else f"urn:blank:{self._blanks.name(term)}"

    def _said_again(self, draft: Draft) -> dict[str, Said]:
        """Return what our describer says of a record and of what it holds."""
        found: dict[str, Said] = {}
        document = {"id": draft.id} | {name: one for name, one in draft.fields.items() if one not in (None, [], {})}
        for subject, pairs in self.known.describer.nodes(document):
            said = found.setdefault(subject, {})
            for predicate, objects in pairs:
                said.setdefault(predicate.removeprefix("<"), []).extend(objects)
        return found

    def _named_parts(self, draft: Draft, claims: Sequence[Claim]) -> dict[str, str]:
        """Return the IRIs, as terms, that blank nodes of the file get: of the record and its parts."""
        named = {claims[0].subject: self.known.describer.ref(draft.id)}
        if len(claims) == 1 and not draft.kind.parts:
            return named
        place = {id(one.holder): one.subject for one in claims[1:]}
        name, _, slug = draft.id.partition("/")
        for one in draft.kind.parts:
            value: Any = draft.fields.get(one.name)
            parts: list[Document] = value if one.many and value else [value] if value else []
            for number, part in enumerate(parts, 1):
                subject = place.get(id(part), "")
                minted = f"<{self.known.resolver.base}{name}.{one.name}/{slug}" + (f"-{number}" if one.many else "")
                named[subject] = f"<{part['iri']}" if part.get("iri") else minted
        return {subject: term for subject, term in named.items() if subject}


def _without_data(predicate: str, terms: Sequence[str], extra: dict[str, Any]) -> Sequence[str]:
    """Put the part of an ``extra`` of ours that is no statements back; return the terms that are none of it."""
    if predicate != EXTRA:
        return terms
    left: list[str] = []
    for term in terms:
        data = json_data(term)
        if isinstance(data, dict):
            extra.update(cast("dict[str, Any]", data))
        else:
            left.append(term)
    return left


@cache
def _understood(declared: Kind) -> frozenset[str]:
    """Return the predicates that a kind is read from, whether or not we would write them so."""
    fields = [*declared.fields, *(inner for one in declared.fields if one.part for inner in fields_of(one.part))]
    own = {expand(one.means.rdf) for one in fields if one.means.rdf}
    others = {other for one in own for other in foreign.PREDICATES.get(one, ())}
    return frozenset({TYPE, *own, *others, *foreign.LABELS, *foreign.INVERSES})
