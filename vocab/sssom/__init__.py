"""Exchange of mappings as SSSOM (1.0 and 1.1), as SKOS, and as a spreadsheet for a colleague.

from orodha.vocab.sssom import read, write

for mapping in read("ours.sssom.tsv"):
    print(mapping.subject, mapping.predicate, mapping.object)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...catalogue.lazy import lazy

if TYPE_CHECKING:
    from .plain import read as read
    from .plain import write as write
    from .plain import write_mappings as write_mappings

_HOMES = {"read": "plain", "write": "plain", "write_mappings": "plain"}

__getattr__ = lazy(__name__, _HOMES)
