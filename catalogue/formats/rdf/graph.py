"""An export as a graph of rdflib, for programs that work with one.

rdflib is an extra: ``pip install orodha[rdflib]``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import OrodhaError
from ...uncollected import uncollected
from .. import Content
from .dump import Dump, prefixes_of
from .terms import Spelling

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Literal, URIRef


def graph(content: Content) -> Graph:
    """Return an export as a graph of rdflib.

    Terms are made once each and literals keep their lexical forms ("01" stays "01"). The graph lives in rdflib's
    ``SimpleMemory``, which takes triples in twice as fast as the store that is rdflib's default, and knows no contexts.

    Raises:
        OrodhaError: rdflib is not installed.
    """
    try:
        from rdflib import Graph
    except ImportError:
        raise OrodhaError("A graph needs rdflib, which is not installed.", "Run: pip install orodha[rdflib]") from None
    made = Graph(store="SimpleMemory", bind_namespaces="none")
    for prefix, namespace in prefixes_of(content).items():
        made.bind(prefix, namespace)
    spelling = Terms()
    terms, add = spelling.terms, made.store.add
    with uncollected():
        for subject, pairs in Dump(content, spelling).nodes():
            node: URIRef = terms[subject]  # pyright: ignore[reportAssignmentType]: what stands there is an IRI
            for predicate, objects in pairs:
                arc: URIRef = terms[predicate]  # pyright: ignore[reportAssignmentType]: as above
                for one in objects:
                    add((node, arc, terms[one]), made)
    return made


class Terms(Spelling):
    """Terms as N-Triples writes them, each with the term of rdflib that it stands for."""

    def __init__(self) -> None:
        from rdflib.term import Literal, URIRef

        self.terms: dict[str, URIRef | Literal] = {self.type: URIRef(self.type[1:-1])}
        self._iri = URIRef
        self._literal = Literal

    def iri(self, iri: str) -> str:
        """Return an IRI."""
        said = f"<{iri}>"
        if said not in self.terms:
            self.terms[said] = self._iri(iri)
        return said

    def text(self, text: str) -> str:
        """Return a literal in no language."""
        said = super().text(text)
        if said not in self.terms:
            self.terms[said] = self._literal(text)
        return said

    def lang(self, text: str, language: str) -> str:
        """Return a literal in a language."""
        said = super().lang(text, language)
        if said not in self.terms:
            self.terms[said] = self._literal(text, language)
        return said

    def typed(self, text: str, datatype: str) -> str:
        """Return a literal of a datatype, given by its IRI."""
        said = super().typed(text, datatype)
        if said not in self.terms:
            self.terms[said] = self._literal(text, datatype=self.terms[self.iri(datatype)], normalize=False)
        return said
