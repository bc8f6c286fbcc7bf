"""SPARQL of common tasks in Oxigraph and in rdflib, and the catalogue as a graph of rdflib: CPU seconds, medians.

Run as: python benchmarks/bench_sparql.py [--triples 100000] [--rounds 5] [--graph-triples 100000 1000000]

Both answer on the same triples, and must answer the same. ``to_graph`` reads the catalogue, says it and fills a graph;
beside it stands the loop that fills rdflib's default graph term by term, from texts that are ready in memory.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyoxigraph
from orodha.catalogue import Catalogue
from orodha.catalogue.exporting import Selection
from orodha.catalogue.formats.rdf.dump import prefixes_of
from orodha.catalogue.formats.rdf.write import write
from orodha.catalogue.querying import store_of
from rdflib import Graph, Literal, URIRef
from regional import Size, create

TRIPLES_A_RECORD = 12.1

QUERIES = {
    "sources by holder": """
        SELECT ?holder ?name (COUNT(?source) AS ?sources) WHERE {
          ?source orodha:sourceStatus ?status ; dct:publisher ?holder .
          ?holder foaf:name ?name
        } GROUP BY ?holder ?name ORDER BY DESC(?sources) ?holder""",
    "who holds a concept or what is below it": """
        SELECT DISTINCT ?holder ?source ?variable WHERE {
          ?concept skos:broader* concept:regional-1 .
          ?variable disco:concept ?concept ; orodha:variableOf ?source .
          ?source dct:publisher ?holder
        } ORDER BY ?holder ?source ?variable""",
    "sources without something": """
        SELECT ?source ?title WHERE {
          ?source orodha:sourceStatus ?status ; dct:title ?title
          FILTER NOT EXISTS { ?source dct:accrualPeriodicity concept:frequency-monthly }
        } ORDER BY ?source ?title""",
    "labels in a language with a text": """
        SELECT ?concept ?label WHERE {
          ?concept a skos:Concept ; skos:prefLabel ?label
          FILTER(lang(?label) = "sw" && CONTAINS(LCASE(?label), "border"))
        } ORDER BY ?concept""",
    "agreements and their parties": """
        SELECT ?agreement ?source ?party ?name WHERE {
          ?agreement odrl:target ?source ; odrl:assigner ?party ; dct:title ?title .
          ?source dct:spatial area:ke .
          ?party foaf:name ?name
        } ORDER BY ?agreement ?source ?party""",
    "sources by country": """
        SELECT ?country ?name (COUNT(?source) AS ?sources) WHERE {
          ?source orodha:sourceStatus ?status ; dct:spatial ?country .
          ?country skos:prefLabel ?name FILTER(lang(?name) = "en")
        } GROUP BY ?country ?name ORDER BY DESC(?sources) ?country""",
}


def size(triples: int) -> Size:
    """Return a regional size of about so many triples, in the proportions of the large one."""
    share = triples / TRIPLES_A_RECORD / 613_000
    return Size(*(max(int(count * share), 20) for count in vars(Size()).values()))


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds that something took, and what it gave."""
    start = time.process_time()
    result = action()
    return time.process_time() - start, result


def median(rounds: int, action: Callable[[], Any]) -> float:
    return statistics.median(timed(action)[0] for _ in range(rounds))


def queries(path: Path, rounds: int) -> None:
    """Print a line a query."""
    with Catalogue.open(path) as catalogue:
        content = Selection(catalogue.reader).content()
        graph = catalogue.to_graph()
        store = store_of(content)
    prefixes = prefixes_of(content)
    print(f"{len(graph):,} triples\n{'query':42}{'rows':>7}{'rdflib ms':>12}{'oxigraph ms':>13}{'ratio':>8}")
    for name, text in QUERIES.items():

        def ours(text: str = text) -> list[Any]:
            return list(store.query(text, prefixes=prefixes))  # pyright: ignore[reportArgumentType]

        def theirs(text: str = text) -> list[Any]:
            return list(graph.query(text))

        assert said(ours()) == said(theirs()), name
        slow, fast = median(min(rounds, 3), theirs), median(rounds, ours)
        print(f"{name:42}{len(ours()):7}{slow * 1000:12.1f}{fast * 1000:13.1f}{fast / slow:8.3f}")


def said(rows: Iterable[Iterable[Any]]) -> list[tuple[str, ...]]:
    """Return rows as texts."""
    return sorted(tuple(getattr(term, "value", None) or str(term) for term in row) for row in map(plain, rows))


def plain(row: Iterable[Any]) -> list[Any]:
    return [str(term) if isinstance(term, URIRef | Literal) else term for term in row]


def naive(path: Path) -> tuple[float, int]:
    """Fill a graph as everybody does; return CPU seconds and triples. The texts are there before."""
    with Catalogue.open(path) as catalogue, tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "all.nt", Selection(catalogue.reader).content(), "ntriples")
        parsed = [parts(one) for one in pyoxigraph.parse(path=Path(folder) / "all.nt")]

    def fill() -> Graph:
        graph = Graph()
        for subject, predicate, value, kind, language, datatype in parsed:
            term = URIRef(value) if kind == "iri" else Literal(value, lang=language, datatype=datatype)
            graph.add((URIRef(subject), URIRef(predicate), term))
        return graph

    seconds, graph = timed(fill)
    return seconds, len(graph)


def parts(quad: pyoxigraph.Quad) -> tuple[str, str, str, str, str | None, str | None]:
    term = quad.object
    subject, predicate = quad.subject.value, quad.predicate.value  # type: ignore[union-attr]
    if not isinstance(term, pyoxigraph.Literal):
        return subject, predicate, term.value, "iri", None, None  # type: ignore[union-attr]
    datatype = None if term.language or term.datatype.value.endswith("#string") else term.datatype.value
    return subject, predicate, term.value, "literal", term.language, datatype


def ours(path: Path) -> tuple[float, int]:
    """Give the catalogue as a graph; return CPU seconds and triples."""
    with Catalogue.open(path) as catalogue:
        seconds, graph = timed(catalogue.to_graph)
    return seconds, len(graph)


STEPS = {"naive": naive, "ours": ours}


def measured(step: str, path: Path, rounds: int) -> tuple[float, int, int]:
    """Run a step in processes of its own; return CPU seconds (median), triples and peak memory in MB."""
    command = [sys.executable, __file__, "--step", step, "--path", str(path)]
    runs = [subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() for _ in range(rounds)]
    return statistics.median(float(run[0]) for run in runs), int(runs[0][1]), max(int(run[2]) for run in runs)


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--graph-triples", type=int, nargs="*", default=[100_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--step", choices=STEPS)
    parser.add_argument("--path", type=Path)
    given = parser.parse_args()
    if given.step:
        print(*STEPS[given.step](given.path), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "queries.db"
        create(path, size(given.triples)).close()
        queries(path, given.rounds)
        print("\n   triples  naive loop s     MB  to_graph s     MB   ratio")
        for number in given.graph_triples:
            path = Path(folder) / f"{number}.db"
            create(path, size(number)).close()
            slow, count, slow_peak = measured("naive", path, min(given.rounds, 3))
            fast, same, peak = measured("ours", path, min(given.rounds, 3))
            assert count == same
            print(f"{count:10,}{slow:14.1f}{slow_peak:7}{fast:12.1f}{peak:7}{fast / slow:8.2f}")


if __name__ == "__main__":
    main()
