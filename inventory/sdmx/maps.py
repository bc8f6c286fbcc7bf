"""Mappings that were accepted, as maps between lists: for recoding data from one list to another.

A map says which code of one list to write for a code of another. So an exactMatch and a closeMatch are rows, and so is
a broadMatch, whose object is the wider term: what is counted under the narrower one may be counted under it. A
narrowMatch is the same claim from the other end, and is a row of the map in the other direction. A relatedMatch is no
row. Maps join lists of one sort: mappings between a code list and a concept scheme, or of categories, are told as left
out. Each row has the predicate and the id of the mapping as annotations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...catalogue.formats import Content, Loss
from ...catalogue.formats.sdmx import model, urn
from ...catalogue.reader import Document
from ...catalogue.wording import counted
from ...vocab.relations import BROAD, CLOSE, EXACT, NARROW, short
from .annotations import mark
from .facts import Facts, Texts, joined
from .identities import Names
from .ids import Taken
from .intake import short as short_urn
from .made import VIEW, word_for

FORWARD = frozenset((EXACT, CLOSE, BROAD))
NOT_ACCEPTED = "not in a map, for it is not accepted (comes back from its annotations)"
MAPPED = frozenset(("Codelist", "ConceptScheme"))


@dataclass(slots=True)
class _Pair:
    """Two lists, by URN, and the rows from one to the other: ids of items, and annotations."""

    source: str
    target: str
    names: Texts
    rows: list[tuple[str, str, tuple[model.Annotation, ...]]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return urn.parse(self.source).kind


@dataclass(slots=True)
class Maps:
    """The maps of a catalogue.

    Attributes:
        maintainer: Whose they are.
        pairs: The pairs of lists that have a map, in order.
        left_out: The accepted mappings that no map has a row for, each with the reason, and how many are not accepted.
    """

    maintainer: str
    pairs: list[_Pair]
    left_out: list[Loss]

    @classmethod
    def of(cls, content: Content, names: Names, facts: Facts) -> Maps:
        """Make the maps of the accepted mappings that are written.

        Args:
            content: What is written.
            names: What its records are called in SDMX.
            facts: What the audience knows.
        """
        pairs: dict[tuple[str, str], _Pair] = {}
        lost: list[Loss] = []
        open = 0
        for mapping in content.documents(("mapping",)):
            if mapping.get("status") != "accepted":
                open += 1
            elif problem := _add(pairs, mapping, names, facts):
                claim = f"{mapping['subject']} {short(mapping['predicate'])} {mapping['object']}"
                place = short_urn(names.urn(mapping["id"]))
                lost.append(Loss(f"no map has a row for it: {problem}", place, claim))
        if open:
            lost.append(Loss(NOT_ACCEPTED, "mapping", counted(open, "mapping"), open))
        return cls(names.maintainer, [pairs[key] for key in sorted(pairs)], lost)

    def artefacts(self, syntax: str) -> Iterator[model.Maintainable]:
        """Yield a map for each pair of lists; in 2.1 one structure set with all of them."""
        ids = self._ids()
        if syntax != "sdmx-ml-2.1":
            yield from (_map(one, id, self.maintainer) for id, one in ids.items())
        elif ids:
            yield model.StructureSet(
                "MAPPINGS",
                agency=self.maintainer,
                annotations=VIEW,
                names={"en": "Accepted mappings", "fr": "Correspondances acceptées"},
                maps=tuple(_map_in(one, id) for id, one in ids.items()),
            )

    def _ids(self) -> dict[str, _Pair]:
        """Return the pairs by ids that say what they join, so that no other pair changes them."""
        taken, mine = Taken(), self.maintainer
        return {taken.free(f"{word_for(one.source, mine)}__{word_for(one.target, mine)}"): one for one in self.pairs}


def _add(pairs: dict[tuple[str, str], _Pair], mapping: Document, names: Names, facts: Facts) -> str:
    """Add the row of a mapping to the map that it belongs to; return why it has none, or an empty text."""
    ends = (mapping["subject"], mapping["object"])
    if mapping["predicate"] == NARROW:
        ends = (ends[1], ends[0])
    elif mapping["predicate"] not in FORWARD:
        return "a related term is not one that data can be recoded to"
    concepts = list(facts.some(list(ends)))
    schemes = [one for concept in concepts for one in facts.some(concept["scheme"])]
    if len(schemes) < len(ends):
        return "one of its ends is in no scheme of this catalogue"
    source, target = (names.urn(one["id"]) for one in schemes)
    kinds = {urn.parse(source).kind, urn.parse(target).kind}
    if len(kinds) > 1 or not kinds <= MAPPED:
        return f"SDMX has no map between a {urn.parse(source).kind} and a {urn.parse(target).kind}"
    if source == target:
        return "both of its concepts are in one list"
    pair = pairs.get((source, target))
    if pair is None:
        pair = _Pair(source, target, joined(facts.label(schemes[0]), facts.label(schemes[1]), " → "))
        pairs[source, target] = pair
    said = (mark("predicate", mapping["predicate"]), mark("mapping", mapping["id"]))
    pair.rows.append((names.item(ends[0]), names.item(ends[1]), said))
    return ""


def _map(pair: _Pair, id: str, maintainer: str) -> model.Maintainable:
    if pair.kind == "Codelist":
        return model.RepresentationMap(
            id,
            agency=maintainer,
            annotations=VIEW,
            names=pair.names,
            sources=(model.MapEnd(pair.source),),
            targets=(model.MapEnd(pair.target),),
            mappings=tuple(
                model.ValueMapping((model.MappedValue(one),), (other,), annotations)
                for one, other, annotations in pair.rows
            ),
        )
    return model.ConceptSchemeMap(
        id,
        agency=maintainer,
        annotations=VIEW,
        names=pair.names,
        source=pair.source,
        target=pair.target,
        mappings=tuple(
            model.ItemMapping(model.MappedValue(one), other, annotations) for one, other, annotations in pair.rows
        ),
    )


def _map_in(pair: _Pair, id: str) -> model.ItemSchemeMap:
    cls = model.CodelistMapIn if pair.kind == "Codelist" else model.ConceptSchemeMapIn
    return cls(
        id,
        names=pair.names,
        source=pair.source,
        target=pair.target,
        pairs=tuple(model.ItemPair(one, other, annotations) for one, other, annotations in pair.rows),
    )
