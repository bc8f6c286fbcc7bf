"""What is made from records: how it is marked, and ids of its own."""

from __future__ import annotations

from ...catalogue.formats.sdmx import model

VIEW = (model.Annotation(id="view", type="orodha"),)
"""What marks an artefact that is made from records and is not read back."""


def free(wanted: str, taken: set[str]) -> str:
    """Return an id that nothing has yet, with a number behind it where it must be, and take it.

    Flows of two agencies may have one id, and so may categories of two levels once the dots between them are gone.

    Args:
        wanted: The id without a number.
        taken: The ids so far.
    """
    found, count = wanted, 1
    while found in taken:
        count += 1
        found = f"{wanted}_{count}"
    taken.add(found)
    return found
