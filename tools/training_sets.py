"""Alignments that the shipped weights of the matching are trained on: all free to use, none of them a benchmark.

Each set has terms without a counterpart on both sides, for so it is in real schemes, and only so can a probability be
calibrated. Where a source names the same things on both sides, a quarter of each side is taken away, by a digest of
its id: which terms go depends on nothing else.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
from orodha.vocab.matching.quality import Alignment
from orodha.vocab.matching.terms import Term

_SKOS = "http://www.w3.org/2004/02/skos/core#"

NAMES = {
    "languages": (("en", "en"), ("en", "fr"), ("pt", "es"), ("sw", "en"), ("de", "en"), ("fr", "it"), ("nl", "en")),
    "scripts": (("en", "en"), ("en", "fr"), ("pt", "es"), ("de", "en"), ("fr", "it")),
    "currencies": (("en", "fr"), ("pt", "es"), ("sw", "en"), ("de", "en"), ("fr", "it")),
}
"""Whose names are compared, and in which languages."""

KEPT = (1.0, 0.75)
"""Which share of each side is kept: some schemes cover the same things, others do not."""

BIOLOGY = (
    ("mesh", "chebi"), ("mesh", "doid"), ("mesh", "go"), ("mesh", "efo"), ("mesh", "ncit"), ("mesh", "hp"),
    ("mesh", "mondo"), ("agrovoc", "agro"),
)  # fmt: skip
"""The pairs of vocabularies of Biomappings that have both matches and curated non-matches, or many matches."""

REGISTRIES = (("miriam", "fairsharing"), ("obofoundry", "bioportal"))
"""The pairs of registries of the Bioregistry."""

SLICES, SLICE = 6, 40
"""So many small schemes are cut out of each of those, of so many terms."""

SIZE = 2500
"""At most so many terms a side, so that no set takes long."""


def training_sets(samples: Path) -> Iterator[Alignment]:
    """Return every training set, in a fixed order.

    Args:
        samples: The folder of vocabularies.
    """
    lists = {"languages": _languages, "scripts": _scripts, "currencies": _currencies}
    for kind, languages in NAMES.items():
        for left, right in languages:
            for share in KEPT:
                yield names(
                    f"names: {kind}, {left} to {right}, {share:.0%} kept", lists[kind](left), cldr(kind, right), share
                )
    yield _language_synonyms()
    yield _stw_alternatives(samples)
    yield _modes_of_collection(samples)
    for left, right in BIOLOGY:
        yield (whole := _biology(left, right))
        yield from _slices(whole)
    for left, right in REGISTRIES:
        yield _registries(left, right)


def chance(text: str) -> float:
    """A number from 0 to 1 that depends on the text alone."""
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest()) / 2**32


def _kept(terms: Iterable[Term], side: str, share: float) -> tuple[Term, ...]:
    return tuple(term for term in terms if chance(side + term.id) < share)


def among(pairs: Iterable[tuple[str, str]], left: Iterable[Term], right: Iterable[Term]) -> frozenset[tuple[str, str]]:
    """Return the pairs of which both ends are there."""
    lefts, rights = {term.id for term in left}, {term.id for term in right}
    return frozenset((a, b) for a, b in pairs if a in lefts and b in rights)


def names(name: str, first: Mapping[str, str], second: Mapping[str, str], share: float) -> Alignment:
    """Return the alignment of two lists of names by code, of which a share of each side is kept.

    Its name says, behind the first comma, the languages: "left to right".
    """
    left, right = name.split(", ")[1].split(" to ")
    lefts = _kept((Term(f"a:{c}", {left: text}) for c, text in sorted(first.items())), name, share)
    rights = _kept((Term(f"b:{c}", {right: text}) for c, text in sorted(second.items())), name[::-1], share)
    pairs = ((f"a:{code}", f"b:{code}") for code in first.keys() & second.keys())
    return Alignment(name, lefts, rights, among(pairs, lefts, rights))


def cldr(kind: str, language: str) -> dict[str, str]:
    """Return the names of Unicode CLDR by code: those of which ISO has a name too."""
    import babel

    names: Mapping[str, str] = getattr(babel.Locale(language), kind)
    iso = {"languages": _languages, "scripts": _scripts, "currencies": _currencies}[kind]("en")
    return {code: name for code, name in names.items() if code in iso}


def _languages(language: str) -> dict[str, str]:
    import babel
    import pycountry

    if language != "en":
        return cldr("languages", language)
    codes = babel.Locale("en").languages
    named = ((getattr(each, "alpha_2", each.alpha_3), each.name) for each in pycountry.languages)
    return {code: name for code, name in named if code in codes}


def _language_synonyms() -> Alignment:
    """The languages of Unicode CLDR against those of ISO 639-3 with what else they are called."""
    import babel

    folder = files("iso639") / "data"
    codes = json.loads((folder / "iso-639.json").read_text(encoding="utf-8"))["name"]
    others = json.loads((folder / "iso-639_other_names.json").read_text(encoding="utf-8"))
    right = {
        code["pt1"] or code["pt3"]: Term(f"b:{code['pt3']}", {"en": name}, {"en": tuple(others.get(name, ()))})
        for name, code in sorted(codes.items())
        if code["pt3"]
    }
    left = {code: Term(f"a:{code}", {"en": name}) for code, name in babel.Locale("en").languages.items()}
    shared = left.keys() & right.keys()
    chosen = sorted(right, key=lambda code: (code not in shared, chance(code)))[:SIZE]
    seconds = tuple(right[code] for code in chosen if code not in shared or chance(code) < 0.75)
    pairs = ((left[code].id, right[code].id) for code in shared)
    return Alignment("synonyms: languages", tuple(left.values()), seconds, among(pairs, left.values(), seconds))


def _scripts(language: str) -> dict[str, str]:
    import babel
    import pycountry

    if language != "en":
        return cldr("scripts", language)
    return {each.alpha_4: each.name for each in pycountry.scripts if each.alpha_4 in babel.Locale("en").scripts}


def _currencies(language: str) -> dict[str, str]:
    import pycountry

    if language != "en":
        return cldr("currencies", language)
    return {each.alpha_3: each.name for each in pycountry.currencies}


def store(path: Path, form: ox.RdfFormat) -> ox.Store:
    """Return what a file says."""
    found = ox.Store()
    found.bulk_load(path=str(path), format=form)
    return found


def texts(store: ox.Store, concept: ox.NamedNode, name: str, language: str) -> list[str]:
    """Return the texts of a concept in a language, by the name of the SKOS property."""
    found = (quad.object for quad in store.quads_for_pattern(concept, ox.NamedNode(_SKOS + name), None, None))
    return sorted(value.value for value in found if isinstance(value, ox.Literal) and value.language == language)


def _wider(store: ox.Store, concept: ox.NamedNode) -> tuple[str, ...]:
    found = store.quads_for_pattern(concept, ox.NamedNode(_SKOS + "broader"), None, None)
    return tuple(sorted(quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode)))


def concepts(store: ox.Store) -> list[ox.NamedNode]:
    """Return the concepts that have a preferred label, by IRI."""
    quads = store.quads_for_pattern(None, ox.NamedNode(_SKOS + "prefLabel"), None, None)
    return sorted({quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}, key=str)


def _stw_alternatives(samples: Path) -> Alignment:
    """The thesaurus for economics: preferred labels on one side, what else the concepts are called on the other."""
    known = store(samples / "skos/stw.ttl", ox.RdfFormat.TURTLE)
    left: list[Term] = []
    right: list[Term] = []
    for concept in concepts(known):
        preferred = texts(known, concept, "prefLabel", "en")
        others = texts(known, concept, "altLabel", "en")
        wider = _wider(known, concept)
        if preferred and chance(concept.value) < 0.4:
            left.append(Term("a:" + concept.value, {"en": preferred[0]}, broader=tuple("a:" + each for each in wider)))
        if others and chance(concept.value[::-1]) < 0.6:
            labels = {"en": others[0]}
            more = {"en": tuple(others[1:])}
            right.append(Term("b:" + concept.value, labels, more, broader=tuple("b:" + each for each in wider)))
    pairs = among(((term.id, "b:" + term.id[2:]) for term in left), left, right)
    return Alignment("economics: preferred to alternative", tuple(left), tuple(right), pairs)


def _modes_of_collection(samples: Path) -> Alignment:
    """Two versions of the modes of collection of the DDI Alliance, by code."""
    sides: list[tuple[Term, ...]] = []
    for version in ("4", "5"):
        known = store(samples / f"skos/ddi-mode-of-collection-{version}.rdf", ox.RdfFormat.RDF_XML)
        sides.append(tuple(
            Term(
                f"{version}:{texts_of_any(known, concept, 'notation')}",
                {"en": texts(known, concept, "prefLabel", "en")[0]},
                definition={"en": "".join(texts(known, concept, "definition", "en")[:1])},
            )
            for concept in concepts(known)
            if texts(known, concept, "prefLabel", "en")
        ))  # fmt: skip
    left, right = sides
    pairs = among((("4:" + t.id[2:], "5:" + t.id[2:]) for t in left), left, right)
    return Alignment("modes: of collection, version 4 to 5", left, right, pairs)


def texts_of_any(store: ox.Store, concept: ox.NamedNode, name: str) -> str:
    """Return the first text of a concept in any language, or else its IRI."""
    found = (quad.object for quad in store.quads_for_pattern(concept, ox.NamedNode(_SKOS + name), None, None))
    return next((value.value for value in found if isinstance(value, ox.Literal)), concept.value)


def _biology(left: str, right: str) -> Alignment:
    """The matches and the non-matches that curators of Biomappings decided between two vocabularies."""
    lefts: dict[str, str] = {}
    rights: dict[str, str] = {}
    pairs: set[tuple[str, str]] = set()
    for kind in ("positive", "negative", "predictions"):
        for row in _curated(kind):
            sides = {row["subject_id"].split(":")[0]: "subject", row["object_id"].split(":")[0]: "object"}
            for prefix, side in sides.items():
                if prefix == right and row[side + "_label"]:
                    rights.setdefault(row[side + "_id"], row[side + "_label"])
            if kind == "predictions" or sides.keys() != {left, right} or row["predicate_id"] != "skos:exactMatch":
                continue
            pair = (row[sides[left] + "_id"], row[sides[right] + "_id"])
            lefts.setdefault(pair[0], row[sides[left] + "_label"])
            if kind == "positive":
                pairs.add(pair)
    chosen = sorted(lefts, key=chance)[:SIZE]
    mates = {b for a, b in pairs if a in set(chosen) and chance(b) >= 0.25}
    others = [code for code in sorted(rights, key=chance) if code not in {b for _, b in pairs}]
    first = tuple(Term(code, {"en": lefts[code]}) for code in chosen)
    second = tuple(
        Term(code, {"en": rights[code]}) for code in sorted(mates | set(others[: max(SIZE - len(mates), 0)]))
    )
    return Alignment(f"biology: {left} to {right}", first, second, among(pairs, first, second))


def _slices(whole: Alignment) -> Iterator[Alignment]:
    """Cut small schemes out of a large one: terms that follow each other in the alphabet, so that many are alike.

    Half of the counterparts are taken away: in a small scheme that a term is alone proves nothing.
    """
    left = sorted(whole.left, key=lambda term: term.label.casefold())
    mates = {other for _, other in whole.pairs}
    right = [term for term in whole.right if term.id not in mates or chance("slice" + term.id) < 0.5]
    for number in range(SLICES):
        start = number * len(left) // SLICES
        firsts = tuple(left[start : start + SLICE])
        low, high = firsts[0].label.casefold(), firsts[-1].label.casefold()
        seconds = tuple(term for term in right if low <= term.label.casefold() <= high)
        name = f"small: {whole.name.partition(': ')[2]}, slice {number + 1}"
        yield Alignment(name, firsts, seconds, among(whole.pairs, firsts, seconds))


def _curated(kind: str) -> Iterator[dict[str, str]]:
    with (files("biomappings") / f"resources/{kind}.sssom.tsv").open(encoding="utf-8") as lines:
        yield from csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")


def _registries(left: str, right: str) -> Alignment:
    """The entries of two registries of databases, aligned by the Bioregistry."""
    registry = json.loads((files("bioregistry") / "data/bioregistry.json").read_text(encoding="utf-8"))
    lefts, rights = _entries(left), _entries(right)
    found = (
        (f"{left}:{links[left]}", f"{right}:{links[right]}")
        for each in registry.values()
        if left in (links := each.get("mappings", {})) and right in links
    )
    pairs = set(found)
    mates = {b for _, b in pairs}
    first = tuple(sorted(lefts, key=lambda term: chance(term.id))[:SIZE])
    second = tuple(sorted(rights, key=lambda term: (term.id not in mates, chance(term.id)))[:SIZE])
    return Alignment(f"registries: {left} to {right}", first, second, among(pairs, first, second))


def _entries(registry: str) -> list[Term]:
    folder = {"bioportal": "bioportal/bioportal"}.get(registry, f"{registry}/processed")
    entries = json.loads((files("bioregistry") / f"external/{folder}.json").read_text(encoding="utf-8"))
    return [
        Term(
            f"{registry}:{code}",
            {"en": entry["name"]},
            {"en": tuple(entry.get("short_names", ()))},
            definition={"en": entry["description"]} if entry.get("description") else {},
        )
        for code, entry in entries.items()
        if entry.get("name")
    ]
