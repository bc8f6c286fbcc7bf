"""Three small schemes, mappings between them, and what the rules find."""

from __future__ import annotations

from typing import Any

from orodha.catalogue import Catalogue
from orodha.catalogue.checks import Finding, run

STOCK = {
    "object": "person",
    "measure": "stock",
    "residence_criterion": "usual",
    "origin_basis": "citizenship",
    "min_duration": "P12M",
}


def fill(catalogue: Catalogue) -> None:
    """Three schemes, each with the concepts 1 to 4: concept/a1 is of scheme/a."""
    catalogue.put_all(({"id": f"scheme/{one}", "title": one, "role": "thesaurus"}, None) for one in "abc")
    catalogue.put_all(
        ({"id": f"concept/{one}{number}", "label": f"{one}{number}", "scheme": f"scheme/{one}"}, None)
        for one in "abc"
        for number in range(1, 5)
    )


def put(catalogue: Catalogue, *claims: str, **fields: Any) -> None:
    """Put mappings: "a1 exact b1", or "a1 exact b1 rejected"; they are numbered as they come."""
    for number, claim in enumerate(claims, catalogue.reader.count("mapping") + 1):
        subject, predicate, target, *status = claim.split()
        document = {
            "id": f"mapping/m{number}",
            "subject": f"concept/{subject}",
            "predicate": f"skos:{predicate}Match",
            "object": target if ":" in target else f"concept/{target}",
            "justification": "semapv:ManualMappingCuration",
            "status": status[0] if status else "accepted",
        }
        catalogue.put_all([(document | fields, None)])


def change(catalogue: Catalogue, name: str, **fields: Any) -> None:
    record = catalogue.get(f"concept/{name}" if "/" not in name else name)
    for field, value in fields.items():
        setattr(record, field, value)
    catalogue.save(record)


def found(catalogue: Catalogue, rule: str) -> list[Finding]:
    return list(run(catalogue.reader, rule))


def slugs(catalogue: Catalogue, rule: str) -> list[str]:
    return [one.id.removeprefix("mapping/") for one in found(catalogue, rule)]
