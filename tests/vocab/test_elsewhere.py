"""The terms of others."""

from __future__ import annotations

from orodha.catalogue import Catalogue
from orodha.vocab.elsewhere import elsewhere

A, B = "concept/a-migrant", "concept/b-migrant"


def made(path, predicate, *facets):
    with Catalogue.create(path) as catalogue:
        rows = [
            {"id": "scheme/a", "title": "Words of A", "role": "glossary"},
            {"id": "scheme/b", "title": "Words of B", "role": "glossary"},
            *(
                {"id": one, "label": "Migrant", "scheme": scheme, "facets": given}
                for one, scheme, given in zip((A, B), ("scheme/a", "scheme/b"), facets, strict=True)
            ),
            {
                "id": "mapping/a-b",
                "subject": A,
                "object": B,
                "predicate": predicate,
                "justification": "semapv:ManualMappingCuration",
                "status": "accepted",
            },
        ]
        catalogue.begin_with(((one, None) for one in rows), note="", author="")
        return elsewhere(catalogue.reader, [A, B, "concept/none"])


CORE = {
    "object": "person",
    "measure": "inflow",
    "residence_criterion": "usual",
    "origin_basis": "previous residence",
}
"""Every critical facet."""


def test_a_mapping_leads_there_from_either_end(tmp_path):
    found = made(tmp_path / "a.db", "skos:broadMatch", {}, {})
    assert [(one.way.predicate, one.whose) for one in found[A]] == [("skos:broadMatch", "Words of B")]
    assert [(one.way.predicate, one.whose) for one in found[B]] == [("skos:narrowMatch", "Words of A")]
    assert "concept/none" not in found


def test_what_is_unknown_contradicts_nothing(tmp_path):
    assert not made(tmp_path / "a.db", "skos:exactMatch", {}, {})[A][0].contradicts


def test_what_the_definitions_say_otherwise_is_marked(tmp_path):
    long, short = CORE | {"min_duration": "P12M"}, CORE | {"min_duration": "P6M"}
    assert made(tmp_path / "a.db", "skos:exactMatch", long, short)[A][0].contradicts
    assert not made(tmp_path / "b.db", "skos:broadMatch", long, short)[A][0].contradicts
