"""Categorisations: which sources are about which topics, and serve which objectives of the Global Compact.

StatDCAT-AP has them for dcat:theme. A topic is a category only where its scheme is a category scheme in SDMX; of one
that a partner keeps in a code list, the source's own annotation tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue.formats import Content
from ...catalogue.formats.sdmx import model, urn
from .facts import WrittenFacts
from .identities import CATEGORISED, Names
from .ids import Taken
from .made import VIEW, word_for


def categorisations(content: Content, names: Names, facts: WrittenFacts) -> Iterator[model.Categorisation]:
    """Yield a categorisation for each source and each category that it is in.

    Args:
        content: What is written.
        names: What its records are called in SDMX.
        facts: What the audience knows.
    """
    taken, mine = Taken(), names.maintainer
    for source in content.documents(("source",)):
        flow = names.urn(source["id"])
        for concept in facts.some([one for field in CATEGORISED for one in source.get(field, ())]):
            category = names.urn(concept["id"])
            if flow and category and facts.reaches(concept) and urn.parse(category).kind == "Category":
                yield model.Categorisation(
                    taken.free(f"{word_for(flow, mine)}__{word_for(category, mine)}_{_item(category)}"),
                    agency=mine,
                    annotations=VIEW,
                    names=facts.named(source, facts.label(concept)),
                    source=flow,
                    target=category,
                )


def _item(category: str) -> str:
    return urn.parse(category).item.replace(".", "_")
