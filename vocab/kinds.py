"""The kinds of this room; importing the module registers them."""

from .areas import Area
from .concepts import Concept
from .definitions import Facets
from .mappings import Mapping
from .schemes import ConceptScheme

__all__ = ["Area", "Concept", "ConceptScheme", "Facets", "Mapping"]
