"""Elements of SDMX-ML, written from the tables.

For each table and syntax a function is made once, as source that Python compiles, in the way in which ``dataclasses``
makes ``__init__``: a row of the table is a line or two of it. That writes 100,000 codes in a third of the time that it
takes to walk the table for every code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, cast

from ...errors import FormatError
from . import model, urn
from .syntax import UNWRITABLE, XML, Syntax
from .tables import USAGE_21, Field, Table
from .xhtml import canonical

Write = Callable[[Any, str, str], str]
"""Returns a value as XML: takes it, the indentation, and "AGENCY:ID(VERSION)" with what its URN needs after that."""

_SPECIAL = re.compile(f'[&<>"\t\n\r{UNWRITABLE}]')
_SPECIAL_TEXT = re.compile(f"[&<>\r{UNWRITABLE}]")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_MOMENT = re.compile(r"([^T]+)T[\d:.]+(.*)", re.ASCII)
_LEGACY = re.compile(r"\d+(\.\d+)*", re.ASCII)


def _named(found: re.Match[str]) -> str:
    return _NAMED.get(found[0], "\ufffd")  # XML has no way to write the other control characters


def escaped(text: str) -> str:
    """Return a text as the content of an element. What XML cannot hold becomes U+FFFD."""
    return _SPECIAL_TEXT.sub(_named, text)


def quoted(text: str) -> str:
    """Return a text as the value of an attribute, without the quotes. What XML cannot hold becomes U+FFFD."""
    return _SPECIAL.sub(_named, text)


@cache
def element(table: Table, syntax: Syntax, tag: str, urns: bool = True, inside: str = "") -> Write:
    """Return what writes an object of a table as an element.

    Args:
        table: The table.
        syntax: One of SDMX-ML.
        tag: The element, with its prefix.
        urns: Whether it carries its URN.
        inside: The name of the element, if it is inside that of the object.
    """
    made: Write | None = None

    def write(value: Any, pad: str, owner: str) -> str:
        nonlocal made
        if made is None:  # not before, for tables may hold themselves
            made = _Source(table, syntax, tag, urns, inside).compiled()
        return made(value, pad, owner)

    return write


class _Source:
    """The source of the function that writes an object of a table.

    Attributes:
        lines: Its lines so far.
        names: What these refer to.
    """

    def __init__(self, table: Table, syntax: Syntax, tag: str, urns: bool, inside: str) -> None:
        self.table, self.syntax, self.tag, self.urns = table, syntax, tag, urns
        self.lines = ["def write(o, pad, owner):", f" t = pad + '<{tag}'"]
        self.names: dict[str, Any] = {
            "in_text": _SPECIAL_TEXT.search,
            "in_attribute": _SPECIAL.search,
            "escaped": escaped,
            "quoted": quoted,
            "ref": _ref,
            "unknown_attributes": _unknown_attributes(syntax, inside),
            "unknown_elements": _unknown_elements(syntax, inside),
        }

    def compiled(self) -> Write:
        """Return the function."""
        placed = [(one, one.place(self.syntax)) for one in self.table.fields if one.place(self.syntax)]
        for field, place in placed:
            if place.startswith("@"):
                self._attribute(field, place[1:])
        self._urn()
        self.lines.append(" if o.unknown: t += unknown_attributes(o.unknown)")
        content = [field for field, place in placed if place == "."]
        if content:
            self._content(content[0])
        else:
            self._children([(one, place) for one, place in placed if place[0] not in "@."])
        exec("\n".join(self.lines), self.names)
        return self.names["write"]

    def _attribute(self, field: Field, name: str) -> None:
        self.lines.append(f" v = o.{field.name}")
        if field.many:
            self.lines.append(f""" if v: t += f' {name}="{{quoted(v[0])}}"'""")
        elif field.shape == "flag":
            self.lines.append(f""" if v is not None: t += ' {name}="true"' if v else ' {name}="false"'""")
        elif convert := _converter(field, self.syntax):
            self.lines.append(f""" if v: t += f' {name}="{{{self._name(convert)}(v)}}"'""")
        else:
            plain = "v.isalnum() or not in_attribute(v)" if field.shape == "id" else "not in_attribute(v)"
            self.lines.append(f""" if v: t += f' {name}="{{v if {plain} else quoted(v)}}"'""")

    def _urn(self) -> None:
        if not self.urns or not self.table.urn:
            return
        prefix = urn.prefix(self.table.urn, self.table.package)
        if issubclass(self.table.cls, model.Maintainable):
            self.lines.append(f""" t += f' urn="{prefix}{{owner}}"'""")
        else:
            self.lines.append(f""" if o.id: t += f' urn="{prefix}{{owner}}.{{o.id}}"'""")
            if self.table.nested:
                self.lines.append(" owner = f'{owner}.{o.id}'")

    def _content(self, field: Field) -> None:
        old = self.syntax.is_21
        in_parts = {"local": """<Ref id="{quoted(v)}"/>""", "urn": "{ref(v)}"} if old else {}
        text = in_parts.get(field.shape, "{escaped(v) if in_text(v) else v}")
        self.lines += [f" v = o.{field.name}", f" return f'{{t}}>{text}</{self.tag}>\\n'"]

    def _children(self, placed: Iterable[tuple[Field, str]]) -> None:
        self.lines += [" inner = pad + '  '", " c = ''"]
        for field, place in placed:
            if field.shape == "inside":
                self._inside(field.of[0], place)
                continue
            self.lines.append(f" v = o.{field.name}")
            if others := field.displaced(self.syntax):
                self.lines.append(f" if {' or '.join(f'o.{one}' for one in others)}: v = type(v)()")
            self.lines += [*(f" {line}" for line in self._child(field, place))]
        self.lines += [
            " if o.unknown: c += unknown_elements(o.unknown, inner)",
            f" return f'{{t}}>\\n{{c}}{{pad}}</{self.tag}>\\n' if c else t + '/>\\n'",
        ]

    def _inside(self, table: Table, tag: str) -> None:
        names = dict.fromkeys(one.name for one in table.flat if one.place(self.syntax))
        write = element(table, self.syntax, tag, self.urns, tag.rpartition(":")[2])
        self.lines.append(f" if {' or '.join(f'o.{one}' for one in names)}: c += {self._name(write)}(o, inner, owner)")

    def _child(self, field: Field, place: str) -> list[str]:
        """Return the lines that write a field as elements, where "v" is its value."""
        if not field.many and _is_text(field, self.syntax):
            return [f"if v: c += f'{{inner}}<{place}>{{escaped(v) if in_text(v) else v}}</{place}>\\n'"]
        if field.shape == "texts":
            named = """ xml:lang="{k}\""""
            text = "{escaped(x) if in_text(x) else x}"
            return ["for k, x in v.items():", f" c += f'{{inner}}<{place}{named}>{text}</{place}>\\n'"]
        condition = "if v is not None:" if field.shape == "flag" else "if v:"
        return [f"{condition} c += {self._name(_child(field, place, self.syntax, self.urns))}(v, inner, owner)"]

    def _name(self, value: Any) -> str:
        name = f"f{len(self.names)}"
        self.names[name] = value
        return name


def _is_text(field: Field, syntax: Syntax) -> bool:
    return field.shape in ("text", "id", "number") or (field.shape == "local" and not syntax.is_21)


def _unknown_attributes(syntax: Syntax, inside: str) -> Callable[[Sequence[model.Raw]], str]:
    def write(raws: Sequence[model.Raw]) -> str:
        mine = (one for one in raws if one.syntax == syntax.name and one.container == inside and one.name[0] == "@")
        return "".join(_attribute(one.name[1:], one.content, place) for place, one in enumerate(mine, 1))

    return write


def _attribute(name: str, value: str, place: int) -> str:
    """Return an attribute; one of a namespace, "{namespace}name", with a prefix that is declared with it."""
    space, _, own = name.rpartition("}")
    if not space:
        return f' {name}="{quoted(value)}"'
    if space[1:] == XML:
        return f' xml:{own}="{quoted(value)}"'
    return f' xmlns:n{place}="{quoted(space[1:])}" n{place}:{own}="{quoted(value)}"'


def _unknown_elements(syntax: Syntax, inside: str) -> Callable[[Sequence[model.Raw], str], str]:
    def write(raws: Sequence[model.Raw], pad: str) -> str:
        mine = (one for one in raws if one.syntax == syntax.name and one.container == inside and one.name[0] != "@")
        return "".join(f"{pad}{one.content}\n" for one in mine)

    return write


def _converter(field: Field, syntax: Syntax) -> Callable[[str], str] | None:
    """Return what makes a value an attribute, if it is not simply quoted."""
    if only := field.only(syntax):
        return lambda value: only
    if field.shape == "usage" and syntax.is_21:
        return lambda value: USAGE_21.get(value) or quoted(value)
    if field.shape == "day":
        return lambda value: quoted(day(value))
    return plain_version if field.name == "version" and syntax.is_21 else None


def plain_version(version: str) -> str:
    """Return a version as 2.1 can write it: without the extension of a draft."""
    return quoted(version.partition("-")[0])


def day(when: str) -> str:
    """Return the date of a date and time, with the time zone if it has one."""
    found = _MOMENT.fullmatch(when)
    return found[1] + found[2] if found else when


def _child(field: Field, place: str, syntax: Syntax, urns: bool) -> Write:
    """Return what writes a field as elements."""
    wrapper, slash, rest = place.partition("/")
    tag, each, inner = (rest if slash else place).partition(">")
    write = _single(field, inner or tag, syntax, urns)
    if each:
        write = _wrapped(write, tag)
    if field.many:
        write = _repeated(write)
    if field.limit(syntax):
        write = _first(write)
    return _wrapped(write, wrapper) if slash else write


def _single(field: Field, tag: str, syntax: Syntax, urns: bool) -> Write:
    """Return what writes one value of a field as an element."""
    if field.shape in ("part", "links"):
        return _parts(field, tag, syntax, urns)
    if field.shape == "choice":
        return _choice(field.of[0], syntax, urns)
    if field.shape == "xhtml":
        return _xhtml(tag)
    if field.shape == "addresses":
        return _addresses(tag, bare=syntax.is_21)
    if field.shape == "flag":
        return lambda value, pad, owner: f"{pad}<{tag}>{'true' if value else 'false'}</{tag}>\n"
    if syntax.is_21 and field.shape == "urn":
        return _wrapped(lambda value, pad, owner: f"{pad}{_ref(value)}\n", tag)
    if syntax.is_21 and field.shape in ("local", "observation"):
        return _wrapped(lambda value, pad, owner: f'{pad}<Ref id="{quoted(value)}"/>\n', tag)
    if field.shape in ("mark", "observation"):
        return lambda value, pad, owner: f"{pad}<{tag}/>\n"
    return lambda value, pad, owner: f"{pad}<{tag}>{escaped(value)}</{tag}>\n"


def _xhtml(tag: str) -> Write:
    def write(value: model.Texts, pad: str, owner: str) -> str:
        try:
            marked = [(language, canonical(text)) for language, text in value.items()]
        except FormatError as error:
            raise FormatError(f"{owner}: {error.what}", error.advice) from None
        return "".join(f'{pad}<{tag} xml:lang="{quoted(key)}">{text}</{tag}>\n' for key, text in marked)

    return write


def _addresses(tag: str, *, bare: bool) -> Write:
    def write(value: model.Texts, pad: str, owner: str) -> str:
        named = ((f' xml:lang="{key}"' if key and not bare else "", escaped(text)) for key, text in value.items())
        return "".join(f"{pad}<{tag}{language}>{text}</{tag}>\n" for language, text in named)

    return write


@lru_cache(maxsize=1 << 12)
def _ref(value: str) -> str:
    """Return a reference of 2.1: in parts if 2.1 can say them so, for these every reader knows."""
    try:
        to = urn.parse(value)
    except FormatError:
        return f"<URN>{escaped(value)}</URN>"
    if not _LEGACY.fullmatch(to.version):
        return f"<URN>{escaped(value)}</URN>"
    named = f'class="{to.kind}" package="{to.package or urn.PACKAGES[to.kind]}"'
    if not to.item:
        return f'<Ref agencyID="{to.agency}" id="{to.id}" version="{to.version}" {named}/>'
    parent = f'maintainableParentID="{to.id}" maintainableParentVersion="{to.version}"'
    return f'<Ref agencyID="{to.agency}" {parent} id="{to.item}" {named}/>'


def _repeated(write: Write) -> Write:
    return lambda value, pad, owner: "".join([write(one, pad, owner) for one in value])


def _first(write: Write) -> Write:
    def write_first(value: Any, pad: str, owner: str) -> str:
        if isinstance(value, tuple):
            return write(cast("tuple[Any, ...]", value)[:1], pad, owner)
        language, text = next(iter(value.items()))
        return write({language: text}, pad, owner)

    return write_first


def _wrapped(write: Write, wrapper: str) -> Write:
    return lambda value, pad, owner: f"{pad}<{wrapper}>\n{write(value, pad + '  ', owner)}{pad}</{wrapper}>\n"


def _choice(table: Table, syntax: Syntax, urns: bool) -> Write:
    """Return what writes an object as the elements of its fields."""
    each = [(one.name, _single(one, one.place(syntax), syntax, urns)) for one in table.fields]

    def write(value: Any, pad: str, owner: str) -> str:
        given = ((getattr(value, name), write_one) for name, write_one in each)
        return "".join(write_one(found, pad, owner) for found, write_one in given if found)

    return write


def _parts(field: Field, tag: str, syntax: Syntax, urns: bool) -> Write:
    """Return what writes one part of a field, whose class says by which table and under which name."""
    known = {one: element(one, syntax, one.tag(syntax) or tag, urns) for one in field.of}
    if len(known) == 1:
        return next(iter(known.values()))
    return lambda value, pad, owner: known[field.table(value)](value, pad, owner)
