"""A comparison in words, for a reader who knows statistics and not this program.

    Kenya counts a person after 12 months, Uganda after 6 months: Kenya's is narrower.

A sentence begins the same for both sides and goes on with what each says: that is how the table below is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, cast

from ..catalogue.wording import listed
from .aspects import DAY, NO_LIMIT, Relation, length_of


class Phrase(NamedTuple):
    """How one facet is told.

    Attributes:
        title: What people call the facet.
        verb: How the sentence begins, after the name.
        value: Tells a value, to follow the verb.
        unlimited: What follows the verb where the definition does not limit it.
        nothing: What follows it where a set is empty; as ``unlimited`` if "".
    """

    title: str
    verb: str
    value: Callable[[Any], str]
    unlimited: str
    nothing: str = ""

    def tail(self, value: Any) -> str:
        """Return what follows the verb for a value."""
        if isinstance(value, tuple):
            return self.value(value)
        named = set(cast("list[str]", value)) if isinstance(value, list) else {value}
        if named == {"none"}:
            return self.nothing or self.unlimited
        if named & (NO_LIMIT - {"none"}):
            return self.unlimited
        return self.value(sorted(named - {"none"}, key=_order(value)) if isinstance(value, list) else value)


def duration_in_words(duration: str) -> str:
    """Return an ISO 8601 duration in words: "12 months", "1 year and 10 days"; as it is if it is none."""
    read = length_of(duration)
    if read is None:
        return duration
    months, (days, seconds) = int(read.months), divmod(int(read.seconds), DAY)
    years = months // 12 if months % 12 == 0 and months > 12 else 0
    parts = [(years, "year"), (0 if years else months, "month"), (days, "day"), (seconds / 3600, "hour")]
    return listed([f"{count:g} {word}{'' if count == 1 else 's'}" for count, word in parts if count]) or "no time"


def whose(name: str) -> str:
    """Return the possessive of a name: "Kenya's", "the Comoros'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def title_of(facet: str) -> str:
    """Return what people call a facet: "shortest stay"."""
    return PHRASES[facet].title


def value_in_words(facet: str, value: Any) -> str:
    """Return what a definition says of a facet, for a cell of a table: "12 months", "no limit"; "" if unknown."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return _ages(cast("tuple[Any, Any]", value)).removeprefix("people ")
    if isinstance(value, list):
        return ", ".join(cast("list[str]", value))
    if facet in ("min_duration", "max_duration"):
        return "no limit" if value in NO_LIMIT else duration_in_words(value)
    return str(value)


def facet_sentence(name: str, relation: Relation, left: Any, right: Any, left_name: str, right_name: str) -> str:
    """Return one sentence about one facet of two definitions.

    Args:
        name: The facet.
        relation: What the first is to the second.
        left: What the first says; None if it is unknown.
        right: What the second says.
        left_name: Whose the first is.
        right_name: Whose the second is.
    """
    phrase = PHRASES[name]
    if left is None or right is None:
        known, whom, other = (right, right_name, left_name) if left is None else (left, left_name, right_name)
        told = f"{whom} {phrase.verb} {phrase.tail(known)}"
        if relation == "disjoint":
            return f"{told}: no stay that {other} counts is so {'long' if name == 'min_duration' else 'short'}."
        return f"{told}; {whose(other)} definition does not say."
    ours, theirs = phrase.tail(left), phrase.tail(right)
    if relation == "same" and ours == theirs:
        return f"{left_name} {phrase.verb} {ours}, and so does {right_name}."
    return f"{left_name} {phrase.verb} {ours}, {right_name} {theirs}: {_conclusion(relation, left_name, right_name)}."


def _conclusion(relation: Relation, left: str, right: str) -> str:
    match relation:
        case "same":
            return "this is taken as the same"
        case "narrower":
            return f"{whose(left)} is narrower"
        case "wider":
            return f"{whose(left)} is wider"
        case "overlaps":
            return "they differ, and neither is known to include the other"
        case "disjoint":
            return "nothing counts in both"
        case "unknown":
            return "the two cannot be compared"


def verdict_sentence(verdict: str, predicate: str | None, left: str, right: str, *, sure: bool) -> str:
    """Return the verdict as a sentence.

    Args:
        verdict: The verdict.
        predicate: How the second concept relates to the first.
        left: Whose the first definition is.
        right: Whose the second is.
        sure: Whether nothing that is unknown could turn the verdict.
    """
    so_far = "" if sure else " as far as is known"
    match verdict, predicate:
        case "comparable", _:
            return f"Comparable{so_far}: {left} and {right} say the same{'' if sure else ', in all that both say'}."
        case "convertible", "skos:broadMatch":
            return f"Convertible{so_far}: {whose(left)} definition is narrower than {whose(right)}, which includes it."
        case "convertible", _:
            return f"Convertible{so_far}: {whose(left)} definition is wider than {whose(right)}, and includes it."
        case "partial", "skos:closeMatch":
            much = f"{left} and {right} share much, but neither is known to include the other"
            return f"Partly comparable{so_far}: {much}."
        case "partial", _:
            little = f"{left} and {right} share little, and neither is known to include the other"
            return f"Partly comparable{so_far}: {little}."
        case "not comparable", _:
            return f"Not comparable: nothing counts both in {whose(left)} definition and in {whose(right)}."
        case _:
            return f"Unknown: nothing is known both of {whose(left)} definition and of {whose(right)}."


def missing_sentence(missing: Mapping[str, tuple[Any, Any]], left: str, right: str) -> str:
    """Say which critical facets are unknown, and of whom.

    Args:
        missing: What each side says of these facets, None where it is unknown.
        left: Whose the first definition is.
        right: Whose the second is.
    """
    return f"Provisional until this is known: {_absent(missing, left, right)}."


def unsettled_sentence(unsettled: Mapping[str, tuple[Any, Any]], left: str, right: str) -> str:
    """Say which facets that are not critical leave the answer open, and of whom.

    Args:
        unsettled: What each side says of these facets, None where it is unknown; both where they cannot be compared.
        left: Whose the first definition is.
        right: Whose the second is.
    """
    parts: list[str] = []
    if one_sided := {name: values for name, values in unsettled.items() if None in values}:
        parts.append(f"Not known: {_absent(one_sided, left, right)}.")
    if unread := [title_of(name) for name in unsettled if name not in one_sided]:
        parts.append(f"What both say cannot be compared: {listed(unread)}.")
    return " ".join(parts)


def _absent(absent: Mapping[str, tuple[Any, Any]], left: str, right: str) -> str:
    of_whom: dict[str, list[str]] = {}
    for name, (ours, theirs) in absent.items():
        whom = "both sides'" if ours is None and theirs is None else whose(left if ours is None else right)
        of_whom.setdefault(whom, []).append(title_of(name))
    return "; ".join(f"{whom} {listed(titles)}" for whom, titles in of_whom.items())


def unverified_sentence(names: Sequence[str]) -> str:
    """Say whose definitions nobody has compared with their source.

    Args:
        names: Whose they are, at least one.
    """
    if len(names) == 1:
        return f"{whose(names[0])} definition has not been verified against its source."
    return f"The definitions of {listed(names)} have not been verified against their sources."


def _order(value: Any) -> Callable[[str], int]:
    return cast("list[str]", value).index if isinstance(value, list) else lambda _: 0


def _codes(words: Mapping[str, str]) -> Callable[[str], str]:
    return lambda code: words.get(code, code)


def _several(before: str, last: str = "and") -> Callable[[Sequence[str]], str]:
    return lambda codes: f"{before}{listed(codes, last)}"


def _stay(before: str) -> Callable[[str], str]:
    return lambda duration: before + duration_in_words(duration)


def _ages(ages: tuple[Any, Any]) -> str:
    low, high = ("" if age is None or age in NO_LIMIT else str(age) for age in ages)
    if low and high:
        return f"people aged {low} to {high}"
    return f"people aged {low} and over" if low else f"people aged up to {high}" if high else "people of any age"


_OBJECTS = {"person": "persons", "event": "events", "status": "statuses", "procedure": "procedures"}
_MEASURES = {
    "stock": "a stock (those there at a date)",
    "inflow": "an inflow (those who come in a period)",
    "outflow": "an outflow (those who leave in a period)",
    "net": "a net flow (those who come less those who leave)",
}
_EVIDENCE = {
    "actual": "as it was",
    "intended": "as it is intended",
    "actual or intended": "as it was or is intended",
    "permit validity": "as the permit allows it",
    "most of last 12 months": "as most of the last 12 months",
}
_RESIDENCE = {
    "usual": "usual residence",
    "de facto": "de facto residence",
    "de jure": "de jure residence",
    "registered": "registered residence",
    "permit": "residence by permit",
}
_DIRECTIONS = {
    "in": "moves into the country",
    "out": "moves out of it",
    "return": "returns to it",
    "transit": "passage through it",
    "internal": "moves inside it",
}
_BORDERS = {
    "region bloc": "the outer border of a region bloc",
    "international": "an international border",
    "admin 1": "a border of first-level areas",
    "admin 2": "a border of second-level areas",
}
_MOVES = {"voluntary": "voluntary moves", "forced": "forced moves", "any": "voluntary and forced moves"}

PHRASES: Mapping[str, Phrase] = {
    "object": Phrase("object", "counts", _codes(_OBJECTS), "persons, events and anything else"),
    "measure": Phrase("measure", "counts", _codes(_MEASURES), "stocks and flows alike"),
    "min_duration": Phrase("shortest stay", "counts a person", _stay("after "), "however short the stay"),
    "max_duration": Phrase(
        "longest stay",
        "counts a person",
        _stay("staying less than "),
        "however long the stay",
    ),
    "duration_evidence": Phrase("evidence of the stay", "takes the stay", _codes(_EVIDENCE), "however it is known"),
    "residence_criterion": Phrase("residence criterion", "goes by", _codes(_RESIDENCE), "no residence in particular"),
    "origin_basis": Phrase("origin basis", "tells origin by", _codes({}), "nothing in particular"),
    "direction": Phrase("direction", "counts", _codes(_DIRECTIONS), "moves either way"),
    "geographic_level": Phrase("border", "counts who crosses", _codes(_BORDERS), "any border or none"),
    "included_groups": Phrase("groups", "counts", _several(""), "every group", "no group"),
    "excluded_purposes": Phrase("purposes left out", "leaves out", _several("travel for "), "no purpose of travel"),
    "purpose": Phrase("purposes", "counts", _several("moves for "), "moves for any purpose", "moves for no purpose"),
    "legal_status": Phrase(
        "legal status", "counts", _several("the legal status ", "or"), "any legal status", "no legal status"
    ),
    "protection_basis": Phrase(
        "grounds of protection", "counts", _several("protection by ", "or"), "any ground of protection", "no protection"
    ),
    "labour_attachment": Phrase(
        "ties to work", "counts", _several("the tie to work ", "or"), "any tie to work", "no tie to work"
    ),
    "voluntariness": Phrase("voluntariness", "counts", _codes(_MOVES), "voluntary and forced moves"),
    "age_range": Phrase("ages", "counts", _ages, "people of any age"),
    "reference": Phrase("reference", "refers to", _codes({}), "no date or period in particular"),
    "population_base": Phrase("population base", "counts among", _codes({}), "any population"),
    "institutional_population": Phrase(
        "people in institutions",
        "counts",
        _codes({"included": "people in institutions too", "excluded": "nobody in institutions"}),
        "people in institutions too",
        "nobody in institutions",
    ),
    "end_condition": Phrase("end of the status", "ends the status with", _codes({}), "nothing in particular"),
    "descendants": Phrase(
        "children born later",
        "counts",
        _codes({"included": "children born later too", "excluded": "no children born later"}),
        "children born later too",
        "no children born later",
    ),
    "territory": Phrase("territory left out", "leaves out", _several(""), "no territory"),
}
"""How each facet is told: a row of ``aspects.ASPECTS`` in words."""
