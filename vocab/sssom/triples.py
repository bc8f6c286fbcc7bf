"""What accepted mappings say, and no more: triples of SKOS (<a> skos:exactMatch <b>)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pyoxigraph

from ...catalogue.formats import Content
from ...catalogue.formats.rdf.describe import Node
from ...catalogue.formats.rdf.terms import Prefixed, Spelling
from ...catalogue.formats.rdf.write import ntriples, turtle
from ...catalogue.names import PREFIXES, expand
from ..relations import ACCEPTED
from .sides import Sides, mappings_of

_SYNTAXES = {"rdfxml": pyoxigraph.RdfFormat.RDF_XML, "jsonld": pyoxigraph.RdfFormat.JSON_LD}
_SKOS = {"skos": PREFIXES["skos"]}


def write(path: Path, content: Content, syntax: str) -> None:
    """Write the triples of accepted mappings; see ``Format.write``.

    Args:
        path: The file.
        content: The export.
        syntax: "turtle", "ntriples", "rdfxml" or "jsonld".
    """
    sides = Sides(content.reader, content.audience)
    accepted = (one for one in mappings_of(content, sides) if one.get("status") == ACCEPTED)
    triples = sorted(
        {(sides(one["subject"]).iri, expand(one["predicate"]), sides(one["object"]).iri) for one in accepted}
    )
    if syntax == "turtle":
        prefixes = {**_SKOS, "concept": f"{content.base}concept/"}
        head = [f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(prefixes)]
        texts: Iterator[str] = iter([*head, "\n", *turtle(_nodes(triples, Prefixed(prefixes)))])
    else:
        texts = ntriples(_nodes(triples, Spelling()))
    if syntax not in _SYNTAXES:
        with path.open("w", encoding="utf-8") as stream:
            stream.writelines(texts)
        return
    found = pyoxigraph.parse("".join(texts), format=pyoxigraph.RdfFormat.N_TRIPLES, lenient=True)
    with path.open("wb") as stream:
        pyoxigraph.serialize((one.triple for one in found), stream, _SYNTAXES[syntax], prefixes=_SKOS)


def _nodes(triples: list[tuple[str, str, str]], spelling: Spelling) -> Iterator[Node]:
    for subject, said in groupby(triples, key=lambda one: one[0]):
        pairs = [
            (spelling.iri(predicate), [spelling.iri(target) for _, _, target in objects])
            for predicate, objects in groupby(said, key=lambda one: one[1])
        ]
        yield spelling.iri(subject), pairs
