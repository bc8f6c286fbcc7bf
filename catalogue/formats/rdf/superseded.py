"""What ``extra`` keeps of a field, as a partner's file had it, goes when somebody changes the field.

A title without a language is kept so in ``extra`` beside the title that was read from it; after the title was changed,
it would go on being given out as it was.
"""

from __future__ import annotations

from typing import Any, cast

from ...kinds import Document, Field, Kind
from ...names import expand
from ...texts import words_of
from . import foreign
from .forms import shrunk


def without_superseded(declared: Kind, before: Document, after: Document) -> Document:
    """Return a document without those texts of ``extra`` that its fields had before and have no more.

    Args:
        declared: The kind.
        before: The document as it was.
        after: The document as it is to be saved.
    """
    extra: dict[str, Any] = after.get("extra", {})
    if not extra or extra != before.get("extra"):
        return after
    kept = dict(extra)
    for field in declared.fields:
        old, new = before.get(field.name), after.get(field.name)
        if old != new and field.means.rdf:
            gone = set(words_of(old)) - set(words_of(new))
            for name in _names(declared, field) & kept.keys() if gone else ():
                _drop(kept, name, gone)
    return {**after, "extra": kept} if kept else {name: value for name, value in after.items() if name != "extra"}


def _names(declared: Kind, field: Field) -> set[str]:
    """Return the predicates that a field is read from, as ``extra`` writes them."""
    own = expand(field.means.rdf)
    iris = {own, *foreign.PREDICATES.get(own, ()), *(foreign.LABELS if field.name == declared.label_field else ())}
    return {shrunk(iri) or iri for iri in iris}


def _drop(kept: dict[str, Any], name: str, gone: set[str]) -> None:
    value = kept[name]
    values = cast("list[Any]", value) if isinstance(value, list) else [value]
    left = [one for one in values if _text(one) not in gone]
    if not left:
        del kept[name]
    elif len(left) < len(values):
        kept[name] = left if len(left) > 1 else left[0]


def _text(value: Any) -> str | None:
    """Return the text of a literal; None of a resource."""
    if isinstance(value, str):
        return value.strip()
    text = cast("dict[str, Any]", value).get("@value") if isinstance(value, dict) else None
    return text.strip() if isinstance(text, str) else None
