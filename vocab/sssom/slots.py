"""The slots of a mapping in SSSOM, in the order of its model, and which field of ours each one is.

SSSOM 1.1, https://mapping-commons.github.io/sssom/. What has no field stays in ``extra`` under the name of its slot.
"""

from __future__ import annotations

from dataclasses import dataclass

VERSION = "1.1"
"""The newest version that is read and written."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot.

    Attributes:
        name: Its name, the header of its column.
        field: The field of a mapping that it is, or "".
        many: Whether it has several values, joined by bars in a table.
        entity: Whether its values are written as CURIEs.
        number: Whether it is a number.
        shared: Whether the header of a file may say it for all mappings.
        told: Whether it only repeats, for readers, what the concepts themselves say.
        since: The version of SSSOM that it came with.
    """

    name: str
    field: str = ""
    many: bool = False
    entity: bool = False
    number: bool = False
    shared: bool = False
    told: bool = False
    since: str = "1.0"


_DECLARED = (
    Slot("record_id", entity=True, since="1.1"),
    Slot("subject_id", "subject", entity=True),
    Slot("subject_label", told=True),
    Slot("subject_category"),
    Slot("predicate_id", "predicate", entity=True),
    Slot("predicate_label", told=True),
    Slot("predicate_modifier"),
    Slot("object_id", "object", entity=True),
    Slot("object_label", told=True),
    Slot("object_category"),
    Slot("mapping_justification", "justification", entity=True),
    Slot("author_id", many=True, entity=True),
    Slot("author_label", many=True),
    Slot("reviewer_id", many=True, entity=True),
    Slot("reviewer_label", "reviewer", many=True),
    Slot("creator_id", many=True, entity=True),
    Slot("creator_label", many=True),
    Slot("license"),
    Slot("subject_type", shared=True),
    Slot("subject_source", entity=True, shared=True, told=True),
    Slot("subject_source_version", shared=True),
    Slot("object_type", shared=True),
    Slot("object_source", entity=True, shared=True, told=True),
    Slot("object_source_version", shared=True),
    Slot("predicate_type", shared=True, since="1.1"),
    Slot("mapping_provider", shared=True),
    Slot("mapping_source", entity=True),
    Slot("mapping_cardinality"),
    Slot("cardinality_scope", many=True, shared=True, since="1.1"),
    Slot("mapping_tool", "tool", shared=True),
    Slot("mapping_tool_id", entity=True, shared=True, since="1.1"),
    Slot("mapping_tool_version", "tool_version", shared=True),
    Slot("mapping_date", "date", shared=True),
    Slot("publication_date"),
    Slot("review_date", since="1.1"),
    Slot("confidence", "confidence", number=True),
    Slot("reviewer_agreement", number=True, since="1.1"),
    Slot("curation_rule", many=True, entity=True, shared=True),
    Slot("curation_rule_text", many=True, shared=True),
    Slot("subject_match_field", many=True, entity=True, shared=True),
    Slot("object_match_field", many=True, entity=True, shared=True),
    Slot("match_string", many=True),
    Slot("subject_preprocessing", many=True, entity=True, shared=True),
    Slot("object_preprocessing", many=True, entity=True, shared=True),
    Slot("similarity_score", "similarity", number=True),
    Slot("similarity_measure", "similarity_measure", shared=True),
    Slot("see_also", many=True),
    Slot("issue_tracker_item", entity=True),
    Slot("other"),
    Slot("comment", "reason"),
)

SLOTS = {slot.name: slot for slot in _DECLARED}
"""The slots by name, in the order of their columns."""

OF_FIELD = {slot.field: slot for slot in _DECLARED if slot.field}
"""The slots that are fields of a mapping, by field."""

CONDENSED = tuple(slot.name for slot in _DECLARED if slot.shared and slot.since == "1.0" and slot.name not in (
    "similarity_measure", "curation_rule", "curation_rule_text"))  # fmt: skip
"""Slots that a header may say for all mappings in every version of SSSOM."""

STATUS = "ext_orodha_status"
"""Extension: what the review decided, where the other slots do not tell it."""

VIA = "ext_orodha_via"
"""Extension: the concepts in between, as CURIEs joined by bars."""

RECORD = "ext_orodha_record"
"""Extension: what else a record says, and SSSOM has no slot for, as JSON."""

EXTENSIONS = {STATUS: "orodha:reviewStatus", VIA: "orodha:via", RECORD: "orodha:record"}
"""The extensions, with the property that each one is."""

PROBLEM = "problem"
"""The column of a file of rejected rows that says what is wrong; it is not read."""

OLD_NAMES = {"semantic_similarity_score": "similarity_score", "semantic_similarity_measure": "similarity_measure"}
"""What slots were called before SSSOM 1.0."""

MATCH_TYPES = {
    "Lexical": "semapv:LexicalMatching",
    "Logical": "semapv:LogicalMatching",
    "HumanCurated": "semapv:ManualMappingCuration",
    "Complex": "semapv:CompositeMatching",
    "Unspecified": "semapv:UnspecifiedMatching",
    "SemanticSimilarity": "semapv:SemanticSimilarityThresholdMatching",
}
"""What ``match_type`` said before SSSOM 0.9.1, and the justification that it is now."""

NOT = "Not"
"""The one predicate modifier: the two do not belong together so."""

CURATED = "semapv:ManualMappingCuration"
UNSPECIFIED = "semapv:UnspecifiedMatching"
DECIDED = (CURATED, "semapv:MappingReview")
"""Justifications of what a person has decided."""

PREDICATES = {
    "owl:sameAs": "skos:exactMatch",
    "owl:equivalentClass": "skos:exactMatch",
    "owl:equivalentProperty": "skos:exactMatch",
    "rdfs:subClassOf": "skos:broadMatch",
    "rdfs:subPropertyOf": "skos:broadMatch",
    "rdfs:seeAlso": "skos:relatedMatch",
    "oboInOwl:hasDbXref": "skos:relatedMatch",
    "skos:mappingRelation": "skos:relatedMatch",
    "semapv:crossSpeciesExactMatch": "skos:exactMatch",
    "semapv:crossSpeciesCloseMatch": "skos:closeMatch",
    "semapv:crossSpeciesBroadMatch": "skos:broadMatch",
    "semapv:crossSpeciesNarrowMatch": "skos:narrowMatch",
}
"""Predicates of other vocabularies, and what they come nearest to; the original is kept and given back."""
