"""The kinds of this room; importing the module registers them."""

from .agencies import Agency, Contact
from .agreements import Agreement, Law, StatusChange
from .documents import CitedDocument
from .indicators import Indicator
from .procedures import Action, Procedure, Step
from .quality import QualityReport
from .resources import Resource
from .sources import Coverage, Dataset, DataSource, Distribution
from .variables import Representation, Variable

__all__ = [
    "Action",
    "Agency",
    "Agreement",
    "CitedDocument",
    "Contact",
    "Coverage",
    "DataSource",
    "Dataset",
    "Distribution",
    "Indicator",
    "Law",
    "Procedure",
    "QualityReport",
    "Representation",
    "Resource",
    "StatusChange",
    "Step",
    "Variable",
]
