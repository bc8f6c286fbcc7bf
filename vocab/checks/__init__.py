"""Rules for vocabularies: SKOS conditions, labels, structure and mappings; importing the package registers them."""

from __future__ import annotations

from . import labels, mappings, skos, structure

__all__ = ["labels", "mappings", "skos", "structure"]
