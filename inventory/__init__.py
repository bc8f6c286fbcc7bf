"""Who holds what: agencies, sources, variables, indicators, agreements and procedures.

To ask who holds what:

    from orodha.inventory import create, holds

    with create("kenya.db") as catalogue:
        for found in holds(catalogue.reader, "work permits"):
            print(found.agency, found.source)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..catalogue.lazy import lazy

if TYPE_CHECKING:
    from .agencies import Agency as Agency
    from .agencies import Contact as Contact
    from .agreements import Agreement as Agreement
    from .agreements import Law as Law
    from .agreements import StatusChange as StatusChange
    from .documents import CitedDocument as CitedDocument
    from .holdings import Holding as Holding
    from .holdings import holds as holds
    from .indicators import Indicator as Indicator
    from .matrix import Matrix as Matrix
    from .procedures import Action as Action
    from .procedures import Procedure as Procedure
    from .procedures import Step as Step
    from .quality import QualityReport as QualityReport
    from .resources import Resource as Resource
    from .sources import Coverage as Coverage
    from .sources import Dataset as Dataset
    from .sources import DataSource as DataSource
    from .sources import Distribution as Distribution
    from .starter import create as create
    from .variables import Representation as Representation
    from .variables import Variable as Variable

_HOMES = {
    "Action": "procedures",
    "Agency": "agencies",
    "Agreement": "agreements",
    "CitedDocument": "documents",
    "Contact": "agencies",
    "Coverage": "sources",
    "DataSource": "sources",
    "Dataset": "sources",
    "Distribution": "sources",
    "Holding": "holdings",
    "Indicator": "indicators",
    "Law": "agreements",
    "Matrix": "matrix",
    "Procedure": "procedures",
    "QualityReport": "quality",
    "Representation": "variables",
    "Resource": "resources",
    "StatusChange": "agreements",
    "Step": "procedures",
    "Variable": "variables",
    "create": "starter",
    "holds": "holdings",
}

__getattr__ = lazy(__name__, _HOMES)
