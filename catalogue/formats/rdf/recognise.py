"""Which subjects of a file are records, and of which kind.

In turn: by the short id that we write as ``dct:identifier``; by what uses a subject (a publisher is an agency, whatever
else it is called); by its classes, ours or those that others use. What is none of these belongs to whatever refers to
it, or becomes a record of the kind without class, if there is one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from ...kinds import Field, Kind, kinds
from ...names import expand, is_id, kind_of
from ...naming import belongs_to
from .describe import ORODHA
from .foreign import CLASSES, INVERSES, LABELS, PREDICATES
from .stage import Said, Stage, Staged

IDENTIFIER = expand("dct:identifier")
URI_SPACE = expand("void:uriSpace")
TYPE = Staged.type

_INNER = re.compile(r"(?:[a-z-]*\.[A-Za-z._-]+/.*|\.[a-z]+|)")
"""What follows a base in the IRI of what is no record: of a part, or of the catalogue itself."""


@dataclass(slots=True)
class Recognised:
    """The subjects of a file.

    Attributes:
        ids: Ids of the subjects that name theirs, by term.
        kinds: Kinds of the other records, by term.
        bases: What the IRIs of catalogues in the file begin with.
        inner: Subjects that belong to records of ours, or to our catalogue and ontology.
        loose: The other subjects.
        led: The loose subjects that something refers to.
        shared: The loose subjects that are referred to more than once.
        inverse: What is said of subjects from the other end: by term, predicates with the terms of their objects.
        dumped: Whether the file is an export of ours.
        mentioned: How many records such an export only names.
        evidence: Staged statements by id of the record and number.
    """

    ids: dict[str, str] = field(default_factory=dict[str, str])
    kinds: dict[str, str] = field(default_factory=dict[str, str])
    bases: set[str] = field(default_factory=set[str])
    inner: set[str] = field(default_factory=set[str])
    loose: set[str] = field(default_factory=set[str])
    led: set[str] = field(default_factory=set[str])
    shared: set[str] = field(default_factory=set[str])
    inverse: dict[str, Said] = field(default_factory=dict[str, Said])
    dumped: bool = False
    mentioned: int = 0
    evidence: dict[str, dict[int, str]] = field(default_factory=dict[str, dict[int, str]])


def recognise(stage: Stage) -> Recognised:
    """Tell the records among the subjects of a file from the rest."""
    found = Recognised()
    used: dict[str, str] = {}
    others: list[tuple[str, frozenset[str], frozenset[str]]] = []
    parts: dict[str, frozenset[str]] = {}
    for subject, said in stage.nodes():
        if name := _own_id(subject, said):
            found.ids[subject] = name
            if subject.endswith((f"/{name}", f"#{name}")):
                found.bases.add(subject[1 : -len(name)])
            _note_parts(parts, said, (kinds()[kind_of(name)],))
            continue
        if URI_SPACE in said:
            found.bases.add(said[URI_SPACE][0][1:])
            found.dumped = True
        _note(found, used, subject, said)
        if not said.keys().isdisjoint(_part_predicates()):
            _note_parts(parts, said, _fitting(frozenset(said.get(TYPE, ()))))
        others.append((subject, frozenset(said.get(TYPE, ())), frozenset(said)))
    bases = tuple(f"<{base}" for base in sorted(found.bases))
    for subject, types, predicates in others:
        inner = _is_inner(subject, bases)
        if inner and ".evidence/" in subject:
            _note_evidence(found, subject, stage.node(subject))
        elif inner or subject.startswith(f"<{ORODHA}"):
            found.inner.add(subject)
        elif subject in parts and parts[subject] <= types:
            found.loose.add(subject)
        elif name := _kind_name(types, predicates.union(found.inverse.get(subject, ())), used.get(subject, "")):
            if found.dumped and predicates <= _naming(name):
                found.inner.add(subject)
                found.mentioned += 1
            else:
                found.kinds[subject] = name
        else:
            found.loose.add(subject)
    if found.loose:
        _note_uses(found, stage)
    return found


@cache
def _naming(kind_name: str) -> frozenset[str]:
    """Return the predicates with which an export of ours says no more of a record than what it is called."""
    declared = kinds()[kind_name]
    wanted = [one for one in declared.fields if one.name in (declared.label_field, "description")]
    return frozenset({TYPE, *(expand(one.means.rdf) for one in wanted)})


def _note_uses(found: Recognised, stage: Stage) -> None:
    loose = found.loose
    for _, said in stage.nodes():
        for terms in said.values():
            for term in terms:
                if term in loose:
                    (found.shared if term in found.led else found.led).add(term)


def _own_id(subject: str, said: Said) -> str:
    """Return the short id that a subject says it has, if its classes are those of the kind."""
    for term in said.get(IDENTIFIER, ()):
        name = term[1:]
        if term[0] == '"' and is_id(name) and (declared := kinds().get(kind_of(name))):
            wanted = {f"<{expand(one)}" for one in declared.rdf}
            if wanted <= set(said.get(TYPE, ())) and subject[0] == "<":
                return name
    return ""


def _is_inner(subject: str, bases: Sequence[str]) -> bool:
    return any(subject.startswith(base) and _INNER.fullmatch(subject, len(base)) for base in bases)


def _note(found: Recognised, used: dict[str, str], subject: str, said: Said) -> None:
    """Take note of what a subject says about others: what they are, and relations from their other end."""
    for predicate, terms in said.items():
        if (name := _used_as().get(predicate)) is not None:
            for term in terms:
                if term[0] in "<_":
                    used.setdefault(term, name)
        if (inverse := _inverses().get(predicate)) is not None:
            for term in terms:
                found.inverse.setdefault(term, {}).setdefault(inverse, []).append(subject)


@cache
def _inverses() -> Mapping[str, str]:
    """Return the predicates that say what ours say from the other end: those of others, and what our fields declare."""
    ours = {expand(one.rdf): expand(f.means.rdf) for k in kinds().values() for f in k.fields for one in f.means.inverse}
    return ours | INVERSES


def _note_parts(parts: dict[str, frozenset[str]], said: Said, declared: Sequence[Kind]) -> None:
    """Take note of the parts that a subject leads to, with the classes, as terms, that they have if they are parts."""
    for one in declared:
        for predicate, classes in _parts_of(one.name).items():
            parts.update((term, classes) for term in said.get(predicate, ()) if term[0] in "<_")


@cache
def _parts_of(kind_name: str) -> Mapping[str, frozenset[str]]:
    """Return the predicates of a kind's fields that hold parts, with the classes of these, as terms."""
    return {
        expand(one.means.rdf): frozenset(f"<{expand(name)}" for name in one.part.__rdf__)
        for one in kinds()[kind_name].fields
        if one.part
    }


@cache
def _part_predicates() -> frozenset[str]:
    return frozenset(predicate for name in kinds() for predicate in _parts_of(name))


def _note_evidence(found: Recognised, subject: str, said: Said) -> None:
    path, _, rest = subject.rpartition("/")
    slug, _, number = rest.rpartition("-")
    name = path.rpartition("/")[2].partition(".")[0]
    claim = next(iter(said.get(ORODHA + "claim", ())), "")
    if number.isdigit() and claim:
        found.evidence.setdefault(f"{name}/{slug}", {})[int(number)] = claim.partition(" ")[2]


@cache
def _used_as() -> Mapping[str, str]:
    """Return the kind that the objects of a predicate are: of those that only ever lead to one kind."""
    found: dict[str, set[str]] = {}
    for declared in kinds().values():
        for one in declared.fields:
            if one.shape == "ref" and len(one.targets) == 1 and not one.means.scheme:
                for predicate in (expand(one.means.rdf), *PREDICATES.get(expand(one.means.rdf), ())):
                    found.setdefault(predicate, set()).update(one.targets)
    single = {predicate: names.pop() for predicate, names in found.items() if len(names) == 1}
    return {predicate: name for predicate, name in single.items() if _can_be_made(kinds()[name])}


def _can_be_made(declared: Kind) -> bool:
    """Tell whether a record can be made of a label alone, the rest being assumed."""
    return all(
        not one.required or one.name == declared.label_field or one.means.unstated is not None
        for one in declared.fields
    )


@lru_cache(4096)
def _kind_name(types: frozenset[str], predicates: frozenset[str], used: str) -> str:
    """Return the kind of a subject, given the one that it is used as, or ""; "" if it is of none."""
    fitting = _fitting(types)
    labelled = not predicates.isdisjoint(LABELS)
    if used and labelled and used not in [one.name for one in fitting]:
        return used
    viable = [one for one in fitting if _can_stand(one, predicates)] or fitting
    if not viable or not (labelled or _has_own_label(viable, predicates)):
        return ""
    return max(viable, key=lambda one: (_belongs(one, predicates), len(one.rdf), len(belongs_to(one)))).name


def _fitting(types: frozenset[str]) -> list[Kind]:
    """Return the kinds whose classes, or those that others use for them, are all among some, terms."""
    given = {one[1:] for one in types}
    classes = given.union(*(CLASSES.get(one, ()) for one in given))
    return [one for one in kinds().values() if one.rdf and _classes(one.name) <= classes]


@cache
def _classes(name: str) -> frozenset[str]:
    return frozenset(map(expand, kinds()[name].rdf))


def _can_stand(declared: Kind, predicates: frozenset[str]) -> bool:
    """Tell whether a subject says what records of a kind belong to, as far as that cannot be assumed."""
    owners = [one for one in belongs_to(declared) if one.required and one.targets != ("area",)]
    return all(says(one, predicates) for one in owners)


def _belongs(declared: Kind, predicates: frozenset[str]) -> bool:
    """Tell whether a subject says which record it belongs to, and all else that records of a kind must."""
    owners = [one for one in belongs_to(declared) if one.required and one.targets != ("area",)]
    asked = [one for one in declared.fields if one.required and one.name != declared.label_field]
    return bool(owners) and all(one.means.unstated is not None or says(one, predicates) for one in asked)


def says(one: Field, predicates: frozenset[str] | Said) -> bool:
    """Tell whether there is anything about a field among predicates."""
    own = expand(one.means.rdf)
    return own in predicates or any(other in predicates for other in PREDICATES.get(own, ()))


def _has_own_label(viable: Sequence[Kind], predicates: frozenset[str]) -> bool:
    return any(one.label_field == "id" or says(one.by_name[one.label_field], predicates) for one in viable)
