"""The engine: records, links, storage, search, history and exchange formats. It knows no kind by name.

To look something up:

    from orodha.catalogue import Catalogue

    with Catalogue.open("orodha.db") as catalogue:
        for hit in catalogue.find("work permits"):
            print(hit.id, hit.label)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lazy import lazy

if TYPE_CHECKING:
    from .catalogue import Catalogue as Catalogue
    from .changes import Applied as Applied
    from .changes import ChangeSet as ChangeSet
    from .changes import Delete as Delete
    from .changes import Put as Put
    from .errors import OrodhaError as OrodhaError
    from .kinds import Kind as Kind
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
}


__getattr__ = lazy(__name__, _HOMES)
