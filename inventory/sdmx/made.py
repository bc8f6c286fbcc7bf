"""What is made from records: how it is marked, and what its id is made of."""

from __future__ import annotations

from ...catalogue.formats import Content
from ...catalogue.formats.sdmx import urn
from .annotations import mark
from .identities import sdmx_id

VIEW = (mark("view", ""),)
"""What marks an artefact that is made from records and is not read back."""


def is_part(content: Content) -> bool:
    """Tell whether what is written is not the whole catalogue, so that a list made from it may be a part of one."""
    return not content.whole or bool(content.hidden)


def word_for(artefact: str, maintainer: str) -> str:
    """Return what stands for an artefact in the id of a view of it, whatever else there is.

    It is the id of the artefact, with its agency unless that is the maintainer of the view, and with its version
    unless that is 1.0: "FREQUENCY", "CL_FREQ_2_1", "SDMX_CL_FREQ_2_1".

    Args:
        artefact: URN of the artefact, or of an item of it.
        maintainer: The agency of the view.
    """
    parts = urn.parse(artefact)
    agency = "" if parts.agency == maintainer else sdmx_id(parts.agency)
    version = "" if parts.version == "1.0" else sdmx_id(parts.version)
    return "_".join(filter(None, (agency, parts.id, version)))
