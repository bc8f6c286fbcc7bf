"""What words mean: schemes, concepts, their definitions, and mappings between countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..catalogue.lazy import lazy

if TYPE_CHECKING:
    from .areas import Area as Area
    from .comparability import Comparison as Comparison
    from .comparability import compare as compare
    from .concepts import Concept as Concept
    from .definitions import Facets as Facets
    from .mappings import Mapping as Mapping
    from .schemes import ConceptScheme as ConceptScheme

_HOMES = {
    "Area": "areas",
    "Comparison": "comparability",
    "Concept": "concepts",
    "ConceptScheme": "schemes",
    "Facets": "definitions",
    "Mapping": "mappings",
    "compare": "comparability",
}

__getattr__ = lazy(__name__, _HOMES)
