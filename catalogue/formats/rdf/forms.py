"""How a text of a field becomes a resource, and how it is read back.

RDF vocabularies want resources where people write words: a language, a file format, a person to write to. A text that
follows the pattern of a published authority becomes its IRI there; any other becomes a resource of its own that has
the text as its label. Either way the text comes back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ...names import PREFIXES, is_iri


@dataclass(frozen=True, slots=True)
class Form:
    """One way for a text to become a resource.

    Attributes:
        authorities: Pairs of pattern and namespace; a text that the pattern matches is the local name there.
        label: The predicate, a CURIE, that says the text of a resource of its own; "" if it stays a literal.
    """

    authorities: Sequence[tuple[str, str]] = ()
    label: str = ""

    def iri(self, text: str) -> str:
        """Return the IRI that a text stands for; "" if none."""
        for pattern, namespace in self.authorities:
            if re.fullmatch(pattern, text) and is_iri(namespace + text):
                return namespace + text
        return ""

    def text(self, iri: str) -> str:
        """Return the text that an IRI stands for; "" if it is of no authority."""
        for _, namespace in self.authorities:
            text = iri.removeprefix(namespace)
            if text != iri and self.iri(text) == iri:
                return text
        return ""


class Curie(Form):
    """A CURIE of a known prefix, or an IRI."""

    def iri(self, text: str) -> str:
        """Return the IRI that a text stands for; "" if none."""
        if found := expanded(text):
            return found
        return text if is_iri(text) and not shrunk(text) else ""

    def text(self, iri: str) -> str:
        """Return an IRI as a CURIE if its namespace is known."""
        return shrunk(iri) or iri


NON_NEGATIVE = "non-negative"
"""A whole number of the datatype xsd:nonNegativeInteger."""

ATTRIBUTION = "attribution"
"""A reference that is also said as a ``prov:Attribution`` whose role is the field."""

FORMS: dict[str, Form] = {
    "curie": Curie(),
    "mailbox": Form(((r"[^@\s:?#]+@[^@\s:?#]+", "mailto:"),)),
    "language": Form(
        (
            (r"[a-z]{2}", "http://id.loc.gov/vocabulary/iso639-1/"),
            (r"[a-z]{3}", "http://id.loc.gov/vocabulary/iso639-2/"),
        ),
        "rdfs:label",
    ),
    "file type": Form(
        ((r"[A-Z][A-Z0-9_]{1,19}", "http://publications.europa.eu/resource/authority/file-type/"),), "rdfs:label"
    ),
    "media type": Form(
        ((r"[a-z]+/[A-Za-z0-9][A-Za-z0-9.+-]*", "https://www.iana.org/assignments/media-types/"),), "rdfs:label"
    ),
    "contact": Form((), "vcard:fn"),
    "period": Form((), "rdfs:label"),
}
"""The forms that ``Means.form`` names, of texts."""

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
PREFIX_OF = {namespace: prefix for prefix, namespace in PREFIXES.items()}


@cache
def expanded(curie: str) -> str:
    """Return the IRI of a CURIE of a known prefix; "" if it is none."""
    prefix, colon, local = curie.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES and _LOCAL.fullmatch(local) else ""


def shrunk(iri: str) -> str:
    """Return an IRI as a CURIE of a known prefix; "" if it has none."""
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = PREFIX_OF.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix and _LOCAL.fullmatch(iri, cut) else ""
