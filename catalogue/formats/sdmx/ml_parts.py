"""Elements of SDMX-ML, read from the tables into the model.

``Part`` reads the elements of a table, and ``fill`` what is within one. A tag that comes again as it was, such as
``com:Name xml:lang="en"``, is found by its whole text and is never taken apart.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from . import model
from .ml_compiled import MOST_COMPILED, Begin, begins, inside, rare
from .ml_elements import quoted
from .ml_pieces import plain
from .ml_references import checked, in_parts, referring
from .ml_tags import INSTANCE, Put, Reader, Run, Scope, Tag, is_plain, local, remember, taken
from .syntax import Syntax
from .tables import Field, Table
from .xhtml import within

Step = tuple[int, str, Any]
"""What is done at a tag: ``TEXT`` of a field in a language; ``LISTED``, a part in the list of a field, by a ``Part``;
``VALUE`` of a field, by what makes it of the text; or ``OTHER``, by a ``Run``."""

Make = Callable[[Reader, Scope, Tag], Step]
"""Makes the step of a tag. Takes the attributes that are known out of it."""

TEXT, LISTED, VALUE, OTHER = range(4)


class Part:
    """Reads the elements of a table where some namespaces hold.

    Attributes:
        begins: What makes an object, by the pieces of a tag between the values of its attributes.
        within: What takes the text of the element, if that is a field.
        view: What is done at the elements in it.
    """

    __slots__ = ("_keys", "_scope", "_syntax", "_table", "begins", "view", "within")

    def __init__(self, table: Table, syntax: Syntax, scope: Scope) -> None:
        self._table, self._syntax, self._scope = table, syntax, scope
        self._keys: dict[tuple[str, tuple[str, ...]], Begin] = {}
        self.begins: dict[tuple[str, ...], Begin] = {}
        self.view = View(children(table, syntax), scope)
        content = next((one for one in table.fields if one.place(syntax) == "."), None)
        self.within = _content(content, syntax, scope) if content else None

    def read(self, piece: str, at: Reader) -> Any:
        """Return the object of the element that begins with a piece."""
        tag = piece.partition(">")[0]
        values = tag.split('"')
        begin = self.begins.get(tuple(values[::2]))
        if begin is None or "&" in tag or "\n" in tag or "\t" in tag:
            return self._unusual(piece, tuple(values[::2]), at)
        made = begin(values, at)
        if self.within is not None:
            self.within(made, piece, at)
        elif tag[-1] != "/":
            fill(made, self.view, at)
        return made

    def _unusual(self, piece: str, shape: tuple[str, ...], at: Reader) -> Any:
        """Return the object of an element whose attributes were not met before, or are written in another way."""
        tag = taken(piece)
        scope = self._scope.inside(tag)
        if scope is not self._scope:
            return part(self._table, scope, at).read(_bare(tag, attributes=True), at)
        made = self._made(tag, shape, at)
        if self.within is not None:
            self.within(made, _bare(tag), at)
        elif not tag.empty:
            fill(made, self.view, at)
        return made

    def _made(self, tag: Tag, shape: tuple[str, ...], at: Reader) -> Any:
        """Return the object of a tag; what makes it is compiled as long as a file has few kinds of tags."""
        keys = tuple(tag.attributes)
        name = self._scope.element(tag.name)
        begin = self._keys.get((name, keys))
        if begin is None:
            if at.compiled >= MOST_COMPILED:
                return rare(self._table, self._syntax, self._scope, tag, at)
            at.compiled += 1
            begin = self._keys[name, keys] = begins(self._table, self._syntax, self._scope, name, keys)
        plainest = "".join((tag.name, *(f" {key}=" for key in keys), "/" if tag.empty else ""))
        if len(shape) == len(keys) + 1 and "".join(shape) == plainest:
            self.begins[shape] = begin
        return begin([one for value in tag.attributes.values() for one in ("", value)], at)


def _bare(tag: Tag, *, attributes: bool = False) -> str:
    """Return the piece of a tag in its plainest form, without declarations of namespaces."""
    given = "".join(f' {key}="{quoted(value)}"' for key, value in tag.attributes.items()) if attributes else ""
    return f"{tag.name}{given}{'/' if tag.empty else ''}>{tag.text}"


def part(table: Table, scope: Scope, at: Reader) -> Part:
    """Return what reads the elements of a table where some namespaces hold."""
    return at.parts.get((table, scope)) or remember(at.parts, (table, scope), Part(table, at.where.syntax, scope))


class View:
    """What is done at the tags within an element, where some namespaces hold.

    Attributes:
        steps: By whole tag.
        parts: By name and that of the first attribute, for elements whose attributes differ.
        scope: The namespaces.
    """

    __slots__ = ("_makes", "parts", "scope", "steps")

    def __init__(self, makes: dict[str, Make], scope: Scope) -> None:
        self.steps: dict[str, Step] = {}
        self.parts: dict[str, Step] = {}
        self.scope = scope
        self._makes = makes

    def find(self, piece: str, at: Reader) -> tuple[Step | None, str]:
        """Return what is done at a tag that is new here, None if nobody knows it, and its piece in plain form."""
        tag = taken(piece)
        scope = self.scope.inside(tag)
        make = self._makes.get(scope.element(tag.name))
        if make is None:
            return None, piece
        step = make(at, scope, tag)
        if _has_part(step):
            if scope is self.scope:
                remember(self.parts, piece.partition(">")[0].partition("=")[0], step)
            return step, piece
        if tag.attributes:
            told(tag, scope, at)
        elif scope is self.scope and is_plain(piece):
            remember(self.steps, piece.partition(">")[0], step)
        return step, piece if is_plain(piece) else _bare(taken(piece), attributes=True)


def _has_part(step: Step) -> bool:
    return step[0] == LISTED or (isinstance(step[2], partial) and step[2].func is _one)


def told(tag: Tag, scope: Scope, at: Reader) -> None:
    """Tell of attributes that nobody knows, of an element that is no object."""
    for key in map(scope.attribute, tag.attributes):
        if not key.startswith(INSTANCE):
            at.note(f"The attribute {local(key)} of {local(scope.element(tag.name))} is unknown, and was left out.")


def fill(o: Any, view: View, at: Reader) -> None:
    """Take the elements up to the end of the one that we are in into an object."""
    pieces, steps, parts = at.pieces, view.steps, view.parts
    lists: dict[str, list[Any]] | None = None
    for piece in pieces:
        if piece[0] == "/":
            break
        tag, _, text = piece.partition(">")
        step = steps.get(tag)
        if step is None and "xmlns" not in piece:  # which may make another namespace of the prefix
            step = parts.get(tag.partition("=")[0])
        if step is None:
            step, piece = view.find(piece, at)
            if step is None:
                at.strange(o, piece, view.scope)
                continue
            text = piece.partition(">")[2]
        what, name, more = step
        if what == TEXT:
            texts = getattr(o, name)
            if more in texts:
                twice(more, plain(text), piece, view.scope, at)
            else:
                texts[more] = plain(text) if "&" in text else text
        elif what == LISTED:
            made = more.read(piece, at)
            if lists is None:
                lists = {name: [made]}
            elif name in lists:
                lists[name].append(made)
            else:
                lists[name] = [made]
            continue
        elif what == VALUE:
            if getattr(o, name):
                second(piece, view.scope, at)
            setattr(o, name, more(plain(text) if "&" in text else text, at))
        else:
            more(o, piece, at)
            continue
        piece = next(pieces)
        if piece[0] != "/":
            at.strange(o, piece, view.scope)
            at.ended(o, view.scope)
    if lists is not None:
        for name, values in lists.items():
            setattr(o, name, (*getattr(o, name), *values))


def second(piece: str, scope: Scope, at: Reader) -> None:
    """Note an element that is there twice."""
    name = local(scope.element(taken(piece).name))
    at.note(f"There is a second {name}; the last one counts.", "Only one is allowed.")


def twice(language: str, text: str, piece: str, scope: Scope, at: Reader) -> None:
    """Note a text that is there twice in a language."""
    name = local(scope.element(taken(piece).name))
    advice = f"Give the other text, {text!r}, a language of its own."
    at.note(f"There are two {name} in {language or 'no language'}; the first counts.", advice)


@cache
def children(table: Table, syntax: Syntax) -> dict[str, Make]:
    """Return what makes the steps of the elements of a table, by their names."""
    found: dict[str, Make] = {}
    for one in table.fields:
        place = one.place(syntax)
        if place and place[0] not in "@.":
            found.update(_makes(table, one, place, syntax))
    return found


def _makes(table: Table, one: Field, place: str, syntax: Syntax) -> dict[str, Make]:
    """Return what makes the steps of a field."""
    wrapper, slash, rest = place.partition("/")
    name, each, inner = (rest if slash else place).partition(">")
    if one.shape == "inside":
        return {syntax.tag(name): partial(_inside, table, one.of[0], syntax)}
    if one.shape == "choice":
        return {syntax.tag(of.place(syntax)): partial(_chosen, one, of, syntax) for of in one.of[0].fields}
    if one.of:
        own = {syntax.tag(of.tag(syntax) or name): of for of in reversed(one.of)}
        makes: dict[str, Make] = {key: partial(_part, table, one, of) for key, of in own.items()}
    else:
        makes = {syntax.tag(inner or name): partial(_simple, table, one, syntax)}
    if each:
        makes = {syntax.tag(name): partial(_wrapped, makes)}
    return {syntax.tag(wrapper): partial(_wrapped, makes)} if slash else makes


def _part(table: Table, one: Field, of: Table, at: Reader, scope: Scope, tag: Tag) -> Step:
    if one.many:
        return LISTED, one.name, part(of, scope, at)
    put = _put(table, one, scope)
    return OTHER, one.name, partial(_one, part(of, scope, at), put)


def _one(of: Part, put: Put, o: Any, piece: str, at: Reader) -> None:
    put(o, of.read(piece, at), piece, at)


def _wrapped(makes: dict[str, Make], at: Reader, scope: Scope, tag: Tag) -> Step:
    """Return what is done at an element whose children belong to what it is in."""
    view = View(makes, scope)

    def run(o: Any, piece: str, at: Reader) -> None:
        if not tag.empty:
            fill(o, view, at)

    return OTHER, "", run


def _inside(outer: Table, table: Table, syntax: Syntax, at: Reader, scope: Scope, tag: Tag) -> Step:
    """Return what is done at an element with some fields of what it is in; a second one is kept as it stands."""
    view = View(children(table, syntax), scope)
    given = inside(table, syntax, tag.attributes)
    name = local(scope.element(tag.name))
    others = {key: value for key, value in tag.attributes.items() if not scope.attribute(key).startswith(INSTANCE)}
    tag.attributes.clear()
    names = {one.name: model.defaults(outer.cls)[one.name] for one in table.flat if one.place(syntax)}

    def run(o: Any, piece: str, at: Reader) -> None:
        if any(getattr(o, field) != value for field, value in names.items()):
            at.note(f"There is a second {name}; it is kept as it stands.")
            o.unknown = (*o.unknown, at.raw(piece, scope))
            return
        before = len(o.unknown)
        for field, value in given.items():
            setattr(o, field, value)
        for key, value in others.items():
            at.attribute(o, scope.attribute(key), value, name)
        if not tag.empty:
            fill(o, view, at)
        more = (dataclasses.replace(one, container=one.container or name) for one in o.unknown[before:])
        o.unknown = (*o.unknown[:before], *more)

    return OTHER, "", run


def _chosen(one: Field, of: Field, syntax: Syntax, at: Reader, scope: Scope, tag: Tag) -> Step:
    """Return what is done at an element that is a field of an object without an element of its own."""
    cls = one.of[0].cls
    run = _taking(of, syntax, scope, lambda made, value, piece, at: setattr(made, of.name, value))

    def choose(o: Any, piece: str, at: Reader) -> None:
        made = cls()
        run(made, piece, at)
        setattr(o, one.name, (*getattr(o, one.name), made))

    return OTHER, one.name, choose


def _simple(table: Table, one: Field, syntax: Syntax, at: Reader, scope: Scope, tag: Tag) -> Step:
    """Return what is done at an element without parts."""
    if one.shape not in ("texts", "addresses", "xhtml"):
        if not (one.many or tag.empty or in_parts(one, syntax) or model.defaults(table.cls)[one.name]):
            return VALUE, one.name, _value(one)
        return OTHER, one.name, _taking(one, syntax, scope, _put(table, one, scope))
    language = tag.attributes.pop("xml:lang", "" if one.shape == "addresses" else "en")
    language = at.words.setdefault(language, language)
    if one.shape != "xhtml" and not tag.empty:
        return TEXT, one.name, language

    def run(o: Any, piece: str, at: Reader) -> None:
        text = within(at.whole(piece, scope)) if one.shape == "xhtml" else ""
        texts = getattr(o, one.name)
        if language in texts:
            twice(language, text, piece, scope, at)
        else:
            texts[language] = text

    return OTHER, one.name, run


def _put(table: Table, one: Field, scope: Scope) -> Put:
    """Return what puts a value into a field."""
    field = one.name
    if one.many:
        return lambda o, value, piece, at: setattr(o, field, (*getattr(o, field), value))
    nothing = model.defaults(table.cls)[field]

    def put(o: Any, value: Any, piece: str, at: Reader) -> None:
        if getattr(o, field) != nothing:
            second(piece, scope, at)
        setattr(o, field, value)

    return put


def _content(one: Field, syntax: Syntax, scope: Scope) -> Run:
    """Return what takes the text of an element, or a reference in it, into the object of the element."""
    return _taking(one, syntax, scope, lambda o, value, piece, at: setattr(o, one.name, value))


def _taking(one: Field, syntax: Syntax, scope: Scope, put: Put) -> Run:
    """Return what takes the value of an element."""
    if in_parts(one, syntax):
        return referring(one, scope, put)
    value = _value(one)

    def run(o: Any, piece: str, at: Reader) -> None:
        head, _, text = piece.partition(">")
        put(o, value(plain(text) if "&" in text else text, at), piece, at)
        if head[-1] != "/":
            at.ended(o, scope)

    return run


def _value(one: Field) -> Callable[[str, Reader], Any]:
    """Return what makes a text a value."""
    shapes: dict[str, Callable[[str, Reader], Any]] = {
        "text": lambda text, at: text,
        "flag": lambda text, at: text.strip() in ("true", "1"),
        "mark": lambda text, at: True,
        "observation": lambda text, at: "OBS_VALUE",
        "urn": lambda text, at: checked(text.strip(), at),
    }
    return shapes.get(one.shape, lambda text, at: text.strip())
