"""Where each field of the model stands in each syntax: the one declaration that readers and writers work from.

A place in XML is "@name" for an attribute, "str:Name" for an element, "com:List/com:Name" for elements in one wrapper,
"str:Each>str:Name" for elements each in a wrapper of its own, or "." for the text of the element itself. A place in
JSON is a key. No place means that the syntax cannot hold the field. The order of a table is the order of the XSD.
"""

from .fields import USAGE_21, Field, Table
from .message import CONTAINERS_21, HEADER, KIND_OF, KINDS, Kind, artefact_kind

__all__ = ["CONTAINERS_21", "HEADER", "KINDS", "KIND_OF", "USAGE_21", "Field", "Kind", "Table", "artefact_kind"]
