"""The formats that mappings are exchanged in; the engine finds them by the entry-point group ``orodha.formats``."""

from __future__ import annotations

from ...catalogue.formats import Format

_HERE = __name__.rpartition(".")[0]

SHEET = "mapping-sheet"

FORMATS = (
    Format("sssom", (".sssom.tsv", ".sssom.csv"), "drafts", "exchange", "exchange", False, ("tsv",), _HERE),
    Format("sssom-json", (".sssom.json",), "drafts", "exchange", "exchange", False, ("json",), _HERE),
    Format(SHEET, (".review.xlsx",), "drafts", "sheet_in", "sheet", False, (), _HERE),
    Format("skos-turtle", (), "", "", "triples", False, ("turtle",), _HERE),
    Format("skos-ntriples", (), "", "", "triples", False, ("ntriples",), _HERE),
    Format("skos-rdfxml", (), "", "", "triples", False, ("rdfxml",), _HERE),
    Format("skos-jsonld", (), "", "", "triples", False, ("jsonld",), _HERE),
)
"""Every one; those of SKOS have the triples of accepted mappings alone, and are asked for by name."""
