"""What a table of fields is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ....errors import FormatError, did_you_mean
from .. import model
from ..syntax import Syntax

Shape = Literal[
    "text",  # str
    "day",  # str, an ISO 8601 date; date and time in JSON
    "id",  # str without space around it; a reference within the artefact is "local"
    "number",  # str in the model and in XML, a number in JSON
    "flag",  # bool, None if nobody states it
    "texts",  # dict of language to text
    "xhtml",  # dict of language to XHTML
    "addresses",  # the same, of addresses: a link of JSON
    "urn",  # reference by URN; Ref or URN in 2.1
    "local",  # reference by id; Ref in 2.1
    "part",  # another table
    "inside",  # another table of the same object, whose fields stand together in an element of their own
    "choice",  # another table without an element of its own: each element of one of its fields is an object
    "mark",  # bool: an element without content
    "usage",  # "mandatory" or "optional"; other words in 2.1
    "observation",  # id of a measure in 2.1, elsewhere a mark
    "link",  # str; in JSON the address of a link whose relation is the place
    "links",  # links other than those of "link"
]
"""How a field is written."""

USAGE_21 = {"mandatory": "Mandatory", "optional": "Conditional"}
"""The words of 2.1 for the shape "usage"."""


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
        most: How many of them a syntax can hold; 0 for any number. A list of one is no list in JSON.
        most21, most30: The same in that version if it is another number there.
        fixed: The only value that is allowed.
        fixed21: The same in 2.1 if it is another one there.
        unless: Other fields; if one of them is filled, there is no place for this one.
        unless21, unless_json: The same in 2.1 and in JSON if they are others there.
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
    most: int = 0
    most21: int | None = None
    most30: int | None = None
    fixed: str = ""
    fixed21: str | None = None
    unless: tuple[str, ...] = ()
    unless21: tuple[str, ...] | None = None
    unless_json: tuple[str, ...] | None = None

    def place(self, syntax: Syntax) -> str:
        """Return where it stands in a syntax, or an empty text."""
        other = {"sdmx-ml-2.1": self.ml21, "sdmx-ml-3.0": self.ml30, "sdmx-json-2.0": self.json20}.get(syntax.name)
        if other is not None:
            return other
        return self.ml if syntax.family == "ml" else self.json

    def limit(self, syntax: Syntax) -> int:
        """Return how many of them a syntax can hold; 0 for any number."""
        other = {"sdmx-ml-2.1": self.most21, "sdmx-ml-3.0": self.most30}.get(syntax.name)
        return self.most if other is None else other

    def only(self, syntax: Syntax) -> str:
        """Return the only value that a syntax allows, or an empty text if there are many."""
        return self.fixed if self.fixed21 is None or not syntax.is_21 else self.fixed21

    def displaced(self, syntax: Syntax) -> tuple[str, ...]:
        """Return the fields of which none may be filled where this one stands."""
        other = self.unless_json if syntax.family == "json" else self.unless21 if syntax.is_21 else None
        return self.unless if other is None else other

    def table(self, value: model.Part) -> Table:
        """Return the table of a part.

        Raises:
            FormatError: There is no such part here.
        """
        for one in self.of:
            if one.cls is type(value) and (not one.kind or one.kind == getattr(value, "kind", "")):
                return one
        kinds = [one.kind or one.cls.__name__ for one in self.of]
        named = getattr(value, "kind", "") or type(value).__name__
        raise FormatError(f"There is no {named!r} in the {self.name} of an artefact.", did_you_mean(named, kinds))


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
        kind: What the attribute ``kind`` of its objects is, where a class has several elements.
        package: The package in URNs, if it is not the one that the class has in 3.x.
    """

    cls: type[model.Part]
    fields: tuple[Field, ...]
    urn: str = ""
    ml: str = ""
    ml21: str = ""
    nested: bool = False
    package: str = ""
    kind: str = ""

    def tag(self, syntax: Syntax) -> str:
        """Return its own element, or an empty text if that of the field is its own."""
        return (syntax.is_21 and self.ml21) or self.ml

    @property
    def flat(self) -> tuple[Field, ...]:
        """Its fields, and those in elements of their own in place of these elements."""
        return tuple(each for one in self.fields for each in (one.of[0].flat if one.shape == "inside" else (one,)))


def itself(table: Table, *fields: Field) -> Table:
    """Return a table after putting it into fields of its own, for it cannot hold itself before it is there."""
    for one in fields:
        object.__setattr__(one, "of", (table,))
    return table


def parts(name: str, ml: str, json: str, of: Table) -> Field:
    """Return the field of a list of parts."""
    return Field(name, "part", ml, json, many=True, of=(of,))
