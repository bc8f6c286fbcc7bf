"""What users of SDMX expect beside the records, all made from the records.

Each view has the annotation id="view", type="orodha": whoever reads the file back passes over it, for everything that
it says stands in a record already. ``left_out`` tells what of the records no view can say.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue.formats import Content
from ...catalogue.formats.sdmx import Loss, model
from .categorisations import categorisations
from .facts import Facts
from .identities import Names
from .maps import Maps
from .metadata import structures_of_metadata
from .provision import provision
from .structures import Structures


def views(content: Content, names: Names, syntax: str) -> Iterator[model.Maintainable]:
    """Yield every view of the records that are written.

    Args:
        content: What is written.
        names: What its records are called in SDMX.
        syntax: The syntax: "sdmx-ml-2.1" has structure sets where the others have a map for each pair of schemes.
    """
    facts = Facts(content)
    yield from provision(content, names, facts)
    yield from categorisations(content, names, facts)
    yield from Structures.of(content, names, facts).artefacts()
    yield from structures_of_metadata(content, names, syntax, facts)
    yield from Maps.of(content, names, facts).artefacts(syntax)


def left_out(content: Content, names: Names) -> list[Loss]:
    """Return what views cannot say: accepted mappings that no map of SDMX has a row for.

    The mappings themselves are not lost: each is a code of CL_MAPPING and comes back from there.
    """
    return Maps.of(content, names, Facts(content)).left_out
