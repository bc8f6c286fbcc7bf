"""The rules by which gaps are found, as data: each with its kind, what it looks at and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import orjson

from ..catalogue.wording import first_few
from .covering import covered_on
from .dates import Span, last_day
from .named import Named
from .shortfall_facts import Facts, Found, GapKind, Lack, Source
from .shortfall_stated import stated

TOPICS, OBJECTIVES = "scheme/topics", "scheme/gcm"

YEAR = Span(months=12)
"""How long a validation holds."""

OPEN = "concept/access-open"

UNKNOWN = ("", "concept/frequency-unknown")

NOTHING = "no source"


@dataclass(frozen=True, slots=True)
class GapRule:
    """One sort of gap.

    Attributes:
        name: What ``--rule`` calls it.
        kinds: The kinds of gap that it finds, mostly one.
        noun: What it looks at, one of it: "topic".
        lack: What is said of those that it finds, after the noun: "without data".
        help: What it finds, in a sentence.
        next: The command that closes such a gap; {id} stands for the subject.
        find: Finds them.
        of_agencies: Whether what it looks at belongs to an agency, so that one can be asked about.
    """

    name: str
    kinds: tuple[GapKind, ...]
    noun: str
    lack: str
    help: str
    next: str
    find: Callable[[Facts], Found]
    of_agencies: bool = True


def _topics(facts: Facts) -> Found:
    above = facts.broader(TOPICS)

    def used(source: Source) -> Iterable[str]:
        return (each for one in source.topics for each in (one, *above.get(one, ())))

    return _without_data(facts, facts.concepts(TOPICS), used)


def _objectives(facts: Facts) -> Found:
    return _without_data(facts, facts.concepts(OBJECTIVES), lambda source: source.objectives)


def _counties(facts: Facts) -> Found:
    rows = facts.reader.database.rows(
        "SELECT record.id, record.label, coalesce(min(object), '') FROM record"
        " LEFT JOIN link ON subject = key AND field = 'part_of'"
        " WHERE kind = 'area' AND json_extract(document, '$.type') = 'county' GROUP BY record.id, record.label"
        " ORDER BY record.label, record.id"
    )
    country = {county: above for county, _, above in rows}
    asked = [Named(county, label) for county, label, above in rows if facts.country in ("", above)]
    found = _without_data(facts, asked, lambda source: source.areas)
    return Found(found.looked_at, [one._replace(country=country[one.subject.id]) for one in found.lacks])


def _without_data(facts: Facts, subjects: Sequence[Named], used: Callable[[Source], Iterable[str]]) -> Found:
    """Return those of some subjects that no source of data is about, in the country that is asked about."""
    holders = facts.holders(used)
    lacks: list[Lack] = []
    for subject in subjects:
        those = holders.get(subject.id, [])
        if not any(one.is_data and facts.concerns(one) for one in those):
            lacks.append(_no_data(facts, subject, those))
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


def _indicators(facts: Facts) -> Found:
    sources = {one.id: one for one in facts.sources}
    asked = _asked_indicators(facts)
    lacks: list[Lack] = []
    for indicator, document in asked:
        those = [sources[one] for one in document.get("sources", ()) if one in sources]
        if not any(one.is_data for one in those):
            lack = _no_data(Facts(facts.reader, facts.on), indicator, those)
            lacks.append(_of_indicator(lack._replace(fields=("sources",)), document))
    return Found(len(asked), sorted(lacks, key=lambda one: one.text != NOTHING))


def _undivided_indicators(facts: Facts) -> Found:
    asked = _asked_indicators(facts)
    lacks = [Lack(one, "not split by anything") for one, document in asked if not document.get("disaggregations")]
    documents = {one.id: document for one, document in asked}
    return Found(len(asked), [_of_indicator(one, documents[one.subject.id]) for one in lacks])


def _of_indicator(lack: Lack, document: Mapping[str, str]) -> Lack:
    return lack._replace(country=document.get("country", ""), agency=document.get("custodian", ""))


def _asked_indicators(facts: Facts) -> list[tuple[Named, dict[str, str]]]:
    """Return the indicators of the country and the agency that are asked about; those of no country are everybody's."""
    rows = facts.reader.database.rows(
        "SELECT id, label, document FROM record WHERE kind = 'indicator' ORDER BY label, id"
    )
    told = [(Named(record, label), orjson.loads(text)) for record, label, text in rows]
    return [
        (indicator, document)
        for indicator, document in told
        if (not facts.country or document.get("country", facts.country) == facts.country)
        and (not facts.agency or document.get("custodian") == facts.agency)
    ]


def _disaggregations(facts: Facts) -> Found:
    """Return what indicators are to be split by, and no variable of their sources records."""
    asked = {
        (each, indicator.id, source)
        for indicator, document in _asked_indicators(facts)
        for each in document.get("disaggregations", ())
        for source in document.get("sources") or ("",)
    }
    data = {one.id for one in facts.sources if one.is_data}
    variables = facts.sources_of(sorted({each for each, _, _ in asked if each.startswith("variable/")}))
    held = {*variables, *_measured(facts, sorted({each for each, _, _ in asked if each.startswith("concept/")}))}
    pairs = {(each, indicator) for each, indicator, _ in asked}
    met = {(each, indicator) for each, indicator, source in asked if source in data and (each, source) in held}
    labels = facts.reader.labels(sorted({one for pair in pairs for one in pair}))
    lacks = [
        Lack(Named(each, labels.get(each, each)), f"asked for by {indicator}, and in no source of it", facts.country)
        for each, indicator in sorted(pairs - met)
    ]
    return Found(len(pairs), lacks)


def _measured(facts: Facts, concepts: Sequence[str]) -> list[tuple[str, str]]:
    """Return pairs of concept and a source of which a variable records it."""
    rows = facts.reader.database.rows(
        "SELECT object, record.id FROM json_each(?) AS wanted JOIN link ON object = wanted.value AND field = 'concept'"
        " JOIN record ON record.key = subject AND +kind = 'variable'",
        (orjson.dumps(list(concepts)).decode(),),
    )
    of = {variable: concept for concept, variable in rows}
    return [(of[variable], source) for variable, source in facts.sources_of(sorted(of))]


def _totals_only(facts: Facts) -> Found:
    """Return the sources for statistics that nothing splits, as far as their variables are described."""
    asked = [one for one in facts.data if one.for_statistics]
    undivided = _unsplit(facts, [one.id for one in asked], "json_extract(variable.document, '$.role')='disaggregation'")
    undescribed = _unsplit(facts, sorted(undivided), "variable.kind = 'variable'")
    told = {one: "no variable described" if one in undescribed else "totals only" for one in undivided}
    lacks = [_of_source(one, told[one.id]) for one in asked if one.id in told]
    return Found(len(asked), lacks)


def _unsplit(facts: Facts, sources: Sequence[str], condition: str) -> set[str]:
    """Return those of some sources of which no variable meets a condition in SQL, nor one of their datasets."""
    own = (
        "SELECT 1 FROM link JOIN record AS variable ON variable.key = link.subject AND +variable.kind = 'variable'"
        " WHERE link.object = {0} AND link.field = 'source' AND " + condition
    )
    rows = facts.reader.database.rows(
        f"SELECT wanted.value FROM json_each(?) AS wanted WHERE NOT EXISTS ({own.format('wanted.value')})"
        " AND NOT EXISTS (SELECT 1 FROM link AS released JOIN record AS dataset ON dataset.key = released.subject"
        " AND +dataset.kind = 'dataset' WHERE released.object = wanted.value AND released.field = 'source'"
        f" AND EXISTS ({own.format('dataset.id')}))",
        (orjson.dumps(list(sources)).decode(),),
    )
    return {one for (one,) in rows}


def _undefined(facts: Facts) -> Found:
    """Return the terms in use that nothing defines; how many are in use is not counted, there may be very many."""
    used = "EXISTS (SELECT 1 FROM link WHERE link.object = record.id AND link.field IN ('concept', 'terms'))"
    rows = facts.reader.database.rows(
        f"SELECT id, label FROM record WHERE kind = 'concept' AND instr(document, '\"definition\":') = 0 AND {used}"
        " ORDER BY label, id"
    )
    terms = [Named(*row) for row in rows]
    if facts.country or facts.agency:
        mine = {one.id for one in facts.sources if facts.concerns(one)}
        here = {each for one in facts.sources if one.id in mine for each in one.terms}
        here |= {term for term, source in _measured(facts, [one.id for one in terms]) if source in mine}
        terms = [one for one in terms if one.id in here]
    return Found(None, [Lack(one, "no definition", facts.country) for one in terms])


def _of_source(source: Source, text: str, *fields: str) -> Lack:
    return Lack(source.named, text, source.country, source.holder, fields)


def _each(told: Callable[[Facts, Source], str], *fields: str) -> Callable[[Facts], Found]:
    """Return a rule over the sources of data, made of what one of them lacks, "" if nothing."""

    def find(facts: Facts) -> Found:
        lacks = [_of_source(one, text, *fields) for one in facts.data if (text := told(facts, one))]
        return Found(len(facts.data), lacks)

    return find


def _not_for_statistics(_: Facts, source: Source) -> str:
    if source.for_statistics is None:
        return "nobody said whether it serves statistics"
    return "" if source.for_statistics else "collected for another purpose"


def _not_validated(facts: Facts, source: Source) -> str:
    try:
        last = last_day(source.last_validated) if source.last_validated else None
    except ValueError:
        last = None
    if last is None:
        return "never validated, as far as recorded"
    return f"last validated {source.last_validated}" if YEAR.after(last) < facts.on else ""


def _no_frequency(_: Facts, source: Source) -> str:
    return "not known how often" if source.frequency in UNKNOWN else ""


def _no_holder(_: Facts, source: Source) -> str:
    return "" if source.holder else "not known who keeps it"


def _no_agreement(facts: Facts) -> Found:
    asked = [one for one in facts.data if one.access != OPEN]
    text = "not open, and under no agreement in force"
    covered = covered_on(facts.reader, [one.id for one in asked], facts.on)
    return Found(len(asked), [_of_source(one, text, "access") for one in asked if one.id not in covered])


_PLAN = "orodha gaps plan {id} --title TITLE"

_RULES = (
    GapRule(
        "topic-without-data",
        ("data",),
        "topic",
        "without data",
        "Topics that no source of data is about, nor about a narrower one.",
        _PLAN,
        _topics,
        False,
    ),
    GapRule(
        "objective-without-data",
        ("data",),
        "objective",
        "without data",
        "Objectives of the Global Compact that no source of data serves.",
        _PLAN,
        _objectives,
        False,
    ),
    GapRule(
        "indicator-without-data",
        ("data",),
        "indicator",
        "without data",
        "Indicators that are computed from no source of data.",
        _PLAN,
        _indicators,
    ),
    GapRule(
        "disaggregation-without-data",
        ("data",),
        "disaggregation",
        "asked for and not recorded",
        "What indicators are to be split by, and no variable of their sources records.",
        _PLAN,
        _disaggregations,
        False,
    ),
    GapRule(
        "source-without-disaggregation",
        ("data",),
        "statistical source",
        "without disaggregation",
        "Sources for statistics with no variable that splits their figures.",
        "orodha add variable source={id} role=disaggregation name=NAME label=LABEL identifies=no",
        _totals_only,
    ),
    GapRule(
        "indicator-without-disaggregation",
        ("data",),
        "indicator",
        "without disaggregation",
        "Indicators of which nothing says by what they are split.",
        "orodha edit {id} disaggregations+=CONCEPT",
        _undivided_indicators,
    ),
    GapRule(
        "term-without-definition",
        ("data",),
        "used term",
        "without a definition",
        "Terms that sources or variables are about, and that nothing defines.",
        "orodha edit {id} definition=TEXT --evidence document=DOCUMENT,place=PLACE",
        _undefined,
    ),
    GapRule(
        "source-not-for-statistics",
        ("reporting",),
        "data source",
        "not collected for statistics",
        "Sources whose data are collected for another purpose, or of which nobody said.",
        "orodha edit {id} collected_for_statistics=yes",
        _each(_not_for_statistics, "collected_for_statistics"),
    ),
    GapRule(
        "source-not-validated",
        ("reporting",),
        "data source",
        "not validated for 12 months",
        "Sources whose data nobody has validated in the twelve months before the day.",
        "orodha edit {id} last_validated=DATE validated_by=AGENCY",
        _each(_not_validated, "last_validated"),
    ),
    GapRule(
        "source-without-frequency",
        ("reporting",),
        "data source",
        "of unknown frequency",
        "Sources of which it is not known how often they are updated.",
        "orodha edit {id} frequency=FREQUENCY",
        _each(_no_frequency, "frequency"),
    ),
    GapRule(
        "county-without-data",
        ("geographic",),
        "county",
        "named by no data source, though national ones may cover them",
        "Counties that no source of data names; a national one may cover them.",
        _PLAN,
        _counties,
        False,
    ),
    GapRule(
        "source-without-agreement",
        ("capacity",),
        "closed source",
        "under no agreement in force",
        "Sources that are not open, and that no agreement in force covers.",
        "orodha add agreement title=TITLE type=MoU status=draft covers={id}",
        _no_agreement,
    ),
    GapRule(
        "source-without-holder",
        ("capacity",),
        "data source",
        "without a known holder",
        "Sources of which it is not known who keeps the data.",
        "orodha edit {id} holder=AGENCY",
        _each(_no_holder, "holder"),
    ),
    GapRule(
        "stated",
        ("data", "reporting", "financial", "geographic", "capacity"),
        "challenge",
        "stated in documents",
        "Challenges and next steps in which documents tell of a gap.",
        "orodha show {id}",
        stated,
    ),
)

GAP_RULES: Mapping[str, GapRule] = {rule.name: rule for rule in _RULES}
"""The rules by name, in the order in which answers have them."""
