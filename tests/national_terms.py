"""A small catalogue of what some countries mean by "immigrant", and of how that is mapped to a shared term."""

from __future__ import annotations

from typing import Any

CORE: dict[str, Any] = {
    "object": "person",
    "measure": "inflow",
    "residence_criterion": "usual",
    "origin_basis": "previous residence",
    "min_duration": "P12M",
}


def area(code: str, name: str) -> dict[str, Any]:
    return {"id": f"area/{code}", "name": name, "type": "country", "iso3166": code.upper()}


def scheme(name: str, **more: Any) -> dict[str, Any]:
    return {"id": f"scheme/{name}", "title": f"Terms of {name.upper()}", "role": "glossary", **more}


def concept(name: str, label: Any = "Immigrant", **more: Any) -> dict[str, Any]:
    return {
        "id": f"concept/{name}",
        "label": label,
        "scheme": f"scheme/{name.partition('-')[0]}",
        "definition_verified": True,
        **more,
    }


def mapping(subject: str, predicate: str, object: str, status: str = "accepted") -> dict[str, Any]:
    return {
        "id": f"mapping/{subject}--{object}",
        "subject": f"concept/{subject}",
        "predicate": f"skos:{predicate}",
        "object": f"concept/{object}",
        "justification": "semapv:ManualMappingCuration",
        "status": status,
    }


RECORDS = [
    *(area(code, name) for code, name in (("ke", "Kenya"), ("ug", "Uganda"), ("et", "Ethiopia"), ("so", "Somalia"))),
    area("rw", "Rwanda"),
    {"id": "agency/un", "name": "United Nations", "acronym": "UN", "type": "UN"},
    scheme("core"),
    *(scheme(code, country=f"area/{code}") for code in ("ke", "ug", "et", "so", "rw")),
    scheme("un", authority="agency/un"),
    concept("core-immigrant", facets=CORE),
    concept("ke-immigrant", facets=CORE),
    concept("ke-arrival", "Arrival", facets=CORE | {"min_duration": "unbounded"}, definition_verified=False),
    concept("ug-immigrant", facets=CORE | {"min_duration": "P6M"}),
    concept("et-immigrant", {"fr": "immigrant"}, facets=CORE | {"object": "event"}),
    concept("so-other", "Other"),
    concept("rw-immigrant"),
    concept("un-long", "Long-term migrant", facets=CORE),
    mapping("ke-immigrant", "exactMatch", "core-immigrant"),
    mapping("core-immigrant", "broadMatch", "ug-immigrant", "proposed"),
    mapping("un-long", "closeMatch", "core-immigrant"),
    mapping("rw-immigrant", "exactMatch", "core-immigrant", "rejected"),
]
