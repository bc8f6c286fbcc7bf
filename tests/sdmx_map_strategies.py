"""Hypothesis strategies: maps between lists of SDMX."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from orodha.catalogue.formats.sdmx import model as m
from sdmx_values import flags, ids, listed, maybe, numbers, texts, unique

if TYPE_CHECKING:
    from sdmx_strategies import Make

DAYS = ("2024-01-31", "1999-12-31+03:00")


def maps(make: Make) -> dict[type, st.SearchStrategy[Any]]:
    """Every kind of map, for one syntax."""
    return {
        m.RepresentationMap: _representation_maps(make),
        m.ConceptSchemeMap: _concept_scheme_maps(make),
        m.StructureSet: _structure_sets(make),
    }


def _row(make: Make) -> dict[str, st.SearchStrategy[Any]]:
    return {"annotations": make.annotations, "valid_from": maybe(_days(make)), "valid_to": maybe(_days(make))}


def _days(make: Make) -> st.SearchStrategy[str]:
    moments = ("2024-01-31T12:30:00Z",) if make.syntax.family == "json" else ("2024-01-31Z",)
    return st.sampled_from((*DAYS, *moments))


def _values(make: Make) -> st.SearchStrategy[Any]:
    return make.of(m.MappedValue, value=maybe(texts), is_pattern=flags, start=maybe(numbers), end=maybe(numbers))


def _representation_maps(make: Make) -> st.SearchStrategy[Any]:
    lists = st.one_of(make.urns("Codelist"), make.urns("ValueList"))
    end = st.one_of(
        st.builds(m.MapEnd, codelist=lists), st.builds(m.MapEnd, type=st.sampled_from(("String", "Integer")))
    )
    row = make.of(m.ValueMapping, **_row(make), sources=listed(_values(make), 1), targets=listed(maybe(texts)))
    fields = {"sources": listed(end, 1, 4), "targets": listed(end, 1, 4), "mappings": listed(row)}
    return make.of(m.RepresentationMap, **make.maintainable(), **fields)


def _concept_scheme_maps(make: Make) -> st.SearchStrategy[Any]:
    row = make.of(m.ItemMapping, **_row(make), source=_values(make), target=maybe(texts))
    schemes = make.urns("ConceptScheme")
    return make.of(m.ConceptSchemeMap, **make.maintainable(), source=schemes, target=schemes, mappings=listed(row))


def _structure_sets(make: Make) -> st.SearchStrategy[Any]:
    pair = make.of(m.ItemPair, source=ids, target=ids, annotations=make.annotations)

    def of(cls: type, *kinds: str) -> st.SearchStrategy[Any]:
        schemes = st.one_of([make.urns(one) for one in kinds])
        return make.of(cls, **make.nameable(), source=schemes, target=schemes, pairs=listed(pair, 1))

    some = st.one_of(
        of(m.CodelistMapIn, "Codelist"),
        of(m.ConceptSchemeMapIn, "ConceptScheme"),
        of(m.CategorySchemeMapIn, "CategoryScheme"),
        of(m.OrganisationSchemeMapIn, "AgencyScheme", "DataProviderScheme", "OrganisationUnitScheme"),
    )
    related = st.one_of([make.urns(one) for one in ("Dataflow", "DataStructure", "MetadataStructure")])
    return make.of(m.StructureSet, **make.maintainable(), related=listed(related), maps=unique(some, most=4))
