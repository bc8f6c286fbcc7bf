"""The report on a source: the Euro SDMX Metadata Structure, filled from what the catalogue knows.

Below stands for each attribute which fields it is filled from. Quality reports say more, each under the attribute that
its dimension is; where none has a field and no report was made, nothing is said. Codes of records ("in force",
"identifiable") are written as they are; a mapping is written with a sign: = exact, ≈ close, ⊂ the term is the narrower
one, ⊃ the wider one, ~ related.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue.reader import Document
from ...catalogue.texts import in_language
from ...vocab.relations import BROAD, CLOSE, EXACT, INVERSE, NARROW, RELATED
from .facts import Facts, Texts, joined, listed
from .report import Attribute, called, coded, field, of_each, together, with_details

SIGNS = {EXACT: "=", CLOSE: "≈", BROAD: "⊂", NARROW: "⊃", RELATED: "~"}
"""What stands between the terms of a mapping."""

MOST = 50
"""How many other sources are named: a report stays readable, and thousands of reports stay linear in their number."""


def posts(document: Document, facts: Facts) -> Iterator[Texts]:
    """Say the posts of an agency that one may write to."""
    return (one["post"] for one in document.get("contacts", ()) if one.get("post"))


def units(document: Document, facts: Facts) -> Iterator[Texts]:
    """Say the units of an agency that one may write to."""
    return (one["unit"] for one in document.get("contacts", ()) if one.get("unit"))


def emails(document: Document, facts: Facts) -> Iterator[Texts]:
    """Say the addresses of an agency."""
    return ({"": one["email"]} for one in document.get("contacts", ()) if one.get("email"))


def _contact(document: Document, email: bool) -> Iterator[Texts]:
    contact = document.get("contact", "")
    if contact and ("@" in contact) == email:
        yield {"": contact}


def terms_of(source: Document, facts: Facts) -> list[Document]:
    """Return the terms that a source is about or that its variables measure, each once."""
    found = list(facts.some(source.get("terms")))
    for variable in facts.variables(source):
        found += facts.some(variable.get("concept"))
    return list({one["id"]: one for one in found}.values())


def _definitions(source: Document, facts: Facts) -> Iterator[Texts]:
    for term in terms_of(source, facts):
        defined = term.get("definition")
        yield facts.named(term, defined) if defined else facts.label(term)


def code_lists(variables: list[Document], facts: Facts) -> list[Texts]:
    """Say the code lists of some variables, each once."""
    lists = dict.fromkeys(one.get("representation", {}).get("scheme") for one in variables)
    return facts.labels([one for one in lists if one])


def _measured_in(source: Document, facts: Facts) -> Iterator[Texts]:
    found = (one.get("representation", {}).get("unit") for one in facts.variables(source))
    return ({"": unit} for unit in dict.fromkeys(found) if unit)


def _covered(source: Document, facts: Facts) -> list[Texts]:
    areas = facts.labels(source.get("coverage", {}).get("areas"))
    return areas or facts.labels(source.get("country"))


def _population(source: Document, facts: Facts) -> list[Texts]:
    return listed(source.get("coverage", {}).get("population"))


def _periods(source: Document, facts: Facts) -> Iterator[Texts]:
    coverage = source.get("coverage", {})
    first, last = coverage.get("first_period", ""), coverage.get("last_period", "")
    if first and last:
        yield {"": f"{first} – {last}" if first != last else first}
    elif first or last:
        yield {"en": f"since {first}" if first else f"until {last}"}


def _releases(source: Document, facts: Facts) -> Iterator[Texts]:
    for one in facts.leading("dataset", "source", source["id"]):
        yield with_details(facts.label(one), one.get("period"), one.get("version"), one.get("released"))


def _release_periods(source: Document, facts: Facts) -> Iterator[Texts]:
    return ({"": one["period"]} for one in facts.leading("dataset", "source", source["id"]) if one.get("period"))


def legal_basis(source: Document, facts: Facts) -> Iterator[Texts]:
    """Say the laws and agreements that found a source."""
    for one in facts.some(source.get("legal_basis")):
        yield with_details(facts.label(one), one.get("type"), one.get("year") or one.get("signed"), one.get("status"))


def _agreements(source: Document, facts: Facts) -> Iterator[Texts]:
    for one in facts.agreements(source):
        period = "–".join(filter(None, (one.get("effective"), one.get("expires"))))
        yield with_details(facts.label(one), one.get("type"), one.get("status"), period or one.get("signed"))


def _safeguards(source: Document, facts: Facts) -> Iterator[Texts]:
    for one in facts.agreements(source):
        for language, texts in one.get("safeguards", {}).items():
            yield from ({language: text} for text in texts)


def _sensitive(source: Document, facts: Facts) -> list[Texts]:
    records = dict.fromkeys(listed(source.get("sensitive")))
    records.update(dict.fromkeys(one["sensitive"] for one in facts.variables(source) if one.get("sensitive")))
    return [one | {"en": f"Sensitive: {in_language(one, 'en')}"} for one in facts.labels(list(records))]


def _ways_to_get(source: Document, facts: Facts) -> Iterator[Texts]:
    for one in source.get("distributions", ()):
        where = one.get("access_url") or one.get("download_url")
        text = one.get("title") or one.get("description")
        if text:
            yield with_details(text, one.get("format"), where)
        elif known := ", ".join(filter(None, (one.get("format"), where))):
            yield {"": known}
    if source.get("link"):
        yield {"": source["link"]}


def _needed_for(source: Document, facts: Facts) -> list[Texts]:
    return [facts.label(one) for one in facts.leading("indicator", "sources", source["id"])]


def _validated(source: Document, facts: Facts) -> Iterator[Texts]:
    date = source.get("last_validated")
    by = facts.labels(source.get("validated_by"))
    if by:
        yield with_details(by[0], date)
    elif date:
        yield {"": date}


def _mapped(source: Document, facts: Facts) -> Iterator[Texts]:
    """Say what the terms of a source are in other schemes, as far as it was accepted."""
    for term in terms_of(source, facts):
        for mapping in facts.leading("mapping", "subject", term["id"]):
            yield from _equal(term, mapping["predicate"], mapping["object"], mapping, facts)
        for mapping in facts.leading("mapping", "object", term["id"]):
            yield from _equal(term, INVERSE[mapping["predicate"]], mapping["subject"], mapping, facts)


def _equal(term: Document, predicate: str, other: str, mapping: Document, facts: Facts) -> Iterator[Texts]:
    concept = facts.get(other)
    if concept and mapping.get("status") == "accepted":
        text = joined(facts.label(term), facts.label(concept), f" {SIGNS[predicate]} ")
        scheme = facts.labels(concept.get("scheme"))
        yield joined(text, scheme[0], " / ") if scheme else text


def _elsewhere(source: Document, facts: Facts) -> Iterator[Texts]:
    """Say the other sources on the terms of a source; of very many, the first."""
    found: dict[str, Texts] = {}
    for other in facts.each_leading("source", "terms", *source.get("terms", ())):
        if len(found) == MOST:
            yield {"": "…"}
            break
        if other["id"] != source["id"] and other["id"] not in found:
            found[other["id"]] = facts.label(other)
            yield found[other["id"]]


ESMS: tuple[Attribute, ...] = (
    Attribute(
        "CONTACT",
        inner=(
            Attribute("CONTACT_ORGANISATION", "holder", called("holder")),
            Attribute("ORGANISATION_UNIT", "holder: contacts: unit", of_each("holder", units)),
            Attribute("CONTACT_NAME"),
            Attribute(
                "CONTACT_FUNCT",
                "contact, holder: contacts: post",
                together(lambda document, facts: _contact(document, email=False), of_each("holder", posts)),
            ),
            Attribute("CONTACT_MAIL"),
            Attribute(
                "CONTACT_EMAIL",
                "contact, holder: contacts: email",
                together(lambda document, facts: _contact(document, email=True), of_each("holder", emails)),
                "value",
            ),
            Attribute("CONTACT_PHONE"),
            Attribute("CONTACT_FAX"),
        ),
    ),
    Attribute(
        "META_UPDATE",
        inner=(
            Attribute("META_CERTIFIED"),
            Attribute("META_POSTED"),
            Attribute("META_LAST_UPDATE", "modified", field("modified"), "moment"),
        ),
    ),
    Attribute(
        "STAT_PRES",
        inner=(
            Attribute(
                "DATA_DESCR", "description, measures", together(field("description"), coded("measures", "Counts"))
            ),
            Attribute(
                "CLASS_SYSTEM",
                "variables: representation: scheme",
                lambda source, facts: code_lists(facts.variables(source), facts),
                "list",
            ),
            Attribute("COVERAGE_SECTOR", "topics", called("topics"), "list"),
            Attribute("STAT_CONC_DEF", "terms, variables: concept (label, definition)", _definitions, "list"),
            Attribute("STAT_UNIT", "unit", field("unit")),
            Attribute("STAT_POP", "coverage: population", _population),
            Attribute("REF_AREA", "coverage: areas, else country", _covered, "list"),
            Attribute("COVERAGE_TIME", "coverage: first_period, last_period", _periods),
            Attribute("BASE_PER"),
        ),
    ),
    Attribute("UNIT_MEASURE", "variables: representation: unit", _measured_in),
    Attribute("REF_PERIOD", "releases: period", _release_periods),
    Attribute(
        "INST_MANDATE",
        inner=(
            Attribute("INST_MAN_LA_OA", "legal_basis (title, type, year, status)", legal_basis, "list"),
            Attribute(
                "INST_MAN_SHAR",
                "agreements that cover it or its variables (title, type, status, effective, expires)",
                _agreements,
                "list",
            ),
        ),
    ),
    Attribute(
        "CONF",
        inner=(
            Attribute(
                "CONF_POLICY",
                "personal_data, sensitive, variables: sensitive",
                together(coded("personal_data", "Personal data"), _sensitive),
                "list",
            ),
            Attribute("CONF_DATA_TR", "agreements that cover it: safeguards", _safeguards, "list"),
        ),
    ),
    Attribute(
        "REL_POLICY",
        inner=(
            Attribute("REL_CAL_POLICY"),
            Attribute("REL_CAL_ACCESS"),
            Attribute("REL_POL_US_AC", "access, conditions", together(called("access"), field("conditions"))),
        ),
    ),
    Attribute("FREQ_DISS", "frequency", called("frequency")),
    Attribute(
        "DISS_FORMAT",
        "distributions, link",
        _ways_to_get,
        "list",
        inner=(
            Attribute("NEWS_REL"),
            Attribute("PUBLICATIONS", "releases (title, period, version, released)", _releases, "list"),
            Attribute("ONLINE_DB"),
            Attribute("MICRO_DAT_ACC"),
            Attribute("DISS_OTHER"),
        ),
    ),
    Attribute("ACCESS_DOC", inner=(Attribute("DOC_METHOD"), Attribute("QUALITY_DOC"))),
    Attribute(
        "QUALITY_MGMNT",
        inner=(Attribute("QUALITY_ASSURE"), Attribute("QUALITY_ASSMNT", "quality", field("quality"))),
    ),
    Attribute(
        "RELEVANCE",
        inner=(
            Attribute(
                "USER_NEEDS",
                "gcm_objectives, indicators computed from it",
                together(called("gcm_objectives"), _needed_for),
                "list",
            ),
            Attribute("USER_SAT"),
            Attribute("COMPLETENESS"),
        ),
    ),
    Attribute(
        "ACCURACY",
        inner=(Attribute("ACCURACY_OVERALL"), Attribute("SAMPLING_ERR"), Attribute("NONSAMPLING_ERR")),
    ),
    Attribute("TIMELINESS_PUNCT", inner=(Attribute("TIMELINESS"), Attribute("PUNCTUALITY"))),
    Attribute(
        "COMPARABILITY",
        inner=(
            Attribute("COMPAR_GEO", "accepted mappings of its terms", _mapped, "list"),
            Attribute("COMPAR_TIME"),
        ),
    ),
    Attribute(
        "COHERENCE",
        inner=(
            Attribute("COHER_X_DOM", "other sources on its terms", _elsewhere, "list"),
            Attribute("COHER_INTERNAL"),
        ),
    ),
    Attribute("COST_BURDEN"),
    Attribute("DATA_REV", inner=(Attribute("REV_POLICY"), Attribute("REV_PRACTICE"))),
    Attribute(
        "STAT_PROCESS",
        inner=(
            Attribute(
                "SOURCE_TYPE",
                "type, collected_for_statistics",
                together(called("type"), coded("collected_for_statistics", "Collected for statistics")),
            ),
            Attribute("FREQ_COLL"),
            Attribute(
                "COLL_METHOD",
                "collection_mode, medium, producers",
                together(field("collection_mode"), coded("medium", "Medium"), called("producers")),
            ),
            Attribute("DATA_VALIDATION", "validated_by, last_validated", _validated),
            Attribute("DATA_COMP", "compiler", called("compiler")),
            Attribute("ADJUSTMENT"),
        ),
    ),
    Attribute("COMMENT_DSET", "notes, status", together(field("notes"), coded("status", "Status"))),
)
"""The attributes in the order of the structure; ids are those of the SDMX concepts."""
