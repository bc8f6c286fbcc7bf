"""Candidates for mappings at scale: CPU time, memory and recall, beside peers on the same labels in the same run.

Run as: python benchmarks/bench_matching_scale.py                   peers up to 20,000, ours at 100,000 too
    python benchmarks/bench_matching_scale.py --size 100000 --all   peers at 100,000 (minutes)
    uv run --with scikit-learn --with sparse-dot-topn python benchmarks/bench_matching_scale.py

With --samples FOLDER the labels are those of the thesauri skos/stw.ttl (English) and skos/uat.rdf in it, and the
English names of countries, languages and currencies in Babel; beyond these, compounds of two of them ("Land reform in
Kenya", "Kenya: Land reform"). The other side has each label again, changed once or, one time in three, twice: plural
or singular, words turned round, a letter lost, doubled or swapped, a word added, small words dropped, capitals; in
another order, and with labels of its own where it is larger. Recall is the share of labels whose changed form is
among the ten candidates; two labels of one side can be changed into the same.

Each figure is of a whole process: start, imports, reading the labels as JSON, normal forms, vectors, candidates.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

TOP = 10
SIZES = ((2_500, 3_000), (20_000, 20_000), (100_000, 100_000))
ALL_UP_TO = 20_000
"""Peers are measured up to this size unless asked for."""

ADDED = "other general national total new public statistics activities".split()
SMALL = {"of", "the", "and", "in"}
COMPOUNDS = ("{0} in {1}", "{1}: {0}", "{0} ({1})", "{0} and {2}", "{0} of the {2}")

Found = list[list[int]]
"""For each label of the first side, its candidates among those of the second."""


def real_labels(samples: Path | None) -> tuple[list[str], list[str]]:
    """Return terms of the thesauri in a folder, and names of places, languages and currencies."""
    from babel import Locale

    english = Locale("en")
    names = [*english.territories.values(), *english.languages.values(), *english.currencies.values()]
    terms = [*_thesaurus(samples / "skos/stw.ttl"), *_thesaurus(samples / "skos/uat.rdf")] if samples else []
    if not terms:
        print("no --samples: compounds of names alone", file=sys.stderr)
    return list(dict.fromkeys(terms or names)), list(dict.fromkeys(names))


def _thesaurus(file: Path) -> Iterator[str]:
    import pyoxigraph as ox

    form = ox.RdfFormat.TURTLE if file.suffix == ".ttl" else ox.RdfFormat.RDF_XML
    for quad in ox.parse(path=str(file), format=form):
        text = quad.object
        if quad.predicate.value.endswith(("#prefLabel", "#altLabel")) and isinstance(text, ox.Literal):
            yield from [text.value] if text.language in ("en", None) else []


def labels(count: int, chance: random.Random, samples: Path | None) -> list[str]:
    """Return distinct labels: real ones first, then compounds of them."""
    terms, names = real_labels(samples)
    found = dict.fromkeys([*terms, *names])
    while len(found) < count:
        parts = chance.choice(terms), chance.choice(names), chance.choice(terms)
        found[chance.choice(COMPOUNDS).format(*parts)] = None
    every = list(found)
    chance.shuffle(every)
    return every[:count]


def changed(label: str, chance: random.Random) -> str:
    """Return a label as another office might have written it."""
    for _ in range(chance.choice((1, 1, 2))):
        words = label.split()
        longest = max(range(len(words)), key=lambda i: (len(words[i]) > 4) * chance.random())
        label = " ".join(chance.choice(CHANGES)(words, longest, chance))
    return label


def _plural(words: list[str], at: int, _: random.Random) -> list[str]:
    if words[at][-1].isalpha():
        words[at] = words[at][:-1] if words[at].endswith("s") else words[at] + "s"
    return words


def _turned(words: list[str], _: int, chance: random.Random) -> list[str]:
    half = chance.randrange(len(words))
    return words[half:] + words[:half]


def _slip(words: list[str], at: int, chance: random.Random) -> list[str]:
    word = words[at]
    if len(word) > 3:
        spot = chance.randrange(1, len(word) - 1)
        before, letter, after = word[:spot], word[spot], word[spot + 1 :]
        slips = before + after, before + letter + letter + after, before + after[0] + letter + after[1:]
        words[at] = chance.choice(slips)
    return words


def _longer(words: list[str], _: int, chance: random.Random) -> list[str]:
    words.insert(chance.choice((0, len(words))), chance.choice(ADDED))
    return words


def _bare(words: list[str], *_: object) -> list[str]:
    return [word for word in words if word.lower() not in SMALL] or words


def _capitals(words: list[str], *_: object) -> list[str]:
    return [word.upper() for word in words]


CHANGES = (_plural, _turned, _slip, _longer, _bare, _capitals)


def sides(left: int, right: int, samples: Path | None) -> dict[str, list[str] | list[int]]:
    """Return the labels of two sides, and for each of the first where the second has it."""
    chance = random.Random(7)
    every = labels(right, chance, samples)
    order = list(range(right))
    chance.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    others = [changed(every[old], chance) for old in order]
    return {"left": every[:left], "right": others, "truth": [place[old] for old in range(left)]}


def ours(left: list[str], right: list[str]) -> Found:
    from orodha.vocab.matching.candidates import candidates
    from orodha.vocab.matching.terms import Term

    one = [Term(str(n), {"en": label}) for n, label in enumerate(left)]
    other = [Term(str(n), {"en": label}) for n, label in enumerate(right)]
    pairs = candidates(one, other, TOP)
    found: Found = [[] for _ in left]
    for i, j in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True):
        found[i].append(j)
    return found


def by_scikit_learn(left: list[str], right: list[str]) -> Found:
    """Trigrams of scikit-learn, multiplied by scipy in blocks."""
    import numpy as np

    one, other = _trigrams(left, right)
    columns, found = other.T.tocsr(), []
    for start in range(0, len(left), 1000):
        block = one[start : start + 1000] @ columns
        for row in range(block.shape[0]):
            part = slice(block.indptr[row], block.indptr[row + 1])
            values, at = block.data[part], block.indices[part]
            best = np.argpartition(values, -TOP)[-TOP:] if len(values) > TOP else slice(None)
            found.append(at[best].tolist())
    return found


def by_sparse_dot_topn(left: list[str], right: list[str]) -> Found:
    """Trigrams of scikit-learn, multiplied by sparse_dot_topn."""
    from sparse_dot_topn import sp_matmul_topn

    one, other = _trigrams(left, right)
    near = sp_matmul_topn(one, other.T.tocsr(), top_n=TOP, threshold=0.1, n_threads=1)
    return [near.indices[near.indptr[row] : near.indptr[row + 1]].tolist() for row in range(len(left))]


def _trigrams(left: list[str], right: list[str]):
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    maker = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), sublinear_tf=True, dtype=np.float32)
    every = maker.fit_transform([*left, *right])
    return every[: len(left)], every[len(left) :]


def by_rapidfuzz(left: list[str], right: list[str]) -> Found:
    """Every pair by token_sort_ratio."""
    import numpy as np
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist

    one, other = ([" ".join(sorted(label.lower().split())) for label in side] for side in (left, right))
    found: Found = []
    for start in range(0, len(one), 500):
        scores = cdist(one[start : start + 500], other, scorer=ratio, dtype=np.uint8, workers=1)
        found.extend(np.argpartition(scores, -TOP, axis=1)[:, -TOP:].tolist())
    return found


METHODS: dict[str, tuple[Callable[[list[str], list[str]], Found], str]] = {
    "orodha": (ours, "orodha"),
    "scikit-learn trigrams, scipy": (by_scikit_learn, "sklearn"),
    "scikit-learn trigrams, sparse_dot_topn": (by_sparse_dot_topn, "sparse_dot_topn"),
    "rapidfuzz, every pair": (by_rapidfuzz, "rapidfuzz"),
}


def run(method: str, path: str) -> None:
    """Measure one method in this process; print CPU seconds, MB and recall as JSON."""
    given = json.loads(Path(path).read_text())
    found = METHODS[method][0](given["left"], given["right"])
    used = resource.getrusage(resource.RUSAGE_SELF)
    hits = sum(true in near for true, near in zip(given["truth"], found, strict=True))
    peak = used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    print(json.dumps([used.ru_utime + used.ru_stime, peak, hits / len(found)]))


def measured(method: str, data: Path, runs: int, folder: Path) -> tuple[float, float, float]:
    """Return the medians of runs in processes of their own; the first run, which compiles, does not count."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    command = [sys.executable, __file__, "--method", method, "--data", str(data)]
    times = [
        json.loads(subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout)
        for _ in range(runs)
    ]
    cpu, peak, recall = (statistics.median(column) for column in zip(*times, strict=True))
    return cpu, peak, recall


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=Path, help="folder with skos/stw.ttl and skos/uat.rdf")
    parser.add_argument("--size", type=int, help="labels on each side")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--all", action="store_true", help="peers at every size")
    parser.add_argument("--method", help=argparse.SUPPRESS)
    parser.add_argument("--data", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.method:
        run(given.method, given.data)
        return
    print(f"{'labels':>19}  {'':39}{'CPU s':>8}{'MB':>7}{'recall':>9}")
    with tempfile.TemporaryDirectory() as name:
        for left, right in ((given.size, given.size),) if given.size else SIZES:
            data = Path(name, "labels.json")
            data.write_text(json.dumps(sides(left, right, given.samples)))
            for method, (_, package) in METHODS.items():
                if importlib.util.find_spec(package) is None:
                    print(f"{method}: not installed", file=sys.stderr)
                elif method == "orodha" or given.all or left <= ALL_UP_TO:
                    runs = given.runs if left <= ALL_UP_TO else 1
                    cpu, peak, recall = measured(method, data, runs, Path(name))
                    print(f"{left:>8,} x {right:>8,}  {method:39}{cpu:8.2f}{peak:7.0f}{recall:9.4f}", flush=True)


if __name__ == "__main__":
    main()
