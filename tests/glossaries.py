"""Three small glossaries, and what the commands for mappings say of them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from orodha.catalogue import Catalogue

PAIR = ("a-migrant", "b-migrant")

LABELS = {
    "a": ("Migrant", "Seasonal worker", "Returnee"),
    "b": ("Migrant", "Seasonal workers", "Border post"),
    "c": ("Person who moves",),
}


def records() -> Iterator[dict[str, object]]:
    for scheme, labels in LABELS.items():
        yield {"id": f"scheme/{scheme}", "title": f"Words of {scheme.upper()}", "role": "glossary"}
        for label in labels:
            slug = label.lower().replace(" ", "-")
            yield {"id": f"concept/{scheme}-{slug}", "label": label, "scheme": f"scheme/{scheme}"}
    yield {"id": "scheme/empty", "title": "Nothing", "role": "glossary"}


def suggested(run, db, *arguments):
    return json.loads(run("map", "suggest", "a", "b", *arguments, "--json", db=db).stdout)


def listed(run, db, *arguments):
    return json.loads(run("map", "list", *arguments, "--json", db=db).stdout)


def pairs(rows):
    return [(one["subject"].removeprefix("concept/"), one["object"].removeprefix("concept/")) for one in rows]


def state(path):
    with Catalogue.open(path) as catalogue:
        return dict(catalogue.database.rows("SELECT id, hash FROM record"))
