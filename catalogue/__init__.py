"""The engine: records, links, storage, search, history and exchange formats. It knows no kind by name.

    from orodha.catalogue import Catalogue

    with Catalogue.open("orodha.db") as catalogue:
        for hit in catalogue.find("work permits"):
            print(hit.id, hit.label)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .catalogue import Catalogue as Catalogue
    from .changes import Applied as Applied
    from .changes import ChangeSet as ChangeSet
    from .changes import Delete as Delete
    from .changes import Put as Put
    from .errors import OrodhaError as OrodhaError
    from .kinds import Kind as Kind
    from .kinds import kinds as kinds
    from .reader import Reader as Reader
    from .record import Means as Means
    from .record import Part as Part
    from .record import Record as Record
    from .record import Statement as Statement
    from .search import Hit as Hit

_HOMES = {
    "Applied": "changes",
    "Catalogue": "catalogue",
    "ChangeSet": "changes",
    "Delete": "changes",
    "Hit": "search",
    "Kind": "kinds",
    "Means": "record",
    "OrodhaError": "errors",
    "Part": "record",
    "Put": "changes",
    "Reader": "reader",
    "Record": "record",
    "Statement": "record",
    "kinds": "kinds",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that a lookup does not pay for pydantic."""
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
