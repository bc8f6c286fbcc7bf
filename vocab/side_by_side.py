"""Definitions side by side: what several concepts say, facet by facet, and what each is to each other.

with Reader.open("orodha.db") as reader:
    found = side_by_side(reader, ["concept/ke-immigrant", "concept/ug-immigrant"])
    found.table()       # headings, then a row a facet
    found.told(0, 1)    # why, in sentences
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from ..catalogue.errors import UsageError
from ..catalogue.names import kind_of
from ..catalogue.pages import Html, escaped, page, prose, table
from ..catalogue.reader import Document, Reader
from ..catalogue.texts import DEFAULT_LANGUAGE, in_language
from ..catalogue.wording import listed
from .aspects import ASPECTS, MIRRORED, Relation, by_aspect
from .comparability import Comparison, Verdict, compare
from .comparability_words import title_of, unverified_sentence, value_in_words

GLYPHS: Mapping[Relation, str] = {
    "same": "=",
    "narrower": "⊂",
    "wider": "⊃",
    "overlaps": "∩",
    "disjoint": "∅",
    "unknown": "?",
}
"""How a relation is drawn."""

LEGEND = "= the same, ⊂ narrower, ⊃ wider, ∩ they overlap, ∅ nothing in common, ? unknown"
PROVISIONAL = "* provisional: object, measure, residence or origin is unknown on a side"

SIGNS = "= comparable, ⊂ or ⊃ convertible, ∩ partial, ∅ not comparable, ? unknown"
"""What the signs say of definitions as a whole."""

UNKNOWN = "unknown"

_OF_VERDICT: Mapping[Verdict, Relation] = {
    "comparable": "same",
    "partial": "overlaps",
    "not comparable": "disjoint",
    "unknown": "unknown",
}


@dataclass(frozen=True, slots=True)
class Defined:
    """A concept as it is compared.

    Attributes:
        id: Its id.
        label: What it is called.
        whose: Whose meaning it is, as sentences call it: the country of its scheme, or else the authority, or else the
            scheme; see ``told_apart``.
        scheme: The id of its scheme.
        country: The id of the scheme's country, or "".
        facets: The definition, as it stands in the document; empty if there is none.
        verified: Whether the definition was compared with its source.
    """

    id: str
    label: str
    whose: str
    scheme: str
    country: str
    facets: Mapping[str, Any]
    verified: bool

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON data."""
        named = {"id": self.id, "label": self.label, "name": self.whose, "scheme": self.scheme}
        return named | {"country": self.country or None, "verified": self.verified, "facets": dict(self.facets)}


@dataclass(frozen=True)
class SideBySide:
    """Several concepts, each compared with each.

    Attributes:
        concepts: The concepts, at least two, in the order asked for.
        answers: What the first of two is to the second, by their places; the first place is the lower.
    """

    concepts: tuple[Defined, ...]
    answers: Mapping[tuple[int, int], Comparison]

    @property
    def facets(self) -> tuple[str, ...]:
        """The facets that at least one states, in the order of the table."""
        stated = {name for one in self.concepts for name, value in by_aspect(one.facets).items() if value}
        return tuple(aspect.name for aspect in ASPECTS if aspect.name in stated)

    @property
    def unknown(self) -> int:
        """How many facets nobody states."""
        return len(ASPECTS) - len(self.facets)

    @property
    def title(self) -> str:
        """What is compared: "Immigrant: Kenya and Uganda"."""
        labels = list(dict.fromkeys(one.label for one in self.concepts))
        named = listed([one.whose for one in self.concepts])
        return f"{labels[0]}: {named}" if len(labels) == 1 else named

    def relation(self, facet: str, place: int) -> Relation | None:
        """Return what a concept's facet is to that of the first concept; None if neither states it."""
        return next((MIRRORED[f.relation] for f in self.answers[0, place].facets if f.name == facet), None)

    def overall(self, row: int, column: int) -> Relation:
        """Return what one concept as a whole is to another."""
        answer = self.answers[min(row, column), max(row, column)]
        found = _OF_VERDICT.get(answer.verdict)
        if found is None:
            found = "narrower" if answer.predicate == "skos:broadMatch" else "wider"
        return found if row < column else MIRRORED[found]

    def told(self, left: int, right: int, *, every: bool = False) -> list[str]:
        """Return why two of them are what they are to each other, a sentence each; ``every`` as in ``sentences``."""
        names = self.concepts[left].whose, self.concepts[right].whose
        return self.answers[left, right].sentences(*names, every=every)

    def remark(self) -> str:
        """Say which definitions are not verified; "" if all are."""
        return remark(self.concepts)

    def table(self) -> list[list[str]]:
        """Return headings and a row a facet: what each says, and how it relates to what the first says."""
        rows = [["facet", *(one.whose for one in self.concepts)]]
        return rows + [[title_of(name), *map(str, self._cells(name))] for name in self.facets]

    def flat(self) -> list[list[str]]:
        """Return the table for programs: the id of each concept, and its relation to the first in a column beside.

        Below the facets stand the answers beside the first: verdict, provisional and predicate.
        """
        first, *others = self.concepts
        heads = [head for one in others for head in (one.id, f"{one.id} relation")]
        rows = [["facet", first.id, *heads]]
        for name in self.facets:
            values = [value_in_words(name, by_aspect(one.facets).get(name)) for one in self.concepts]
            relations = [self.relation(name, place) or UNKNOWN for place in range(1, len(values))]
            pairs = zip(values[1:], relations, strict=True)
            rows.append([name, values[0], *(cell for pair in pairs for cell in pair)])
        answers = [self.answers[0, place] for place in range(1, len(self.concepts))]
        rows += [
            [name, "", *(cell for value in values for cell in ("", value))]
            for name, values in (
                ("verdict", [answer.verdict for answer in answers]),
                ("provisional", [yes_or_no(answer.provisional) for answer in answers]),
                ("predicate", [answer.predicate or "" for answer in answers]),
            )
        ]
        return rows

    def verdicts(self) -> list[list[str]]:
        """Return headings and a row a concept: its verdict beside each other one."""
        rows = [["", *(one.whose for one in self.concepts)]]
        places = range(len(self.concepts))
        return rows + [[self.concepts[r].whose, *(self._verdict(r, c) for c in places)] for r in places]

    def signs(self) -> list[list[str]]:
        """Return the verdicts as signs, for a narrow screen: the rows are numbered, the columns have these numbers."""
        places = range(len(self.concepts))
        rows = [["", *(str(c + 1) for c in places)]]
        return rows + [[f"{r + 1} {self.concepts[r].whose}", *(self._sign(r, c) for c in places)] for r in places]

    def as_json(self, *, every: bool = False) -> dict[str, Any]:
        """Return concepts and comparisons of each with each, as plain JSON data; ``every`` as in ``sentences``."""
        pairs = (
            {"left": self.concepts[left].id, "right": self.concepts[right].id}
            | answer.as_json()
            | {"why": self.told(left, right, every=every)}
            for (left, right), answer in self.answers.items()
        )
        return {"concepts": [one.as_json() for one in self.concepts], "comparisons": list(pairs)}

    def html(self, *, every: bool = False) -> str:
        """Return a page that stands alone; ``every`` tells every facet in words and not only what decided."""
        head, *rows = self.table()
        marked = [[row[0], *(Html(_marked(cell)) for cell in row[1:])] for row in rows]
        parts = [
            "<ul>",
            *(f"<li>{prose(f'{one.whose}: {one.label} ({one.id})')}</li>" for one in self.concepts),
            "</ul>",
            table(marked, head),
            f"<p>{LEGEND}; each beside {prose(self.concepts[0].whose)}.</p>",
            *(paragraph for place in range(1, len(self.concepts)) for paragraph in self._section(place, every)),
        ]
        if len(self.concepts) > 2:
            head, *rows = self.verdicts()
            parts += ["<h2>Each beside each</h2>", table(rows, head), f"<p>{PROVISIONAL}</p>"]
        parts += [f"<p>{prose(self.remark())}</p>"] if self.remark() else []
        return page(self.title, "\n".join(parts), STYLE)

    def _section(self, place: int, every: bool) -> list[str]:
        names = listed([self.concepts[0].whose, self.concepts[place].whose])
        return [f"<h2>{prose(names)}</h2>", *(f"<p>{prose(one)}</p>" for one in self.told(0, place, every=every))]

    def _cells(self, name: str) -> list[str]:
        values = [value_in_words(name, by_aspect(one.facets).get(name)) or UNKNOWN for one in self.concepts]
        relations: list[Relation] = [self.relation(name, place) or "unknown" for place in range(1, len(values))]
        glyphs = (GLYPHS[relation] for relation in relations)
        return [values[0], *(f"{glyph} {value}" for glyph, value in zip(glyphs, values[1:], strict=True))]

    def _verdict(self, row: int, column: int) -> str:
        if row == column:
            return ""
        return f"{self._sign(row, column)} {self.answers[min(row, column), max(row, column)].verdict}"

    def _sign(self, row: int, column: int) -> str:
        if row == column:
            return ""
        provisional = self.answers[min(row, column), max(row, column)].provisional
        return GLYPHS[self.overall(row, column)] + ("*" if provisional else "")


STYLE = """
.g { color: #5b3a8c; font-weight: bold; }
"""


def _marked(cell: str) -> str:
    """Return a cell as markup, its glyph apart from the value."""
    glyph, _, value = cell.partition(" ")
    if glyph not in GLYPHS.values():
        return escaped(cell)
    return f'<span class="g">{glyph}</span> <bdi>{escaped(value)}</bdi>'


def yes_or_no(value: bool) -> str:
    """Return how a table for programs writes a truth value."""
    return "yes" if value else "no"


def remark(concepts: Sequence[Defined]) -> str:
    """Say which definitions are not verified, and which are not there; "" if there is nothing to say."""
    unverified = [one.whose for one in concepts if one.facets and not one.verified]
    absent = [one.whose for one in concepts if not one.facets]
    sentences = [unverified_sentence(unverified)] if unverified else []
    return " ".join([*sentences, *([f"Of {listed(absent)} no facet is known."] if absent else [])])


def side_by_side(reader: Reader, ids: Sequence[str]) -> SideBySide:
    """Compare several concepts, each with each.

    Args:
        reader: The catalogue.
        ids: Ids of at least two concepts.

    Raises:
        UsageError: There are fewer than two, one stands there twice, or one is no concept.
        NotFound: One is not there.
    """
    twice = [name for name, count in Counter(ids).items() if count > 1]
    if len(ids) < 2 or twice:
        what = f"{twice[0]} cannot be compared with itself." if twice else "One concept alone cannot be compared."
        raise UsageError(what, "Name two or more, each once; or one shared term with --grid.")
    concepts = told_apart(defined(reader, [reader.get(name) for name in ids]))
    pairs = combinations(range(len(concepts)), 2)
    return SideBySide(
        concepts,
        {(one, other): compare(concepts[one].facets, concepts[other].facets) for one, other in pairs},
    )


def defined(reader: Reader, documents: Sequence[Document]) -> list[Defined]:
    """Return concepts as they are compared, each with whose it is.

    Raises:
        UsageError: One is of another kind.
    """
    for document in documents:
        if kind_of(document["id"]) != "concept":
            raise UsageError(f"{document['id']} is no concept.", "See the concepts with: orodha list concept")
    wanted = sorted({document["scheme"] for document in documents})
    schemes = {scheme["id"]: scheme for scheme in reader.some(wanted)}
    owned = owners(reader, schemes)
    return [
        Defined(
            document["id"],
            in_language(document["label"], DEFAULT_LANGUAGE),
            owned.get(document["scheme"]) or str(document["scheme"]),
            document["scheme"],
            schemes.get(document["scheme"], {}).get("country", ""),
            document.get("facets", {}),
            document.get("definition_verified") is True,
        )
        for document in documents
    ]


def owners(reader: Reader, schemes: Mapping[str, Document]) -> dict[str, str]:
    """Return whose the concepts of each scheme are: the country, the authority by its acronym, or the scheme.

    Args:
        reader: The catalogue.
        schemes: The documents of the schemes, by id.
    """
    fields = ("country", "authority")
    named = {one["id"]: one for one in reader.some(sorted({s[f] for s in schemes.values() for f in fields if f in s}))}

    def owner(scheme: Document) -> str:
        for one in (named.get(scheme.get(field, "")) for field in fields):
            if one:
                return one.get("acronym") or in_language(one["name"], DEFAULT_LANGUAGE)
        return in_language(scheme["title"], DEFAULT_LANGUAGE)

    return {name: owner(scheme) for name, scheme in schemes.items()}


def told_apart(concepts: Sequence[Defined]) -> tuple[Defined, ...]:
    """Return concepts whose names all differ.

    Those of one country have their label behind its name, or else their id; the label alone if there is one country.
    """
    names = Counter(one.whose for one in concepts)
    labels = Counter((one.whose, one.label) for one in concepts)

    def named(one: Defined) -> Defined:
        if names[one.whose] == 1:
            return one
        more = f'"{one.label}"' if labels[one.whose, one.label] == 1 else one.id
        return replace(one, whose=more if len(names) == 1 else f"{one.whose} ({more})")

    return tuple(map(named, concepts))
