"""Tags of XML taken apart: names with their namespaces, attributes, and whole elements as they stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar
from xml.sax.saxutils import quoteattr

from lxml import etree

from ...errors import FormatError
from . import model, urn
from .ml_pieces import Pieces, plain
from .syntax import VERSION, XML
from .where import Where

_TAG = re.compile(r"""([^\s/>]+)((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>(.*)""", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SPACE = re.compile(r"[\t\n]")
_MOST = 1 << 12
"""How much is remembered of one kind; codes refer to as many parents as they like."""

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"


def local(name: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def remember(known: dict[_Key, _Value], key: _Key, value: _Value) -> _Value:
    """Return a value, and keep it for the next time unless there are too many already."""
    if len(known) < _MOST:
        known[key] = value
    return value


class Torn(Exception):
    """A piece that expat let pass is no tag to us."""


class Tag(NamedTuple):
    """A tag with the text after it.

    Attributes:
        name: With its prefix: "str:Code".
        attributes: Likewise, without those that declare namespaces.
        spaces: Namespaces that it declares, by prefix.
        empty: Whether it is also the end of its element.
        text: The text after it, as it is written.
    """

    name: str
    attributes: dict[str, str]
    spaces: dict[str, str]
    empty: bool
    text: str


def taken(piece: str) -> Tag:
    """Return a piece taken apart, whatever its quotes and spaces are like."""
    found = _TAG.match(piece)
    if found is None:
        raise Torn(piece)
    given = {name: plain(_SPACE.sub(" ", double or single)) for name, double, single in _ATTRIBUTE.findall(found[2])}
    spaces = {name[6:]: value for name, value in given.items() if name == "xmlns" or name.startswith("xmlns:")}
    attributes = {name: value for name, value in given.items() if name != "xmlns" and not name.startswith("xmlns:")}
    return Tag(found[1], attributes, spaces, bool(found[3]), found[4])


def is_plain(piece: str) -> bool:
    """Tell whether a tag ends with the first ">" of its piece."""
    head, _, text = piece.partition(">")
    return taken(piece).text == text if "'" in head else head.count('"') % 2 == 0


class Scope:
    """The namespaces at some place, by prefix; one object for the same ones."""

    def __init__(self, spaces: dict[str, str]) -> None:
        self.spaces = spaces
        self._inner: dict[frozenset[tuple[str, str]], Scope] = {}

    def inside(self, tag: Tag) -> Scope:
        """Return the namespaces inside an element."""
        if not tag.spaces:
            return self
        spaces = self.spaces | tag.spaces
        key = frozenset(spaces.items())
        known = self._inner.get(key)
        return known or remember(self._inner, key, self if spaces == self.spaces else Scope(spaces))

    def element(self, name: str) -> str:
        """Return the name of an element with its namespace, as lxml has it: "{namespace}Code"."""
        prefix, _, own = name.rpartition(":")
        space = XML if prefix == "xml" else self.spaces.get(prefix, "")
        return f"{{{space}}}{own}" if space else own

    def attribute(self, name: str) -> str:
        """Return the name of an attribute likewise; one without a prefix has no namespace."""
        return self.element(name) if ":" in name else name


class Reader:
    """Where in a file we are.

    Attributes:
        pieces: The pieces of the file from here on.
        where: The artefact, and what was noticed.
        owner: Agency, id and version of the artefact, as in its URN.
        words: Each language once, so that texts share it.
        parts: What reads the elements of a table with some namespaces; see ``ml_parts``.
        compiled: For how many kinds of tags functions were compiled.
    """

    def __init__(self, pieces: Pieces, where: Where) -> None:
        self.pieces = pieces.pieces
        self.where = where
        self.owner = ""
        self.words: dict[str, str] = {}
        self.parts: dict[tuple[Any, Scope], Any] = {}
        self.compiled = 0
        self._line = pieces.line

    def note(self, message: str, advice: str = "") -> None:
        """Remember something about the element at which the reader is, with its line."""
        self.where.note(message, advice, self._line())

    def error(self, message: str, advice: str) -> FormatError:
        """Return an error about the element at which the reader is, with its line."""
        return FormatError(f"{self.where.file}, line {self._line()}: {message}.", advice)

    def mixed(self, name: str) -> None:
        """Refuse an element of another version of SDMX than the message, of which little would be understood."""
        found = VERSION.match(name)
        version = self.where.syntax.version
        if found and f"{found[1]}.{found[2]}" != version:
            message = (
                f"the message is SDMX-ML {version}, and its element {local(name)} is SDMX-ML {found[1]}.{found[2]}"
            )
            raise self.error(message, "Ask for it in one version.")

    def enter(self, artefact: model.Maintainable, name: str, owned: bool) -> None:
        """Remember the artefact that begins here; one that cannot say who owns it is the sender's."""
        where = self.where
        where.artefact = name
        if not owned:
            artefact.agency = where.sender
        elif not artefact.agency or not artefact.id:
            self.note("It has no id or no agency.", "Ask who made the file to give both.")
        self.owner = where.owner = urn.owner(artefact.agency, artefact.id, artefact.version)
        where.artefact = f"{name} {self.owner}"

    def misnamed(self, o: Any, stated: str, right: str, prefix: str, nested: bool) -> None:
        """Note a URN that says something else than agency, version and id do.

        An id may be that of the concept, and what has it may be in something that has an id.
        """
        loose = nested or not o.id or stated.endswith(f".{o.id}")
        if loose and not isinstance(o, model.Maintainable) and stated.startswith(prefix + self.owner):
            return
        advice = f"It is taken for {right}; ask who made the file which of the two is right."
        self.note(f"The URN {stated} does not fit its agency, id and version.", advice)

    def attribute(self, o: Any, key: str, value: str, name: str) -> None:
        """Keep an attribute that nobody knows."""
        o.unknown = (*o.unknown, model.Raw(self.where.syntax.name, f"@{key}", value))
        self.note(f"The attribute {local(key)} of {name} is unknown, and is kept.")

    def raw(self, piece: str, scope: Scope, container: str = "") -> model.Raw:
        """Return the element that begins with a piece in canonical form, so that equal content is equal text."""
        element = self.whole(piece, scope)
        content = etree.tostring(element, method="c14n", exclusive=True, with_tail=False).decode()
        return model.Raw(self.where.syntax.name, local(element.tag), content, container)

    def strange(self, o: Any, piece: str, scope: Scope) -> None:
        """Keep an element that nobody knows."""
        whole = scope.element(taken(piece).name)
        self.mixed(whole)
        self.note(f"The element {local(whole)} is unknown, and is kept.")
        o.unknown = (*o.unknown, self.raw(piece, scope))

    def ended(self, o: Any, scope: Scope) -> None:
        """Go past the end of the element that we are in, which should not have others in it."""
        for piece in self.pieces:
            if piece[0] == "/":
                return
            self.strange(o, piece, scope)

    def whole(self, piece: str, scope: Scope) -> Any:
        """Return the element that begins with a piece, as lxml has it, and go past its end."""
        source = [f"<{piece}"]
        depth = 0 if taken(piece).empty else 1
        while depth:
            piece = next(self.pieces)
            source.append(f"<{piece}")
            if piece[0] == "/":
                depth -= 1
            elif not taken(piece).empty:
                depth += 1
        text = "".join(source)
        spaces = " ".join(f"xmlns{prefix and ':'}{prefix}={quoteattr(space)}" for prefix, space in scope.spaces.items())
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        try:
            return etree.fromstring(f"<all {spaces}>{text[: text.rindex('>') + 1]}</all>", parser)[0]
        except etree.XMLSyntaxError as error:
            raise self.error(error.msg or "it is damaged", "Mend that line.") from None


Run = Callable[[Any, str, Reader], None]
"""Takes an element into an object: gets the object, the piece with which the element begins, and the reader."""

Put = Callable[[Any, Any, str, Reader], None]
"""Puts a value into an object; gets both, the piece that the value begins with, and the reader."""
