"""Concepts and schemes of releases as plain documents, and what differs between these."""

from __future__ import annotations

from typing import Any

from orodha.vocab.release_changes import Difference

Document = dict[str, Any]


def concept(name: str, label: str | dict[str, str] = "", **fields: Any) -> Document:
    labels = label if isinstance(label, dict) else {"en": label or name}
    head = {"id": f"concept/{name}", "iri": f"http://example.org/{name}", "label": labels, "scheme": "scheme/s"}
    return {**head, "registration": "recorded", **fields}


def scheme(**fields: Any) -> Document:
    return {"id": "scheme/s", "iri": "http://example.org/", "title": {"en": "Terms"}, "role": "glossary", **fields}


def counts(found: Difference) -> dict[str, int]:
    return {what: count for what, count in found.counts.items() if count}
