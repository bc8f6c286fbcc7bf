"""Categorisations: which sources are about which topics, and serve which objectives of the Global Compact.

StatDCAT-AP has them for dcat:theme. A topic is a category only where its scheme is a category scheme in SDMX; of one
that a partner keeps in a code list, the source's own annotation tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue.formats import Content
from ...catalogue.formats.sdmx import model, urn
from ...catalogue.texts import in_language
from .facts import Facts, Texts, languages_of
from .identities import Names
from .made import VIEW, free


def categorisations(content: Content, names: Names, facts: Facts) -> Iterator[model.Categorisation]:
    """Yield a categorisation for each source and each category that it is in.

    Args:
        content: What is written.
        names: What its records are called in SDMX.
        facts: What the audience knows.
    """
    taken: set[str] = set()
    for source in content.documents(("source",)):
        flow = names.urn(source["id"])
        for concept in facts.some([*source.get("topics", ()), *source.get("gcm_objectives", ())]):
            category = names.urn(concept["id"])
            if flow and category and facts.reaches(concept) and urn.parse(category).kind == "Category":
                into = urn.parse(category)
                yield model.Categorisation(
                    free(f"{urn.parse(flow).id}_{into.id}_{into.item.replace('.', '_')}", taken),
                    agency=names.maintainer,
                    annotations=VIEW,
                    names=joined(facts.label(source), facts.label(concept), ": "),
                    source=flow,
                    target=category,
                )


def joined(first: Texts, second: Texts, between: str) -> Texts:
    """Return two texts as one, in every language that either has; what one lacks comes in English or another."""
    return {
        language: f"{in_language(first, language)}{between}{in_language(second, language)}"
        for language in languages_of((first, second))
    }
