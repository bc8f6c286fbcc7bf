"""What is asked for and nobody has: topics, objectives, counties, indicators, disaggregations and definitions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import orjson

from ...catalogue.reader import Document
from ...catalogue.wording import first_few
from ..counting import CURRENT, OBJECTIVES, countries_of
from ..named import Named, named
from .facts import Facts, Found, Lack, Source

TOPICS = "scheme/topics"

NOTHING = "no source"


def topics(facts: Facts) -> Found:
    """Return the topics that no source of data is about, nor about a narrower one."""
    above = facts.broader(TOPICS)

    def used(source: Source) -> Iterable[str]:
        return (each for one in source.topics for each in (one, *above.get(one, ())))

    return _without_data(facts, facts.concepts(TOPICS), used, "topics")


def objectives(facts: Facts) -> Found:
    """Return the objectives of the Global Compact that no source of data serves."""
    return _without_data(facts, facts.concepts(OBJECTIVES), lambda source: source.objectives, "gcm_objectives")


def counties(facts: Facts) -> Found:
    """Return the counties that no source of data names."""
    rows = facts.reader.database.rows(
        "SELECT id, label FROM record WHERE kind = 'area' AND json_extract(document, '$.type') = 'county'"
        f" AND {CURRENT} ORDER BY label, id"
    )
    asked = [Named(*row) for row in rows if facts.is_of(row[:1])]
    countries = countries_of(facts.reader, [one.id for one in asked])
    found = _without_data(facts, asked, lambda source: source.areas, "coverage")
    return Found(found.looked_at, [one._replace(country=_only(countries, one.subject.id)) for one in found.lacks])


def _only(countries: Mapping[str, frozenset[str]], area: str) -> str:
    return min(countries.get(area, ()), default="")


def _without_data(
    facts: Facts, subjects: Sequence[Named], used: Callable[[Source], Iterable[str]], field: str
) -> Found:
    """Return those of some subjects that no source of data is about, in the country that is asked about.

    Args:
        facts: What is asked about.
        subjects: The records that sources may be about.
        used: What a source is about.
        field: The field that says so.
    """
    holders = facts.holders(used)
    lacks: list[Lack] = []
    for subject in subjects:
        those = holders.get(subject.id, [])
        if not any(one.is_data and facts.concerns(one) for one in those):
            cites = tuple((one.id, field) for one in those if facts.concerns(one))
            lacks.append(_no_data(facts, subject, those)._replace(cites=cites))
    return Found(len(subjects), sorted(lacks, key=lambda one: one.text != NOTHING))


def _no_data(facts: Facts, subject: Named, those: Sequence[Source]) -> Lack:
    """Return a subject without data, with what there is instead: reports, plans, data of others."""
    here = [one for one in those if facts.concerns(one)]
    planned = tuple(one.named for one in here if one.status == "planned")
    instead = {
        "reports only": [one.id for one in here if not one.is_data and one.status == "live"],
        "planned": [one.id for one in planned],
        "retired": [one.id for one in here if one.status == "retired"],
        "elsewhere": [one.id for one in those if one.is_data and one not in here],
    }
    told = [f"{word}: {first_few(ids, 2)}" for word, ids in instead.items() if ids]
    return Lack(subject, "; ".join(told) or NOTHING, facts.country, planned=planned)


def indicators(facts: Facts) -> Found:
    """Return the indicators that are computed from no source of data, of whatever country."""
    sources = {one.id: one for one in facts.sources}
    asked, anywhere = _asked_indicators(facts), Facts(facts.reader, facts.on)
    lacks: list[Lack] = []
    for indicator, document in asked:
        those = [sources[one] for one in document.get("sources", ()) if one in sources]
        if not any(one.is_data for one in those):
            lack = _no_data(anywhere, indicator, those)._replace(cites=((indicator.id, "sources"),))
            lacks.append(_of_indicator(lack, document))
    return Found(len(asked), sorted(lacks, key=lambda one: one.text != NOTHING))


def undivided_indicators(facts: Facts) -> Found:
    """Return the indicators of which nothing says by what they are split."""
    asked = _asked_indicators(facts)
    lacks = [
        _of_indicator(Lack(indicator, "not split by anything"), document)
        for indicator, document in asked
        if not document.get("disaggregations")
    ]
    return Found(len(asked), lacks)


def _of_indicator(lack: Lack, document: Document) -> Lack:
    return lack._replace(country=document.get("country", ""), agency=document.get("custodian", ""))


def _asked_indicators(facts: Facts) -> list[tuple[Named, Document]]:
    """Return the indicators of the country and the agency that are asked about; those of no country are everybody's."""
    rows = facts.reader.database.rows(
        f"SELECT id, label, document FROM record WHERE kind = 'indicator' AND {CURRENT} ORDER BY label, id"
    )
    told: list[tuple[Named, Document]] = [(Named(record, label), orjson.loads(text)) for record, label, text in rows]
    return [
        (indicator, document)
        for indicator, document in told
        if (not document.get("country") or facts.is_of([document["country"]]))
        and (not facts.agency or document.get("custodian") == facts.agency)
    ]


def disaggregations(facts: Facts) -> Found:
    """Return what indicators are to be split by, and no variable of their sources records."""
    documents = {indicator.id: document for indicator, document in _asked_indicators(facts)}
    asked: set[tuple[str, str, str]] = {
        (each, indicator, source)
        for indicator, document in documents.items()
        for each in document.get("disaggregations", ())
        for source in document.get("sources") or ("",)
    }
    data = {one.id for one in facts.sources if one.is_data}
    variables = facts.sources_of(sorted({each for each, _, _ in asked if each.startswith("variable/")}))
    held = {*variables, *_measured(facts, sorted({each for each, _, _ in asked if each.startswith("concept/")}))}
    pairs = {(each, indicator) for each, indicator, _ in asked}
    met = {(each, indicator) for each, indicator, source in asked if source in data and (each, source) in held}
    names = named(facts.reader, [each for each, _ in pairs])
    lacks = [
        _of_indicator(Lack(names[each], f"asked for by {indicator}, and in no source of it"), documents[indicator])
        for each, indicator in sorted(pairs - met)
    ]
    return Found(len(pairs), lacks)


def _measured(facts: Facts, concepts: Sequence[str]) -> list[tuple[str, str]]:
    """Return pairs of concept and a source of which a variable records it."""
    rows = facts.reader.database.rows(
        "SELECT object, record.id FROM json_each(?) AS wanted JOIN link ON object = wanted.value AND field = 'concept'"
        f" JOIN record ON record.key = subject AND +kind = 'variable' AND {CURRENT}",
        (orjson.dumps(list(concepts)).decode(),),
    )
    of = {variable: concept for concept, variable in rows}
    return [(of[variable], source) for variable, source in facts.sources_of(sorted(of))]


def undefined(facts: Facts) -> Found:
    """Return the terms in use that nothing defines; how many are in use is not counted, there may be very many."""
    used = "EXISTS (SELECT 1 FROM link WHERE link.object = record.id AND link.field IN ('concept', 'terms'))"
    rows = facts.reader.database.rows(
        "SELECT id, label FROM record WHERE id >= 'concept/' AND id < 'concept0' AND +kind = 'concept'"  # near on disk
        f" AND instr(document, '\"definition\":') = 0 AND {used} AND {CURRENT} ORDER BY label, id"
    )
    terms = [Named(*row) for row in rows]
    if facts.country or facts.agency:
        mine = {one.id for one in facts.sources if facts.concerns(one)}
        here = {each for one in facts.sources if one.id in mine for each in one.terms}
        here |= {term for term, source in _measured(facts, [one.id for one in terms]) if source in mine}
        terms = [one for one in terms if one.id in here]
    return Found(None, [Lack(one, "no definition", facts.country) for one in terms])
