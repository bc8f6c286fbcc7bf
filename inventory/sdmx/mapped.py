"""Maps of other agencies as proposed mappings: what an agency has published is accepted by that agency, not by us."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ...catalogue.drafts import Draft
from ...catalogue.formats.sdmx import model
from ...catalogue.reconcile import Kept
from ...vocab.mappings import MatchPredicate
from ...vocab.review import mapping_id
from ...vocab.sssom.intake import Intake, Item
from ...vocab.sssom.reading import Told
from ...vocab.sssom.slots import UNSPECIFIED
from .foreign import LISTS, item_urn_in, parsed
from .intake import Identities, short

CHUNK = 1000
SOURCE = "mapping_source"
"""Where SSSOM, and ``extra`` of a mapping, say what it was taken from."""

Row = tuple[str, str, str]
"""The URNs of two items and of the map that pairs them."""

Map = model.RepresentationMap | model.ConceptSchemeMap | model.StructureSet


class Mapped:
    """The maps of a file.

    Args:
        known: The records that URNs mean.
        file: What people call the file.
        index: The first part of the drafts' origins.
        overwrite: Whether what was decided here gives way.
    """

    def __init__(self, known: Identities, file: str, index: int, overwrite: bool) -> None:
        self.known = known
        self.intake = Intake(file, index, known.resolver, overwrite, bare=True)
        self.maps: list[Map] = []
        self.count = 0
        self.left = 0

    def drafts(self, first: int) -> Iterator[list[Draft] | Kept]:
        """Yield a proposal for each pair, and what stands against one.

        Args:
            first: The number of the first, for origins.
        """
        for one in self.maps:
            rows = list(self._rows(one))
            self.known.learn({urn for row in rows for urn in row[:2]})
            left, right = Counter(row[0] for row in rows), Counter(row[1] for row in rows)
            for start in range(0, len(rows), CHUNK):
                chunk = dict(enumerate(rows[start : start + CHUNK], first + self.count))
                items = [
                    _placed(self._item(row, _predicate(left[row[0]], right[row[1]])), number)
                    for number, row in chunk.items()
                ]
                self.count += len(chunk)
                yield [_at(chunk[draft.origin[1]], draft) for draft in self.intake.drafts(items)]
                yield from self.intake.kept
                self.intake.kept.clear()

    def _item(self, row: Row, predicate: MatchPredicate) -> Told:
        subject, object = self.known.known(row[0]), self.known.known(row[1])
        fields = {
            "id": mapping_id(subject, object),
            "subject": subject,
            "predicate": predicate,
            "object": object,
            "justification": UNSPECIFIED,
            "status": "proposed",
            "extra": {SOURCE: row[2]},
        }
        return Told(fields, {}, [], False)

    def _rows(self, one: Map) -> Iterator[Row]:
        """Yield the pairs of a map; rows of several values, with patterns or without a list are counted."""
        if isinstance(one, model.StructureSet):
            for inner in one.maps:
                for pair in inner.pairs:
                    yield from self._pair(one.urn, inner.source, pair.source, inner.target, pair.target)
        elif isinstance(one, model.ConceptSchemeMap):
            for row in one.mappings:
                yield from self._pair(one.urn, one.source, _whole(row.source), one.target, row.target)
        else:
            ends = [end.codelist for end in (*one.sources[:1], *one.targets[:1])]
            single = len(one.sources) == len(one.targets) == 1 and all(ends)
            for row in one.mappings:
                if single and len(row.sources) == len(row.targets) == 1:
                    yield from self._pair(one.urn, ends[0], _whole(row.sources[0]), ends[1], row.targets[0])
                else:
                    self.left += 1

    def _pair(self, urn: str, left: str, subject: str, right: str, object: str) -> Iterator[Row]:
        if subject and object and _is_list(left) and _is_list(right):
            yield item_urn_in(left, subject), item_urn_in(right, object), urn
        else:
            self.left += 1


def _is_list(urn: str) -> bool:
    found = parsed(urn)
    return found is not None and found.kind in LISTS


def _whole(value: model.MappedValue | None) -> str:
    """Return a value that is mapped; "" if it is a pattern or a part of one."""
    if value is None or value.is_pattern or value.start or value.end:
        return ""
    return value.value


def _predicate(of_left: int, of_right: int) -> MatchPredicate:
    """Return the relation to propose for a pair, by how many rows each of the two is in.

    Several that become one are narrower than it. That is a guess from the form of the map, for somebody to decide.
    """
    if of_left == 1:
        return "skos:exactMatch" if of_right == 1 else "skos:broadMatch"
    return "skos:narrowMatch" if of_right == 1 else "skos:closeMatch"


def _at(row: Row, draft: Draft) -> Draft:
    """Let the problems of a pair name the map and the items: its files have no rows."""
    left, right = (urn.partition(").")[2] for urn in row[:2])
    draft.node = f"{short(row[2])}, {left} to {right},"
    draft.problems[:] = [replace(one, row=0, column=f"{draft.node} {one.column}".strip()) for one in draft.problems]
    return draft


def _placed(told: Told, number: int) -> Item:
    return Item(number, told, told.fields, wiped=())
