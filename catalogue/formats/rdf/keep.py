"""Keeping what a file says of a record and the record does not say: in ``extra``, as ``extras`` describes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, cast

import orjson

from ...drafts import Draft
from ...kinds import Document, Kind, fields_of
from ...names import expand
from . import extras, foreign
from .describe import ORODHA
from .forms import shrunk
from .identities import Identities
from .recognise import TYPE
from .stage import Said
from .values import literal

EXTRA = ORODHA + "extra"

Claim = tuple[str, Said, Document]
"""A subject, what was not read of it exactly, and the document or part that keeps the rest."""


class Keeper:
    """Keeps the rest.

    Args:
        known: The records of the file.
    """

    def __init__(self, known: Identities) -> None:
        self.known = known
        self.stage = known.stage
        self.found = known.found
        self.claimed: set[str] = set()
        """Subjects that belong to a record."""
        self.homeless = Counter[str]()
        """Predicates that no field is read from, with how often they came."""

    def has_loose(self, said: Said) -> bool:
        """Tell whether a subject refers to what is no record, but described."""
        loose = self.found.loose
        return bool(loose) and any(term in loose for terms in said.values() for term in terms)

    def keep_rest(self, draft: Draft, said: Said, claims: Sequence[Claim]) -> None:
        """Keep what the file says of a record and its parts beyond what the record says again."""
        again = self._said_again(draft)
        named = self._named_parts(draft, claims)
        for subject, rest, holder in claims:
            known = again.get(named.get(subject, subject), {})
            extra: dict[str, Any] = {}
            for predicate, terms in rest.items():
                if predicate == EXTRA:
                    extra.update(orjson.loads(literal(terms[0])))
                    continue
                had = known.get(predicate, ())
                left = [term for term in terms if named.get(term, term) not in had]
                if left:
                    self._keep(extra, predicate, left, named)
                    if predicate not in _understood(draft.kind):
                        self.homeless[predicate] += len(left)
            whole = said if holder is draft.fields else self.stage.node(subject)
            for predicate, terms in whole.items():
                loose = [t for t in terms if t in self.found.loose and t not in self.claimed]
                if not set(loose) <= set(rest.get(predicate, ())):
                    self._keep(extra, predicate, loose, named)
            if extra:
                holder["extra"] = extra

    def _keep(self, extra: dict[str, Any], predicate: str, terms: Sequence[str], named: Mapping[str, str]) -> None:
        name = shrunk(predicate) or predicate
        values = [self._kept(term, named) for term in terms]
        if (had := extra.get(name)) is not None:
            values.extend(cast("list[Any]", had) if isinstance(had, list) else [had])
        values = extras.in_order(values)
        extra[name] = values if len(values) > 1 else values[0]

    def _kept(self, term: str, named: Mapping[str, str]) -> Any:
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
        own = {"@id": term[1:]} if term[0] == "<" else {}
        if term in self.claimed or term not in self.found.loose:
            return own or {"@id": f"urn:blank:{term[1:]}"}
        self.claimed.add(term)
        said: dict[str, Any] = {}
        for predicate, terms in self.stage.node(term).items():
            self._keep(said, predicate, terms, named)
        return own | said

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
        named = {claims[0][0]: self.known.describer.ref(draft.id)}
        place = {id(holder): subject for subject, _, holder in claims[1:]}
        name, _, slug = draft.id.partition("/")
        for one in draft.kind.fields:
            value: Any = draft.fields.get(one.name) if one.part else None
            parts: list[Document] = value if one.many and value else [value] if value else []
            for number, part in enumerate(parts, 1):
                subject = place.get(id(part), "")
                minted = f"<{self.known.resolver.base}{name}.{one.name}/{slug}" + (f"-{number}" if one.many else "")
                named[subject] = f"<{part['iri']}" if part.get("iri") else minted
        return {subject: term for subject, term in named.items() if subject}


@cache
def _understood(declared: Kind) -> frozenset[str]:
    """Return the predicates that a kind is read from, whether or not we would write them so."""
    fields = [*declared.fields, *(inner for one in declared.fields if one.part for inner in fields_of(one.part))]
    own = {expand(one.means.rdf) for one in fields if one.means.rdf}
    others = {other for one in own for other in foreign.PREDICATES.get(one, ())}
    return frozenset({TYPE, *own, *others, *foreign.LABELS, *foreign.INVERSES})
