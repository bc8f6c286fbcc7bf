"""What a message refers to without having it: normal for a part of a catalogue, but whoever sends it should know."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from ...catalogue.formats.sdmx import Message, urn
from ...catalogue.formats.sdmx.model import SCHEME_OF
from ...catalogue.formats.sdmx.references import references


def outside(message: Message) -> Counter[urn.Urn]:
    """Return the artefacts that are referred to and not there, with how often each is or an item of it.

    Patterns such as "any data flow of KE_NCM" are no references.
    """
    inside = {one.urn for one in message.artefacts}
    found = Counter[urn.Urn]()
    for text, count in Counter(to for one in message.artefacts for to in references(one)).items():
        if "*" not in text:
            parts = urn.parse(text)
            artefact = replace(parts, kind=SCHEME_OF.get(parts.kind, parts.kind), item="", package="")
            if str(artefact) not in inside:
                found[artefact] += count
    return found
