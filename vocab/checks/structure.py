"""Structure: concepts that stand alone, parents told twice, schemes that fall apart, references across schemes."""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue.checks import Found, Survey, rule
from ...catalogue.circles import Above, in_words, reached, way
from .projection import Vocabulary, vocabulary_of


@rule("scheme-empty", "info")
def scheme_empty(survey: Survey) -> Iterator[Found]:
    """Every scheme has concepts."""
    filled = {entry.scheme for entry in survey.shared(vocabulary_of).concepts.values()}
    for (name,) in survey.database.stream("SELECT id FROM record WHERE kind = 'scheme' ORDER BY id"):
        if name not in filled:
            yield name, "", "has no concepts", f"orodha add concept scheme={name} label=..., or import its file."


@rule("orphan", "info")
def orphan(survey: Survey) -> Iterator[Found]:
    """In a scheme with a hierarchy, every concept in use has something above, below or beside it."""
    vocabulary = survey.shared(vocabulary_of)
    joined = survey.shared(_neighbours)
    for scheme, members in _with_hierarchy(vocabulary):
        for name in members:
            if not joined.get(name):
                told = f"has nothing above, below or beside it in {scheme}: who browses does not come upon it"
                yield name, "broader", told, f"orodha edit {name} broader+=..."


def _with_hierarchy(vocabulary: Vocabulary) -> Iterator[tuple[str, list[str]]]:
    """Yield each scheme in which a concept is below another, with its concepts in use."""
    for scheme, members in vocabulary.by_scheme().items():
        if any(vocabulary.scheme(one) == scheme for name in members for one in vocabulary.broader.get(name, ())):
            yield scheme, members


def _neighbours(survey: Survey) -> dict[str, set[str]]:
    """Return what each concept is joined to within its scheme, either way; not itself."""
    vocabulary = survey.shared(vocabulary_of)
    scheme = {name: entry.scheme for name, entry in vocabulary.concepts.items()}
    found: dict[str, set[str]] = {}
    for relation in (vocabulary.broader, vocabulary.related):
        for name, others in relation.items():
            own = scheme[name]
            for other in others:
                if scheme.get(other) == own and other != name:
                    found.setdefault(name, set()).add(other)
                    found.setdefault(other, set()).add(name)
    return found


@rule("disconnected", "info")
def disconnected(survey: Survey) -> Iterator[Found]:
    """A scheme that mostly hangs together does so as a whole.

    One in which no part has more than half of the concepts is a list of trees by design, and nothing is said of it;
    concepts that stand alone are the rule ``orphan``.
    """
    vocabulary = survey.shared(vocabulary_of)
    joined = survey.shared(_neighbours)
    for scheme, members in _with_hierarchy(vocabulary):
        parts = sorted(_parts(members, joined), key=len, reverse=True)
        together = sum(map(len, parts))
        if len(parts) > 1 and 2 * len(parts[0]) > together:
            for part in sorted(parts[1:], key=min):
                others = together - len(part)
                told = f"hangs together with {len(part) - 1:,} more, but not with the other {others:,} of {scheme}"
                yield min(part), "broader", told, "Refer from one of them to where it belongs."


def _parts(members: list[str], joined: dict[str, set[str]]) -> Iterator[set[str]]:
    """Yield the sets of at least two concepts that hang together."""
    left = {name for name in members if joined.get(name)}
    while left:
        start = min(left)
        part = reached(joined, start)
        left -= part
        yield part


@rule("broader-redundant", "info")
def broader_redundant(survey: Survey) -> Iterator[Found]:
    """No concept is told to be under another that it is under anyway."""
    broader = survey.shared(vocabulary_of).broader
    above = Above(broader)
    for name, parents in broader.items():
        if len(parents) < 2:
            continue
        for parent in parents:
            through = [one for one in parents if one != parent and parent in above[one] and one not in above[parent]]
            if through and name not in above[parent]:
                path = in_words([name, *way(broader, through[0], parent)])
                told = f"is under {parent} twice: directly, and by {path}"
                yield name, "broader", told, f"orodha edit {name} broader-={parent}"


@rule("broader-elsewhere", "warning")
def broader_elsewhere(survey: Survey) -> Iterator[Found]:
    """What is broader is a concept of the same scheme; between schemes there are mappings."""
    vocabulary = survey.shared(vocabulary_of)
    for name, parents in vocabulary.broader.items():
        for parent in parents:
            here, there = vocabulary.scheme(name), vocabulary.scheme(parent)
            if there and there != here:
                told = f"is of {here}, and told to be under {parent} of {there}"
                fix = f"Make it a mapping: orodha map accept {name} {parent} --predicate broad; then take it out."
                yield name, "broader", told, fix


@rule("related-itself", "warning")
def related_itself(survey: Survey) -> Iterator[Found]:
    """No concept is related to itself; one above itself is the rule ``circle``."""
    for name, others in survey.shared(vocabulary_of).related.items():
        if name in others:
            yield name, "related", "is related to itself", f"orodha edit {name} related-={name}"
