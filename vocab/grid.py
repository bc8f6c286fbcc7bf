"""The grid: one shared term beside what each country or authority means by it.

with Reader.open("orodha.db") as reader:
    found = grid(reader, "concept/migration-immigrant")
    found.table()       # headings, then a row a country or authority
    found.gaps          # countries whose scheme has no such concept
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ..catalogue.pages import escaped, page, prose, table
from ..catalogue.reader import Document, Reader
from ..catalogue.texts import fold
from .comparability import Comparison, compare
from .comparability_words import title_of
from .relations import ACCEPTED, INVERSE, PROPOSED, REJECTED
from .side_by_side import PROVISIONAL, STYLE, Defined, defined, remark, told_apart, yes_or_no
from .successors import is_deprecated

if TYPE_CHECKING:
    from .mappings import MatchPredicate  # a grid does without pydantic

Standing = Literal["accepted", "proposed", "rejected", "not mapped"]
"""How a concept is tied to the shared term; "not mapped" is one that only has its label."""

DIFFERS = "≠"
"""Stands before a mapping that says something else than the facets do, by the rule of ``map check``."""

LEGEND = f"{DIFFERS} the mapping says something else than the facets do"

NO_CONCEPT = "no such concept"
"""Stands where a country's glossary has no such concept."""

THE_TERM = "the shared term"
"""What sentences call it."""

_STANDING: tuple[Standing, ...] = (ACCEPTED, PROPOSED, REJECTED, "not mapped")
_HEADS = ("whose", "verdict", "facets say", "mapping says", "mapping", "concept", "decided by")
_FLAT_HEADS = (
    *("whose", "verdict", "provisional", "facets say", "mapping says", "contradicts"),
    *("mapping", "concept", "decided by"),
)


class Tie(NamedTuple):
    """What a mapping says of a concept and the shared term, the concept being its subject; "" if there is none."""

    standing: Standing
    predicate: str
    mapping: str


UNTIED = Tie("not mapped", "", "")


class Row(NamedTuple):
    """One concept beside the shared term.

    Attributes:
        concept: The concept, and whose it is.
        comparison: What it is to the shared term, by its facets.
        tie: What a mapping says.
    """

    concept: Defined
    comparison: Comparison
    tie: Tie

    @property
    def differs(self) -> bool:
        """Whether a mapping that stands says something else than the facets; never while these are provisional."""
        said = self.tie.predicate
        return self.tie.standing in (ACCEPTED, PROPOSED) and self.comparison.contradicts(said)

    def cells(self) -> list[str]:
        """Return what the table has of it."""
        verdict = self.comparison.verdict + ("*" if self.comparison.provisional else "")
        deciding = ", ".join(map(title_of, self.comparison.deciding))
        said, mapped = (_short(predicate) for predicate in (self.comparison.predicate, self.tie.predicate))
        marked = f"{DIFFERS} {mapped}" if self.differs else mapped
        return [self.concept.whose, verdict, said, marked, self.tie.standing, self.concept.id, deciding]

    def flat(self) -> list[str]:
        """Return what the table for programs has of it."""
        said, tie = self.comparison, self.tie
        answer = [self.concept.whose, said.verdict, yes_or_no(said.provisional), said.predicate or ""]
        mapped = [tie.predicate, yes_or_no(self.differs), tie.standing, self.concept.id]
        return [*answer, *mapped, "; ".join(said.deciding)]

    def as_json(self, *, every: bool = False) -> dict[str, Any]:
        """Return it as plain JSON data; ``every`` as in ``told``."""
        return {
            "concept": self.concept.as_json(),
            "comparison": self.comparison.as_json(),
            "mapping": {"id": self.tie.mapping or None, "status": self.tie.standing}
            | {"predicate": self.tie.predicate or None, "differs": self.differs},
            "why": self.told(every=every),
        }

    def told(self, *, every: bool = False) -> list[str]:
        """Return why in sentences; ``every`` as in ``Comparison.sentences``."""
        return self.comparison.sentences(self.concept.whose, THE_TERM, every=every)


class Gap(NamedTuple):
    """A country whose scheme has no such concept."""

    country: str
    name: str
    scheme: str


@dataclass(frozen=True)
class Grid:
    """One shared term beside every country's.

    Attributes:
        term: The shared term.
        rows: The concepts by name.
        gaps: Countries that have a glossary and no such concept in it, by name.
    """

    term: Defined
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]

    def table(self) -> list[list[str]]:
        """Return headings and a row a concept; gaps have a row with no concept."""
        empty = [""] * (len(_HEADS) - 2)
        gaps = ([gap.name, NO_CONCEPT, *empty] for gap in self.gaps)
        return [list(_HEADS), *(row.cells() for row in self.rows), *gaps]

    def flat(self) -> list[list[str]]:
        """Return the table for programs: values as they are on record, and each in a column of its own."""
        empty = [""] * (len(_FLAT_HEADS) - 2)
        gaps = ([gap.name, NO_CONCEPT, *empty] for gap in self.gaps)
        return [list(_FLAT_HEADS), *(row.flat() for row in self.rows), *gaps]

    def remark(self) -> str:
        """Say which definitions are not verified, and of whom nothing is known."""
        return remark([replace(self.term, whose=THE_TERM), *(row.concept for row in self.rows)])

    def as_json(self, *, every: bool = False) -> dict[str, Any]:
        """Return term, rows and gaps as plain JSON data; ``every`` as in ``html``."""
        gaps, rows = [gap._asdict() for gap in self.gaps], [row.as_json(every=every) for row in self.rows]
        return {"term": self.term.as_json(), "rows": rows, "gaps": gaps}

    def html(self, *, every: bool = False) -> str:
        """Return a page that stands alone; ``every`` tells every facet in words and not only what decided."""
        head, *rows = self.table()
        parts = [f"<p>{escaped(self.term.id)}</p>", table(rows, head), f"<p>{LEGEND}<br>{PROVISIONAL}</p>"]
        for row in self.rows:
            parts.append(f"<h2>{prose(row.concept.whose)}</h2>")
            parts += [f"<p>{prose(sentence)}</p>" for sentence in row.told(every=every)]
        parts += [f"<p>{prose(self.remark())}</p>"] if self.remark() else []
        return page(f"{self.term.label}: who means what", "\n".join(parts), STYLE)


def grid(reader: Reader, term: str) -> Grid:
    """Compare a shared term with every concept that is mapped to it, or has its label in another glossary.

    Args:
        reader: The catalogue.
        term: The id of the shared term.

    Raises:
        UsageError: It is no concept.
        NotFound: It is not there.
    """
    document = reader.get(term)
    (shared,) = defined(reader, [document])
    ties = _ties(reader, shared.id)
    schemes = [one for one in reader.records("scheme", ["role=glossary"]) if one["id"] != shared.scheme]
    stand = {name: tie for name, tie in ties.items() if tie.standing != REJECTED}
    mapped = list(reader.some(sorted(stand)))
    taken = {one["scheme"] for one in mapped}
    labels = _names(document)
    alike = [one for scheme in schemes if scheme["id"] not in taken for one in _alike(reader, scheme["id"], labels)]
    concepts = told_apart([shared, *defined(reader, [*mapped, *alike])])[1:]
    rows = [Row(one, compare(one.facets, shared.facets), ties.get(one.id, UNTIED)) for one in concepts]
    rows.sort(key=lambda row: (row.concept.whose.casefold(), _STANDING.index(row.tie.standing), row.concept.id))
    return Grid(shared, tuple(rows), _gaps(reader, schemes, {one.country for one in concepts} | {shared.country}))


def _ties(reader: Reader, term: str) -> dict[str, Tie]:
    """Return what mappings say of each concept and the term: of several, the one that stands firmest."""
    found: dict[str, Tie] = {}
    for here, there in (("object", "subject"), ("subject", "object")):
        for mapping in reader.records("mapping", [f"{here}={term}"]):
            said: MatchPredicate = mapping["predicate"]
            predicate = said if here == "object" else INVERSE[said]
            tie = Tie(mapping.get("status", PROPOSED), predicate, mapping["id"])
            other = mapping[there]
            if other not in found or _STANDING.index(tie.standing) < _STANDING.index(found[other].standing):
                found[other] = tie
    return found


def _names(document: Document) -> set[str]:
    return {fold(label) for label in document["label"].values()}


def _alike(reader: Reader, scheme: str, names: set[str]) -> list[Document]:
    """Return the concepts of a scheme that have one of some labels, in any language, and are in use."""
    concepts = reader.records("concept", [f"scheme={scheme}"])
    return [one for one in concepts if names & _names(one) and not is_deprecated(one)]


def _gaps(reader: Reader, schemes: Sequence[Mapping[str, Any]], have: set[str]) -> tuple[Gap, ...]:
    without: dict[str, str] = {
        one["country"]: one["id"] for one in schemes if one.get("country", "") not in ("", *have)
    }
    names = reader.labels(list(without))
    gaps = [Gap(country, names.get(country, country), scheme) for country, scheme in without.items()]
    return tuple(sorted(gaps, key=lambda gap: gap.name.casefold()))


def _short(predicate: str | None) -> str:
    return predicate.removeprefix("skos:") if predicate else ""
