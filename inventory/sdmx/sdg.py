"""The report on an indicator: the metadata structure of the Inter-agency and Expert Group on SDG Indicators.

Ids and order are those of its structure SDG_MSD, which is flat: the headings are attributes like the others. It reports
on series of data; ours reports on the indicator itself, a concept. An international custodian is responsible for global
monitoring; one that belongs to a country reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue.reader import Document
from .esms import code_lists, emails, legal_basis, posts, units
from .facts import Facts, Texts, listed
from .report import Attribute, Says, called, field, of_each, together, with_details

SDG_SCHEME = "scheme/sdg"


def _asked_by(depth: int) -> Says:
    """Say the goals (1), targets (2) or indicators (3) of the 2030 Agenda that an indicator serves."""

    def says(indicator: Document, facts: Facts) -> Iterator[Texts]:
        found: dict[str, Texts] = {}
        for concept in facts.some(indicator.get("framework")):
            if concept.get("scheme") == SDG_SCHEME:
                path = _path(concept, facts)
                if len(path) >= depth:
                    found[path[depth - 1]["id"]] = _numbered(path[depth - 1], facts)
        return iter(found.values())

    return says


def serves_a_target(indicator: Document, facts: Facts) -> bool:
    """Tell whether an indicator serves a target of the 2030 Agenda; others are reported on in the same structure."""
    return any(_asked_by(2)(indicator, facts))


def _path(concept: Document, facts: Facts) -> list[Document]:
    """Return a concept with those above it, the goal first."""
    path = [concept]
    while (above := next(facts.some(path[0].get("broader")), None)) and above not in path:
        path.insert(0, above)
    return path


def _numbered(concept: Document, facts: Facts) -> Texts:
    number = concept.get("notation", "")
    return {language: text if number in text else f"{number} {text}" for language, text in facts.label(concept).items()}


def _other_frameworks(indicator: Document, facts: Facts) -> list[Texts]:
    return [_numbered(one, facts) for one in facts.some(indicator.get("framework")) if one.get("scheme") != SDG_SCHEME]


def _custodian(national: bool) -> Says:
    def says(indicator: Document, facts: Facts) -> list[Texts]:
        return [facts.label(one) for one in facts.some(indicator.get("custodian")) if _is_national(one) == national]

    return says


def _is_national(agency: Document) -> bool:
    return bool(agency.get("country")) and agency.get("state") != "intergovernmental"


def _of_custodian(part: Says) -> Says:
    def says(indicator: Document, facts: Facts) -> list[Texts]:
        return [
            text for one in facts.some(indicator.get("custodian")) if _is_national(one) for text in part(one, facts)
        ]

    return says


def _name(indicator: Document, facts: Facts) -> Iterator[Texts]:
    code = indicator.get("code")
    yield {language: f"{code} {text}" if code else text for language, text in facts.label(indicator).items()}


def _sources(indicator: Document, facts: Facts) -> Iterator[Texts]:
    for one in facts.some(indicator.get("sources")):
        kind = facts.labels(one.get("type"))
        yield facts.named(one, kind[0]) if kind else facts.label(one)


def _of_sources(name: str, *, refers: bool = True) -> Says:
    """Say a field of each source, with what the source is called before it."""
    part = called(name) if refers else field(name)

    def says(indicator: Document, facts: Facts) -> Iterator[Texts]:
        for source in facts.some(indicator.get("sources")):
            for text in part(source, facts):
                yield facts.named(source, text)

    return says


def _once(part: Says) -> Says:
    """Say of the sources what a part says of them, each thing once."""

    def says(indicator: Document, facts: Facts) -> list[Texts]:
        found: list[Texts] = []
        for text in of_each("sources", part)(indicator, facts):
            if text not in found:
                found.append(text)
        return found

    return says


def _splits(indicator: Document, facts: Facts) -> list[Texts]:
    return facts.labels(indicator.get("disaggregations"))


def _code_lists(indicator: Document, facts: Facts) -> list[Texts]:
    split = facts.some(indicator.get("disaggregations"))
    return code_lists([one for one in split if one["kind"] == "variable"], facts)


def _links(indicator: Document, facts: Facts) -> Iterator[Texts]:
    for source in facts.some(indicator.get("sources")):
        if source.get("link"):
            yield with_details(facts.label(source), source["link"])


def _area(indicator: Document, facts: Facts) -> list[Texts]:
    return facts.labels(listed(indicator.get("country")))


SDG: tuple[Attribute, ...] = (
    Attribute("SDG_INDICATOR_INFO"),
    Attribute("SDG_GOAL", "framework in scheme/sdg: the goal", _asked_by(1), "list"),
    Attribute("SDG_TARGET", "framework in scheme/sdg: the target", _asked_by(2), "list"),
    Attribute("SDG_INDICATOR", "framework in scheme/sdg: the indicator", _asked_by(3), "list"),
    Attribute("SDG_SERIES_DESCR", "code, name", _name),
    Attribute("META_LAST_UPDATE", "modified", field("modified"), "moment"),
    Attribute("SDG_RELATED_INDICATORS", "framework in other schemes", _other_frameworks, "list"),
    Attribute("SDG_CUSTODIAN_AGENCIES", "custodian, if it belongs to no country", _custodian(national=False)),
    Attribute("CONTACT"),
    Attribute("CONTACT_ORGANISATION", "custodian, if it belongs to a country", _custodian(national=True)),
    Attribute("CONTACT_NAME"),
    Attribute("ORGANISATION_UNIT", "custodian: contacts: unit", _of_custodian(units)),
    Attribute("CONTACT_FUNCT", "custodian: contacts: post", _of_custodian(posts)),
    Attribute("CONTACT_PHONE"),
    Attribute("CONTACT_MAIL"),
    Attribute("CONTACT_EMAIL", "custodian: contacts: email", _of_custodian(emails), "value"),
    Attribute("IND_DEF_CON_CLASS"),
    Attribute("STAT_CONC_DEF", "definition", field("definition")),
    Attribute("UNIT_MEASURE", "unit", field("unit")),
    Attribute("CLASS_SYSTEM", "disaggregations: representation: scheme", _code_lists, "list"),
    Attribute("SRC_TYPE_COLL_METHOD"),
    Attribute("SOURCE_TYPE", "sources (title, type)", _sources, "list"),
    Attribute("COLL_METHOD", "sources: collection_mode", _of_sources("collection_mode", refers=False), "list"),
    Attribute("FREQ_COLL", "sources: frequency", _of_sources("frequency"), "list"),
    Attribute("REL_CAL_POLICY"),
    Attribute("DATA_SOURCE", "sources: holder", _once(called("holder")), "list"),
    Attribute("COMPILING_ORG", "sources: compiler", _once(called("compiler")), "list"),
    Attribute("INST_MANDATE", "sources: legal_basis", _once(legal_basis), "list"),
    Attribute("OTHER_METHOD"),
    Attribute("RATIONALE"),
    Attribute("REC_USE_LIM", "notes", field("notes")),
    Attribute("DATA_COMP", "method", field("method")),
    Attribute("DATA_VALIDATION"),
    Attribute("ADJUSTMENT"),
    Attribute("IMPUTATION"),
    Attribute("REG_AGG"),
    Attribute("DOC_METHOD"),
    Attribute("QUALITY_MGMNT"),
    Attribute("QUALITY_ASSURE"),
    Attribute("QUALITY_ASSMNT", "sources: quality", _of_sources("quality", refers=False), "list"),
    Attribute("COVERAGE", "country, disaggregations, latest", together(_area, _splits, field("latest")), "list"),
    Attribute("COMPARABILITY"),
    Attribute("OTHER_DOC", "sources: link", _links, "list"),
)
"""The attributes in the order of the structure."""

CONCEPT_NAMES: dict[str, Texts] = {
    "SDG_INDICATOR_INFO": {"en": "Indicator information", "fr": "Informations sur l’indicateur"},
    "SDG_GOAL": {"en": "Goal", "fr": "Objectif"},
    "SDG_TARGET": {"en": "Target", "fr": "Cible"},
    "SDG_INDICATOR": {"en": "Indicator", "fr": "Indicateur"},
    "SDG_SERIES_DESCR": {"en": "Series", "fr": "Série"},
    "SDG_RELATED_INDICATORS": {"en": "Related indicators", "fr": "Indicateurs connexes"},
    "SDG_CUSTODIAN_AGENCIES": {
        "en": "International organisations responsible for global monitoring",
        "fr": "Organisations internationales chargées du suivi mondial",
    },
    "IND_DEF_CON_CLASS": {
        "en": "Definition, concepts and classifications",
        "fr": "Définition, concepts et classifications",
    },
    "SRC_TYPE_COLL_METHOD": {
        "en": "Data source type and data collection method",
        "fr": "Type de source et méthode de collecte des données",
    },
    "DATA_SOURCE": {"en": "Data providers", "fr": "Fournisseurs de données"},
    "COMPILING_ORG": {"en": "Data compilers", "fr": "Compilateurs des données"},
    "OTHER_METHOD": {
        "en": "Other methodological considerations",
        "fr": "Autres considérations méthodologiques",
    },
    "RATIONALE": {"en": "Rationale", "fr": "Justification"},
    "REC_USE_LIM": {"en": "Comment and limitations", "fr": "Commentaires et limites"},
    "IMPUTATION": {"en": "Treatment of missing values", "fr": "Traitement des valeurs manquantes"},
    "REG_AGG": {"en": "Regional aggregations", "fr": "Agrégations régionales"},
    "COVERAGE": {"en": "Data availability and disaggregation", "fr": "Disponibilité et désagrégation des données"},
    "OTHER_DOC": {"en": "References and documentation", "fr": "Références et documentation"},
}
"""Names of the concepts that ESMS does not have."""
