"""Artefacts of other agencies as fields of records: what each says natively, and the rest in ``extra["sdmx"]``.

Nothing here knows a catalogue: records are named by their URNs, ``identity`` says what a new one is called, and
``intake`` puts ids in place of URNs. What no field holds is in ``extra["sdmx"]`` as ``kept`` describes it, and
``kept.completed`` puts it back on the way out, so that a list leaves as it came:

    document["extra"]["sdmx"] = {"annotations": [...], "is_final": True, "order": ["A", "B"]}
    item = completed(Code(id=..., names=document["label"], ...), document["extra"].get("sdmx", {}))

``scheme_fields`` and its like read an artefact or item back, so that an exporter can see what a record says beyond it:
that goes out as annotations of ours, which are read here too. A list that needs none, not even for ids, leaves without
any mark that it was here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Any, cast
from urllib.parse import quote, unquote

from ...catalogue.entry import SPACES
from ...catalogue.errors import FormatError
from ...catalogue.formats.sdmx import model
from ...catalogue.formats.sdmx.references import items
from ...catalogue.formats.sdmx.urn import Urn, parse
from ...catalogue.kinds import Document
from ...catalogue.names import is_iri
from ...catalogue.texts import DEFAULT_LANGUAGE
from . import annotations as remarks
from .kept import KEY, ORDER, kept_of, plain, words

ROLES: dict[type[model.Maintainable], str] = {
    model.Codelist: "code list",
    model.ValueList: "code list",
    model.ConceptScheme: "glossary",
    model.CategoryScheme: "thesaurus",
}
"""The role of the scheme that a list becomes."""

LISTS = frozenset(cls.urn_class for cls in ROLES)
"""The classes of artefacts that become schemes."""

PUBLIC = {"extra": "public"}
"""The visibility of fields of a record of which something is kept."""

_UNUSUAL = re.compile("[^A-Za-z0-9._~-]")
_PLAIN = re.compile("[A-Za-z0-9@$._-]+")
_CONCEPTS = frozenset(model.SCHEMES[one].items for one in LISTS)
_LONGEST = 180
_SHORTER = 60
_SHORT = re.compile("[A-Za-z0-9._~-]{1,60}")


def item_urn(artefact: model.Maintainable, path: str) -> str:
    """Return the URN of an item, as an IRI: what an IRI cannot hold, as an id of a value list may, is escaped."""
    cls = model.SCHEMES[artefact.urn_class].items
    return str(Urn(cls, artefact.agency, artefact.id, artefact.version, _escaped(path)))


def item_urn_in(scheme: str, path: str) -> str:
    """Return the URN of an item, as ``item_urn`` does, of a scheme that is known by its URN.

    Raises:
        FormatError: It is no URN.
        KeyError: It is not that of a scheme.
    """
    found = parse(scheme)
    return str(Urn(model.SCHEMES[found.kind].items, found.agency, found.id, found.version, _escaped(path)))


def _escaped(path: str) -> str:
    if _PLAIN.fullmatch(path) or (is_iri(f"urn:x:{path}") and not {"(", ")"}.intersection(path)):
        return path
    return quote(path, safe=".@$-_")


def value_id(item: str, notation: str) -> str:
    """Return the id of an item of a value list.

    Args:
        item: The id as the URN of the item has it, where what an IRI cannot hold is escaped.
        notation: The notation of the concept that the item became: its id, unless that was changed since.
    """
    return notation if _escaped(notation) == item else unquote(item)


def agency_urn(agency: str) -> str:
    """Return the URN of an agency by the id that it maintains artefacts under: "SDMX", "SDMX.SUB"."""
    owner, _, name = agency.rpartition(".")
    return str(Urn("Agency", owner or "SDMX", "AGENCIES", "1.0", name))


def parsed(urn: str) -> Urn | None:
    """Return the parts of a URN; None if it is none."""
    try:
        return parse(urn)
    except FormatError:
        return None


@lru_cache(1 << 17)
def identity(urn: str) -> str:
    """Return the id of the record that an artefact or item of another agency becomes, unless it has one already.

    Args:
        urn: Its URN: of a list, a data flow, or an item of a scheme.

    Raises:
        FormatError: It is no URN.
    """
    found = parse(urn)
    if found.kind == "Agency":
        owner = "" if found.agency == "SDMX" else f"{found.agency}."
        return f"agency/{_slug(f'{owner}{found.item}'.lower())}"
    of = f"{found.agency}-{found.id}-{found.version}".lower().replace("_", "-")
    if found.kind in _CONCEPTS:
        return f"concept/{_slug(f'{of}-{found.item}')}"
    if found.kind in model.SCHEME_OF:
        return f"agency/{_slug(f'{found.agency}-{found.item}'.lower())}"
    return f"{'source' if found.kind == 'Dataflow' else 'scheme'}/{_slug(of)}"


def _slug(text: str) -> str:
    slug = _UNUSUAL.sub(lambda found: f"~{ord(found[0]):x}", text)
    if len(slug) <= _LONGEST:
        return slug
    return f"{slug[:_LONGEST]}-{blake2b(slug.encode(), digest_size=6).hexdigest()}"


def scheme_fields(artefact: model.Maintainable) -> Document:
    """Return the fields of the scheme that a list becomes; its authority is called as a new agency would be.

    Raises:
        KeyError: It is no list of codes, values, concepts or categories.
    """
    fields: Document = {
        "iri": artefact.urn,
        "authority": identity(agency_urn(artefact.agency)),
        "role": ROLES[type(artefact)],
        "version": artefact.version,
    }
    fields |= _texts(artefact, artefact.id, "title", "description")
    ids = [path for path, _, _ in parents(artefact)]
    if not _are_sorted(artefact, ids):
        fields = with_kept(fields, {ORDER: ids})
    return _read("scheme", artefact, fields, ("agency", "version", model.SCHEMES[artefact.urn_class].field))


def _are_sorted(artefact: model.Maintainable, paths: list[str]) -> bool:
    """Tell whether items are in the order of the ids of their records."""
    if all(map(_SHORT.fullmatch, paths)) and len(artefact.urn) < _LONGEST - _SHORTER:
        return paths == sorted(paths)  # which are then as the items are
    return paths == sorted(paths, key=lambda path: identity(item_urn(artefact, path)))


def concept_fields(item: Any, urn: str) -> Document:
    """Return the fields of the concept that a code, value, concept or category becomes, without its references."""
    fields: Document = {"iri": urn, "notation": item.id, **_texts(item, item.id, "label", "definition")}
    return _read("concept", item, fields, ("parent", "categories"))


def agency_fields(item: model.Organisation, urn: str) -> Document:
    """Return the fields of the agency that an organisation becomes, without the one above it.

    Of its contacts those are read that have a post, a unit, an e-mail address or a page; names and numbers are not.
    """
    fields: Document = {"iri": urn, **_texts(item, item.id, "name", "functions")}
    if contacts := [one for one in map(_contact, item.contacts) if one]:
        fields["contacts"] = contacts
    return _read("agency", item, fields, ("contacts", "parent"))


def source_fields(flow: model.Dataflow) -> Document:
    """Return the fields of the source that a data flow becomes, as far as it tells them.

    Whoever maintains it is taken for its holder, and called as a new agency would be.
    """
    fields: Document = {"iri": flow.urn, **_texts(flow, flow.id, "title", "description")}
    fields["holder"] = identity(agency_urn(flow.agency))
    return _read("source", flow, fields, ("agency", "version"))


def personal(contact: model.Contact) -> bool:
    """Tell whether a contact has what is left out: the name of a person, or numbers."""
    return bool(contact.names or contact.phones or contact.faxes or contact.x400s)


def _contact(contact: model.Contact) -> Document:
    """Return a contact as the catalogue keeps it; empty if there is nothing to write to."""
    unit, post = words(contact.departments), words(contact.roles)
    emails = [one.strip(SPACES) for one in contact.emails if one.strip(SPACES)]
    pages = [one for one in contact.uris if is_iri(one)]
    if not (unit or post or emails or pages):
        return {}
    found: Document = {"post": post or unit or {DEFAULT_LANGUAGE: "Contact"}}
    found |= {"unit": unit} if unit and post else {}
    found |= {"email": emails[0]} if emails else {}
    found |= {"url": pages[0]} if pages else {}
    more = {"emails": emails[1:], "uris": pages[1:]}
    return with_kept(found, {name: value for name, value in more.items() if value})


def _texts(item: Any, name: str, label: str, body: str) -> Document:
    """Return names and descriptions as two fields of a record, and as they came where these cannot hold them."""
    names, descriptions = words(item.names), words(item.descriptions)
    fields: Document = {label: names or {DEFAULT_LANGUAGE: name}}
    fields |= {body: descriptions} if descriptions else {}
    kept = {} if names == item.names and names else {"names": item.names}
    kept |= {} if descriptions == item.descriptions else {"descriptions": item.descriptions}
    return with_kept(fields, kept)


def _read(kind: str, item: Any, fields: Document, without: tuple[str, ...]) -> Document:
    """Return fields with what an artefact or item says besides: in annotations of ours, or kept."""
    rest = plain(item, ("id", "names", "descriptions", *without))
    if ours := remarks.read(kind, item.annotations):
        others = tuple(one for one in item.annotations if one.type not in remarks.TYPES or not one.id)
        rest |= plain(model.Code(annotations=others))
        if not others:
            del rest["annotations"]
    fields = seen_by_all(with_kept(fields, rest)) | ours
    return {name: value for name, value in fields.items() if value is not None}


def with_kept(fields: Document, rest: Document) -> Document:
    """Return fields of a record with more of what is kept; as they are if a file has an ``extra`` that is none."""
    extra = fields.get("extra", {})
    if not rest or not isinstance(extra, dict):
        return fields
    return {**fields, "extra": {**cast("Document", extra), KEY: {**kept_of(fields), **rest}}}


def seen_by_all(fields: Document) -> Document:
    """Return fields of a record with the mark that what is kept, which another agency made public, is for everybody."""
    if not kept_of(fields) or "field_visibility" in fields:
        return fields
    return {**fields, "field_visibility": dict(PUBLIC)}


def parents(artefact: model.Maintainable) -> Iterator[tuple[str, Any, str]]:
    """Yield the items of a scheme with their paths and the paths of those above them, or ""."""
    found = ((one.id, one) for one in artefact.items) if isinstance(artefact, model.ValueList) else items(artefact)
    for path, item in found:
        above = path.rpartition(".")[0] if isinstance(item, model.Category) else getattr(item, "parent", "")
        yield path, item, above
