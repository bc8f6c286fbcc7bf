"""Alignments of schemes without a common language, which the judge of embeddings is trained on; none is a benchmark.

They are names of languages, currencies and scripts, the terms of two vocabularies of statistics and economics, and the
goals, targets and indicators of the United Nations. Of each, parts are taken away: concepts without a counterpart are
what a probability is learnt from. Small schemes are cut out of the large ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
from orodha.vocab.matching.quality import Alignment
from orodha.vocab.matching.terms import Term
from training_sets import among, chance, cldr, concepts, names, store, texts

LANGUAGES = (
    *(("ar", "en"), ("am", "en"), ("sw", "en"), ("so", "en"), ("ti", "en"), ("fr", "en"), ("fr", "pt"), ("am", "ar")),
    *(("ar", "fr"), ("sw", "fr")),
)
"""The pairs of languages of the names of Unicode CLDR."""

KINDS = ("languages", "currencies", "scripts")
"""What is named. Territories are left to the benchmark."""

KEPT = (1.0, 0.75, 0.5)
"""Which share of each side is kept."""

SIZES = (5, 12, 25, 40, 60)
"""How many terms the small schemes have."""

MODES = (("fr", "en"), ("de", "fr"), ("lt", "en"), ("sl", "de"))
GOALS = (("fr", "en"), ("es", "fr"))
"""The pairs of languages of the modes of collection of the DDI Alliance, and of the goals."""

ECONOMICS = 0.15
"""So large a share of the thesaurus for economics is taken, so that the training takes minutes."""


def meaning_sets(samples: Path) -> Iterator[Alignment]:
    """Return every set, in a fixed order; the first word of its name is the family.

    Args:
        samples: The folder of vocabularies.
    """
    for kind in KINDS:
        for left, right in LANGUAGES:
            yield from _parts(kind, left, right, cldr(kind, left), cldr(kind, right))
    modes = store(samples / "skos/ddi-mode-of-collection-5.rdf", ox.RdfFormat.RDF_XML)
    for left, right in MODES:
        yield from _parts("methods", left, right, _labels(modes, left), _labels(modes, right), cut=False)
    economics = store(samples / "skos/stw.ttl", ox.RdfFormat.TURTLE)
    yield from _parts("thesaurus", "de", "en", *(_labels(economics, one, ECONOMICS) for one in ("de", "en")))
    goals = store(samples / "skos/un-sdg-goals-targets-indicators.ttl", ox.RdfFormat.TURTLE)
    for left, right in GOALS:
        yield names(f"goals: names, {left} to {right}", _labels(goals, left), _labels(goals, right), 0.75)


def _labels(known: ox.Store, language: str, share: float = 1.0) -> dict[str, str]:
    """Return the preferred labels in a language by IRI, of a share of the concepts."""
    chosen = [each.value for each in concepts(known) if chance(each.value) < share]
    found = {iri: texts(known, ox.NamedNode(iri), "prefLabel", language) for iri in chosen}
    return {iri: labels[0] for iri, labels in found.items() if labels}


def _parts(
    family: str, left: str, right: str, first: Mapping[str, str], second: Mapping[str, str], *, cut: bool = True
) -> Iterator[Alignment]:
    for share in KEPT:
        whole = names(f"{family}: names, {left} to {right}, {share:.0%} kept", first, second, share)
        if whole.pairs:
            yield whole
            if share == 1.0 and cut:
                yield from _small(whole)


def _small(whole: Alignment) -> Iterator[Alignment]:
    """Cut small schemes out of a large one: half of the terms have a counterpart, and the other side has more terms."""
    mates = {b: a for a, b in whole.pairs}
    left = sorted(whole.left, key=lambda term: chance(term.id))
    right = [term for term in whole.right if term.id not in mates or chance("small" + term.id) < 0.5]
    right.sort(key=lambda term: chance("other" + term.id))
    for number, size in enumerate(SIZES):
        firsts = left[number * 70 : number * 70 + size]
        here = {term.id for term in firsts}
        others = [term for term in right if mates.get(term.id) not in here]
        seconds = [term for term in right if mates.get(term.id) in here] + others[: 15 + size // 2]
        pairs = among(whole.pairs, firsts, seconds)
        if pairs:
            yield Alignment(f"{whole.name}, {size} cut out", _sorted(firsts), _sorted(seconds), pairs)


def _sorted(terms: list[Term]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=lambda term: term.id))
