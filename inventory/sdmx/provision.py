"""Who provides data: the agencies that hold or produce a source, and the agreements that they provide it under.

A provision agreement of SDMX says that a provider reports data of a flow. It stands for an agreement that was signed or
is in force, with each source that it covers, or whose variables it covers, and that somebody is known to hold. Ideas,
drafts and agreements that have expired provide nothing, and are told of in CL_AGREEMENT only.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue.formats import Content
from ...catalogue.formats.sdmx import model, urn
from ...catalogue.reader import Document
from .facts import Facts, listed
from .identities import Names
from .ids import Taken
from .made import VIEW, is_part, word_for

PROVIDERS = "DATA_PROVIDERS"
BINDING = frozenset(("signed", "in force"))


def provision(content: Content, names: Names, facts: Facts) -> Iterator[model.Maintainable]:
    """Yield the scheme of data providers and the provision agreements; nothing where no source has a provider.

    Args:
        content: What is written.
        names: What its records are called in SDMX.
        facts: What the audience knows.
    """
    providers = _providers(content, names, facts)
    if not providers:
        return
    yield model.DataProviderScheme(
        PROVIDERS,
        agency=names.maintainer,
        annotations=VIEW,
        is_partial=is_part(content) or None,
        names={"en": "Data providers", "fr": "Fournisseurs de données"},
        providers=tuple(model.DataProvider(item, names=facts.label(one)) for item, one in providers.items()),
    )
    items = {one["id"]: item for item, one in providers.items()}
    taken = Taken()
    for agreement in content.documents(("agreement",)):
        if agreement.get("status") in BINDING:
            yield from _agreements(agreement, items, taken, names, facts)


def _providers(content: Content, names: Names, facts: Facts) -> dict[str, Document]:
    """Return the agencies that hold or produce a source that is written, by the id that they have as providers."""
    wanted = {
        agency["id"]: agency
        for source in content.documents(("source",))
        for agency in facts.some([*listed(source.get("holder")), *source.get("producers", ())])
        if names.urn(agency["id"])
    }
    taken = Taken()
    return {taken.free(names.item(name)): agency for name, agency in sorted(wanted.items())}


def _agreements(
    agreement: Document, items: dict[str, str], taken: Taken, names: Names, facts: Facts
) -> Iterator[model.ProvisionAgreement]:
    covered = {
        source["id"]: source
        for one in facts.some(agreement.get("covers"))
        if (source := facts.source_of(one)) and source.get("holder") in items and names.urn(source["id"])
    }
    for _, source in sorted(covered.items()):
        flow = names.urn(source["id"])
        yield model.ProvisionAgreement(
            taken.free(f"{names.item(agreement['id'])}__{word_for(flow, names.maintainer)}"),
            agency=names.maintainer,
            annotations=VIEW,
            names=facts.named(agreement, facts.label(source)),
            dataflow=flow,
            provider=str(urn.Urn("DataProvider", names.maintainer, PROVIDERS, "1.0", items[source["holder"]])),
        )
