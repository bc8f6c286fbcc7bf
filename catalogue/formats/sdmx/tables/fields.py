"""What a table of fields is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .. import model
from ..syntax import Syntax

Shape = Literal[
    "text",  # str
    "day",  # str, an ISO 8601 date; date and time in JSON
    "id",  # str without space around it; a reference within the artefact is "local"
    "number",  # str in the model and in XML, a number in JSON
    "flag",  # bool, None if nobody states it
    "texts",  # dict of language to text
    "addresses",  # the same, of addresses: a link of JSON
    "urn",  # reference by URN; Ref or URN in 2.1
    "local",  # reference by id; Ref in 2.1
    "part",  # another table
    "choice",  # another table without an element of its own: each element of one of its fields is an object
    "mark",  # bool: an element without content
    "usage",  # "mandatory" or "optional"; other words in 2.1
    "observation",  # id of a measure in 2.1, elsewhere a mark
    "link",  # str; in JSON the address of a link whose relation is the place
    "links",  # links other than those of "link"
]
"""How a field is written."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        name: The attribute of the model.
        shape: How it is written.
        ml: Its place in XML.
        json: Its place in JSON.
        ml21, ml30, json20: Its place in that version if it is another one there; "" for none.
        many: Whether it is a list.
        of: Tables of its parts; the first with the place is that of a part which is read.
        refers: The class that a reference is to, if the reference does not say.
        most21: How many of them 2.1 can hold; 0 for any number.
        fixed21: The only value that 2.1 allows.
    """

    name: str
    shape: Shape
    ml: str = ""
    json: str = ""
    ml21: str | None = None
    ml30: str | None = None
    json20: str | None = None
    many: bool = False
    of: tuple[Table, ...] = ()
    refers: str = ""
    most21: int = 0
    fixed21: str = ""

    def place(self, syntax: Syntax) -> str:
        """Return where it stands in a syntax, or an empty text."""
        other = {"sdmx-ml-2.1": self.ml21, "sdmx-ml-3.0": self.ml30, "sdmx-json-2.0": self.json20}.get(syntax.name)
        if other is not None:
            return other
        return self.ml if syntax.family == "ml" else self.json


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """How one class of the model is written.

    Attributes:
        cls: The class.
        fields: Its fields in the order of the XSD.
        urn: The class in URNs, if it has one of its own.
        ml: Its element, where a list holds several classes.
        ml21: Its element in 2.1, if that is another one.
        nested: Whether items are in items of the same class, and their URNs say so.
        package: The package in URNs, if it is not the one that the class has in 3.x.
    """

    cls: type[model.Part]
    fields: tuple[Field, ...]
    urn: str = ""
    ml: str = ""
    ml21: str = ""
    nested: bool = False
    package: str = ""

    def tag(self, syntax: Syntax) -> str:
        """Return its own element, or an empty text if that of the field is its own."""
        return (syntax.version == "2.1" and self.ml21) or self.ml


def itself(table: Table, *fields: Field) -> Table:
    """Return a table after putting it into fields of its own, for it cannot hold itself before it is there."""
    for one in fields:
        object.__setattr__(one, "of", (table,))
    return table


def parts(name: str, ml: str, json: str, of: Table) -> Field:
    """Return the field of a list of parts."""
    return Field(name, "part", ml, json, many=True, of=(of,))
