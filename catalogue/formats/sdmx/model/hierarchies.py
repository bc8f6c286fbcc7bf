"""Hierarchies: codes of one or more lists, in an order of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .base import Identifiable, Maintainable, Nameable, Part
from .lists import TextFormat


@dataclass(slots=True)
class Level(Nameable):
    """A level, with the level below it."""

    format: TextFormat | None = None
    level: Level | None = None


@dataclass(slots=True)
class HierarchicalCode(Identifiable):
    """A code in its place, with those below it.

    Attributes:
        code: URN of the code; or, in 2.1,
        alias, code_id: what the hierarchical code list calls the list, and the id of the code.
        level: Id of its level.
        valid_from, valid_to: Date and time of ISO 8601; both inclusive.
        version: Known in 2.1 only.
    """

    code: str = ""
    alias: str = ""
    code_id: str = ""
    level: str = ""
    valid_from: str = ""
    valid_to: str = ""
    version: str = ""
    codes: tuple[HierarchicalCode, ...] = ()


@dataclass(slots=True)
class Hierarchy(Maintainable):
    """A hierarchy (3.x). The ids of its codes differ, wherever in it they are.

    Attributes:
        has_levels: Whether its levels have names.
    """

    urn_class: ClassVar[str] = "Hierarchy"
    has_levels: bool | None = None
    level: Level | None = None
    codes: tuple[HierarchicalCode, ...] = ()


@dataclass(slots=True)
class HierarchyIn(Nameable):
    """A hierarchy of a hierarchical code list."""

    has_levels: bool | None = None
    codes: tuple[HierarchicalCode, ...] = ()
    level: Level | None = None


@dataclass(slots=True)
class IncludedCodelist(Part):
    """A code list (URN) that hierarchies take codes from, and what they call it."""

    codelist: str = ""
    alias: str = ""


@dataclass(slots=True)
class HierarchicalCodelist(Maintainable):
    """Hierarchies over some code lists (2.1)."""

    urn_class: ClassVar[str] = "HierarchicalCodelist"
    included: tuple[IncludedCodelist, ...] = ()
    hierarchies: tuple[HierarchyIn, ...] = ()
