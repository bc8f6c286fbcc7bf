"""The formats that mappings are exchanged in; the engine finds them by the entry-point group ``orodha.formats``."""

from __future__ import annotations

from ...catalogue.formats import Format

_HERE = __name__.rpartition(".")[0]


def _skos(syntax: str) -> Format:
    """Return SKOS in a syntax of RDF: the triples of accepted mappings alone, asked for by name."""
    return Format(f"skos-{syntax}", (), "drafts", "triples_in", "triples", False, (syntax,), _HERE, (".sssom.tsv",))


FORMATS = (
    Format("sssom", (".sssom.tsv", ".sssom.csv"), "drafts", "exchange", "exchange", False, ("tsv",), _HERE),
    Format("sssom-json", (".sssom.json",), "drafts", "exchange", "exchange", False, ("json",), _HERE),
    Format("mapping-sheet", (".review.xlsx",), "drafts", "sheet_in", "sheet", False, (), _HERE, (".xlsx",)),
    *map(_skos, ("turtle", "ntriples", "rdfxml", "jsonld")),
)
"""Every one."""
