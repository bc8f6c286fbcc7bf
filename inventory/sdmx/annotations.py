"""Fields of records as annotations and back: one rule for all kinds, driven by the declarations.

    Annotation(id="notes", type="orodha", texts={"en": ..., "fr": ...}, urls={"": the RDF predicate})

Texts by language are texts; of several in a language, the k-th ones of all languages are the k-th annotation of the
field. A single value that is text (a code, date, reference) is the title. Everything else is JSON in the title. What
XML cannot write, and what nobody declared, is JSON in the title too, and its type says so. An annotation without
content says that the record has no such field, where its place in SDMX would give one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import zip_longest
from typing import Any, cast

from ...catalogue.formats.sdmx.model import Annotation
from ...catalogue.formats.sdmx.syntax import UNWRITABLE
from ...catalogue.kinds import Document, Field, kinds
from ...catalogue.names import expand

TYPE = "orodha"
"""The type of our annotations."""

JSON_TYPE = "orodha-json"
"""The type of those whose title is JSON though the field is declared otherwise, or not at all."""

BRIDGE = "StatDCAT-AP"
"""The type of those that the bridge of StatDCAT-AP has: keywords and licence."""

TYPES = frozenset((TYPE, JSON_TYPE, BRIDGE))
_BRIDGED = frozenset(("keywords", "licence"))
_TITLES = frozenset(("text", "code", "date", "duration", "ref", "iri", "id"))

_UNWRITABLE = re.compile(f"[{UNWRITABLE}]")
unwritable = _UNWRITABLE.search
"""Finds what XML 1.0 cannot hold in a text."""

Written = tuple[Annotation, ...]


def mended(text: str) -> str:
    """Return a text with a sign in place of each character that XML cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def mark(name: str, title: str) -> Annotation:
    """Return an annotation that says what an artefact or item is."""
    return Annotation(name, title, TYPE)


@cache
def writer(kind: str, name: str) -> Callable[[Any], Written]:
    """Return what writes a field of a kind, which need not be known here, as annotations."""
    declared = kinds().get(kind)
    field = declared.by_name.get(name) if declared else None
    if field is None:
        return lambda value: (Annotation(name, _json(value), JSON_TYPE),)
    urls = _predicate(field)
    kind_of_title = BRIDGE if name in _BRIDGED else TYPE
    plain = _plain(field, kind_of_title, urls)

    def write(value: Any) -> Written:
        return plain(value) or (Annotation(name, _json(value), JSON_TYPE, dict(urls)),)

    return write


def _plain(field: Field, type: str, urls: dict[str, str]) -> Callable[[Any], Written]:
    """Return what writes a field in the way that its shape has; nothing comes of a value that this way cannot hold."""
    name = field.name

    def one_each(value: Any) -> Written:
        return (Annotation(name, "", type, dict(urls), value),) if _are_texts(value) else ()

    def several(value: Any) -> Written:
        if not all(_are_listed(texts) for texts in value.values()):
            return ()
        rows = zip_longest(*value.values())
        return tuple(
            Annotation(name, "", type, dict(urls), {one: text for one, text in zip(value, row, strict=True) if text})
            for row in rows
        )

    def title(value: Any) -> Written:
        return (Annotation(name, value, type, dict(urls)),) if _is_text(value) else ()

    if field.many or field.shape not in {"lang", "langs", *_TITLES}:
        return lambda value: (Annotation(name, _json(value), type, dict(urls)),)
    return {"lang": one_each, "langs": several}.get(field.shape, title)


def absent(name: str) -> Annotation:
    """Return the annotation that says that a record has no such field."""
    return Annotation(name, type=TYPE)


def is_ours(annotation: Annotation) -> bool:
    """Tell whether an annotation speaks of a field or of what something is here."""
    return annotation.type in TYPES and annotation.id != ""


def read(kind: str, annotations: Iterable[Annotation]) -> Document:
    """Return the fields that annotations of a record or list give; None for one that it does not have.

    A title that should be JSON and is none is given as it is, for whoever validates the document to tell.

    Args:
        kind: The kind, which need not be known here.
        annotations: All annotations; others than ours are passed over.
    """
    found: Document = {}
    for one in annotations:
        if is_ours(one):
            _add(found, one, kind)
    return found


def _add(found: Document, one: Annotation, kind: str) -> None:
    name = one.id
    shape = "map" if one.type == JSON_TYPE else _shapes(kind).get(name, "text")
    if not one.title and not one.texts:
        found[name] = None
    elif shape == "langs" and one.texts:
        texts = cast("dict[str, list[str]]", found.setdefault(name, {}))
        for language, text in one.texts.items():
            texts.setdefault(language, []).append(text)
    elif one.texts:
        found[name] = one.texts
    else:
        found[name] = one.title if shape in _TITLES else _loaded(one.title)


def _loaded(title: str) -> Any:
    try:
        return json.loads(title)
    except ValueError:
        return title


@cache
def _shapes(kind: str) -> Mapping[str, str]:
    """Return the shape of each field of a kind; "list" of one that holds several."""
    declared = kinds().get(kind)
    return {one.name: "list" if one.many else one.shape for one in declared.fields} if declared else {}


def _predicate(field: Field) -> dict[str, str]:
    try:
        return {"": expand(field.means.rdf)} if field.means.rdf else {}
    except KeyError:
        return {}  # of a package with prefixes of its own


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != "" and not unwritable(value)


def _are_texts(value: Any) -> bool:
    return isinstance(value, dict) and value != {} and all(map(_is_text, cast("dict[str, Any]", value).values()))


def _are_listed(value: Any) -> bool:
    return isinstance(value, list) and value != [] and all(map(_is_text, cast("list[Any]", value)))


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
