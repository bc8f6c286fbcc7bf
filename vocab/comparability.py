"""Comparability: whether two definitions mean the same, facet by facet, with a verdict and what decided it.

    found = compare(kenya["facets"], uganda["facets"])
    found.verdict, found.predicate          # "convertible", "skos:broadMatch"
    found.sentences("Kenya", "Uganda")      # "Kenya counts a person after 12 months, Uganda after 6 months: ..."

How each facet is compared is a table of its own, in ``aspects.py``; the words are in ``comparability_words.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from ..catalogue.wording import listed
from .aspects import ASPECTS, Relate, Relation, by_aspect, stays_apart
from .comparability_words import facet_sentence, missing_sentence, unsettled_sentence, verdict_sentence

if TYPE_CHECKING:
    from .mappings import MatchPredicate  # a comparison does without pydantic

Verdict = Literal["comparable", "convertible", "partial", "not comparable", "unknown"]
"""What figures by the two definitions are to each other; "convertible" is that one includes the other."""

_STAYS = ("min_duration", "max_duration")
_FIELDS = {aspect.name: aspect.fields for aspect in ASPECTS}
_CRITICAL = tuple(aspect.name for aspect in ASPECTS if aspect.critical)


class FacetComparison(NamedTuple):
    """One facet of two definitions.

    Attributes:
        name: The facet: a field of ``Facets``, or "age_range".
        relation: What the first lets in, beside what the second does.
        left: What the first says, as it stands in the document; of ages a pair (youngest, oldest); None if unknown.
        right: What the second says.
        critical: Whether no verdict is final while it is unknown.
    """

    name: str
    relation: Relation
    left: Any
    right: Any
    critical: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two definitions are to each other.

    Attributes:
        facets: The facets that at least one of the two states, in the order of the table.
        verdict: The answer.
        provisional: Whether a critical facet is unknown on either side, and could turn the verdict: nothing turns
            "not comparable".
        predicate: How the second concept relates to the first, as a mapping says it; None if it does not.
        deciding: The facets that decided: those that differ; of comparable definitions, those that agree.
        missing: The critical facets that are unknown on either side.
        unsettled: The other facets that one side states and the other does not, or that cannot be compared.
    """

    facets: tuple[FacetComparison, ...]
    verdict: Verdict
    provisional: bool
    predicate: MatchPredicate | None
    deciding: tuple[str, ...]
    missing: tuple[str, ...]
    unsettled: tuple[str, ...]

    @property
    def sure(self) -> bool:
        """Whether nothing that is unknown could turn the verdict; only then is it told without reserve."""
        return self.verdict == "not comparable" or not (self.missing or self.unsettled)

    def contradicts(self, predicate: str) -> bool:
        """Tell whether a mapping that says this says something else than the facets do.

        Nothing contradicts a provisional verdict. Where definitions are not comparable, their concepts may be related.

        Args:
            predicate: How the second concept relates to the first, as the mapping says it.
        """
        return not self.provisional and predicate != (self.predicate or "skos:relatedMatch")

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON data."""
        return {
            "verdict": self.verdict,
            "provisional": self.provisional,
            "predicate": self.predicate,
            "deciding": list(self.deciding),
            "missing": list(self.missing),
            "unsettled": list(self.unsettled),
            "facets": [
                facet._asdict() | {side: _plain(facet.name, getattr(facet, side)) for side in ("left", "right")}
                for facet in self.facets
            ],
        }

    def sentences(self, left_name: str, right_name: str, *, every: bool = False) -> list[str]:
        """Return the answer in words: the verdict, the facets that decided it, what is missing; a sentence each.

        Args:
            left_name: Whose the first definition is: "Kenya".
            right_name: Whose the second is.
            every: Tell every facet that either states, not only those that decided.
        """
        told = [facet for facet in self.facets if every or facet.name in self.deciding]
        lines = [verdict_sentence(self.verdict, self.predicate, left_name, right_name, sure=self.sure)]
        lines += [facet_sentence(one.name, one.relation, one.left, one.right, left_name, right_name) for one in told]
        values = {facet.name: (facet.left, facet.right) for facet in self.facets}
        if self.provisional and self.missing:
            absent = {name: values.get(name, (None, None)) for name in self.missing}
            lines.append(missing_sentence(absent, left_name, right_name))
        if self.unsettled and self.verdict not in ("not comparable", "unknown"):
            lines.append(unsettled_sentence({name: values[name] for name in self.unsettled}, left_name, right_name))
        return lines


def compare(left: Mapping[str, Any], right: Mapping[str, Any]) -> Comparison:
    """Compare two definitions facet by facet.

    Args:
        left: The facets of one, as its document has them under "facets".
        right: The facets of the other.
    """
    facets = _facets(left, right)
    known = [facet for facet in facets if facet.relation != "unknown"]
    stated = {facet.name for facet in facets if facet.left is not None and facet.right is not None}
    missing = tuple(name for name in _CRITICAL if name not in stated)
    unsettled = _names(facet for facet in facets if facet.relation == "unknown" and facet.name not in missing)
    verdict, predicate, deciding = _judged(known)
    if predicate == "skos:exactMatch" and (missing or unsettled):
        predicate = "skos:closeMatch"
    provisional = bool(missing) and verdict != "not comparable"
    return Comparison(facets, verdict, provisional, predicate, deciding, missing, unsettled)


def compared(left: Mapping[str, Any], right: Mapping[str, Any], names: tuple[str, str]) -> list[str]:
    """Return what the facets of two concepts say, in sentences; or whose are not on record.

    Args:
        left: The document of one concept.
        right: That of the other.
        names: Whose the two are: ("Kenya", "Uganda").
    """
    both = (left.get("facets", {}), right.get("facets", {}))
    if missing := [name for name, facets in zip(names, both, strict=True) if not facets]:
        return [f"Not on record for {listed(missing)}: the definitions cannot be compared."]
    return compare(*both).sentences(*names)


def _facets(left: Mapping[str, Any], right: Mapping[str, Any]) -> tuple[FacetComparison, ...]:
    apart = stays_apart(left, right)
    ours, theirs = by_aspect(left), by_aspect(right)
    found: list[FacetComparison] = []
    for name, relate, critical, _ in ASPECTS:
        one, other = ours.get(name) or None, theirs.get(name) or None  # an empty list is unknown, too
        if one is None and other is None:
            continue
        relation = _relation(relate, one, other)
        if apart and name in _STAYS and relation != "same":
            relation = "disjoint"
        found.append(FacetComparison(name, relation, one, other, critical))
    return tuple(found)


def _relation(relate: Relate, left: Any, right: Any) -> Relation:
    if left is None or right is None:
        return "unknown"
    return "same" if left == right else relate(left, right)


_Judged = tuple[Verdict, "MatchPredicate | None", tuple[str, ...]]


def _judged(known: Sequence[FacetComparison]) -> _Judged:
    """Return verdict, predicate and deciding facets by the facets that both sides state."""
    relations = {facet.relation for facet in known}
    differing = _names(facet for facet in known if facet.relation != "same")
    if not known:
        return "unknown", None, ()
    if "disjoint" in relations:
        return "not comparable", None, _names(facet for facet in known if facet.relation == "disjoint")
    match sorted(relations - {"same"}):
        case []:
            return "comparable", "skos:exactMatch", _names(known)
        case ["narrower"]:
            return "convertible", "skos:broadMatch", differing
        case ["wider"]:
            return "convertible", "skos:narrowMatch", differing
        case _:
            return "partial", "skos:closeMatch" if _share_much(known) else "skos:relatedMatch", differing


def _share_much(known: Sequence[FacetComparison]) -> bool:
    """Tell whether at least half of what both state is the same; a critical facet counts twice."""
    weights = [(facet.relation == "same", 2 if facet.critical else 1) for facet in known]
    return 2 * sum(weight for same, weight in weights if same) >= sum(weight for _, weight in weights)


def _names(facets: Iterable[FacetComparison]) -> tuple[str, ...]:
    return tuple(facet.name for facet in facets)


def _plain(name: str, value: Any) -> Any:
    """Return a value as JSON has it: one of several fields with their names."""
    return dict(zip(_FIELDS[name], cast("tuple[Any, ...]", value), strict=True)) if isinstance(value, tuple) else value
