"""Decisions on pairs of terms of Kenya and Uganda, made and looked up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from orodha.catalogue import Catalogue
from orodha.vocab import Mapping
from orodha.vocab.review import accept, between, reject


def ends(term: str) -> tuple[str, str]:
    return f"concept/ke-{term}", f"concept/ug-{term}"


def decide(db: Path, *terms: str, **fields: Any) -> None:
    """Accept pairs of terms of Kenya and Uganda, or reject them for a reason."""
    with Catalogue.open(db) as catalogue:
        for term in terms:
            made = between(*ends(term), "skos:exactMatch")
            said = {"reviewer": "A", "date": "2026-01-02"} | fields
            catalogue.save(reject(made, **said) if "reason" in fields else accept(made, **said))


def propose(db: Path, *terms: str) -> None:
    with Catalogue.open(db) as catalogue:
        for term in terms:
            made = between(*ends(term), "skos:closeMatch")
            lexical = {"justification": "semapv:LexicalSimilarityThresholdMatching", "confidence": 0.9}
            catalogue.save(made.model_copy(update=lexical))


def decisions(db: Path) -> dict[str, tuple[str, ...]]:
    names = ("status", "predicate", "reviewer", "date", "reason")
    with Catalogue.open(db) as catalogue:
        return {
            one["id"]: tuple(str(one.get(name)) for name in names) for one in catalogue.reader.documents(["mapping"])
        }


def mapping(db: Path, term: str) -> Mapping:
    with Catalogue.open(db) as catalogue:
        return catalogue.get(f"mapping/ke-{term}--ug-{term}", Mapping)


def rows(file: Path, *lines: str, modifier: bool = True) -> str:
    """Write a table of curated mappings of Kenya and Uganda: subject, relation, object, reviewer, Not."""
    head = "subject_id\tpredicate_id\tobject_id\tmapping_justification\treviewer_label\tpredicate_modifier\n"
    text = ""
    for line in lines:
        subject, relation, object, reviewer, *rest = line.split()
        ends = (f"concept:{subject}", f"skos:{relation}Match", f"concept:{object}")
        text += "\t".join((*ends, "semapv:ManualMappingCuration", reviewer, *(rest or [""]))) + "\n"
    file.write_text(f"#curie_map:\n#  concept: https://w3id.org/orodha/id/concept/\n{head}{text}")
    return str(file)
