"""The metadata annex of a statistical yearbook: what each source and indicator in it is, under the headings of SDMX.

It is made once as plain data; ``annex_texts`` and ``annex_docx`` write it. What a report in ESMS says of a source is
said here in the same words. Where nothing is known on a point that readers look for, the annex says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..catalogue.errors import NotFound
from ..catalogue.evidence import statements_of
from ..catalogue.reader import Document, Reader
from ..catalogue.wording import counted
from .counting import CURRENT, is_current
from .sdmx.esms import ESMS, terms_of
from .sdmx.facts import AskedFacts, Facts, Texts
from .sdmx.metadata import Findings
from .sdmx.report import walk, with_details
from .sdmx.sdg import CONCEPT_NAMES, SDG

NOT_GIVEN = "Not given."
NO_DEFINITION = "no definition given"

CITED = "Documents"
"""The heading that no structure of SDMX has: what an entry rests on."""

ON_SOURCES: tuple[str, ...] = (
    *("CONTACT_ORGANISATION", "DATA_DESCR", "STAT_CONC_DEF", "STAT_POP", "STAT_UNIT", "REF_AREA", "COVERAGE_TIME"),
    *("REF_PERIOD", "FREQ_DISS", "SOURCE_TYPE", "COLL_METHOD", "DATA_COMP", "DATA_VALIDATION", "INST_MAN_LA_OA"),
    *("INST_MAN_SHAR", "CONF_POLICY", "CONF_DATA_TR", "REL_POL_US_AC", "DISS_FORMAT", "PUBLICATIONS", "QUALITY_ASSMNT"),
    *("USER_NEEDS", "CONTACT"),
)
"""What is told of a source first; what quality reports found on other points comes after it."""

ON_INDICATORS: tuple[str, ...] = (
    *("STAT_CONC_DEF", "UNIT_MEASURE", "DATA_COMP", "SOURCE_TYPE", "FREQ_COLL", "DATA_SOURCE", "COVERAGE"),
    *("CLASS_SYSTEM", "SDG_GOAL", "SDG_TARGET", "SDG_INDICATOR", "SDG_RELATED_INDICATORS", "SDG_CUSTODIAN_AGENCIES"),
    *("CONTACT_ORGANISATION", "CONTACT"),
)

EXPECTED = {
    "source": frozenset(
        (
            *("CONTACT_ORGANISATION", "STAT_CONC_DEF", "STAT_POP", "COVERAGE_TIME", "REF_PERIOD", "FREQ_DISS"),
            *("COLL_METHOD", "INST_MAN_LA_OA", "CONF_POLICY", "QUALITY_ASSMNT", "CONTACT"),
        )
    ),
    "indicator": frozenset(
        ("STAT_CONC_DEF", "UNIT_MEASURE", "DATA_COMP", "SOURCE_TYPE", "CONTACT_ORGANISATION", "CONTACT")
    ),
}
"""Points that stand there even if nothing is known, by kind; documents do always."""

_SAYS = {"source": {one.id: one for one in walk(ESMS)}, "indicator": {one.id: one for one in walk(SDG)}}
_POINTS = {"source": ON_SOURCES, "indicator": ON_INDICATORS}
_BELOW = {"CONTACT": ("ORGANISATION_UNIT", "CONTACT_FUNCT", "CONTACT_EMAIL")}
"""Points that are told with those below them."""


class Said(NamedTuple):
    """One thing that is said, and its language as a tag; "" where it is in none, as a date is."""

    text: str
    language: str = ""


class Point(NamedTuple):
    """What is said on one point of a source or indicator.

    Attributes:
        concept: Id of the SDMX concept: "STAT_POP".
        heading: What the point is called.
        said: What is said, one thing after the other; never empty.
    """

    concept: str
    heading: Said
    said: tuple[Said, ...]


class Section(NamedTuple):
    """What an annex tells of one source or indicator.

    Attributes:
        id: Its short id.
        title: What it is called.
        points: What is said, in order.
        words: Ids of what it defines: the terms of a source, an indicator itself.
        undefined: Those of them that no document defines.
    """

    id: str
    title: Said
    points: tuple[Point, ...]
    words: frozenset[str] = frozenset()
    undefined: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: sections in order, and how much is missing in them.

    Attributes:
        title: What it is called.
        language: The language that it is written in, as far as the records have it.
        sections: One for each source, then for each indicator.
        remarks: What is not known, in sentences.
        changed: When the newest of its records was changed, as the catalogue writes times; "" of an empty one.
    """

    title: str
    language: str
    sections: tuple[Section, ...]
    remarks: tuple[str, ...] = ()
    changed: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the annex as JSON data."""
        return {
            "title": self.title,
            "language": self.language,
            "sections": [
                {
                    "id": section.id,
                    "title": section.title._asdict(),
                    "points": [
                        {
                            "concept": point.concept,
                            "heading": point.heading._asdict(),
                            "said": [one._asdict() for one in point.said],
                        }
                        for point in section.points
                    ],
                }
                for section in self.sections
            ],
            "remarks": list(self.remarks),
        }


def annex(reader: Reader, ids: Sequence[str], *, title: str = "", language: str = "en") -> Annex:
    """Return the annex on some sources and indicators.

    Args:
        reader: The catalogue.
        ids: Their ids, in the order that they shall stand in.
        title: What it is called; if left out, that of the catalogue comes into it.
        language: The language wanted; what a record does not have in it comes in English, or else in any.

    Raises:
        NotFound: There is no such record.
    """
    facts = AskedFacts(reader, language)
    documents = [reader.get(one) for one in ids]
    cites = _citations(reader, facts, [one["id"] for one in documents])
    sections = tuple(_section(one, facts, cites.get(one["id"], [])) for one in documents)
    changed = max((one.get("modified", "") for one in documents), default="")
    title = title or ": ".join(filter(None, ("Metadata annex", reader.meta["title"])))
    return Annex(title, language, sections, _remarks(sections), changed)


def chosen(reader: Reader, names: Sequence[str], framework: str = "", *, indicators: bool = False) -> list[str]:
    """Return the ids of the sources and indicators that a person means, sources first, each once.

    What is superseded or retired comes only if it is named.

    Args:
        reader: The catalogue.
        names: Sources and indicators as ``Reader.resolve`` understands them; all sources if nothing is chosen.
        framework: An objective or target ("gcm-20"), or a scheme of them ("gcm"): those that serve it.
        indicators: Whether the indicators that are computed from the sources come too.

    Raises:
        NotFound: There is no such record, or nothing serves the framework.
    """
    found = [reader.resolve(one, ("source", "indicator")) for one in names]
    if framework:
        found += _serving(reader, framework)
    elif not names:
        found += [one["id"] for one in reader.records("source") if is_current(one)]
    if indicators:
        current = filter(is_current, reader.records("indicator"))
        wanted, whole = set(found), not names and not framework
        found += [one["id"] for one in current if whole or not wanted.isdisjoint(one.get("sources", ()))]
    return sorted(dict.fromkeys(found), key=lambda one: not one.startswith("source/"))


def _serving(reader: Reader, framework: str) -> list[str]:
    """Return the sources and indicators that serve an objective, or any of a scheme, by label."""
    name = reader.resolve(framework, ("concept", "scheme"))
    asked = (
        "object = ?"
        if name.startswith("concept/")
        else (
            "object IN (SELECT inner.id FROM record AS inner JOIN link ON link.subject = inner.key"
            " AND link.field = 'scheme' AND link.object = ? WHERE inner.kind = 'concept')"
        )
    )
    rows = reader.database.rows(
        f"SELECT DISTINCT id FROM record JOIN link ON subject = key AND field IN ('gcm_objectives', 'framework')"
        f" WHERE kind IN ('source', 'indicator') AND {asked} AND {CURRENT} ORDER BY label, id",
        (name,),
    )
    if not rows:
        raise NotFound(f"No source or indicator serves {name}.", f"See what refers to it: orodha links {name}")
    return [one for (one,) in rows]


def _section(document: Document, facts: Facts, cites: Sequence[Said]) -> Section:
    kind = document["id"].partition("/")[0]
    found = Findings(document, facts)
    points = [_point(name, document, kind, facts, found) for name in _POINTS[kind]]
    points += [
        _made(name, found(name), facts, expected=False)
        for name in _SAYS[kind]
        if name not in _POINTS[kind] and name not in _BELOW["CONTACT"]
    ]
    points.append(Point(CITED, Said(CITED, "en"), tuple(cites) or (Said(NOT_GIVEN, "en"),)))
    words = [document] if kind == "indicator" else list(terms_of(document, facts))
    return Section(
        document["id"],
        in_words(facts.label(document), facts.language),
        tuple(one for one in points if one.said),
        frozenset(one["id"] for one in words),
        frozenset(one["id"] for one in words if not one.get("definition")),
    )


def _point(name: str, document: Document, kind: str, facts: Facts, found: Findings) -> Point:
    texts: list[Texts] = []
    for one in (name, *_BELOW.get(name, ())):
        says = _SAYS[kind][one].says
        if name == "STAT_CONC_DEF":
            texts += _definitions(kind, document, facts)
        elif says:
            texts += says(document, facts)
        texts += found(one)
    return _made(name, texts, facts, expected=name in EXPECTED[kind])


def _made(name: str, texts: Iterable[Texts], facts: Facts, *, expected: bool) -> Point:
    """Return a point with what is said, each thing once; that nothing is, where readers look for it."""
    said = dict.fromkeys(in_words(one, facts.language) for one in texts if one)
    if not said and expected:
        said = {Said(NOT_GIVEN, "en"): None}
    return Point(name, _heading(name, facts), tuple(said))


def _definitions(kind: str, document: Document, facts: Facts) -> Iterator[Texts]:
    """Say what the words mean: of a source its terms, of an indicator itself; and where no document says it."""
    if kind == "indicator":
        yield document.get("definition") or {"en": f"{NO_DEFINITION.capitalize()}."}
        return
    for term in terms_of(document, facts):
        if term.get("definition"):
            yield with_details(facts.named(term, term["definition"]), term.get("definition_source"))
        else:
            yield facts.named(term, {"en": NO_DEFINITION})


def _heading(name: str, facts: Facts) -> Said:
    """Return what a concept of SDMX is called: as the catalogue has it, else as its id reads."""
    concept = facts.get(f"concept/esms-{name.lower().replace('_', '-')}")
    texts = facts.label(concept) if concept else CONCEPT_NAMES.get(name) or {"en": name.replace("_", " ").capitalize()}
    return in_words(texts, facts.language)


def in_words(texts: Texts, language: str) -> Said:
    """Return a text in a language, else in English, in none, or in any, with the language that it is in."""
    tag = next((one for one in (language, "en", "", *texts) if texts.get(one)), "")
    return Said(texts.get(tag, "").strip(), tag)


def _citations(reader: Reader, facts: Facts, ids: Sequence[str]) -> dict[str, list[Said]]:
    """Return the documents that speak of each record, with the places in them."""
    cites: dict[str, list[Said]] = {}
    for record, statements in statements_of(reader, ids).items():
        places: dict[str, dict[str, None]] = {}
        for one in statements:
            if one.document:
                places.setdefault(one.document, {}).update(dict.fromkeys(filter(None, one.place.split("; "))))
        cites[record] = [_citation(name, list(where), facts) for name, where in places.items()]
    return cites


def _citation(name: str, places: Sequence[str], facts: Facts) -> Said:
    document = facts.get(name)
    if document is None:
        return Said(name)
    title = in_words(facts.label(document), facts.language)
    publisher = next((in_words(one, facts.language).text for one in facts.labels(document.get("publisher"))), "")
    parts = [title.text, publisher, document.get("date", ""), document.get("link", "")]
    told = ". ".join(one for one in parts if one)
    return Said(f"{told} ({'; '.join(places)})" if places else told, title.language)


def _remarks(sections: Sequence[Section]) -> tuple[str, ...]:
    """Count what is missing, so that nobody takes a short entry for a whole one."""
    every = [point for section in sections for point in section.points]
    told: list[str] = [] if sections else ["There is no source and no indicator to tell of."]
    words = frozenset[str]().union(*(section.words for section in sections))
    undefined = frozenset[str]().union(*(section.undefined for section in sections))
    if undefined:
        told.append(f"Without a definition: {len(undefined):,} of {counted(len(words), 'term')}.")
    empty = sum(point.said == (Said(NOT_GIVEN, "en"),) for point in every)
    if empty:
        told.append(f"Not given: {empty:,} of {counted(len(every), 'point')}.")
    return tuple(told)
