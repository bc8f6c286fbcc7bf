"""Vectors of the letters of labels: n-grams weighted by rarity, and the nearest of many by cosine.

Every run of two to four letters within a word (its ends count as letters) is one dimension, hashed; a run weighs more
the fewer labels have it (TF-IDF, logarithmic). Dimensions are numbered the rarest first: a label is looked for by its
rarest runs alone, as many as a budget of comparisons allows, and only the best found are measured by all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, vstack

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
if TYPE_CHECKING:
    Matrix = csr_array[np.float32, tuple[int, int]]

LENGTHS = (2, 3, 4)
"""How many letters a run has."""

_BUCKETS = 22
"""Runs are hashed to so many bits: of 100,000 different runs, 1 in 40 shares its number with another."""

_CHUNK = 50_000
"""So many texts are cut up at a time, which bounds the memory that it takes."""

_BUDGET = 5_000
"""A row is compared by its rarest runs until so many entries of the other side were met."""

_FEWEST = 8
"""By so many runs it is compared in any case."""

_PROMISING = 0.05
"""A pair whose rarest runs give less is not looked at."""

_BLOCK = 2_000
"""So many rows are compared at a time."""

_PAIRS = 200_000
"""So many pairs are measured at a time."""


def vectors(left: Sequence[str], right: Sequence[str]) -> tuple[Matrix, Matrix]:
    """Return the vectors of the texts of two sides over the same dimensions, a row a text, of length 1.

    Args:
        left: Words joined by single spaces.
        right: The same of the other side.

    Returns:
        Two matrices of float32. A text without letters has a row without entries.
    """
    counted = _counts(left), _counts(right)
    first, second = (np.bincount(one.indices, minlength=1 << _BUCKETS) for one in counted)
    documents = first + second
    present = np.flatnonzero(documents)
    by_rarity = present[np.argsort(documents[present], kind="stable")]
    number = np.zeros(1 << _BUCKETS, np.int32)
    number[by_rarity] = np.arange(len(by_rarity), dtype=np.int32)
    texts = len(left) + len(right)
    rarity = (np.log((1 + texts) / (1 + documents[by_rarity])) + 1).astype(np.float32)
    return _weighted(counted[0], number, rarity), _weighted(counted[1], number, rarity)


def _counts(texts: Sequence[str]) -> Matrix:
    """Return how often each text has each run: a row a text, a column a bucket."""
    starts = range(0, max(len(texts), 1), _CHUNK)
    return vstack([_counted(texts[start : start + _CHUNK]) for start in starts], format="csr")


def _counted(texts: Sequence[str]) -> Matrix:
    padded = [f" {text} " for text in texts]
    letters = np.frombuffer("".join(padded).encode("utf-32-le", "surrogatepass"), np.uint32)
    row = np.repeat(np.arange(len(texts), dtype=np.int32), np.fromiter(map(len, padded), np.int64, len(padded)))
    rows = [np.empty(0, np.int32)]
    columns = [np.empty(0, np.int32)]
    for start, hashed in _runs(letters):
        rows.append(row[start])
        columns.append(hashed)
    shape = (len(texts), 1 << _BUCKETS)
    at = np.concatenate(rows), np.concatenate(columns)
    return csr_array((np.ones(len(at[0]), np.float32), at), shape=shape)


def _runs(letters: npt.NDArray[np.uint32]) -> Iterator[tuple[npt.NDArray[np.int64], Ints]]:
    """Yield, for each length, where the runs start and their hashes; a space may only be a run's first or last."""
    space = letters == 32
    hashed = letters.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    inside = np.ones(len(letters), np.bool_)
    for length in range(2, max(LENGTHS) + 1):
        if len(letters) < length:
            return
        last = letters[length - 1 :]
        hashed = (hashed[: len(last)] ^ last) * np.uint64(0x9E3779B97F4A7C15)
        hashed ^= hashed >> np.uint64(29)
        inside = inside[: len(last)]
        if length > 2:
            inside = inside & ~space[length - 2 : -1]
        if length in LENGTHS:
            start = np.flatnonzero(inside & ~(space[: len(last)] & space[length - 1 :]) if length == 2 else inside)
            yield start, ((hashed[start] * np.uint64(0xD6E8FEB86659FD93)) >> np.uint64(64 - _BUCKETS)).astype(np.int32)


def _weighted(counts: Matrix, number: Ints, rarity: Floats) -> Matrix:
    columns = number[counts.indices]
    data = (1 + np.log(counts.data)) * rarity[columns]
    found = _matrix(data, columns, counts.indptr, len(rarity))
    found.sort_indices()
    lengths = np.sqrt(_row_sums(found.data * found.data, found.indptr))
    lengths[lengths == 0] = 1
    found.data /= np.repeat(lengths, np.diff(found.indptr)).astype(np.float32)
    return found


def _row_sums(values: Floats, indptr: Ints) -> npt.NDArray[np.float64]:
    total = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    return total[indptr[1:]] - total[indptr[:-1]]


def promising(left: Matrix, right: Matrix, most: int) -> tuple[Ints, Ints, Floats]:
    """Return, for each left row, the right rows that share most of its rarest runs.

    Args:
        left: Vectors of ``vectors``.
        right: The others.
        most: So many a row at most.

    Returns:
        The left row, the right row and what the runs compared give of their cosine, by left row, the best first.
    """
    columns = right.T.tocsr()
    rarest = _rarest(left, np.diff(columns.indptr))
    found = [_found(rarest, columns, start, most) for start in range(0, max(left.shape[0], 1), _BLOCK)]
    rows, others, shares = zip(*found, strict=True)
    return np.concatenate(rows), np.concatenate(others), np.concatenate(shares)


def cosines(left: Matrix, right: Matrix, rows: Ints, others: Ints) -> Floats:
    """Return the cosine of each pair of a left and a right row, 0 to 1."""
    found = np.empty(len(rows), np.float32)
    for start in range(0, len(rows), _PAIRS):
        part = slice(start, start + _PAIRS)
        found[part] = left[rows[part]].multiply(right[others[part]]).sum(axis=1)
    return np.minimum(found, np.float32(1))


def rank_within(rows: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """Return the place of each entry among those of its row, from 0; the rows are sorted."""
    place = np.arange(len(rows), dtype=np.int64)
    first = np.concatenate(([True], rows[1:] != rows[:-1])) if len(rows) else np.empty(0, np.bool_)
    return place - np.maximum.accumulate(np.where(first, place, 0)) if len(rows) else place


def _rarest(left: Matrix, documents: npt.NDArray[np.integer]) -> Matrix:
    """Keep of each row its rarest runs: at least ``_FEWEST``, more while the budget lasts."""
    cost = np.concatenate(([0], np.cumsum(documents[left.indices], dtype=np.int64)))
    start = np.repeat(left.indptr[:-1], np.diff(left.indptr))
    kept = (cost[1:] - cost[start] <= _BUDGET) | (np.arange(left.nnz) - start < _FEWEST)
    indptr = np.concatenate(([0], np.cumsum(kept)))[left.indptr]
    return _matrix(left.data[kept], left.indices[kept], indptr, left.shape[1])


def _matrix(data: Floats, columns: Ints, indptr: npt.NDArray[np.integer], width: int) -> Matrix:
    # Each of the three arrays has its own type, which the stubs of scipy do not tell apart.
    return csr_array((data, columns, indptr), shape=(len(indptr) - 1, width))  # pyright: ignore[reportReturnType]


def _found(rarest: Matrix, columns: Matrix, start: int, most: int) -> tuple[Ints, Ints, Floats]:
    product = rarest[start : start + _BLOCK] @ columns
    row = np.repeat(np.arange(product.shape[0], dtype=np.uint64), np.diff(product.indptr))
    at = np.flatnonzero(product.data >= _PROMISING)
    # One sort of plain numbers (row, score downwards, place) is several times faster than sorting by two keys.
    score = np.uint64(0xFFFF) - np.minimum(product.data[at] * 0xFFFF, 0xFFFF).astype(np.uint64)
    packed = (row[at] << np.uint64(48)) | (score << np.uint64(32)) | at.astype(np.uint64)
    packed.sort()
    rows = (packed >> np.uint64(48)).astype(np.int32)
    best = rank_within(rows) < most
    place = (packed[best] & np.uint64(0xFFFFFFFF)).astype(np.int64)
    return rows[best] + np.int32(start), product.indices[place], product.data[place]
