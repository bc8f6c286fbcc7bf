"""Reference metadata: a report on each source (ESMS) and on each indicator (SDG), and the structures that these have.

The structures stand among the other artefacts; the reports stand in a message of their own, as SDMX has it. Concepts
are those of the scheme of ESMS concepts (``scheme/esms``), by notation; those that it does not have stand in a scheme
made for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ...catalogue.formats import Content
from ...catalogue.formats.sdmx import model, urn
from ...catalogue.reader import Document
from .esms import ESMS
from .facts import Facts, Texts, WrittenFacts
from .identities import ESMS_SCHEME, Names
from .ids import Taken
from .made import VIEW, is_part, word_for
from .report import Attribute, Form, reported, walk, with_details
from .sdg import CONCEPT_NAMES, SDG, serves_a_target

OWN_CONCEPTS = "METADATA_CONCEPTS"


@dataclass(frozen=True, slots=True, eq=False)
class Reporting:
    """Reports of one sort.

    Attributes:
        kind: The kind of record that they are on.
        structure: Id of the metadata structure.
        flow: Id of the metadata flow.
        report: Id of the report structure (2.1).
        target: Id of the metadata target (2.1).
        object: Id of the target object (2.1).
        object_type: Its class.
        names: What they are called.
        attributes: What they say.
    """

    kind: str
    structure: str
    flow: str
    report: str
    target: str
    object: str
    object_type: str
    names: Texts
    attributes: tuple[Attribute, ...]


REPORTINGS: tuple[Reporting, ...] = (
    Reporting(
        "source",
        "ESMS",
        "ESMS",
        "ESMS_REPORT",
        "DATAFLOW_TARGET",
        "DATA_FLOW",
        "Dataflow",
        {
            "en": "Euro SDMX Metadata Structure (ESMS)",
            "fr": "Structure euro-SDMX de métadonnées (ESMS)",
        },
        ESMS,
    ),
    Reporting(
        "indicator",
        "SDG_MSD",
        "SDG",
        "SDG_META_RPT",
        "INDICATOR_TARGET",
        "INDICATOR",
        "Concept",
        {
            "en": "Metadata structure of the indicators of the 2030 Agenda",
            "fr": "Structure des métadonnées des indicateurs du Programme 2030",
        },
        SDG,
    ),
)
"""Every sort of report."""

_FORMATS: dict[Form, model.TextFormat] = {
    "text": model.TextFormat("String", is_multilingual=True),
    "list": model.TextFormat("XHTML", is_multilingual=True),
    "value": model.TextFormat("String"),
    "moment": model.TextFormat("DateTime"),
}


def structures_of_metadata(
    content: Content, names: Names, facts: WrittenFacts, syntax: str
) -> Iterator[model.Maintainable]:
    """Yield the structure and flow of each sort of report that there is a record for, and the concepts made for them.

    Args:
        content: What is written.
        names: What its records are called in SDMX.
        facts: What the audience knows.
        syntax: The syntax: what reports are about is said by the structure in "sdmx-ml-2.1", and by the flow elsewhere.
    """
    wanted = {one: targets for one in REPORTINGS if (targets := list(_targets(content, names, one.kind)))}
    if not wanted:
        return
    concepts = _concepts(facts, names)
    missing = [id for id in _ids(wanted) if id not in concepts]
    if missing:
        yield _own_concepts(missing, names.maintainer, partial=is_part(content))
        concepts |= {id: str(urn.Urn("Concept", names.maintainer, OWN_CONCEPTS, "1.0", id)) for id in missing}
    for one, targets in wanted.items():
        structure = _structure(one, names.maintainer, concepts, syntax)
        yield structure
        yield model.Metadataflow(
            one.flow,
            agency=names.maintainer,
            annotations=VIEW,
            names=one.names,
            structure=structure.urn,
            targets=() if syntax == "sdmx-ml-2.1" else _wildcards(targets),
        )


def metadata_sets(content: Content, names: Names, facts: Facts, syntax: str) -> Iterator[model.MetadataSet]:
    """Yield a report on each source and each indicator that is written.

    Args:
        content: What is written.
        names: What its records are called in SDMX.
        facts: What the audience knows.
        syntax: The syntax: a report names its structure and target in "sdmx-ml-2.1", and its flow elsewhere.
    """
    taken = Taken()
    for one in REPORTINGS:
        for document in content.documents((one.kind,)):
            target = names.urn(document["id"])
            attributes = reported(one.attributes, document, facts, Findings(document, facts)) if target else ()
            if attributes:
                made = _set(one, document, target, attributes, names.maintainer, facts, syntax)
                yield replace(made, id=taken.free(made.id))


def _targets(content: Content, names: Names, kind: str) -> Iterator[str]:
    return (found for one in content.documents((kind,)) if (found := names.urn(one["id"])))


def _wildcards(targets: Iterable[str]) -> tuple[str, ...]:
    """Return patterns for flows of the same agencies, or for concepts of the same schemes, as some targets."""
    found: set[str] = set()
    for one in map(urn.parse, targets):
        whole = f"{one.scheme}.*" if one.item else f"{one.agency}:*(*)"
        found.add(f"{urn.prefix(one.kind)}{whole}")
    return tuple(sorted(found))


def _ids(reportings: Iterable[Reporting]) -> list[str]:
    """Return the ids of the attributes, each once."""
    return list(dict.fromkeys(attribute.id for one in reportings for attribute in walk(one.attributes)))


def _concepts(facts: WrittenFacts, names: Names) -> dict[str, str]:
    """Return the URNs of the concepts of ESMS by notation."""
    found: dict[str, str] = {}
    for one in facts.documents.values():
        if one["kind"] == "concept" and one.get("scheme") == ESMS_SCHEME and one.get("notation") and facts.reaches(one):
            name = names.urn(one["id"])
            if name and urn.parse(name).kind == "Concept":
                found[one["notation"]] = name
    return found


def _own_concepts(ids: Iterable[str], maintainer: str, *, partial: bool) -> model.ConceptScheme:
    return model.ConceptScheme(
        OWN_CONCEPTS,
        agency=maintainer,
        annotations=VIEW,
        is_partial=partial or None,
        names={"en": "Further concepts of metadata structures", "fr": "Autres concepts des structures de métadonnées"},
        concepts=tuple(
            model.Concept(id, names=CONCEPT_NAMES.get(id) or {"en": id.replace("_", " ").capitalize()}) for id in ids
        ),
    )


def _structure(reporting: Reporting, maintainer: str, concepts: dict[str, str], syntax: str) -> model.MetadataStructure:
    made = model.MetadataStructure(
        reporting.structure,
        agency=maintainer,
        annotations=VIEW,
        names=reporting.names,
        reports=(model.ReportStructure(attributes=_attributes(reporting.attributes, concepts)),),
    )
    if syntax != "sdmx-ml-2.1":
        return made
    target = model.TargetObject(
        reporting.object,
        object_type=reporting.object_type,
        representation=model.Representation(format=model.TextFormat("IdentifiableReference")),
    )
    made.targets = (model.MetadataTarget(reporting.target, objects=(target,)),)
    made.reports = (replace(made.reports[0], id=reporting.report, targets=(reporting.target,)),)
    return made


def _attributes(attributes: Iterable[Attribute], concepts: dict[str, str]) -> tuple[model.MetadataAttribute, ...]:
    return tuple(
        model.MetadataAttribute(
            one.id,
            concept=concepts[one.id],
            representation=model.Representation(format=_FORMATS[one.form]),
            min_occurs="0",
            max_occurs="1",
            is_presentational=False,  # a quality report may be on what otherwise heads others
            attributes=_attributes(one.inner, concepts),
        )
        for one in attributes
    )


class Findings:
    """What quality reports say of a record, by the id of the attribute that their dimension is."""

    def __init__(self, document: Document, facts: Facts) -> None:
        self._by_id: dict[str, list[Texts]] = {}
        for one in facts.quality(document) if document["kind"] == "source" else ():
            dimension = facts.get(one.get("dimension"))
            if dimension and dimension.get("notation"):
                self._by_id.setdefault(dimension["notation"], []).append(_finding(one, facts))

    def __call__(self, id: str) -> list[Texts]:
        """Return what reports say on the attribute of an id."""
        return self._by_id.get(id, [])


def _finding(report: Document, facts: Facts) -> Texts:
    text = facts.label(report)
    by = facts.labels(report.get("assessor"))
    assessor = next(iter(by[0].values())) if by else None
    return with_details(text, report.get("rating"), report.get("framework"), assessor, report.get("date"))


def _set(
    reporting: Reporting,
    document: Document,
    target: str,
    attributes: tuple[model.ReportedAttribute, ...],
    maintainer: str,
    facts: Facts,
    syntax: str,
) -> model.MetadataSet:
    parts = urn.parse(target)
    if document["kind"] == "indicator":
        name = f"{'SDG' if serves_a_target(document, facts) else 'INDICATOR'}_{parts.item}"
    else:
        name = f"{reporting.flow}_{word_for(target, maintainer)}"
    made = model.MetadataSet(
        name,
        agency=maintainer,
        annotations=VIEW,
        names=facts.label(document),
        attributes=attributes,
    )
    if syntax == "sdmx-ml-2.1":
        made.structure = str(urn.Urn("MetadataStructure", maintainer, reporting.structure))
        made.report, made.target = reporting.report, reporting.target
        made.target_values = (model.TargetValue(reporting.object, object=target),)
    else:
        made.metadataflow = str(urn.Urn("Metadataflow", maintainer, reporting.flow))
        made.targets = (target,)
    return made
