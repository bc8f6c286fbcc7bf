"""Elements of SDMX-ML, read from the tables into the model.

For each table and syntax there is a ``Reader`` that knows what each attribute and child stands for; it walks an element
once, and keeps what nobody declared.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from functools import cache
from typing import Any, cast

from lxml import etree

from ...errors import FormatError
from . import model, urn
from .syntax import Syntax
from .tables import Field, Table
from .where import Where
from .xhtml import within

Element = Any
"""An element of lxml, whose types do not know the difference between elements, comments and instructions."""

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"
_USAGE21 = {"Mandatory": "mandatory", "Conditional": "optional"}
_PREFIXED = re.compile(r"\{(.*)\}(.*)")


Step = Callable[[Element, dict[str, Any], Where], None]
"""Takes a child element into the values of its parent."""


def shown(tag: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]


def note(where: Where, element: Element, message: str, advice: str = "") -> None:
    """Remember something about an element, with its line."""
    where.note(message, advice, element.sourceline)


def raw(element: Element, syntax: Syntax, container: str = "") -> model.Raw:
    """Return an element as it stands, in canonical form, so that equal content is equal text."""
    content = etree.tostring(element, method="c14n", exclusive=True, with_tail=False).decode()
    return model.Raw(syntax.name, shown(element.tag), content, container)


class Reader:
    """Reads elements of one table in one syntax."""

    def __init__(self, table: Table, syntax: Syntax) -> None:
        self.cls = table.cls
        self.attributes: dict[str, tuple[str, Callable[[str], Any] | None]] = {}
        self.children: dict[str, Step] = {}
        self.content: tuple[str, Callable[[Element, Where], Any]] | None = None
        self.many = tuple(one.name for one in table.flat if one.many)
        self.urn = urn.prefix(table.urn, table.package) if table.urn else ""
        self.nested = table.nested
        self.maintainable = issubclass(table.cls, model.Maintainable)
        self.owned = any(one.name == "agency" and one.place(syntax) for one in table.fields)
        self.names = frozenset(one.name for one in table.flat if one.place(syntax))
        self.fixed = {"kind": table.kind} if table.kind else {}
        self.default_id = str(next((one.default for one in dataclasses.fields(table.cls) if one.name == "id"), ""))
        for one in table.fields:
            if place := one.place(syntax):
                self._add(one, place, syntax)

    def _add(self, one: Field, place: str, syntax: Syntax) -> None:
        if place.startswith("@"):
            self.attributes[place[1:]] = (one.name, _converter(one, syntax))
        elif place == ".":
            self.content = (one.name, _value(one, syntax, None))
            in_parts = one.shape in ("local", "urn") and syntax.version == "2.1"
            self.children = {"Ref": _skip, "URN": _skip} if in_parts else {}
        else:
            self.children.update(_steps(one, place, syntax))

    def read(self, element: Element, where: Where) -> Any:
        """Return the object that an element stands for; an artefact first says where we are."""
        given = self.taken(element, where)
        for name in self.many:
            if name in given:
                given[name] = tuple(given[name])
        return self.cls(**given)

    def taken(self, element: Element, where: Where, *, inside: bool = False) -> dict[str, Any]:
        """Return the fields that an element has, by name; lists still as lists.

        Args:
            element: The element.
            where: Where the reader is.
            inside: Whether the element is inside that of the object.
        """
        given: dict[str, Any] = dict(self.fixed)
        stated = ""
        attributes = self.attributes
        for name, value in element.items():
            known = attributes.get(name)
            if known is not None:
                given[known[0]] = known[1](value) if known[1] else value
            elif name == "urn":
                stated = value
            elif not name.startswith(_INSTANCE):
                _keep(given, model.Raw(where.syntax.name, f"@{name}", value))
                note(where, element, f"The attribute {shown(name)} of {shown(element.tag)} is unknown, and is kept.")
        if self.maintainable and not inside:
            self._enter(element, given, where)
        if stated and self.urn:
            self._check_urn(element, stated, given.get("id", ""), where)
        if self.content:
            given[self.content[0]] = self.content[1](element, where)
        children = self.children
        for child in element:
            step = children.get(child.tag)
            if step is not None:
                step(child, given, where)
            else:
                _unknown(child, given, where)
        return given

    def _enter(self, element: Element, given: dict[str, Any], where: Where) -> None:
        """Remember the artefact that begins here."""
        where.artefact = shown(element.tag)
        identity = given.get("id") or self.default_id
        if not self.owned:
            given["agency"] = where.sender
        elif not given.get("agency") or not identity:
            note(where, element, "It has no id or no agency.", "Ask who made the file to give both.")
            given.setdefault("agency", "")
        where.owner = urn.owner(given["agency"], identity, given.get("version", "1.0"))
        where.artefact = f"{where.artefact} {where.owner}"

    def _check_urn(self, element: Element, stated: str, id: str, where: Where) -> None:
        """Note a URN that says something else than agency, version and id do; an id may also be that of the concept."""
        right = f"{self.urn}{where.owner}" if self.maintainable else f"{self.urn}{where.owner}.{id}"
        loose = self.nested or not id or stated.endswith(f".{id}")  # it may be in something that has an id
        if stated == right or (loose and not self.maintainable and stated.startswith(self.urn + where.owner)):
            return
        advice = f"It is taken for {right}; ask who made the file which of the two is right."
        note(where, element, f"The URN {stated} does not fit its agency, id and version.", advice)


@cache
def reader(table: Table, syntax: Syntax) -> Reader:
    """Return the reader of a table in a syntax."""
    return Reader(table, syntax)


def _keep(given: dict[str, Any], unknown: model.Raw) -> None:
    given["unknown"] = (*given.get("unknown", ()), unknown)


def _unknown(child: Element, given: dict[str, Any], where: Where) -> None:
    if not isinstance(child.tag, str):
        return  # what is left of an entity
    _keep(given, raw(child, where.syntax))
    note(where, child, f"The element {shown(child.tag)} is unknown, and is kept.")


def _skip(child: Element, given: dict[str, Any], where: Where) -> None:
    """Pass over what was read already."""


def _word(element: Element) -> str:
    return (element.text or "").strip()


def _local(element: Element) -> str:
    """Return the id that a reference of 2.1 within the artefact is to."""
    ref = element.find("Ref")
    if ref is not None:
        return ref.get("id", "")
    named = element.findtext("URN")
    return urn.parse(named).item if named else _word(element)


def _flag(value: str) -> bool:
    return value.strip() in ("true", "1")


def _converter(field: Field, syntax: Syntax) -> Callable[[str], Any] | None:
    """Return what makes a value of an attribute, or None if the text itself is the value."""
    if field.many:
        return lambda value: [value]
    if field.shape == "flag":
        return _flag
    if field.shape == "usage":
        return lambda value: _USAGE21.get(value, value)
    return str.strip if field.shape in ("id", "number") else None


def _steps(field: Field, place: str, syntax: Syntax) -> dict[str, Step]:
    """Return what takes the elements of a field, by their tags."""
    wrapper, slash, rest = place.partition("/")
    tag, _, inner = (rest if slash else place).partition(">")
    if field.shape == "inside":
        return {syntax.tag(tag): _inside(field.of[0], syntax)}
    if field.shape == "choice":
        return {key: step for one in field.of[0].fields for key, step in _choice(field, one, syntax).items()}
    own = {one.tag(syntax) or tag: one for one in reversed(field.of)}
    if field.of and len(own) > 1:
        steps = {syntax.tag(name): _step(field, syntax, one) for name, one in own.items()}
    else:
        of = field.of[0] if field.of else None
        steps = {
            syntax.tag((of and of.tag(syntax)) or tag): _step(field, syntax, of, syntax.tag(inner) if inner else "")
        }
    return {syntax.tag(wrapper): _unwrapping(steps)} if slash else steps


def _choice(field: Field, one: Field, syntax: Syntax) -> dict[str, Step]:
    """Return what takes the elements of one field of a choice, each of which is an object."""
    cls, value = field.of[0].cls, _value(one, syntax, None)

    def add(child: Element, given: dict[str, Any], where: Where) -> None:
        given.setdefault(field.name, []).append(cls(**{one.name: value(child, where)}))

    return {syntax.tag(one.place(syntax)): add}


def _inside(table: Table, syntax: Syntax) -> Step:
    """Return what takes an element inside that of its object; a second one is kept as it stands."""

    def take(child: Element, given: dict[str, Any], where: Where) -> None:
        read = reader(table, syntax)
        if read.names & given.keys():
            _keep(given, raw(child, where.syntax))
            note(where, child, f"There is a second {shown(child.tag)}; it is kept as it stands.")
            return
        found = read.taken(child, where, inside=True)
        for one in found.pop("unknown", ()):
            _keep(given, dataclasses.replace(one, container=one.container or shown(child.tag)))
        given.update(found)

    return take


def _unwrapping(steps: dict[str, Step]) -> Step:
    def unwrap(element: Element, given: dict[str, Any], where: Where) -> None:
        for child in element:
            step = steps.get(child.tag)
            if step is not None:
                step(child, given, where)
            else:
                _unknown(child, given, where)

    return unwrap


def _step(field: Field, syntax: Syntax, of: Table | None, inner: str = "") -> Step:
    """Return what takes one element of a field."""
    name = field.name
    if field.shape in ("texts", "addresses"):
        return _texts(name, "en" if field.shape == "texts" else "", lambda child: child.text or "")
    if field.shape == "xhtml":
        return _texts(name, "en", within)
    value = _value(field, syntax, of)

    def one(child: Element, given: dict[str, Any], where: Where) -> None:
        if name in given:
            note(where, child, f"There is a second {shown(child.tag)}; the last one counts.", "Only one is allowed.")
        given[name] = value(child, where)

    def add(child: Element, given: dict[str, Any], where: Where) -> None:
        found: list[Any] | None = given.get(name)
        if found is None:
            given[name] = found = []
        if inner:
            found.extend(value(each, where) for each in child.iterfind(inner))
        else:
            found.append(value(child, where))

    return add if field.many else one


def _texts(name: str, default: str, content: Callable[[Element], str]) -> Step:
    def step(child: Element, given: dict[str, Any], where: Where) -> None:
        texts = given.get(name)
        if texts is None:
            given[name] = texts = {}
        language = child.get(_LANGUAGE, default)
        if language in texts:
            advice = f"Give the other text, {child.text!r}, a language of its own."
            note(
                where,
                child,
                f"There are two {shown(child.tag)} in {language or 'no language'}; the first counts.",
                advice,
            )
            return
        texts[language] = content(child)

    return step


def _value(field: Field, syntax: Syntax, of: Table | None) -> Callable[[Element, Where], Any]:
    """Return what makes an element a value."""
    if of is not None:
        made: list[Reader] = []

        def part(child: Element, where: Where) -> Any:
            if not made:  # not before, for tables may hold themselves
                made.append(reader(of, syntax))
            return made[0].read(child, where)

        return part
    old = syntax.version == "2.1"
    simple: dict[str, Callable[[Element, Where], Any]] = {
        "text": lambda child, where: child.text or "",
        "flag": lambda child, where: _flag(child.text or ""),
        "mark": lambda child, where: True,
        "observation": lambda child, where: (_local(child) if old else "") or "OBS_VALUE",
        "local": lambda child, where: _local(child) if old else _word(child),
        "urn": lambda child, where: _reference(child, field.refers, where) if old else _checked(child, where),
    }
    return simple.get(field.shape, lambda child, where: _word(child))


def _checked(child: Element, where: Where) -> str:
    value = _word(child)
    try:
        urn.parse(value)
    except FormatError as error:
        note(where, child, error.what, error.advice)
    return value


def _reference(child: Element, refers: str, where: Where) -> str:
    """Return the URN of a reference of 2.1, which may be given in parts."""
    ref = child.find("Ref")
    if ref is None:
        named = child.findtext("URN")
        if named is None:
            note(where, child, f"{shown(child.tag)} refers to nothing.", "A reference has a Ref or a URN in it.")
            return ""
        child = child.find("URN")
        return _checked(child, where)
    get = cast("Callable[..., str]", ref.get)
    kind, package = get("class", refers), get("package", "")
    parent = get("maintainableParentID", "")
    item = ".".join(filter(None, (get("containerID", ""), get("id", ""))))
    version = get("maintainableParentVersion", "1.0") if parent else get("version", "1.0")
    package = "" if package == urn.PACKAGES.get(kind) else package
    try:
        whole = urn.Urn(kind, get("agencyID", ""), parent or item, version, item if parent else "", package)
        return str(whole)
    except FormatError as error:
        note(where, ref, error.what, error.advice)
        return ""
