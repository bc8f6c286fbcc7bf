"""What users of SDMX expect beside the records, all made from the records.

    views = Views.of(content, names)      # made once for an export
    views.artefacts("sdmx-ml-3.0")        # what is written
    views.left_out                        # what of the records no view says

Each view has the annotation id="view", type="orodha": whoever reads the file back passes over it, for everything that
it says stands in a record already.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...catalogue.formats import Content, Loss
from ...catalogue.formats.sdmx import model
from .categorisations import categorisations
from .facts import WrittenFacts
from .identities import Names
from .maps import Maps
from .metadata import structures_of_metadata
from .provision import provision
from .structures import Structures


@dataclass(frozen=True, slots=True)
class Views:
    """The views of the records that are written.

    Attributes:
        content: What is written.
        names: What its records are called in SDMX.
        facts: What the audience knows.
        structures: The data structures, which data flows name.
        maps: The maps of accepted mappings.
    """

    content: Content
    names: Names
    facts: WrittenFacts
    structures: Structures
    maps: Maps

    @classmethod
    def of(cls, content: Content, names: Names) -> Views:
        """Find out what views are made from."""
        facts = WrittenFacts(content)
        return cls(content, names, facts, Structures.of(content, names, facts), Maps.of(content, names, facts))

    def artefacts(self, syntax: str) -> Iterator[model.Maintainable]:
        """Yield every view.

        Args:
            syntax: The syntax: "sdmx-ml-2.1" has structure sets where the others have a map for each pair of schemes.
        """
        yield from provision(self.content, self.names, self.facts)
        yield from categorisations(self.content, self.names, self.facts)
        yield from self.structures.artefacts()
        yield from structures_of_metadata(self.content, self.names, self.facts, syntax)
        yield from self.maps.artefacts(syntax)

    @property
    def left_out(self) -> list[Loss]:
        """What views cannot say: mappings that no map has a row for.

        The mappings themselves are not lost: each is a code of CL_MAPPING and comes back from there.
        """
        return self.maps.left_out
