"""CURIEs: IRIs shortened by the prefixes that a file declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from ...catalogue.names import PREFIXES, is_iri

BUILT_IN = {
    **{name: PREFIXES[name] for name in ("owl", "rdf", "rdfs", "semapv", "skos", "sssom", "xsd")},
    "linkml": "https://w3id.org/linkml/",
}
"""The prefixes that SSSOM knows without being told."""

KNOWN = {**PREFIXES, **BUILT_IN, "oboInOwl": "http://www.geneontology.org/formats/oboInOwl#"}
"""What a prefix is taken for that a file does not declare."""

_PREFIX = re.compile(r"[A-Za-z_][\w.-]*")
_WEB = ("http://", "https://", "urn:")
MEMO = 100_000


class UnknownPrefix(ValueError):
    """A CURIE has a prefix that nobody has declared.

    Attributes:
        prefix: The prefix; "" if the text is no CURIE at all.
    """

    def __init__(self, prefix: str) -> None:
        super().__init__(prefix)
        self.prefix = prefix


class Prefixes:
    """The prefixes of one file.

    Args:
        declared: Namespaces by prefix.
    """

    def __init__(self, declared: Mapping[str, str]) -> None:
        self.declared = dict(declared)
        self.undeclared: set[str] = set()
        """Prefixes that were used, not declared, and taken for what they usually are."""
        self._memo: dict[str, str] = {}

    def expand(self, text: str) -> str:
        """Return the IRI that a text means: a CURIE, or an IRI as it is.

        Raises:
            UnknownPrefix: It is neither.
        """
        if (found := self._memo.get(text)) is not None:
            return found
        found = self._expanded(text)
        if len(self._memo) < MEMO:
            self._memo[text] = found
        return found

    def _expanded(self, text: str) -> str:
        prefix, colon, local = text.partition(":")
        if colon and prefix in BUILT_IN:  # whatever a file declares: they cannot mean anything else
            iri = BUILT_IN[prefix] + local
        elif colon and prefix in self.declared:
            iri = self.declared[prefix] + local
        elif text.startswith("<") and text.endswith(">"):
            iri = text[1:-1]
        elif text.startswith(_WEB):
            iri = text
        elif colon and prefix in KNOWN:
            self.undeclared.add(prefix)
            iri = KNOWN[prefix] + local
        else:
            raise UnknownPrefix(prefix if colon else "")
        if not is_iri(iri):
            raise UnknownPrefix("")
        return iri


def shortened(iri: str) -> str:
    """Return an IRI as a CURIE of the prefixes that everybody knows, or as it is."""
    cut = _cut(iri)
    prefix = _BY_NAMESPACE.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix else iri


_BY_NAMESPACE = {namespace: prefix for prefix, namespace in KNOWN.items()}


def _cut(iri: str) -> int:
    """Return where the namespace of an IRI ends: behind the last mark that has something behind it."""
    end = len(iri) - 1
    return max(iri.rfind("#", 0, end), iri.rfind("/", 0, end), iri.rfind(":", 0, end)) + 1


class Contractor:
    """Shortens IRIs, and makes up the prefixes that this needs.

    Args:
        preferred: Namespaces by prefix, to be used where they fit.
    """

    def __init__(self, preferred: Mapping[str, str]) -> None:
        self._prefixes = _BY_NAMESPACE | {namespace: prefix for prefix, namespace in preferred.items()}
        self._taken = {*KNOWN, *preferred}
        self.used: dict[str, str] = {}
        """The prefixes that were used, with their namespaces."""

    def curie(self, iri: str, hint: str = "") -> str:
        """Return an IRI as a CURIE.

        Args:
            iri: The IRI.
            hint: What to call its namespace if it has no prefix yet.
        """
        cut = _cut(iri)
        namespace = iri[:cut]
        prefix = self._prefixes.get(namespace)
        if prefix is None:
            prefix = self._prefixes[namespace] = self._new(hint)
        self.used[prefix] = namespace
        return f"{prefix}:{iri[cut:]}"

    def _new(self, hint: str) -> str:
        wanted = [hint] if _PREFIX.fullmatch(hint) else []
        names: Iterable[str] = (*wanted, *(f"ns{number}" for number in range(1, len(self._taken) + 2)))
        prefix = next(one for one in names if one not in self._taken)
        self._taken.add(prefix)
        return prefix

    def curie_map(self) -> dict[str, str]:
        """Return the prefixes that a file has to declare, in the order of their names."""
        return {prefix: self.used[prefix] for prefix in sorted(self.used) if prefix not in BUILT_IN}


def declared_in(header: Mapping[str, Any]) -> dict[str, str]:
    """Return the prefixes that the header of a file declares, of TSV or of JSON."""
    found: dict[str, str] = {}
    for name in ("@context", "curie_map"):
        given = header.get(name)
        for prefix, namespace in cast("dict[Any, Any]", given).items() if isinstance(given, dict) else ():
            full = namespace
            if isinstance(namespace, dict):
                about = cast("dict[str, Any]", namespace)
                full = about.get("@id") or about.get("prefix_url")
            if isinstance(full, str) and full:
                found[str(prefix)] = full
    return found
