"""Names of things: short ids, IRIs and prefixes.

A short id is ``kind/slug`` (``source/ke-efns``). Its IRI is the catalogue's base followed by the short id, always
flat. A record that came with an IRI of its own keeps it, beside its short id.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from .texts import fold

DEFAULT_BASE = "https://w3id.org/orodha/id/"

GENERATED = ("kind", "revision", "created", "modified")
"""What a document that the catalogue gives out says beside the record's own fields; no field may be called so.

The revision is the record's version in this catalogue, counted from 1; "version" is left to the fields of kinds.
"""

SLUG_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._~-]{0,199}"

ID_PATTERN = rf"[a-z][a-z-]*/{SLUG_PATTERN}"
"""A short id, as text for ``re``: kind, slash, slug (letters, digits, dot, underscore, tilde, hyphen)."""

_PLANES = "\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd"
_CHARACTERS = "A-Za-z0-9._~!$&'()*+,;=\\-\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + _PLANES
_ESCAPE = "%[0-9A-Fa-f]{2}"
_GROUP = "[0-9A-Fa-f]{1,4}"
_IPV6 = rf"\[(?:(?:{_GROUP}:){{7}}{_GROUP}|(?:{_GROUP}(?::{_GROUP}){{0,3}})?::(?:{_GROUP}(?::{_GROUP}){{0,2}})?)\]"
_HOST = rf"(?:(?:[{_CHARACTERS}:]|{_ESCAPE})*@)?(?:(?:[{_CHARACTERS}]|{_ESCAPE})*|{_IPV6})(?::[0-9]*)?"
_REST = rf"(?:[{_CHARACTERS}:@/?]|{_ESCAPE})*"

IRI_PATTERN = (
    rf"[A-Za-z][A-Za-z0-9+.-]*:(?://{_HOST}(?:[/?]{_REST})?|/?(?:[{_CHARACTERS}:@?]|{_ESCAPE}){_REST}|/)(?:#{_REST})?"
)
"""An absolute IRI by the grammar of RFC 3987, without what nobody writes: characters for private use, those of empty
planes, and the rarer spellings of an IPv6 address.

It is a regular expression to Python, Rust and JSON Schema, which have no look-around in common.
"""

_ID = re.compile(ID_PATTERN)

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "disco": "http://rdf-vocabulary.ddialliance.org/discovery#",
    "dpv": "https://w3id.org/dpv#",
    "dqv": "http://www.w3.org/ns/dqv#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "locn": "http://www.w3.org/ns/locn#",
    "oa": "http://www.w3.org/ns/oa#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "org": "http://www.w3.org/ns/org#",
    "orodha": "https://w3id.org/orodha/ns#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sssom": "https://w3id.org/sssom/",
    "stat": "http://data.europa.eu/m8g/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


_MENDINGS = (
    (r"\s", "%20 for a space"),
    (r"%(?![0-9A-Fa-f]{2})", "%25 for a percent sign"),
    (r"#.*#", "%23 for a second #"),
    (r"[][]", "%5B and %5D for square brackets"),
    (r"//[^/?#]*:[^/?#]*[^0-9/?#]", "a number behind the colon of a host"),
)


def is_id(text: str) -> bool:
    """Tell whether the text is a well-formed short id."""
    return _ID.fullmatch(text) is not None


def is_iri(text: str) -> bool:
    """Tell whether the text is a well-formed absolute IRI."""
    return _iri_pattern().fullmatch(text) is not None


@cache
def _iri_pattern() -> re.Pattern[str]:
    return re.compile(IRI_PATTERN)  # takes as long as a lookup: only where an IRI is asked for


def iri_advice(text: str) -> str:
    """Say how to mend a text that was meant as an IRI and is none; "" if it was not meant as one."""
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:\S", text) or is_iri(text):
        return ""
    for wrong, advice in _MENDINGS:
        if re.search(wrong, text):
            return f"In an IRI, write {advice}."
    return "In an IRI, write other characters than letters, digits and -._~:/?#@!$&'()*+,;= as % and two hex digits."


def kind_of(record_id: str) -> str:
    """Return the kind that a short id names ("source" of "source/ke-efns"), or "" of an IRI."""
    kind, slash, _ = record_id.partition("/")
    return kind if slash and ":" not in kind else ""


def kind_word(kind: str) -> str:
    """Return a kind's name as the one word that the search index holds."""
    return re.sub(r"[^a-z]", "", kind)


def slugify(text: str) -> str:
    """Make a slug of any text: lower-case ASCII words joined by hyphens; "" if nothing is left.

    Letters of other scripts have no ASCII form and are dropped; the caller chooses another name then.
    """
    words = re.findall(r"[a-z0-9]+", fold(text).encode("ascii", "ignore").decode())
    return "-".join(words)[:80].rstrip("-")


@lru_cache(4096)
def expand(curie: str) -> str:
    """Turn a CURIE of a known prefix ("dct:title") into its IRI.

    Raises:
        KeyError: The prefix is not in ``PREFIXES``.
    """
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local
