"""Train the weights of the matching and write vocab/matching/weights.json; the same input gives the same file.

Run as: python tools/train_matching.py [--check]

It reads ../shared/samples and the packages pycountry, babel, iso639-lang, biomappings and bioregistry: install them
in an environment of their own, for they bring much that Orodha does not need. With --check nothing is written. Printed
is how well each set is answered by weights that were trained without any set of its kin.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from orodha.vocab.matching.features import NAMES, Floats, features, pairs_of
from orodha.vocab.matching.model import (
    Judge,
    Linear,
    Model,
    Rivals,
    among_rivals,
    apart,
    one_to_one,
    probability,
    ridge,
)
from orodha.vocab.matching.quality import Alignment, quality
from training_sets import training_sets

TARGET = Path(__file__).parents[1] / "vocab" / "matching" / "weights.json"
PACKAGES = ("pycountry", "babel", "iso639-lang", "biomappings", "bioregistry")
WEIGHTS = {
    "names": 0.5,
    "synonyms": 0.5,
    "economics": 2.0,
    "biology": 1.0,
    "small": 1.0,
    "registries": 0.5,
    "modes": 0.1,
}
"""How much each family counts: more where it is like a scheme of concepts, less where it is a list of names, where the
alignment is known to have gaps, or where it is small."""

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
    parser.add_argument("--check", action="store_true", help="write nothing")
    given = parser.parse_args()
    sets = [measured(each) for each in training_sets()]
    print(f"{'set':44}{'left':>6}{'right':>6}{'pairs':>6}{'P':>7}{'R':>7}{'F1':>7}{'p>=.9':>7}{'p<.1':>7}")
    for kin in dict.fromkeys(each.kin for each in sets):
        model = trained([each for each in sets if each.kin != kin])
        for each in sets:
            if each.kin == kin:
                print(report(model, each))
    model = trained(sets)
    print(f"{'feature':30}{'within':>9}{'across':>9}")
    for row in zip(NAMES, model.within.likeness.weights, model.across.likeness.weights, strict=True):
        print("{:30}{:9.3f}{:9.3f}".format(*row))
    print("joint", model.within.joint, model.across.joint)
    if not given.check:
        TARGET.write_text(json.dumps(_document(model, sets), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def measured(alignment: Alignment) -> Measured:
    """Return a set as the model sees it."""
    pairs = pairs_of(alignment.left, alignment.right)
    right = np.array([pair in alignment.pairs for pair in pairs.ids()], bool)
    sizes = (len(alignment.left), len(alignment.right))
    return Measured(alignment, features(pairs), right, Rivals(pairs.found.left, pairs.found.right, sizes))


def trained(sets: Sequence[Measured]) -> Model:
    """Return a model trained on sets; see ``WEIGHTS`` for how much each counts."""
    columns = np.vstack([each.features for each in sets])
    right = np.concatenate([each.right for each in sets]).astype(np.float64)
    weight = np.concatenate([np.full(len(each.right), one) for each, one in zip(sets, _weights(sets), strict=True)])
    other = apart(columns)
    likeness = [_fitted(columns[kind], right[kind], weight[kind], HELD) for kind in (~other, other)]
    (within, near), (across, far) = likeness
    log_odds = np.where(other, across(columns), within(columns))
    ends = np.cumsum([len(each.right) for each in sets])[:-1]
    parts = zip(np.split(log_odds, ends), sets, strict=True)
    among = np.vstack([among_rivals(part, each.rivals) for part, each in parts])
    (joint, _), (joint_far, _) = (
        _fitted(among[kind], right[kind], weight[kind], HELD / 10) for kind in (~other, other)
    )
    return Model(Judge(within, joint, near), Judge(across, joint_far, far))


def _weights(sets: Sequence[Measured]) -> list[float]:
    """The weight of a pair of each set: as ``WEIGHTS`` for the family, in it by the square root of a set's size."""
    total: dict[str, float] = {}
    for each in sets:
        total[each.family] = total.get(each.family, 0.0) + len(each.right) ** 0.5
    return [WEIGHTS[each.family] / total[each.family] / len(each.right) ** 0.5 for each in sets]


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


def _document(model: Model, sets: Sequence[Measured]) -> dict[str, object]:
    return {
        "features": list(NAMES),
        "within": _judge(model.within),
        "across": _judge(model.across),
        "trained": {
            "date": date.today().isoformat(),
            "packages": {name: version(name) for name in PACKAGES},
            "sets": [
                {
                    "name": each.alignment.name,
                    "left": len(each.alignment.left),
                    "right": len(each.alignment.right),
                    "pairs": len(each.alignment.pairs),
                }
                for each in sets
            ],
        },
    }


if __name__ == "__main__":
    main()
