"""Hypothesis strategies: hierarchies of codes of SDMX."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from orodha.catalogue.formats.sdmx import model as m
from orodha.catalogue.formats.sdmx.references import items
from sdmx_values import dates, flags, ids, listed, maybe, unique

if TYPE_CHECKING:
    from sdmx_strategies import Make


def hierarchies(make: Make) -> dict[type, st.SearchStrategy[Any]]:
    """Every kind of hierarchy, for one syntax."""
    flag = flags if make.old or make.syntax.family == "json" else st.booleans()  # which 3.x demands
    own = {"has_levels": flag, "level": maybe(_levels(make), None), "codes": unique(_codes(make), least=1)}
    within = make.of(m.HierarchyIn, **make.nameable(), **own)
    included = make.of(m.IncludedCodelist, codelist=make.urns("Codelist"), alias=maybe(ids))
    several = {"included": listed(included), "hierarchies": unique(within, most=2)}
    return {
        m.Hierarchy: make.of(m.Hierarchy, **make.maintainable(), **own).map(_numbered),
        m.HierarchicalCodelist: make.of(m.HierarchicalCodelist, **make.maintainable(), **several),
    }


def _numbered(made: m.Hierarchy) -> m.Hierarchy:
    """Put a number to the id of each code, for 3.x wants them to differ in all of a hierarchy."""
    for number, (_, code) in enumerate(list(items(made))):
        code.id = f"{code.id}_{number}"
    return made


def _levels(make: Make) -> st.SearchStrategy[Any]:
    names = ("type", "is_sequence", "min_length", "max_length", "pattern")
    fields = make.nameable() | {"format": maybe(make.formats(*names, types=("Alpha", "Numeric")), None)}
    lower = fields | {"id": st.just("LOWER_LEVEL")}  # which the ids above are too short for
    return make.of(m.Level, **fields, level=maybe(make.of(m.Level, **lower), None))


def _codes(make: Make) -> st.SearchStrategy[Any]:
    fields = make.identifiable() | {
        "level": maybe(ids),
        "valid_from": maybe(dates),
        "valid_to": maybe(dates),
        "version": maybe(st.just("1.2")),
    }
    leaf = make.of(m.HierarchicalCode, **fields, code=make.urns("Code", item=True))
    if make.old:
        leaf = st.one_of(leaf, make.of(m.HierarchicalCode, **fields, alias=ids, code_id=ids))
    inner = fields | {"code": make.urns("Code", item=True)}
    return st.recursive(leaf, lambda below: make.of(m.HierarchicalCode, **inner, codes=unique(below)), max_leaves=4)
