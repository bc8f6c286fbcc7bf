"""What stands below the fields of a record: variables, terms of others, agreements, narrower terms; and days left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from ...catalogue.linking import End, relations
from ...catalogue.reader import Document, Reader
from ...catalogue.wording import counted, plural
from ..theme import SIGNS
from ..width import clean, cut, isolate, pad, width
from .lines import Line

if TYPE_CHECKING:
    from ...inventory.beside import Lasts
    from ...vocab.elsewhere import Elsewhere

MOST = 20
"""So many of a sort are shown; the links have them all."""

FEW = 4
"""So many terms of others are shown for each term of a source."""

LINKS = "links"
"""Where the line leads that says how many more there are."""

SOON = 90
"""An agreement that ends in so many days ends soon."""

_IS = {
    "skos:exactMatch": "the same",
    "skos:closeMatch": "nearly the same",
    "skos:broadMatch": "wider",
    "skos:narrowMatch": "narrower",
    "skos:relatedMatch": "related",
}
"""What the other term is to this one."""


@dataclass(frozen=True, slots=True)
class About:
    """What is told of a record beside its own fields.

    Attributes:
        variables: The variables of a source, each with its concept, if it has one.
        terms: What concepts are called, by id, each with the terms of others.
        narrower: The concepts right below one.
        agreements: Those that cover a source, with how far they are.
        lasts: How far an agreement is.
        itself: Whether ``terms`` has the record itself, and only that.
    """

    variables: Sequence[tuple[End, End | None]] = ()
    terms: Sequence[tuple[End, Sequence[Elsewhere]]] = ()
    narrower: Sequence[End] = ()
    agreements: Sequence[tuple[End, Lasts]] = ()
    lasts: Lasts | None = None
    itself: bool = False


def about(reader: Reader, document: Document, on: dt.date) -> About:
    """Ask what there is to tell; not on the thread of the screen.

    Args:
        reader: The catalogue.
        document: The record.
        on: The day that days are reckoned from.
    """
    if document["kind"] == "source":
        return _about_source(reader, document, on)
    if document["kind"] == "concept":
        return _about_concept(reader, document)
    if document["kind"] == "agreement":
        from ...inventory.beside import lasts  # as other rooms than the catalogue: when it is needed

        return About(lasts=lasts(document, on))
    return About()


def _about_source(reader: Reader, document: Document, on: dt.date) -> About:
    from ...inventory.beside import agreements_beside, lasts, variables_beside  # as above
    from ...vocab.elsewhere import elsewhere

    variables = variables_beside(reader, document["id"])
    measured = [str(one["concept"]) for one in variables if "concept" in one]
    concepts = list(dict.fromkeys([*document.get("terms", ()), *measured]))
    agreements = agreements_beside(reader, document["id"])
    labels = reader.labels([*concepts, *(one["id"] for one in (*variables, *agreements))])

    def end(name: str) -> End:
        return End(name, labels.get(name, name))

    terms = elsewhere(reader, concepts)
    return About(
        variables=[(end(one["id"]), end(str(one["concept"])) if "concept" in one else None) for one in variables],
        terms=[(end(one), terms[one]) for one in concepts if terms.get(one)],
        agreements=[(end(one["id"]), lasts(one, on)) for one in agreements],
    )


def _about_concept(reader: Reader, document: Document) -> About:
    from ...vocab.elsewhere import elsewhere  # as above

    record: str = document["id"]
    below = [one for one in relations(reader, record, "incoming") if (one.field, one.kind) == ("broader", "concept")]
    others = elsewhere(reader, [record]).get(record, [])
    return About(
        terms=[(End(record, reader.labels([record]).get(record, record)), others)] if others else [],
        narrower=[one for relation in below for one in relation.page(reader, 0, len(relation))],
        itself=True,
    )


def standing_lines(told: About, colours: Mapping[str, str]) -> list[Line]:
    """Return the line that says how far an agreement is, and how many days are left; none of another record."""
    return [Line(_standing(told.lasts, colours))] if told.lasts else []


def _standing(lasts: Lasts, colours: Mapping[str, str]) -> Text:
    late = lasts.standing.startswith("expired (")
    stands = lasts.standing in ("in force", "signed")
    soon = late or (stands and lasts.left is not None and lasts.left <= SOON)
    sign, colour = ("late", "error") if late else ("late", "warning") if soon else ("planned", "faint")
    if stands and not soon:
        sign, colour = "open", "success"
    told = f"{SIGNS[sign]} {clean(lasts.standing)}"
    if lasts.left is not None and (stands or late):
        told += f" · {counted(abs(lasts.left), 'day')} {'left' if lasts.left >= 0 else 'over'}"
    return Text().append(told, colours[colour])


def about_lines(told: About, columns: int, colours: Mapping[str, str]) -> list[Line]:
    """Return the lines below the fields.

    Args:
        told: What is told.
        columns: What there is for a line.
        colours: ``app.theme_variables``.
    """
    return [
        *_section(_count(len(told.variables), "variable"), _variables(told, columns, colours), colours),
        *_section("terms of others", _terms(told, columns, colours), colours),
        *_section(f"narrower  {len(told.narrower):,}", _ends(told.narrower, colours), colours),
        *_section(_count(len(told.agreements), "agreement"), _agreements(told, columns, colours), colours),
    ]


def _count(number: int, word: str) -> str:
    return f"{plural(word)}  {number:,}"


def _section(title: str, lines: Iterable[Line], colours: Mapping[str, str]) -> Iterator[Line]:
    """Yield a free line, a heading, and lines below it; nothing if there are none."""
    for number, line in enumerate(lines):
        if not number:
            yield Line(Text())
            yield Line(Text().append(title, f"bold {colours['faint']}"))
        yield line


def _more(number: int, colours: Mapping[str, str]) -> Iterator[Line]:
    if number > MOST:
        yield Line(Text().append(f"  and {number - MOST:,} more among the links", colours["accent"]), LINKS)


def _ends(ends: Sequence[End], colours: Mapping[str, str]) -> Iterator[Line]:
    for one in ends[:MOST]:
        yield Line(Text().append(f"  {isolate(clean(one.label))}", colours["accent"]), one.id)
    yield from _more(len(ends), colours)


def _variables(told: About, columns: int, colours: Mapping[str, str]) -> Iterator[Line]:
    for one, concept in told.variables[:MOST]:
        room = columns - 2 if concept is None else max(12, columns - 6 - min(width(concept.label), columns // 3))
        text = Text().append(f"  {isolate(cut(clean(one.label), room))}", colours["accent"])
        if concept:
            text.append(f"  is {isolate(clean(concept.label))}", colours["faint"])
        yield Line(text, one.id)
    yield from _more(len(told.variables), colours)


def _terms(told: About, columns: int, colours: Mapping[str, str]) -> Iterator[Line]:
    for concept, others in told.terms:
        if told.itself:
            yield from (_term(one, 2, columns, colours) for one in others)
            continue
        yield Line(Text().append(f"  {isolate(clean(concept.label))}", colours["accent"]), concept.id)
        shown = sorted(others, key=lambda one: not one.way.settled)[:FEW]
        yield from (_term(one, 4, columns, colours) for one in shown)
        if len(others) > FEW:
            yield Line(Text().append(f"    and {len(others) - FEW:,} more: enter on the term", colours["faint"]))


def _term(one: Elsewhere, indent: int, columns: int, colours: Mapping[str, str]) -> Line:
    sign, colour = ("accepted", "success") if one.way.settled else ("suggested", "warning")
    text = Text(" " * indent).append(f"{SIGNS[sign]} ", colours[colour])
    text.append(pad(f"{_IS[one.way.predicate]}", 17), colours["faint"])
    room = max(10, columns - indent - 19 - width(one.whose) - 4)
    text.append(isolate(cut(clean(one.label), room)), colours["accent"])
    text.append(f"  {isolate(clean(one.whose))}" if one.whose else "", colours["faint"])
    if one.contradicts:
        text.append(f"  {SIGNS['contradicts']} definitions differ", colours["warning"])
    return Line(text, one.way.term if one.way.term.startswith("concept/") else "")


def _agreements(told: About, columns: int, colours: Mapping[str, str]) -> Iterator[Line]:
    for one, lasting in told.agreements[:MOST]:
        state = _standing(lasting, colours)
        label = isolate(cut(clean(one.label), max(12, columns - 4 - state.cell_len)))
        yield Line(Text().append(f"  {label}  ", colours["accent"]).append_text(state), one.id)
    yield from _more(len(told.agreements), colours)
